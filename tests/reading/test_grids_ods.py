"""OpenDocument spreadsheets: the same grid as an .xlsx gives; repetitions that would fill the memory are refused."""

from __future__ import annotations

import time
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.export import read_export
from clientbase_xl.reading.grids.ods_styles import Styles
from clientbase_xl.reading.open_file import open_source
from clientbase_xl.reading.raw import GridSource
from clientbase_xl.reading.report_grid import CellError, Merge, ReportGrid
from tests.support.ods_book import blank, day, number, row, table, text, write_ods

MOMENT = datetime.fromisoformat("2026-01-05T12:30")
REPEATED = 'table:number-columns-repeated="{}"'


def style(name: str, inner: str, parent: str = "") -> str:
    return f'<style:style style:name="{name}" style:parent-style-name="{parent}">{inner}</style:style>'


def margin(length: str) -> str:
    return f'<style:paragraph-properties fo:margin-left="{length}"/>'


def grid_of(path: Path, sheet: str = "Отчёт") -> ReportGrid:
    source = open_source(path)
    assert isinstance(source, GridSource)
    return source.grid(sheet)


def first_row(tmp_path: Path, cells: str) -> tuple[object, ...]:
    return grid_of(write_ods(tmp_path / "a.ods", table(row(cells)))).rows[0]


def test_levels_indents_merges_and_hidden_sheets_come_out(tmp_path: Path) -> None:
    groups = (
        row(
            text("Отчёт", 'table:number-columns-spanned="3" table:number-rows-spanned="2"')
            + "<table:covered-table-cell/>"
        )
        + row(blank())
        + "<table:table-row-group>"
        + row(text("Группа", 'table:style-name="one"') + number(10))
        + "<table:table-row-group>"
        + row(text("Лист", 'table:style-name="two"') + number(4))
        + "</table:table-row-group>"
        + row(blank() + number(6))
        + "</table:table-row-group>"
        + row(text("Итого") + number(10))
    )
    styles = style("one", margin("0.1043in")) + style("two", margin("0.2083in"))
    styles += style("off", '<style:table-properties table:display="false"/>')
    column = '<table:table-column table:default-cell-style-name="two"/><table:table-column/>'
    path = write_ods(
        tmp_path / "a.ods", table(groups) + table(column + row(text("х")), "Скрытый", "off"), styles=styles
    )
    assert grid_of(path) == ReportGrid(
        "Отчёт",
        (("Отчёт",), (), ("Группа", 10.0), ("Лист", 4.0), (None, 6.0), ("Итого", 10.0)),
        (0, 0, 1, 2, 1, 0),
        {(2, 0): 1, (3, 0): 2},
        (Merge(0, 0, 1, 2),),
    )
    assert grid_of(path, "Скрытый") == ReportGrid("Скрытый", (("х",),), (0,), {(0, 0): 2}, (), is_hidden=True)
    assert [(peek.sheet, peek.is_hidden, len(peek.rows)) for peek in open_source(path).peeks()] == [
        ("Отчёт", False, 6),
        ("Скрытый", True, 1),
    ]


@pytest.mark.parametrize(
    ("lengths", "steps"),
    [
        (("0.1043in", "0.2083in", "0.4165in"), (1, 2, 4)),
        (("7.5pt", "15pt"), (1, 2)),
        (("0.2083in", "0.4165in", "0.6252in"), (2, 4, 6)),
        (("0.353cm", "0.706cm", "10.59mm"), (1, 2, 3)),
        (("0cm", "много"), (0, 0)),
    ],
)
def test_margins_become_steps_measured_by_the_least_of_them(lengths: tuple[str, ...], steps: tuple[int, ...]) -> None:
    styles = Styles()
    for length in lengths:
        styles.start("style:style", {"style:name": length})
        styles.start("style:paragraph-properties", {"fo:margin-left": length})
    assert tuple(styles.indents().get(length, 0) for length in lengths) == steps


def test_a_style_has_the_indent_of_its_parent_even_if_parents_turn_in_circles(tmp_path: Path) -> None:
    styles = style("a", "", "b") + style("b", margin("10pt")) + style("c", "", "d") + style("d", "", "c")
    cells = text("да", 'table:style-name="a"') + text("нет", 'table:style-name="c"')
    assert grid_of(write_ods(tmp_path / "a.ods", table(row(cells)), styles=styles)).indents == {(0, 0): 1}


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (text('<text:s text:c="2"/>стр <text:s/>x <text:span>и</text:span>'), "  стр  x и"),
        (text("\n   а\n  б "), "а б"),
        (text("а</text:p><text:p>б"), "а\nб"),
        (text("<text:s/>"), None),
        (text("а<text:line-break/>б<text:tab/>в"), "а\nб\tв"),
        (
            '<table:table-cell office:value-type="string"><office:annotation>'
            "<text:p>заметка</text:p></office:annotation><draw:frame><text:p>надпись</text:p></draw:frame><text:p>007</text:p></table:table-cell>",
            "007",
        ),
        (number("-0.5"), -0.5),
        (
            '<table:table-cell office:value-type="percentage" office:value="0.5"/>',
            0.5,
        ),
        ('<table:table-cell office:value-type="currency" office:value="9.99"/>', 9.99),
        (day("2026-01-05T12:30:00"), MOMENT),
        (day("12026-01-05"), "12026-01-05"),
        ('<table:table-cell office:value-type="time" office:time-value="PT12H00M00S"/>', 0.5),
        ('<table:table-cell office:value-type="time" office:time-value="-P1DT12H"/>', -1.5),
        ('<table:table-cell office:value-type="boolean" office:boolean-value="true"/>', True),
        (
            '<table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error">'
            "<text:p>#DIV/0!</text:p></table:table-cell>",
            CellError("#DIV/0!"),
        ),
        ('<table:table-cell office:value-type="string" office:string-value="а"/>', "а"),
        (number("inf"), CellError("#NUM!")),
    ],
)
def test_every_kind_of_cell_is_read(tmp_path: Path, cell: str, value: object) -> None:
    assert first_row(tmp_path, cell + number(1)) == (value, 1.0)


def test_repeated_cells_and_rows_are_repeated(tmp_path: Path) -> None:
    cells = blank(REPEATED.format(2)) + number(7, REPEATED.format(3)) + blank(REPEATED.format(10**9))
    rows = row(blank(), repeated=3) + row(cells, repeated=2) + row(blank(), repeated=10**9)
    found = grid_of(write_ods(tmp_path / "a.ods", table(rows)))
    assert found.rows == ((), (), (), (None, None, 7.0, 7.0, 7.0), (None, None, 7.0, 7.0, 7.0))


@pytest.mark.parametrize(
    "rows",
    [
        row(number(1, REPEATED.format(10**9))),
        row(number(1), repeated=10**9),
        row(number(1, REPEATED.format(16_000)), repeated=1_000_000),
        row(blank(REPEATED.format(10**12)) + number(1)),
        row(blank(), repeated=10**12) + row(number(1)),
        row(number(1, REPEATED.format("0"))),
        row(number("один")),
        '<table:table-row><table:table-cell office:value-type="time" office:time-value="полдень"/></table:table-row>',
    ],
)
def test_repetitions_without_end_and_nonsense_are_refused_at_once(tmp_path: Path, rows: str) -> None:
    path = write_ods(tmp_path / "a.ods", table(rows))
    began = time.process_time()
    with pytest.raises(BadFile):
        grid_of(path)
    assert time.process_time() - began < 5


def test_tables_that_are_no_sheets_are_passed_over(tmp_path: Path) -> None:
    inner = table(row(text("вложенная")), "Внутри")
    rows = row(f"<table:table-cell>{inner}<text:p>снаружи</text:p></table:table-cell>")
    changes = (
        "<table:tracked-changes><table:table-cell><text:p>прежнее</text:p></table:table-cell></table:tracked-changes>"
    )
    path = write_ods(tmp_path / "a.ods", changes + table(rows))
    assert [peek.rows for peek in open_source(path).peeks()] == [(("снаружи",),)]


def test_a_flat_table_becomes_lines(tmp_path: Path) -> None:
    heading = row("".join(map(text, ("Дата", "Клиент", "Количество", "Сумма"))))
    lines = row(day("2026-01-05") + text("А") + number(1) + number("10.5"), repeated=2)
    found = read_export(write_ods(tmp_path / "a.ods", table(heading + lines)))
    assert found.lines["amount_rub"].to_pylist() == [10.5, 10.5]


def test_a_password_and_other_documents_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    with pytest.raises(BadFile, match="паролем"):
        open_source(write_ods(path, table(""), manifest="<m:encryption-data/>"))
    with pytest.raises(BadFile, match="не таблица"):
        open_source(write_ods(path, table(""), mimetype="application/vnd.oasis.opendocument.text"))


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    path = write_ods(tmp_path / "a.ods", table(row(text("а"))))
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", b'<!DOCTYPE a [<!ENTITY b "c">]>' + content)
    with pytest.raises(BadFile, match="повреждена"):
        grid_of(path)
