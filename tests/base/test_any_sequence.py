"""Any sequence of edits, requests, decisions, imports and undos ends with tables that are the journal replayed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clientbase_xl.base.cards import read_cards, set_preliminary_categories, store_cards
from clientbase_xl.base.door import cell_text
from clientbase_xl.base.erase import erase_personal
from clientbase_xl.base.imports import list_imports, undo_import
from clientbase_xl.base.journal import Change, entries, head
from clientbase_xl.base.replay import replay
from clientbase_xl.base.requests import decide, list_requests, submit
from clientbase_xl.base.store import Base
from clientbase_xl.base.verify import verify
from clientbase_xl.errors import BadUse
from clientbase_xl.schemas.requests import APPROVED, CHANGE, CONFLICT, NEW_CLIENT, WAITING
from tests.support.governed import NOON, card, put, replayed, staff, standing
from tests.support.importer import NOW, export, import_export

CELLS = [
    ("clients", ("К1",), "comment", ["а", "б", None]),
    ("clients", ("К1",), "phone", ["+7 1", "+7 2", None]),
    ("clients", ("К1",), "category_approved", ["A", "B", None]),
    ("clients", ("К2",), "potential_rub", ["10", "10.50", "0.125", None]),
    ("clients", ("К2",), "is_target", ["да", "нет", None]),
    ("clients", ("К2",), "manager", ["Юрьева", "Абрамов", None]),
    ("contacts", ("а-1",), "result", ["заказ", "отказ", None]),
    ("contacts", ("а-1",), "person_name", ["Сидоров", None]),
    ("tasks", ("а-2",), "plan", ["5", "7.25", None]),
    ("settings", ("status.new_days",), "value", ["60", "45", "0", None]),
    ("settings", ("fields.clients.comment",), "value", ["только РОП", "как угодно", None]),
    ("lists", ("channels", "Опт"), "value", ["Опт", None]),
    ("lists", ("channels", "Опт"), "note", ["пояснение", None]),
]
Step = tuple[str, object, str | None]
PEOPLE = ("рожкова", "админ", "иванова", "петров")

cells = st.sampled_from(CELLS).flatmap(lambda cell: st.tuples(st.just(cell[:3]), st.sampled_from(cell[3])))
steps = st.one_of(
    st.tuples(st.just("edit"), st.lists(cells, min_size=1, max_size=3), st.sampled_from(PEOPLE)),
    st.tuples(st.just("ask"), st.lists(cells, min_size=1, max_size=3), st.sampled_from(PEOPLE)),
    st.tuples(st.just("stale"), cells, st.sampled_from(PEOPLE)),
    st.tuples(st.just("new client"), st.sampled_from(["К1", "К3", "К4"]), st.sampled_from(PEOPLE)),
    *[st.tuples(st.just("decide"), st.tuples(st.integers(0, 9), st.booleans()), st.sampled_from(PEOPLE[:3]))] * 3,
    st.tuples(st.just("import"), st.integers(1, 4), st.none()),
    st.tuples(st.just("undo"), st.integers(0, 3), st.none()),
    st.tuples(st.just("cards"), st.sampled_from(["К1", "К3", "К9"]), st.sampled_from(PEOPLE)),
    st.tuples(st.just("categories"), st.sampled_from(["A", "D"]), st.none()),
    st.tuples(st.just("erase"), st.sampled_from(["К1", "К4"]), st.none()),
)


@pytest.fixture(scope="module")
def template() -> Iterator[Path]:
    """Return the folder of a base with its people and two clients, to be copied."""
    with tempfile.TemporaryDirectory() as name:
        base = Base.init(Path(name) / "база", at=NOON)
        staff(base)
        put(base, *card("К1", client_name="Один"), *card("К2", client_name="Два"))
        yield base.folder


def changes_of(base: Base, wanted: list[tuple[tuple[str, tuple[str, ...], str], str | None]]) -> list[Change]:
    """Return changes from what stands now; of a cell named twice the last one."""
    with base.reading() as connection:
        return [Change(*place, cell_text(connection, *place), text) for place, text in dict(wanted).items()]


def step(base: Base, kind: str, what: object, by: str) -> None:
    """Do one step; a refusal is a step too."""
    match kind, what:
        case "edit", list(wanted):
            put(base, *changes_of(base, wanted), by=by)
        case "ask", list(wanted):
            with base.writing() as connection:
                submit(connection, changes_of(base, wanted), at=NOON, by=by, kind=CHANGE, workbook_id="книга")
        case "stale", (place, text):
            with base.writing() as connection:
                submit(connection, [Change(*place, "никогда не было", text)], at=NOON, by=by)
        case "new client", str(code):
            with base.writing() as connection:
                submit(connection, card(code, client_name=f"Новый {code}", phone="1"), at=NOON, by=by, kind=NEW_CLIENT)
        case "decide", (int(which), bool(yes)):
            known = list_requests(base, WAITING if which < 8 else "")
            if known:
                number = known[which % len(known)].request_id
                decide(base, [number], approve=yes, by=by, at=NOON, why="решение")
        case "import", int(number):
            import_export(base, export(number))
        case "undo", int(which):
            records = list_imports(base)
            if records:
                undo_import(base, records[which % len(records)].import_id, NOW, "я")
        case "cards", str(code):
            with base.writing() as connection:
                frame = pd.DataFrame({"client_code": [code], "client_name": ["Из файла"], "manager": ["Юрьева"]})
                store_cards(connection, frame, at=NOON, by=by)
        case "categories", str(letter):
            set_preliminary_categories(base, dict.fromkeys(("К1", "К2", "К3"), letter), at=NOON, by="я")
        case "erase", str(code):
            erase_personal(base, "clients", (code,), at=NOON, by="админ", reason="просьба")
        case _:
            raise AssertionError(kind)


SLOW_CHECKS = [HealthCheck.too_slow, HealthCheck.data_too_large]


@pytest.mark.slow
@pytest.mark.timeout(900)
@settings(max_examples=16, deadline=None, suppress_health_check=SLOW_CHECKS)
@given(st.lists(steps, min_size=15, max_size=50))
def test_tables_are_the_journal_replayed_after_any_sequence(template: Path, given_steps: list[Step]) -> None:
    check_sequence(template, given_steps)


def check_sequence(template: Path, given_steps: list[Step]) -> None:
    """Do the steps on a copy of the base and check after each, and the whole at the end."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "база"
        shutil.copytree(template, folder)
        base = Base.open(folder)
        before = standing(base)
        for kind, what, by in given_steps:
            count = head(base)[0]
            try:
                step(base, kind, what, by or "я")
            except BadUse:
                assert (standing(base), head(base)[0]) == (before, count), "a refusal leaves no trace"
            before = standing(base)
            assert before == replayed(base)
            assert head(base)[0] <= count + 1, "an act is one entry"
        assert verify(base, head(base)[1]) is None
        assert [entry.seq for entry in entries(base)] == list(range(1, head(base)[0] + 1))
        pd.testing.assert_frame_equal(read_cards(base, head(base)[0]), read_cards(base))
        assert set(replay(base)["clients"]["client_code"]) >= set(read_cards(base)["client_code"])
        check_requests(base)


def check_requests(base: Base) -> None:
    """Check every request against the rules: one decision, by another than who asked, groups as a whole."""
    carried_out = {entry.request_id for entry in entries(base) if entry.source == "заявка"}
    groups: dict[int, set[str]] = {}
    for request in list_requests(base):
        groups.setdefault(request.group_id, set()).add(request.status)
        assert (request.status == WAITING) == (request.decided_by is None)
        if request.status == APPROVED:
            assert request.decided_by in ("рожкова", "админ")
            assert request.decided_by != request.submitted_by
            assert request.group_id in carried_out
        if request.status == CONFLICT:
            assert "в базе " in str(request.decision_reason)
    assert all(len(statuses) == 1 for statuses in groups.values())
