"""«FBS матрица» of our own workbook, live: roles are typed, people come, rows are sorted; check and button agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pandas as pd
import pytest
import xlwings

from clientbase_xl.calc.engine.uno_bridge import bridge, struct
from clientbase_xl.excel.open_book import XlBook
from clientbase_xl.rules.fbs_check import fbs_check, fbs_words
from clientbase_xl.schemas.fbs_functions import FBS_FUNCTIONS
from clientbase_xl.schemas.fbs_matrix import FBS_MATRIX
from clientbase_xl.schemas.fbs_words import FBS_FINDINGS, FBS_LEVELS, FBS_ROLE_WORDS, OWNER
from clientbase_xl.writing.workbook import write_workbook
from tests.support.calc_engine import engine_office
from tests.support.fbs_sheets import EMPLOYEES, ROWS, STRANGER, employees_list, fbs_sheets
from tests.support.live_book import LiveBook, opened_copy
from tests.support.office import TODAY, Office
from tests.support.workbook_sample import sample_content

pytestmark = [pytest.mark.live, pytest.mark.long]

PEOPLE = (*EMPLOYEES, STRANGER)
KEY, SHEET = FBS_MATRIX.key, FBS_MATRIX.title


@dataclass(frozen=True)
class Firm:
    """A base, a workbook with its matrix as a file, the running office."""

    office: Office
    path: Path
    app: xlwings.App


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firm]:
    """Return what the tests of this file share."""
    folder = tmp_path_factory.mktemp("фирма")
    tables = sample_content(1).tables
    lists = pd.concat([tables["lists"], employees_list()], ignore_index=True)
    path = folder / "Клиентская база.xlsx"
    write_workbook(path, sample_content(1, tables={**tables, **fbs_sheets(TODAY), "lists": lists}))
    with engine_office() as app:
        yield Firm(Office.found(folder / "Отдел"), path, app)


@pytest.fixture
def live(firm: Firm, tmp_path: Path) -> Iterator[LiveBook]:
    """Return a copy of the workbook, open."""
    with opened_copy(firm.app, firm.path, tmp_path) as book:
        yield book


def place_of(live: LiveBook, heading: str) -> int:
    """Return where a column stands in the matrix, from 0."""
    return [one.name for one in live.table(KEY).columns].index(heading)


def checks(live: LiveBook) -> list[str]:
    """Return what the column of checks says now."""
    live.book.app.calculate()
    return [str(one or "") for one in live.column(KEY, "check")]


def pressed(live: LiveBook, firm: Firm) -> list[str]:
    """Press «FBS» and return the lines of its message; nothing else of the book may change."""
    before = XlBook(live.book).grids()
    done, message = live.press("FBS", firm.office)
    assert done, message
    assert XlBook(live.book).grids() == before
    return message.replace("\u00a0", " ").splitlines()


def test_the_check_says_what_the_rule_says_of_whatever_is_typed(live: LiveBook) -> None:
    dice, count = Random(7), len(ROWS)
    words = (*FBS_ROLE_WORDS, None, None, None)
    first, faults = place_of(live, PEOPLE[0]), set[str]()
    matrix, functions = live.table(KEY).data_body_range, live.table(FBS_FUNCTIONS.key).data_body_range
    level_place = live.place(FBS_FUNCTIONS.key, "level")
    for _ in range(12):
        cells = [[dice.choice(words) for _ in PEOPLE] for _ in range(count)]
        for row in cells:
            if dice.random() < 0.3:
                row[dice.randrange(len(PEOPLE))] = "хозяин"
        levels = [dice.choice((*FBS_LEVELS, "важный", None)) for _ in range(count)]
        matrix[:count, first : first + len(PEOPLE)].value = cells
        functions[:count, level_place : level_place + 1].value = [[level] for level in levels]
        found = [
            fbs_check(level or "", [cell or "" for cell in row], PEOPLE, EMPLOYEES)
            for level, row in zip(levels, cells, strict=True)
        ]
        assert checks(live)[:count] == [fbs_words(one) for one in found]
        faults |= {one.fault for row in found for one in row}
    assert faults == FBS_FINDINGS.keys() - {"owner_backs_up"}, "a cell holds one role: nobody backs himself up"


def test_every_persons_cells_offer_the_three_roles(live: LiveBook) -> None:
    body = live.table(KEY).data_body_range
    kinds = bridge().Enum("com.sun.star.sheet.ValidationType", "LIST")
    for name in PEOPLE:
        for row in (0, body.rows.count - 1):
            cell = body[row, place_of(live, name)]
            rule = cell.sheet.impl.api.getCellByPosition(cell.column - 1, cell.row - 1).Validation
            assert rule.Type == kinds
            assert [word.strip('"') for word in rule.getFormula1().split(";")] == list(FBS_ROLE_WORDS)


def test_the_button_names_the_cells_of_the_bases_own_matrix_and_changes_nothing(live: LiveBook, firm: Firm) -> None:
    live.book.sheets["Начало"].activate()
    lines = pressed(live, firm)
    assert live.book.sheets.active.name == SHEET
    assert lines[0] == (
        f"Лист «{SHEET}»: слова FBS, {len(ROWS)} функций, {len(PEOPLE)} сотрудников (имена в строке 4, столбцы F–J)"
    )
    named = [line for line in lines if line.startswith("•")]
    assert named[0].startswith(f"• лист «{SHEET}», ячейка B8: «Приём заявок»: бэкаперов 1 из 2.")
    assert sum("ошибка" in one for one in checks(live)) == 6
    assert "Ошибок — 9, предупреждений — 3." in lines


def test_a_stranger_who_gets_a_column_is_named_by_the_check_and_by_the_button(live: LiveBook, firm: Firm) -> None:
    sheet, table = live.sheet(KEY), live.table(KEY).range
    column = table.column + place_of(live, EMPLOYEES[1])
    with sheet.impl.unprotected():
        sheet.range((1, column), (sheet.impl.whole.count_rows, column)).insert("right")
        sheet.range((table.row, column)).value = "Пришлый Гость"
        sheet.range((table.row + 1, column)).value = OWNER
    assert checks(live)[0] == "ошибка: нет в списке сотрудников: Пришлый Гость; предупреждение: владельцев 2"
    lines = pressed(live, firm)
    assert "сотрудников (имена в строке 4, столбцы F–K)" in lines[0]
    assert any(f"ячейка G5: «{ROWS[0][1]}»: нет в списке сотрудников: Пришлый Гость." in line for line in lines)


def test_under_another_name_sorted_and_filtered_the_matrix_is_still_meant(live: LiveBook, firm: Firm) -> None:
    before = dict(zip(live.column(KEY, "function"), checks(live), strict=True))
    sheet, body = live.sheet(KEY), live.table(KEY).data_body_range
    with sheet.impl.unprotected():
        field = struct("table.TableSortField", Field=live.place(KEY, "function"), IsAscending=False)
        fields = bridge().Any("[]com.sun.star.table.TableSortField", (field,))
        block = sheet.impl.api.getCellRangeByPosition(
            body.column - 1, body.row - 1, body.column + body.columns.count - 2, body.row + len(ROWS) - 2
        )
        bridge().invoke(block, "sort", ((struct("beans.PropertyValue", Name="SortFields", Value=fields),),))
        live.filter_by(KEY, "level", FBS_LEVELS[0])
    sheet.name = "Кто за что"
    live.book.sheets["Клиенты"].activate()
    functions, said = live.column(KEY, "function"), checks(live)
    assert functions[: len(ROWS)] == sorted((name for _, name, _, _ in ROWS), reverse=True)
    assert dict(zip(functions, said, strict=True)) == before
    lines = pressed(live, firm)
    assert lines[0].startswith(f"Лист «Кто за что»: слова FBS, {len(ROWS)} функций, {len(PEOPLE)} сотрудников")
    assert live.book.sheets.active.name == "Кто за что"
    row = body.row + functions.index("Сервис")
    assert any(f"лист «Кто за что», ячейка B{row}: «Сервис»: бэкаперов 1 из 2." in line for line in lines)
    assert live.filters(KEY)[0][1] == FBS_LEVELS[0]
