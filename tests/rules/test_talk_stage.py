"""How far the talks about next year's plan have come (METHOD section 13)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from clientbase_xl.rules.talk_stage import NEXT_STEPS, stage_of, talk_stages
from clientbase_xl.schemas.agreements import STAGES
from tests.support.agreements import documents

JANUARY = date(2027, 1, 1)
PLAN = {"plan_from_on": JANUARY, "plan_to_on": date(2027, 3, 1), "plan_rub": 100.0}


@pytest.mark.parametrize(
    ("cells", "stage"),
    [
        ({"document_kind": "соглашение о намерениях"}, "соглашение о намерениях"),
        ({"document_kind": "дополнительное соглашение"}, "дополнительное соглашение"),
        ({"document_kind": "дополнительное соглашение"} | PLAN, "план"),
        ({"document_kind": "дополнительное соглашение", "stage": "переговоры"} | PLAN, "переговоры"),
        ({"document_kind": "договор"}, None),
        ({"document_kind": "договор", "stage": "переговоры"}, "переговоры"),
        ({"document_kind": "доверенность"}, None),
    ],
)
def test_a_document_is_at_the_typed_stage_else_at_that_of_its_kind(cells: dict[str, Any], stage: str | None) -> None:
    assert stage_of(documents(cells).iloc[0].to_dict()) == stage


def test_the_furthest_stage_of_a_client_counts() -> None:
    rows = documents(
        {"stage": "план", "valid_until": JANUARY},
        {"stage": "переговоры"},
        {"client_code": "К2", "stage": "переговоры"},
        {"client_code": None, "stage": "план", "valid_until": JANUARY},
    )
    assert talk_stages(rows, JANUARY, 10) == {"К1": "план", "К2": "переговоры"}


@pytest.mark.parametrize(
    ("cells", "is_of_these_talks"),
    [
        ({"valid_until": date(2026, 12, 31)}, False),
        ({"valid_until": JANUARY}, True),
        ({"valid_until": None}, False),  # a letter without any day: of which year, nobody knows
        ({"signed_on": date(2026, 10, 1)}, True),
        ({"signed_on": date(2026, 9, 30)}, False),
        ({"signed_on": date(2023, 11, 15)}, False),
        ({"signed_on": date(2023, 11, 15), "valid_until": JANUARY}, True),
        ({"signed_on": date(2023, 11, 15), "stage": "переговоры"}, False),
        ({"stage": "переговоры"}, True),
        ({"plan_rub": 5.0, "plan_from_on": date(2026, 1, 1), "plan_to_on": date(2026, 12, 1)}, False),
        ({"plan_rub": 5.0, "plan_from_on": date(2026, 7, 1), "plan_to_on": JANUARY}, True),
        (PLAN | {"valid_until": date(2026, 12, 31)}, True),
    ],
)
def test_a_paper_of_the_year_before_is_no_step_of_this_one(cells: dict[str, Any], is_of_these_talks: bool) -> None:
    found = talk_stages(documents({"document_kind": "соглашение о намерениях"} | cells), JANUARY, 10)
    assert ("К1" in found) is is_of_these_talks


@pytest.mark.parametrize(
    ("month_on", "first_day"),
    [
        (date(2027, 4, 1), date(2026, 10, 1)),  # planned in March: still the round of the last year end
        (date(2026, 10, 1), date(2025, 10, 1)),  # planned in September
        (date(2026, 11, 1), date(2026, 10, 1)),
    ],
)
def test_a_round_of_talks_begins_with_the_year_end_before_its_month(month_on: date, first_day: date) -> None:
    for days, counts in ((0, True), (-1, False)):
        letter = {"document_kind": "соглашение о намерениях", "signed_on": first_day + timedelta(days=days)}
        assert bool(talk_stages(documents(letter), month_on, 10)) is counts


def test_every_stage_has_a_next_step() -> None:
    assert set(NEXT_STEPS) == {None, *STAGES}
    assert talk_stages(documents(), JANUARY, 10) == {}
