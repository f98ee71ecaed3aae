"""The same report gives the same lines in whatever format it was saved, with the levels that the format keeps."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.export import ReadLines, read_export
from tests.support import ods_book, reports_b, reports_d, reports_e
from tests.support.biff5_book import write_biff5
from tests.support.drawn_report import DrawnReport
from tests.support.xlsb_book import write_xlsb

DRAWN = {"B": reports_b.draw(), "D": reports_d.draw(), "E": reports_e.draw()}


def as_xls(path: Path, drawing: DrawnReport) -> Path:
    return write_biff5(path, {drawing.sheet: _cells(drawing)}, levels=dict(enumerate(drawing.outlines)))


def as_old_xls(path: Path, drawing: DrawnReport) -> Path:
    return as_xls(path, drawing.flat())


def as_xlsb(path: Path, drawing: DrawnReport) -> Path:
    levels, indents = dict(enumerate(drawing.outlines)), drawing.indents
    return write_xlsb(path, {drawing.sheet: _cells(drawing)}, levels=levels, indents=indents, merges=drawing.merges)


def as_ods(path: Path, drawing: DrawnReport) -> Path:
    rows = "".join(ods_book.row("".join(map(_ods_cell, row)) or ods_book.blank()) for row in drawing.rows)
    return ods_book.write_ods(path, ods_book.table(rows, drawing.sheet))


@pytest.mark.parametrize(
    ("key", "write", "suffix"),
    [
        *((key, write, suffix) for key in DRAWN for write, suffix in ((as_xls, "xls"), (as_xlsb, "xlsb"))),
        ("B", as_ods, "ods"),
        ("E", as_ods, "ods"),
        ("B", as_old_xls, "xls"),
        ("E", as_old_xls, "xls"),
    ],
)
def test_a_report_is_the_same_in_another_format(key, write, suffix, tmp_path):
    expected = read_export(DRAWN[key].write(tmp_path / "report.xlsx"))
    found = read_export(write(tmp_path / f"report.{suffix}", DRAWN[key]))
    assert isinstance(expected, ReadLines)
    assert found.lines.equals(expected.lines)


def test_managers_across_in_an_old_xls_without_levels_are_refused(tmp_path):
    with pytest.raises(BadFile, match="не видно уровней"):
        read_export(as_old_xls(tmp_path / "report.xls", DRAWN["D"]))


def _cells(drawing: DrawnReport) -> list[list[str | float | None]]:
    return [[float(cell) if isinstance(cell, int) else cell for cell in row] for row in drawing.rows]


def _ods_cell(value: str | float | None) -> str:
    if isinstance(value, str):
        spaces = len(value) - len(value.lstrip())
        return ods_book.text(f'<text:s text:c="{spaces}"/>{escape(value.lstrip())}' if spaces else escape(value))
    return ods_book.blank() if value is None else ods_book.number(value)
