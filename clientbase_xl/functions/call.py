"""One call of a cell function: cells in, cells out, never an exception for what people typed.

EXCEL.md: scalars or ranges, same shape out as in; a short Russian text or an Excel error instead of a failure.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from clientbase_xl.errors import ClientbaseError
from clientbase_xl.functions.cell_error import CellError
from clientbase_xl.functions.cell_values import Bad, read_cells
from clientbase_xl.functions.model import Argument, CellFunction, Gives, Takes
from clientbase_xl.functions.registry import BY_NAME
from clientbase_xl.functions.shapes import Cells, Shape, ShapeRefused, as_rows, cells_of, common_shape, shown
from clientbase_xl.settings import Settings

LONGEST = 100
"""Characters of a text that says what is wrong."""
LONGEST_ANSWER = 1_000
"""Characters of any answer: names and words of cells inside it may be as long as a cell holds."""
Cell = float | str | CellError


@dataclass(frozen=True, slots=True)
class _Given:
    """An argument with its values as a block of rows × columns, what is wrong in it, and which cells are blank."""

    argument: Argument
    block: npt.NDArray[Any]
    bad: dict[int, Bad]

    def stretched_bad(self, shape: Shape) -> npt.NDArray[Any]:
        found = np.full(self.block.size, None, dtype=object)
        for place, text in self.bad.items():
            found[place] = text
        return np.broadcast_to(found.reshape(self.block.shape), shape)


def call(name: str, arguments: Sequence[Any], settings: Settings, today: date) -> Cell | list[list[Cell]]:
    """Return what a function answers to its arguments, by position.

    In: scalars or rows of cells (float, str, bool, None or "" for blank, datetime, CellError). Out: one cell, or rows
    of cells: of the common shape of the ranges (`Gives.EACH`), a column with a cell per row (`Gives.ROW`, one row: one
    cell), one cell (`Gives.ONE`). Blank answers are "". Wrong cells answer with a text of at most 100 characters that
    names the argument; errors of the spreadsheet come back as CellError. In ROW and ONE the first wrong cell decides.
    Raises nothing for any content of cells.
    """
    function = BY_NAME.get(name.strip().upper())
    if function is None:
        return _cut(f"Функции {name} нет")
    try:
        return _answer(function, list(arguments), settings, today)
    except (ShapeRefused, ClientbaseError) as refused:
        return _cut(str(refused).partition("\n")[0])


def _answer(function: CellFunction, arguments: list[Any], settings: Settings, today: date) -> Cell | list[list[Cell]]:
    while len(arguments) > len(function.arguments) and arguments[-1] is None:
        arguments.pop()
    if len(arguments) > len(function.arguments):
        raise ShapeRefused(f"Лишние значения: нужно не больше {len(function.arguments)}")
    missing = [argument for argument in function.arguments[len(arguments) :] if not argument.is_optional]
    if missing:
        raise ShapeRefused(f"Не хватает значения «{missing[0].title}»")
    arguments += [None] * (len(function.arguments) - len(arguments))
    cells = [cells_of(value) for value in arguments]
    pairs = list(zip(function.arguments, cells, strict=True))
    for argument, given in pairs:
        _check(argument, given)
    shape = common_shape(given.shape for argument, given in pairs if argument.is_range and not argument.is_list)
    has_range = any(given.is_range for argument, given in pairs if argument.is_range and not argument.is_list)
    known = [_read(argument, given) for argument, given in pairs]
    single_bad = [text for one in known if _is_single(one.argument) for text in one.bad.values()]
    bad = _bad(known, shape, single_bad)
    blank: npt.NDArray[Any] = _blank(known, shape)
    values = {one.argument.key: _value(one, shape, is_flat=function.gives is Gives.EACH) for one in known}
    if function.gives is Gives.ONE:
        wrong = next((text for text in bad.flat if text is not None), None) if bad is not None else None
        if wrong is not None or bool(blank.all()):
            return _finished(wrong, function) if wrong is not None else ""
        return _finished(function.compute(values, settings, today), function)
    results = list(function.compute(values, settings, today))
    if function.gives is Gives.ROW:
        bad = None if bad is None else _first_of_rows(bad)
        blank, shape = np.array([bool(row.all()) for row in blank]), (shape[0], 1)
        has_range = shape[0] > 1
    answers = [
        "" if is_blank else _finished(result, function) for result, is_blank in zip(results, blank.flat, strict=True)
    ]
    if bad is not None:
        answers = [
            answer if text is None else _finished(text, function)
            for answer, text in zip(answers, bad.flat, strict=True)
        ]
    return as_rows(answers, shape) if has_range else answers[0]


def _is_single(argument: Argument) -> bool:
    return not argument.is_range


def _check(argument: Argument, given: Cells) -> None:
    if _is_single(argument) and given.shape != (1, 1):
        raise ShapeRefused(f"«{argument.title}»: нужна одна ячейка, а не {shown(given.shape)}")
    is_missing = given.line == [None] and not given.is_range
    if is_missing and not argument.is_optional and not argument.is_key:
        raise ShapeRefused(f"Не хватает значения «{argument.title}»")


def _read(argument: Argument, given: Cells) -> _Given:
    values = read_cells(given.line, argument)
    found = values.cells
    if argument.default is not None:
        is_blank = found == "" if argument.takes is Takes.TEXT else np.isnan(found)
        found = np.where(is_blank, argument.default, found)
        if argument.takes is Takes.TEXT:
            found = found.astype(object)
    return _Given(argument, found.reshape(given.shape), values.bad)


def _value(one: _Given, shape: Shape, *, is_flat: bool) -> Any:
    if _is_single(one.argument):
        return one.block[0, 0]
    if one.argument.is_list:
        return one.block
    block = np.broadcast_to(one.block, shape)
    return block.reshape(-1) if is_flat else block


def _bad(known: list[_Given], shape: Shape, single_bad: list[Bad]) -> npt.NDArray[Any] | None:
    """Return what is wrong by cell of the answer, the first argument first; None where nothing is."""
    if single_bad:
        return np.full(shape, single_bad[0], dtype=object)
    found: npt.NDArray[Any] | None = None
    for one in known:
        if not one.bad:
            continue
        if one.argument.is_list:
            return np.full(shape, next(iter(one.bad.values())), dtype=object)
        wrong = one.stretched_bad(shape)
        found = wrong if found is None else _first_of_both(found, wrong)
    return found


def _blank(known: list[_Given], shape: Shape) -> npt.NDArray[np.bool_]:
    """Tell which cells of the answer are blank because every key argument is; none where no argument is key."""
    found: npt.NDArray[np.bool_] | None = None
    for one in known:
        if one.argument.is_key:
            is_empty = one.block == "" if one.argument.takes is Takes.TEXT else np.isnan(one.block)
            is_empty = np.broadcast_to(is_empty, shape)
            found = is_empty if found is None else found & is_empty
    return np.zeros(shape, dtype=bool) if found is None else found


def _first_of_both(first: npt.NDArray[Any], second: npt.NDArray[Any]) -> npt.NDArray[Any]:
    found = np.empty(first.shape, dtype=object)
    found.flat[:] = [one if one is not None else other for one, other in zip(first.flat, second.flat, strict=True)]
    return found


def _first_of_rows(bad: npt.NDArray[Any]) -> npt.NDArray[Any]:
    found = np.empty(len(bad), dtype=object)
    found[:] = [next((text for text in row if text is not None), None) for row in bad]
    return found


def _finished(result: Any, function: CellFunction) -> Cell:
    """Return a result as a cell: plain float or text; no number becomes the words of the function for it."""
    if isinstance(result, CellError):
        return result
    if result is None:
        return ""
    if isinstance(result, str):
        return str(result[:LONGEST_ANSWER])
    value = float(result)
    return value if math.isfinite(value) else function.no_answer


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
