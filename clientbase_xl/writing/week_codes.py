"""«Неделя» holds roubles, people and shares in one column: number formats row by row, by the unit of the row."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

_CODES = {"₽": "#,##0", "%": "0.0%", "доля": "0.0%", "дн.": "#,##0", "шт.": "#,##0", "раз": "#,##0.0"}
_PLAIN = "#,##0.##"


def unit_code(unit: object) -> str:
    """Return the number format of a value with this unit; a count of something is a whole number."""
    if not isinstance(unit, str) or not unit:
        return _PLAIN
    return _CODES.get(unit, "#,##0")


def signed(code: str) -> str:
    """Return the format of a change: plus and minus are both shown."""
    return f"+{code};-{code};0"


def week_codes(week: pd.DataFrame) -> Mapping[str, list[str]]:
    """Return the number formats of the value columns of «Неделя» (WEEK)."""
    codes = [unit_code(unit) for unit in week["unit"]]
    return {"value": codes, "value_before": codes, "change": [signed(code) for code in codes]}
