"""Cells of one argument → values of its kind, or what is wrong with each (EXCEL.md).

A bad cell never stops the others: it becomes a short Russian text or an error of the spreadsheet in the answer.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
import numpy.typing as npt

from clientbase_xl.functions.cell_error import CellError, cell_error
from clientbase_xl.functions.model import Argument, Takes
from clientbase_xl.functions.number_text import Undecided, number_of
from clientbase_xl.rules import words

LARGEST = 1e15
"""Roubles, units, days: a larger number is a slip of the hand."""
_EPOCH = date(1899, 12, 30).toordinal()  # day 0 of spreadsheets
_LAST_DAY = date.max.toordinal()
_SHOWN = 20
_HUGE = 10**300
_YES = frozenset({"да", "истина", "true", "yes", "1", "+"})
_NO = frozenset({"нет", "ложь", "false", "no", "0", "-", "−"})
_RUSSIAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
Bad = CellError | str
Read = Callable[[Any, Argument], Any]


class _Refused(ValueError):
    """Why a cell is no value of its kind."""


@dataclass(frozen=True, slots=True)
class Values:
    """Values of cells in one line, and what is wrong by place; a wrong cell counts as blank."""

    cells: npt.NDArray[Any]
    bad: dict[int, Bad]


def read_cells(cells: Sequence[Any], argument: Argument) -> Values:
    """Return the values of the cells of one argument.

    In: cells as hosts give them (float, int, str, bool, None, datetime, date, CellError). Numbers, flags (1, 0) and
    dates (ordinals) come as float64 with NaN for blank, texts as objects with "" for blank. Never raises.
    """
    if argument.takes is Takes.NUMBER and set(map(type, cells)) <= {float}:
        numbers = np.array(cells, dtype=np.float64)
        low = -LARGEST if argument.minimum is None else argument.minimum
        high = LARGEST if argument.maximum is None else argument.maximum
        if bool(((numbers >= low) & (numbers <= high)).all()):
            return Values(numbers, {})
    read = _READERS[argument.takes]
    blank: Any = "" if argument.takes is Takes.TEXT else math.nan
    found: list[Any] = [blank] * len(cells)
    bad: dict[int, Bad] = {}
    for place, cell in enumerate(cells):
        if cell is None or cell == "":
            continue
        if type(cell) is int and abs(cell) > _HUGE:
            cell = math.inf  # Python counts further than its own floats and texts go
        error = cell_error(cell)
        if error is not None:
            bad[place] = error
            continue
        try:
            found[place] = read(cell, argument)
        except _Refused as refused:
            bad[place] = f"«{argument.title}»: {refused}"
    values = np.empty(len(cells), dtype=object) if argument.takes is Takes.TEXT else None
    if values is None:
        return Values(np.array(found, dtype=np.float64), bad)
    values[:] = found
    return Values(values, bad)


def _shown(cell: Any) -> str:
    text = " ".join(str(cell).split())
    return f"«{text if len(text) <= _SHOWN else text[: _SHOWN - 1] + '…'}»"


def _number(cell: Any, argument: Argument) -> float:
    if isinstance(cell, str):
        if not cell.strip():
            return math.nan
        try:
            value = number_of(cell)
        except Undecided:
            raise _Refused(f"{_shown(cell)} — тысячи или дробь?") from None
        except ValueError:
            raise _Refused(f"{_shown(cell)} — не число") from None
    elif isinstance(cell, bool) or not isinstance(cell, (int, float)):
        raise _Refused("нужно число, а не " + ("да/нет" if isinstance(cell, bool) else "дата или другое"))
    else:
        value = float(cell)
    if not math.isfinite(value):
        raise _Refused("не число")
    if abs(value) > LARGEST:
        raise _Refused("слишком большое число")
    if argument.minimum is not None and value < argument.minimum:
        raise _Refused(f"{_short(value)} меньше {_short(argument.minimum)}")
    if argument.maximum is not None and value > argument.maximum:
        raise _Refused(f"{_short(value)} больше {_short(argument.maximum)}")
    return value


def _short(value: float) -> str:
    return f"{value:.6g}".replace(".", ",").replace("-", words.MINUS)


def _text(cell: Any, _argument: Argument) -> str:
    """Return a cell as the text that people see in it: 17850.0 is «17850», 1.5 is «1,5»."""
    if isinstance(cell, bool):
        return "да" if cell else "нет"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) <= LARGEST:
        return str(int(cell))
    if isinstance(cell, float) and not math.isfinite(cell):
        return ""
    if isinstance(cell, date):
        return words.day(cell)
    if isinstance(cell, float):
        return str(cell).replace(".", ",")
    return " ".join(str(cell).split())


def _flag(cell: Any, _argument: Argument) -> float:
    if isinstance(cell, (bool, int, float)) and cell in (0, 1):
        return float(cell)
    word = str(cell).strip().casefold()
    if not word:
        return math.nan
    if word in _YES or word in _NO:
        return float(word in _YES)
    raise _Refused(f"{_shown(cell)} — нужно да или нет")


def _date(cell: Any, _argument: Argument) -> float:
    """Return the ordinal of a day: a date, a moment, a number of days as spreadsheets count, «21.11.2026», ISO."""
    if isinstance(cell, date):
        return float(cell.toordinal())
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        day = float(cell) + _EPOCH
        if not _EPOCH < day <= _LAST_DAY:
            raise _Refused("такой даты нет")
        return float(math.floor(day))
    text = str(cell).strip()
    if not text:
        return math.nan
    try:
        if match := _RUSSIAN_DAY.fullmatch(text):
            day_no, month, year = map(int, match.groups())
            return float(date(year, month, day_no).toordinal())
        return float(datetime.fromisoformat(text).toordinal())
    except ValueError:
        raise _Refused(f"{_shown(cell)} — не дата") from None


_READERS: dict[Takes, Read] = {Takes.NUMBER: _number, Takes.TEXT: _text, Takes.FLAG: _flag, Takes.DATE: _date}
