"""Errors of a spreadsheet are recognised however a host hands them over (EXCEL.md)."""

from __future__ import annotations

import pytest

from clientbase_xl.functions.cell_error import CellError, cell_error


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("#N/A", "#N/A"),
        ("#Н/Д", "#N/A"),
        (" #н/д ", "#N/A"),
        ("#ДЕЛ/0!", "#DIV/0!"),
        ("#ЗНАЧ!", "#VALUE!"),
        ("#ССЫЛКА!", "#REF!"),
        ("#ИМЯ?", "#NAME?"),
        ("#ЧИСЛО!", "#NUM!"),
        ("#ПУСТО!", "#NULL!"),
        (-2146826246, "#N/A"),
        (-2146826281, "#DIV/0!"),
        (CellError("#REF!"), "#REF!"),
    ],
)
def test_an_error_is_known_by_its_word_and_by_its_number(cell: object, code: str) -> None:
    assert cell_error(cell) == CellError(code)
    assert str(cell_error(cell)) == code


@pytest.mark.parametrize("cell", ["", "N/A", "# 5", 5, -2146826246.0, True, None, 2042])
def test_anything_else_is_no_error(cell: object) -> None:
    assert cell_error(cell) is None
