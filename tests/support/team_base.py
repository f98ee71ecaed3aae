"""A team's base on PostgreSQL with a login per person, and rows of two managers in every table that has any."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from clientbase_xl.base import postgres
from clientbase_xl.base.address import Addresses
from clientbase_xl.base.door import apply_changes
from clientbase_xl.base.journal import Change
from clientbase_xl.base.requests import submit
from clientbase_xl.base.snapshots import Snapshot, save_snapshot
from clientbase_xl.base.store import Base
from clientbase_xl.base.tables import GOVERNED, governed_columns, unshown_flags
from clientbase_xl.base.users import add_user
from clientbase_xl.schemas.model import NO, YES, Column, Kind, Sheet
from tests.support.postgres_server import Server

IVANOVA, PETROV, ROZHKOVA, STRANGER = "ivanova", "petrov", "rozhkova", "stranger"
SECRET = "тайна Петрова"
"""Stands in every text about the clients of Петров."""
OWN = "о своём"
_TEXTS = {
    Kind.MONEY: "100.00",
    Kind.QUANTITY: "2",
    Kind.NUMBER: "2",
    Kind.SHARE: "0.5",
    Kind.INTEGER: "3",
    Kind.DATE: "2026-11-02",
    Kind.MOMENT: "2026-11-02 10:00:00",
    Kind.FLAG: YES,
    Kind.LETTER: "A",
}
_JSON = {"headings": "[]", "answers": "{}"}


def now() -> datetime:
    """Return this moment as the base keeps it: the database compares it with its own clock."""
    return datetime.now(UTC).replace(tzinfo=None)


@dataclass
class Team:
    """A base as its owner has it, and the same base as each person has it."""

    server: Server
    database: str
    base: Base
    prefix: str
    clients: dict[str, psycopg.Connection[Any]] = field(default_factory=dict)

    def asked(self, query: str) -> list[tuple[Any, ...]]:
        """Return what the owner of everything sees."""
        if "" not in self.clients:
            self.clients[""] = psycopg.connect(self.server.address(self.database), autocommit=True)
        return self.clients[""].execute(query).fetchall()  # type: ignore[arg-type]

    def login(self, name: str) -> str:
        """Return the name of a person's login: roles belong to the whole server."""
        return f"{self.prefix}_{name}"

    def address(self, name: str) -> str:
        """Return the address of the base for a person."""
        owners = self.server.address(self.database)
        start, _, query = owners.partition("?")
        host = start.removeprefix("postgresql://").rpartition("@")[2]
        kept = "&".join(part for part in query.split("&") if part and not part.startswith("user="))
        return f"postgresql://{self.login(name)}@{host}" + (f"?{kept}" if kept else "")

    def opened(self, name: str) -> Base:
        """Return the base as the program opens it with a person's login."""
        address = self.address(name)
        storage = postgres.open_storage(Addresses(address))
        return Base(self.base.folder, address, storage)

    @contextmanager
    def plain(self, name: str) -> Iterator[psycopg.Connection[Any]]:
        """Give a plain connection of a person: any SQL client. The same one again: opening takes longest of all."""
        if name not in self.clients or self.clients[name].closed:
            self.clients[name] = psycopg.connect(self.address(name))
        connection = self.clients[name]
        try:
            yield connection
        finally:
            if connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
                connection.rollback()

    def rows(self, name: str, query: str) -> list[tuple[Any, ...]]:
        """Return what a person's client shows; nothing where it is refused."""
        with self.plain(name) as connection:
            try:
                return connection.execute(query).fetchall()  # type: ignore[arg-type]
            except psycopg.Error:
                connection.rollback()
                return []

    def drop(self) -> None:
        """Take the database and the logins from the server."""
        for connection in self.clients.values():
            connection.close()
        self.server.drop(self.database)
        for name in (IVANOVA, PETROV, ROZHKOVA, STRANGER):
            self.server.run(f'DROP ROLE IF EXISTS "{self.login(name)}"')


def found_team(server: Server, database: str, folder: Path) -> Team:
    """Make logins and a base with cards and records of two managers in every table."""
    base = Base.init(folder, db=server.address(database))
    team = Team(server, database, base, database.replace("clientbase_test", "cb"))
    for name in (IVANOVA, PETROV, ROZHKOVA, STRANGER):
        server.run(f'CREATE ROLE "{team.login(name)}" LOGIN')
    add_user(base, team.login(ROZHKOVA), "РОП", at=now(), by="владелец")
    for name, manager in ((IVANOVA, "Иванова"), (PETROV, "Петров")):
        add_user(base, team.login(name), "менеджер", manager=manager, at=now(), by=team.login(ROZHKOVA))
    with base.writing() as connection:
        for code, (manager, word) in {"K1": ("Иванова", OWN), "K2": ("Петров", SECRET)}.items():
            changes = [change for sheet in _sheets() for change in _row(sheet, code, manager, word)]
            apply_changes(connection, changes, at=now(), by="владелец", source="тест")
    for name, code in ((IVANOVA, "K1"), (PETROV, "K2")):
        word = OWN if name == IVANOVA else SECRET
        with base.writing() as connection:
            asked = [Change("clients", (code,), "region", word, f"{word} заявка")]
            submit(connection, asked, at=now(), by=team.login(name), reason=word)
        save_snapshot(base, Snapshot(f"книга {code}", "Пересчитать", now(), team.login(name), word.encode()))
    return team


def _sheets() -> list[Sheet]:
    cards_first = sorted(GOVERNED.values(), key=lambda sheet: sheet.key != "clients")
    return [sheet for sheet in cards_first if sheet.key not in ("users", "settings", "lists")]


def _row(sheet: Sheet, code: str, manager: str, word: str) -> list[Change]:
    """Return the changes that make a row of a sheet which says `word` wherever a text may stand."""
    if sheet.key == "client_pairs":  # of clients of two managers: nobody's but the head's
        pair, cells = ("K1", "K2"), {"decision": "не дубль", "why": SECRET}
        return [Change(sheet.key, pair, name, None, text) for name, text in cells.items() if code == "K2"]
    columns = {column.key: column for column in governed_columns(sheet)}
    is_named = {"client_code", "manager"} & columns.keys() or sheet.key == "discount_verdicts"
    if not is_named and code != "K1":
        return []  # one row of what is everybody's
    said = word if is_named else "общее"
    number = f"{'discounts' if sheet.key == 'discount_verdicts' else sheet.key}-{code}"
    key = tuple(_text(columns[name], code, manager, number) for name in sheet.key_columns)
    cells = {
        name: _text(column, code, manager, said)
        for name, column in columns.items()
        if (name not in sheet.key_columns or column.is_typed) and name not in unshown_flags(sheet)
    }
    cells |= {name: part for name, part in zip(sheet.key_columns, key, strict=True) if name in cells}
    return [Change(sheet.key, key, name, None, text) for name, text in cells.items()]


def _text(column: Column, code: str, manager: str, word: str) -> str:
    if column.key == "client_code":
        return code
    if column.key == "manager":
        return manager
    if column.key == "backup_manager":
        return "Сидоров"
    if column.key in ("is_archived", "is_stopped"):
        return NO
    if column.key in _JSON:
        return _JSON[column.key]
    if column.list_key:
        return "общее"  # lists are everybody's to read
    if column.choices:
        return str(column.choices[0])
    return _TEXTS.get(column.kind, word)
