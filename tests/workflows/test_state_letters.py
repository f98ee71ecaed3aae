"""The state after the first categories were fixed: the same as one loaded anew, the ledger asked once."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from clientbase_xl.base.cards import set_preliminary_categories
from clientbase_xl.ledger.client_facts import client_facts
from clientbase_xl.workflows import state as states
from clientbase_xl.workflows.build_workbook import fix_preliminary_categories
from clientbase_xl.workflows.state import load_state
from tests.support.office import NOW, TODAY, Office


def test_a_state_with_new_letters_is_what_loading_anew_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base, asked = Office.found(tmp_path).base, list[object]()
    first = load_state(base, TODAY)
    monkeypatch.setattr(states, "client_facts", lambda *given: (asked.append(given), client_facts(*given))[1])
    fixed = fix_preliminary_categories(base, first, now=NOW, user="тест")
    assert asked == []
    anew = load_state(base, TODAY)
    assert fixed.cards["category_approved"].notna().all()
    assert fixed.head == anew.head != first.head
    assert fixed.problems == anew.problems
    for one, other in (
        (fixed.cards, anew.cards),
        (fixed.categories.table, anew.categories.table),
        (fixed.reactivation, anew.reactivation),
        (fixed.statuses, anew.statuses),
        (fixed.clients(), anew.clients()),
    ):
        pd.testing.assert_frame_equal(one, other)


@pytest.mark.long
def test_what_somebody_else_wrote_meanwhile_is_not_missed(tmp_path: Path) -> None:
    base = Office.found(tmp_path).base
    first = load_state(base, TODAY)
    set_preliminary_categories(base, {"1": "E"}, at=NOW, by="другой")
    fixed = fix_preliminary_categories(base, first, now=NOW, user="тест")
    assert fixed.head == load_state(base, TODAY).head
    approved = dict(zip(fixed.cards["client_code"], fixed.cards["category_approved"], strict=True))
    assert approved["1"] == "E"
    pd.testing.assert_frame_equal(fixed.categories.table, load_state(base, TODAY).categories.table)
