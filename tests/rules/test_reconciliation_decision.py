"""Which cell a decision asks for (METHOD section 7)."""

from __future__ import annotations

from typing import Any

import pytest

from clientbase_xl.rules.reconciliation_decision import asked_cell

RAISED = {"proposal": "повысить", "category_proposed": "A"}


@pytest.mark.parametrize(
    ("decision", "row", "asked"),
    [
        ("принять предложение", RAISED, ("category_approved", "A")),
        ("принять предложение", {"proposal": "утвердить", "category_proposed": "B"}, ("category_approved", "B")),
        ("принять предложение", {"proposal": "прекратить работу"}, ("is_stopped", "да")),
        ("принять предложение", {"proposal": "вывести из работы"}, ("is_archived", "да")),
        ("принять предложение", {"proposal": "оставить"}, None),
        ("принять предложение", {"proposal": "уточнить данные"}, None),
        ("оставить прежнюю", RAISED, None),
        ("сначала уточнить", RAISED, None),
        ("C", RAISED, ("category_approved", "C")),
        ("B", RAISED, None),
        ("B", {**RAISED, "is_preliminary": True}, ("category_approved", "B")),
        (None, RAISED, None),
    ],
)
def test_a_decision_asks_for_one_cell_or_none(
    decision: str | None, row: dict[str, Any], asked: tuple[str, str] | None
) -> None:
    figures = {"category_before": "B", "is_preliminary": False, "category_proposed": None} | row
    assert asked_cell(decision, figures) == asked
