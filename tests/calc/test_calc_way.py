"""The worker enters its office once and stays, and comes in again where the way was closed."""

from __future__ import annotations

from typing import Any

import pytest

from clientbase_xl.calc.engine import CalcRefused
from clientbase_xl.calc.engine.connection import Connection
from clientbase_xl.calc.worker import presses, way
from clientbase_xl.calc.worker.presses import press_answer


class Offices:
    """Offices behind pipes: which were entered, which ways have been closed, which pipes lead nowhere."""

    def __init__(self) -> None:
        self.entered: list[str] = []
        self.closed: list[Connection] = []
        self.dead: set[str] = set()

    def meet(self, pipe: str) -> Connection:
        if pipe in self.dead:
            raise CalcRefused("LibreOffice не отвечает.")
        self.entered.append(pipe)
        return Connection(object(), pipe)

    def app_of(self, connection: Connection, is_visible: bool) -> Any:
        if connection in self.closed:
            raise CalcRefused("LibreOffice или книга в нём уже закрыты.")
        return connection, is_visible


@pytest.fixture
def offices(monkeypatch: pytest.MonkeyPatch) -> Offices:
    """Return the offices; no way is kept before and after."""
    made = Offices()
    monkeypatch.setattr(way, "_KEPT", [])
    monkeypatch.setattr(way, "meet_office", made.meet)
    monkeypatch.setattr(way, "app_of", made.app_of)
    return made


def test_one_way_serves_every_press(offices: Offices) -> None:
    first, _ = way.office_behind("a", is_visible=True)  # type: ignore[misc]
    second, is_visible = way.office_behind("a", is_visible=False)  # type: ignore[misc]
    assert first is second
    assert not is_visible
    assert offices.entered == ["a"]


def test_another_pipe_is_entered_and_the_way_before_is_let_go(offices: Offices) -> None:
    way.office_behind("a", is_visible=True)
    way.office_behind("b", is_visible=True)
    way.office_behind("b", is_visible=True)
    assert offices.entered == ["a", "b"]
    assert [one.pipe for one in way._KEPT] == ["b"]


def test_a_way_that_was_closed_is_entered_again(offices: Offices) -> None:
    way.office_behind("a", is_visible=True)
    offices.closed += way._KEPT
    way.office_behind("a", is_visible=True)
    assert offices.entered == ["a", "a"]


def test_an_office_that_cannot_be_entered_is_told_and_nothing_is_kept(offices: Offices) -> None:
    way.office_behind("a", is_visible=True)
    offices.closed += way._KEPT
    offices.dead.add("a")
    with pytest.raises(CalcRefused, match="не отвечает"):
        way.office_behind("a", is_visible=True)
    assert way._KEPT == []


def test_a_worker_that_stands_outside_says_so_and_has_begun_nothing(offices: Offices) -> None:
    offices.dead.add("a")
    answer = press_answer({"do": "press", "key": presses.KEY, "pipe": "a", "document": "1", "visible": True})
    assert answer["outside"] is True
    assert answer["done"] is False
    assert "не отвечает" in answer["message"]
