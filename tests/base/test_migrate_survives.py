"""kill -9 while an old base is brought to the newest step: it is at the old one or at the newest, with all it held."""

from __future__ import annotations

import logging
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from clientbase_xl.base.journal import entries
from clientbase_xl.base.migrate import known_steps
from clientbase_xl.base.store import DATABASE, Base
from clientbase_xl.base.verify import verify
from tests.support.engines import Engine
from tests.support.governed import replayed, standing
from tests.support.migrator import OLD, make_old
from tests.support.nursery import Moments, kill, kills, needs_fork, open_nursery

LOG = logging.getLogger(__name__)
COUNT_KILLS = 20


def copies(engine: Engine, folder: Path) -> Callable[[int], Path]:
    """Return what gives the folder of another copy of one old base."""
    first = folder / "старая"
    if engine.databases is None:
        make_old(first)
        return lambda number: Path(shutil.copytree(first, folder / f"старая {number}"))
    server = engine.databases.server
    address = engine.address()
    make_old(first, address)
    template = address.partition("?")[0].rpartition("/")[2]

    def copy(number: int) -> Path:
        engine.made.append(server.create(template))
        target = Path(shutil.copytree(first, folder / f"старая {number}"))
        held = (target / "clientbase.toml").read_text(encoding="utf-8")
        (target / "clientbase.toml").write_text(held.replace(template, engine.made[-1]), encoding="utf-8")
        return target

    return copy


def step_of(folder: Path, engine: Engine) -> str:
    """Return the step of a base without opening it as one."""

    query = "SELECT version_num FROM alembic_version"
    if engine.databases is not None:
        with psycopg.connect(engine.databases.server.address(engine.made[-1])) as server:
            row = server.execute(query).fetchone()
    else:
        with closing(sqlite3.connect(folder / DATABASE)) as plain:
            row = plain.execute(query).fetchone()
    assert row is not None
    return str(row[0])


@pytest.mark.slow
@needs_fork
@pytest.mark.timeout(600)
def test_a_killed_migration_has_happened_or_not(tmp_path: Path, engine: Engine) -> None:
    draw, copy = random.Random(20261124), copies(engine, tmp_path)
    moments, steps = Moments(draw, 0.05 if engine.databases is None else 1.0, share_done=0.5), list[str]()
    with open_nursery("tests.support.migrator", tmp_path / "цель") as nursery:
        for number in range(kills(COUNT_KILLS)):
            folder = copy(number)
            (tmp_path / "цель.target").write_text(str(folder), encoding="utf-8")
            worker = nursery.fork()
            moments.wait()
            kill(worker)
            steps.append(step_of(folder, engine))
            moments.learn(is_something_done=steps[-1] != OLD)
            base = Base.open(folder)
            assert verify(base) is None
            assert standing(base) == replayed(base)
            assert entries(base) == []
    assert set(steps) == {OLD, known_steps()[-1]}, "some kill came before the end and some after it"
    LOG.info("kills %d", kills(COUNT_KILLS))
