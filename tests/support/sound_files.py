"""One sound file of every kind that is read: flat tables in every format, and every 1C layout."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from clientbase_xl.reading.report_grid import Cell
from tests.support import ods_book, reports_a, reports_b, reports_d, reports_e, reports_f
from tests.support.biff5_book import write_biff5
from tests.support.xlsb_book import write_xlsb

HEADING = ("Дата", "Документ", "Код клиента", "Клиент", "Менеджер", "Артикул", "Количество", "Сумма")
FIRST = date(2026, 1, 1)
COUNT = 60


def rows() -> list[tuple[Cell, ...]]:
    """Return lines of sales."""
    return [
        (
            datetime.combine(FIRST + timedelta(days=number % 28), datetime.min.time()),
            f"Р-{number // 3}",
            f"К{number % 7}",
            f"Клиент {number % 7}",
            "Ветров",
            f"А-{number % 5}",
            float(number % 9 + 1),
            number * 1.5 + 10,
        )
        for number in range(COUNT)
    ]


def write_all(folder: Path) -> list[Path]:
    """Write the files into a folder and return them."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = {
        "b": reports_b.draw(),
        "d": reports_d.draw(),
        "e": reports_e.draw(),
        "f": reports_f.settlements(reports_f.sample()),
    }
    files = [one.write(folder / f"{name}.xlsx") for name, one in drawn.items()]
    groups = reports_a.invented(3, 8, 3)
    files.append(reports_a.write_report(folder / "a.xlsx", reports_a.ReportA(groups)))
    for name in ("b", "e", "f"):
        grid = drawn[name].grid()
        levels = dict(enumerate(grid.outline_levels))
        sheets = {grid.sheet: grid.rows}
        files.append(
            write_xlsb(folder / f"{name}.xlsb", sheets, levels=levels, indents=grid.indents, merges=grid.merges)
        )
        files.append(write_biff5(folder / f"{name}.xls", sheets, levels=levels))
        files.append(_write_ods(folder / f"{name}.ods", grid.rows))
    table = [HEADING, *rows()]
    files.append(_write_xlsx(folder / "flat.xlsx", table))
    files.append(write_xlsb(folder / "flat.xlsb", {"Продажи": table}))
    files.append(write_biff5(folder / "flat.xls", {"Продажи": table}))
    files.append(write_biff5(folder / "bare.xls", {"Продажи": table}, is_bare=True))
    files.append(_write_ods(folder / "flat.ods", table))
    text = "".join(";".join(map(_shown, row)) + "\n" for row in table)
    for name, encoding in (("flat", "utf-8-sig"), ("cp1251", "cp1251")):
        files.append(folder / f"{name}.csv")
        files[-1].write_bytes(text.encode(encoding))
    files.append(folder / "flat.parquet")
    columns = zip(*table[1:], strict=True)
    pq.write_table(pa.table({name: list(column) for name, column in zip(HEADING, columns, strict=True)}), files[-1])
    return files


def _write_xlsx(path: Path, table: Sequence[Sequence[Cell]]) -> Path:
    book = xlsxwriter.Workbook(path, {"default_date_format": "dd.mm.yyyy", "in_memory": True})
    sheet = book.add_worksheet("Продажи")
    for place, row in enumerate(table):
        sheet.write_row(place, 0, row)
    book.close()
    return path


def _write_ods(path: Path, table: Sequence[Sequence[Cell]]) -> Path:
    return ods_book.write_ods(path, ods_book.table("".join(ods_book.row("".join(map(_cell, row))) for row in table)))


def _cell(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return ods_book.day(f"{cell:%Y-%m-%d}")
    if isinstance(cell, float | int):
        return ods_book.number(cell)
    if cell is None:
        return ods_book.blank()
    text = str(cell).lstrip(" ")
    return ods_book.text(f'<text:s text:c="{len(str(cell)) - len(text)}"/>{text}')


def _shown(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{cell:%d.%m.%Y}"
    return str(cell).replace(".", ",") if isinstance(cell, float) else str(cell)
