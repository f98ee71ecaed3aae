"""Typed records and decisions come back from a workbook that people moved about; what could not be read is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from clientbase_xl.problems import Problem, Severity
from clientbase_xl.reading.own_workbook import OwnWorkbook, read_own_workbook, read_typed
from clientbase_xl.schemas.catalogue import BY_KEY, HELD_TABLES
from clientbase_xl.schemas.model import Sheet
from clientbase_xl.schemas.typed_cells import canonical, sent_columns, typed_cells
from clientbase_xl.writing.spare_rows import SPARE_ROWS
from clientbase_xl.writing.workbook import write_workbook
from tests.support.workbook_sample import MANAGERS, sample_content, with_records

pytestmark = [pytest.mark.long, pytest.mark.filterwarnings("ignore:.*extension is not supported")]
RECORDS = tuple(BY_KEY[key] for key in ("contact_persons", "tasks", "contacts"))
EACH = 3


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("own") / "Книга.xlsx"
    write_workbook(path, with_records(8, EACH))
    return path


@pytest.fixture
def edited(written: Path, tmp_path: Path) -> Callable[[Callable[[openpyxl.Workbook], object]], OwnWorkbook]:
    """Return a function that changes the workbook by another program and reads it again."""

    def change_and_read(change: Callable[[openpyxl.Workbook], object]) -> OwnWorkbook:
        book = openpyxl.load_workbook(written)
        change(book)
        book.save(tmp_path / "edited.xlsx")
        return read_own_workbook(tmp_path / "edited.xlsx")

    return change_and_read


def col(page: Worksheet, title: str) -> int:
    """Return the column under a heading."""
    return next(cell.column for cell in page[4] if cell.value == title)


def placed(problems: tuple[Problem, ...]) -> list[tuple[str, str, int | None, str, str]]:
    """Return where the problems are and how serious."""
    return [(one.severity, one.sheet, one.row, one.column, one.value) for one in problems]


@pytest.mark.parametrize("sheet", RECORDS, ids=lambda sheet: sheet.key)
def test_records_come_back_whole_and_empty_rows_with_their_numbers_only(written: Path, sheet: Sheet) -> None:
    frame = read_typed(written)[sheet.key]
    given = with_records(8, EACH).tables[sheet.key]
    count = len(MANAGERS) * EACH
    assert len(given) == count
    assert list(frame) == ["row_id", *(column.key for column in sent_columns(sheet))]
    for column in sent_columns(sheet):
        assert [canonical(value, column.kind) for value in frame[column.key][:count]] == [
            canonical(value, column.kind) for value in given[column.key]
        ]
    spare = frame[count:]
    assert len(spare) == SPARE_ROWS
    assert spare["row_id"].is_unique
    assert spare.drop(columns="row_id").isna().all(axis=None)


def test_nothing_is_amiss_in_an_untouched_workbook_and_its_marks_come_with_it(written: Path) -> None:
    own = read_own_workbook(written)
    assert own.problems == ()
    assert set(own.tables) == {sheet.key for sheet in HELD_TABLES if sent_columns(sheet)}
    assert own.file_name == "Книга.xlsx"
    assert len(own.marks["clientbase_workbook_id"]) == 36


def test_a_decision_comes_back_with_the_number_of_its_request_and_a_forged_state_does_not(edited) -> None:
    def decide(book: openpyxl.Workbook) -> None:
        page = book["Заявки на изменения"]
        page.cell(5, col(page, "Решение")).value = "утвердить"
        page.cell(5, col(page, "Причина решения")).value = " по анкете "
        page.cell(6, col(page, "Состояние")).value = "утверждена"
        page.cell(6, col(page, "Стало")).value = "9"

    frame = edited(decide).tables["requests"]
    assert list(frame) == ["request_id", "decision", "decision_reason"]
    decided = frame[frame["decision"].notna()]
    assert decided.astype(object).values.tolist() == [[1, "утвердить", "по анкете"]]


def test_a_decision_is_no_typed_cell_of_the_base(edited) -> None:
    def decide(book: openpyxl.Workbook) -> None:
        page = book["Заявки на изменения"]
        page.cell(5, col(page, "Решение")).value = "утвердить"

    assert "requests" not in {cell.sheet_key for cell in typed_cells(edited(decide).tables)}


def test_a_record_typed_into_an_empty_row_has_its_number_at_once(edited) -> None:
    row = 4 + len(MANAGERS) * EACH + 2

    def type_in(book: openpyxl.Workbook) -> None:
        page = book["Контакты"]
        page.cell(row, col(page, "Дата")).value = date(2026, 11, 20)
        page.cell(row, col(page, "Код клиента")).value = 1234
        page.cell(row, col(page, "Кто начал")).value = "клиент"

    frame = edited(type_in).tables["contacts"]
    found = frame[frame["contacted_on"].eq(pd.Timestamp(2026, 11, 20)) & frame["client_code"].eq("1234")]
    assert len(found) == 1
    assert found["row_id"].str.endswith("-2").all()
    assert found["started_by"].tolist() == ["клиент"]


@pytest.mark.long
def test_moved_sorted_filtered_renamed_sheets_give_the_same_records(written: Path, edited) -> None:
    def move(book: openpyxl.Workbook) -> None:
        for title in ("Контакты", "Задачи", "Контактные лица", "Заявки на изменения"):
            page = book[title]
            page.insert_cols(3)
            page.insert_rows(1, 2)
            rows = [[cell.value for cell in cells] for cells in page.iter_rows(min_row=7)]
            for number, values in enumerate(reversed(rows), 7):
                page.row_dimensions[number].hidden = number % 2 == 0
                for column, value in enumerate(values, 1):
                    page.cell(number, column).value = value
            page.title = f"Мой лист {title}"[:31]

    moved = edited(move)
    assert moved.problems == ()
    for key, frame in read_typed(written).items():
        same = moved.tables[key]
        by = list(frame.columns)
        assert sorted(map(repr, same[by].astype(object).values.tolist())) == sorted(
            map(repr, frame.astype(object).values.tolist())
        )


@pytest.mark.long
def test_a_deleted_row_is_just_not_there(written: Path, edited) -> None:
    gone = edited(lambda book: book["Задачи"].delete_rows(6)).tables["tasks"]
    before = read_typed(written)["tasks"]
    assert set(before["row_id"]) - set(gone["row_id"]) == {before["row_id"][1]}


def test_a_heading_typed_over_is_named_with_its_place_and_the_rest_is_read(edited) -> None:
    def type_over(book: openpyxl.Workbook) -> None:
        page = book["Контакты"]
        page.cell(4, col(page, "Итог")).value = "Чем кончилось"

    own = edited(type_over)
    assert placed(own.problems) == [("ошибка", "Контакты", 4, "I", "Чем кончилось")]
    assert "«Итог»" in own.problems[0].message
    assert "result" not in own.tables["contacts"]
    assert own.tables["contacts"]["description"].notna().any()


def test_an_emptied_heading_over_typed_cells_is_named_too(edited) -> None:
    def empty(book: openpyxl.Workbook) -> None:
        page = book["Клиенты"]
        page.cell(4, col(page, "Телефон")).value = None

    [problem] = edited(empty).problems
    assert (problem.severity, problem.row, problem.value) == (Severity.ERROR, 4, "")
    assert "«Телефон»" in problem.message


def test_a_deleted_column_is_a_warning_and_an_unread_key_leaves_the_sheet_unread(edited) -> None:
    def damage(book: openpyxl.Workbook) -> None:
        tasks, contacts = book["Задачи"], book["Контакты"]
        tasks.delete_cols(col(tasks, "Комментарий"))
        contacts.cell(4, col(contacts, "№ записи")).value = "номер"

    own = edited(damage)
    assert placed(own.problems) == [
        ("предупреждение", "Задачи", 4, "", ""),
        ("ошибка", "Контакты", 4, "A", "номер"),
    ]
    assert "лист не прочитан" in own.problems[1].message
    assert "contacts" not in own.tables
    assert "comment" not in own.tables["tasks"]


def test_a_lost_heading_of_a_computed_column_does_not_matter(edited) -> None:
    def type_over(book: openpyxl.Workbook) -> None:
        page = book["Задачи"]
        page.cell(4, col(page, "Состояние")).value = "моё"

    assert edited(type_over).problems == ()


def test_a_deleted_sheet_is_a_notice(edited) -> None:
    own = edited(lambda book: book.remove(book["Контакты"]))
    assert placed(own.problems) == [("сведение", "Контакты", None, "", "")]
    assert "contacts" not in own.tables


def test_control_characters_travel_through_a_file(tmp_path: Path) -> None:
    texts = ["первая\rвторая", "таб\x0bв тексте", "_x0041_ как есть"]
    whole = sample_content(3)
    clients = whole.tables["clients"].assign(comment=texts)
    write_workbook(tmp_path / "a.xlsx", sample_content(3, tables={**whole.tables, "clients": clients}))
    assert read_typed(tmp_path / "a.xlsx")["clients"]["comment"].tolist() == texts
