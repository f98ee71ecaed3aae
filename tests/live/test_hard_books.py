"""A workbook that people have lived in: a press finds its cells, changes nothing of theirs, says what it left out.

One book with everything in it, one press: sorted, filtered, columns and rows hidden, inserted, renamed and moved, a
sheet under a password, tables and headings gone. Every test looks at another side of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import xlwings
from openpyxl import load_workbook

from clientbase_xl.calc.engine.refusals import SheetProtected
from clientbase_xl.excel.open_book import XlTable
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.model import Mode
from tests.support.calc_engine import engine_office
from tests.support.live_book import LiveBook, opened_copy, protections
from tests.support.office import Office
from tests.support.sales_more import more_sales

pytestmark = [pytest.mark.live, pytest.mark.long]

SORTED = ["3", "1", "2"]
"""Codes of the clients, the largest turnover first; 9 comes with the press."""
PASSWORD = "свой пароль"


@dataclass
class Lived:
    """The book before and after a press."""

    live: LiveBook
    office: Office
    message: str
    typed: tuple[dict[tuple[str, str], list[str]], dict[tuple[str, str], list[str]]]
    cells: tuple[dict[str, list[list[Any]]], dict[str, list[list[Any]]]]
    host: tuple[tuple[Any, ...], tuple[Any, ...]]
    protections: tuple[dict[str, str], dict[str, str]]
    shown_rows: list[bool]
    saved: Path


@pytest.fixture(scope="module")
def app() -> Iterator[xlwings.App]:
    """Return a private office for this file."""
    with engine_office() as running:
        yield running


@pytest.fixture(scope="module")
def lived(app: xlwings.App, office_of_one: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    """Return a book that people have lived in, after one press of «Пересчитать всё»."""
    folder = tmp_path_factory.mktemp("книги")
    office = office_of_one.copy(folder / "Отдел продаж")
    made = office.book("Клиентская база")
    more_sales(office)
    with opened_copy(app, made, folder) as live:
        _sort_filter_and_hide(live)
        _put_in_own_things(live)
        _type(live)
        _rename_and_move(live)
        _break(live)
        typed, cells, host = live.typed(), live.cells(), live.host()
        before, shown = protections(live.saved(folder / "до.xlsx")), live.shown_rows("clients")
        done, message = live.press("Пересчитать всё", office)
        assert done, message
        saved = live.saved(folder / "после.xlsx")
        yield Lived(
            live,
            office,
            message,
            (typed, live.typed()),
            (cells, live.cells()),
            (host, live.host()),
            (before, protections(saved)),
            shown,
            saved,
        )


def _sort_filter_and_hide(live: LiveBook) -> None:
    """Sort the clients by turnover, downwards, show those of one manager, hide a column."""
    body = live.table("clients").data_body_range
    rows = sorted(body.options(ndim=2).formula, key=lambda row: -float(row[live.place("clients", "turnover_12m_rub")]))
    body.formula = rows
    live.filter_by("clients", "manager", "Градова")
    live.cell("clients", "channel", 0).impl.column_hidden = True
    tasks = live.table("tasks").data_body_range
    live.sheet("tasks").range((tasks.row + 2, 1), (tasks.row + 3, 1)).impl.row_hidden = True


def _put_in_own_things(live: LiveBook) -> None:
    """Insert rows above a table and columns inside it, write right of it and below it, pin comments, merge cells."""
    sheet, table = live.sheet("clients"), live.table("clients")
    sheet.range("1:2").insert("down")
    column = table.range.column + live.place("clients", "category_range")
    sheet.range((1, column), (sheet.impl.whole.count_rows, column)).insert("right")
    head = table.range
    sheet.range((head.row, column)).value = "Моё мнение"
    sheet.range((head.row + 1, column)).value = "надёжный"
    right = head.column + head.columns.count
    sheet.range((head.row, right), (head.row + 1, right)).value = [["Справа"], [5]]
    below = head.row + head.rows.count
    sheet.range((below, 2), (below + 1, 2)).value = [["Итого на глаз"], ["ещё строка"]]
    live.annotate(live.cell("clients", "manager", 0), "перезвонит сам")
    load = live.table("contact_load").range
    with live.sheet("contact_load").impl.unprotected():
        block = live.sheet("contact_load").range((load.row + 1, load.column + 1), (load.row + 1, load.column + 2))
        block.impl.api.merge(True)
    due = live.sheet("contacts_due")
    due_column = live.table("contacts_due").range.column + 1
    due.range((1, due_column), (due.impl.whole.count_rows, due_column)).insert("right")
    due.range((live.table("contacts_due").range.row, due_column)).value = "Дозвонился"
    for number, code in enumerate(live.column("contacts_due", "client_code")):
        due.range((live.table("contacts_due").data_body_range.row + number, due_column)).value = f"да, {code}"


def _type(live: LiveBook) -> None:
    """Type what people type: texts that look like formulas, a formula, an error, nonsense in computed cells."""
    live.cell("clients", "comment", 0).value = "=1+1 звонить"
    live.cell("clients", "comment", 1).formula = "=NA()"
    live.cell("clients", "holding", 0).value = "@группа"
    live.cell("clients", "phone", 0).value = "+7 900 000-00-00"
    live.cell("clients", "region", 1).value = "-10"
    live.cell("clients", "potential_rub", 0).formula = "=500000+2"
    live.cell("clients", "what_if_profit_rub", 0).formula = "=2*1000"
    live.cell("clients", "turnover_12m_rub", 0).value = "много"
    live.cell("clients", "trend", 2).value = "растёт"
    live.cell("tasks", "task", 0).value = "Съездить"
    live.cell("tasks", "due_on", 0).value = datetime.fromisoformat("2026-06-05")
    live.cell("tasks", "due_on", 1).value = "после праздников"


def _rename_and_move(live: LiveBook) -> None:
    """Give a sheet and a table another name, put a sheet first."""
    live.sheet("akb_moves").name = "Кто ушёл, кто пришёл"
    live.sheet("retention").impl.move(live.book.sheets[0].impl, None)
    live.table("tasks").impl.name = "Наши_задачи"


def _break(live: LiveBook) -> None:
    """Delete a table and a key column, type over a heading, put a password on a sheet."""
    live.book.impl.api.DatabaseRanges.removeByName("t_reactivation")
    plan = live.sheet("plan_forecast")
    column = live.table("plan_forecast").range.column + live.place("plan_forecast", "manager")
    plan.range((1, column), (plan.impl.whole.count_rows, column)).delete("left")
    kpis = live.table("base_kpis")
    with live.sheet("base_kpis").impl.unprotected():
        live.sheet("base_kpis").range(
            (kpis.range.row, kpis.range.column + live.place("base_kpis", "reason"))
        ).value = "Я"
    locked = live.sheet("sales_channels").impl.api
    locked.unprotect("")
    locked.protect(PASSWORD)


def test_rows_stand_as_people_sorted_them_and_hold_the_new_numbers(lived: Lived) -> None:
    assert lived.live.column("clients", "client_code") == [*SORTED, "9"]
    assert lived.live.column("clients", "turnover_12m_rub") == [10000, 6000, 80300, 900]
    assert lived.live.column("clients", "trend")[2] is None, "nonsense in a computed cell is computed away"


def test_the_filter_and_what_people_hid_stay(lived: Lived) -> None:
    assert lived.shown_rows == [False, False, True]
    assert lived.live.shown_rows("clients") == [False, False, True, True], "a new row is seen"
    assert [value for _, value in lived.live.filters("clients")] == ["Градова"]
    assert lived.live.cell("clients", "channel", 0).impl.column_hidden
    tasks = next(one for sheet in lived.live.book.sheets for one in sheet.tables if one.name == "Наши_задачи")
    hidden = tasks.parent.range((tasks.range.row + 3, 1), (tasks.range.row + 4, 1))
    assert hidden.impl.row_hidden


def test_a_new_row_is_dressed_as_the_first_one_though_a_filter_hides_that(lived: Lived) -> None:
    body = lived.live.table("clients").data_body_range
    first, last = body.row, body.last_cell.row
    assert last == first + 3
    titles = [one.name for one in lived.live.table("clients").columns]
    live_columns = {titles.index(one.title) for one in BY_KEY["clients"] if one.mode is Mode.LIVE}
    formulas = body.options(ndim=2).formula
    for row in (2, 3):
        assert {place for place, text in enumerate(formulas[row]) if text.startswith("=")} == live_columns
    sheet = load_workbook(lived.saved)["Клиенты"]
    formats = [[cell.number_format for cell in sheet[row][: len(titles)]] for row in (first, last)]
    assert formats[0] == formats[1]
    checked = _places(rule.sqref for rule in sheet.data_validations.dataValidation)
    coloured = _places(area.sqref for area in sheet.conditional_formatting)
    for places in (checked, coloured):
        assert {column for row, column in places if row == first} == {column for row, column in places if row == last}
        assert any(row == last for row, _ in places)


def test_what_people_put_in_beside_above_and_below_stays(lived: Lived) -> None:
    live = lived.live
    sheet, table = live.sheet("clients"), live.table("clients")
    head = table.range
    assert head.row == 6
    own = [one.name for one in table.columns].index("Моё мнение")
    assert [row[own] for row in table.data_body_range.value] == ["надёжный", None, None, None]
    right = head.column + head.columns.count
    assert [sheet.range((head.row + number, right)).value for number in range(3)] == ["Справа", 5, None]
    below = head.row + head.rows.count
    assert [sheet.range((below + number, 2)).value for number in range(2)] == ["Итого на глаз", "ещё строка"]
    assert live.comments("clients") == {(0, live.place("clients", "manager")): "перезвонит сам"}


def test_a_note_beside_a_row_of_the_program_stays_beside_it(lived: Lived) -> None:
    table = lived.live.table("contacts_due")
    titles = [one.name for one in table.columns]
    rows = table.data_body_range.options(ndim=2).value
    code, own = titles.index(BY_KEY["contacts_due"]["client_code"].title), titles.index("Дозвонился")
    noted = [row for row in rows if row[own]]
    assert noted
    assert all(row[own] == f"да, {row[code]}" for row in noted)


def test_every_typed_cell_stays_as_it_was_typed(lived: Lived) -> None:
    before, after = lived.typed
    kept = {key: cells for key, cells in before.items() if key[0] != "tasks"}
    assert kept.keys() <= after.keys()
    for (sheet, column), cells in kept.items():
        assert after[sheet, column][: len(cells)] == cells, (sheet, column)
    assert after["clients", "comment"][:2] == ["'=1+1 звонить", "=NA()"]
    assert after["clients", "potential_rub"][0] == "=500000+2"
    assert after["clients", "what_if_profit_rub"] == ["=2*1000", "", "", ""], "nobody's formula goes into a new row"


def test_a_table_of_another_name_keeps_what_was_typed(lived: Lived) -> None:
    assert lived.cells[0]["Наши_задачи"][:2] == lived.cells[1]["Наши_задачи"][:2]
    assert "Съездить" in lived.cells[1]["Наши_задачи"][0]
    assert "после праздников" in lived.cells[1]["Наши_задачи"][1]


def test_what_could_not_be_recalculated_is_named_with_its_remedy(lived: Lived) -> None:
    lines = lived.message.splitlines()[1:]
    assert len(lines) == 4, lived.message
    for words in (
        "нет таблицы «Реактивация»",
        "нет столбца «Менеджер»",
        "Столбец «Почему» не пересчитан: на его месте заголовок «Я»",
        "Лист «Каналы продаж» защищён паролем",
    ):
        assert any(words in line for line in lines), words


def test_sheets_renamed_and_moved_are_recalculated(lived: Lived) -> None:
    assert "9" in lived.live.column("akb_moves", "client_code")
    assert lived.live.sheet("akb_moves").name == "Кто ушёл, кто пришёл"
    assert lived.live.book.sheets[0].name == "Удержание"
    assert lived.cells[0]["t_retention"] != lived.cells[1]["t_retention"]


def test_a_sheet_under_a_password_is_as_it_was_and_still_locked(lived: Lived) -> None:
    assert lived.cells[0]["t_sales_channels"] == lived.cells[1]["t_sales_channels"]
    with pytest.raises(SheetProtected), lived.live.sheet("sales_channels").impl.unprotected():
        pass


def test_protection_allows_what_it_allowed_and_the_host_is_as_it_was(lived: Lived) -> None:
    before, after = lived.protections
    assert before == after
    assert len(before) > 15
    assert any('sort="false"' in one and 'autoFilter="false"' in one for one in before.values())
    assert lived.host[0] == lived.host[1]


def test_merged_cells_stay_merged(lived: Lived) -> None:
    load = lived.live.table("contact_load").range
    block = lived.live.sheet("contact_load").range((load.row + 1, load.column + 1), (load.row + 1, load.column + 2))
    assert block.impl.merge_cells


def test_a_second_press_writes_nothing_and_undo_takes_the_first_one_back(
    lived: Lived, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes: list[str] = []
    for name in ("write", "resize"):
        real = getattr(XlTable, name)

        def noted(table: XlTable, *args: Any, _real: Any = real, _name: str = name, **more: Any) -> None:
            writes.append(f"{_name} {table.name}")
            _real(table, *args, **more)

        monkeypatch.setattr(XlTable, name, noted)
    done, message = lived.live.press("Пересчитать всё", lived.office)
    assert done
    assert writes == []
    assert "Новых строк" not in message
    done, message = lived.live.press("Вернуть как было", lived.office)
    assert done, message
    assert writes
    before, now = lived.cells[0], lived.live.cells()
    assert lived.live.column("clients", "client_code") == SORTED
    assert {name for name in before if before[name] != now[name]} <= {"t_contacts_due"}
    assert lived.live.typed() == lived.typed[0]
    assert lived.live.host() == lived.host[0]


def _places(blocks: Iterable[Any]) -> set[tuple[int, int]]:
    """Return the cells (row, column) that lie in blocks of a file."""
    return {place for block in blocks for part in block.ranges for row in part.rows for place in row}
