"""A table for programs: csv, parquet or xlsx by the file's extension, headings = keys of the catalogue."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet

from clientbase_xl.errors import BadUse
from clientbase_xl.schemas.arrow import arrow_schema
from clientbase_xl.schemas.model import Column, Kind, Sheet
from clientbase_xl.writing.atomic import atomic_path
from clientbase_xl.writing.book import new_book, require_rows
from clientbase_xl.writing.series_cells import series_cells
from clientbase_xl.writing.widths import column_width

_CSV_ROWS = 10_000
EXTENSIONS = (".csv", ".parquet", ".xlsx")
_MADE_ON = date(2000, 1, 1)
"""Creation date of every table file: the same table gives the same bytes."""


def write_table(path: Path, frame: pd.DataFrame, sheet: Sheet | None) -> None:
    """Write a frame, headings = its keys, atomically (DESIGN section 6).

    csv: UTF-8, commas, point as decimal mark, ISO dates, true/false, empty for missing. parquet: types of the catalogue
    (`sheet`; money decimal). xlsx: one sheet, text never a formula, flags «да»/«нет». Columns keep their order.
    Raises BadUse for another extension, WriteRefused for what the system refuses or Excel cannot hold.
    """
    require_extension(path)
    _WRITERS[path.suffix.lower()](path, frame, sheet)


def require_extension(path: Path) -> None:
    """Raise BadUse, listing what is allowed, unless the extension names a format we write."""
    if path.suffix.lower() not in EXTENSIONS:
        raise BadUse(
            f"Неизвестное расширение файла «{path.name}».",
            ", ".join(EXTENSIONS),
            "Назовите файл с одним из этих расширений.",
        )


def to_arrow(frame: pd.DataFrame, sheet: Sheet | None) -> pa.Table:
    """Return the frame as Arrow with the catalogue's types where the catalogue knows the column."""
    known = {field.name: field.type for field in arrow_schema(sheet)} if sheet is not None else {}
    arrays = [_array(frame[key], known.get(key)) for key in frame.columns]
    return pa.table(arrays, names=[str(key) for key in frame.columns])


def _array(series: pd.Series, wanted: pa.DataType | None) -> pa.Array:
    """Return one column; money goes through rounding to kopecks, dates lose their clock."""
    if wanted is None:
        return pa.Array.from_pandas(series)
    if pa.types.is_decimal(wanted):
        numbers = pd.to_numeric(series).round(wanted.scale)
        return pa.Array.from_pandas(numbers, type=pa.float64()).cast(wanted, safe=False)
    if pa.types.is_date(wanted):
        days = [None if pd.isna(value) else pd.Timestamp(value).date() for value in series]
        return pa.array(days, type=wanted)
    if pa.types.is_integer(wanted):
        return pa.Array.from_pandas(pd.to_numeric(series).astype("Int64"), type=wanted)
    if pa.types.is_string(wanted):
        return pa.array([None if pd.isna(value) else str(value) for value in series], type=wanted)
    return pa.Array.from_pandas(series, type=wanted)


def _write_csv(path: Path, frame: pd.DataFrame, sheet: Sheet | None) -> None:
    table = to_arrow(frame, sheet)
    with atomic_path(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table.column_names)
        for batch in table.to_batches(max_chunksize=_CSV_ROWS):
            columns = [map(_csv_text, column.to_pylist()) for column in batch.columns]
            writer.writerows(zip(*columns, strict=True))


def _csv_text(value: Any) -> Any:
    """Return a value as a program reads it from text: true/false, ISO dates, nothing for missing."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and math.isnan(value):
        return None
    return value.isoformat() if isinstance(value, date) else value


def _write_parquet(path: Path, frame: pd.DataFrame, sheet: Sheet | None) -> None:
    table = to_arrow(frame, sheet)
    with atomic_path(path) as temporary:
        pa.parquet.write_table(table, temporary, compression="zstd")


def _write_xlsx(path: Path, frame: pd.DataFrame, sheet: Sheet | None) -> None:
    title = sheet.title if sheet is not None else "Таблица"
    require_rows({title: len(frame)}, 1)
    with new_book(path, title=title, today=_MADE_ON) as book:
        page = book.page(title)
        heading = book.styles.format(bold=True, bottom=1)
        for col, key in enumerate(frame.columns):
            column = sheet[key] if sheet is not None and key in sheet else Column(key, key, Kind.TEXT, "")
            cells = series_cells(frame[key], column.kind)
            form = book.styles.format(num_format=_program_code(column, frame[key]))
            page.put(0, col, str(key), heading)
            page.widen(col, max(column_width(column, cells), len(str(key)) + 2))
            for row, cell in enumerate(cells, 1):
                page.put(row, col, cell, form)
        page.sheet.freeze_panes(1, 0)


def _program_code(column: Column, series: pd.Series) -> str:
    """Return a number format that hides nothing: programs and people see every digit."""
    if column.kind in (Kind.DATE, Kind.MOMENT) or pd.api.types.is_datetime64_any_dtype(series):
        return "yyyy-mm-dd" if column.kind is not Kind.MOMENT else "yyyy-mm-dd hh:mm:ss"
    return "@" if column.kind is Kind.CODE else "General"


_WRITERS: dict[str, Callable[[Path, pd.DataFrame, Sheet | None], None]] = {
    ".csv": _write_csv,
    ".parquet": _write_parquet,
    ".xlsx": _write_xlsx,
}
