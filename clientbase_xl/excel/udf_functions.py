"""The cell functions as xlwings calls them: made of the registry, one plain function for each (EXCEL.md).

An answer never holds an exception's text: what goes wrong becomes a short Russian text, its details go to the log.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from clientbase_xl.excel.host import TITLE
from clientbase_xl.excel.log_file import LOG, log_to
from clientbase_xl.functions.call import Cell, call
from clientbase_xl.functions.cell_error import CellError
from clientbase_xl.functions.model import CellFunction
from clientbase_xl.functions.registry import ALL_FUNCTIONS
from clientbase_xl.settings import Settings

UDF_MODULE = "clientbase_xl.excel.udfs"
"""The module that the add-in's VBA asks for the functions."""
FAILED = "Ошибка программы: подробности в журнале"
MOST_DESCRIPTION = 255
"""Characters of a description that Excel keeps."""
_RESERVED = (
    "as boolean byref byval call case close const currency date dim do double each else empty end enum error exit "
    "false for friend function get global goto if implements in input integer is let lib like lock long loop me mid "
    "mod new next not nothing null object on open option optional or print private property public put raiseevent "
    "randomize redim rem resume return select set single static stop string sub then time to true type until variant "
    "wend while with withevents write xor caller"
)
"""Names that VBA keeps for itself, and the one that xlwings does."""
Answer = Callable[[str, tuple[Any, ...]], Any]


class Decorators(Protocol):
    """The part of `xlwings.udfs` that describes functions."""

    def xlfunc(self, f: Any = None, **kwargs: Any) -> Any:
        """Describe a function."""

    def xlarg(self, arg: str, convert: Any = None, **kwargs: Any) -> Any:
        """Describe an argument."""

    def xlret(self, convert: Any = None, **kwargs: Any) -> Any:
        """Describe what comes back."""


def argument_name(key: str) -> str:
    """Return the name of an argument in VBA."""
    return f"{key}_" if key.lower() in _RESERVED.split() else key


def answer_cells(
    name: str, given: tuple[Any, ...], settings: Settings, today: date, log_file: Path | None = None
) -> Cell | list[list[Cell]]:
    """Return what a cell function answers, errors of the spreadsheet as their words (VBA makes errors of them).

    In: arguments by position, each rows of cells or None when omitted. The log is opened for a failure only: a call
    may cost a millisecond. Raises nothing.
    """
    try:
        answer = call(name, given, settings, today)
    except Exception:
        with log_to(log_file):
            LOG.exception("%s: failed", name)
        return FAILED
    if isinstance(answer, list):
        return [[_plain(cell) for cell in row] for row in answer]
    return _plain(answer)


def make_functions(
    udfs: Decorators, answer: Answer, functions: Iterable[CellFunction] = ALL_FUNCTIONS
) -> Mapping[str, Callable[..., Any]]:
    """Return a function for each of the registry, described for xlwings: ranges as rows of cells, errors as words."""
    return {function.name: _described(udfs, function, answer) for function in functions}


def _described(udfs: Decorators, function: CellFunction, answer: Answer) -> Callable[..., Any]:
    def one(*given: Any) -> Any:
        return answer(function.name, given)

    one.__name__ = function.name
    one.__doc__ = function.note
    parameters: list[inspect.Parameter] = []
    default: Any = inspect.Parameter.empty
    for argument in function.arguments:
        if argument.is_optional:
            default = None  # VBA lets all after an optional argument be left out: `call` says what is missing
        kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
        parameters.append(inspect.Parameter(argument_name(argument.key), kind, default=default))
    one.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    described: Any = one
    for argument in function.arguments:
        described = udfs.xlarg(argument_name(argument.key), doc=argument.note, ndim=2, err_to_str=True)(described)
    # last: every description of an argument puts these two back
    found: Callable[..., Any] = udfs.xlfunc(category=TITLE, call_in_wizard=False)(described)
    return found


def _plain(cell: Cell) -> Cell:
    return cell.code if isinstance(cell, CellError) else cell
