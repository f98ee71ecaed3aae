"""Windows are half-open and follow the settings."""

from datetime import date

import pytest

from clientbase_xl.ledger.windows import FactWindows, Window, full_months, last_months
from clientbase_xl.settings import Settings, from_values


def test_last_months_begin_on_the_same_day_number_and_exclude_today() -> None:
    assert last_months(date(2026, 11, 21), 12) == Window(date(2025, 11, 21), date(2026, 11, 21))


@pytest.mark.parametrize("today", [date(2026, 11, 1), date(2026, 11, 30)])
def test_full_months_exclude_the_current_one_on_its_first_and_last_day(today: date) -> None:
    assert full_months(today, 3) == Window(date(2026, 8, 1), date(2026, 11, 1))


def test_the_windows_of_a_date_follow_the_settings() -> None:
    settings = from_values(
        {
            "facts.turnover_months": 6,
            "facts.trend_months": 2,
            "reactivation.window_months": 4,
            "status.dozing_months": 1,
        }
    )
    windows = FactWindows.of(date(2026, 11, 21), settings)
    assert windows.turnover.start == date(2026, 5, 21)
    assert windows.reactivation.start == date(2026, 7, 21)
    assert windows.trend == Window(date(2026, 9, 1), date(2026, 11, 1))
    assert windows.trend_year_ago == Window(date(2025, 9, 1), date(2025, 11, 1))
    assert windows.trend_before == Window(date(2026, 7, 1), date(2026, 9, 1))
    assert windows.purchases == windows.last_month == Window(date(2026, 10, 1), date(2026, 11, 1))
    assert FactWindows.of(date(2026, 11, 21), Settings()).rhythm.start == date(2024, 11, 21)
