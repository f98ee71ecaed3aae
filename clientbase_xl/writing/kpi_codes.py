"""«Показатели базы» and «Технический помощник» hold numbers, means and shares in one column: formats row by row."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from clientbase_xl.schemas.base_kpis import BASE_KPIS
from clientbase_xl.schemas.model import Sheet
from clientbase_xl.schemas.time_photo import ASSISTANT_CASE
from clientbase_xl.writing.week_codes import signed

_WHOLE, _TENTHS, _SHARE = "#,##0", "#,##0.0", "0.0%"


def row_codes(sheet: Sheet, table: pd.DataFrame) -> Mapping[str, list[str]] | None:
    """Return the number formats of the value columns of BASE_KPIS, ASSISTANT_CASE row by row; None for other sheets.

    A share is in per cent, roubles are whole; a mean, and any row whose numbers are not whole, has one digit after the
    comma.
    """
    if sheet.key == ASSISTANT_CASE.key:
        return {"value": [_step_code(unit, value) for unit, value in zip(table["unit"], table["value"], strict=True)]}
    if sheet.key != BASE_KPIS.key:
        return None
    values = [_code(row) for row in table[["unit", "value", "value_before"]].itertuples(index=False, name=None)]
    rest = {key: [_WHOLE if _is_whole(value) else _TENTHS for value in table[key]] for key in _PARTS}
    return {"value": values, "value_before": values, "change": [signed(code) for code in values], **rest}


_PARTS = ("numerator", "denominator", "plan")


def _step_code(unit: object, value: object) -> str:
    if isinstance(unit, str) and unit.startswith("₽"):
        return _WHOLE
    return _code((unit, value, None))


def _code(row: tuple[object, ...]) -> str:
    unit, now, before = row
    if unit == "%":
        return _SHARE
    return _WHOLE if _is_whole(now) and _is_whole(before) else _TENTHS


def _is_whole(value: object) -> bool:
    """Tell whether a value needs no digits after the comma; a missing one needs none."""
    return not isinstance(value, float) or value != value or value == round(value)
