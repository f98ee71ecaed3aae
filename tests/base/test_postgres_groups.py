"""The groups of a base among the roles of a server: nobody else's role becomes one (METHOD section 7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from clientbase_xl.base.rights.names import MOST_BYTES, groups_of
from clientbase_xl.base.store import Base
from clientbase_xl.errors import BaseRefused
from tests.support.postgres_server import Server


@dataclass(frozen=True)
class Place:
    """A database without anything on a server."""

    server: Server
    name: str

    def init(self, folder: Path) -> Base:
        """Make a base in it."""
        return Base.init(folder, db=self.server.address(self.name))

    def count_tables(self) -> object:
        """Return how many tables it has."""
        return self.server.run("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", self.name)[0][0]


@pytest.fixture
def place(postgres: Server) -> Iterator[Place]:
    """Return an empty database; its groups go with it."""
    made = Place(postgres, postgres.create())
    yield made
    postgres.drop(made.name)
    for group in groups_of(made.name).values():
        postgres.run(f'DROP ROLE IF EXISTS "{group}"')


@pytest.mark.parametrize("letter", ["a", "б"])
def test_databases_whose_long_names_begin_alike_share_no_group(letter: str) -> None:
    start = letter * (60 // len(letter.encode()))
    groups = [name for end in ("x", "y", "") for name in groups_of(start + end).values()]
    assert len(set(groups)) == 9
    assert max(len(name.encode()) for name in groups) <= MOST_BYTES
    assert groups_of("otdel")["РОП"] == "otdel_head"


@pytest.mark.long
@pytest.mark.parametrize("powers", ["LOGIN", "NOLOGIN", "NOLOGIN CREATEDB"])
def test_a_role_that_was_there_before_gets_no_base(place: Place, tmp_path: Path, powers: str) -> None:
    """A login, or a group of another program whose members nobody asked about."""
    place.server.run(f'CREATE ROLE "{place.name}_head" {powers}')
    with pytest.raises(BaseRefused, match="она не этой базы") as refused:
        place.init(tmp_path / "База")
    assert f'DROP ROLE "{place.name}_head"' in refused.value.remedy
    assert place.count_tables() == 0


@pytest.mark.long
def test_groups_of_a_base_of_that_name_are_used_again(place: Place, tmp_path: Path) -> None:
    """A base is restored where it was: its groups are left over on the server, with a mark."""
    place.init(tmp_path / "База")
    place.server.drop(place.name)
    place.server.run(f'CREATE DATABASE "{place.name}" TEMPLATE template0')
    assert place.init(tmp_path / "Вторая").is_writable
