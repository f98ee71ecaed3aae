"""A native table follows the catalogue, and text from outside stays text."""

import errno
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from clientbase_xl.errors import WriteRefused
from clientbase_xl.schemas.model import Column, Kind, Mode, Sheet
from clientbase_xl.writing.book import MOST_ROWS, new_book, require_rows
from clientbase_xl.writing.cells import MOST_CHARACTERS
from clientbase_xl.writing.table import write_native_table
from tests.support.workbook_checks import findings

TODAY = date(2026, 11, 20)
SHEET = Sheet(
    key="sample",
    title="Образец",
    grain="One sample.",
    purpose="Проверка.",
    columns=(
        Column("code", "Код #", Kind.CODE, "Код.", Mode.TYPED, required=True),
        Column("name", "Имя", Kind.TEXT, "Имя."),
        Column("amount_rub", "Сумма [₽]", Kind.MONEY, "Сколько.", Mode.TYPED, unit="₽"),
        Column("doubled_rub", "Вдвое", Kind.MONEY, "Дважды.", Mode.LIVE, formula="{amount_rub}*2"),
        Column("on", "День", Kind.DATE, "Когда."),
        Column("is_good", "Хорош", Kind.FLAG, "да или нет.", Mode.TYPED),
    ),
)


def write(path: Path, frame: pd.DataFrame, **options: Any) -> Worksheet:
    """Write the frame as a table from row 4 on and return the sheet as openpyxl reads it."""
    with new_book(path, title="Т", today=TODAY) as book:
        write_native_table(book.page("Образец"), SHEET, frame, top=3, **options)
    return openpyxl.load_workbook(path)["Образец"]


def sample(**columns: list[Any]) -> pd.DataFrame:
    return pd.DataFrame({"code": ["001", "002"]} | columns)


def test_headings_are_the_titles_and_the_table_has_its_name(tmp_path: Path) -> None:
    sheet = write(tmp_path / "a.xlsx", sample())
    assert [cell.value for cell in sheet[4]] == [column.title for column in SHEET]
    assert sheet.tables["t_sample"].ref == "A4:F6"
    assert findings(tmp_path / "a.xlsx") == []


def test_a_live_column_has_its_formula_and_its_value_in_every_row(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    sheet = write(path, sample(amount_rub=[10.0, None], doubled_rub=[20.0, None]))
    formula = "=t_sample[[#This Row],[Сумма '[₽']]]*2"
    assert [sheet.cell(row, 4).value for row in (5, 6)] == [formula, formula]
    stored = openpyxl.load_workbook(path, data_only=True)["Образец"]
    assert [stored.cell(row, 4).value for row in (5, 6)] == [20, None]
    assert sheet.tables["t_sample"].tableColumns[3].calculatedColumnFormula.attr_text == formula.lstrip("=")


@pytest.mark.parametrize(
    "text", ["=1+1", "+7 900 000-00-00", "-5", "@cmd", "\t=1", " =1", "\n=1", '=HYPERLINK("http://a","b")']
)
def test_text_that_looks_like_a_formula_is_written_as_text(tmp_path: Path, text: str) -> None:
    sheet = write(tmp_path / "a.xlsx", sample(name=[text, "мир"]))
    cell: Cell = sheet["B5"]
    assert cell.value == text
    assert cell.data_type == "s"
    assert cell.number_format == "@"
    assert sheet["B6"].number_format == "General"
    assert findings(tmp_path / "a.xlsx") == []


@pytest.mark.parametrize("text", ["a\x01b", "_x0041_", "a\x0bb", "строка\nвторая", "a\tb", "<&>\"'", "\u2028x", "😀"])
def test_awkward_characters_come_back_as_they_were(tmp_path: Path, text: str) -> None:
    import fastexcel

    path = tmp_path / "a.xlsx"
    write(path, sample(name=[text, "мир"]))
    read = fastexcel.read_excel(path).load_sheet(0, header_row=3).to_pandas()
    assert read["Имя"].tolist() == [text, "мир"]


def test_links_and_numbers_in_text_stay_text(tmp_path: Path) -> None:
    sheet = write(tmp_path / "a.xlsx", sample(name=["http://a.example", "17850"]))
    assert [sheet["B5"].value, sheet["B6"].value] == ["http://a.example", "17850"]
    assert sheet["B5"].hyperlink is None


def test_cells_have_the_types_and_formats_of_their_kinds(tmp_path: Path) -> None:
    frame = sample(amount_rub=[1234.5, None], on=[pd.Timestamp(2026, 11, 1), pd.NaT], is_good=[True, None])
    sheet = write(tmp_path / "a.xlsx", frame)
    assert sheet["A5"].value == "001"
    assert sheet["A5"].number_format == "@"
    assert (sheet["C5"].value, sheet["C6"].value) == (1234.5, None)
    assert sheet["C5"].number_format.startswith("#,##0")
    assert sheet["E5"].value.date() == date(2026, 11, 1)
    assert sheet["E5"].number_format == "dd.mm.yyyy"
    assert sheet["F5"].value == "да"


def test_typed_cells_are_unlocked_cream_and_computed_ones_locked_white(tmp_path: Path) -> None:
    sheet = write(tmp_path / "a.xlsx", sample())
    typed, computed = sheet["C6"], sheet["B6"]
    assert typed.protection.locked is False
    assert typed.fill.fgColor.rgb == "FFFFF6DC"
    assert computed.protection.locked
    assert computed.fill.fill_type is None


def test_a_note_tells_meaning_unit_and_who_fills(tmp_path: Path) -> None:
    sheet = write(tmp_path / "a.xlsx", sample())
    assert sheet["C4"].comment.text == "Сколько.\nЕдиница: ₽\nЗаполняете вы."
    assert "Считает программа" in sheet["B4"].comment.text
    assert "пересчитывается" in sheet["D4"].comment.text


def test_an_empty_frame_gives_one_empty_row(tmp_path: Path) -> None:
    sheet = write(tmp_path / "a.xlsx", pd.DataFrame({"code": pd.Series(dtype=object)}))
    assert sheet.tables["t_sample"].ref == "A4:F5"
    assert [cell.value for cell in sheet[5] if cell.column != 4] == [None] * 5
    assert findings(tmp_path / "a.xlsx") == []


def test_chosen_columns_stand_in_the_chosen_place_under_the_chosen_name(tmp_path: Path) -> None:
    sheet = write(tmp_path / "a.xlsx", sample(name=["Аня", "Боря"]), left=2, keys=("name", "code"), name="t_other")
    assert [sheet["C4"].value, sheet["D4"].value, sheet["C5"].value] == ["Имя", "Код #", "Аня"]
    assert sheet.tables["t_other"].ref == "C4:D6"


def test_a_text_beyond_the_limit_is_cut_with_a_mark_and_reported_with_sheet_and_cell(tmp_path: Path) -> None:
    with new_book(tmp_path / "a.xlsx", title="Т", today=TODAY) as book:
        write_native_table(book.page("Образец"), SHEET, sample(name=["я" * (MOST_CHARACTERS + 1), ""]), top=3)
        [problem] = book.problems
    assert (problem.sheet, problem.row, problem.column) == ("Образец", 5, "B")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["Образец"]
    assert sheet["B5"].value.endswith("(обрезано: ячейка вмещает 32 767 знаков)")


def test_what_the_library_would_skip_with_a_warning_is_refused_with_sheet_and_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("old")

    def write_too_far() -> None:
        with new_book(path, title="Т", today=TODAY) as book:
            page = book.page("Образец")
            page.put(MOST_ROWS, 0, "за краем", book.styles.format())

    with pytest.raises(WriteRefused, match="Лист «Образец», ячейка A1048577"):
        write_too_far()
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_warning_of_the_library_is_a_refusal_too(tmp_path: Path) -> None:
    def write_bad_list() -> None:
        with new_book(tmp_path / "a.xlsx", title="Т", today=TODAY) as book:
            page = book.page("Образец")
            book.at = ("Образец", 4, 2)
            page.check(page.sheet.data_validation(4, 2, 4, 2, {"validate": "list", "source": ["x" * 300]}))

    with pytest.raises(WriteRefused, match="ячейка C5"):
        write_bad_list()
    assert list(tmp_path.iterdir()) == []


def test_a_sheet_of_exactly_all_rows_is_allowed_and_one_more_is_refused_by_name() -> None:
    require_rows({"Клиенты": MOST_ROWS - 4}, 4)
    with pytest.raises(WriteRefused, match="«Клиенты» получилось бы 1 048 573 строк") as refused:
        require_rows({"Неделя": 5, "Клиенты": MOST_ROWS - 3}, 4)
    assert "1 048 572" in refused.value.allowed


def test_a_disk_that_fills_up_while_the_parts_are_packed_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("old")

    def fill_up(_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(xlsxwriter.Workbook, "_store_workbook", fill_up)
    with pytest.raises(WriteRefused, match="на диске нет места"):
        write(path, sample())
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.xlsx"]
