"""«Соглашения»: state of every document, what to renew before a call, plan of orders against shipments.

METHOD section 13 [P, S]: agreements up to date; talks → letter of intent → addendum with a forecast plan of orders;
rewards for fulfilling raised plans.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.client_records import client_records
from clientbase_xl.rules.document_state import document_states
from clientbase_xl.rules.joined import as_dates, as_text, by_codes, texts
from clientbase_xl.rules.periods import month_start
from clientbase_xl.rules.plan_to_date import PlanPeriod, plan_period
from clientbase_xl.schemas.agreements import (
    AGREEMENTS,
    EXPIRED,
    IN_FORCE,
    LETTER,
    NO_DATE,
    UNSIGNED,
    UP_TO_30,
    UP_TO_60,
)
from clientbase_xl.schemas.row_id import number_order

_ORDER = {state: place for place, state in enumerate((EXPIRED, UP_TO_30, UP_TO_60, NO_DATE, UNSIGNED, IN_FORCE))}
_RUNNING_OUT = (EXPIRED, UP_TO_30, UP_TO_60)
_MONEY = ("plan_to_date_rub", "fact_rub", "plan_share", "reward_rub")


def agreement_windows(documents: pd.DataFrame, today: date) -> pd.DataFrame:
    """Return the windows of plans that have begun: `row_id`, `client_code`, `start_on`, `end_on` (exclusive).

    METHOD 13. In: stored AGREEMENTS. The window ends with the plan or with yesterday, whichever is earlier.
    """
    rows = []
    for document in documents.to_dict("records"):
        period = plan_period(document)
        if period is not None and period.first < today:
            end = min(period.last + timedelta(days=1), today)
            rows.append((document["row_id"], document["client_code"], period.first, end))
    table = pd.DataFrame(rows, columns=["row_id", "client_code", "start_on", "end_on"])
    return table.assign(**{key: as_dates(table[key]) for key in ("start_on", "end_on")})


def agreements_table(
    documents: pd.DataFrame, cards: pd.DataFrame, sums: pd.DataFrame, ledger_first_on: date | None, today: date
) -> pd.DataFrame:
    """Return AGREEMENTS with state, days left, what to renew, plan and fact to date: the most urgent first.

    METHOD 13. In: stored AGREEMENTS; cards with `client_code`, `client_name`, `manager`; `sums`: `agreement_windows`
    with `turnover_rub`. The plan to date is that of `plan_to_date`; the share of it is unknown before the plan begins,
    for a plan of 0, and where the plan begins before the month of the first sale in the ledger (that month is known as
    a whole, as on «План по клиентам»: nobody sells on the holidays of January). A reward is due when the fact has
    reached the whole plan. Documents that a later one has replaced stand last and ask for nothing; so do letters of
    intent that run out. Ties by the last day, then by record.
    """
    table = client_records(documents, cards, AGREEMENTS)
    people = by_codes(cards.drop_duplicates("client_code"), pd.Index(table["client_code"], dtype=object), ("manager",))
    table["manager"] = as_text(people["manager"])
    states = document_states(table, today)
    table["state"], table["left_days"] = texts(states["state"], table.index), states["left_days"]
    facts = dict(zip(sums["row_id"], sums["turnover_rub"], strict=True))
    latest = _latest_days(table, states)
    rows = [
        _row(document, bool(is_latest), facts.get(document["row_id"]), ledger_first_on, today, latest)
        for document, is_latest in zip(table.to_dict("records"), states["is_latest"], strict=True)
    ]
    for key in _MONEY:
        table[key] = pd.Series([row.get(key) for row in rows], index=table.index, dtype="float64")
    for key in ("renew", "reason"):
        table[key] = texts((row[key] for row in rows), table.index)
    by = pd.DataFrame(
        {
            "is_old": ~states["is_latest"] | (table["state"].isin(_RUNNING_OUT) & table["renew"].isna()),
            "place": table["state"].map(_ORDER),
            "until": as_dates(table["valid_until"]),
            "row": table["row_id"].astype(str).map(number_order),
        }
    )
    return table.loc[by.sort_values(["is_old", "place", "until", "row"]).index].reset_index(drop=True)


def _latest_days(table: pd.DataFrame, states: pd.DataFrame) -> dict[tuple[Any, Any], Any]:
    chosen = table[states["is_latest"] & (states["state"] != UNSIGNED)]
    keys = zip(chosen["client_code"], chosen["document_kind"], strict=True)
    return dict(zip(keys, as_dates(chosen["valid_until"]), strict=True))


def _row(
    document: Mapping[Any, Any],
    is_latest: bool,
    fact_rub: float | None,
    ledger_first_on: date | None,
    today: date,
    latest: Mapping[tuple[Any, Any], Any],
) -> dict[str, Any]:
    replaced = None if is_latest else latest.get((document["client_code"], document["document_kind"]))
    renew = None if not is_latest else _renew(document)
    said = [_said(document)]
    if not is_latest:
        newer = f" до {words.day(replaced)}" if replaced is not None and pd.notna(replaced) else ""
        said.append(f"есть документ новее{newer}")
    period = plan_period(document)
    if period is None:
        return {"renew": renew, "reason": "; ".join(said)}
    numbers, plan_words = _plan(period, document, fact_rub, ledger_first_on, today)
    return numbers | {"renew": renew, "reason": "; ".join([*said, plan_words])}


def _said(document: Mapping[Any, Any]) -> str:
    until, state = document["valid_until"], document["state"]
    if state == UNSIGNED:
        signed = document["signed_on"]
        return "Ещё не подписан" + (f", дата {words.day(pd.Timestamp(signed))}" if pd.notna(signed) else "")
    if state == NO_DATE:
        return "Нет последнего дня: действует ли, неизвестно"
    day, left = words.day(pd.Timestamp(until)), int(document["left_days"])
    return f"Последний день {day}: " + (f"осталось {words.days(left)}" if left >= 0 else f"прошло {words.days(-left)}")


def _renew(document: Mapping[Any, Any]) -> str | None:
    name = document["document_kind"] or "документ"
    if name == LETTER and document["state"] in _RUNNING_OUT:
        return None  # nobody renews a letter of intent: the talks go on to the addendum
    return {
        EXPIRED: f"Перезаключить: {name}",
        UP_TO_30: f"Продлить: {name}",
        UP_TO_60: f"Подготовить продление: {name}",
        NO_DATE: f"Узнать последний день: {name}",
        UNSIGNED: f"Подписать: {name}",
    }.get(document["state"])


def _plan(
    period: PlanPeriod,
    document: Mapping[Any, Any],
    fact_rub: float | None,
    ledger_first_on: date | None,
    today: date,
) -> tuple[dict[str, Any], str]:
    due = round(period.due_rub(today), 2)
    begins = f"{words.OF_MONTHS[period.first.month - 1]}{words.NBSP}{period.first.year}"
    text = f"План {words.rub(period.plan_rub)} на {words.months(period.count_months)} с {begins}"
    if fact_rub is None:
        return {"plan_to_date_rub": due}, f"{text}, ещё не начался"
    if ledger_first_on is None or period.first < month_start(ledger_first_on):
        return {"plan_to_date_rub": due}, f"{text}; факт: нет данных, продажи загружены позже"
    share = fact_rub / due if due > 0 else None
    is_met = period.plan_rub > 0 and round(fact_rub, 2) >= round(period.plan_rub, 2)
    part = document["reward_share"]
    reward = fact_rub * float(part) if is_met and part is not None and pd.notna(part) else None
    text += f", на дату {words.rub(due)}; факт {words.rub(fact_rub)}"
    if share is not None:
        text += f" — {words.share(share)}"
    if is_met:
        text += "; план выполнен"
    numbers = {"plan_to_date_rub": due, "fact_rub": fact_rub, "plan_share": share, "reward_rub": reward}
    return numbers, text
