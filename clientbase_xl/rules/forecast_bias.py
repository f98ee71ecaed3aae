"""Bias of forecasts: do managers promise more or less than they ship (METHOD 19)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.periods import week_start
from clientbase_xl.schemas.plan_forecast import FORECAST_BIAS

DEPARTMENT_KEY = ""
NO_DATA = "нет данных"


def counted_first(history: pd.DataFrame, key: str, ends: dict[pd.Timestamp, pd.Timestamp]) -> pd.DataFrame:
    """Return the first forecasts that count: saved before or during their period.

    METHOD 19: "the first forecast saved for a week counts, later ones are corrections". In: what
    `base.first_values` gives (manager, `key`, first_value, first_at, count_changes), and the last day of each period.
    Out: the same rows with `first_expected_rub`, `first_on` and `count_corrections`; a first forecast saved after
    the last day of its period is no forecast, and neither is one of an unknown period.
    """
    last_on = history[key].map(ends).astype("datetime64[us]")
    first_on = history["first_at"].dt.normalize()
    table = history.assign(first_on=first_on, first_expected_rub=history["first_value"])
    table = table.assign(count_corrections=history["count_changes"])
    columns = ["manager", key, "first_expected_rub", "first_on", "count_corrections"]
    counted: pd.DataFrame = table.loc[first_on <= last_on, columns].reset_index(drop=True)
    return counted


def forecast_bias(weeks: pd.DataFrame, today: date, count_weeks: int, managers: Iterable[str]) -> pd.DataFrame:
    """Return the bias of each manager and of the department: Σ(first expectation − fact) ÷ Σ fact.

    METHOD 19. In: manager, week_start_on, first_expected_rub, fact_rub of any weeks. The last `count_weeks` full
    ISO weeks count, of them those with a first expectation and a known fact; their number is named. Out: columns
    FORECAST_BIAS, a row for each of `managers` and one for the department ("") over the weeks of all of them. NaN
    («нет данных») without such a week and where the fact is not above 0. Above 0: promised more than shipped.
    """
    monday = week_start(today)
    first = monday - timedelta(weeks=count_weeks)
    start = weeks["week_start_on"]
    full = weeks[(start >= pd.Timestamp(first)) & (start < pd.Timestamp(monday))]
    judged = full[full["first_expected_rub"].notna() & full["fact_rub"].notna()]
    rows = [_row(name, judged[judged["manager"] == name], count_weeks) for name in managers]
    return pd.DataFrame([*rows, _row(DEPARTMENT_KEY, judged, count_weeks)], columns=list(FORECAST_BIAS.keys))


def _row(manager: str, judged: pd.DataFrame, count_weeks: int) -> dict[str, object]:
    expected = round(float(judged["first_expected_rub"].sum()), 2)
    fact = round(float(judged["fact_rub"].sum()), 2)
    count = int(judged["week_start_on"].nunique())
    bias = (expected - fact) / fact if fact > 0 else float("nan")
    return {
        "manager": manager,
        "bias": bias,
        "count_weeks": count,
        "expected_rub": expected,
        "fact_rub": fact,
        "reason": _reason(bias, expected, fact, count, count_weeks),
    }


def _reason(bias: float, expected: float, fact: float, count: int, count_weeks: int) -> str:
    if not count:
        return f"смещение прогноза: {NO_DATA}, за {_weeks(count_weeks)} нет ни одного первого прогноза"
    sums = f"первые ожидания {words.rub(expected)} против факта {words.rub(fact)} за {count} из {_weeks(count_weeks)}"
    return f"смещение прогноза: {NO_DATA if bias != bias else words.change(bias)}, {sums}"


def _weeks(count: int) -> str:
    return words.counted(count, "недели", "недель", "недель")
