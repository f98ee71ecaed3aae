"""Turnover of managers by weeks and months, for charts and the weekly page (METHOD section 19)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from clientbase_xl.ledger import margins
from clientbase_xl.ledger.predicates import is_purchase, within
from clientbase_xl.ledger.results import fetch_frame
from clientbase_xl.ledger.windows import Window
from clientbase_xl.rules.periods import MONTHS_IN_YEAR, month_start, shift_months, week_start
from clientbase_xl.schemas.facts import MANAGER_MONTHS, MANAGER_WEEKS
from clientbase_xl.settings import FactsSettings

COUNT_MONTHS = 2 * MONTHS_IN_YEAR
_WEEK = timedelta(weeks=1)
DEFAULTS = FactsSettings()


def manager_weeks(lines: Any, today: date, count_weeks: int, settings: FactsSettings = DEFAULTS) -> pd.DataFrame:
    """Return turnover per manager of the last ISO weeks, the current one up to yesterday: columns MANAGER_WEEKS.

    A row for every manager with lines in these weeks and every week that the ledger covers, also one without
    sales; by manager and week. Managers as documents state them, "" where they do not; lines without a client
    count in roubles but are no purchase. Gross profit NaN where unknown (the rule of client facts), 0 where nothing
    was sold; the sums and the VAT basis beside it let the profit of several managers together be judged by its own
    coverage.
    """
    current = week_start(today)
    starts = [current - _WEEK * number for number in reversed(range(count_weeks))]
    totals = _totals(lines, Window(starts[0], today), "W", "week_start_on", starts, settings)
    return totals[list(MANAGER_WEEKS.keys)]


def manager_months(lines: Any, today: date, settings: FactsSettings = DEFAULTS) -> pd.DataFrame:
    """Return turnover per manager of the last 24 calendar months with the current one: columns MANAGER_MONTHS.

    Rows as in `manager_weeks`. `turnover_same_days_rub` sums the days of each month that lie before today's day
    number: on the 1st it is 0 everywhere; a shorter month is counted whole when today's number exceeds it.
    """
    current = month_start(today)
    starts = [shift_months(current, -number) for number in reversed(range(COUNT_MONTHS))]
    totals = _totals(lines, Window(starts[0], today), "M", "month_start_on", starts, settings, before_day=today.day)
    return totals[list(MANAGER_MONTHS.keys)]


def _totals(
    lines: Any,
    window: Window,
    unit: str,
    key: str,
    starts: Sequence[date],
    settings: FactsSettings,
    before_day: int = 32,
) -> pd.DataFrame:
    """Return the totals of every manager and every period that starts on one of `starts`."""
    recent = lines.filter(within(lines, window))
    recent = recent.mutate(manager=recent.manager.fill_null(""), period_on=recent.sold_on.truncate(unit).cast("date"))
    keys = ["manager", "period_on"]
    sums = fetch_frame(
        recent.group_by(keys).aggregate(
            **margins.margin_sums(recent), same_days=recent.amount_rub.sum(where=recent.sold_on.day() < before_day)
        )
    )
    grid = _grid(sums, lines, starts)
    table = grid.merge(sums, on=keys, how="left").merge(fetch_frame(_purchases(recent)), on=keys, how="left")
    profit = margins.gross_profit_rub(table, settings.cost_coverage_min)
    return table.assign(
        turnover_rub=margins.turnover_rub(table),
        turnover_same_days_rub=table["same_days"].fillna(0) / margins.KOPECKS,
        # A manager on leave must not make the profit of the department unknown.
        gross_profit_rub=np.where(table["count_lines"].notna(), profit, 0.0),
        amount_absolute_rub=table["amount_absolute"].fillna(0) / margins.KOPECKS,
        amount_costed_rub=table["amount_costed"].fillna(0) / margins.KOPECKS,
        profit_costed_rub=margins.profit_costed_rub(table),
        vat_basis=margins.vat_basis(table),
        count_clients=table["count_clients"].fillna(0).astype("int64"),
        count_purchases=table["count_purchases"].fillna(0).astype("int64"),
    ).rename(columns={"period_on": key})


def _purchases(recent: Any) -> Any:
    """Return clients with a purchase, and their purchase days, per manager and period."""
    bought = recent.filter(is_purchase(recent) & recent.client_code.notnull())
    days = bought.select("manager", "period_on", "client_code", "sold_on").distinct()
    return days.group_by(["manager", "period_on"]).aggregate(
        count_clients=days.client_code.nunique(), count_purchases=days.count()
    )


def _grid(sums: pd.DataFrame, lines: Any, starts: Sequence[date]) -> pd.DataFrame:
    """Return every pair of a manager and a period, from the period in which the ledger begins."""
    managers = sorted(set(sums["manager"]))
    first = fetch_frame(lines.aggregate(first_on=lines.sold_on.min()))["first_on"].iloc[0]
    covered = [
        start
        for start, after in zip(starts, [*starts[1:], date.max], strict=True)
        if not pd.isna(first) and first.date() < after
    ]
    grid = pd.MultiIndex.from_product([managers, pd.to_datetime(covered)], names=["manager", "period_on"])
    return grid.to_frame(index=False).astype({"manager": "object", "period_on": "datetime64[us]"})
