"""Facts per client on a date: what every rule starts from (METHOD sections 0 and 2)."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from clientbase_xl.ledger import assortment, latest, margins, purchases
from clientbase_xl.ledger.predicates import is_return, within
from clientbase_xl.ledger.results import fetch_frame
from clientbase_xl.ledger.trend import trend, trend_sums
from clientbase_xl.ledger.windows import FactWindows
from clientbase_xl.schemas.facts import FACTS
from clientbase_xl.settings import Settings

_COUNTS = ("count_purchases", "count_purchases_12m", "count_purchases_recent", "count_purchases_last_month")
_UNITS_OF_QUANTITY = 10_000


def client_facts(lines: Any, today: date, settings: Settings) -> pd.DataFrame:
    """Return the facts of every client with a line before `today`: columns FACTS, one row per client, by code.

    `lines` is the table of `open_lines` or any Ibis table with its columns. Everything is aggregated where the
    lines live; sums are exact there and become float64 only per client. Lines without a client are left out.
    Money in roubles with NaN for unknown; counts int64 (`silence_days` and `count_purchases_year_ago` float64
    with NaN); dates datetime64 with NaT; texts with None; `is_silent_year_ago` boolean with NA.
    A client with returns only has no purchase days. Raises BaseRefused when a part cannot be read.
    """
    windows = FactWindows.of(today, settings)
    visible = lines.filter(lines.sold_on < today)
    known = visible.filter(visible.client_code.notnull())
    days = purchases.purchase_days(known)
    facts = fetch_frame(amounts(known, windows)).set_index("client_code").sort_index()
    for part in (
        purchases.purchase_counts(days, windows),
        purchases.rhythm(days, windows),
        assortment.assortment(known, windows),
        latest.latest(known),
    ):
        facts = facts.join(fetch_frame(part).set_index("client_code"))
    return _finish(facts, _first_line_on(visible), windows, settings)


def _first_line_on(visible: Any) -> date | None:
    """Return the first day of the ledger; lines without a client show that it reaches back too."""
    first = fetch_frame(visible.aggregate(first_on=visible.sold_on.min()))["first_on"].iloc[0]
    return None if pd.isna(first) else first.date()


def amounts(known: Any, windows: FactWindows) -> Any:
    """Return per client every sum of roubles, in one pass over the lines."""
    in_turnover = within(known, windows.turnover)
    returned = is_return(known)
    return known.group_by("client_code").aggregate(
        **margins.margin_sums(known, in_turnover),
        **trend_sums(known, windows),
        amount_window=known.amount_rub.sum(where=within(known, windows.reactivation)),
        returned=known.amount_rub.sum(where=in_turnover & returned),
        shipped=known.amount_rub.sum(where=in_turnover & ~returned),
    )


def _finish(facts: pd.DataFrame, first_on: date | None, windows: FactWindows, settings: Settings) -> pd.DataFrame:
    """Turn sums into facts: the only place where exact numbers become float64."""

    def units(key: str) -> margins.Numbers:
        return margins.as_numbers(facts[key].fillna(0))

    turnover = margins.turnover_rub(facts)
    share, basis = trend(
        units("trend_now"),
        units("trend_year_ago"),
        units("trend_before"),
        first_on,
        windows.today,
        settings.facts,
    )
    counts = {key: facts[key].fillna(0).astype("int64") for key in _COUNTS}
    intervals = facts["count_intervals"].fillna(0).astype("int64")
    width = facts["width_skus"].fillna(0).astype("int64")
    reaches = first_on is not None and first_on <= windows.purchases_year_ago.start
    year_ago = units("count_purchases_year_ago") if reaches else np.full(len(facts), np.nan)
    last_on = facts["last_purchase_on"]
    result = facts.assign(
        turnover_12m_rub=turnover,
        gross_profit_12m_rub=margins.gross_profit_rub(facts, settings.facts.cost_coverage_min),
        cost_coverage=margins.cost_coverage(facts),
        average_purchase_rub=margins.divide(turnover, margins.as_numbers(counts["count_purchases_12m"])),
        amount_9m_rub=units("amount_window") / margins.KOPECKS,
        silence_days=purchases.silence_days(last_on, windows.today),
        rhythm_days=facts["rhythm_days"].astype("float64").where(intervals >= settings.facts.rhythm_min_intervals),
        count_intervals=intervals,
        count_purchases_year_ago=year_ago,
        is_silent_year_ago=purchases.is_silent_year_ago(
            last_on, facts["last_purchase_year_ago_on"], first_on, windows.today
        ),
        width_skus=width,
        depth_units=margins.divide(units("quantity_bought") / _UNITS_OF_QUANTITY, margins.as_numbers(width)),
        trend=share,
        trend_basis=basis,
        returns_share=margins.divide(0 - units("returned"), units("shipped")),
        **counts,
    )
    return result.reset_index()[list(FACTS.keys)].astype({"client_code": "object", "trend_basis": "object"})
