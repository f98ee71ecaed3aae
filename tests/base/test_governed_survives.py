"""kill -9 during sends and approvals: nothing that was reported is lost, nothing is there twice or by half."""

from __future__ import annotations

import logging
import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from clientbase_xl.base.journal import entries
from clientbase_xl.base.requests import list_requests
from clientbase_xl.base.store import Base
from clientbase_xl.base.verify import verify
from clientbase_xl.schemas.requests import APPROVED, WAITING
from tests.support.governed import card, put, replayed, staff, standing
from tests.support.nursery import Moments, Nursery, kill, kills, needs_fork, open_nursery

LOG = logging.getLogger(__name__)
COUNT_KILLS, COUNT_ON_SERVER = 120, 60
"""On a server the same code runs over the same transactions: fewer kills tell that it is so there too."""


@pytest.fixture
def nursery(base: Base) -> Iterator[Nursery]:
    """Start the process that forks people at work on the base."""
    staff(base)
    put(base, *card("К1", client_name="Ромашка"))
    with open_nursery("tests.support.governor", base.folder) as started:
        yield started


def assert_whole(folder: Path) -> int:
    """Check the base against itself and against what was reported as done; return the number of sends."""
    base = Base.open(folder)
    sent = Counter(entry.reason for entry in entries(base) if entry.source == "отправка книги")
    assert set(sent.values()) <= {1}, "a send is there twice"
    tokens = {reason.removeprefix("свободно ") for reason in sent if reason.startswith("свободно ")}
    for part in ("заявка", "клиент"):
        assert {reason.removeprefix(f"{part} ") for reason in sent if reason.startswith(f"{part} ")} == tokens
    requests = {request.request_id: request for request in list_requests(base)}
    assert Counter(request.workbook_id for request in requests.values()) == dict.fromkeys(tokens, 5)
    groups: dict[int, set[str]] = {}
    for request in requests.values():
        groups.setdefault(request.group_id, set()).add(request.status)
    assert all(len(statuses) == 1 for statuses in groups.values()), "a group is decided by half"
    carried_out = Counter(entry.request_id for entry in entries(base) if entry.source == "заявка")
    approved = [number for number, statuses in groups.items() if statuses == {APPROVED}]
    assert carried_out == dict.fromkeys(approved, 1), "an approval is there twice or without its changes"
    noted = Path(f"{folder}.done")
    for line in noted.read_text(encoding="utf-8").splitlines() if noted.exists() else []:
        *status, mark = line.split(" ")
        if status == ["sent"]:
            assert mark in tokens, "a send that was reported is lost"
        else:
            assert requests[int(mark)].status == " ".join(status), "a decision that was reported is lost"
    return len(tokens)


@pytest.mark.slow
@needs_fork
@pytest.mark.timeout(900)
def test_killed_sends_and_decisions_are_there_whole_and_once(base: Base, nursery: Nursery) -> None:
    draw, count_kills = random.Random(20261121), kills(COUNT_KILLS if base.is_embedded else COUNT_ON_SERVER)
    moments = Moments(draw, 0.3, share_done=0.7)
    counts = [0]
    for number in range(count_kills):
        both = [nursery.fork() for _ in range(1 + number % 2)]
        moments.wait()
        for worker in both:
            kill(worker)
        counts.append(assert_whole(base.folder))
        moments.learn(is_something_done=counts[-1] > counts[-2])
        if number % 20 == 0:
            assert verify(base) is None
            assert standing(base) == replayed(base)
    assert counts == sorted(counts), "no send that was there is lost"
    assert counts[-1] > count_kills / 2, "the people got to work"
    assert any(request.status == WAITING for request in list_requests(base)), "some kill came before a decision"
    assert verify(base) is None
    assert standing(base) == replayed(base)
    LOG.info("kills %d", count_kills)
    LOG.info("acknowledged %d", len(Path(f"{base.folder}.done").read_text(encoding="utf-8").splitlines()))


@needs_fork
def test_two_people_at_once_wait_for_each_other(base: Base, nursery: Nursery) -> None:
    workers = [nursery.fork(), nursery.fork()]
    deadline = time.monotonic() + 30
    while len(entries(base)) < 40 and time.monotonic() < deadline:
        time.sleep(0.05)
    for worker in workers:
        kill(worker)
    assert assert_whole(base.folder) >= 4
    assert verify(base) is None
