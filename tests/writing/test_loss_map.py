"""«FBS карта» on paper and in colours, from one employee to sixty (METHOD section 15)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from clientbase_xl.rules.fbs_map_table import fbs_map_table
from clientbase_xl.schemas.fbs_map import FBS_MAP
from clientbase_xl.schemas.fbs_words import EMPLOYEES_LIST
from clientbase_xl.schemas.lists import list_name
from clientbase_xl.schemas.wide import as_shown
from clientbase_xl.settings import FbsSettings, Settings
from clientbase_xl.writing.book import new_book
from clientbase_xl.writing.table_sheet import SheetContext, write_table_sheet
from tests.support.fbs import large

TODAY = date(2026, 8, 6)


def written(folder: Path, count_people: int) -> Worksheet:
    """Return the sheet of a team, read back from its file."""
    table, line = fbs_map_table(large(count_people, 200, seed=3, backups=0.02), FbsSettings())
    path = folder / "карта.xlsx"
    context = SheetContext(settings=Settings(), today=TODAY, owner="Отдел", lists=frozenset())
    with new_book(path, title="Карта", today=TODAY) as book:
        book.page(FBS_MAP.title)
        book.define(list_name(EMPLOYEES_LIST), f"='{FBS_MAP.title}'!$A$5:$A$6")
        write_table_sheet(book, as_shown(FBS_MAP, table), table, context, headline=line)
    return openpyxl.load_workbook(path)[FBS_MAP.title]


@pytest.mark.parametrize(
    ("count", "cells", "everybody"),
    [(1, "B5:D5", "$B$5:$D$1005"), (10, "B5:M14", "$B$5:$M$1005"), (60, "B5:BK64", "$B$5:$BK$1005")],
)
def test_the_shades_reach_all_people_and_the_darkest_is_the_greatest_of_them(
    tmp_path: Path, count: int, cells: str, everybody: str
) -> None:
    sheet = written(tmp_path, count)
    (scale,) = [
        (area.sqref, rule.colorScale)
        for area in sheet.conditional_formatting
        for rule in area.rules
        if rule.type == "colorScale"
    ]
    assert str(scale[0]) == cells
    assert [(one.type, one.val) for one in scale[1].cfvo] == [("num", 0), ("formula", f"MAX(1,{everybody})")]
    assert sheet["B5"].number_format == sheet["C5"].number_format == "General"
    assert sheet.protection.sheet


@pytest.mark.parametrize(("count", "count_pages"), [(1, 1), (10, 1), (60, 4)])
def test_people_are_shared_out_among_pages_on_which_they_can_be_read(
    tmp_path: Path, count: int, count_pages: int
) -> None:
    sheet = written(tmp_path, count)
    assert len(sheet.col_breaks.brk) == count_pages - 1
    assert str(sheet.print_area).endswith(f"$A$1:${get_column_letter(count + 3)}${count + 4}"), "the last column too"
    if count_pages > 1:
        assert sheet.print_title_cols == "$A:$A"
        assert int(sheet.page_setup.scale) >= 65
