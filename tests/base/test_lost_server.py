"""The server of a team's base crashes, or its disk is full: what was reported is there, nothing is there by half."""

from __future__ import annotations

import itertools
import logging
import os
import random
import shutil
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from clientbase_xl.base.journal import entries, head
from clientbase_xl.base.store import Base
from clientbase_xl.base.verify import verify
from clientbase_xl.errors import BaseRefused
from tests.support.engines import MADE
from tests.support.governed import card, put, replayed, standing
from tests.support.postgres_server import Cluster, own_cluster
from tests.support.process import small_disk

LOG = logging.getLogger(__name__)
COUNT_CRASHES, COUNT_PEOPLE = 4, 6
DURABLE = ("fsync=on", "full_page_writes=on")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """Return a server that may be crashed, with the durability of a real one."""
    with own_cluster(DURABLE) as started:
        yield started


@pytest.fixture
def team(cluster: Cluster, tmp_path: Path) -> Base:
    """Return a base on that server."""
    name = f"base_{abs(hash(tmp_path))}"
    with psycopg.connect(cluster.address, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')  # type: ignore[call-overload]
    return Base.init(tmp_path / "база", db=_address(cluster, name), at=MADE)


def _address(cluster: Cluster, name: str) -> str:
    before, _, query = cluster.address.partition("?")
    return f"{before.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")


class People:
    """Threads that write without end until told to stop; `done` are the acts that were reported as done."""

    def __init__(self, base: Base, crash: int) -> None:
        self.done: list[str] = []
        self.refused: list[str] = []
        self._stop, self._crash = threading.Event(), crash
        self._threads = [threading.Thread(target=self._work, args=(base.folder, one)) for one in range(COUNT_PEOPLE)]
        for thread in self._threads:
            thread.start()

    def _work(self, folder: Path, person: int) -> None:
        for act in itertools.count():
            if self._stop.is_set():
                return
            token = f"{self._crash}-{person}-{act}"
            try:
                put(Base.open(folder), *card(token, client_name=token, phone=token), reason=token)
                self.done.append(token)
            except BaseRefused as refusal:
                self.refused.append(str(refusal))
                time.sleep(0.05)

    def stop(self) -> None:
        """Let everybody finish what he is at."""
        self._stop.set()
        for thread in self._threads:
            thread.join(60)
            assert not thread.is_alive()


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_server_that_crashes_keeps_every_act_that_was_reported_and_none_by_half(cluster: Cluster, team: Base) -> None:
    draw, acknowledged, refused = random.Random(20261125), list[str](), list[str]()
    for crash in range(COUNT_CRASHES):
        people = People(team, crash)
        time.sleep(draw.uniform(0.3, 0.8))
        cluster.stop("immediate")
        time.sleep(0.1)
        people.stop()
        cluster.start()
        acknowledged += people.done
        refused += people.refused
        written = Counter(entry.reason for entry in entries(team) if "-" in entry.reason)
        assert set(written.values()) <= {1}, "an act is there twice"
        assert not set(acknowledged) - written.keys(), "an act that was reported is lost"
        assert standing(team) == replayed(team)
        assert verify(team) is None
    assert len(acknowledged) > COUNT_CRASHES
    assert refused
    assert all("Связь с базой" in one or "Сервер базы" in one for one in refused), Counter(refused)
    LOG.info("crashes %d", COUNT_CRASHES)
    LOG.info("acknowledged %d", len(acknowledged))


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_a_full_disk_of_the_server_refuses_the_act_and_keeps_the_base(cluster: Cluster, team: Base) -> None:
    with small_disk(cluster.folder / "малый диск", 64 * 1024) as disk:
        owner = (cluster.folder / "data").stat()
        os.chown(disk, owner.st_uid, owner.st_gid)
        name = team.address.partition("?")[0].rpartition("/")[2]
        with psycopg.connect(cluster.address, autocommit=True) as server:
            server.execute(f"CREATE TABLESPACE small LOCATION '{disk}'")  # type: ignore[call-overload]
            server.execute(f'ALTER DATABASE "{name}" SET TABLESPACE small')  # type: ignore[call-overload]
        before = standing(team)
        (disk / "балласт").write_bytes(bytes(max(0, shutil.disk_usage(disk).free - 64 * 1024)))
        known, refused = head(team), ""
        for number in itertools.count():
            many = [one for row in range(300) for one in card(f"К{number}-{row}", client_name="х" * 500)]
            try:
                put(team, *many)
            except BaseRefused as refusal:
                refused = str(refusal)
                break
            before, known = standing(team), head(team)
        assert "нет места" in refused
        assert (standing(team), head(team)) == (before, known)
        (disk / "балласт").unlink()
        assert verify(team) is None
        put(team, *card("после", client_name="После"))
        assert verify(team) is None
        with psycopg.connect(cluster.address, autocommit=True) as server:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')  # type: ignore[call-overload]
            server.execute("DROP TABLESPACE small")
