"""A team's base by commands: made at an address without a password, then the whole way that an embedded one goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from clientbase_xl.base.cards import read_cards
from clientbase_xl.base.journal import entries
from clientbase_xl.base.store import Base
from tests.support.desk import Answer, Desk, line
from tests.support.engines import Engine
from tests.support.own_book import OwnBook, edited
from tests.support.postgres_server import Server

SECRET = "Тайна7x"
TODAY = ("--today", "2026-06-01")


@pytest.mark.parametrize(
    "address", [f"postgresql://ivan:{SECRET}@server/base", f"postgresql://server/base?password={SECRET}"]
)
def test_a_password_in_the_address_is_refused_and_said_nowhere(bare_desk: Desk, address: str) -> None:
    answer = bare_desk.call("init", "--db", address)
    assert (answer.code, "указан пароль" in answer.err) == (2, True)
    assert SECRET not in answer.out + answer.err
    assert not bare_desk.base.exists()


def test_a_server_that_is_away_is_named_with_its_remedy(bare_desk: Desk) -> None:
    answer = bare_desk.call("init", "--db", "postgresql://127.0.0.1:1/base")
    assert (answer.code, "не отвечает" in answer.err, "проверьте сеть" in answer.err) == (2, True, True)


@pytest.fixture
def people(server: Engine) -> Iterator[People]:
    """Return the logins of an owner, a head and a manager for a database without anything (docs/postgres.md)."""
    address = server.address()
    assert server.databases is not None
    made = People(server.made[-1], without_user(address), server.databases.server)
    for name, power in ((made.owner, "CREATEROLE"), (made.head, ""), (made.manager, "")):
        made.server.run(f'CREATE ROLE "{name}" LOGIN {power}')
    made.server.run(f'ALTER DATABASE "{made.database}" OWNER TO "{made.owner}"')
    yield made
    server.made.remove(made.database)
    made.server.drop(made.database)
    groups = [f"{made.database}_{suffix}" for suffix in ("manager", "head", "admin")]
    for name in (made.manager, made.head, *groups, made.owner):
        made.server.run(f'DROP ROLE IF EXISTS "{name}"')


@pytest.mark.long
def test_the_way_of_a_department_from_its_first_command(
    bare_desk: Desk, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Init by the owner, people by the head, a workbook sent by a manager and approved, each with his own login."""

    def call(login: str, command: str, *arguments: object) -> Answer:
        monkeypatch.setenv("PGUSER", login)
        return bare_desk.call(command, *arguments)

    owner, head, manager = people.owner, people.head, people.manager
    assert f"таблицы: {people.address}" in done(call(owner, "init", "--db", people.address))
    done(call(owner, "users", "--add", head, "--role", "РОП"))
    by_owner = call(owner, "users", "--add", manager, "--role", "менеджер", "--manager", "Ветров")
    assert (by_owner.code, f"назначает не «{owner}»" in by_owner.err) == (2, True), "from here on the head names people"
    done(call(head, "users", "--add", manager, "--role", "менеджер", "--manager", "Ветров"))
    rows = [line("10.05.2026", "1", "1000,00"), line("11.05.2026", "2", "300,00", manager="Градова")]
    sales = bare_desk.export("продажи.csv", *rows)
    done(call(head, "import", sales, "--vat", "без НДС"))
    path: Path = bare_desk.folder / "книга.xlsx"
    done(call(manager, "workbook", "--out", path, *TODAY))
    assert list(OwnBook(path).rows("clients")) == ["1"]
    with edited(path) as book:
        book.type("clients", "1", comment="звонить утром", potential_rub=150000.5)
    posed = call(manager, "send", path, "--user", head)
    assert (posed.code, f"выполнен вход «{manager}»" in posed.err) == (2, True), posed
    done(call(manager, "send", path, "--why", "встреча", "--user", manager.upper()))
    assert call(head, "requests", "--approve", "1", "--user", manager).code == 2
    done(call(head, "requests", "--approve", "1"))
    base = Base.open(bare_desk.base)
    (sent,) = [entry for entry in entries(base) if entry.source == "заявка"]
    assert sent.by == manager
    now, before = (read_cards(base, until).set_index("client_code").loc["1"] for until in (None, sent.seq - 1))
    assert (now["potential_rub"], now["comment"]) == (150000.5, "звонить утром")
    assert (before["potential_rub"] == before["potential_rub"], before["comment"]) == (False, "звонить утром")
    assert "База цела" in done(call(head, "verify"))
    assert "нового нет" in done(call(manager, "send", path))


@dataclass(frozen=True)
class People:
    """A database, its address without a login, and the logins of those who work with it."""

    database: str
    address: str
    server: Server

    @property
    def owner(self) -> str:
        """Return the login to which the database belongs."""
        return f"{self.database}_owner"

    @property
    def head(self) -> str:
        """Return the login of the head."""
        return f"{self.database}_shef"

    @property
    def manager(self) -> str:
        """Return the login of the manager."""
        return f"{self.database}_vetrov"


def without_user(address: str) -> str:
    """Return an address that leaves open who comes: each by his own service, password file or PGUSER."""
    given = psycopg.conninfo.conninfo_to_dict(address)
    kept = "&".join(f"{key}={given[key]}" for key in ("host", "port") if given.get(key))
    return f"postgresql:///{given['dbname']}?{kept}"


def done(answer: Answer) -> str:
    """Return what a command said; it went through, with problems in the data or without."""
    assert answer.code in (0, 1), answer.err
    return answer.out
