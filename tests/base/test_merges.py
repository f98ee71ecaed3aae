"""A decision that merges two clients brings its changes with it, and takes them back, on both engines."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from clientbase_xl.base.door import current_texts
from clientbase_xl.base.journal import Change, head
from clientbase_xl.base.merges import codes_of_client, merges_within, once_merged_with, read_merges
from clientbase_xl.base.merging import changed_since, rows_since
from clientbase_xl.base.requests import decide, list_requests, submit
from clientbase_xl.base.rows import read_rows
from clientbase_xl.base.store import Base
from clientbase_xl.base.verify import verify
from clientbase_xl.errors import BadUse
from clientbase_xl.schemas.requests import APPROVED, CONFLICT
from tests.support.governed import NOON, card, put, replayed, standing

LATER = NOON + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _cards(base: Base) -> None:
    put(base, *card("1", client_name="Ладья", region="Тверь"), *card("2", client_name="Ладья ООО", holding="Флот"))
    put(base, *card("3", client_name="Пешка"))
    put(base, *(Change("contacts", ("а-1",), key, None, text) for key, text in CONTACT.items()))


CONTACT = {"client_code": "2", "contacted_on": "2026-05-01"}


def decision(first: str, second: str, kept: str | None, *, is_undone: bool = False) -> list[Change]:
    """Return the changes that merge a pair, or take it apart again."""
    cells = {"decision": "объединить", "kept_code": kept}
    pairs = ((text, None) if is_undone else (None, text) for text in cells.values())
    return [
        Change("client_pairs", (first, second), key, old, new) for key, (old, new) in zip(cells, pairs, strict=True)
    ]


def test_a_merge_is_one_act_and_taking_it_back_leaves_the_tables_as_they_were(base: Base) -> None:
    before, (seq, _) = standing(base), head(base)
    put(base, *decision("1", "2", "1"), at=LATER)
    cards = standing(base)["clients"]
    assert (cards["1",]["holding"], cards["1",]["region"]) == ("Флот", "Тверь")
    assert (cards["2",]["is_archived"], cards["2",]["comment"]) == ("да", "объединён с 1 «Ладья»")
    assert head(base)[0] == seq + 1
    assert list(read_rows(base, "contacts")["client_code"]) == ["1"]
    assert list(read_rows(base, "contacts", NOON)["client_code"]) == ["2"]
    assert standing(base)["contacts"] == before["contacts"], "nothing that was stored is rewritten"
    assert standing(base) == replayed(base)
    put(base, *decision("1", "2", "1", is_undone=True), at=LATER)
    assert standing(base) == replayed(base) == before
    assert verify(base) is None


def test_codes_of_a_chain_are_one_client_and_the_journal_knows_whom_it_once_was(base: Base) -> None:
    put(base, *decision("1", "2", "1"))
    put(base, *decision("1", "3", "3"))
    assert read_merges(base) == {"1": "3", "2": "3"}
    with base.reading() as connection:
        assert codes_of_client(connection, "2") == ["2", "1", "3"]
    put(base, *decision("1", "3", "3", is_undone=True))
    with base.reading() as connection:
        assert merges_within(connection) == {"2": "1"}
        assert codes_of_client(connection, "1") == ["1", "2"]
        assert once_merged_with(connection, ["2", "1"]) == ["3"]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        (decision("1", "2", None), "какая карточка остаётся"),
        (decision("1", "2", "3"), "какая карточка остаётся"),
        (decision("2", "1", "1"), "записана неверно"),
        (decision("1", "9", "1"), "«9» в базе нет"),
        ([*decision("1", "2", "1"), *decision("2", "3", "3")], "уже объединён с"),
        ([*decision("1", "2", "1"), *decision("1", "3", "3")], "1 сам объединён с 3"),
    ],
)
def test_a_decision_that_no_card_could_follow_is_refused_by_the_door(
    base: Base, changes: list[Change], why: str
) -> None:
    before = head(base)
    with pytest.raises(BadUse, match=why):
        put(base, *changes)
    assert head(base) == before


def test_of_two_who_merge_at_once_one_is_refused_and_nothing_is_done_twice(base: Base) -> None:
    def merge(kept: str) -> str:
        try:
            put(base, *decision("1", "2", kept), at=LATER)
        except BadUse as refused:
            return str(refused)
        return ""

    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(merge, ("1", "2", "1", "2")))
    assert sorted(map(bool, said)) == [False, True, True, True]
    assert len(read_merges(base)) == 1
    assert standing(base) == replayed(base)
    assert verify(base) is None


def test_what_was_asked_about_a_merged_card_becomes_a_conflict_that_names_the_card_that_stays(base: Base) -> None:
    asked = [Change("clients", (code,), "comment", None, "звонить") for code in ("1", "2")]
    asked += [Change("client_plans", ("2", "2026-08-01"), "plan_rub", None, "7")]
    with base.writing() as connection:
        numbers = submit(connection, asked, at=NOON, by="иванова")
    put(base, *decision("1", "2", "1"), at=LATER)
    before = standing(base)
    kept, *gone = decide(base, numbers, approve=True, by="рожкова", at=LATER)
    assert (kept.status, [one.status for one in gone]) == (APPROVED, [CONFLICT, CONFLICT])
    assert {one.message for one in gone} == {"Клиент 2 объединён с 1: попросите о том же в карточке 1"}
    assert list_requests(base)[1].decision_reason == gone[0].message
    after = standing(base)
    assert after["clients"]["2",] == before["clients"]["2",], "nothing is written into the archive"
    assert after["client_plans"] == before["client_plans"]
    assert (after["clients"]["1",]["comment"], after == replayed(base)) == ("звонить", True)
    assert verify(base) is None


def test_merges_of_a_chain_taken_back_in_order_leave_no_trace_of_the_program(base: Base) -> None:
    before, (first, _) = standing(base), head(base)
    put(base, *decision("2", "3", "3"), at=LATER)
    put(base, *decision("1", "3", "1"), at=LATER)
    put(base, *decision("1", "3", "1", is_undone=True), at=LATER)
    with base.reading() as connection:
        assert changed_since(connection, "3", first) == set()
    put(base, *decision("2", "3", "3", is_undone=True), at=LATER)
    assert standing(base) == before


def test_rows_entered_for_a_client_since_a_merge_are_found_and_no_others(base: Base) -> None:
    put(base, *decision("1", "2", "1"), at=LATER)
    seq = head(base)[0]
    made = {("contacts", "1"): "т-1", ("tasks", "1"): "т-2", ("contacts", "3"): "т-3", ("contacts", "2"): "т-4"}
    put(base, *(Change(key, (row,), "client_code", None, code) for (key, code), row in made.items()), at=LATER)
    plans = [Change("client_plans", (code, "2026-07-01"), "plan_rub", None, "5") for code in ("1", "3")]
    put(base, *plans, at=LATER)
    with base.reading() as connection:
        assert rows_since(connection, "1", seq, current_texts) == {
            "contacts": {("т-1",)},
            "tasks": {("т-2",)},
            "client_plans": {("1", "2026-07-01")},
        }
        assert rows_since(connection, "1", head(base)[0], current_texts) == {}
