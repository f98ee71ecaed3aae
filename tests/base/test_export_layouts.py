"""Remembered layouts are governed like everything that people answer: journalled, verified, never silently changed."""

from __future__ import annotations

from datetime import datetime

import pytest

from clientbase_xl.base.export_layouts import SOURCE, forget_layout, read_layouts, remember_layout
from clientbase_xl.base.journal import entries, head
from clientbase_xl.base.store import Base
from clientbase_xl.base.tables import TABLES
from clientbase_xl.base.verify import verify
from clientbase_xl.errors import BadUse

NOW = datetime.fromisoformat("2026-06-01T09:00")
ANSWERS = {"columns": {"amount_rub": "Итого с НДС"}, "dates": {"sold_on": "день/месяц"}}


def remember(base: Base, fingerprint: str = "a" * 64, answers: dict[str, dict[str, str]] = ANSWERS) -> int:
    with base.writing() as connection:
        shown = ("Когда", "Итого с НДС")
        return remember_layout(connection, fingerprint, shown, answers, at=NOW, by="Анна", reason="Файл «май.xlsx»")


def test_a_layout_comes_back_as_it_was_answered(base: Base) -> None:
    assert remember(base) == 1
    (found,) = read_layouts(base)
    assert (found.number, found.headings, found.settled_by) == (1, ("Когда", "Итого с НДС"), "Анна")
    assert found.answers == ANSWERS
    assert found.settled_at == NOW
    assert verify(base) is None


def test_the_same_answer_once_more_writes_nothing(base: Base) -> None:
    remember(base)
    before = head(base)
    assert remember(base) == 1
    assert head(base) == before


def test_another_answer_takes_the_place_and_keeps_the_number(base: Base) -> None:
    remember(base)
    remember(base, "b" * 64)
    assert remember(base, answers={"columns": {"amount_rub": "Когда"}}) == 1
    assert [(one.number, one.answers["columns"]["amount_rub"]) for one in read_layouts(base)] == [
        (1, "Когда"),
        (2, "Итого с НДС"),
    ]
    assert verify(base) is None


def test_a_forgotten_layout_is_gone_and_stays_in_the_journal(base: Base) -> None:
    remember(base)
    with base.writing() as connection:
        assert forget_layout(connection, 1, at=NOW, by="Борис").headings == ("Когда", "Итого с НДС")
    assert read_layouts(base) == []
    told = [(one.by, one.reason) for one in entries(base) if one.source == SOURCE]
    assert told == [("Анна", "Файл «май.xlsx»"), ("Борис", "Забыта раскладка № 1")]
    assert verify(base) is None
    assert remember(base) == 1


def test_an_unknown_number_names_those_that_exist(base: Base) -> None:
    remember(base)
    with base.writing() as connection, pytest.raises(BadUse) as refused:
        forget_layout(connection, 5, at=NOW, by="Анна")
    assert refused.value.allowed == "1"


def test_an_answer_changed_past_the_door_is_noticed(base: Base) -> None:
    remember(base)
    with base.writing() as connection:
        connection.execute(TABLES["export_layouts"].update().values(answers="{}"))
    broken = verify(base)
    assert broken is not None
    assert "Раскладки выгрузок" in broken.why
