"""CSV files as sources of rows: every cell stays text until the whole column is judged.

The careful way holds the whole text. Sales are read by blocks (csv_table) wherever nothing is in doubt, with the
same result.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.csv_blocks import BlockReader, NotPlain
from clientbase_xl.reading.csv_table import CsvTable, Shape
from clientbase_xl.reading.csv_text import decode, one_byte_encoding, sample
from clientbase_xl.reading.header import recognised_count
from clientbase_xl.reading.raw import Hints, Peek, RawTable

DELIMITERS = (";", ",", "\t", "|")
PEEK_ROWS = 50
ALLOWED = "CSV с разделителем «;», «,», «|» или табуляцией и одинаковым числом полей в строках"
FIELD_LIMIT = 10_000_000
SAMPLE_BYTES = 4 * 1024**2


class CsvSource:
    """A CSV file, decoded and with its delimiter found."""

    has_typed_cells = False

    def __init__(self, path: Path) -> None:
        """Decode the file, or its beginning if it is large; BadFile: no readable text, or one column only."""
        self.name = path.name
        self.content_sha256 = ""
        self._path = path
        csv.field_size_limit(FIELD_LIMIT)
        with path.open("rb") as file:
            data = file.read(SAMPLE_BYTES + 1)
        found = sample(data[:SAMPLE_BYTES]) if len(data) > SAMPLE_BYTES else None
        if found and (not found[0].strip() or min(len(_head(found[0], mark)) for mark in DELIMITERS) < PEEK_ROWS):
            found = None
        self._head_text, encoding = found or (self._text, "")
        self._encodings = (encoding,) if found else ("utf-8", one_byte_encoding(data))
        if not self._head_text.strip():
            raise BadFile(f"Файл «{path.name}» пуст: в нём нет строк.", ALLOWED, "Выгрузите продажи заново.")
        self.delimiter = _delimiter(self._head_text)
        if not self.delimiter:
            raise BadFile(
                f"В файле «{path.name}» один столбец: разделитель полей не найден.",
                ALLOWED,
                "Выгрузите CSV с разделителем «;».",
            )

    @cached_property
    def _text(self) -> str:
        text = decode(self.name, self._path.read_bytes())
        if not text.startswith(getattr(self, "_head_text", "")):
            raise BadFile(
                f"В файле «{self.name}» смешаны кодировки: начало и продолжение записаны по-разному.",
                ALLOWED,
                "Выгрузите файл заново одной программой.",
            )
        return text

    def peeks(self) -> Sequence[Peek]:
        """Return the first 50 records."""
        return (Peek("", tuple(tuple(row) for row in _head(self._head_text, self.delimiter))),)

    def load(self, sheet: str, header_row: int, positions: Sequence[int]) -> RawTable:
        """Return the columns at these positions below the header record.

        Short records are completed with empty fields only when they hold one value (a total, a signature);
        BadFile names the first other record whose number of fields differs from the header's.
        """
        header = _head(self._head_text, self.delimiter)[header_row]
        if fast := self._load_fast(sheet, header_row, len(header), positions):
            return fast
        return self._load_ragged(sheet, header_row, len(header), positions)

    def load_hinted(self, sheet: str, header_row: int, positions: Sequence[int], hints: Hints) -> RawTable:
        """Return what `load` returns, block by block and typed by the hints where every cell surely is so.

        Leaves the hash of the file's bytes in `content_sha256`; empty when the careful way had to be gone.
        """
        header = csv.reader(io.StringIO(self._head_text), delimiter=self.delimiter)
        width = len([next(header) for _ in range(header_row + 1)][header_row])
        shape = Shape(self.delimiter, width, lambda row, number: _fit(self.name, row, width, number))
        for encoding in self._encodings:
            reader = BlockReader(self._path, encoding, self.delimiter)
            table = CsvTable(reader, shape, hints, {position: [] for position in positions})
            try:
                loaded = table.load(sheet, header_row, header.line_num)
            except NotPlain:
                continue
            self.content_sha256 = reader.content_sha256
            return loaded
        return self.load(sheet, header_row, positions)

    def _load_fast(self, sheet: str, header_row: int, width: int, positions: Sequence[int]) -> RawTable | None:
        """Return None when some record is not as wide as the header."""
        reader = csv.reader(io.StringIO(self._text), delimiter=self.delimiter)
        for _ in range(header_row + 1):
            next(reader)
        names = [str(position) for position in range(width)]
        try:
            table = pa_csv.read_csv(
                pa.BufferReader(self._text.encode("utf-8")),
                read_options=pa_csv.ReadOptions(column_names=names, skip_rows=reader.line_num),
                parse_options=pa_csv.ParseOptions(
                    delimiter=self.delimiter, newlines_in_values=True, ignore_empty_lines=False
                ),
                convert_options=pa_csv.ConvertOptions(
                    column_types=dict.fromkeys(names, pa.string()),
                    include_columns=[str(position) for position in positions],
                    strings_can_be_null=False,
                ),
            )
        except pa.ArrowInvalid:
            return None
        table = table.combine_chunks()
        columns = {
            position: table.column(str(position)).chunk(0) if table.num_rows else pa.nulls(0, pa.string())
            for position in positions
        }
        first = header_row + 2
        numbers = np.arange(first, first + table.num_rows, dtype=np.int64)
        return RawTable(columns, numbers, sheet_starts=((0, sheet),))

    def _load_ragged(self, sheet: str, header_row: int, width: int, positions: Sequence[int]) -> RawTable:
        rows: list[list[str]] = []
        numbers: list[int] = []
        try:
            for number, row in enumerate(csv.reader(io.StringIO(self._text), delimiter=self.delimiter), start=1):
                if number <= header_row + 1 or not any(cell.strip() for cell in row):
                    continue
                rows.append(_fit(self.name, row, width, number))
                numbers.append(number)
        except csv.Error as error:
            raise BadFile(f"Файл «{self.name}» не разобран: {error}.", ALLOWED, "Выгрузите файл заново.") from error
        columns = {position: pa.array([row[position] for row in rows], pa.string()) for position in positions}
        return RawTable(columns, np.array(numbers, dtype=np.int64), sheet_starts=((0, sheet),))


def _fit(name: str, row: list[str], width: int, number: int) -> list[str]:
    if len(row) == width:
        return row
    filled = [cell for cell in row if cell.strip()]
    if len(row) < width and (len(filled) == 1 or row[0].strip().casefold().startswith(("итого", "всего"))):
        return row + [""] * (width - len(row))
    if len(row) > width and not any(cell.strip() for cell in row[width:]):
        return row[:width]
    raise BadFile(
        f"В файле «{name}», строка {number}: полей {len(row)}, а в заголовке {width}.",
        ALLOWED,
        "Выгрузите файл заново: значения с разделителем внутри должны стоять в кавычках.",
    )


def _head(text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(islice(csv.reader(io.StringIO(text), delimiter=delimiter), PEEK_ROWS))
    except csv.Error:
        return []


def _delimiter(text: str) -> str:
    """Return the delimiter under which a header is recognised best, else the most columns; empty if none splits."""
    scored = []
    for delimiter in DELIMITERS:
        rows = _head(text, delimiter)
        widest = max((len(row) for row in rows), default=0)
        if widest > 1:
            scored.append((max(recognised_count(row) for row in rows), widest, delimiter))
    return max(scored, key=lambda score: score[:2])[2] if scored else ""
