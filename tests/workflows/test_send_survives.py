"""kill -9 while workbooks are sent and requests approved: nothing is lost, nothing is there twice or by half."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from clientbase_xl.base.requests import list_requests
from clientbase_xl.base.rows import read_rows
from clientbase_xl.schemas.requests import APPROVED
from tests.support.nursery import Moments, Nursery, kill, needs_fork, open_nursery
from tests.support.office import NEW_CLIENT, TODAY, Office
from tests.support.own_book import edited
from tests.support.sender import SENT, work

COUNT_KILLS, COUNT_BOOKS = 120, 12
ALL_DONE = (COUNT_BOOKS,) * 3


@pytest.fixture(scope="module")
def typed_books(office_of_a_team: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return an office with typed workbooks: a record, a free cell, a cell to approve and a new client in each."""
    team = office_of_a_team.copy(tmp_path_factory.mktemp("введено"))
    (team.folder / SENT).mkdir()
    made = team.books_of("Ветров", *(f"{SENT}/книга {number}" for number in range(COUNT_BOOKS)))
    for number, path in enumerate(made):
        with edited(path) as book:
            book.add_record("contacts", client_code="1", manager="Ветров", description=f"запись {number}")
            book.add("tasks", task=f"без номера {number}", manager="Ветров", due_on=TODAY)
            cells = {"client_code": f"Н{number}", "client_name": f"Новый {number}", "inn": None, "kpp": None}
            book.add("clients", **(NEW_CLIENT | cells | {"inn": f"77070838{number:02d}", "kpp": "773601001"}))
            book.type("clients", "3", potential_rub=1000 + number)
    return team


@pytest.fixture
def books(typed_books: Office, tmp_path: Path) -> Office:
    """Return a copy of that office, of which nothing is sent yet."""
    return typed_books.copy(tmp_path)


@pytest.fixture
def nursery(books: Office) -> Iterator[Nursery]:
    """Start the process that forks people at work."""
    with open_nursery("tests.support.sender", books.folder) as started:
        yield started


def counts(office: Office) -> tuple[int, int, int]:
    """Check that everything is there whole and once; return records, tasks and new clients."""
    assert office.is_whole()
    records = Counter(read_rows(office.base, "contacts")["description"])
    tasks = Counter(read_rows(office.base, "tasks")["task"])
    requests = list_requests(office.base)
    asked = Counter((one.row_key, one.column_key, one.new) for one in requests)
    assert {*records.values(), *tasks.values(), *asked.values()} <= {1}, "something is there twice"
    groups: dict[int, set[str]] = {}
    for request in requests:
        groups.setdefault(request.group_id, set()).add(request.status)
    assert all(len(statuses) == 1 for statuses in groups.values()), "a group is decided by half"
    clients = {one.row_key for one in requests if one.kind == "новый клиент" and one.status == APPROVED}
    assert all(office.card(code, "delivery_address") == "Тверь" for (code,) in clients), "a new client by half"
    return len(records), len(tasks), len(clients)


@pytest.mark.slow
@needs_fork
@pytest.mark.timeout(1200)
def test_killed_sends_and_approvals_lose_and_double_nothing(books: Office, nursery: Nursery) -> None:
    draw = random.Random(20261121)
    moments = Moments(draw, 0.3, share_done=0.15)
    seen = [(0, 0, 0)]
    for _ in range(COUNT_KILLS):
        somebody = nursery.fork()
        moments.wait()
        kill(somebody)
        seen.append(counts(books))
        if seen[-1] != ALL_DONE:
            moments.learn(is_something_done=seen[-1] != seen[-2])
        assert all(after >= before for before, after in zip(seen[-2], seen[-1], strict=True)), "something is lost"
    assert len(set(seen)) > 5, "the kills came in the middle of the work"
    work(books.folder, draw)
    assert counts(books) == ALL_DONE
    before = books.statuses()
    work(books.folder, draw)
    assert books.statuses() == before


@pytest.mark.slow
def test_everybody_at_work_undisturbed_comes_to_the_same(books: Office) -> None:
    work(Path(books.folder), random.Random(1))
    assert counts(books) == ALL_DONE
