"""Parquet files as sources of rows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.archive_guard import ALLOWED
from clientbase_xl.reading.raw import Peek, RawTable


class ParquetSource:
    """A Parquet file: its schema is the header, its rows are numbered from 1."""

    has_typed_cells = False

    def __init__(self, path: Path) -> None:
        """Open the file; BadFile when it is damaged."""
        self.name = path.name
        try:
            self._file = pq.ParquetFile(path)
            self._names = tuple(self._file.schema_arrow.names)
        except (pa.ArrowException, OSError, ValueError) as error:
            raise _damaged(path.name) from error

    def peeks(self) -> Sequence[Peek]:
        """Return the column names as the only row."""
        return (Peek("", (self._names,)),)

    def load(self, sheet: str, header_row: int, positions: Sequence[int]) -> RawTable:
        """Return the columns at these positions; BadFile when data pages are damaged or a column is nested."""
        del header_row
        try:
            table = self._file.read(columns=[self._names[position] for position in positions])
            # Damaged pages may give texts that are no UTF-8; they would fail only later, in the middle of a column.
            table.validate(full=True)
        except (pa.ArrowException, OSError, ValueError) as error:
            raise _damaged(self.name) from error
        columns = {position: _plain(table.column(self._names[position]), self.name) for position in positions}
        return RawTable(columns, np.arange(1, table.num_rows + 1, dtype=np.int64), sheet_starts=((0, sheet),))


def _plain(column: pa.ChunkedArray, name: str) -> pa.Array:
    array = column.combine_chunks()
    if isinstance(array, pa.ChunkedArray):
        array = array.chunk(0) if array.num_chunks else pa.nulls(0, array.type)
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if pa.types.is_large_string(array.type) or pa.types.is_string_view(array.type):
        array = array.cast(pa.string())
    if pa.types.is_nested(array.type) or pa.types.is_binary(array.type) or pa.types.is_large_binary(array.type):
        raise BadFile(
            f"В файле «{name}» столбец имеет тип {array.type}.",
            "текст, числа и даты",
            "Выгрузите файл с простыми типами столбцов.",
        )
    return array


def _damaged(name: str) -> BadFile:
    return BadFile(f"Файл Parquet «{name}» повреждён или загружен не полностью.", ALLOWED, "Выгрузите файл заново.")
