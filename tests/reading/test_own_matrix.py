"""«FBS матрица» of our own workbook is read as a matrix: people are people, the list of employees is «Справочники»."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from clientbase_xl.reading.book_grids import read_book_grids
from clientbase_xl.reading.matrix import matrices
from clientbase_xl.reading.own_matrix import matrix_book
from clientbase_xl.settings import FbsSettings
from clientbase_xl.workflows.check_fbs import check_fbs_file
from clientbase_xl.writing.workbook import write_workbook
from tests.support.fbs_sheets import EMPLOYEES, ROWS, STRANGER, employees_list, fbs_sheets
from tests.support.workbook_sample import TODAY, sample_content

FIRST_ROW = 5
"""Row of the first function."""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workbook with a matrix in which every check fails somewhere."""
    target = tmp_path_factory.mktemp("книга") / "Клиентская база.xlsx"
    tables = sample_content(1).tables
    lists = pd.concat([tables["lists"], employees_list()], ignore_index=True)
    write_workbook(target, sample_content(1, tables={**tables, **fbs_sheets(TODAY), "lists": lists}))
    return target


def changed(path: Path, to: Path, **cells: str) -> Path:
    """Write a copy with other cells on the matrix, sheets under other names and one more matrix."""
    book = openpyxl.load_workbook(path)
    for address, text in cells.items():
        book["FBS матрица"][address] = text
    book["FBS матрица"].title = "Кто за что"
    book["FBS функции"].title = "Функции отдела"
    book.create_sheet("FBS склада").append(["Функция", "Уровень", "Вася"])
    book["FBS склада"].append(["Отгрузка", 3, "Владелец"])
    book.save(to)
    return to


def test_the_findings_of_a_file_are_those_of_its_column_of_checks(path: Path) -> None:
    (checked,) = check_fbs_file(path, FbsSettings())
    assert checked.matrix.people == (*EMPLOYEES, STRANGER)
    assert [row.name for row in checked.matrix.rows] == [name for _, name, _, _ in ROWS]
    said = {number: set[str]() for number in range(FIRST_ROW, FIRST_ROW + len(ROWS))}
    for one in checked.problems:
        said[one.row or 0].add(one.message.partition("»: ")[2])
    shown = fbs_sheets(TODAY)["fbs_matrix"]["check"]
    for number, text in enumerate(shown, FIRST_ROW):
        parts = str(text).replace("в порядке", "").replace("ошибка: ", "").replace("предупреждение: ", "")
        wanted = {part.strip() for group in parts.split("; ") for part in group.split(", ")} - {"", "а первого нет"}
        assert {text.removesuffix(", а первого нет") for text in said[number]} == wanted


def test_only_the_matrix_of_our_workbook_is_one_and_its_employees_are_those_of_the_lists(path: Path) -> None:
    seen = matrix_book(read_book_grids(path).grids)
    assert [one.sheet for one in matrices(seen.grids)] == ["FBS матрица"]
    assert seen.staff == EMPLOYEES


@pytest.mark.long
def test_without_employees_in_the_lists_everybody_is_a_stranger(tmp_path: Path) -> None:
    tables = {**sample_content(1).tables, **fbs_sheets(TODAY, ROWS[:2], ())}
    write_workbook(tmp_path / "Книга.xlsx", sample_content(1, tables=tables))
    (checked,) = check_fbs_file(tmp_path / "Книга.xlsx", FbsSettings())
    assert {one.message.rpartition(": ")[2] for one in checked.problems} == set(EMPLOYEES[:3])


@pytest.mark.long
def test_renamed_sheets_and_a_matrix_of_the_users_own_are_found(path: Path, tmp_path: Path) -> None:
    book = changed(path, tmp_path / "Своя.xlsx", B5="Звонки", C5="ошибка", E5="7", F4="Новый человек")
    found = check_fbs_file(book, FbsSettings())
    assert [one.matrix.sheet for one in found] == ["Кто за что", "FBS склада"]
    assert found[0].matrix.people == ("Новый человек", *EMPLOYEES[1:], STRANGER)
    assert found[0].matrix.rows[0].name == "Звонки"


def test_any_other_book_comes_back_as_it_is() -> None:
    grids = {"Матрица": [(1, ("Функция", "Уровень", "Аня")), (2, ("Звонки", 1, "Владелец"))], "Штат": [(1, ("ФИО",))]}
    seen = matrix_book(grids)
    assert (seen.grids, seen.staff) == (grids, None)
