"""Every member of xlwings is either done or says its name."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable

import pytest
from xlwings import base_classes

from clientbase_xl.calc.engine.apps import App, Apps
from clientbase_xl.calc.engine.books import Book, Books
from clientbase_xl.calc.engine.names import Name, Names, SheetNames
from clientbase_xl.calc.engine.ranges import Range
from clientbase_xl.calc.engine.sheets import Sheet, Sheets
from clientbase_xl.calc.engine.tables import Table, TableColumn, TableColumns, Tables
from clientbase_xl.calc.engine.unsupported import names_unsupported, open_members

OURS = [App, Apps, Book, Books, Name, Names, SheetNames, Range, Sheet, Sheets, Table, TableColumn, TableColumns, Tables]
MEMBERS = [(cls, name, member) for cls in OURS for name, member in open_members(cls).items()]
DONE_AT_LEAST = {
    Range: {"raw_value", "formula", "number_format", "end", "row_hidden", "clear_contents", "name", "table", "api"},
    Sheet: {"name", "range", "tables", "names", "used_range", "visible", "delete", "activate"},
    Book: {"save", "close", "fullname", "sheets", "names", "activate"},
    App: {"selection", "status_bar", "alert", "screen_updating", "calculation", "calculate", "quit", "books"},
    Table: {"name", "range", "data_body_range", "header_row_range", "resize"},
}


def refuses(function: object) -> bool:
    """Tell whether a function is a refusal with a name."""
    return getattr(function, "__qualname__", "").endswith(
        ("_refusal.<locals>.refuse", "_async_refusal.<locals>.refuse")
    )


def test_the_bases_leave_open_what_we_expect() -> None:
    assert len(MEMBERS) > 200
    assert {"raw_value", "formula", "autofill", "get_formula"} <= open_members(Range).keys()
    assert "expand" not in open_members(Range)
    assert "snapshot" not in open_members(Names)


@pytest.mark.parametrize(("cls", "name", "member"), MEMBERS, ids=[f"{cls.__name__}.{name}" for cls, name, _ in MEMBERS])
def test_a_member_is_done_or_says_its_name(cls: type, name: str, member: object) -> None:
    own = inspect.getattr_static(cls, name)
    assert own is not member, "the base's nameless refusal would be reached"
    empty = object.__new__(cls)
    if isinstance(member, property):
        if not isinstance(own, property):
            return  # a plain attribute set by the class
        for base, function, arguments in ((member.fget, own.fget, ()), (member.fset, own.fset, (None,))):
            assert base is None or function is not None
            if base is not None and refuses(function):
                with pytest.raises(NotImplementedError, match=rf"{name}: "):
                    function(empty, *arguments)
    elif refuses(own):
        with pytest.raises(NotImplementedError, match=rf"{name}: "):
            _called(own, empty)


@pytest.mark.parametrize(("cls", "names"), DONE_AT_LEAST.items(), ids=lambda part: getattr(part, "__name__", ""))
def test_what_the_buttons_need_is_done(cls: type, names: set[str]) -> None:
    for name in names:
        own = inspect.getattr_static(cls, name)
        assert not refuses(own.fget if isinstance(own, property) else own), name


def test_a_property_that_can_only_be_read_refuses_the_writing_by_name() -> None:
    @names_unsupported
    class Half(base_classes.Range):  # type: ignore[misc]
        @property
        def color(self) -> str:
            return "read"

    assert Half().color == "read"
    with pytest.raises(NotImplementedError, match=r"Half\.color: "):
        Half().color = (1, 2, 3)


def _called(function: Callable[[object], object], instance: object) -> None:
    """Call a member, and wait for it when it is a coroutine."""
    answer = function(instance)
    if inspect.iscoroutine(answer):
        asyncio.run(answer)
