"""The tables of the base follow from the catalogue."""

from __future__ import annotations

import pytest
from sqlalchemy import BigInteger, Boolean, Date, DateTime, Float, Integer, MetaData, Text
from sqlalchemy.dialects import postgresql, sqlite

from clientbase_xl.base.column_types import Money, Quantity, column_type
from clientbase_xl.base.tables import IMPORT_UNDOS, TABLES, make_table, stored_columns
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.clients import CLIENTS, NOT_STORED
from clientbase_xl.schemas.model import Column, Kind, Mode, Sheet

EXPECTED = {
    Kind.TEXT: Text,
    Kind.CODE: Text,
    Kind.CHOICE: Text,
    Kind.LETTER: Text,
    Kind.MONEY: Money,
    Kind.QUANTITY: Quantity,
    Kind.NUMBER: Float,
    Kind.SHARE: Float,
    Kind.INTEGER: (BigInteger, Integer),
    Kind.DATE: Date,
    Kind.MOMENT: DateTime,
    Kind.FLAG: Boolean,
}


def test_every_kind_of_the_catalogue_has_a_database_type() -> None:
    assert set(EXPECTED) == set(Kind)
    for kind, expected in EXPECTED.items():
        assert isinstance(column_type(kind), expected)


@pytest.mark.parametrize("sheet", [sheet for sheet in BY_KEY.values() if sheet.is_stored], ids=lambda sheet: sheet.key)
def test_every_stored_column_has_its_database_column_of_the_right_type(sheet: Sheet) -> None:
    columns = stored_columns(sheet)
    assert columns
    for column in columns:
        table = IMPORT_UNDOS if (sheet.key, column.key) == ("imports", "undone_at") else TABLES[sheet.key]
        assert isinstance(table.c[column.key].type, EXPECTED[column.kind]), column.key
    assert {key.name for key in TABLES[sheet.key].primary_key} >= set(sheet.key_columns)


def test_all_that_people_type_is_stored_except_the_calculator_for_the_eye() -> None:
    for sheet in BY_KEY.values():
        typed = {column.key for column in sheet.typed} - set(NOT_STORED)
        if sheet.is_stored:
            assert typed <= {column.key for column in stored_columns(sheet)}
        else:
            assert stored_columns(sheet) == ()
    assert "category_approved" in TABLES["clients"].c
    assert "what_if_profit_rub" not in TABLES["clients"].c
    assert "turnover_12m_rub" not in TABLES["clients"].c


def test_declaring_a_sheet_gives_a_table() -> None:
    sheet = Sheet(
        key="tasks",
        title="Задачи",
        grain="One task.",
        purpose="Что сделать.",
        key_columns=("task_id",),
        is_stored=True,
        columns=(
            Column("task_id", "№", Kind.INTEGER, "Номер.", required=True),
            Column("due_on", "Срок", Kind.DATE, "До какого дня.", Mode.TYPED, required=True),
            Column("amount_rub", "Сумма", Kind.MONEY, "Сколько.", Mode.TYPED),
            Column("age_days", "Возраст", Kind.INTEGER, "Вычисляется."),
        ),
    )
    table = make_table(sheet, MetaData())
    assert [column.name for column in table.c] == ["task_id", "due_on", "amount_rub"]
    assert [column.name for column in table.primary_key] == ["task_id"]
    assert table.c.due_on.nullable  # an empty required cell is a problem, not a refusal


def test_money_is_a_whole_number_of_kopecks_in_sqlite_and_numeric_in_postgresql() -> None:
    assert Money().compile(sqlite.dialect()) == "BIGINT"
    assert Money().compile(postgresql.dialect()) == "NUMERIC(18, 2)"
    assert CLIENTS["potential_rub"].kind is Kind.MONEY
