"""What the worker does when it is asked: a cell function, a button, a sign of life."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

from clientbase_xl import __version__
from clientbase_xl.base.filesystem import default_folder
from clientbase_xl.calc.oxt.client import wire
from clientbase_xl.errors import ClientbaseError
from clientbase_xl.excel.function_desk import FunctionSettings
from clientbase_xl.excel.log_file import LOG, log_to
from clientbase_xl.excel.session import today_here
from clientbase_xl.excel.user_files import user_files
from clientbase_xl.functions.call import call
from clientbase_xl.functions.cell_error import CellError
from clientbase_xl.functions.model import Argument, Takes
from clientbase_xl.functions.registry import BY_NAME

_FILES = user_files(sys.platform, os.environ, Path.home())
_SETTINGS = FunctionSettings(_FILES.config, default_folder(Path.home()))
OUR_ERROR = "Ошибка программы: сообщите разработчикам"


def answer(question: wire.Message) -> wire.Message:
    """Return the answer to a question; what is asked by a name that nobody declared is refused in words."""
    if question.get("do") == "call":
        return {"answer": call_answer(str(question.get("name")), question.get("arguments"))}
    if question.get("do") == "press":
        from clientbase_xl.calc.worker.presses import press_answer  # the first press waits, the first cell does not

        return press_answer(question)
    return {"version": __version__, "buttons": _complaint()}


def _complaint() -> str:
    """Return why this Python cannot press buttons, "" when it can: it must speak with the office."""
    from clientbase_xl.calc.engine.uno_bridge import bridge

    try:
        bridge()
    except ClientbaseError as refused:
        return str(refused)
    return ""


def call_answer(name: str, arguments: Any) -> Any:
    """Return what a cell function answers, errors of the spreadsheet as `{"error": word}`."""
    try:
        given = without_false_zeros(name, [_cells(one) for one in arguments])
        found = call(name, given, _SETTINGS.at(time.monotonic()), today_here())
    except Exception:
        with log_to(_FILES.log):
            LOG.exception("a function failed")
        return OUR_ERROR
    return _plain(found)


def without_false_zeros(name: str, given: list[Any]) -> list[Any]:
    """Return the arguments of a function with None for each single 0 that stands for an empty cell.

    Calc hands over a single empty cell as 0, and one within a range as empty. Nothing tells such a 0 from a typed one:
    it counts as empty where 0 can be no value (texts, dates, numbers above 0) and stays 0 elsewhere.
    """
    function = BY_NAME.get(name)
    known = function.arguments if function is not None else ()
    return [
        None if type(one) is float and one == 0 and number < len(known) and not _can_be_zero(known[number]) else one
        for number, one in enumerate(given)
    ]


def _can_be_zero(argument: Argument) -> bool:
    if argument.takes is Takes.NUMBER:
        return argument.minimum is None or argument.minimum <= 0
    return argument.takes is Takes.FLAG


def _cells(given: Any) -> Any:
    if isinstance(given, list):
        return [_cells(one) for one in given]
    if isinstance(given, dict):
        return CellError(str(given.get("error", "#N/A")))
    return given


def _plain(found: Any) -> Any:
    if isinstance(found, list):
        return [_plain(one) for one in found]
    return {"error": found.code} if isinstance(found, CellError) else found
