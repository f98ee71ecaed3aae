"""Which proposal a client gets: the first rule that fits (METHOD sections 3, 7)."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.reconciliation_proposal import proposal
from tests.support.reconciliation import client

MARK = {"category_approved_mark": "предварительно"}


@pytest.mark.parametrize(
    ("cells", "word", "letter"),
    [
        ({}, "оставить", None),
        (MARK, "утвердить", "B"),
        ({"category_approved": None}, "утвердить", "B"),
        ({"category": "A"}, "повысить", "A"),
        ({"category": "C"}, "понизить", "C"),
        ({"category_range": "A–C", "category_approved": "A"}, "уточнить данные", None),
        ({"category_range": "A–C"}, "оставить", None),
        ({"category_range": "A–C", **MARK}, "уточнить данные", None),
        ({"category_range": "A–C", "category_approved": None}, "уточнить данные", None),
        ({"category_range": "B–C", "category_approved": "D"}, "повысить", "B"),
        ({"category_range": "B", "category_approved": "A"}, "понизить", "B"),
        ({"category": "E"}, "понизить", "E"),
        ({"category": "E", "category_approved": "E"}, "прекратить работу", None),
        ({"category": "E", "category_approved": "E", **MARK}, "утвердить", "E"),
        ({"category": "E", "category_approved": None}, "понизить", "E"),
        ({"status": "работа прекращена", "category": None}, "оставить", None),
        ({"status": "без покупок", "category": None}, "уточнить данные", None),
        ({"status": "ушедший", "category": None}, "вывести из работы", None),
    ],
)
def test_the_first_rule_that_fits_decides(cells: dict[str, Any], word: str, letter: str | None) -> None:
    found = proposal(client(**cells), None, 12)
    assert (found.word, found.letter) == (word, letter)
    assert found.why


def test_who_left_stays_while_a_next_touch_is_planned() -> None:
    found = proposal(client(status="ушедший", category=None), pd.Timestamp("2026-02-01"), 12)
    assert found.word == "оставить"
    assert found.why == "Нет покупок 12\xa0мес., последняя 20.12.2025; следующее касание 01.02.2026: мосты не сжигаем"
