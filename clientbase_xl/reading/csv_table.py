"""Sales of a CSV file of any size: block by block, numbers and days typed where every cell surely is one.

A column with any other cell is read as text and judged as a whole by the usual way; so is a file whose encoding or
quoting is doubtful (NotPlain). What people are shown of a cell is read from the file once more.
"""

from __future__ import annotations

import csv
import io
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv as pa_csv

from clientbase_xl.reading.csv_blocks import Block, BlockReader
from clientbase_xl.reading.exact_integers import as_decimals
from clientbase_xl.reading.raw import Hints, RawTable
from clientbase_xl.reading.text_bytes import Days, Hundredths, cleaned, days, hundredths

COUNT_THREADS = 2
COUNT_AHEAD = 4
HUNDREDTHS = pa.decimal128(18, 2)
Numbers = npt.NDArray[np.int64]
Cells: TypeAlias = pa.Array | Hundredths | Days
Fit = Callable[[list[str], int], list[str]]
"""Makes a record as wide as the header, given its number; BadFile when it cannot."""


@dataclass(frozen=True)
class Shape:
    """How the records of a file are cut: the delimiter, the number of fields, what is done with other records."""

    delimiter: str
    width: int
    fit: Fit

    def columns(self, data: memoryview, has_quotes: bool, positions: list[int]) -> list[pa.Array] | None:
        """Return columns of a block as the file has them; None when some record is not as wide as the header."""
        names = [str(position) for position in range(self.width)]
        wanted = [str(position) for position in positions]
        try:
            table = pa_csv.read_csv(
                pa.BufferReader(data),
                read_options=pa_csv.ReadOptions(column_names=names, use_threads=False, block_size=len(data) + 1),
                parse_options=pa_csv.ParseOptions(
                    delimiter=self.delimiter, newlines_in_values=has_quotes, ignore_empty_lines=False
                ),
                convert_options=pa_csv.ConvertOptions(
                    column_types=dict.fromkeys(wanted, pa.string()),
                    include_columns=wanted,
                    strings_can_be_null=False,
                    check_utf8=False,
                ),
                memory_pool=_pool(),
            )
        except pa.ArrowInvalid:
            return None
        return [_joined(table.column(name)) for name in wanted]

    def ragged(self, data: memoryview, positions: list[int], first_number: int) -> tuple[list[pa.Array], Numbers, int]:
        """Return columns of any block, the numbers of their records and the number of all records, blank or not."""
        rows: list[list[str]] = []
        numbers: list[int] = []
        number = first_number - 1
        text = io.StringIO(str(data, "utf-8"))
        for number, row in enumerate(csv.reader(text, delimiter=self.delimiter), first_number):
            if any(cell.strip() for cell in row):
                rows.append(self.fit(row, number))
                numbers.append(number)
        arrays = [pa.array([row[position] for row in rows], pa.string()) for position in positions]
        return arrays, np.array(numbers, dtype=np.int64), number + 1 - first_number


@dataclass
class CsvTable:
    """The blocks of one file as they come in: where each begins, and its part of each column."""

    reader: BlockReader
    shape: Shape
    hints: Hints
    parts: dict[int, list[Cells]]
    first_rows: list[int] = field(default_factory=list)
    first_numbers: list[int] = field(default_factory=list)
    blocks: list[tuple[int, int]] = field(default_factory=list)

    def load(self, sheet: str, header_row: int, skipped_lines: int) -> RawTable:
        """Return the table; NotPlain when the file must be read the careful way, BadFile for a record's width."""
        positions = list(self.parts)
        typed = set(self.hints.days | self.hints.numbers)
        row, number, numbers = 0, header_row + 2, []

        def parse(block: Block) -> tuple[Block, list[Cells] | None]:
            columns = self.shape.columns(block.data, block.has_quotes, positions)
            return block, None if columns is None else self._cells(columns, typed)

        for block, found in _in_turns(parse, self.reader.blocks(skipped_lines)):
            if found is None:
                columns, records, count = self.shape.ragged(block.data, positions, number)
                found = self._cells(columns, typed)
            else:
                count = _length(found[0])
                records = np.arange(number, number + count, dtype=np.int64)
            self.first_rows.append(row)
            self.first_numbers.append(number)
            self.blocks.append((block.first_byte, block.count_bytes))
            numbers.append(records)
            row, number = row + len(records), number + count
            for position, cells in zip(positions, found, strict=True):
                self.parts[position].append(cells)
        return self._table(np.concatenate(numbers) if numbers else np.empty(0, dtype=np.int64), sheet)

    def _cells(self, columns: list[pa.Array], typed: set[int]) -> list[Cells]:
        """Return the cells of a block, typed where its column still is; a column that is not leaves `typed`."""
        found: list[Cells] = []
        for position, texts in zip(self.parts, columns, strict=True):
            if position not in self.hints.days | self.hints.numbers:
                found.append(cleaned(texts))
                continue
            cells = None
            if position in typed:
                cells = days(texts) if position in self.hints.days else hundredths(texts)
            if cells is None:
                typed.discard(position)
            found.append(texts if cells is None else cells)
        return found

    def _table(self, numbers: Numbers, sheet: str) -> RawTable:
        columns: dict[int, pa.Array | pa.ChunkedArray] = {}
        marked: dict[int, int] = {}
        dotted: set[int] = set()
        for position in list(self.parts):
            parts = self.parts.pop(position)
            seen = {part.mark for part in parts if isinstance(part, Hundredths) and part.mark}
            if position not in self.hints.days | self.hints.numbers:
                columns[position] = pa.chunked_array(parts, pa.string())
            elif any(isinstance(part, pa.Array) for part in parts) or len(seen) > 1:
                columns[position] = self._as_text(position, parts)
            elif position in self.hints.days:
                columns[position] = _days(parts)
                dotted.add(position)
            else:
                columns[position] = _decimals(parts)
                firsts = (
                    row + part.first_marked
                    for row, part in zip(self.first_rows, parts, strict=True)
                    if isinstance(part, Hundredths) and part.mark
                )
                if (first := next(firsts, None)) is not None:
                    marked[position] = first
        clean = frozenset(columns) - self.hints.days - self.hints.numbers
        starts = ((0, sheet),)
        return RawTable(columns, numbers, {}, starts, clean, frozenset(dotted), marked, self._original())

    def _as_text(self, position: int, parts: list[Cells]) -> pa.Array:
        texts = [
            part if isinstance(part, pa.Array) else self._again(index, position) for index, part in enumerate(parts)
        ]
        return pa.concat_arrays(texts) if texts else pa.array([], pa.string())

    def _again(self, index: int, position: int) -> pa.Array:
        data = self.reader.again(*self.blocks[index])
        columns = self.shape.columns(data, True, [position])
        return columns[0] if columns else self.shape.ragged(data, [position], self.first_numbers[index])[0][0]

    def _original(self) -> Callable[[int, int], str]:
        again = lru_cache(maxsize=4)(self._again)

        def original(position: int, row: int) -> str:
            block = bisect_right(self.first_rows, row) - 1
            return str(again(block, position)[row - self.first_rows[block]])

        return original


def _in_turns(
    parse: Callable[[Block], tuple[Block, list[Cells] | None]], blocks: Iterator[Block]
) -> Iterator[tuple[Block, list[Cells] | None]]:
    """Yield the parsed blocks in their order; the first is parsed alone: it shows which columns are typed."""
    if (first := next(blocks, None)) is None:
        return
    yield parse(first)
    with ThreadPoolExecutor(COUNT_THREADS) as pool:
        waiting: deque[Future[tuple[Block, list[Cells] | None]]] = deque()
        for block in blocks:
            waiting.append(pool.submit(parse, block))
            if len(waiting) >= COUNT_AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _pool() -> pa.MemoryPool:
    """Return the memory in which many kept blocks cost least; the library's usual one takes a fifth more time."""
    return pa.jemalloc_memory_pool() if "jemalloc" in pa.supported_memory_backends() else pa.system_memory_pool()


def _joined(column: pa.ChunkedArray) -> pa.Array:
    """Return a column of one block, which has at most one chunk unless the library decides otherwise, uncopied."""
    return column.chunk(0) if column.num_chunks == 1 else pa.concat_arrays(column.chunks or [pa.array([], pa.string())])


def _length(cells: Cells) -> int:
    return len(cells) if isinstance(cells, pa.Array) else len(cells.is_empty)


def _days(parts: list[Cells]) -> pa.Array:
    found = [part for part in parts if isinstance(part, Days)]
    if not found:
        return pa.array([], pa.date32())
    is_empty = np.concatenate([part.is_empty for part in found])
    return pa.array(np.concatenate([part.values for part in found]), mask=is_empty).cast(pa.date32())


def _decimals(parts: list[Cells]) -> pa.Array:
    found = [part for part in parts if isinstance(part, Hundredths)]
    if not found:
        return pa.array([], HUNDREDTHS)
    is_empty = np.concatenate([part.is_empty for part in found])
    return as_decimals(np.concatenate([part.values for part in found]), HUNDREDTHS, is_empty)
