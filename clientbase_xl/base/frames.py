"""Rows of the base as pandas tables with the types of the catalogue, and back."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

import pandas as pd

from clientbase_xl.schemas.model import Column, Kind

_PANDAS = {
    Kind.MONEY: "float64",
    Kind.QUANTITY: "float64",
    Kind.NUMBER: "float64",
    Kind.SHARE: "float64",
    Kind.INTEGER: "Int64",
    Kind.DATE: "datetime64[us]",
    Kind.MOMENT: "datetime64[us]",
    Kind.FLAG: "boolean",
}
_PLACES = {Kind.MONEY: Decimal("0.01"), Kind.QUANTITY: Decimal("0.0001")}
_LIMITS = {Kind.MONEY: Decimal(10**16), Kind.QUANTITY: Decimal(10**14)}


def to_frame(columns: Sequence[Column], rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Return rows as a table whose columns have the types of their kinds, also when there are no rows.

    Texts are objects with None for missing; numbers float64 with NaN; integers Int64; flags boolean.
    """
    return pd.DataFrame(
        {
            column.key: pd.Series([row[column.key] for row in rows], dtype=_PANDAS.get(column.kind, "object"))
            for column in columns
        }
    )


def from_cell(value: Any, kind: Kind) -> Any:
    """Return a cell of a pandas table as the base keeps it; None for every kind of empty.

    Roubles are rounded half up to kopecks, as lines are when they are read. Texts lose their outer spaces.
    Raises ValueError when the value is not of its kind: the reader must have set such a cell aside.
    """
    if _is_empty(value):
        return None
    match kind:
        case Kind.MONEY | Kind.QUANTITY:
            return _exact(value, kind)
        case Kind.NUMBER | Kind.SHARE:
            return float(value)
        case Kind.INTEGER:
            return _whole(value)
        case Kind.FLAG:
            return bool(value)
        case Kind.DATE:
            return value.date() if isinstance(value, datetime) else _day(value)
        case Kind.MOMENT:
            return pd.Timestamp(value).to_pydatetime()
        case _:
            return str(value).strip()


def _is_empty(value: Any) -> bool:
    if value is None or value is pd.NA or value is pd.NaT:
        return True
    if isinstance(value, float) and math.isnan(value):
        return True
    return isinstance(value, str) and not value.strip()


def _exact(value: Any, kind: Kind) -> Decimal:
    try:
        exact = Decimal(str(value)).quantize(_PLACES[kind], ROUND_HALF_UP)
    except InvalidOperation as error:
        raise ValueError(f"{value} is not a number that fits") from error
    if abs(exact) >= _LIMITS[kind]:
        raise ValueError(f"{value} is not a number that fits")
    return exact


def _whole(value: Any) -> int:
    if float(value) != int(value):
        raise ValueError(f"{value} is not a whole number")
    return int(value)


def _day(value: Any) -> date:
    if not isinstance(value, date):
        raise ValueError(f"{value!r} is not a date")
    return value
