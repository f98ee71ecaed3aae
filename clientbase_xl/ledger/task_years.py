"""What the client manager's tasks came to in the last 12 months and in the 12 before them (METHOD section 17)."""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis
import pandas as pd

from clientbase_xl.ledger import margins
from clientbase_xl.ledger.predicates import within
from clientbase_xl.ledger.purchases import purchase_days
from clientbase_xl.ledger.results import fetch_frame
from clientbase_xl.ledger.windows import Window, last_months
from clientbase_xl.rules.periods import MONTHS_IN_YEAR

YEARS = ("now", "before")
_MEASURES = ("turnover", "repeat", "purchases", "skus")
TASK_YEAR_KEYS = (
    "client_code",
    *(f"{one}_{year}{'_rub' if one in _MEASURES[:2] else ''}" for one in _MEASURES for year in YEARS),
)


def task_years(lines: Any, today: date) -> pd.DataFrame:
    """Return each client with a line in the last 24 months: columns TASK_YEAR_KEYS, by code.

    METHOD sections 0 and 17. Turnover net of returns; `repeat_*` is that of the days after the client's first purchase
    in the whole ledger; purchases are days; an SKU (code, else name) counts with a net quantity above 0 in
    its year. Roubles exact to the kopeck. Lines without a client are left out. Raises BaseRefused for a damaged part.
    """
    now = last_months(today, MONTHS_IN_YEAR)
    windows = (now, now.before(MONTHS_IN_YEAR))
    known = lines.filter(lines.client_code.notnull() & (lines.sold_on < ibis.date(today)))
    table = fetch_frame(_sums(known, windows)).set_index("client_code")
    table = table.join(fetch_frame(_purchases(known, windows)).set_index("client_code"))
    for year, window in zip(YEARS, windows, strict=True):
        table = table.join(fetch_frame(_widths(known, window, f"skus_{year}")).set_index("client_code"))
    table = table.sort_index().reset_index()
    for year in YEARS:
        for one in _MEASURES[:2]:
            table[f"{one}_{year}_rub"] = margins.as_numbers(table.pop(f"{one}_{year}").fillna(0)) / margins.KOPECKS
        for one in _MEASURES[2:]:
            table[f"{one}_{year}"] = table[f"{one}_{year}"].fillna(0).astype("int64")
    return table.astype({"client_code": "object"})[list(TASK_YEAR_KEYS)]


def _sums(known: Any, windows: tuple[Window, Window]) -> Any:
    days = purchase_days(known)
    firsts = days.group_by("client_code").aggregate(first_on=days.sold_on.min())
    recent = known.filter(within(known, windows[0]) | within(known, windows[1]))
    dated = recent.left_join(firsts, "client_code")
    is_repeat = dated.sold_on > dated.first_on
    sums = {}
    for year, window in zip(YEARS, windows, strict=True):
        sums[f"turnover_{year}"] = dated.amount_rub.sum(where=within(dated, window))
        sums[f"repeat_{year}"] = dated.amount_rub.sum(where=within(dated, window) & is_repeat)
    return dated.group_by("client_code").aggregate(**sums)


def _purchases(known: Any, windows: tuple[Window, Window]) -> Any:
    days = purchase_days(known)
    return days.group_by("client_code").aggregate(
        **{
            f"purchases_{year}": days.sold_on.count(where=within(days, window))
            for year, window in zip(YEARS, windows, strict=True)
        }
    )


def _widths(known: Any, window: Window, key: str) -> Any:
    recent = known.filter(within(known, window))
    recent = recent.mutate(item=ibis.coalesce(recent.sku_code, recent.sku_name))
    recent = recent.filter(recent.item.notnull())
    items = recent.group_by(["client_code", "item"]).aggregate(quantity=recent.quantity.sum())
    bought = items.filter(items.quantity > 0)
    return bought.group_by("client_code").aggregate(**{key: bought.item.count()})
