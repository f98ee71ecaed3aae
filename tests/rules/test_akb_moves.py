"""Who moved the base, by name, and why."""

from __future__ import annotations

from clientbase_xl.rules.akb_bridge import of_manager
from clientbase_xl.rules.akb_moves import akb_moves
from clientbase_xl.schemas.akb_bridge import AKB_MOVES, IN_WORK
from tests.support.bridge import END, START, by_hand, october, snapshot


def test_every_term_has_its_clients_by_name() -> None:
    moves = akb_moves([by_hand()])
    assert tuple(moves.columns) == AKB_MOVES.keys
    working = moves[moves["base"] == IN_WORK]
    assert dict(zip(working["client_code"], working["move"], strict=True)) == {
        "К2": "новые",
        "К3": "вернувшиеся",
        "К4": "уснувшие",
        "К5": "прекращена работа",
        "К6": "переданы",
    }
    reasons = dict(zip(working["client_code"], working["reason"], strict=True))
    assert "к 01.11.2026 молчал 71" in reasons["К4"]
    assert "к 01.10.2026 молчал 90" in reasons["К3"]
    assert reasons["К6"] == "И → П"
    assert set(of_manager(working, "П")["client_code"]) == {"К2", "К6"}


def test_a_client_taken_out_of_the_archive_has_returned() -> None:
    period = october(snapshot(START, {"К1": ("И", 1)}, is_archived={"К1"}), snapshot(END, {"К1": ("И", 1)}))
    moves = akb_moves([period])
    assert moves["move"].tolist() == ["вернувшиеся", "вернувшиеся"]
    assert "Было: архив" in moves["reason"][0]
