"""Any workbook as cells per sheet."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.book_grids import read_book_grids


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a workbook with an empty row and column, a hidden sheet and the second sheet active."""
    made = openpyxl.Workbook()
    first = made.worksheets[0]
    first.title = "Первый"
    first["B2"], first["C4"] = "текст", 5
    made.create_sheet("Второй")["A1"] = "x"
    made.create_sheet("Скрытый").sheet_state = "hidden"
    made.active = 1
    path = tmp_path / "книга.xlsx"
    made.save(path)
    return path


def test_rows_have_their_numbers_and_begin_at_column_a(book: Path) -> None:
    read = read_book_grids(book)
    assert (read.file_name, read.active, list(read.grids)) == ("книга.xlsx", "Второй", ["Первый", "Второй"])
    assert read.grids["Первый"] == [(2, (None, "текст")), (4, (None, None, 5))]


def test_a_file_that_one_library_refuses_is_read_by_the_other(tmp_path: Path) -> None:
    made, odd = tmp_path / "книга.xlsx", tmp_path / "из учётной программы.xlsx"
    with xlsxwriter.Workbook(str(made)) as writer:
        sheet = writer.add_worksheet("Первый")
        sheet.write("B2", "текст")
        sheet.write("C4", 5)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(odd, "w") as target:
        for name in source.namelist():
            target.writestr(name.replace("sharedStrings", "SharedStrings"), source.read(name))
    read = read_book_grids(odd)
    assert read.grids == {"Первый": [(2, (None, "текст", None)), (4, (None, None, "5"))]}


def test_a_sheet_longer_than_asked_for_is_not_read(book: Path) -> None:
    assert read_book_grids(book, rows_max=4).grids["Первый"] != []
    cut = read_book_grids(book, rows_max=3)
    assert (cut.grids["Первый"], cut.grids["Второй"]) == ([], [(1, ("x",))])


def test_what_is_no_readable_workbook_is_refused(book: Path, tmp_path: Path) -> None:
    table = tmp_path / "таблица.csv"
    table.write_text("Функция;Аня\nзвонки;Владелец\n", encoding="utf-8")
    with pytest.raises(BadFile, match="не книга Excel"):
        read_book_grids(table)
    with pytest.raises(BadFile, match="нет"):
        read_book_grids(tmp_path / "нет.xlsx")
    broken = tmp_path / "битая.xlsx"
    shutil.copy(book, broken)
    with zipfile.ZipFile(book) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            target.writestr(name, b"<oops" if name.startswith("xl/worksheets/") else source.read(name))
    with pytest.raises(BadFile, match="повреждена"):
        read_book_grids(broken)
