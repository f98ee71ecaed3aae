"""Guarantee ≤ expectation ≤ maximum: forecasts that contradict themselves are problems (METHOD 19)."""

from __future__ import annotations

from itertools import combinations

import pandas as pd

from clientbase_xl.problems import Problem, RecordProblem, Severity
from clientbase_xl.rules import words
from clientbase_xl.schemas.model import Sheet
from clientbase_xl.schemas.plan_forecast import FORECASTS
from clientbase_xl.schemas.typed_cells import row_keys

_REMEDY = "Исправьте прогноз: гарантия не больше ожидания, ожидание не больше максимума."


def forecast_order(forecasts: pd.DataFrame, sheet: Sheet) -> tuple[Problem, ...]:
    """Return a problem for every row in which a lower forecast exceeds a higher one.

    In: the key columns of the sheet (manager and the first day) and FORECASTS. Equal numbers are in order, empty
    cells contradict nothing; a row is named once, by its first contradiction.
    """
    found = []
    day_key = sheet.key_columns[-1]
    for row, record in zip(forecasts.to_dict("records"), row_keys(forecasts, sheet), strict=True):
        for low, high in combinations(FORECASTS, 2):
            if row[low] > row[high]:  # NaN compares as False
                where = f"{row['manager']}, {words.day(row[day_key])}"
                text = f"{where}: {sheet[low].title.lower()} больше, чем {sheet[high].title.lower()}"
                found.append(
                    RecordProblem(
                        f"{text} ({words.rub(row[high])})",
                        _REMEDY,
                        Severity.WARNING,
                        sheet=sheet.title,
                        column=sheet[low].title,
                        value=words.rub(row[low]),
                        record=record,
                    )
                )
                break
    return tuple(found)
