"""Which week a meeting looks at."""

from __future__ import annotations

from datetime import date

import pytest

from clientbase_xl.errors import BadUse
from clientbase_xl.workflows.build_weekly import choose_week

MONDAY = date(2026, 11, 16)  # of 2026-W47


@pytest.mark.parametrize(
    ("today", "label"),
    [
        (MONDAY, "2026-W46"),
        (date(2026, 11, 17), "2026-W47"),
        (date(2026, 11, 22), "2026-W47"),
        (date(2026, 11, 23), "2026-W47"),
        (date(2026, 1, 1), "2026-W01"),
        (date(2027, 1, 4), "2026-W53"),
    ],
)
def test_without_a_week_it_is_the_week_of_yesterday(today: date, label: str) -> None:
    assert (choose_week("", today).label, choose_week("", today).today) == (label, today)


def test_a_past_week_is_seen_from_the_monday_after_it() -> None:
    assert choose_week("2026-W46", date(2026, 12, 1)).today == MONDAY


def test_a_running_week_is_seen_from_today() -> None:
    assert choose_week("2026-W47", date(2026, 11, 18)).today == date(2026, 11, 18)


def test_the_first_day_of_a_week_has_nothing_to_show_yet() -> None:
    with pytest.raises(BadUse, match="ещё не началась"):
        choose_week("2026-W47", MONDAY)


@pytest.mark.parametrize("text", ["47", "2026-W54", "2026-W00", "2025-W53", "неделя"])
def test_what_is_no_week_is_refused(text: str) -> None:
    with pytest.raises(BadUse, match="не понята"):
        choose_week(text, date(2026, 11, 18))
