"""What is past is not changed by SQL either, on both engines: guards stand in the database itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from clientbase_xl.base.journal import Change
from clientbase_xl.base.migrate import upgrade
from clientbase_xl.base.personal_cells import personal_columns
from clientbase_xl.base.store import Base
from clientbase_xl.base.tables import FROZEN, GOVERNED
from clientbase_xl.base.verify import verify
from clientbase_xl.errors import BaseRefused
from tests.support.governed import put, standing

DAY = "2026-01-01"
KEPT = {"reconciliation_acts": (DAY,), "reconciliation_figures": ("К1", DAY), "reconciled_prospects": ("П1", DAY)}
SAID = {"reconciliation_acts": ("made_by", "рожкова"), "reconciliation_figures": ("completeness", "0.5")}


@pytest.fixture
def kept(base: Base) -> Base:
    """Return a base with an act of one client and one prospect."""
    for table, key in KEPT.items():
        column, word = SAID.get(table, ("completeness", "0.5"))
        put(base, Change(table, key, column, None, word))
    return base


def test_lines_of_an_act_are_neither_changed_nor_deleted(kept: Base) -> None:
    assert KEPT.keys() == FROZEN, "a new table of acts has its guards too"
    assert not any(personal_columns(table) for table in FROZEN), "what is erased at a request stands in no act"
    held = standing(kept)
    for table in KEPT:
        column = SAID.get(table, ("completeness", ""))[0]
        day = GOVERNED[table].key_columns[-1]
        for statement in (
            f"UPDATE {table} SET {column} = {column}",
            f"UPDATE {table} SET {day} = '2025-01-01'",
            f"DELETE FROM {table}",
        ):
            with pytest.raises((BaseRefused, DBAPIError), match="an act of reconciliation stays"):
                _run(kept, statement)
    assert standing(kept) == held
    assert verify(kept) is None


def test_another_act_comes_beside_the_one_that_is_there(kept: Base) -> None:
    put(kept, Change("reconciliation_figures", ("К1", "2027-01-01"), "completeness", None, "1"))
    assert len(standing(kept)["reconciliation_figures"]) == 2
    assert verify(kept) is None


def test_a_base_of_the_step_before_gets_the_guards(tmp_path: Path) -> None:
    with create_engine(f"sqlite:///{tmp_path / 'старая'}").begin() as connection:
        upgrade(connection, "0012")
        connection.execute(
            text("INSERT INTO reconciliation_figures (client_code, reconciled_on) VALUES ('К1', '2026-01-01')")
        )
        upgrade(connection)
        with pytest.raises(DBAPIError, match="an act of reconciliation stays"):
            connection.execute(text("DELETE FROM reconciliation_figures"))


def _run(base: Base, statement: str) -> None:
    with base.writing() as connection:
        connection.execute(text(statement))
