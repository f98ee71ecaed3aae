"""The same sales with the same traps in every format give the same lines and the same rows left out (EXPORTS)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from clientbase_xl.reading.export import ReadLines, read_export
from clientbase_xl.reading.report_grid import Cell
from tests.support import ods_book
from tests.support.biff5_book import write_biff5
from tests.support.xlsb_book import write_xlsb

DAY = datetime.fromisoformat("2026-01-05")
HEAD = ("Документ", "Дата", "Клиент", "Артикул", "Количество", "Сумма")
COUNT_PLAIN = 1001
Rows = Sequence[Sequence[Cell]]
# A thousand plain rows, then all that a type guessed from them would lose.
ROWS: Rows = (
    HEAD,
    *[("П-1", DAY, "Ёлка", "85123", 1.0, 10.5)] * COUNT_PLAIN,
    ("C536379", DAY, "Ёлка", "00123", -1.0, "1 234,50"),
    ("П-2", "06.01.2026", "  Ель\u00a0", "POST", 2.0, -7.0),
    ("П-3", "31.02.2026", "Ёлка", "85123", 1.0, 1.0),
    ("П-4", DAY, "Ёлка", "85123", "много", 1.0),
    ("П-5", DAY, "=cmd|' /C calc'!A0", "85123", 1.0, 0.1),
)
EXPECTED = [
    ("C536379", DAY.date(), "Ёлка", "00123", Decimal("1234.50"), True),
    ("П-2", datetime.fromisoformat("2026-01-06").date(), "Ель", "POST", Decimal("-7.00"), False),
    ("П-5", DAY.date(), "=cmd|' /C calc'!A0", "85123", Decimal("0.10"), False),
]


def xlsx(path: Path, rows: Rows) -> Path:
    book = xlsxwriter.Workbook(
        path, {"default_date_format": "dd.mm.yyyy", "in_memory": True, "strings_to_formulas": False}
    )
    sheet = book.add_worksheet("Продажи")
    for place, row in enumerate(rows):
        sheet.write_row(place, 0, row)
    book.close()
    return path


def ods(path: Path, rows: Rows) -> Path:
    def cell(value: Cell) -> str:
        if isinstance(value, datetime):
            return ods_book.day(f"{value:%Y-%m-%d}")
        return ods_book.text(value) if isinstance(value, str) else ods_book.number(str(value))

    return ods_book.write_ods(path, ods_book.table("".join(ods_book.row("".join(map(cell, row))) for row in rows)))


def texts(rows: Rows) -> list[list[str]]:
    """Return the rows as a program with Russian settings writes them."""

    def shown(value: Cell) -> str:
        if isinstance(value, datetime):
            return f"{value:%d.%m.%Y}"
        return str(value).replace(".", ",") if isinstance(value, float) else str(value)

    return [[shown(value) for value in row] for row in rows]


def csv(encoding: str) -> Callable[[Path, Rows], Path]:
    def write(path: Path, rows: Rows) -> Path:
        path.write_bytes("".join(";".join(row) + "\r\n" for row in texts(rows)).encode(encoding))
        return path

    return write


def parquet(path: Path, rows: Rows) -> Path:
    heading, *lines = texts(rows)
    pq.write_table(pa.table([pa.array(column) for column in zip(*lines, strict=True)], heading), path)
    return path


FORMATS: dict[str, tuple[str, Callable[[Path, Rows], Path]]] = {
    "xlsx": ("a.xlsx", xlsx),
    "xlsb": ("a.xlsb", lambda path, rows: write_xlsb(path, {"Продажи": rows})),
    "old 1C xls, cp1251 that nobody declares": ("a.xls", lambda path, rows: write_biff5(path, {"Продажи": rows})),
    "old xls stream without a document": ("a.xls", lambda path, rows: write_biff5(path, {"П": rows}, is_bare=True)),
    "ods": ("a.ods", ods),
    "csv of 1C": ("a.csv", csv("cp1251")),
    "csv of Excel": ("a.csv", csv("utf-8-sig")),
    "csv of an old program": ("a.csv", csv("utf-16")),
    "parquet of texts": ("a.parquet", parquet),
}


@pytest.mark.parametrize("kind", FORMATS)
def test_late_texts_codes_days_and_bad_cells_mean_the_same_in_every_format(kind: str, tmp_path: Path) -> None:
    name, write = FORMATS[kind]
    found = read_export(write(tmp_path / name, ROWS))
    assert isinstance(found, ReadLines)
    keys = ("document", "sold_on", "client_code", "sku_code", "amount_rub", "is_return")
    lines = [tuple(line[key] for key in keys) for line in found.lines.slice(COUNT_PLAIN).to_pylist()]
    assert lines == EXPECTED
    assert found.excluded == {"дата не читается": 1, "количество не читается": 1}
    # Parquet has no row of headings.
    first = COUNT_PLAIN + (1 if name.endswith("parquet") else 2)
    assert [(problem.row, problem.value) for problem in found.problems if problem.row] == [
        (first + 2, "31.02.2026"),
        (first + 3, "много"),
    ]
