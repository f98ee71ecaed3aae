"""Plans and forecasts of the demo: saved day by day, each manager in his own habit."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time

import pytest

from clientbase_xl.demo import words
from clientbase_xl.demo.generator import DEMO_TODAY, DemoData
from clientbase_xl.demo.plan_forecasts import COUNT_WEEKS, Saved

OPTIMIST, PESSIMIST, FRIDAY, SKIPS, LATE, SHORT = words.MANAGERS


def of(demo: DemoData, sheet_key: str, manager: str, column: str = "expected_rub") -> list[Saved]:
    return [
        one for one in demo.forecasts if (one.sheet_key, one.row_key[0], one.column_key) == (sheet_key, manager, column)
    ]


def test_everything_was_saved_before_today_in_the_order_of_time(demo: DemoData) -> None:
    moments = [one.at for one in demo.forecasts]
    assert moments == sorted(moments)
    assert moments[-1] < datetime.combine(DEMO_TODAY, time(0))


def test_a_later_value_of_a_cell_knows_the_one_before(demo: DemoData) -> None:
    standing: dict[tuple[str, tuple[str, str], str], str] = {}
    for one in demo.forecasts:
        cell = (one.sheet_key, one.row_key, one.column_key)
        assert one.old == standing.get(cell)
        assert one.new != one.old
        standing[cell] = one.new


@pytest.mark.parametrize("manager", words.MANAGERS)
def test_the_head_planned_the_last_three_the_current_and_coming_months(demo: DemoData, manager: str) -> None:
    months = [one.row_key[1] for one in of(demo, "plan_forecast", manager, "plan_rub")]
    expected = ["2026-08-01", "2026-09-01", "2026-10-01", "2026-11-01", "2026-12-01", "2027-01-01", "2027-02-01"]
    assert sorted(months) == expected[: -1 if manager == SHORT else None]


def test_one_skips_one_corrects_on_fridays_one_is_late(demo: DemoData) -> None:
    weeks = {name: of(demo, "week_forecast", name) for name in words.MANAGERS}
    assert len({one.row_key for one in weeks[SKIPS]}) < COUNT_WEEKS / 2
    corrected = [one for one in weeks[FRIDAY] if one.old is not None]
    assert len(corrected) >= COUNT_WEEKS - 2
    assert all(one.at.weekday() in (3, 4) for one in corrected)
    late = [one for one in weeks[LATE] if (one.at.date() - date.fromisoformat(one.row_key[1])).days >= 7]
    assert 1 <= len(late) < COUNT_WEEKS / 2
    assert not [one for one in weeks[OPTIMIST] if one.old is not None]


def test_the_optimist_promises_more_than_the_pessimist_for_what_comes(demo: DemoData) -> None:
    assert len(of(demo, "week_forecast", OPTIMIST)) >= COUNT_WEEKS
    assert len(of(demo, "week_forecast", PESSIMIST)) >= COUNT_WEEKS


def test_exactly_one_week_contradicts_itself(demo: DemoData) -> None:
    last: dict[tuple[str, tuple[str, str]], dict[str, float]] = {}
    for one in demo.forecasts:
        last.setdefault((one.sheet_key, one.row_key), {})[one.column_key] = float(one.new)
    broken = [key for key, row in last.items() if row.get("commit_rub", 0) > row.get("expected_rub", float("inf"))]
    assert [key[1][0] for key in broken] == [SHORT]
    assert not [row for row in last.values() if row.get("expected_rub", 0) > row.get("best_rub", float("inf"))]


def test_some_forecasts_are_an_expectation_alone(demo: DemoData) -> None:
    counts = Counter(one.row_key for one in demo.forecasts if one.sheet_key == "week_forecast" and one.old is None)
    assert {1, 3} <= set(counts.values())
