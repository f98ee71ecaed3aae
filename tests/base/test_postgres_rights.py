"""A manager with any SQL client: what the database itself shows, takes and refuses (METHOD section 7)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from clientbase_xl.base.door import apply_changes
from clientbase_xl.base.journal import Change, record
from clientbase_xl.base.journal_tables import METADATA
from clientbase_xl.base.requests import decide, list_requests, submit
from clientbase_xl.base.rights.reading import NONE, seen_by_manager
from clientbase_xl.base.store import Base
from clientbase_xl.base.tables import GOVERNED
from clientbase_xl.base.users import remove_user
from clientbase_xl.base.verify import verify
from clientbase_xl.errors import BaseRefused
from tests.support.postgres_server import Server
from tests.support.team_base import IVANOVA, OWN, PETROV, ROZHKOVA, SECRET, STRANGER, Team, found_team, now

pytestmark = pytest.mark.long

TABLES = [table.name for table in METADATA.sorted_tables]
FOREIGN = (SECRET, "K2", f"_{PETROV}")
REFUSALS = {"42501", "CB001", "23505", "22023"}
"""No right, our own refusal, a number that is taken, a provider of labels that is not there."""
CLOSED_ON_PURPOSE = {"problems", "backups"}
"""Tables of which a manager's login sees nothing at all, said so in `rights/reading.py`."""


@pytest.fixture(scope="module")
def team(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """Return a base with a head, two managers and a stranger."""
    name = postgres.create()
    made = found_team(postgres, name, tmp_path_factory.mktemp("отдел"))
    yield made
    made.drop()


@pytest.mark.parametrize("table", TABLES)
def test_a_manager_sees_no_row_about_a_client_of_another(team: Team, table: str) -> None:
    """Every table there is, new ones too: what another manager's rows say never comes."""
    shown = str(team.rows(IVANOVA, f'SELECT t::text FROM "{table}" t'))
    whole = str(team.asked(f'SELECT t::text FROM "{table}" t'))
    assert not [word for word in FOREIGN if word in shown]
    if OWN in whole:
        assert OWN in shown, "she does see her own"


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_under_policies(team: Team, table: str) -> None:
    """A table that a new sheet brings is shut until somebody says whose its rows are."""
    guarded = team.asked(f"SELECT relrowsecurity FROM pg_class WHERE oid = 'public.\"{table}\"'::regclass")
    assert guarded == [(True,)]
    is_shut = seen_by_manager(METADATA.tables[table]) == NONE
    assert is_shut == (table in CLOSED_ON_PURPOSE), "say in rights/reading.py whose the rows of a new table are"
    of_clients = {"client_code", "manager"} & set(METADATA.tables[table].columns.keys())
    assert not of_clients or seen_by_manager(METADATA.tables[table]) != "true"


SIDE_WAYS = (
    "COPY (SELECT * FROM clients) TO STDOUT",
    "COPY clients TO STDOUT",
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
            if query.endswith("TO STDOUT"):
                with connection.cursor().copy(query) as copy:  # type: ignore[arg-type]
                    return str([bytes(part).decode() for part in copy])
            cursor = connection.execute(query)  # type: ignore[arg-type]
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
    "SELECT cb_sync_members()",
    "SELECT cb_refuse('x')",
    "ALTER ROLE CURRENT_USER CREATEROLE",
    "ALTER TABLE users OWNER TO CURRENT_USER",
    "DROP TABLE journal",
    "TRUNCATE journal, journal_changes CASCADE",
    "DO $$ BEGIN EXECUTE 'ALTER TABLE journal DISABLE TRIGGER ALL'; END $$",
    "DO $$ BEGIN LOCK TABLE journal IN ACCESS EXCLUSIVE MODE; END $$",
    "SECURITY LABEL ON TABLE clients IS 'x'",
)


@pytest.mark.parametrize("statement", POWERS)
def test_a_manager_takes_no_power(team: Team, statement: str) -> None:
    """Neither of the owner nor of the server."""
    with team.plain(IVANOVA) as connection, pytest.raises(psycopg.Error) as refused:
        connection.execute(statement)  # type: ignore[arg-type]
    assert refused.value.sqlstate in REFUSALS, refused.value


@pytest.mark.parametrize("role", ["head", "admin"])
def test_a_manager_becomes_no_head_by_set_role(team: Team, role: str) -> None:
    """A group is joined by the table of users only."""
    with team.plain(IVANOVA) as connection, pytest.raises(psycopg.Error):
        connection.execute(f'SET ROLE "{team.database}_{role}"')  # type: ignore[arg-type]


@pytest.mark.parametrize("table", TABLES)
def test_no_table_is_written_past_the_journal(team: Team, table: str) -> None:
    """UPDATE of each column, DELETE, TRUNCATE, a copied INSERT, by a manager and by the head: nothing comes of it."""
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
            _attempt(team, name, statement)
            assert _whole(team, table) == before, (name, statement)


def test_after_all_that_the_base_verifies(team: Team) -> None:
    """What was tried on every table left the journal and the tables in agreement."""
    assert verify(team.base) is None


FREE_FOR_DECIDERS = {"problems", "client_imports", "imports", "import_undos", "snapshots", "backups"}
"""Registries which the head's own import writes; `verify` compares the registry of imports with the journal."""


def _whole(team: Team, table: str) -> list[str]:
    return sorted(str(row) for row in team.asked(f'SELECT t::text FROM "{table}" t'))


def _all(team: Team) -> list[tuple[Any, ...]]:
    """Return digests of every table."""
    parts = (f"(SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM \"{table}\" t)" for table in TABLES)
    return team.asked(f"SELECT {', '.join(parts)}")


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
    return f"coalesce({name}, '') || '!'"


def _copied_insert(table: str) -> str:
    columns = METADATA.tables[table].columns
    names = ", ".join(f'"{column.name}"' for column in columns)
    keys = {column.name for column in columns if column.primary_key}
    values = ", ".join(
        _other(column) if column.name in keys - {"client_code"} else f'"{column.name}"' for column in columns
    )
    return f'INSERT INTO "{table}" ({names}) SELECT {values} FROM "{table}" LIMIT 1'


def _write(team: Team, name: str, *statements: str) -> None:
    """Run statements in one transaction of a plain client."""
    with team.plain(name) as connection:
        for statement in statements:
            connection.execute(statement)  # type: ignore[arg-type]
        connection.commit()


def _apply(team: Team, name: str, *changes: Change, by: str = "", **more: Any) -> None:
    """Write changes by the program's own door with a person's login."""
    with team.opened(name).writing() as connection:
        apply_changes(connection, changes, at=now(), by=by or team.login(name), source="импорт", **more)


def _cell(team: Team, sheet: str, row_key: str, column: str) -> Any:
    key = GOVERNED[sheet].key_columns[0]
    rows = team.asked(f'SELECT "{column}" FROM "{sheet}" WHERE "{key}" = \'{row_key}\'')
    return rows[0][0] if rows else None


def test_a_manager_writes_a_free_field_of_his_own_client(team: Team) -> None:
    """With her own login the door works as on an embedded base: table and journal in one transaction."""
    held = _cell(team, "contacts", "contacts-K1", "result")
    _apply(team, IVANOVA, Change("contacts", ("contacts-K1",), "description", OWN, f"{OWN}, дополнено"))
    _apply(team, IVANOVA, Change("contacts", ("contacts-K1",), "description", f"{OWN}, дополнено", OWN))
    assert _cell(team, "contacts", "contacts-K1", "description") == OWN
    assert _cell(team, "contacts", "contacts-K1", "result") == held
    assert verify(team.base) is None


def test_a_manager_adds_and_removes_a_record(team: Team) -> None:
    """A row of her client comes and goes; one of another's client does not come."""

    def row(number: str, code: str) -> list[Change]:
        cells = {"client_code": code, "contacted_on": "2026-11-20", "manager": "Иванова", "person_name": "Пётр"}
        return [Change("contacts", (number,), name, None, text) for name, text in cells.items()]

    _apply(team, IVANOVA, *row("новая-1", "K1"))
    assert _cell(team, "contacts", "новая-1", "person_name") == "Пётр"
    _apply(
        team,
        IVANOVA,
        *(Change(one.sheet_key, one.row_key, one.column_key, one.new, None) for one in row("новая-1", "K1")),
    )
    assert _cell(team, "contacts", "новая-1", "client_code") is None
    with pytest.raises(BaseRefused):
        _apply(team, IVANOVA, *row("новая-2", "K2"))
    assert verify(team.base) is None


def test_a_field_that_needs_approval_is_refused_even_with_a_journal_entry(team: Team) -> None:
    """Her program could be another: the database knows the classes of the fields."""
    before = _cell(team, "clients", "K1", "inn")
    with pytest.raises(BaseRefused, match="заявкой"):
        _apply(team, IVANOVA, Change("clients", ("K1",), "inn", before, "7707083893"))
    with pytest.raises(BaseRefused):
        _apply(team, IVANOVA, Change("clients", ("K1",), "manager", "Иванова", "Петров"))
    assert _cell(team, "clients", "K1", "inn") == before


def test_a_request_is_submitted_by_one_and_approved_by_another(team: Team) -> None:
    """The whole way with three logins; the requester, manager or head, cannot approve."""
    with team.opened(IVANOVA).writing() as connection:
        before = _cell(team, "clients", "K1", "route_day")
        asked = [Change("clients", ("K1",), "holding", OWN, f"{OWN} 2")]
        (number,) = submit(connection, asked, at=now(), by=team.login(IVANOVA), reason="просьба")
    assert [one.request_id for one in list_requests(team.opened(IVANOVA), "на согласовании")][-1] == number
    assert number not in [one.request_id for one in list_requests(team.opened(PETROV))]
    decided = f"status = 'утверждена', decided_by = '{team.login(IVANOVA)}', decided_at = now()"
    for name in (IVANOVA, PETROV):
        with pytest.raises(psycopg.Error):
            _write(team, name, f"UPDATE requests SET {decided} WHERE request_id = {number}")
    (outcome,) = decide(team.opened(ROZHKOVA), [number], approve=True, by=team.login(ROZHKOVA), at=now())
    assert outcome.status == "утверждена", outcome.message
    assert _cell(team, "clients", "K1", "holding") == f"{OWN} 2"
    assert _cell(team, "clients", "K1", "route_day") == before
    assert verify(team.base) is None


def test_a_head_does_not_approve_his_own_request(team: Team) -> None:
    """Nor does he decide in another's name, decide twice, or approve without carrying out."""
    with team.opened(ROZHKOVA).writing() as connection:
        asked = [Change("clients", ("K2",), "region", SECRET, "Урал")]
        (number,) = submit(connection, asked, at=now(), by=team.login(ROZHKOVA))
    (other,) = (
        one.request_id for one in list_requests(team.base, "на согласовании") if one.submitted_by == team.login(PETROV)
    )
    for request, by, status in (
        (number, ROZHKOVA, "утверждена"),
        (other, IVANOVA, "утверждена"),
        (other, ROZHKOVA, "утверждена"),
        (other, ROZHKOVA, "отклонена"),
    ):
        with pytest.raises(psycopg.Error):
            _write(
                team,
                ROZHKOVA,
                f"UPDATE requests SET status = '{status}', decided_by = '{team.login(by)}', decided_at = now(), "
                f"decision_reason = 'так' WHERE request_id = {request}",
            )
    assert {one.request_id for one in list_requests(team.base, "на согласовании")} >= {number, other}


@pytest.mark.parametrize("name", [IVANOVA, ROZHKOVA])
def test_nobody_writes_in_anothers_name(team: Team, name: str) -> None:
    """Neither a manager nor a head: `by` is the login of the session, or who asked for what was approved."""
    for by in (team.login(PETROV), "владелец"):
        with pytest.raises(BaseRefused, match=r"имени|утвердил"):
            _apply(team, name, Change("contacts", ("contacts-K1",), "description", OWN, "чужое слово"), by=by)
    with pytest.raises(BaseRefused, match=r"имени|утвердил"):
        _apply(
            team,
            name,
            Change("contacts", ("contacts-K1",), "description", OWN, "x"),
            by=team.login(PETROV),
            request_id=1,
        )


def test_a_manager_carries_out_no_request(team: Team) -> None:
    """An entry that looks like an approval would stand in the way of the true one."""
    more = ({"request_id": 2, "source": "тест"}, {"request_id": 1, "source": "заявка"}, {"source": "заявка"})
    for marks in more:
        with pytest.raises(BaseRefused, match="утвердил"), team.opened(IVANOVA).writing() as connection:
            record(connection, [], at=now(), by=team.login(IVANOVA), **marks)  # type: ignore[arg-type]


def test_asking_for_a_client_shows_nothing_of_records_with_his_code(team: Team) -> None:
    """Neither of another's prospect nor of a client whom the base does not know yet."""
    with team.base.writing() as connection:
        cells = {"client_code": "K7", "description": f"{SECRET}: ещё нет карточки", "manager": "Петров"}
        rows = [Change("contacts", ("чужая-7",), name, None, text) for name, text in cells.items()]
        about = [Change("contacts", ("чужая-8",), "client_code", None, "prospects-K2")]
        apply_changes(connection, [*rows, *about], at=now(), by=team.login(PETROV), source="тест")
    for code in ("K7", "prospects-K2"):
        cells = {"client_code": code, "client_name": "Такая же", "manager": "Иванова"}
        with team.opened(IVANOVA).writing() as connection:
            asked = [Change("clients", (code,), name, None, text) for name, text in cells.items()]
            submit(connection, asked, at=now(), by=team.login(IVANOVA), kind="новый клиент")
    seen = {row[0] for row in team.rows(IVANOVA, "SELECT row_id FROM contacts")}
    assert seen == {"contacts-K1"}
    assert {"чужая-7", "чужая-8"} <= {row[0] for row in team.rows(PETROV, "SELECT row_id FROM contacts")}


def test_rights_of_an_older_program_are_brought_up_by_the_owner(team: Team) -> None:
    """A class of a field may change without a new step of the schema; others open the base as it is."""
    team.asked("SELECT 1")
    team.clients[""].execute("COMMENT ON TABLE rights_fields IS 'прежние'")
    team.clients[""].execute("UPDATE rights_fields SET change_class = 'свободно' WHERE column_key = 'inn'")
    wanted = "SELECT change_class FROM rights_fields WHERE sheet_key = 'clients' AND column_key = 'inn'"
    team.opened(IVANOVA)
    assert team.asked(wanted) == [("свободно",)]
    Base.open(team.base.folder)
    assert team.asked(wanted) == [("по согласованию",)]


@pytest.mark.parametrize("name", [IVANOVA, ROZHKOVA])
def test_an_entry_says_what_the_table_holds(team: Team, name: str) -> None:
    """An entry about cells that were not changed, with another old value, or of another day is no entry."""
    said = Change("contacts", ("contacts-K1",), "description", OWN, "только в журнале")
    lied = Change("contacts", ("contacts-K1",), "description", "ложь", OWN)
    for change in (said, lied, Change("нет такого", ("1",), "x", None, "y"), said._replace(column_key="нет")):
        with pytest.raises(BaseRefused), team.opened(name).writing() as connection:
            record(connection, [change], at=now(), by=team.login(name), source="импорт")
    with pytest.raises(BaseRefused, match="час"), team.opened(name).writing() as connection:
        record(connection, [], at=now().replace(year=2025), by=team.login(name), source="импорт")
    assert verify(team.base) is None


FORGED = (
    "INSERT INTO journal (seq, at, by, source, reason, count_changes, changes_sha256, prev_hash, hash) "
    "SELECT h.seq + 1, now() AT TIME ZONE 'UTC', '{me}', 'x', '', 0, 'x', h.hash, 'x' FROM cb_head(NULL, NULL) h",
    "INSERT INTO journal (seq, at, by, source, reason, count_changes, changes_sha256, prev_hash, hash) "
    "SELECT h.seq + 9, now() AT TIME ZONE 'UTC', '{me}', 'x', '', 0, 'x', h.hash, 'x' FROM cb_head(NULL, NULL) h",
    "INSERT INTO journal_changes (seq, number, sheet_key, row_key, column_key, old, new) "
    "VALUES (1, 9999, 'clients', '[\"K1\"]', 'region', NULL, 'x')",
    "INSERT INTO personal_values VALUES (3, 1, 'new', 's', 'x')",
    "INSERT INTO requests SELECT request_id + 1000, submitted_at, submitted_by, sheet_key, row_key, column_key, old, "
    "new, reason, kind, request_id + 1000, workbook_id, salt, 'утверждена', submitted_at, '{head}', '' "
    "FROM requests LIMIT 1",
    "INSERT INTO requests SELECT 1 + cb_last_request(), now() AT TIME ZONE 'UTC', '{me}', sheet_key, row_key, "
    "column_key, old, new, reason, kind, group_id, workbook_id, salt, 'на согласовании' FROM requests LIMIT 1",
    "INSERT INTO requests SELECT 1 + cb_last_request(), submitted_at, '{other}', sheet_key, row_key, "
    "column_key, old, new, reason, kind, group_id, workbook_id, salt, 'на согласовании' FROM requests LIMIT 1",
    "INSERT INTO users VALUES ('{me}', 'РОП', NULL, now())",
    "UPDATE users SET role = 'РОП' WHERE name = '{me}'",
    "UPDATE users SET manager = 'Петров' WHERE name = '{me}'",
    "INSERT INTO settings VALUES ('свободно', 'fields.clients.region')",
    "UPDATE clients SET comment = 'тихо' WHERE client_code = 'K1'; SET CONSTRAINTS ALL IMMEDIATE",
    "SET CONSTRAINTS ALL DEFERRED; UPDATE clients SET comment = 'тихо' WHERE client_code = 'K1'",
    "UPDATE clients SET is_from_lines = NOT is_from_lines WHERE client_code = 'K1'",
    "INSERT INTO contacts (row_id, client_code) VALUES ('тихая', 'K1')",
    "INSERT INTO contacts (row_id) VALUES ('пустая')",
    "INSERT INTO clients (client_code, manager) VALUES ('K3', 'Иванова')",
    "GRANT SELECT ON clients TO PUBLIC; UPDATE clients SET comment = 'тихо'",
)


@pytest.mark.parametrize("statement", FORGED)
def test_what_a_manager_forges_is_refused(team: Team, statement: str) -> None:
    """Entries, requests, users, settings and rows written by hand."""
    names = {"me": team.login(IVANOVA), "head": team.login(ROZHKOVA), "other": team.login(PETROV)}
    before = _all(team)
    with pytest.raises(psycopg.Error) as refused:
        _write(team, IVANOVA, statement.format(**names))
    assert refused.value.sqlstate in REFUSALS, refused.value
    assert _all(team) == before


def test_a_stranger_with_a_login_does_not_come_in(team: Team) -> None:
    """Nor does he who has left: his groups go with his row in the same transaction."""
    with pytest.raises(psycopg.Error), team.plain(STRANGER) as connection:
        connection.execute("SELECT * FROM clients")
    _apply(team, ROZHKOVA, Change("users", (team.login(PETROV),), "manager", "Петров", "Никто"))
    assert team.rows(PETROV, "SELECT client_code FROM clients") == []
    remove_user(team.opened(ROZHKOVA), team.login(PETROV), at=now(), by=team.login(ROZHKOVA))
    with pytest.raises(psycopg.Error), team.plain(PETROV) as connection:
        connection.execute("SELECT * FROM clients")
    assert verify(team.base) is None


def test_an_owner_who_may_not_make_roles_is_told_what_to_run(postgres: Server, tmp_path: Path) -> None:
    """The administrator of the server runs it once; then the base is made."""
    name = postgres.create()
    owner, groups = f"{name}_owner", [f"{name}_{suffix}" for suffix in ("manager", "head", "admin")]
    postgres.run(f'CREATE ROLE "{owner}" LOGIN')
    postgres.run(f'ALTER DATABASE "{name}" OWNER TO "{owner}"')
    address = Team(postgres, name, None, name).address("owner")  # type: ignore[arg-type]
    try:
        with pytest.raises(BaseRefused, match="не может создать") as refused:
            Base.init(tmp_path / "База", db=address)
        for statement in refused.value.remedy.partition(": ")[2].split(";"):
            if statement.strip():
                postgres.run(statement)
        assert verify(Base.init(tmp_path / "База", db=address)) is None
    finally:
        postgres.drop(name)
        for role in (*groups, owner):
            postgres.run(f'DROP ROLE IF EXISTS "{role}"')
