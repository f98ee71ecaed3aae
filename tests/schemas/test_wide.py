"""A sheet with a column per person, and its cells as rows of the stored table and back."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.reading.wide_table import with_headings
from clientbase_xl.schemas.catalogue import ALL_SHEETS, BY_KEY, HELD_TABLES
from clientbase_xl.schemas.fbs_map import FBS_MAP
from clientbase_xl.schemas.fbs_matrix import FBS_MATRIX, FBS_ROLES
from clientbase_xl.schemas.model import Mode
from clientbase_xl.schemas.tasks import TASKS
from clientbase_xl.schemas.typed_cells import sent_columns
from clientbase_xl.schemas.wide import as_shown, names_across, stored_rows, wide_cells, widened

WIDE = [sheet for sheet in ALL_SHEETS if sheet.typed_wide]
COMPUTED = [sheet for sheet in ALL_SHEETS if sheet.wide and not sheet.typed_wide]


def test_a_wide_sheet_is_the_view_of_a_stored_table_and_that_is_what_a_workbook_holds() -> None:
    assert FBS_MATRIX in WIDE
    for sheet in WIDE:
        assert sheet.wide is not None
        table = BY_KEY[sheet.wide.table]
        assert not sheet.is_stored
        assert not sheet.typed
        assert table.is_stored
        assert table.key_columns[1:] == (sheet.wide.across,)
        assert [column.key for column in table.typed] == [sheet.wide.value]
        assert sheet.keys.index(sheet.wide.before) == sheet.keys.index(sheet.wide.after) + 1
        assert table in HELD_TABLES
        assert sheet not in HELD_TABLES


def test_a_computed_wide_sheet_is_read_by_nobody_and_only_declares_its_cells_elsewhere() -> None:
    assert [sheet.key for sheet in COMPUTED] == ["fbs_map"]
    for sheet in COMPUTED:
        assert sheet.wide is not None
        table = BY_KEY[sheet.wide.table]
        assert not table.is_stored
        assert not table.is_shown
        assert not sent_columns(sheet)
        assert table.key_columns == (*sheet.key_columns, sheet.wide.across)
        assert table[sheet.wide.value].mode is Mode.COMPUTED
        assert sheet.keys.index(sheet.wide.before) == sheet.keys.index(sheet.wide.after) + 1
        assert sheet in HELD_TABLES
        assert table not in HELD_TABLES


def test_beside_the_people_of_a_computed_sheet_is_somebodys_own_column() -> None:
    heading = ["Своё", "Сотрудник", "Нет одного", "Аня", None, "Боря", "Хуже всего вместе с", "Тоже своё"]
    shown = with_headings(FBS_MAP, heading)
    assert names_across(shown, shown.keys) == ("Аня", "Боря")
    assert shown["colleague:Аня"].mode is Mode.COMPUTED
    assert with_headings(FBS_MAP, heading[:6]) is FBS_MAP
    assert names_across(FBS_MATRIX, with_headings(FBS_MATRIX, heading).keys) != ()


def test_people_stand_in_their_place_typed_and_with_the_choices_of_the_stored_column() -> None:
    sheet = widened(FBS_MATRIX, ("Аня", "Боря"))
    at = sheet.keys.index("row_id")
    added = sheet.columns[at - 2 : at]
    assert [(one.key, one.title, one.mode) for one in added] == [
        ("employee:Аня", "Аня", Mode.TYPED),
        ("employee:Боря", "Боря", Mode.TYPED),
    ]
    assert {one.choices for one in added} == {FBS_ROLES["role"].choices}
    assert names_across(sheet, sheet.keys) == ("Аня", "Боря")


def test_a_name_that_a_table_cannot_have_twice_is_passed_over() -> None:
    assert names_across(FBS_MATRIX, widened(FBS_MATRIX, ("Аня", "АНЯ", "Уровень")).keys) == ("Аня",)


def test_other_sheets_stay_as_they_are() -> None:
    assert widened(TASKS, ("Аня",)) is TASKS
    assert as_shown(FBS_MATRIX, pd.DataFrame({"row_id": []})) is FBS_MATRIX


def test_cells_become_rows_and_rows_become_cells() -> None:
    frame = pd.DataFrame(
        {"row_id": ["f-1", "f-2"], "employee:Аня": ["Владелец", None], "employee:Боря": [None, "1 бэкапер"]},
        dtype=object,
    )
    rows = stored_rows(FBS_MATRIX, frame)
    assert rows.where(rows.notna(), None).values.tolist() == [
        ["f-1", "Аня", "Владелец"],
        ["f-2", "Аня", None],
        ["f-1", "Боря", None],
        ["f-2", "Боря", "1 бэкапер"],
    ]
    cells = wide_cells(FBS_MATRIX, rows, ["f-2", "f-1"], ("Боря", "Вера"))
    assert cells == {"employee:Боря": ["1 бэкапер", None], "employee:Вера": [None, None]}
    assert stored_rows(FBS_MATRIX, frame[["row_id"]]).empty
