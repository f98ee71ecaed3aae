"""The template in a live spreadsheet, as the first book of a firm: typed into, imported, recalculated, sent."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
import xlwings

from clientbase_xl.base.replay import replay
from clientbase_xl.base.store import Base
from clientbase_xl.excel import macros
from clientbase_xl.excel.open_book import XlBook
from clientbase_xl.excel.session import desk_here
from clientbase_xl.excel.user_config import UserConfig, write_config
from clientbase_xl.reading.own_workbook import read_marks
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.workflows.build_workbook import make_workbook
from clientbase_xl.workflows.origin import BASE_MARK, IDENTITY_MARK, TEMPLATE_MARK, is_of_base
from clientbase_xl.workflows.refresh import ALL
from tests.conftest import PROJECT
from tests.support.calc_engine import engine_office
from tests.support.desk import HEADER, line
from tests.support.office import NOW, TODAY
from tests.support.shown_cells import cells, column, type_into

pytestmark = [pytest.mark.live, pytest.mark.long]

TEMPLATE = PROJECT / "templates" / "Клиентская база.xlsx"


@pytest.fixture(scope="module")
def app() -> Iterator[xlwings.App]:
    """Return a private office for this file."""
    with engine_office() as running:
        yield running


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Base:
    """Return an empty base that the settings of the user name."""
    empty = Base.init(tmp_path / "Отдел продаж", at=NOW, by="тест")
    monkeypatch.setattr("sys.platform", "linux")
    for name, folder in {"XDG_CONFIG_HOME": "настройки", "XDG_STATE_HOME": "журнал", "HOME": "дом"}.items():
        monkeypatch.setenv(name, str(tmp_path / folder))
    write_config(tmp_path / "настройки" / "clientbase_xl" / "config.toml", UserConfig(empty.folder, "тест"))
    monkeypatch.setattr(macros, "desk_here", lambda: replace(desk_here(), today=TODAY, now=NOW, zone=UTC))
    return empty


def opened(app: xlwings.App, path: Path, monkeypatch: pytest.MonkeyPatch) -> xlwings.Book:
    """Open a workbook as the one whose buttons are pressed."""
    book = app.books.open(str(path))
    monkeypatch.setattr(xlwings.Book, "_mock_caller", book, raising=False)
    return book


def pressed(app: xlwings.App, key: str) -> str:
    """Press a button that must work and return its message."""
    assert getattr(macros, key)() is True, app.impl.alerts.shown[-1].prompt
    return str(app.impl.alerts.shown[-1].prompt)


def said(row: list[Any]) -> str:
    """Return a row as text; a file keeps 15 figures of a number."""
    return str([float(f"{cell:.12g}") if isinstance(cell, float) else cell for cell in row])


def export(folder: Path) -> Path:
    """Write sales of three clients."""
    rows = [line(f"{day:02d}.{month:02d}.2026", "1", "1000,00") for month in (3, 4, 5) for day in (3, 17)]
    rows += [line("10.05.2026", "2", "300,00", manager="Градова"), line("01.02.2026", "3", "5000,00")]
    path = folder / "продажи.csv"
    path.write_text(HEADER + "".join(row + "\n" for row in rows), encoding="utf-8-sig")
    return path


def test_from_the_template_to_the_first_sending(
    app: xlwings.App, base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "Моя книга.xlsx"
    shutil.copy(TEMPLATE, path)
    book = opened(app, path, monkeypatch)
    type_into(book, "contact_persons", "client_code", 0, "1")
    type_into(book, "contact_persons", "person_name", 0, "Анна Ким")
    app.impl.pickers.answers.append([str(export(tmp_path))])
    app.impl.alerts.answers.extend(["yes"] * 3)
    message = pressed(app, "import_sales")
    assert "Шаблон стал книгой базы «Отдел продаж». Введённое в нём осталось" in message
    marks = XlBook(book).marks()
    assert is_of_base(base, marks)
    assert marks[TEMPLATE_MARK] == ""
    assert sorted(column(book, "clients", "client_code")) == ["1", "2", "3"]
    assert column(book, "contact_persons", "person_name")[0] == "Анна Ким"
    numbers = [one for one in column(book, "contact_persons", "row_id") if one]
    assert len(numbers) == len(set(numbers)) == 30
    assert all(one.startswith(marks[IDENTITY_MARK][:8]) for one in numbers)

    message = pressed(app, "refresh_all")
    assert sorted(column(book, "clients", "client_code")) == ["1", "2", "3"]
    assert message.startswith("Пересчитать всё: пересчитано на 01.06.2026")
    assert "Шаблон" not in message
    assert XlBook(book).marks() == marks
    assert "2" in pressed(app, "send").splitlines()[0]
    people = replay(base, sheet_keys=["contact_persons"])["contact_persons"]
    assert people[["client_code", "person_name"]].to_numpy().tolist() == [["1", "Анна Ким"]]

    make_workbook(base, tmp_path / "Новая.xlsx", TODAY, now=NOW, user="тест")
    pressed(app, "refresh_all")
    app.calculate()
    shown = cells(book)
    fresh = app.books.open(str(tmp_path / "Новая.xlsx"))
    app.calculate()
    wanted = cells(fresh)
    fresh.close()
    for name in wanted:
        key = name.removeprefix("t_")
        if key in ALL and not BY_KEY[key].has_row_ids:
            assert sorted(map(said, shown[name])) == sorted(map(said, wanted[name])), name

    book.save()
    book.close()
    assert read_marks(path) == marks
    copy = tmp_path / "Копия.xlsx"
    shutil.copy(path, copy)
    again = opened(app, copy, monkeypatch)
    assert XlBook(again).marks()[BASE_MARK] == marks[BASE_MARK]
    assert "Шаблон" not in pressed(app, "refresh_all")
    assert XlBook(again).marks()[IDENTITY_MARK] == marks[IDENTITY_MARK]
    again.close()
