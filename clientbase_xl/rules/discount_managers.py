"""«Скидки менеджеров»: how many discounts each gave, how much, how deep, and what came of them.

METHOD section 14 [P]: discounts only if the result improves; number and depth of discounts are a warning sign. Sum,
depth and share are ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.discount_facts import DiscountFacts
from clientbase_xl.rules.discounts_table import given_rub
from clientbase_xl.rules.joined import as_dates, as_numbers, as_text, empty, present
from clientbase_xl.rules.periods import MONTHS_IN_YEAR, months_before
from clientbase_xl.rules.time_shares import per_cent
from clientbase_xl.rules.week_summary import DEPARTMENT
from clientbase_xl.schemas.discounts import (
    DISCOUNT_MANAGERS,
    IN_FORCE,
    KEPT_VERDICTS,
    NO_DATA,
    NOT_PAID,
    PAID,
    TOO_EARLY,
)

NOBODY = "не указан"


@dataclass(frozen=True, slots=True)
class _Given:
    """What discounts took off in the last 12 months: roubles, and the turnover at the prices before them."""

    rub: float
    full_rub: float


def discount_managers(
    table: pd.DataFrame, facts: Mapping[str, DiscountFacts], turnovers: pd.DataFrame, today: date
) -> pd.DataFrame:
    """Return DISCOUNT_MANAGERS: managers by name, «Отдел» last; no rows without a decision.

    METHOD section 14. In: DISCOUNTS, the facts of its decisions by number, per manager of the document the turnover
    of 12 months and of it that under a discount. Who decided owns the decision, whose document it is the sale.
    Counted are decisions of [`today` − 12 months; `today`); in force also older ones. Roubles given: turnover under
    each discount in these 12 months × d ÷ (1 − d). Depth: roubles given ÷ the same sales at the former price. Shares
    without a turnover above 0 are unknown. A decision without a manager is of «не указан».
    """
    if table.empty:
        return empty(DISCOUNT_MANAGERS)
    owners = as_text(table["manager"]).fillna(NOBODY)
    sold = turnovers.assign(manager=as_text(turnovers["manager"]).fillna(NOBODY))
    is_named = sold["discounted_rub"] != 0
    names = sorted({*owners, *sold.loc[is_named, "manager"]})
    rows = [_row(name, table[owners == name], facts, sold[sold["manager"] == name], today) for name in names]
    rows.append(_row(DEPARTMENT, table, facts, sold, today))
    return present(pd.DataFrame(rows, columns=list(DISCOUNT_MANAGERS.keys), dtype=object), DISCOUNT_MANAGERS)


def _row(
    name: str, own: pd.DataFrame, facts: Mapping[str, DiscountFacts], sold: pd.DataFrame, today: date
) -> dict[str, Any]:
    days = as_dates(own["decided_on"])
    first = months_before(today, MONTHS_IN_YEAR)
    recent = own[days.between(pd.Timestamp(first), pd.Timestamp(today), inclusive="left").to_numpy()]
    given = _given(own, facts)
    turnover, discounted = (float(sold[key].sum()) for key in ("turnover_rub", "discounted_rub"))
    verdicts = recent["verdict"].value_counts()
    counts = {word: int(verdicts.get(word, 0)) for word in (PAID, NOT_PAID, TOO_EARLY, NO_DATA)}
    judged = as_numbers(recent.loc[recent["verdict"].isin(KEPT_VERDICTS), "profit_change_rub"])
    depth = given.rub / given.full_rub if given.full_rub > 0 else None
    share = discounted / turnover if turnover > 0 else None
    return {
        "manager": name,
        "count_in_force": int((own["state"] == IN_FORCE).sum()),
        "count_decided": len(recent),
        "given_rub": given.rub,
        "depth": depth,
        "turnover_rub": turnover,
        "discounted_rub": discounted,
        "discounted_share": share,
        "count_paid": counts[PAID],
        "count_not_paid": counts[NOT_PAID],
        "count_early": counts[TOO_EARLY],
        "count_unknown": counts[NO_DATA],
        "profit_change_rub": float(judged.sum()) if len(judged) else None,
        "count_no_ground": int(as_text(recent["ground"]).isna().sum()),
        "count_no_purchase": int(as_text(recent["purchase"]).isna().sum()),
        "reason": _reason(given, depth, turnover, discounted, share),
    }


def _given(own: pd.DataFrame, facts: Mapping[str, DiscountFacts]) -> _Given:
    """Return the roubles given by the decisions of one manager on the sales of 12 months, each by itself."""
    total, full = 0.0, 0.0
    for number, share in zip(own["row_id"], as_numbers(own["discount_share"]), strict=True):
        found = facts.get(str(number))
        given = None if found is None else given_rub(found.year, None if share != share else float(share))
        if found is not None and given is not None:
            total += given
            full += given + max(found.year.turnover_rub, 0.0)
    return _Given(total, full)


def _reason(given: _Given, depth: float | None, turnover: float, discounted: float, share: float | None) -> str:
    by_depth = (
        "продаж под скидкой нет"
        if depth is None
        else (f"отдано {words.rub(given.rub)} с {words.rub(given.full_rub)} по прежним ценам — {per_cent(depth)}")
    )
    by_share = (
        "" if share is None else (f"; со скидкой {words.rub(discounted)} из {words.rub(turnover)} — {per_cent(share)}")
    )
    return f"за {words.months(MONTHS_IN_YEAR)}: {by_depth}{by_share}"
