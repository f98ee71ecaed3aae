"""Ways past the rights that a second reader found with a manager's or a head's login and any SQL client (METHOD 7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from clientbase_xl.base.door import apply_changes
from clientbase_xl.base.journal import Change, record
from clientbase_xl.base.verify import verify
from clientbase_xl.errors import BaseRefused
from tests.support.postgres_server import Server
from tests.support.team_base import IVANOVA, OWN, PETROV, SECRET, Team, found_team, now

pytestmark = pytest.mark.long

SENT = "отправка книги 0a1b2c3d"
NUMBER = "0a1b2c3d-"
"""How the numbers of the records of a workbook begin."""


@pytest.fixture(scope="module")
def team(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """Return a base with a head and two managers."""
    made = found_team(postgres, postgres.create(), tmp_path_factory.mktemp("отдел"))
    yield made
    made.drop()


def door(team: Team, name: str, *changes: Change, source: str = SENT, **more: Any) -> None:
    """Write changes by the program's own door with a person's login."""
    with team.opened(name).writing() as connection:
        apply_changes(connection, changes, at=now(), by=team.login(name), source=source, **more)


def note(team: Team, name: str, *changes: Change, source: str = SENT, **more: Any) -> None:
    """Write an entry of the journal alone, as a forged program would."""
    with team.opened(name).writing() as connection:
        record(connection, changes, at=now(), by=team.login(name), source=source, **more)


def born(sheet: str, number: str, **cells: str) -> list[Change]:
    """Return the changes that make a record."""
    return [Change(sheet, (number,), key, None, text) for key, text in cells.items()]


def seen(connection: psycopg.Connection[Any]) -> str:
    """Return all that a connection shows of clients, their records and the journal."""
    tables = ("clients", "contacts", "contact_persons", "profiles", "journal_changes", "personal_values")
    return str([connection.execute(f"SELECT t::text FROM {table} t").fetchall() for table in tables])  # type: ignore[arg-type]


@pytest.mark.parametrize("number", ["K2", "prospects-K2", "К002", "0A1B2C3D-1", "0a1b2c3d-1 ", "0a1b2c3d-1\n", ""])
def test_a_prospect_gets_no_number_but_a_workbooks(team: Team, number: str) -> None:
    """The number of a prospect is a code of its manager's: that of a foreign client would open him at once."""
    with team.plain(IVANOVA) as connection, pytest.raises(psycopg.Error) as refused:
        connection.execute("INSERT INTO prospects (row_id, manager) VALUES (%s, 'Иванова')", (number,))
    assert refused.value.sqlstate == "CB001"
    with pytest.raises(BaseRefused, match="Номер записи"):
        door(team, IVANOVA, *born("prospects", number or "K2", prospect_name="Он же", manager="Иванова"))


def test_a_client_with_the_number_of_a_prospect_opens_nothing(team: Team) -> None:
    """Accounting may give a client any code, also one that a manager has waited for."""
    code = f"{NUMBER}77"
    door(team, IVANOVA, *born("prospects", code, prospect_name="Будущий", manager="Иванова"))
    with team.base.writing() as connection:
        card = [Change("clients", (code,), key, None, text) for key, text in _card(code, "Петров").items()]
        about = born("contacts", f"{NUMBER}78", client_code=code, description=f"{SECRET}: о новом")
        apply_changes(connection, [*card, *about], at=now(), by="владелец", source="тест")
    with team.plain(IVANOVA) as connection:
        assert SECRET not in seen(connection)
    assert SECRET in str(team.rows(PETROV, "SELECT description FROM contacts"))


def test_a_card_asked_for_under_the_number_of_a_foreign_prospect_is_not_made(team: Team) -> None:
    """Approving it would open the talks with that prospect to who asked."""
    number = f"{NUMBER}55"
    door(team, PETROV, *born("prospects", number, prospect_name=SECRET, manager="Петров"))
    with team.plain("rozhkova") as connection, pytest.raises(psycopg.Error, match="номер потенциального клиента"):
        connection.execute(
            "INSERT INTO clients (client_code, manager, is_from_lines, is_category_preliminary, is_archived) "
            "VALUES (%s, 'Иванова', false, false, false)",
            (number,),
        )


@pytest.mark.parametrize("sheet", ["contact_persons", "contacts", "prospects"])
def test_the_number_of_a_foreign_record_that_is_gone_opens_no_history(team: Team, sheet: str) -> None:
    """Whoever made a row of that number again would read what the journal knows of it."""
    number = f"{NUMBER}31"
    cells = {"client_code": "K2"} | ({"description": SECRET} if sheet == "contacts" else {"phone": SECRET})
    if sheet == "prospects":
        cells = {"manager": "Петров", "phone": SECRET}
    rows = born(sheet, number, **cells)
    door(team, PETROV, *rows)
    door(team, PETROV, *(one._replace(old=one.new, new=None) for one in rows))
    owner = "manager" if sheet == "prospects" else "client_code"
    with team.plain(IVANOVA) as connection, pytest.raises(psycopg.Error, match="другого человека"):
        connection.execute(
            f"INSERT INTO {sheet} (row_id, {owner}) VALUES (%s, %s)",  # type: ignore[arg-type]
            (number, "Иванова" if sheet == "prospects" else "K1"),
        )


def test_a_forged_entry_that_nobody_has_checked_opens_no_history(team: Team) -> None:
    """It would be refused at the end of the transaction; until then it must not count as proof of anything."""
    with team.opened(IVANOVA).trying() as connection:
        record(
            connection,
            [
                Change("clients", ("K2",), "manager", None, "Иванова"),
                Change("contacts", ("contacts-K2",), "client_code", None, "K1"),
                Change("prospects", ("prospects-K2",), "manager", None, "Иванова"),
            ],
            at=now(),
            by=team.login(IVANOVA),
            source=SENT,
        )
        raw: Any = connection.connection.dbapi_connection
        assert SECRET not in seen(raw)


def test_a_forged_entry_makes_no_nameless_record_ones_own(team: Team) -> None:
    """A record of no client and no manager is of who made it, as far as that is proven."""
    with team.base.writing() as connection:
        changes = born("contacts", f"{NUMBER}90", description=f"{SECRET}: ни о ком")
        apply_changes(connection, changes, at=now(), by=team.login(PETROV), source="тест")
    with team.opened(IVANOVA).trying() as connection:
        forged = born("contacts", f"{NUMBER}90", result="x")
        record(connection, forged, at=now(), by=team.login(IVANOVA), source=SENT)
        raw: Any = connection.connection.dbapi_connection
        assert SECRET not in seen(raw)
    assert "ни о ком" in str(team.rows(PETROV, "SELECT description FROM contacts"))


def test_after_all_attacks_the_base_verifies(team: Team) -> None:
    """Nothing of them has stayed."""
    assert verify(team.base) is None


def _card(code: str, manager: str) -> dict[str, str]:
    return {"client_code": code, "client_name": OWN, "manager": manager}
