"""Trend of a client's turnover: last full months against the same a year ago, else against those before them."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from clientbase_xl.ledger.margins import divide
from clientbase_xl.ledger.predicates import within
from clientbase_xl.ledger.windows import FactWindows
from clientbase_xl.rules.periods import MONTHS_IN_YEAR, shift_months
from clientbase_xl.settings import FactsSettings

YEAR_AGO, MONTHS_BEFORE, NO_DATA = "год назад", "предыдущие месяцы", "нет данных"
Numbers = npt.NDArray[np.float64]


def trend_sums(lines: Any, windows: FactWindows) -> dict[str, Any]:
    """Return the aggregates of a group of lines from which its trend follows, net of returns."""
    return {
        "trend_now": lines.amount_rub.sum(where=within(lines, windows.trend)),
        "trend_year_ago": lines.amount_rub.sum(where=within(lines, windows.trend_year_ago)),
        "trend_before": lines.amount_rub.sum(where=within(lines, windows.trend_before)),
    }


def trend(
    now: Numbers, year_ago: Numbers, before: Numbers, first_line_on: date | None, today: date, settings: FactsSettings
) -> tuple[Numbers, npt.NDArray[np.object_]]:
    """Return the trend (a share, −0.25 is a fall by a quarter) and its basis per client (METHOD section 2).

    Year ago while the ledger is at least 15 months long and that base is above 0; else the months before while it
    is at least 6 months long and that base is above 0; else NaN and «нет данных». The ledger is N months long when
    its first line is not after today − N months. Longer trend windows need a longer ledger: both must be inside it.
    """
    months = settings.trend_months
    reaches_year_ago = _reaches(first_line_on, today, max(settings.trend_year_ago_months, MONTHS_IN_YEAR + months))
    reaches_before = _reaches(first_line_on, today, max(settings.trend_min_months, 2 * months))
    by_year = (year_ago > 0) & reaches_year_ago
    by_months = ~by_year & (before > 0) & (reaches_before or reaches_year_ago)
    base = np.where(by_year, year_ago, np.where(by_months, before, np.nan))
    basis = np.where(by_year, YEAR_AGO, np.where(by_months, MONTHS_BEFORE, NO_DATA)).astype("object")
    return divide(now, base) - 1, basis


def _reaches(first_line_on: date | None, today: date, months: int) -> bool:
    return first_line_on is not None and first_line_on <= shift_months(today, -months)
