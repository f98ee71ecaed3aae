"""The VBA of the cell functions: xlwings' own generator on any system, its answers led through ours (EXCEL.md)."""

from __future__ import annotations

import contextlib
import importlib
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from clientbase_xl.excel.udf_functions import UDF_MODULE, make_functions
from clientbase_xl.excel.vba_patches import BuildRefused
from clientbase_xl.functions.registry import ALL_FUNCTIONS

MODULE = "xlwings_udfs"
_STUBS = ("pythoncom", "pywintypes", "win32com", "win32com.client")
_HEAD = f'Attribute VB_Name = "{MODULE}"\n#Const App = "Microsoft Excel"\n'
_CALL = re.compile(r"^( *)(CB_\w+) = (XLPy\.CallUDF\(.*?), ActiveWorkbook, Application\.Caller\)$", re.MULTILINE)
_FAILED = re.compile(r"^( *)(CB_\w+) = Err\.Description$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Addin:
    """What the generator asks of a workbook: that its name is an add-in's."""

    Name: str = "clientbase.xlam"


def wrappers_vba() -> str:
    """Return the module with a VBA function for each cell function.

    Two changes per function, each exactly once, else BuildRefused: the open workbook is not handed over (xlwings would
    look for code on its sheets), and a failure answers with our words, never with the text of an exception.
    """
    with stubbed_udfs() as udfs:
        module: Any = ModuleType(UDF_MODULE)
        for name, function in make_functions(udfs, lambda _name, _given: "").items():
            setattr(module, name, function)
        written = io.StringIO()
        udfs.generate_vba_wrapper(UDF_MODULE, module, written, _Addin())
    text, count_calls = _CALL.subn(r"\1\2 = CellsOut(\3, Nothing, Application.Caller))", written.getvalue())
    text, count_failed = _FAILED.subn(r"\1\2 = NoAnswer()", text)
    expected = len(ALL_FUNCTIONS)
    if count_calls != expected or count_failed != expected:
        raise BuildRefused(
            f"Надстройка не собрана: в функциях из xlwings заменено {count_calls} и {count_failed} мест "
            f"вместо {expected}.",
            "пакет xlwings той версии, что названа в требованиях программы",
            "Установите её: pip install -c constraints.txt 'clientbase-xl[excel]' — или сообщите разработчикам.",
        )
    return _HEAD + text


@contextlib.contextmanager
def stubbed_udfs() -> Iterator[Any]:
    """Give `xlwings.udfs`; where Windows' own modules are missing, empty ones stand in for them meanwhile."""
    if sys.platform == "win32":
        yield importlib.import_module("xlwings.udfs")
        return
    names = (*_STUBS, "xlwings.udfs")
    before = {name: sys.modules.get(name) for name in names}
    stubs: dict[str, Any] = {name: ModuleType(name) for name in _STUBS}
    stubs["pythoncom"].CoInitialize = lambda: None
    stubs["pywintypes"].com_error = type("com_error", (Exception,), {})
    stubs["win32com"].client = stubs["win32com.client"]
    stubs["win32com.client"].Dispatch = lambda found: found
    sys.modules.pop("xlwings.udfs", None)
    sys.modules.update(stubs)
    try:
        udfs = importlib.import_module("xlwings.udfs")
        yield udfs
        udfs.com_executor.shutdown(wait=False)
    finally:
        for name, module in before.items():
            sys.modules.pop(name, None)
            if module is not None:
                sys.modules[name] = module
        if before["xlwings.udfs"] is None:
            vars(sys.modules["xlwings"]).pop("udfs", None)
