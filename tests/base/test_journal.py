"""The journal: one entry per act, chained, with personal values beside it."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from clientbase_xl.base.journal import (
    MOST_ROWS_ASKED,
    Change,
    entries,
    group_lines,
    head,
    history,
    is_personal,
    record,
    rows_known,
    value_digest,
)
from clientbase_xl.base.meta import base_id
from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadUse
from tests.support.engines import Engine
from tests.support.governed import NOON, card, change, put

SQL = "SELECT {} FROM journal ORDER BY seq"


def test_a_new_base_begins_with_the_entry_that_made_it(tmp_path: Path, engine: Engine) -> None:
    made = engine.init(tmp_path / "база", at=NOON, by="Петров")
    (first,) = entries(made)
    assert (first.seq, first.at, first.by, first.source) == (1, NOON, "Петров", "создание базы")
    assert head(made) == (1, first.hash)


def test_an_act_is_one_entry_with_all_its_changes(base: Base) -> None:
    since, _ = head(base)
    put(base, *card("К1", client_name="Ромашка", comment="звонить утром"), by="Иванова", reason="знакомство")
    (entry,) = entries(base, since)
    assert (entry.seq, entry.by, entry.reason) == (since + 1, "Иванова", "знакомство")
    assert entry.count_changes == 4  # three cells, and that a person speaks for the card


def test_the_hash_of_an_entry_covers_its_fields_and_the_entry_before(base: Base) -> None:
    """By hand: SHA-256 of the JSON of what the entry says, its changes as SHA-256 of their JSON."""
    _, before = head(base)
    put(base, Change("contacts", ("а-1",), "result", None, "заказ"), by="я", reason="причина")
    changes = '[["contacts","[\\"а-1\\"]","result",null,"заказ",null,null]]'
    digest = hashlib.sha256(changes.encode()).hexdigest()
    fields = [before, 2, "2026-11-21T12:00:00.000000", "я", "тест", "причина", None, 1, digest]
    content = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    assert head(base)[1] == hashlib.sha256(content.encode()).hexdigest()


def test_two_bases_with_the_same_acts_have_different_chains(tmp_path: Path, engine: Engine) -> None:
    first, second = (engine.init(tmp_path / name, at=NOON) for name in ("а", "б"))
    assert base_id(first) != base_id(second)
    assert head(first)[1] != head(second)[1]


def test_the_bases_of_a_seed_are_the_same_to_the_last_salt(tmp_path: Path, engine: Engine) -> None:
    bases = [engine.init(tmp_path / name, at=NOON, seed="демо") for name in ("а", "б")]
    for made in bases:
        put(made, *card("К1", phone="+7 900 000-00-00"))
    assert head(bases[0]) == head(bases[1])
    assert base_id(bases[0]) == base_id(bases[1])


def test_history_tells_every_change_of_a_cell_in_order(base: Base) -> None:
    put(base, *card("К1", comment="первый"), by="Иванова")
    put(base, change("К1", "comment", "первый", "второй"), by="Петров")
    put(base, change("К1", "comment", "второй", None), by="Иванова")
    put(base, *card("К2", comment="чужой"))
    told = [(line.entry.by, line.change.old, line.change.new) for line in history(base, "clients", ("К1",), "comment")]
    assert told == [("Иванова", None, "первый"), ("Петров", "первый", "второй"), ("Иванова", "второй", None)]


def test_the_journal_knows_rows_that_were_emptied_and_of_the_asked_sheet_only(base: Base) -> None:
    odd, emptied, other = ('м-«1»\\"-6',), ("м-1-6",), ("м-2-6",)
    put(base, Change("tasks", odd, "task", None, "а"), Change("tasks", emptied, "task", None, "б"))
    put(base, Change("tasks", emptied, "task", "б", None), Change("contacts", other, "description", None, "в"))
    many = [(f"м-{number}-1",) for number in range(MOST_ROWS_ASKED)]
    with base.reading() as connection:
        assert rows_known(connection, "tasks", [emptied, *many, other, odd]) == {odd, emptied}
        assert rows_known(connection, "contacts", [emptied, other]) == {other}
        assert rows_known(connection, "tasks", []) == set()


def test_personal_values_stand_beside_the_chain_and_history_shows_them(base: Base) -> None:
    assert is_personal("clients", "phone")
    put(base, *card("К1", phone="+7 900"))
    put(base, change("К1", "phone", "+7 900", "+7 901"))
    with base.reading() as connection:
        plain = connection.execute(
            text("SELECT old, new, old_digest, new_digest FROM journal_changes WHERE column_key = 'phone'")
        ).all()
        kept = connection.execute(text("SELECT side, salt, value FROM personal_values ORDER BY seq, side")).all()
    assert [row[:2] for row in plain] == [(None, None), (None, None)]
    digests = [digest for row in plain for digest in reversed(row[2:]) if digest]
    assert digests == [value_digest(salt, value) for _, salt, value in kept]
    assert len({salt for _, salt, _ in kept}) == 3
    told = [(line.change.old, line.change.new) for line in history(base, "clients", ("К1",), "phone")]
    assert told == [(None, "+7 900"), ("+7 900", "+7 901")]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET by = 'другой'",
        "DELETE FROM journal WHERE seq = 2",
        "UPDATE journal_changes SET new = 'x'",
        "DELETE FROM journal_changes",
        "UPDATE personal_values SET value = 'x'",
        "UPDATE meta SET value = 'x'",
        "DELETE FROM meta",
    ],
)
def test_the_database_itself_refuses_to_change_the_past(base: Base, statement: str) -> None:
    put(base, *card("К1", phone="1"))
    with pytest.raises(IntegrityError), base._storage.writers.begin() as connection:
        connection.execute(text(statement))


def test_an_act_without_a_person_is_refused(base: Base) -> None:
    with pytest.raises(BadUse, match="кто меняет"), base.writing() as connection:
        record(connection, [], at=NOON, by=" ", source="команда")


def test_moments_with_and_without_fractions_give_the_hash_that_the_database_gives_back(base: Base) -> None:
    for moment in (datetime(2026, 1, 1, 9, 30), datetime(2026, 1, 1, 9, 30, 0, 5)):  # noqa: DTZ001
        with base.writing() as connection:
            record(connection, [], at=moment, by="я", source="команда")
    assert [entry.at.microsecond for entry in entries(base, 1)] == [0, 5]


def test_many_changes_in_one_act_keep_their_order(base: Base) -> None:
    codes = [f"К{number}" for number in range(1200)]
    put(base, *(change(code, "client_code", None, code) for code in codes))
    seq, _ = head(base)
    with base.reading() as connection:
        lines = group_lines(connection, seq, [("clients", "client_code")])["clients", "client_code"]
    assert [line.change.new for line in reversed(lines)] == codes
