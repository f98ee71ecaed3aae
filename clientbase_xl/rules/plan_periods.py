"""Which months and weeks the sheets of plans and forecasts show, for whom, and where they stand on a date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import numpy as np
import pandas as pd

from clientbase_xl.rules.periods import month_start, shift_months, week_start
from clientbase_xl.schemas.plan_forecast import COMING, CURRENT, PAST
from clientbase_xl.settings import PlanSettings

WEEK = timedelta(weeks=1)
_DAY = timedelta(days=1)


def shown_months(today: date, settings: PlanSettings) -> list[date]:
    """Return the first days of the months shown: past ones, the current one, coming ones (ours: 3 and 3)."""
    current = month_start(today)
    ahead = settings.count_months_ahead + 1
    return [shift_months(current, number) for number in range(-settings.count_months_back, ahead)]


def shown_weeks(today: date, settings: PlanSettings) -> list[date]:
    """Return the Mondays of the weeks shown: the past ones that bias looks at, the current one, the next one."""
    current = week_start(today)
    return [current + WEEK * number for number in range(-settings.count_weeks, 2)]


def month_end(first: date) -> date:
    """Return the last day of the month that begins on `first`."""
    return shift_months(first, 1) - _DAY


def week_end(first: date) -> date:
    """Return the Sunday of the week that begins on `first`."""
    return first + WEEK - _DAY


def period_of(first: date, last: date, today: date) -> str:
    """Return where a period stands: coming, going on from its first day, over after its last."""
    if last < today:
        return PAST
    return CURRENT if first <= today else COMING


def plan_rows(
    key: str, shown: Sequence[date], today: date, managers: Iterable[str], sold: pd.DataFrame, stored: pd.DataFrame
) -> pd.DataFrame:
    """Return the rows of a sheet: `manager` and the first day `key` of a period, by manager and day.

    Managers at work have every period shown; one who has left only those in which he sold something; what is stored
    is always there. In: `managers` at work; `sold` with manager, `key`, turnover_rub; `stored` with manager, `key`.
    A manager nobody named has no row: nobody plans for him.
    """
    current = pd.Timestamp(shown[0])
    last = pd.Timestamp(today)
    made = pd.MultiIndex.from_product([sorted(set(managers)), pd.to_datetime(list(shown))], names=["manager", key])
    moved = sold[(sold["turnover_rub"] != 0) & (sold[key] >= current) & (sold[key] <= last)]
    parts = [made.to_frame(index=False), moved[["manager", key]], stored[["manager", key]]]
    whole = pd.concat([part.astype({"manager": object, key: "datetime64[us]"}) for part in parts], ignore_index=True)
    named = whole[whole["manager"].fillna("") != ""]
    return named.drop_duplicates().sort_values(["manager", key], ignore_index=True)


def facts_of(rows: pd.DataFrame, key: str, totals: pd.DataFrame, today: date) -> pd.Series[float]:
    """Return the turnover of each row's manager and period, in the order of the rows.

    In: `totals` with manager, `key`, turnover_rub of every period that the ledger covers among those asked for. A
    period without a row of anybody is unknown (NaN): before the ledger or not begun yet; a manager without a row in a
    period that others have sold nothing: 0.
    """
    known = set(totals[key])
    found = rows.merge(totals[["manager", key, "turnover_rub"]], on=["manager", key], how="left")["turnover_rub"]
    is_known = rows[key].isin(known) & (rows[key] <= pd.Timestamp(today))
    values = np.where(is_known, found.fillna(0.0), np.nan)
    return pd.Series(values, index=rows.index, dtype="float64")
