"""Cells that lead to another sheet: which do, where to, and that no name breaks the formula."""

from __future__ import annotations

import pandas as pd
import pytest

from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.problems_sheet import PROBLEMS
from clientbase_xl.schemas.start import START
from clientbase_xl.writing.cells import Jump
from clientbase_xl.writing.jumps import MOST_JUMPS, with_jumps

HERE = {"Клиенты": "Мои клиенты", "Задачи": "Задачи"}


def problems(*rows: tuple[str | None, str | None, object]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["file", "sheet", "row"], dtype=object)


@pytest.mark.parametrize(
    ("file", "sheet", "row", "cell"),
    [
        (None, "Клиенты", 9, Jump("Клиенты", "Мои клиенты", "A9")),
        ("", "Клиенты", 1.0, Jump("Клиенты", "Мои клиенты", "A1")),
        (None, "Задачи", None, Jump("Задачи", "Задачи", "A1")),
        (None, "Задачи", 0, Jump("Задачи", "Задачи", "A1")),
        ("выгрузка.csv", "Клиенты", 9, "Клиенты"),
        (None, "Чужой лист", 9, "Чужой лист"),
        (None, None, 9, None),
    ],
)
def test_a_problem_leads_to_its_row_in_this_workbook_only(
    file: str | None, sheet: str | None, row: object, cell: object
) -> None:
    assert with_jumps(PROBLEMS, problems((file, sheet, row)), HERE) == [cell]


@pytest.mark.parametrize(
    ("sheet", "column", "address"),
    [
        ("Клиенты", "Код", "A9"),
        ("Клиенты", CLIENTS.columns[27].title, "AB9"),
        ("Клиенты", "C", "C9"),
        ("Клиенты", "Нет такого столбца", "A9"),
        ("Клиенты", None, "A9"),
        ("FBS матрица", "Функция", "A9"),
        ("Мой лист", "Код", None),
    ],
)
def test_a_problem_leads_to_its_cell(sheet: str, column: str | None, address: str | None) -> None:
    table = problems((None, sheet, 9)).assign(column=[column])
    (cell,) = with_jumps(PROBLEMS, table, {"Клиенты": "Клиенты", "FBS матрица": "Матрица"})
    assert (cell.cell if isinstance(cell, Jump) else None) == address


def test_todays_work_leads_to_the_top_of_its_sheet() -> None:
    table = pd.DataFrame({"sheet_key": ["Клиенты", "Реактивация"]})
    assert with_jumps(START, table, HERE) == [Jump("Клиенты", "Мои клиенты"), "Реактивация"]


def test_only_so_many_rows_lead_somewhere() -> None:
    cells = with_jumps(PROBLEMS, problems(*[(None, "Задачи", 5)] * (MOST_JUMPS + 2)), HERE)
    assert [isinstance(cell, Jump) for cell in cells] == [True] * MOST_JUMPS + [False] * 2


def test_quotes_in_the_name_of_a_sheet_are_doubled_and_nothing_leaves_the_text() -> None:
    assert Jump("Задачи", "Задачи").formula == """=HYPERLINK("#'Задачи'!A1","Задачи")"""
    odd = Jump('а"),SUM(1', 'О\'Нил "и" Ко', "B7")
    assert odd.formula == """=HYPERLINK("#'О''Нил ""и"" Ко'!B7","а""),SUM(1")"""
