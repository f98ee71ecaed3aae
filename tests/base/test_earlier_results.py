"""Results of calls that later ones replaced (METHOD section 8)."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from clientbase_xl.base.door import apply_changes
from clientbase_xl.base.earlier_results import KEYS, earlier_results
from clientbase_xl.base.journal import Change
from clientbase_xl.base.store import Base
from tests.support.engines import Engine

Cells = dict[str, str | None]


@pytest.fixture
def base(tmp_path: Path, engine: Engine) -> Base:
    return engine.init(tmp_path / "база")


def typed(base: Base, at: str, before: Cells, **cells: str | None) -> Cells:
    """Store what a manager typed for client К at a moment and return the cells as they are now."""
    changes = [Change("reactivation", ("К",), key, before.get(key), value) for key, value in cells.items()]
    with base.writing() as connection:
        apply_changes(connection, changes, at=datetime.fromisoformat(at), by="тест", source="тест")
    return {**before, **cells}


def test_a_call_on_a_later_day_keeps_what_the_one_before_said(base: Base) -> None:
    cells = typed(base, "2026-01-20T10:00", {}, contacted_on="2026-01-20", answer="Да", programme="Шоу-рум")
    assert earlier_results(base).empty
    typed(base, "2026-05-25T10:00", cells, contacted_on="2026-05-25", answer=None)
    found = earlier_results(base)
    assert tuple(found.columns) == KEYS
    assert found.to_numpy().tolist() == [["К", date(2026, 1, 20), "Да", "Шоу-рум"]]


def test_a_day_put_right_the_day_it_was_typed_or_moved_back_is_a_correction(base: Base) -> None:
    cells = typed(base, "2026-01-20T10:00", {}, contacted_on="2026-01-10")
    cells = typed(base, "2026-01-20T17:00", cells, contacted_on="2026-01-20")
    typed(base, "2026-01-25T10:00", cells, contacted_on="2026-01-19")
    assert earlier_results(base).empty


def test_an_emptied_day_was_no_call(base: Base) -> None:
    cells = typed(base, "2026-01-20T10:00", {}, contacted_on="2026-01-20")
    cells = typed(base, "2026-01-22T10:00", cells, contacted_on=None)
    typed(base, "2026-05-25T10:00", cells, contacted_on="2026-05-25")
    assert earlier_results(base).empty


def test_as_of_an_earlier_moment_nothing_was_replaced_yet(base: Base) -> None:
    cells = typed(base, "2026-01-20T10:00", {}, contacted_on="2026-01-20")
    typed(base, "2026-05-25T10:00", cells, contacted_on="2026-05-25")
    assert len(earlier_results(base)) == 1
    assert earlier_results(base, datetime.fromisoformat("2026-05-24T00:00")).empty


def test_an_empty_base_has_none(base: Base) -> None:
    assert earlier_results(base).empty
