"""Rows mean the same after they were lines of JSON, whatever the database keeps them as."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Column, Connection, Integer, LargeBinary, MetaData, Table, create_engine, insert, select
from sqlalchemy.types import Interval

from clientbase_xl.base.canonical_rows import NotARow, columns_there, kinds_of, lines_of_table, load_lines
from clientbase_xl.base.column_types import column_type
from clientbase_xl.base.tables import METADATA
from clientbase_xl.schemas.backup_format import KINDS
from clientbase_xl.schemas.model import Kind

VALUES: dict[Kind, list[Any]] = {
    Kind.TEXT: ["", 'ё«»\n\t"\\', "1.10", "\u2028"],
    Kind.MONEY: [Decimal("0.01"), Decimal("-9999999999999999.99"), Decimal("10.00"), None],
    Kind.QUANTITY: [Decimal("0.0001"), Decimal("99999999999999.9999"), Decimal("1.0000"), None],
    Kind.NUMBER: [0.1, 1e-300, 12345678901234567.0, None],
    Kind.INTEGER: [0, -(2**53) - 1, 2**63 - 1, None],
    Kind.DATE: [date(1, 1, 1), date(2026, 2, 28), date(9999, 12, 31), None],
    Kind.MOMENT: [
        *map(datetime.fromisoformat, ("2026-11-21T12:00:00.123456", "0001-01-01", "9999-12-31T23:59:59")),
        None,
    ],
    Kind.FLAG: [True, False, None, None],
}


def make_table(connection: Connection) -> Table:
    """Return an empty table with a column of every kind."""
    columns = [Column(kind.name.lower(), column_type(kind)) for kind in VALUES]
    table = Table("t", MetaData(), Column("id", Integer, primary_key=True), *columns, Column("bytes", LargeBinary))
    table.create(connection)
    return table


def test_every_value_comes_back_exactly() -> None:
    rows = [
        {"id": number, "bytes": bytes([0, number, 255])}
        | {kind.name.lower(): held[number] for kind, held in VALUES.items()}
        for number in range(4)
    ]
    with create_engine("sqlite://").begin() as first, create_engine("sqlite://").begin() as second:
        table = make_table(first)
        first.execute(insert(table), rows)
        lines = list(lines_of_table(first, table))
        make_table(second)
        assert columns_there(second) == {"t": {name for name, _ in kinds_of(table)}}
        assert load_lines(second, "t", kinds_of(table), lines) == 4
        assert [dict(row) for row in second.execute(select(table).order_by(table.c.id)).mappings()] == rows
        assert list(lines_of_table(second, table)) == lines


def test_every_table_of_the_base_has_kinds_that_a_backup_knows() -> None:
    assert {kind for table in METADATA.sorted_tables for _, kind in kinds_of(table)} <= set(KINDS)
    with pytest.raises(TypeError, match="no kind"):
        kinds_of(Table("t", MetaData(), Column("x", Interval)))


@pytest.mark.parametrize(
    "line",
    [
        b"{}",
        b"[]",
        b"[1]",
        b"[1,2,3]",
        b'["1","x"]',
        b"[true,null]",
        b"[1.5,null]",
        b"[1,1.5]",
        b'[1,"1,50"]',
        b"[1",
        b"\xff",
    ],
)
def test_a_line_that_is_no_row_is_refused(line: bytes) -> None:
    with create_engine("sqlite://").begin() as connection, pytest.raises(NotARow):
        load_lines(connection, "t", [("id", "integer"), ("amount", "money")], [line])
