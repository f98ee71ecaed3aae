"""The newest of the journal: single cells, and one line for what an act did to many rows alike."""

from __future__ import annotations

from datetime import timedelta

from clientbase_xl.base.journal import Change, JournalLine
from clientbase_xl.base.journal_digest import ALIKE_FROM, AlikeLine, last_digest
from clientbase_xl.base.store import Base
from tests.support.governed import NOON, card, change, put


def test_the_newest_changes_come_first(base: Base) -> None:
    put(base, *card("К1", comment="а"))
    put(base, Change("settings", ("status.new_days",), "value", "90", "60"))
    first, second, *_ = last_digest(base, 10)
    assert isinstance(first, JournalLine)
    assert isinstance(second, JournalLine)
    assert [first.change.sheet_key, second.change.sheet_key] == ["settings", "clients"]


def test_what_an_act_did_to_many_rows_is_one_line_with_their_count(base: Base) -> None:
    put(base, *(change(f"К{number}", "client_code", None, f"К{number}") for number in range(ALIKE_FROM)))
    (line, *_) = last_digest(base, 10)
    assert isinstance(line, AlikeLine)
    assert (line.sheet_key, line.column_key, line.count) == ("clients", "client_code", ALIKE_FROM)


def test_one_row_fewer_is_shown_cell_by_cell(base: Base) -> None:
    put(base, *(change(f"К{number}", "client_code", None, f"К{number}") for number in range(ALIKE_FROM - 1)))
    shown = last_digest(base, ALIKE_FROM - 1)
    assert {line.change.new for line in shown if isinstance(line, JournalLine)} == {
        f"К{number}" for number in range(ALIKE_FROM - 1)
    }


def test_rows_that_are_not_shown_are_not_counted(base: Base) -> None:
    codes = [f"К{number:03d}" for number in range(2 * ALIKE_FROM)]
    put(base, *(change(code, "client_code", None, code) for code in codes))
    (line, *_) = last_digest(base, 5, lambda _sheet, row: row[0] < f"К{ALIKE_FROM:03d}")
    assert isinstance(line, AlikeLine)
    assert line.count == ALIKE_FROM
    (single,) = [
        one for one in last_digest(base, 5, lambda _sheet, row: row == ("К007",)) if isinstance(one, JournalLine)
    ]
    assert single.change.new == "К007"


def test_what_came_after_the_moment_is_not_known(base: Base) -> None:
    put(base, *card("К1", comment="раньше"), at=NOON)
    put(base, change("К1", "comment", "раньше", "позже"), at=NOON + timedelta(hours=2))
    known = [
        line.change.new
        for line in last_digest(base, 50, as_of=NOON + timedelta(hours=1))
        if isinstance(line, JournalLine)
    ]
    assert "раньше" in known
    assert "позже" not in known
