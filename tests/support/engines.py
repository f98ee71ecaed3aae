"""Bases on either engine: a test that takes the fixture `engine` runs on SQLite, and in the long part on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from clientbase_xl.base.store import Base
from tests.support.postgres_server import Server

MADE = datetime.fromisoformat("2026-01-01T09:00")
"""Before every moment that a test gives its entries, whatever the clock says."""


@dataclass
class Engine:
    """Makes bases; on PostgreSQL each has a database of its own, dropped at the end."""

    name: str
    server: Server | None = None
    template: str = ""
    made: list[str] = field(default_factory=list)

    def init(self, folder: Path, **options: Any) -> Base:
        """Make a base as `Base.init` does."""
        if self.server is None:
            return Base.init(folder, **options)
        return Base.init(folder, db=self.address(), **options)

    def usual(self, folder: Path) -> Base:
        """Make an empty base of the moment MADE, on PostgreSQL as a copy of one made before."""
        if self.server is None:
            return Base.init(folder, at=MADE)
        return Base.init(folder, db=self.address(self.template))

    def address(self, template: str = "template0") -> str:
        """Return the address of a new database."""
        assert self.server is not None
        self.made.append(self.server.create(template))
        return self.server.address(self.made[-1])

    def drop(self) -> None:
        """Drop the databases made."""
        for name in self.made if self.server else ():
            self.server.drop(name)


def make_template(server: Server, folder: Path) -> str:
    """Make the database that others are copies of, and return its name."""
    name = server.create()
    Base.init(folder, db=server.address(name), at=MADE)
    return name


def unguarded(connection: Connection) -> None:
    """Take away every guard of the past inside a transaction, as somebody with all rights can."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        return
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    for name in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all():
        connection.exec_driver_sql(f"DROP TRIGGER {name}")


def engines(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Give the engine that a parametrised fixture asks for, and drop its databases at the end."""
    if request.param == "sqlite":
        yield Engine("sqlite")
        return
    server = request.getfixturevalue("postgres")
    engine = Engine(request.param, server, request.getfixturevalue("postgres_template"))
    yield engine
    engine.drop()
