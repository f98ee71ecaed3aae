"""One stray cell must not cost all the memory there is."""

from __future__ import annotations

import zipfile

import pytest
import xlsxwriter

from clientbase_xl.errors import BadFile
from clientbase_xl.reading import sheet_extent
from clientbase_xl.reading.export import read_export
from clientbase_xl.reading.sheet_extent import MAX_CELLS, check_extents, column_number, extent
from tests.support.trial import MEMORY_MAX, Job, try_files

ROWS = [["Дата", "Клиент", "Количество", "Сумма"], ["05.01.2026", "А", 1, 1]]


def stray(path, row, column, value="x"):
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    for index, cells in enumerate(ROWS):
        sheet.write_row(index, 0, cells)
    if value:
        sheet.write(row - 1, column - 1, value)
    else:
        sheet.write_blank(row - 1, column - 1, None, book.add_format({"bold": True}))
    book.close()
    return path


def found_extent(path):
    with zipfile.ZipFile(path) as archive:
        return extent(archive, archive.getinfo("xl/worksheets/sheet1.xml"))


@pytest.mark.parametrize(("letters", "number"), [(b"A", 1), (b"Z", 26), (b"AA", 27), (b"XFD", 16_384)])
def test_columns_are_numbered_as_spreadsheets_do(letters, number):
    assert column_number(letters) == number


def test_a_cell_in_the_far_corner_is_refused_with_its_extent(tmp_path):
    with pytest.raises(BadFile) as refused:
        read_export(stray(tmp_path / "a.xlsx", 1_048_576, 16_384))
    assert "1048576 строк × 16384 столбцов" in refused.value.found
    assert "Ctrl+End" in refused.value.remedy


@pytest.mark.long
def test_a_formatted_but_empty_cell_far_away_does_no_harm(tmp_path):
    path = stray(tmp_path / "a.xlsx", 1_048_576, 16_384, value="")
    assert read_export(path).count_read == 1


def test_a_note_beside_the_table_does_no_harm(tmp_path):
    assert read_export(stray(tmp_path / "a.xlsx", 2000, 60)).count_read == 1


@pytest.mark.parametrize(("row", "is_refused"), [(MAX_CELLS // 16_000, False), (MAX_CELLS // 16_000 + 1, True)])
def test_a_hundred_million_cells_pass_and_more_are_refused(tmp_path, row, is_refused):
    path = stray(tmp_path / "a.xlsx", row, 16_000)
    if is_refused:
        with pytest.raises(BadFile):
            check_extents(path)
    else:
        check_extents(path)


@pytest.mark.parametrize("chunk", [64, 100, 1000])
def test_the_extent_does_not_depend_on_where_the_text_is_cut(tmp_path, monkeypatch, chunk):
    path = stray(tmp_path / "a.xlsx", 700, 80)
    monkeypatch.setattr(sheet_extent, "CHUNK_BYTES", chunk)
    assert found_extent(path) == (700, 80)


def test_a_large_sheet_is_trusted_when_it_declares_a_modest_extent(tmp_path, monkeypatch):
    path = stray(tmp_path / "a.xlsx", 50, 6)
    monkeypatch.setattr(sheet_extent, "SCANNED_BYTES", 10)
    assert found_extent(path) == (50, 6)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("beginning", ['<c r="A1" ', "<row ", '<row r="1" ', '<dimension ref="A1" ', "<c "])
def test_a_sheet_of_beginnings_of_tags_is_searched_at_once(tmp_path, beginning):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", beginning * 20_000)
    check_extents(path)


@pytest.mark.parametrize("place", ["ZZZZZ9", "zzzzz9", "B104857600"])
def test_places_that_only_the_reader_takes_count_too(tmp_path, place):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        cells = f'<row r="1"><c r="A1"><v>1</v></c><c r="{place}"><v>1</v></c></row><row r="9"/>'
        archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{cells}</sheetData></worksheet>")
    with pytest.raises(BadFile) as refused:
        check_extents(path)
    assert "Ctrl+End" in refused.value.remedy


@pytest.mark.slow
def test_the_widest_sheet_that_passes_stays_below_two_gigabytes(tmp_path):
    path = stray(tmp_path / "a.xlsx", 1_048_576, MAX_CELLS // 1_048_576)
    tried, verified = try_files([Job("stray", str(path))], tmp_path / "проба")
    assert not tried.broken
    assert tried.outcome == "продажи"
    assert MEMORY_MAX // 2 < tried.memory_bytes <= MEMORY_MAX
    assert not verified.broken
