"""Whose plan counts for a month, and which plan runs today, 20.11.2026 (METHOD section 13)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.plan_documents import agreed_documents, running_plans
from tests.support.agreements import documents, shown_documents

YEAR: dict[str, Any] = {
    "document_kind": "дополнительное соглашение",
    "plan_from_on": date(2026, 1, 1),
    "plan_to_on": date(2026, 12, 1),
    "plan_rub": 1_200.0,
}
SECOND_HALF = YEAR | {"plan_from_on": date(2026, 7, 1)}


def holders(*rows: dict[str, Any], unsigned: tuple[str, ...] = ()) -> dict[int, str]:
    """Return month → number of the record whose plan counts for client К1."""
    given = documents(*rows)
    found = agreed_documents(given, ~given["row_id"].isin(unsigned))
    return {month.month: given.loc[label, "row_id"] for (code, month), label in found.items() if code == "К1"}


def running(*rows: dict[str, Any]) -> list[str]:
    shown = shown_documents(*rows)
    return sorted(shown.loc[running_plans(shown), "row_id"])


def test_a_later_plan_takes_its_months_and_leaves_the_others() -> None:
    early, late = YEAR | {"signed_on": date(2026, 1, 9)}, SECOND_HALF | {"signed_on": date(2026, 6, 30)}
    for rows, first, second in (((early, late), "a-1", "a-2"), ((late, early), "a-2", "a-1")):
        assert holders(*rows) == {month: first if month < 7 else second for month in range(1, 13)}


def test_what_is_not_signed_agrees_nothing_and_equal_days_leave_it_to_the_later_record() -> None:
    assert set(holders(YEAR, YEAR).values()) == {"a-2"}
    assert set(holders(YEAR, YEAR, unsigned=("a-2",)).values()) == {"a-1"}
    assert set(holders(*[YEAR] * 10).values()) == {"a-10"}
    assert holders(YEAR | {"client_code": None}) == {}


@pytest.mark.parametrize(
    ("first", "last", "runs"),
    [
        (date(2026, 11, 1), date(2026, 11, 1), True),  # its last day is still to come: 30 November
        (date(2026, 1, 1), date(2026, 10, 1), False),
        (date(2026, 12, 1), date(2026, 12, 1), False),
    ],
)
def test_a_plan_runs_while_its_months_do(first: date, last: date, runs: bool) -> None:
    assert running(YEAR | {"plan_from_on": first, "plan_to_on": last}) == (["a-1"] if runs else [])


def test_a_plan_that_is_over_does_not_hide_the_one_that_runs() -> None:
    old = YEAR | {"plan_from_on": date(2024, 1, 1), "plan_to_on": date(2024, 12, 1)}
    assert running(old | {"valid_until": date(2024, 12, 31)}, YEAR | {"valid_until": date(2026, 12, 31)}) == ["a-2"]


def test_the_plan_of_this_year_runs_though_that_of_the_next_is_signed() -> None:
    coming = YEAR | {"plan_from_on": date(2027, 1, 1), "plan_to_on": date(2027, 3, 1)}
    ends = ({"valid_until": date(2026, 12, 31)}, {"valid_until": date(2027, 12, 31), "signed_on": date(2026, 11, 2)})
    assert running(YEAR | ends[0], coming | ends[1]) == ["a-1"]


def test_of_plans_that_run_the_furthest_then_the_later_counts_for_each_client() -> None:
    letter = YEAR | {"document_kind": "соглашение о намерениях", "signed_on": date(2026, 6, 1)}
    assert running(YEAR, letter) == ["a-1"]
    assert running(YEAR, SECOND_HALF | {"signed_on": date(2026, 6, 30)}) == ["a-2"]
    assert running(YEAR, YEAR | {"client_code": "К2"}) == ["a-1", "a-2"]


def test_a_draft_a_plan_of_nothing_and_a_document_without_a_plan_do_not_run() -> None:
    assert running(YEAR | {"stage": "переговоры"}) == []
    assert running(YEAR | {"plan_rub": 0.0}) == []
    assert running({"document_kind": "договор"}) == []
    assert running_plans(shown_documents()).empty


def test_the_mask_has_the_index_of_the_documents() -> None:
    shown = shown_documents(YEAR, YEAR | {"client_code": "К2"}).set_axis([7, 3])
    pd.testing.assert_index_equal(running_plans(shown).index, shown.index)
