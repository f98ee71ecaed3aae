"""Columns of people are shared out among pages so that roles stay readable on A4."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from clientbase_xl.writing.workbook import write_workbook
from tests.support.fbs_sheets import Row, fbs_sheets
from tests.support.opened import opened
from tests.support.workbook_sample import sample_content

pytestmark = pytest.mark.long


def printed(
    tmp_path: Path, names: tuple[str, ...], rows: tuple[Row, ...] = ()
) -> openpyxl.worksheet.worksheet.Worksheet:
    """Return the matrix of employees as it prints."""
    tables = {**sample_content(1).tables, **fbs_sheets(date(2026, 11, 20), rows, names)}
    write_workbook(tmp_path / "Матрица.xlsx", sample_content(1, tables=tables))
    return opened(tmp_path / "Матрица.xlsx")["FBS матрица"]


@pytest.mark.parametrize(("count", "breaks"), [(1, 0), (20, 2), pytest.param(40, 5, marks=pytest.mark.long)])
def test_more_people_take_more_pages_not_smaller_letters(tmp_path: Path, count: int, breaks: int) -> None:
    page = printed(tmp_path, tuple(f"Сотрудников{number} Иван" for number in range(count)))
    assert len(page.col_breaks.brk) == breaks
    if breaks:
        assert page.page_setup.scale >= 68
        assert page.print_title_cols == "$A:$D"
    else:
        assert page.sheet_properties.pageSetUpPr.fitToPage


def test_long_names_and_functions_wrap_so_that_six_people_stand_on_a_page(tmp_path: Path) -> None:
    names = tuple(f"Верещагинская-Константинопольская{number} Александра" for number in range(12))
    function = "Регулярный аудит отношений: лояльность, адекватность цены, новые предложения, договорённости " * 2
    rows = tuple(("Группа сервиса и обеспечения (логистики)", f"{function}{number}", None, {}) for number in range(5))
    page = printed(tmp_path, names, rows)
    assert int(page.column_dimensions["B"].width) == 34
    assert int(page.column_dimensions["F"].width) == 18
    assert page.row_dimensions[5].height > 70, "five lines of the name of a function"
    assert page.row_dimensions[4].height > 6 + 2 * 13.5, "a surname breaks"
    assert len(page.col_breaks.brk) == 1


@pytest.mark.long
def test_what_stands_above_the_table_is_not_cut_off_on_the_second_page(tmp_path: Path) -> None:
    write_workbook(tmp_path / "Книга.xlsx", sample_content(3))
    page = opened(tmp_path / "Книга.xlsx")["Тип продаж"]
    assert (page.print_title_cols, page["A2"].value) == ("$A:$A", None)
    assert page["B2"].value.startswith("Четыре ответа")
