"""A team's base by commands: made at an address without a password, then the whole way that an embedded one goes."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from clientbase_xl.base.cards import read_cards
from clientbase_xl.base.journal import entries
from clientbase_xl.base.store import Base
from tests.support.desk import Answer, Desk, line
from tests.support.own_book import OwnBook, edited
from tests.support.postgres_server import Server

SECRET = "Тайна7x"
DOCUMENT = Path(__file__).parents[2] / "docs/postgres.md"
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
def people(postgres: Server, tmp_path: Path) -> Iterator[People]:
    """Return the logins and the database that the SQL of docs/postgres.md makes, with a service file per person."""
    made = People(postgres, f"clientbase_test_{os.getpid()}_otdel", tmp_path)
    try:
        for statement in made.told("sql")[0].split(";"):
            if statement.strip():
                postgres.run(statement)
        for login in (made.owner, made.head, made.manager):
            made.write_service(login)
        yield made
    finally:
        postgres.drop(made.database)
        groups = [f"{made.database}_{suffix}" for suffix in ("manager", "head", "admin")]
        for name in (made.manager, made.head, *groups, made.owner):
            postgres.run(f'DROP ROLE IF EXISTS "{name}"')


@pytest.mark.long
def test_the_way_of_a_department_from_its_first_command(
    bare_desk: Desk, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commands of docs/postgres.md in their order, then a workbook sent by a manager and approved by the head."""

    def call(login: str, command: str, *arguments: object) -> Answer:
        monkeypatch.setenv("PGSERVICEFILE", str(people.service(login)))
        return bare_desk.call(command, *arguments)

    owner, head, manager = people.owner, people.head, people.manager
    by_owner, by_head = ([shlex.split(one) for one in block.strip().splitlines()] for block in people.told("sh"))
    (_, *init), (_, *first), (_, *second) = (without_base(one) for one in (*by_owner, *by_head))
    assert "таблицы: postgresql://?service=otdel" in done(call(owner, *init))
    done(call(owner, *first))
    late = call(owner, *second)
    assert (late.code, f"назначает не «{owner}»" in late.err) == (2, True), "from here on the head names people"
    done(call(head, *second))
    assert "База цела" in done(call(head, "verify"))
    rows = [line("10.05.2026", "1", "1000,00", manager="Иванова"), line("11.05.2026", "2", "300,00")]
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
    """A database, and the logins of those who work with it: names of the document with those of this test."""

    server: Server
    database: str
    folder: Path

    @property
    def owner(self) -> str:
        """Return the login to which the database belongs."""
        return f"{self.database}_owner"

    @property
    def head(self) -> str:
        """Return the login of the head."""
        return f"{self.database}_rozhkova"

    @property
    def manager(self) -> str:
        """Return the login of the manager."""
        return f"{self.database}_ivanova"

    def told(self, language: str) -> list[str]:
        """Return the blocks of a language from the document's part about making a base."""
        text = DOCUMENT.read_text(encoding="utf-8").partition("\n## Создать\n")[2].partition("\n## ")[0]
        names = {"clientbase_owner": self.owner, "rozhkova": self.head, "ivanova": self.manager}
        found = re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)
        for name, own in (names | {"DATABASE otdel": f"DATABASE {self.database}"}).items():
            found = [block.replace(name, own) for block in found]
        return found

    def service(self, login: str) -> Path:
        """Return the service file at a person's place."""
        return self.folder / f"{login}.conf"

    def write_service(self, login: str) -> None:
        """Write a service file with the very keys that the document shows."""
        given = psycopg.conninfo.conninfo_to_dict(self.server.address(self.database))
        own = {"host": str(given["host"]), "port": str(given.get("port", 5432)), "dbname": self.database, "user": login}
        first, *keys = (row.strip() for row in self.told("ini")[0].strip().splitlines())
        self.service(login).write_text(
            "\n".join([first, *(f"{key}={own[key]}" for key in (one.partition("=")[0] for one in keys))]), "utf-8"
        )


def without_base(words: list[str]) -> list[str]:
    """Return the words of a command without its folder of the base, which is another here."""
    at = words.index("--base")
    return [*words[:at], *words[at + 2 :]]


def done(answer: Answer) -> str:
    """Return what a command said; it went through, with problems in the data or without."""
    assert answer.code in (0, 1), answer.err
    return answer.out
