"""The office around the books: started, met, asked, ended; large blocks within seconds."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings

from clientbase_xl.calc.engine import NAME, CalcRefused, NotInBook, meet, office, register
from clientbase_xl.calc.engine.connection import Connection, meet_office, start_office
from tests.support.calc_engine import engine_office

pytestmark = pytest.mark.live

COUNT_ROWS, COUNT_COLUMNS = 10_000, 60
WRITE_SECONDS_MAX = 10.0
READ_SECONDS_MAX = 5.0


@pytest.fixture(scope="module")
def app() -> Iterator[xlwings.App]:
    """Return a private office for this file."""
    with engine_office() as running:
        yield running


@pytest.fixture
def book(app: xlwings.App) -> Iterator[xlwings.Book]:
    """Return a new empty book."""
    new = app.books.add()
    yield new
    new.close()


def is_running(pid: int) -> bool:
    """Tell whether a process is there and no zombie."""
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def test_the_engine_is_registered_once_and_active_where_there_is_no_other(app: xlwings.App) -> None:
    register()
    register()
    assert [engine.name for engine in xlwings.engines].count(NAME) == 1
    assert xlwings.engines.active.name == NAME
    assert app.engine.name == NAME
    assert app in list(xlwings.apps)
    assert xlwings.apps[app.pid] == app
    assert app.version.major >= 7
    assert is_running(app.pid)


def test_a_book_is_reached_as_in_excel(app: xlwings.App, tmp_path: Path) -> None:
    first = app.books.add()
    first.sheets[0]["A1"].value = "здесь"
    first.save(str(tmp_path / "первая.xlsx"))
    assert xlwings.Book(str(tmp_path / "первая.xlsx")) == first
    assert app.books["Первая.xlsx"] == app.books.open(str(tmp_path / "первая.xlsx")) == first
    second = xlwings.Book()
    assert app.books.active == second
    first.activate()
    assert app.books.active == first
    assert xlwings.sheets.active.range("A1").value == "здесь"
    assert xlwings.Range("A1").value == "здесь"
    second.close()
    first.close()
    assert len(app.books) == 0
    assert app.selection is None
    with pytest.raises(NotInBook, match="не открыта ни одна книга"):
        _ = app.books.active


def test_what_was_selected_is_told(book: xlwings.Book) -> None:
    other = book.sheets.add("Второй", after=book.sheets[0])
    other["B2:C3"].select()
    assert book.selection.address == "$B$2:$C$3"
    assert book.selection.sheet.name == "Второй"
    assert book.sheets.active == other
    book.sheets[0]["D4"].select()
    assert book.app.selection.sheet == book.sheets[0]


def test_switches_go_back_to_what_they_were_even_when_python_fails(book: xlwings.Book) -> None:
    app = book.app
    held = {"status_bar": "Считаю…", "screen_updating": False, "calculation": "manual", "enable_events": False}

    def state() -> dict[str, object]:
        return {name: getattr(app, name) for name in (*held, "interactive", "display_alerts")}

    before = state()

    def fail_in_the_middle() -> None:
        with app.properties(**held, interactive=False, display_alerts=False):
            assert state() == {**held, "interactive": False, "display_alerts": False}
            assert book.api.hasControllersLocked()
            book.sheets[0]["A1"].formula = "=1+1"
            raise RuntimeError("посреди")

    with pytest.raises(RuntimeError, match="посреди"):
        fail_in_the_middle()
    assert state() == before
    assert before["calculation"] == "automatic"
    assert not book.api.hasControllersLocked()
    assert book.sheets[0]["A1"].value == 2.0


def test_a_formula_waits_for_the_recalculation_when_it_is_manual(book: xlwings.Book) -> None:
    cells = book.sheets[0]
    cells["A1"].value = 1
    cells["B1"].formula = "=A1*2"
    with book.app.properties(calculation="manual"):
        cells["A1"].value = 5
        book.app.calculate()
        assert cells["B1"].value == 10.0
    with pytest.raises(ValueError, match="automatic"):
        book.app.calculation = "иногда"


def test_without_windows_messages_are_kept_and_answered_with_care(app: xlwings.App) -> None:
    log = app.impl.alerts
    log.shown.clear()
    assert app.alert("Готово: 40 клиентов.", title="Пересчёт") == "ok"
    assert app.alert("Удалить?", buttons="yes_no", mode="critical") == "no"
    log.answers.append("yes")
    assert app.alert("Точно?", buttons="yes_no_cancel") == "yes"
    assert [(one.prompt, one.title, one.is_critical, one.answer) for one in log.shown] == [
        ("Готово: 40 клиентов.", "Пересчёт", False, "ok"),
        ("Удалить?", "", True, "no"),
        ("Точно?", "", False, "yes"),
    ]
    with pytest.raises(ValueError, match="ok_cancel"):
        app.alert("?", buttons="retry")


def test_files_that_are_no_books_and_endings_that_are_unknown_are_refused(book: xlwings.Book, tmp_path: Path) -> None:
    (tmp_path / "сломанная.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    count = len(book.app.books)
    with pytest.raises(CalcRefused, match="сломанная"):
        book.app.books.open(str(tmp_path / "сломанная.xlsx"))
    with pytest.raises(FileNotFoundError):
        book.app.books.open(str(tmp_path / "нет.xlsx"))
    assert len(book.app.books) == count
    with pytest.raises(CalcRefused, match="неизвестный вид файла"):
        book.save(str(tmp_path / "книга.docx"))
    with pytest.raises(CalcRefused, match="папки «нет такой папки» нет"):
        book.save(str(tmp_path / "нет такой папки" / "книга.xlsx"))
    (tmp_path / "занято.xlsx").mkdir()
    with pytest.raises(CalcRefused, match=r"не смог сохранить «занято\.xlsx»"):
        book.save(str(tmp_path / "занято.xlsx"))
    with pytest.raises(CalcRefused, match="единственный лист"):
        book.sheets[0].delete()


def test_a_closed_book_says_so_in_an_error_that_passes_through_python(app: xlwings.App) -> None:
    new = app.books.add()
    cells = new.sheets[0]["A1"]
    new.close()
    with pytest.raises(CalcRefused, match=r"закрыты|не выполнил действие Range\.") as told:
        cells.value = 1
    assert ".cxx" not in str(told.value)


@pytest.mark.long
def test_a_large_block_is_written_and_read_within_seconds(book: xlwings.Book) -> None:
    rows = [
        [f"клиент {row}" if column % 3 == 0 else row * column / 7 for column in range(COUNT_COLUMNS)]
        for row in range(COUNT_ROWS)
    ]
    cells = book.sheets[0]["A1"].resize(COUNT_ROWS, COUNT_COLUMNS)
    start = time.perf_counter()
    cells.value = rows
    written = time.perf_counter()
    read = cells.value
    done = time.perf_counter()
    assert read == rows
    assert written - start < WRITE_SECONDS_MAX
    assert done - written < READ_SECONDS_MAX


@pytest.mark.long
def test_an_office_that_was_met_is_left_running_and_one_of_ours_is_ended(app: xlwings.App) -> None:
    with office() as ours:
        pid, pipe = ours.pid, ours.impl.connection.pipe
        assert pid != app.pid
        assert Path(ours.impl.connection.profile.name).is_dir()
        met = meet(pipe, is_visible=False)
        met.books.add()
        assert met.pid < 0
        assert len(ours.books) == 1
        met.quit()
        assert met not in list(xlwings.apps)
        assert len(ours.books) == 1
        profile = Path(ours.impl.connection.profile.name)
    assert not is_running(pid)
    assert not profile.exists()
    assert is_running(app.pid)
    with pytest.raises(CalcRefused, match="не отвечает на канале"):
        meet_office(pipe, timeout_seconds=0.2)


@pytest.mark.long
def test_an_office_that_dies_or_is_late_is_told_and_leaves_nothing(app: xlwings.App) -> None:
    with pytest.raises(CalcRefused, match=r"не ответил за 0\.01 с"):
        start_office(timeout_seconds=0.01)
    with office() as ours:
        cells = ours.books.add().sheets[0]["A1"]
        connection: Connection = ours.impl.connection
        connection.kill()
        with pytest.raises(CalcRefused, match=r"закрыты|не выполнил"):
            cells.value = 1
    assert ours not in list(xlwings.apps)
    assert not is_running(connection.pid)
    assert is_running(app.pid)
