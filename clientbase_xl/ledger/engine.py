"""The embedded engine: an in-memory DuckDB behind Ibis, and the one place where its failures become refusals."""

from __future__ import annotations

import os
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import duckdb
import ibis
from ibis.backends.duckdb.converter import DuckDBPyArrowData
from ibis.expr.operations import InMemoryTable, UnboundTable

from clientbase_xl.errors import BaseRefused

if TYPE_CHECKING:
    import pyarrow as pa

THREADS = 2
MEMORY_LIMIT = "1500MB"
MOST_QUERIES = 128
"""Queries whose words are kept: about twice what a workbook asks on one day."""


def connect() -> Any:
    """Return a fresh in-memory engine: nothing on disk, nothing downloaded, UTC (DESIGN section 4).

    A DuckDB file would let one writer shut out every reader; memory locks nobody. When the memory limit is
    reached the engine spills to the temporary folder of the system.
    """
    return ibis.duckdb.connect(
        threads=THREADS,
        memory_limit=MEMORY_LIMIT,
        temp_directory=str(Path(tempfile.gettempdir()) / f"clientbase-duckdb-{os.getpid()}"),
        autoinstall_known_extensions=False,
        autoload_known_extensions=False,
    )


def fetch(expression: Any) -> pa.Table:
    """Execute an Ibis table expression where its lines live and return the result as an Arrow table.

    Raises BaseRefused with the engine's reason when it fails: no memory, no disk for spilling, a part taken away.
    """
    try:
        return cast("pa.Table", _answer(expression))
    except duckdb.Error as error:
        reason = str(error).partition("\n")[0]
        raise BaseRefused(
            f"Не удалось посчитать по строкам продаж: {reason}",
            remedy="освободите память и место на диске и повторите; если не поможет, восстановите базу из копии.",
        ) from error


def _answer(expression: Any) -> Any:
    query, backend = expression.op(), expression.get_backend()
    held_tables = query.find(InMemoryTable)
    # A table in memory has a new name each time; under a name by its place the words of its query can be kept.
    given = {held: UnboundTable(f"given_{place}", held.schema) for place, held in enumerate(held_tables)}
    for held, stand_in in given.items():
        backend.con.register(stand_in.name, held.data.to_pyarrow(held.schema))
    words = _words(query.replace(given) if given else query, backend)
    found = backend.con.sql(words).to_arrow_table()
    return expression.__pyarrow_result__(found, data_mapper=DuckDBPyArrowData)


@lru_cache(MOST_QUERIES)
def _words(query: Any, backend: Any) -> str:
    """Put a query into SQL once: on a small base that takes longer than the answer, and every workbook asks the same.

    Queries are equal when they say the same of tables of the same names and columns, whatever those hold.
    """
    return str(backend.compile(query.to_expr()))


def damaged_part(name: str, *, is_missing: bool = False) -> BaseRefused:
    """Return the refusal for a part that is missing or damaged."""
    return BaseRefused(
        f"Файл продаж «{name}» в папке ledger {'не найден' if is_missing else 'повреждён'}.",
        "папка ledger меняется только программой",
        "восстановите файл из копии базы или отмените эту загрузку (clientbase imports --undo N) "
        "и загрузите выгрузку снова.",
    )
