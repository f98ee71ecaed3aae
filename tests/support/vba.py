"""Our VBA run without Excel: pyOpenVBA's interpreter over a file that we built, with a Python server that notes."""

# ruff: noqa: N802, N803 - members are called as VBA calls them

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

from pyopenvba.apps.excel import Application, ExcelApplication, Range, Workbook
from pyopenvba.apps.excel._bridge import ExcelBridge
from pyopenvba.exceptions import VBARuntimeError
from pyopenvba.interpreter import EMPTY, VBAArray, VBAObject, member, method
from pyopenvba.interpreter._objects import MemberSpec

from clientbase_xl.excel import udf_wrappers, vba_patches


class Control(VBAObject):
    """A control of the ribbon, as a callback gets it."""

    def __init__(self, key: str) -> None:
        self._key = key

    @member
    def ID(self) -> object:
        """Return the key of the control."""
        return self._key


class Ribbon(VBAObject):
    """The ribbon, as `onLoad` gets it."""

    def __init__(self) -> None:
        self.count_invalidated = 0

    @method
    def Invalidate(self) -> object:
        """Note that the ribbon is asked anew."""
        self.count_invalidated += 1
        return None


class Imported(VBAObject):
    """A module of Python in VBA's hands; `xlwings._xlwindows` exists on Windows only and stands in."""

    def __init__(self, name: str) -> None:
        self.module = ModuleType(name) if name == "xlwings._xlwindows" else importlib.import_module(name)


class PythonServer(VBAObject):
    """xlwings' server as VBA sees it: notes what is called, fails when told to."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, str]] = []
        self.callers: list[object] = []
        self.failure = ""

    @method
    def Module(self, Name: object = None) -> object:
        """Import a module: one that is not there fails."""
        return Imported(str(Name))

    @method
    def Tuple(self) -> object:
        """Return no arguments."""
        return "()"

    @method
    def SetAttr(self, Obj: Any = None, Attr: object = None, Value: object = None) -> object:
        """Note which workbook is handed over."""
        assert (Obj.module.__name__, Attr) == ("xlwings._xlwindows", "BOOK_CALLER")
        self.callers.append(Value)
        return None

    @method
    def Call(self, Obj: Any = None, Entry: object = None, Args: object = None) -> object:
        """Note the call of a function that is there; fail as COM does when told to."""
        assert callable(getattr(Obj.module, str(Entry))), f"no entry point {Entry}"
        assert Args == "()"
        if self.failure:
            raise VBARuntimeError(1000, self.failure)
        self.calls.append((Obj.module.__name__, str(Entry)))
        return None


MESSAGE_BOX = """Public Sub ShowMessage(ByVal words As String, ByVal kind As Long, ByVal title As String)
    MsgBox words, kind, title
End Sub
"""
"""Stands in for the call into Windows; the interpreter notes what MsgBox shows."""


class _Bridge(ExcelBridge):
    """Excel with the names that xlwings' module would add."""

    def __init__(self, application: Any, names: Mapping[str, object]) -> None:
        super().__init__(application)
        self._names = names

    def global_object(self, name: str) -> object:
        """Return an object of ours, else Excel's."""
        return self._names[name] if name in self._names else super().global_object(name)


class Excel:
    """What the interpreter's Excel lacks: links of a workbook, their change, descriptions of functions."""

    def __init__(self, monkeypatch: Any) -> None:
        """Teach it for one test: `sources` are the links of any workbook; formulas that are entered are noted."""
        self.sources: list[str] = []
        self.changed: list[tuple[str, str]] = []
        self.described: list[dict[str, Any]] = []
        self.refuses_descriptions = False
        self.entered: list[tuple[str, str]] = []
        self.refused: set[str] = set()
        self.knows_spills = True
        formula, spilling = Range._vba_members["formula"], Range._vba_members["formula2"]

        def enter(cell: Any, value: object) -> None:
            if str(cell.vba_get("Address")) in self.refused:
                raise VBARuntimeError(1004, "Application-defined or object-defined error")
            self.entered.append((str(cell.vba_get("Address")), str(value)))
            formula.setter(cell, value)

        def enter_spilling(cell: Any, value: object) -> None:
            if not self.knows_spills:
                raise VBARuntimeError(438, "Object doesn't support this property or method")
            if str(cell.vba_get("Address")) in self.refused:
                raise VBARuntimeError(1004, "Application-defined or object-defined error")
            self.entered.append((str(cell.vba_get("Address")), str(value)))
            spilling.setter(cell, value)

        monkeypatch.setitem(Range._vba_members, "formula", replace(formula, setter=enter))
        monkeypatch.setitem(Range._vba_members, "formula2", replace(spilling, setter=enter_spilling))

        def link_sources(_book: Any, _type: object = None) -> object:
            return VBAArray([(1, len(self.sources))], items=list(self.sources)) if self.sources else EMPTY

        def change_link(_book: Any, name: object = None, new: object = None, _type: object = None) -> object:
            if str(name) in self.refused:
                raise VBARuntimeError(1004, "Method 'ChangeLink' of object '_Workbook' failed")
            self.changed.append((str(name), str(new)))
            return None

        def macro_options(app: Any, macro: object, words: object, category: object, arguments: Any) -> object:
            if self.refuses_descriptions:
                raise VBARuntimeError(1004, "Cannot edit a macro on a hidden workbook.")
            app.active_book.vba_set("Saved", False)
            self.described.append({"macro": macro, "words": words, "category": category, "arguments": arguments})
            return None

        members = (
            (Workbook, "LinkSources", link_sources, ("Type",)),
            (Workbook, "ChangeLink", change_link, ("Name", "NewName", "Type")),
            (Application, "MacroOptions", macro_options, ("Macro", "Description", "Category", "ArgumentDescriptions")),
        )
        for owner, name, getter, parameters in members:
            spec = MemberSpec(name, "method", getter, parameters=parameters)
            monkeypatch.setitem(owner._vba_members, name.lower(), spec)


class VbaHost:
    """A built file open in an Excel of memory: its own modules, without xlwings', which the interpreter cannot read."""

    def __init__(self, file: Path) -> None:
        self.python = PythonServer()
        self.app = ExcelApplication.open(file, with_vba=False)
        self.app.interpreter.host = _Bridge(self.app.application, {"xlpy": self.python})
        self.file = self.app.application.active_book
        for name, (source, kind) in own_modules(file).items():
            readable = (
                MESSAGE_BOX
                if name == "ClientbaseMessage"
                else source.replace("Private WithEvents Host", "Private Host")
            )  # the interpreter hears no events
            self.app.add_module(readable, name=name, kind=kind)

    @property
    def messages(self) -> list[str]:
        """Return what people were told, in order."""
        return [words for kind, words, _title, _style in self.app.dialogs if kind == "MsgBox"]


def own_modules(file: Path) -> dict[str, tuple[str, str]]:
    """Return the modules of a file that are ours: name → text and kind."""
    from pyopenvba import ExcelFile
    from pyopenvba.vba import VBAModuleKind

    foreign = {vba_patches.MODULE, udf_wrappers.MODULE}
    with ExcelFile(file) as opened:
        return {
            one.name: (one.source, "standard" if one.kind is VBAModuleKind.standard else "document")
            for one in opened.vba_project().modules
            if one.name not in foreign and (one.kind is VBAModuleKind.standard or one.name == "ThisWorkbook")
        }
