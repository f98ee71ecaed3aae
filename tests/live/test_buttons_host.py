"""Buttons that ask, load, check, make files and tell, pressed by their entry points in a live spreadsheet."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
import xlwings

from clientbase_xl import __version__
from clientbase_xl.base.imports import list_imports
from clientbase_xl.base.journal import head
from clientbase_xl.base.users import add_user
from clientbase_xl.calc.engine.pickers import prepare
from clientbase_xl.excel import macros
from clientbase_xl.excel.declared import DECLARED
from clientbase_xl.excel.session import desk_here
from clientbase_xl.excel.user_config import UserConfig, write_config
from clientbase_xl.schemas.users import HEAD, MANAGER
from tests.support.calc_engine import engine_office
from tests.support.desk import HEADER, line
from tests.support.office import TODAY, Office
from tests.support.shown_cells import cells, column, type_into

pytestmark = [pytest.mark.live, pytest.mark.long]

WEEK = "Неделя 2026-W22.xlsx"
SECRET = "Анна Петрова 8 900 000-00-00"


@pytest.fixture(scope="module")
def app() -> Iterator[xlwings.App]:
    """Return a private office for this file."""
    with engine_office() as running:
        yield running


@pytest.fixture(scope="module")
def prepared(office_of_one: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return a base of three clients with its first workbook made, and the workbook that tests copy."""
    office = office_of_one.copy(tmp_path_factory.mktemp("фирма"))
    office.book("образец")
    return office


@pytest.fixture
def firm(prepared: Office, tmp_path: Path, app: xlwings.App, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Return a copy of the firm whose base stands in the settings of the user; nothing is asked or answered yet."""
    office = prepared.copy(tmp_path / "Отдел продаж")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "настройки"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "журнал"))
    monkeypatch.setenv("HOME", str(tmp_path / "дом"))
    use(office, "тест")
    monkeypatch.setattr(
        macros, "desk_here", lambda: replace(desk_here(), today=TODAY, now=office.now(), zone=UTC)
    )  # all but the clock is as at a person's desk
    for asked in (app.impl.alerts, app.impl.pickers):
        asked.shown.clear()
        asked.answers.clear()
    return office


@pytest.fixture
def book(app: xlwings.App, firm: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[xlwings.Book]:
    """Return a workbook of the base, open, as the one that calls."""
    opened = app.books.open(str(firm.book("Клиентская база")))
    monkeypatch.setattr(xlwings.Book, "_mock_caller", opened, raising=False)
    yield opened
    for one in list(app.books):
        one.close()


def use(office: Office, user: str) -> None:
    """Write the settings of the user."""
    write_config(
        office.folder.parent / "настройки" / "clientbase_xl" / "config.toml", UserConfig(office.base.folder, user)
    )


def said(app: xlwings.App) -> str:
    """Return the last message."""
    return str(app.impl.alerts.shown[-1].prompt)


def log_of(office: Office) -> str:
    """Return the log of the user."""
    return (office.folder.parent / "журнал" / "clientbase_xl" / "clientbase.log").read_text(encoding="utf-8")


def script(app: xlwings.App, *answers: str, files: list[Path] | None = None) -> None:
    """Say what a person will choose and answer."""
    if files is not None:
        app.impl.pickers.answers.append([str(path) for path in files])
    app.impl.alerts.answers.extend(answers)


def state_of(office: Office) -> tuple[Any, ...]:
    """Return what of a base must not change: its journal, its file, its parts."""
    content = hashlib.sha256((office.base.folder / "base.sqlite").read_bytes()).hexdigest()
    return head(office.base), content, sorted(path.name for path in office.base.ledger_dir.iterdir())


def more_sales(office: Office) -> Path:
    """Write an export with a new client, a large sale and a row that cannot be read."""
    path = office.folder / "май.csv"
    rows = [line("20.05.2026", "9", "900,00"), line("21.05.2026", "2", "80000,00")]
    rows.append(line("22.05.2026", "2", "100,00").replace("100,00", SECRET))
    path.write_text(HEADER + "".join(row + "\n" for row in rows), encoding="utf-8-sig")
    return path


def test_importing_asks_loads_and_brings_the_book_up_to_date(
    app: xlwings.App, firm: Office, book: xlwings.Book
) -> None:
    type_into(book, "clients", "comment", 0, SECRET)
    before = (app.screen_updating, app.calculation)
    script(app, "yes", files=[more_sales(firm)])
    assert macros.import_sales() is True
    question, message = (one.prompt for one in app.impl.alerts.shown)
    (picked,) = app.impl.pickers.shown
    assert (picked.title, picked.patterns) == (
        "Какие файлы загрузить?",
        "*.xlsx;*.xlsm;*.xls;*.xlsb;*.ods;*.csv;*.txt;*.tsv;*.parquet",
    )
    assert "Прочитано строк: 3, принято: 2, исключено: сумма не читается — 1" in question
    assert question.endswith("Источник продаж: «1С».\n\nЗагрузить?")
    assert message.startswith("«май.csv»: продажи, загрузка № 2\n")
    assert "Исправьте ячейку в выгрузке" in message
    assert "Книга: пересчитано на 01.06.2026, листов — " in message
    assert "Новых строк — 1: они внизу таблиц." in message
    assert "Проблем в данных — 2: лист «Проблемы»." in message
    assert column(book, "clients", "client_code") == ["3", "1", "2", "9"]
    assert column(book, "clients", "turnover_12m_rub")[2] == 80300
    assert column(book, "clients", "comment")[0] == SECRET
    assert (app.screen_updating, app.calculation, app.status_bar) == (*before, False)
    assert [record.imported_by for record in list_imports(firm.base)] == ["загрузка", "тест"]
    assert "Импорт продаж: done in " in log_of(firm)
    assert "Анна" not in log_of(firm)
    assert macros.undo() is True
    assert "Загруженные продажи остались в базе" in said(app)
    assert column(book, "clients", "client_code") == ["3", "1", "2"]
    assert len(list_imports(firm.base)) == 2


def test_what_is_not_wanted_or_broken_changes_nothing(app: xlwings.App, firm: Office, book: xlwings.Book) -> None:
    base, shown = state_of(firm), cells(book)
    assert macros.import_sales() is False
    assert not app.impl.alerts.shown
    script(app, files=[more_sales(firm)])
    assert macros.import_sales() is False
    assert [(one.buttons, one.answer) for one in app.impl.alerts.shown] == [("yes_no", "no")]
    broken = firm.folder / "битый.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    script(app, files=[more_sales(firm), broken])
    assert macros.import_sales() is False
    assert said(app).startswith("Файл «битый.xlsx» повреждён или загружен не полностью.\n")
    assert not app.impl.alerts.shown[-1].is_critical
    assert (state_of(firm), cells(book), app.status_bar) == (base, shown, False)


def test_checking_names_what_would_be_refused_and_changes_only_the_sheet_of_problems(
    app: xlwings.App, firm: Office, book: xlwings.Book
) -> None:
    type_into(book, "clients", "inn", 0, "12ab")
    type_into(book, "clients", "comment", 1, SECRET)
    type_into(book, "clients", "potential_rub", 2, "много")
    base, shown = state_of(firm), cells(book)
    assert macros.check() is True
    lines = said(app).splitlines()
    assert lines[0] == "Проверено на 01.06.2026. Ещё не отправлено: сразу в базу — 1. Нажмите «Отправить изменения»."
    count_of_base = len(column(book, "problems", "message")) - 2
    assert lines[1] == f"Проблем: в книге — 2, в базе — {count_of_base}; все — на листе «Проблемы»:"
    assert any("• лист «Клиенты», столбец «ИНН»: " in one and "(значение «12ab»)" in one for one in lines[2:4])
    assert any("«много»" in one for one in lines[2:4])
    assert book.sheets.active.name == "Проблемы"
    assert {"12ab", "много"} <= set(column(book, "problems", "value"))
    after = cells(book)
    assert {name for name in shown if shown[name] != after[name]} == {"t_problems"}
    assert state_of(firm) == base
    assert "12ab" not in log_of(firm)
    assert macros.send() is True
    assert firm.card("1", "comment") == SECRET
    assert firm.card("3", "inn") is None
    assert all(text in said(app) for text in ("«12ab»", "«много»"))


def test_the_week_is_made_beside_the_book_and_opened_never_over_a_file_without_a_yes(
    app: xlwings.App, firm: Office, book: xlwings.Book
) -> None:
    path = firm.folder / WEEK
    path.write_text("заметки совещания")
    assert macros.weekly() is False
    assert f"Файл «{WEEK}» уже есть, изменён" in said(app)
    assert path.read_text() == "заметки совещания"
    script(app, "yes")
    assert macros.weekly() is True
    assert said(app) == f"Готово: «{WEEK}» — в папке открытой книги: {firm.folder}"
    assert app.books.active.name == WEEK
    assert "Неделя 22: 25–31 мая 2026" in str(app.books.active.sheets[0].used_range.value)
    book.activate()
    made = path.read_bytes()
    count = len(app.impl.alerts.shown)
    script(app, "no")
    assert macros.weekly() is True
    assert len(app.impl.alerts.shown) == count + 1
    assert f"Файл «{WEEK}» уже есть и открыт" in said(app)
    assert (path.read_bytes(), app.books.active.name) == (made, WEEK)
    app.books[WEEK].close()
    add_user(firm.base, "шеф", HEAD, at=firm.now(), by="шеф")
    add_user(firm.base, "ветров", MANAGER, at=firm.now(), by="шеф", manager="Ветров")
    use(firm, "ветров")
    assert macros.weekly() is False
    assert "клиенты всех менеджеров" in said(app)
    assert path.read_bytes() == made


def test_the_dialog_for_files_of_a_real_office_takes_what_it_is_told(app: xlwings.App) -> None:
    picker = app.impl.connection.service("ui.dialogs.FilePicker")
    prepare(picker, "Какие файлы загрузить?", "Выгрузки", "*.xlsx;*.csv")
    assert picker.getCurrentFilter() == "Выгрузки"
    assert list(picker.getSelectedFiles()) == []
    picker.dispose()


def test_settings_help_and_about_show_and_change_nothing(app: xlwings.App, firm: Office, book: xlwings.Book) -> None:
    base, shown = state_of(firm), cells(book)
    assert macros.settings() is True
    assert book.sheets.active.name == "Настройки"
    assert not app.impl.alerts.shown
    assert macros.help() is True
    assert all(f"{one.label} — " in said(app) for one in DECLARED)
    assert macros.about() is True
    lines = said(app).splitlines()
    assert lines[:3] == [
        f"Клиентская база, версия {__version__}",
        f"База: {firm.base.folder}",
        "Пользователь: тест (с базой работает один человек)",
    ]
    assert lines[-1].endswith("clientbase.log")
    assert (state_of(firm), cells(book)) == (base, shown)
    book.sheets["Настройки"].name = "Пороги"
    book.sheets["Клиенты"].activate()
    book.sheets["Пороги"].visible = False
    assert macros.settings() is True
    assert (book.sheets.active.name, book.sheets["Пороги"].visible) == ("Пороги", True)
    book.sheets["Пороги"].delete()
    assert macros.settings() is False
    assert said(app).startswith("В книге «Клиентская база.xlsx» нет листа «Настройки».")


def test_without_a_base_every_button_says_what_to_do(app: xlwings.App, firm: Office, book: xlwings.Book) -> None:
    shown = cells(book)
    config = firm.folder.parent / "настройки" / "clientbase_xl" / "config.toml"
    config.rename(firm.folder / "config.toml")  # beside the workbook it chooses nothing
    for one in DECLARED:
        if one.key == "import_sales":  # offers to make one; nobody said yes
            assert macros.import_sales() is False
            assert said(app).startswith("Базы клиентов ещё нет. Создать её в папке «")
        elif one.key not in ("fbs", "settings", "help", "about"):  # these need no base
            assert getattr(macros, one.key)() is False, one.label
            assert said(app).startswith("База клиентов ещё не выбрана.\nДопустимо: папка с файлом base.sqlite"), (
                one.label
            )
            assert str(config) in said(app)
    assert macros.about() is True
    assert "База клиентов ещё не выбрана." in said(app)  # none was made either
    write_config(config, UserConfig(firm.folder / "увезли", "тест"))
    assert macros.refresh_all() is False
    assert said(app).startswith(f"Базы нет на прежнем месте: «{firm.folder / 'увезли'}».\nЧто сделать: Верните папку")
    assert cells(book) == shown
