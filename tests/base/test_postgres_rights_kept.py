"""What a login of the server may not put into the base of a team: acts that are kept, texts that no program writes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from clientbase_xl.base.door import apply_changes
from clientbase_xl.base.journal import Change, record
from clientbase_xl.base.tables import FROZEN, GOVERNED
from clientbase_xl.base.verify import verify
from clientbase_xl.errors import BaseRefused
from tests.support.postgres_server import Server
from tests.support.team_base import IVANOVA, ROZHKOVA, Team, found_team, now

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def team(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """Return a base with a head, two managers and rows of both in every table."""
    made = found_team(postgres, postgres.create(), tmp_path_factory.mktemp("отдел"))
    yield made
    made.drop()


def _refused(team: Team, name: str, statement: str, *changes: Change) -> str:
    """Run a statement with its entry of the journal, as a forger would; return why it was refused, and nothing came."""
    whole = (
        f"SELECT (SELECT max(seq) FROM journal), (SELECT md5(string_agg(t::text, '|')) FROM {changes[0].sheet_key} t)"
    )
    before = team.asked(whole)
    with pytest.raises(BaseRefused) as refused:
        _forge(team, name, statement, *changes)
    assert team.asked(whole) == before
    return str(refused.value)


def _forge(team: Team, name: str, statement: str, *changes: Change, **more: Any) -> None:
    """Run a statement and write the entry that says what it did, in one transaction."""
    with team.opened(name).writing() as connection:
        connection.exec_driver_sql(statement)
        record(connection, changes, at=now(), by=team.login(name), **{"source": "тест", **more})


@pytest.mark.parametrize("table", sorted(FROZEN))
@pytest.mark.parametrize("name", [IVANOVA, ROZHKOVA])
def test_an_act_of_reconciliation_stays_as_it_was_kept(team: Team, table: str, name: str) -> None:
    """Neither her own line nor anybody's, with an entry of the journal that says so; the head neither."""
    sheet = GOVERNED[table]
    key = tuple(str(part) for part in team.asked(f"SELECT {', '.join(sheet.key_columns)} FROM {table}")[0])
    column, old, new = {
        "reconciliation_acts": ("made_by", "общее", "никто"),
        "reconciliation_figures": ("completeness", "0.5", "1"),
        "reconciled_prospects": ("completeness", "0.5", "1"),
    }[table]
    mine = " AND ".join(f"{name} = '{part}'" for name, part in zip(sheet.key_columns, key, strict=True))
    change = Change(table, key, column, old, new)
    _refused(team, name, f"UPDATE {table} SET {column} = '{new}' WHERE {mine}", change)
    _refused(team, name, f"DELETE FROM {table} WHERE {mine}", change._replace(new=None))


@pytest.mark.parametrize("table", sorted(FROZEN - {"reconciliation_acts"}))
def test_a_manager_adds_no_line_to_an_act(team: Team, table: str) -> None:
    """Of his own client or prospect, through the door itself."""
    added = Change(table, ("K1", "2026-12-31"), "manager", None, "Иванова")
    with pytest.raises(BaseRefused, match="нет права"):
        _apply(team, IVANOVA, added)


def test_the_owner_himself_changes_no_act(team: Team) -> None:
    """Nor cuts a table off: the guards ask nobody who he is."""
    for table in FROZEN:
        for statement in (
            f"UPDATE {table} SET reconciled_on = '2020-01-01'",
            f"DELETE FROM {table}",
            f"TRUNCATE {table}",
        ):
            with pytest.raises(psycopg.errors.RestrictViolation, match="act of reconciliation stays"):
                team.asked(statement)


def test_after_all_that_the_base_verifies(team: Team) -> None:
    """The last of this module: what was tried left the journal and the tables in agreement."""
    assert verify(team.base) is None


def _apply(team: Team, name: str, *changes: Change, **more: Any) -> None:
    """Write changes by the program's own door with a person's login."""
    with team.opened(name).writing() as connection:
        apply_changes(connection, changes, at=now(), by=team.login(name), source="тест", **more)
