"""Which days a discount is judged by (METHOD sections 0 and 14)."""

from __future__ import annotations

from datetime import date
from typing import Any

from clientbase_xl.rules.discount_spans import SPAN_KEYS, YEAR, discount_spans, spans_of
from clientbase_xl.rules.discount_terms import read_discounts
from tests.support.discounts import TODAY, discounts


def days(**cells: Any) -> dict[str, tuple[date, date]]:
    table = discount_spans(read_discounts(discounts(cells)), TODAY, 3)
    return {one["span"]: (one["start_on"], one["end_on"]) for one in table.to_dict("records")}


def test_three_months_before_and_three_after_the_last_day_excluded() -> None:
    found = days(decided_on=date(2026, 2, 1), valid_to=date(2026, 3, 15))
    assert found == {
        "before": (date(2025, 11, 1), date(2026, 2, 1)),
        "after": (date(2026, 2, 1), date(2026, 5, 1)),
        "priced": (date(2026, 2, 1), date(2026, 3, 16)),
        "valid": (date(2026, 2, 1), date(2026, 3, 16)),
        "year": (date(2026, 2, 1), date(2026, 3, 16)),
    }


def test_ends_of_months_are_clamped() -> None:
    found = days(decided_on=date(2025, 11, 30))
    assert found["before"] == (date(2025, 8, 30), date(2025, 11, 30))
    assert found["after"] == (date(2025, 11, 30), date(2026, 2, 28))


def test_what_is_not_over_ends_before_today_and_a_year_begins_a_year_ago() -> None:
    found = days(decided_on=date(2026, 4, 1))
    assert found["after"] == (date(2026, 4, 1), TODAY)
    found = days(decided_on=date(2024, 4, 1))
    assert found["valid"] == (date(2024, 4, 1), TODAY)
    assert found["year"] == (date(2025, 6, 10), TODAY)


def test_a_discount_that_begins_today_or_later_has_only_the_months_before_today() -> None:
    for first in (TODAY, date(2026, 9, 1)):
        assert days(decided_on=first) == {"before": (date(2026, 3, 10), TODAY)}


def test_a_discount_that_ended_more_than_a_year_ago_gave_nothing_away_in_the_year() -> None:
    assert "year" not in days(decided_on=date(2024, 4, 1), valid_to=date(2025, 6, 9))
    assert days(decided_on=date(2024, 4, 1), valid_to=date(2025, 6, 10))["year"] == (
        date(2025, 6, 10),
        date(2025, 6, 11),
    )


def test_without_a_client_or_a_day_there_is_nothing_to_ask() -> None:
    table = discount_spans(read_discounts(discounts({"client_code": None}, {"decided_on": None})), TODAY, 3)
    assert table.empty
    assert tuple(table.columns) == SPAN_KEYS


def test_stretches_are_chosen_by_kind() -> None:
    table = discount_spans(read_discounts(discounts({}, {})), TODAY, 3)
    assert spans_of(table, (YEAR,))["row_id"].tolist() == ["н-1", "н-2"]
