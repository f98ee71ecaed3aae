"""Questions through xlwings as Excel answers them; the book is seen behind them, then quiet again."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from clientbase_xl.errors import BadUse
from clientbase_xl.excel.host import FileKind, XlHost
from tests.support.fake_xlwings import FakeApp, FakeXlBook

KIND = FileKind("Выгрузки, карточки", (".xlsx", ".csv"))


def host_of(app: FakeApp, path: Path = Path("/папка/книга.xlsx")) -> XlHost:
    """Return the spreadsheet around a book that is quiet, as while a button works."""
    app.screen_updating = False
    return XlHost(FakeXlBook(app, path))  # type: ignore[arg-type]


def test_files_are_asked_by_the_dialog_of_excel() -> None:
    app = FakeApp(("C:\\а\\май.xlsx", "C:\\а\\июнь.csv"))
    assert host_of(app).ask_files("Какие?", KIND) == [Path("C:\\а\\май.xlsx"), Path("C:\\а\\июнь.csv")]
    assert app.dialogs == [
        {
            "FileFilter": "Выгрузки карточки (*.xlsx;*.csv),*.xlsx;*.csv,Все файлы (*.*),*.*",
            "Title": "Какие?",
            "MultiSelect": True,
        }
    ]
    assert (app.redrawn, app.screen_updating) == ([True], False)


def test_a_dialog_that_somebody_closed_chooses_nothing() -> None:
    assert host_of(FakeApp(False)).ask_files("Какие?", KIND) == []


def test_an_engine_that_says_itself_how_is_asked(tmp_path: Path) -> None:
    app = FakeApp()
    app.impl = SimpleNamespace(ask_files=lambda *asked: [str(tmp_path / "-".join(asked))])
    assert host_of(app).ask_files("т", KIND) == [tmp_path / "т-Выгрузки, карточки-*.xlsx;*.csv"]
    assert not app.dialogs


def test_the_book_is_quiet_again_when_a_dialog_fails() -> None:
    app = FakeApp(OSError("занято"))
    with pytest.raises(OSError, match="занято"):
        host_of(app).ask_files("т", KIND)
    assert app.screen_updating is False


@pytest.mark.parametrize(("answer", "is_yes"), [("yes", True), ("no", False), ("cancel", False)])
def test_questions_take_the_answer_of_the_box(answer: str, is_yes: bool) -> None:
    app = FakeApp()
    app.answer = answer
    host = host_of(app)
    assert host.confirm("Загрузить?") is is_yes
    assert host.choose("С НДС?") == answer
    assert app.alerts == [("Загрузить?", "yes_no", None), ("С НДС?", "yes_no_cancel", None)]
    assert (app.redrawn, app.screen_updating) == ([True, True], False)


@pytest.mark.parametrize("name", ["Книга1", "https://d.docs.live.net/Документы/книга.xlsx"])
def test_a_book_that_lies_in_no_folder_is_refused(name: str) -> None:
    book: Any = FakeXlBook(FakeApp(), Path("х"))
    book.fullname = name
    with pytest.raises(BadUse, match="не лежит в папке") as refused:
        XlHost(book).folder()
    assert "Сохранить как" in refused.value.remedy


def test_a_file_is_opened_once_then_come_to_and_closed(tmp_path: Path) -> None:
    app, path = FakeApp(), tmp_path / "неделя.xlsx"
    host = host_of(app, tmp_path / "книга.xlsx")
    assert host.folder() == tmp_path
    assert not host.is_open(path)
    host.open_file(path)
    host.open_file(path)
    assert [book.name for book in app.books] == ["книга.xlsx", "неделя.xlsx"]
    assert host.is_open(path)
    assert app.books[1].is_active
    host.close_file(path)
    host.close_file(path)
    assert not host.is_open(path)


def test_a_hidden_sheet_is_shown_when_one_comes_to_it() -> None:
    book: Any = FakeXlBook(FakeApp(), Path("/п/к.xlsx"))
    come: list[str] = []
    book.sheets = {"Настройки": SimpleNamespace(visible=False, activate=lambda: come.append("Настройки"))}
    XlHost(book).go_to("Настройки")
    assert come == ["Настройки"]
    assert book.sheets["Настройки"].visible is True
