"""Bases on either engine: a test that takes the fixture `engine` runs on SQLite, and in the long part on PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from clientbase_xl.base.store import DATABASE, Base
from tests.support.postgres_server import Server

MADE = datetime.fromisoformat("2026-01-01T09:00")
"""Before every moment that a test gives its entries, whatever the clock says."""
_END_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


class Databases:
    """Databases of a server for one test after another: most are cleaned and used again, which is much cheaper."""

    def __init__(self, server: Server, folder: Path) -> None:
        """Make the first one: an empty base of the moment MADE, of which the others are copies."""
        self.server = server
        self._template = server.create()
        Base.init(folder, db=server.address(self._template), at=MADE)
        with psycopg.connect(server.address(self._template), autocommit=True) as connection:
            connection.execute("CREATE SCHEMA kept")
            self._tables = self._shape(connection)
            for table in self._tables:
                connection.execute(f'CREATE TABLE kept."{table}" AS SELECT * FROM public."{table}"')
        self._free: list[str] = []

    def empty(self) -> str:
        """Return the name of a database without anything."""
        return self.server.create()

    def usual(self) -> str:
        """Return the name of a database with an empty base."""
        return self._free.pop() if self._free else self.server.create(self._template)

    def give_back(self, names: Iterable[str]) -> None:
        """Clean databases to be used again; drop those that are no longer what they were."""
        for name in names:
            if self._is_clean(name):
                self._free.append(name)
            else:
                self.server.drop(name)

    def drop(self) -> None:
        """Drop everything."""
        for name in (*self._free, self._template):
            self.server.drop(name)

    def _is_clean(self, name: str) -> bool:
        with psycopg.connect(self.server.address(name)) as connection:
            connection.execute(_END_OTHERS)
            if self._shape(connection) != self._tables:
                return False
            again = [
                f'DELETE FROM public."{table}"; INSERT INTO public."{table}" SELECT * FROM kept."{table}"'
                for table in self._tables
            ]
            connection.execute("; ".join(["SET LOCAL session_replication_role = replica", *again]).encode())
        return True

    @staticmethod
    def _shape(connection: psycopg.Connection[Any]) -> list[str]:
        """Return the tables of the base; none when its guards are not all there."""
        if connection.execute("SELECT to_regnamespace('kept') IS NULL OR count(*) = 0 FROM pg_trigger").fetchone() == (
            True,
        ):
            return []
        found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        return [str(row[0]) for row in found]


@dataclass
class Engine:
    """Makes bases; on PostgreSQL each has a database of its own."""

    name: str
    databases: Databases | None = None
    made: list[str] = field(default_factory=list)

    def init(self, folder: Path, **options: Any) -> Base:
        """Make a base as `Base.init` does."""
        return Base.init(folder, db=self.address(), **options) if self.databases else Base.init(folder, **options)

    def usual(self, folder: Path) -> Base:
        """Make an empty base of the moment MADE, on PostgreSQL as a copy of one made before."""
        if self.databases is None:
            return Base.init(folder, at=MADE)
        self.made.append(self.databases.usual())
        return Base.init(folder, db=self.databases.server.address(self.made[-1]))

    def address(self) -> str:
        """Return the address of a new database without anything."""
        assert self.databases is not None
        self.made.append(self.databases.empty())
        return self.databases.server.address(self.made[-1])


def tamper(base: Base, *statements: str) -> None:
    """Change the tables as somebody with all rights would: without our guards, without our program."""
    if not base.is_embedded:
        with psycopg.connect(base.address) as server:
            server.execute("SET LOCAL session_replication_role = replica")
            for statement in statements:
                assert server.execute(statement.encode()).rowcount, statement
        return
    with closing(sqlite3.connect(base.folder / DATABASE)) as file:
        for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            file.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            assert file.execute(statement).rowcount, statement
        file.commit()


def whole_content(base: Base) -> bytes:
    """Return every byte of the files of an embedded base, every row of every table of one on a server."""
    if base.is_embedded:
        return b"".join(path.read_bytes() for path in base.folder.iterdir() if path.is_file())
    with psycopg.connect(base.address) as server:
        names = [row[0] for row in server.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        rows = [server.execute(f'SELECT t::text FROM "{name}" AS t'.encode()).fetchall() for name in names]
    return repr(rows).encode()


def engines(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Give the engine that a parametrised fixture asks for, and its databases back at the end."""
    databases = None if request.param == "sqlite" else request.getfixturevalue("postgres_databases")
    engine = Engine(request.param, databases)
    yield engine
    if databases is not None:
        databases.give_back(engine.made)
