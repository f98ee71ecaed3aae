"""A manager with any SQL client: what the database itself shows, takes and refuses (METHOD section 7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection

from clientbase_xl.base.door import apply_changes
from clientbase_xl.base.journal import Change, record
from clientbase_xl.base.journal_tables import METADATA
from clientbase_xl.base.requests import decide, list_requests, submit
from clientbase_xl.base.rights.reading import NONE, seen_by_manager
from clientbase_xl.base.tables import GOVERNED, governed_columns
from clientbase_xl.base.users import remove_user
from clientbase_xl.base.verify import verify
from clientbase_xl.errors import BaseRefused
from tests.support.postgres_server import Server
from tests.support.team_base import IVANOVA, OWN, PETROV, ROZHKOVA, SECRET, STRANGER, Team, found_team, now

pytestmark = pytest.mark.long

TABLES = [table.name for table in METADATA.sorted_tables]
FOREIGN = (SECRET, "K2", "Петров")
CLOSED_ON_PURPOSE = {"problems"}
"""Tables of which a manager's login sees nothing at all, said so in `rights/reading.py`."""


@pytest.fixture(scope="module")
def team(
    postgres: Server, postgres_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Team]:
    """Return a base with a head, two managers and a stranger."""
    name = postgres.create()
    made = found_team(postgres, name, tmp_path_factory.mktemp("отдел"))
    yield made
    postgres.drop(name)
    made.drop()


@pytest.mark.parametrize("table", TABLES)
def test_a_manager_sees_no_row_about_a_client_of_another(team: Team, table: str) -> None:
    """Every table there is, new ones too: what another manager's rows say never comes."""
    shown = str(team.rows(IVANOVA, f'SELECT t::text FROM "{table}" t'))
    whole = str(team.server.run(f'SELECT t::text FROM "{table}" t', team.database))
    assert not [word for word in FOREIGN if word in shown and not (table == "lists" and word == "Петров")]
    if OWN in whole:
        assert OWN in shown, "she does see her own"


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_under_policies(team: Team, table: str) -> None:
    """A table that a new sheet brings is shut until somebody says whose its rows are."""
    guarded = team.server.run(f"SELECT relrowsecurity FROM pg_class WHERE oid = 'public.\"{table}\"'::regclass", team.database)
    assert guarded == [(True,)]
    is_shut = seen_by_manager(METADATA.tables[table]) == NONE
    assert is_shut == (table in CLOSED_ON_PURPOSE), "say in rights/reading.py whose the rows of a new table are"
    of_clients = {"client_code", "manager"} & set(METADATA.tables[table].columns.keys())
    assert not of_clients or seen_by_manager(METADATA.tables[table]) != "true"


SIDE_WAYS = (
    "COPY (SELECT * FROM clients) TO STDOUT",
    "COPY clients TO PROGRAM 'cat'",
    "SELECT most_common_vals::text FROM pg_stats WHERE tablename IN ('clients', 'contacts', 'journal_changes')",
    "SELECT stavalues1::text FROM pg_statistic",
    "SELECT * FROM journal_logins",
    "SELECT * FROM rights_fields",
    "TABLE clients",
    "SELECT query_to_xml('SELECT * FROM clients', true, true, '')::text",
    "SELECT table_to_xml('clients', true, true, '')::text",
    "SELECT row_to_json(c)::text FROM clients c",
    "SELECT string_agg(c::text, ',') FROM clients c",
    "SELECT * FROM cb_own_codes()",
    "SELECT * FROM cb_former()",
    "SELECT * FROM cb_strays('contacts')",
    "SELECT cb_strays('clients')",
    "SELECT pg_read_file('base')",
    "SELECT lo_import('/etc/hostname')",
    "SELECT * FROM personal_values p JOIN journal_changes c ON true",
    "SELECT string_agg(cb_class('settings', value), '') FROM settings",
    "SELECT cb_check_noted(1)",
    "SELECT (SELECT to_jsonb(c) FROM clients c WHERE c.client_code = 'K2')::text",
    "SELECT c::text FROM clients c WHERE c.client_code = 'K2' FOR UPDATE",
    "DELETE FROM contacts RETURNING contacts::text",
    "UPDATE contacts SET result = result RETURNING contacts::text",
    "UPDATE clients SET comment = comment WHERE client_code = 'K2' RETURNING clients::text",
    "INSERT INTO clients (client_code, manager) VALUES ('K2', 'Иванова') ON CONFLICT (client_code) "
    "DO UPDATE SET comment = clients.comment RETURNING clients::text",
    "MERGE INTO contacts t USING clients c ON t.client_code = c.client_code WHEN MATCHED THEN DO NOTHING",
    "SELECT * FROM clients WHERE set_config('row_security', 'off', false) = 'off'",
)


@pytest.mark.parametrize("query", SIDE_WAYS)
def test_no_side_way_shows_a_foreign_client(team: Team, query: str) -> None:
    """Copies, statistics, functions of the server, locks and RETURNING."""
    shown = _shown(team, query)
    assert not [word for word in FOREIGN if word in shown]
    assert "владелец" not in shown


def _shown(team: Team, query: str) -> str:
    """Return everything that a statement gave, its error too."""
    with team.plain(IVANOVA) as connection:
        try:
            cursor = connection.execute(query)  # type: ignore[arg-type]
            if cursor.description is None and query.startswith("COPY"):
                with connection.cursor().copy(query) as copy:  # type: ignore[arg-type]
                    return str([bytes(part).decode() for part in copy])
            return str(cursor.fetchall()) if cursor.description else ""
        except psycopg.Error as error:
            return str(error)
        finally:
            connection.rollback()


def test_a_condition_with_side_effects_meets_no_foreign_row(team: Team) -> None:
    """A failing cast, a division by nothing or a notice in WHERE would tell of rows: policies come first."""
    for query in (
        "SELECT 1 FROM clients WHERE 1 / (CASE WHEN client_code = 'K2' THEN 0 ELSE 1 END) = 1",
        f"SELECT 1 FROM contacts WHERE CASE WHEN description = '{SECRET}' THEN description::int ELSE 1 END = 1",
        "SELECT 1 FROM journal_changes WHERE CASE WHEN row_key LIKE '%K2%' THEN row_key::int ELSE 1 END = 1",
    ):
        assert team.rows(IVANOVA, query), query


POWERS = (
    "SET session_replication_role = replica",
    "SET ROLE postgres",
    "SET SESSION AUTHORIZATION postgres",
    "ALTER TABLE journal DISABLE TRIGGER ALL",
    "ALTER TABLE clients DISABLE ROW LEVEL SECURITY",
    "DROP POLICY manager_sees ON clients",
    "CREATE POLICY mine ON clients USING (true)",
    "DROP TRIGGER rights_row ON clients",
    "CREATE TABLE public.mine (a int)",
    "CREATE TEMP TABLE clients (a int)",
    "CREATE FUNCTION public.cb_own_codes(int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE OR REPLACE FUNCTION public.cb_is_owner() RETURNS boolean LANGUAGE sql AS 'SELECT true'",
    "CREATE FUNCTION pg_temp.leak(text) RETURNS boolean LANGUAGE plpgsql COST 0.1 AS "
    "'BEGIN RAISE NOTICE ''%'', $1; RETURN true; END'",
    "CREATE OPERATOR public.<<<< (LEFTARG = text, RIGHTARG = text, FUNCTION = texteq)",
    "CREATE SCHEMA mine",
    "CREATE RULE r AS ON INSERT TO journal DO INSTEAD NOTHING",
    "CREATE TRIGGER t AFTER INSERT ON clients EXECUTE FUNCTION cb_users_changed()",
    "GRANT SELECT ON clients TO PUBLIC",
    "SELECT cb_sync_members()",
    "SELECT cb_refuse('x')",
    "ALTER ROLE CURRENT_USER CREATEROLE",
    "ALTER TABLE users OWNER TO CURRENT_USER",
    "DROP TABLE journal",
    "TRUNCATE journal, journal_changes CASCADE",
    "ALTER SYSTEM SET fsync = off",
    "DO $$ BEGIN EXECUTE 'ALTER TABLE journal DISABLE TRIGGER ALL'; END $$",
    "LOCK TABLE journal IN ACCESS EXCLUSIVE MODE",
    "VACUUM clients",
    "SECURITY LABEL ON TABLE clients IS 'x'",
)


@pytest.mark.parametrize("statement", POWERS)
def test_a_manager_takes_no_power(team: Team, statement: str) -> None:
    """Neither of the owner nor of the server."""
    with team.plain(IVANOVA) as connection:
        connection.autocommit = True
        with pytest.raises(psycopg.Error):
            connection.execute(statement)  # type: ignore[arg-type]


@pytest.mark.parametrize("role", ["head", "admin"])
def test_a_manager_becomes_no_head_by_set_role(team: Team, role: str) -> None:
    """A group is joined by the table of users only."""
    with team.plain(IVANOVA) as connection, pytest.raises(psycopg.Error):
        connection.execute(f'SET ROLE "{team.database}_{role}"')  # type: ignore[arg-type]


@pytest.mark.parametrize("table", TABLES)
def test_no_table_is_written_past_the_journal(team: Team, table: str) -> None:
    """UPDATE of each column, DELETE, TRUNCATE and a copied INSERT, by a manager and by the head: nothing comes of it."""
    before = _whole(team, table)
    columns = METADATA.tables[table].columns
    statements = [f'UPDATE "{table}" SET "{column.name}" = {_other(column)}' for column in columns]
    statements += [f'DELETE FROM "{table}"', f'TRUNCATE "{table}" CASCADE', _copied_insert(table)]
    for name in (IVANOVA, ROZHKOVA):
        for statement in statements:
            if table in FREE_FOR_DECIDERS and name == ROZHKOVA:
                continue
            if table == "snapshots" and not statement.startswith("UPDATE"):
                continue  # what her own workbook showed: nothing of the base
            if table == "personal_values" and name == ROZHKOVA and statement.startswith("DELETE"):
                continue  # erasing at a person's request is the head's
            _attempt(team, name, statement)
            assert _whole(team, table) == before, (name, statement)
    assert verify(team.base) is None


FREE_FOR_DECIDERS = {"problems", "client_imports", "imports", "import_undos", "snapshots"}
"""Registries which the head's own import writes; `verify` compares the registry of imports with the journal."""


def _whole(team: Team, table: str) -> list[str]:
    return sorted(str(row) for row in team.server.run(f'SELECT t::text FROM "{table}" t', team.database))


def _attempt(team: Team, name: str, statement: str) -> None:
    """Run a statement and commit it; a refusal anywhere on the way is what is hoped for."""
    with team.plain(name) as connection:
        try:
            connection.execute(statement)  # type: ignore[arg-type]
            connection.commit()
        except psycopg.Error:
            connection.rollback()


def _other(column: Any) -> str:
    kind = str(column.type).split("(")[0].upper()
    name = f'"{column.name}"'
    if "BOOL" in kind:
        return f"NOT coalesce({name}, false)"
    if "DATE" in kind or "TIME" in kind:
        return f"coalesce({name}, now()::timestamp) + interval '1 day'"
    if any(word in kind for word in ("INT", "NUM", "FLOAT", "MONEY", "QUANTITY")):
        return f"coalesce({name}, 0) + 1"
    return f"coalesce({name}, ''){'' if 'BLOB' in kind else chr(32)}|| '!'" if "BLOB" not in kind else f"{name} || '!'"


def _copied_insert(table: str) -> str:
    columns = METADATA.tables[table].columns
    names = ", ".join(f'"{column.name}"' for column in columns)
    keys = {column.name for column in columns if column.primary_key}
    values = ", ".join(_other(column) if column.name in keys - {"client_code"} else f'"{column.name}"' for column in columns)
    return f'INSERT INTO "{table}" ({names}) SELECT {values} FROM "{table}" LIMIT 1'
