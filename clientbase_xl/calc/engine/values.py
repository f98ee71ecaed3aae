"""Values of cells between Python and Calc: what goes out is text or float, what comes back is what Excel would give."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from clientbase_xl.calc.engine.addresses import Rectangle

TEXT_LENGTH_MAX = 32_767
"""How many characters a cell of an xlsx may hold."""

SECONDS_PER_DAY = 86_400

Sent = tuple[tuple[float | str, ...], ...]
"""A block as Calc takes it: rows of numbers and texts, "" for an empty cell."""

_PLAIN = {float, int, str, type(None)}


class Kind(StrEnum):
    """What a number in a cell is shown as, when it is more than a number."""

    DATE = "date"
    MOMENT = "moment"
    TRUTH = "truth"


class CellError(str):
    """The error that a cell shows, as Excel writes it: `#DIV/0!`."""

    __slots__ = ()


@dataclass(slots=True)
class Block:
    """A block ready to be written: its values, and which cells hold dates, moments and truths (row, column from 0)."""

    values: Sent
    places: dict[Kind, list[tuple[int, int]]] = field(default_factory=dict)

    def runs(self, kind: Kind, fits: np.ndarray[Any, np.dtype[np.bool_]] | None = None) -> list[Rectangle]:
        """Return the cells of a kind as few column runs, rows and columns from 1 inside the block.

        `fits` (the shape of the block) marks cells to be left out.
        """
        runs: list[Rectangle] = []
        places = [place for place in self.places.get(kind, ()) if fits is None or not fits[place]]
        for row, column in sorted(places, key=lambda place: (place[1], place[0])):
            last = runs[-1] if runs else None
            if last is not None and last.column == column + 1 and last.last_row == row:
                runs[-1] = Rectangle(last.row, last.column, last.count_rows + 1, 1)
            else:
                runs.append(Rectangle(row + 1, column + 1, 1, 1))
        return runs


def prepared(value: Any) -> float | str | bool | dt.datetime | dt.date:
    """Return a Python, NumPy or pandas value as one of the five kinds that a cell can be given.

    Nothing (None, NaN, NaT, NA) is "". A moment loses its time zone, not its clock. Texts are texts whatever they
    begin with: `=1+1` written as a value shows as «=1+1»; formulas go through `Range.formula`. Raises ValueError for
    an infinite number, a text longer than TEXT_LENGTH_MAX and TypeError for what no cell can hold.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        if len(value) > TEXT_LENGTH_MAX:
            raise ValueError(f"В ячейке помещается {TEXT_LENGTH_MAX} символов, а в тексте их {len(value)}.")
        return str(value)
    if type(value) is float and math.isfinite(value):
        return value
    if value is pd.NaT or value is pd.NA:
        return ""
    if isinstance(value, bool | np.bool_):
        return bool(value)
    if isinstance(value, int | float | Decimal | np.number):
        number = float(value)
        if math.isinf(number):
            raise ValueError("В ячейку нельзя записать бесконечность.")
        return "" if math.isnan(number) else number
    if isinstance(value, np.datetime64):
        return prepared(pd.Timestamp(value))
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime(warn=False).replace(tzinfo=None)
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, dt.date):
        return value
    raise TypeError(f"Такое значение в ячейку не записывается: {type(value).__name__}.")


def to_block(rows: Iterable[Sequence[Any]], null_date: dt.datetime) -> Block:
    """Return rows of Python values as a block for Calc; `null_date` is the day that the document counts from.

    Raises ValueError when rows differ in length or are none, and what `prepared` raises.
    """
    lines = list(rows)
    if not lines or not len(lines[0]) or len(set(map(len, lines))) > 1:
        raise ValueError("Блок ячеек должен быть прямоугольным и непустым.")
    return columns_to_block(list(zip(*lines, strict=True)), null_date)


def columns_to_block(columns: Sequence[Sequence[Any]], null_date: dt.datetime) -> Block:
    """Return columns of equal length as a block for Calc (see `to_block`); ValueError when they differ in length."""
    places: dict[Kind, list[tuple[int, int]]] = {}
    sent = [_sent(values, at, null_date, places) for at, values in enumerate(columns)]
    return Block(tuple(zip(*sent, strict=True)), places)


def _sent(
    values: Sequence[Any], column: int, null_date: dt.datetime, places: dict[Kind, list[tuple[int, int]]]
) -> Sequence[float | str]:
    """Return a column as Calc takes it and note the rows of its dates, moments and truths.

    A column of fit numbers and texts, as most are, goes almost as it is: looking at a million cells takes seconds.
    """
    kinds = set(map(type, values))
    if kinds <= _PLAIN:
        if not kinds <= {float, str}:
            values = ["" if value is None else float(value) if type(value) is int else value for value in values]
        texts = [value for value in values if type(value) is str]
        numbers = [value for value in values if type(value) is float]
        if max(map(len, texts), default=0) <= TEXT_LENGTH_MAX and all(map(math.isfinite, numbers)):
            return values
    sent: list[float | str] = []
    for row, value in enumerate(values):
        ready = prepared(value)
        if isinstance(ready, bool):
            places.setdefault(Kind.TRUTH, []).append((row, column))
            sent.append(float(ready))
        elif isinstance(ready, dt.date):
            is_moment = isinstance(ready, dt.datetime) and ready.time() != dt.time()
            places.setdefault(Kind.MOMENT if is_moment else Kind.DATE, []).append((row, column))
            sent.append(serial(ready, null_date))
        else:
            sent.append(ready)
    return sent


def from_block(
    data: Sequence[Sequence[Any]],
    shown: Iterable[tuple[Rectangle, Kind]],
    null_date: dt.datetime,
    error_at: Callable[[int, int], CellError],
) -> list[list[Any]]:
    """Return what Calc holds as Excel would give it: floats, texts, datetimes, truths, None for an empty cell.

    `shown` says which cells (from 1 inside the block) are formatted as dates or truths, `error_at` (row, column from 0)
    what an error cell says. A time of day without a date stays the part of a day that it is.
    """
    rows = [[value if value or value != "" else None for value in row] for row in data]
    for number, row in enumerate(data):
        if None in row:  # Calc says None for an error and "" for nothing
            for column, value in enumerate(row):
                if value is None:
                    rows[number][column] = error_at(number, column)
    for rectangle, kind in shown:
        columns = range(rectangle.column - 1, rectangle.last_column)
        for line in rows[rectangle.row - 1 : rectangle.last_row]:
            for column in columns:
                value = line[column]
                if type(value) is float:
                    line[column] = _as_shown(value, kind, null_date)
    return rows


def serial(day: dt.date, null_date: dt.datetime) -> float:
    """Return a date or a moment as days since the document's null date."""
    moment = day if isinstance(day, dt.datetime) else dt.datetime(day.year, day.month, day.day)  # noqa: DTZ001
    passed = moment - null_date
    return passed.days + (passed.seconds + passed.microseconds / 1e6) / SECONDS_PER_DAY


def _as_shown(value: float, kind: Kind, null_date: dt.datetime) -> float | bool | dt.datetime:
    """Return a number as the truth or the moment that its cell shows; a number that is none stays a number."""
    if kind is Kind.TRUTH:
        return bool(value) if value in (0.0, 1.0) else value
    try:  # to the millisecond: a day's fraction holds no more of a moment of our time
        return null_date + dt.timedelta(seconds=round(value * SECONDS_PER_DAY, 3))
    except OverflowError:
        return value
