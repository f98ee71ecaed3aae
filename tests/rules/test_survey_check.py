"""What one row of a survey says against itself (METHOD section 10)."""

from __future__ import annotations

from typing import Any

import pytest

from clientbase_xl.rules.survey_check import CHECKED_COLUMNS, survey_check, survey_findings
from clientbase_xl.schemas.monitoring import CHECK_WORDS, MONITORING
from clientbase_xl.schemas.survey_words import ANSWERS, block_words
from tests.support.surveys import said, settled

CASES: list[tuple[int, dict[str, Any], list[str]]] = [
    (1, {"dynamics": "растёт", "dynamics_share": 0.1, "forecast": "падает", "forecast_share": 0.2}, []),
    (1, {"dynamics": "падает", "dynamics_share": -0.1}, []),
    (1, {"dynamics": "растёт", "dynamics_share": -0.1}, ["dynamics_sign"]),
    (1, {"forecast": "растёт", "forecast_share": -0.1}, ["forecast_sign"]),
    (1, {"dynamics": "без изменений", "dynamics_share": 0.1}, ["dynamics_share"]),
    (1, {"dynamics": "без изменений", "dynamics_share": 0.0}, []),
    (1, {"dynamics": "не знает", "forecast_share": 0.1}, ["forecast_share"]),
    (6, {"dynamics": "растёт"}, ["dynamics_word"]),
    (6, {"dynamics": "задержки", "forecast": "падает"}, ["forecast_word"]),
    (6, {"dynamics": "задержки", "forecast": "платит в срок"}, []),
    (7, {"dynamics": "нет", "who_when": "Иванов, май"}, ["name_without_change"]),
    (7, {"dynamics": "да", "who_when": "Иванов, май"}, []),
    (7, {"dynamics": "растёт", "dynamics_share": 0.1}, ["dynamics_word"]),
    (2, {"dynamics": "да", "dynamics_share": 0.1}, ["dynamics_word", "dynamics_share"]),
    (3, {}, []),
]


@pytest.mark.parametrize(("number", "cells", "expected"), CASES)
def test_a_row_is_judged_by_its_own_cells(number: int, cells: dict[str, Any], expected: list[str]) -> None:
    table = settled(said(number) | cells)
    assert [*survey_findings(table.to_dict("records")[0])] == expected
    (text,) = survey_check(table)
    assert text == (" ".join(f"ошибка: {CHECK_WORDS[key]}." for key in expected) or None)


@pytest.mark.long
def test_every_block_accepts_its_own_words_and_no_others() -> None:
    for number in range(1, 8):
        for word in ANSWERS:
            (row,) = settled(said(number, word)).to_dict("records")
            assert ("dynamics_word" in survey_findings(row)) is (word not in block_words(number))


def test_every_finding_has_a_typed_column_to_mend() -> None:
    assert set(CHECKED_COLUMNS) == set(CHECK_WORDS)
    assert all(MONITORING[key].is_typed for key in CHECKED_COLUMNS.values())


def test_a_row_without_a_block_is_not_judged_by_words() -> None:
    assert survey_check(settled(said(0, "да"))).tolist() == [None]
    assert survey_check(settled()).empty
