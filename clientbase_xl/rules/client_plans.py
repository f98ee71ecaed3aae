"""«План по клиентам»: months of the clients of the pool, proposal, agreed plan and fact side by side.

METHOD section 13 [P]: a forecast plan of orders at least for the first quarter; the proposal is that of
`plan_proposal`, client by client, so that its sums are those of «План и прогноз».
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.rules.document_state import document_states
from clientbase_xl.rules.joined import as_dates, as_numbers, as_text, by_codes, present
from clientbase_xl.rules.periods import MONTHS_IN_YEAR, month_start, shift_months
from clientbase_xl.rules.plan_documents import agreed_documents
from clientbase_xl.rules.plan_periods import month_end, period_of
from clientbase_xl.rules.plan_to_date import plan_period
from clientbase_xl.schemas.agreements import UNSIGNED
from clientbase_xl.schemas.client_plans import CLIENT_PLANS
from clientbase_xl.schemas.model import YES
from clientbase_xl.settings.agreements import AgreementSettings

_KEYS = ["client_code", "month_on"]


@dataclass(frozen=True, slots=True)
class AgreedMonth:
    """What a document of the talks says of one month: the part of its plan, and the reward for fulfilling it."""

    plan_rub: float
    reward: str | None


def planned_months(today: date, settings: AgreementSettings, count: int | None = None) -> list[date]:
    """Return the first days of the months that are planned now.

    METHOD 13: year end, at least the first quarter. From `year_end_month` on they begin with next January, before that
    with the next month (ours); `count` of them, by default `plan_months`.
    """
    is_year_end = today.month >= settings.year_end_month
    first = date(today.year + 1, 1, 1) if is_year_end else shift_months(month_start(today), 1)
    return [shift_months(first, number) for number in range(count or settings.plan_months)]


def pool_proposals(proposals: pd.DataFrame, today: date, settings: AgreementSettings) -> pd.DataFrame:
    """Return `client_code`, `quarter_rub`, `year_rub`: the proposal for the first 3 and for 12 planned months.

    METHOD 13. In: PLAN_PROPOSAL that reaches so far. A client without a proposal for one of the months has none.
    """
    months = [pd.Timestamp(day) for day in planned_months(today, settings, MONTHS_IN_YEAR)]
    wide = proposals[proposals["month_on"].isin(months)].pivot(
        index="client_code", columns="month_on", values="proposal_rub"
    )
    wide = wide.reindex(columns=pd.DatetimeIndex(months))
    sums = {
        "quarter_rub": wide.iloc[:, :3].sum(axis=1, skipna=False).round(2),
        "year_rub": wide.sum(axis=1, skipna=False).round(2),
    }
    return pd.DataFrame(sums).rename_axis("client_code").reset_index()


def agreed_months(documents: pd.DataFrame, today: date) -> dict[tuple[str, date], AgreedMonth]:
    """Return (client code, first day of a month) → what was agreed for it.

    METHOD 13. In: stored AGREEMENTS. Plans that are only talked about, and documents dated after `today`, agree
    nothing. Of several documents that of `agreed_documents` counts.
    """
    is_signed = document_states(documents, today)["state"] != UNSIGNED
    said = {}
    for label, document in zip(documents.index, documents.to_dict("records"), strict=True):
        reward = document["reward"]
        if (period := plan_period(document)) is not None:
            said[label] = AgreedMonth(
                round(period.month_rub, 2), reward if isinstance(reward, str) and reward else None
            )
    return {pair: said[label] for pair, label in agreed_documents(documents, is_signed).items()}


def plan_rows(
    codes: Sequence[str],
    stored: pd.DataFrame,
    agreed: Mapping[tuple[str, date], AgreedMonth],
    today: date,
    settings: AgreementSettings,
) -> pd.DataFrame:
    """Return the rows of CLIENT_PLANS: `client_code`, `month_on`, in the order of the pool, then by code; by month.

    METHOD 13. The planned months of every client of the pool; what is typed, whatever its month; agreed months from a
    year back on, up to the last planned one.
    """
    shown = planned_months(today, settings)
    oldest = shift_months(month_start(today), -MONTHS_IN_YEAR)
    rows = {(code, month) for code in codes for month in shown}
    rows |= {pair for pair in agreed if oldest <= pair[1] <= shown[-1]}
    typed = stored.dropna(subset=_KEYS)
    rows |= {
        (code, pd.Timestamp(day).date()) for code, day in zip(typed["client_code"], typed["month_on"], strict=True)
    }
    places = {code: place for place, code in enumerate(codes)}
    ordered = sorted(rows, key=lambda pair: (places.get(pair[0], len(places)), *pair))
    table = pd.DataFrame(ordered, columns=_KEYS)
    return table.assign(client_code=as_text(table["client_code"]), month_on=as_dates(table["month_on"]))


def client_plans(
    rows: pd.DataFrame,
    stored: pd.DataFrame,
    cards: pd.DataFrame,
    proposals: pd.DataFrame,
    agreed: Mapping[tuple[str, date], AgreedMonth],
    facts: pd.DataFrame,
    today: date,
) -> pd.DataFrame:
    """Return CLIENT_PLANS for `plan_rows`, in their order.

    METHOD 13. In: stored CLIENT_PLANS; cards with `client_code`, `client_name`, `manager`; PLAN_PROPOSAL with reasons;
    `facts` with `client_code`, `month_on`, `fact_rub` of the months that have begun and that the ledger covers. The
    fact of the current month ends with yesterday; a coming month has none. The typed plan stays whatever is proposed.
    """
    table = rows.copy()
    people = by_codes(
        cards.drop_duplicates("client_code"), pd.Index(table["client_code"], dtype=object), ("client_name", "manager")
    )
    for key in ("client_name", "manager"):
        table[key] = as_text(people[key])
    for other, keys in (
        (stored, ["plan_rub"]),
        (proposals, ["proposal_rub", "reason"]),
        (facts, ["fact_rub"]),
    ):
        part = other.reindex(columns=[*_KEYS, *keys]).assign(month_on=as_dates(other["month_on"]))
        table = table.merge(part.astype({"client_code": object}), on=_KEYS, how="left")
    months = [day.date() for day in table["month_on"]]
    table["period"] = [period_of(month, month_end(month), today) for month in months]
    known = [agreed.get(pair) for pair in zip(table["client_code"], months, strict=True)]
    table["agreement_rub"] = as_numbers(pd.Series([one and one.plan_rub for one in known], dtype=object))
    table["reward"] = pd.Series([one and one.reward for one in known], index=table.index, dtype=object)
    plan = as_numbers(table["plan_rub"])
    plan = plan.where(plan > 0, as_numbers(table["agreement_rub"]))
    table["plan_share"] = as_numbers(table["fact_rub"]) / plan.where(plan > 0)
    return present(table, CLIENT_PLANS)


def is_flagged(value: Any) -> bool:
    """Tell whether a stored flag says yes; an unanswered one does not."""
    return value is True or value == YES or (not pd.isna(value) and bool(value) is True)


def archived_codes(cards: pd.DataFrame) -> Collection[str]:
    """Return the codes of clients in the archive and of those with whom work has stopped."""
    return {
        row["client_code"]
        for row in cards[["client_code", "is_archived", "is_stopped"]].to_dict("records")
        if is_flagged(row["is_archived"]) or is_flagged(row["is_stopped"])
    }
