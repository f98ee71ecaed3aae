"""What people type on «Сокращают закупки» against themselves or the numbers beside it (METHOD section 11)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.problems import RecordProblem, Severity
from clientbase_xl.rules.falling_problems import falling_problems
from clientbase_xl.rules.joined import present
from clientbase_xl.schemas.falling_purchases import FALLING_PURCHASES, REASON_WORDS

TODAY, FIRST = date(2026, 6, 1), date(2025, 1, 9)


def problems(**cells: Any) -> list[RecordProblem]:
    row = {"client_code": "К1", "client_name": "ООО «Ромашка»", "rank": 1} | cells
    table = present(pd.DataFrame([row], columns=list(FALLING_PURCHASES.keys), dtype=object), FALLING_PURCHASES)
    return [one for one in falling_problems(table, FIRST, TODAY) if isinstance(one, RecordProblem)]


@pytest.mark.parametrize(
    ("cells", "column", "severity"),
    [
        ({"crisis_from": date(2025, 3, 1)}, "Предкризисный период с", Severity.WARNING),
        ({"crisis_until": date(2025, 3, 1)}, "Предкризисный период по", Severity.WARNING),
        (
            {"crisis_from": date(2025, 3, 1), "crisis_until": date(2025, 2, 1)},
            "Предкризисный период с",
            Severity.WARNING,
        ),
        ({"crisis_from": date(2026, 3, 1), "crisis_until": TODAY}, "Предкризисный период по", Severity.WARNING),
        (
            {"crisis_from": date(2025, 1, 8), "crisis_until": date(2025, 3, 1)},
            "Предкризисный период с",
            Severity.WARNING,
        ),
        (
            {"crisis_from": FIRST, "crisis_until": date(2026, 5, 31), "baseline_of": "предкризисный период"},
            "Предкризисный период с",
            Severity.WARNING,
        ),
        ({"sell_out_units": 10}, "Наша цена, ₽ за ед.", Severity.WARNING),
        ({"overdue_days": 5, "overdue_rub": 0}, "Дней просрочки", Severity.WARNING),
        ({"reason_decided": REASON_WORDS[2]}, "Причина (решили)", Severity.NOTICE),
        ({"reason_decided": REASON_WORDS[2], "overdue_rub": 0}, "Причина (решили)", Severity.NOTICE),
    ],
)
def test_each_contradiction_is_one_problem_at_its_cell(cells: dict[str, Any], column: str, severity: Severity) -> None:
    (found,) = problems(**cells)
    assert (found.column, found.severity) == (column, severity)
    assert (found.sheet, found.record, found.client_code) == ("Сокращают закупки", ("К1",), "К1")


@pytest.mark.parametrize(
    "cells",
    [
        {},
        {"crisis_from": FIRST, "crisis_until": date(2026, 5, 31)},
        {
            "crisis_from": FIRST,
            "crisis_until": date(2026, 5, 31),
            "baseline_of": "предкризисный период",
            "baseline_rub": 1.0,
        },
        {"sell_out_units": 10, "unit_price_rub": 5},
        {"sell_out_before_units": 10},
        {"overdue_days": 0, "overdue_rub": 0},
        {"overdue_days": 5},
        {"reason_decided": REASON_WORDS[2], "overdue_days": 5},
        {"reason_decided": REASON_WORDS[2], "overdue_rub": 5},
        {"reason_decided": REASON_WORDS[2], "free_limit_rub": -5},
        {"reason_decided": REASON_WORDS[0]},
    ],
)
def test_what_agrees_is_no_problem(cells: dict[str, Any]) -> None:
    assert problems(**cells) == []
