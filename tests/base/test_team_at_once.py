"""Many people at once on one base: nobody's act is lost, none is there twice, and one request is decided once."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from clientbase_xl.base.door import apply_changes, cell_text
from clientbase_xl.base.journal import entries
from clientbase_xl.base.requests import Outcome, decide, list_requests, submit
from clientbase_xl.base.store import Base
from clientbase_xl.base.verify import verify
from clientbase_xl.schemas.requests import APPROVED, NEW_CLIENT, REJECTED, WAITING
from tests.support.governed import NOON, card, change, put, replayed, staff, standing

LOG = logging.getLogger(__name__)
COUNT_WRITERS, COUNT_ACTS = 50, 3
COUNT_REQUESTS = 12


def at_once(count: int, work: Callable[[int], object]) -> list[object]:
    """Do the same in many threads that start together, each with connections of its own; return what they return."""
    gate = threading.Barrier(count)

    def one(number: int) -> object:
        gate.wait(30)
        return work(number)

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(one, range(count)))


@pytest.mark.long
@pytest.mark.timeout(300)
def test_fifty_writers_lose_nothing_and_double_nothing(base: Base) -> None:
    put(base, *card("общий", client_name="0"))

    def work(number: int) -> int:
        own = Base.open(base.folder)
        for act in range(COUNT_ACTS):
            code = f"К{number}-{act}"
            put(own, *card(code, client_name=code, phone=f"+7 {number}"), reason=f"карточка {code}")
            with own.writing() as connection:
                place = "clients", ("общий",), "client_name"
                held = int(cell_text(connection, *place) or 0)
                counted = [change("общий", "client_name", str(held), str(held + 1))]
                apply_changes(
                    connection, counted, at=NOON, by=f"человек {number}", source="тест", reason=f"счёт {code}"
                )
        return COUNT_ACTS

    done = at_once(COUNT_WRITERS, work)
    assert sum(map(int, map(str, done))) == COUNT_WRITERS * COUNT_ACTS
    wanted = {f"{kind} К{number}-{act}" for kind in ("карточка", "счёт") for number in range(50) for act in range(3)}
    written = Counter(entry.reason for entry in entries(base) if entry.reason in wanted)
    assert written == dict.fromkeys(wanted, 1)
    assert [entry.seq for entry in entries(base)] == list(range(1, len(entries(base)) + 1))
    codes = {code for (code,) in standing(base)["clients"]} - {"общий"}
    assert len(codes) == COUNT_WRITERS * COUNT_ACTS
    assert standing(base)["clients"]["общий",]["client_name"] == str(COUNT_WRITERS * COUNT_ACTS)
    assert verify(base) is None
    assert standing(base) == replayed(base)
    LOG.info("acknowledged %d", len(written))
    LOG.info("lost %d", len(wanted) - len(written))


@pytest.mark.timeout(300)
def test_two_heads_who_decide_the_same_requests_at_once_carry_each_out_once(base: Base) -> None:
    staff(base)
    put(base, *card("К1", client_name="Ромашка"))
    with base.writing() as connection:
        for number in range(COUNT_REQUESTS):
            submit(connection, card(f"Н{number}", client_name="Новый"), at=NOON, by="иванова", kind=NEW_CLIENT)
    groups = sorted({one.group_id for one in list_requests(base)})

    def work(person: int) -> list[Outcome]:
        own, by = Base.open(base.folder), ("рожкова", "админ")[person]
        outcomes = []
        for number in groups:
            approve = (number + person) % 2 == 0
            outcomes += decide(own, [number], approve=approve, by=by, at=NOON, why="" if approve else "нет")
        return outcomes

    both = at_once(2, work)
    for first, second in zip(*both, strict=True):  # type: ignore[call-overload]
        assert sorted(bool(one.message) for one in (first, second)) == [False, True], "one decides, one is told so"
        assert first.status == second.status
        assert "Решено раньше" in (first.message or second.message)
    statuses = {number: {one.status for one in list_requests(base) if one.group_id == number} for number in groups}
    assert all(held in ({APPROVED}, {REJECTED}) for held in statuses.values()), "no request is approved by half"
    assert WAITING not in {one.status for one in list_requests(base)}
    approved = [number for number, held in statuses.items() if held == {APPROVED}]
    carried_out = Counter(entry.request_id for entry in entries(base) if entry.source == "заявка")
    assert carried_out == dict.fromkeys(approved, 1)
    assert sum(code.startswith("Н") for (code,) in standing(base)["clients"]) == len(approved)
    assert verify(base) is None
