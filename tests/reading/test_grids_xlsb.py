"""Binary workbooks: the same grid as an .xlsx gives, and the same values as another library finds in them."""

from __future__ import annotations

import struct
import zipfile
from datetime import datetime
from pathlib import Path

import fastexcel
import pytest

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.export import read_export
from clientbase_xl.reading.grids.xlsb import _short_number
from clientbase_xl.reading.open_file import open_source
from clientbase_xl.reading.raw import GridSource
from clientbase_xl.reading.report_grid import CellError, Merge, ReportGrid
from tests.support.xlsb_book import record, text, write_xlsb

DAY = datetime.fromisoformat("2026-01-05T12:30")
ROWS = (
    ("Отчёт",),
    (),
    ("Группа", 10.0, None, 0.1, -5.0, 1e300),
    ("007", DAY, True, False, CellError("#DIV/0!"), " край"),
)
SHEET = "xl/worksheets/sheet1.bin"


def book(tmp_path: Path) -> Path:
    return write_xlsb(
        tmp_path / "a.xlsb",
        {"Отчёт": ROWS, "Скрытый": (("х",),)},
        levels={3: 1},
        indents={(3, 0): 2},
        merges=[Merge(0, 0, 0, 2)],
        hidden=["Скрытый"],
    )


def grid_of(path: Path) -> ReportGrid:
    source = open_source(path)
    assert isinstance(source, GridSource)
    return source.grid("Отчёт")


def with_sheet(path: Path, *records: bytes) -> Path:
    """Give the first sheet other cells."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[SHEET] = record(129) + record(145) + b"".join(records) + record(146) + record(130)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def row(number: int = 0, level: int = 0) -> bytes:
    return record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, level, 0, 0))


def test_values_levels_indents_and_merges_come_out(tmp_path: Path) -> None:
    assert grid_of(book(tmp_path)) == ReportGrid("Отчёт", ROWS, (0, 0, 0, 1), {(3, 0): 2}, (Merge(0, 0, 0, 2),))
    assert [(peek.sheet, peek.is_hidden) for peek in open_source(book(tmp_path)).peeks()] == [
        ("Отчёт", False),
        ("Скрытый", True),
    ]


def test_another_library_finds_the_same_values_in_it(tmp_path: Path) -> None:
    found = fastexcel.read_excel(book(tmp_path))
    assert found.sheet_names == ["Отчёт", "Скрытый"]
    columns = found.load_sheet(0, header_row=None, skip_rows=0, dtypes="string").to_arrow().columns
    assert [column.to_pylist()[3] for column in columns] == [
        "007",
        "2026-01-05 12:30:00",
        "true",
        "false",
        None,
        " край",
    ]


def test_a_flat_table_becomes_lines_with_its_errors_named(tmp_path: Path) -> None:
    rows = [("Дата", "Клиент", "Количество", "Сумма"), (DAY, "А", 1.0, 10.5), (DAY, 7.0, 2.0, CellError("#N/A"))]
    found = read_export(write_xlsb(tmp_path / "a.xlsb", {"Продажи": rows}))
    assert found.lines["client_code"].to_pylist() == ["А"]
    assert found.excluded
    assert any(problem.value == "#N/A" and problem.row == 3 for problem in found.problems)


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        (struct.pack("<i", -5 << 2 | 2), -5.0),
        (struct.pack("<i", 12_345 << 2 | 3), 123.45),
        (struct.pack("<d", 1.5)[4:], 1.5),
        (bytes((struct.pack("<d", 150.0)[4] | 1,)) + struct.pack("<d", 150.0)[5:], 1.5),
    ],
)
def test_short_numbers_are_read_in_their_four_ways(raw: bytes, number: float) -> None:
    assert _short_number(bytes(8) + raw) == number


def test_records_of_formulas_and_without_a_column_are_read(tmp_path: Path) -> None:
    place = [struct.pack("<II", column, 0) for column in range(8)]
    path = with_sheet(
        book(tmp_path),
        row(1, level=3),
        record(8, place[0] + text("да ") + b"\0" * 6),
        record(9, place[1] + struct.pack("<d", 2.5)),
        record(10, place[2] + b"\1"),
        record(11, place[3] + b"\x2a"),
        record(6, place[4] + text("т")),
        record(62, place[5] + b"\0" + text("ж")),
        record(16, struct.pack("<I", 0) + struct.pack("<d", 4.0)),
    )
    grid = grid_of(path)
    assert grid.rows == ((), ("да", 2.5, True, CellError("#N/A"), "т", "ж", 4.0))
    assert grid.outline_levels == (0, 3)


@pytest.mark.parametrize(
    "records",
    [
        (row(5), row(5)),
        (row(2_000_000),),
        (record(5, struct.pack("<IId", 0, 0, 1.0)),),
        (row(), record(5, struct.pack("<IId", 20_000, 0, 1.0))),
        (row(), record(5, struct.pack("<II", 0, 0))),
        (row(), record(7, struct.pack("<III", 0, 0, 999))),
        (row(), record(6, struct.pack("<III", 0, 0, 0x7FFFFFFF))),
        (record(0, b""),),
        (b"\x05\xff\xff\xff\x7f",),
        (b"\x05\xff",),
    ],
)
def test_records_that_contradict_the_format_are_refused(tmp_path: Path, records: tuple[bytes, ...]) -> None:
    with pytest.raises(BadFile, match="повреждена"):
        grid_of(with_sheet(book(tmp_path), *records))


def test_parts_that_are_missing_or_broken_refuse_the_workbook(tmp_path: Path) -> None:
    path = book(tmp_path)
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for broken in (SHEET, "xl/workbook.bin", "xl/_rels/workbook.bin.rels", "xl/sharedStrings.bin"):
        for content in (None, b"", b"\xff" * 7):
            with zipfile.ZipFile(path, "w") as archive:
                for name, old in members.items():
                    if name != broken or content is not None:
                        archive.writestr(name, content or b"" if name == broken else old)
            with pytest.raises(BadFile):
                read_export(path)
