"""Plan of an agreement by months and to date, worked out by hand (METHOD section 13)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from clientbase_xl.rules.plan_to_date import MOST_MONTHS, plan_period


def cells(first: date | None, last: date | None, plan: float | None = 300.0) -> dict[str, Any]:
    return {"plan_from_on": first, "plan_to_on": last, "plan_rub": plan}


QUARTER = cells(date(2027, 1, 15), date(2027, 3, 2))


def test_any_day_of_a_month_means_the_month() -> None:
    found = plan_period(QUARTER)
    assert found is not None
    assert (found.first, found.last, found.count_months, found.month_rub) == (
        date(2027, 1, 1),
        date(2027, 3, 31),
        3,
        100,
    )
    assert found.months() == [date(2027, 1, 1), date(2027, 2, 1), date(2027, 3, 1)]


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2026, 12, 31), 0.0),
        (date(2027, 1, 1), 0.0),
        (date(2027, 2, 1), 100.0),
        (date(2027, 2, 15), 150.0),  # 14 of 28 days of February are over
        (date(2027, 3, 31), 200 + 100 * 30 / 31),
        (date(2027, 4, 1), 300.0),
        (date(2030, 1, 1), 300.0),
    ],
)
def test_what_is_due_grows_by_whole_months_and_by_the_days_of_the_current_one(today: date, due: float) -> None:
    found = plan_period(QUARTER)
    assert found is not None
    assert found.due_rub(today) == pytest.approx(due)


def test_one_month_alone_stands_for_both() -> None:
    for one in (cells(date(2026, 12, 5), None), cells(None, date(2026, 12, 5))):
        found = plan_period(one)
        assert found is not None
        assert (found.first, found.last) == (date(2026, 12, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    "one",
    [
        cells(None, None),
        cells(date(2027, 1, 1), date(2027, 3, 1), None),
        cells(date(2027, 3, 1), date(2027, 2, 28)),
        cells(date(2027, 1, 1), date(2032, 1, 1)),
    ],
)
def test_what_is_no_plan_has_no_period(one: dict[str, Any]) -> None:
    assert plan_period(one) is None


def test_five_years_are_the_most() -> None:
    found = plan_period(cells(date(2027, 1, 1), date(2031, 12, 1)))
    assert found is not None
    assert found.count_months == MOST_MONTHS
