"""Plan – forecast – fact of the weekly meeting: month and weeks of a manager or the department (METHOD 19)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.forecast_bias import DEPARTMENT_KEY
from clientbase_xl.rules.joined import present
from clientbase_xl.rules.periods import month_start, week_start
from clientbase_xl.rules.plan_periods import WEEK, month_end, week_end
from clientbase_xl.rules.plan_table import PlanInput, pace_words
from clientbase_xl.rules.run_rate import NAN, pace, run_rate
from clientbase_xl.rules.week_summary import DEPARTMENT
from clientbase_xl.schemas.plan_forecast import FORECASTS, PLAN_LINES

_SUMMED = ("plan_rub", *FORECASTS, "first_expected_rub")


@dataclass(frozen=True, slots=True)
class _Period:
    """One line of the page: its words, its days, and the tables it comes from."""

    words: str
    first: date
    last: date
    key: str
    rows: pd.DataFrame
    totals: pd.DataFrame
    start_key: str
    is_current: bool = False
    has_bias: bool = False


def plan_lines(
    months: pd.DataFrame, weeks: pd.DataFrame, biases: pd.DataFrame, given: PlanInput, managers: Iterable[str]
) -> pd.DataFrame:
    """Return plan, forecasts, fact, run rate and bias of the department and of each manager: columns PLAN_LINES.

    METHOD 19. In: PLAN_FORECAST, WEEK_FORECAST and FORECAST_BIAS of one date. Lines of each: the current month, the
    last full week, the current week, the next week; «Отдел» first, its fact with sales that no manager signed, so
    that it is the turnover of the ledger. Plans and forecasts of the department are sums of what is there, and the
    reason says how many gave one where not all did; with none the sum is unknown. Bias stands with the last full week.
    """
    periods = _periods(months, weeks, given)
    by_manager = biases.set_index("manager")
    rows = [_line(one, period, by_manager, given) for one in (DEPARTMENT_KEY, *managers) for period in periods]
    return present(pd.DataFrame(rows, columns=list(PLAN_LINES.keys)), PLAN_LINES)


def _periods(months: pd.DataFrame, weeks: pd.DataFrame, given: PlanInput) -> list[_Period]:
    month, week = month_start(given.today), week_start(given.today)
    name = words.month(month)
    of_weeks = ("week_start_on", weeks, given.weeks, "week_start_on")
    return [
        _Period(name, month, month_end(month), "month_on", months, given.months, "month_start_on", is_current=True),
        _Period("прошлая неделя", week - WEEK, week_end(week - WEEK), *of_weeks, has_bias=True),
        _Period("эта неделя", week, week_end(week), *of_weeks, is_current=True),
        _Period("следующая неделя", week + WEEK, week_end(week + WEEK), *of_weeks),
    ]


def _line(manager: str, period: _Period, biases: pd.DataFrame, given: PlanInput) -> dict[str, object]:
    start = pd.Timestamp(period.first)
    of_period = period.rows[period.rows[period.key] == start]
    own = of_period if manager == DEPARTMENT_KEY else of_period[of_period["manager"] == manager]
    sums = {key: _sum(own[key]) for key in _SUMMED}
    fact = _fact(manager, period, start)
    days = pace(period.first, period.last, given.today, given.calendar)
    bias = biases.loc[manager] if period.has_bias and manager in biases.index else None
    parts = [f"прошло {pace_words(days)}" if period.is_current else ""]
    if manager == DEPARTMENT_KEY and len(own):
        for key, what in (("plan_rub", "план"), ("expected_rub", "прогноз")):
            if (given_by := int(own[key].notna().sum())) < len(own):
                parts.append(f"{what} у {given_by} из {len(own)}")
    parts.append(str(bias["reason"]) if bias is not None else "")
    return {
        "manager": manager or DEPARTMENT,
        "period": period.words,
        "starts_on": start,
        "ends_on": pd.Timestamp(period.last),
        **sums,
        "fact_rub": fact,
        "plan_share": fact / sums["plan_rub"] if sums["plan_rub"] > 0 else NAN,
        "run_rate_rub": run_rate(fact, days) if period.is_current else NAN,
        "bias": bias["bias"] if bias is not None else NAN,
        "reason": "; ".join(part for part in parts if part) or None,
    }


def _fact(manager: str, period: _Period, start: pd.Timestamp) -> float:
    """Return the turnover of a period; NaN for one that the ledger does not cover or that has not begun."""
    rows = period.totals[period.totals[period.start_key] == start]
    if rows.empty:
        return NAN
    names = rows["manager"].fillna("")
    own = rows if manager == DEPARTMENT_KEY else rows[names == manager]
    return round(float(own["turnover_rub"].sum()), 2)


def _sum(values: pd.Series[float]) -> float:
    """Return the sum of what is there; NaN when nothing is."""
    known = values.dropna()
    return round(float(known.sum()), 2) if len(known) else NAN
