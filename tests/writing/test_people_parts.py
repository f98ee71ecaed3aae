"""Columns of people are shared out among pages so that roles stay readable on A4."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from clientbase_xl.writing.workbook import write_workbook
from tests.support.fbs_sheets import fbs_sheets
from tests.support.opened import opened
from tests.support.workbook_sample import sample_content


def printed(tmp_path: Path, count: int) -> openpyxl.worksheet.worksheet.Worksheet:
    """Return the matrix of so many employees as it prints."""
    names = tuple(f"Сотрудников{number} Иван" for number in range(count))
    tables = {**sample_content(1).tables, **fbs_sheets(date(2026, 11, 20), (), names)}
    write_workbook(tmp_path / "Матрица.xlsx", sample_content(1, tables=tables))
    return opened(tmp_path / "Матрица.xlsx")["FBS матрица"]


@pytest.mark.parametrize(("count", "breaks"), [(1, 0), (20, 2), (40, 5)])
def test_more_people_take_more_pages_not_smaller_letters(tmp_path: Path, count: int, breaks: int) -> None:
    page = printed(tmp_path, count)
    assert len(page.col_breaks.brk) == breaks
    if breaks:
        assert page.page_setup.scale >= 68
        assert page.print_title_cols == "$A:$D"
    else:
        assert page.sheet_properties.pageSetUpPr.fitToPage
