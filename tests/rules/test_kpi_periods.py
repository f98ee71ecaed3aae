"""Periods of the KPIs: full months, and the current one against the same days of the previous."""

from __future__ import annotations

from datetime import date

import pytest

from clientbase_xl.rules.kpi_periods import KpiPeriod, kpi_periods
from clientbase_xl.settings import BaseKpiSettings

CURRENT = BaseKpiSettings(period="текущий месяц")


def test_the_last_full_month_stands_against_the_month_before() -> None:
    now, before = kpi_periods(date(2026, 11, 21), BaseKpiSettings())
    assert now == KpiPeriod(date(2026, 10, 1), date(2026, 11, 1), date(2026, 11, 1))
    assert before == KpiPeriod(date(2026, 9, 1), date(2026, 10, 1), date(2026, 10, 1))
    assert now.words == "октябрь\u00a02026"


@pytest.mark.parametrize("day", [1, 30])
def test_the_current_month_is_not_full_on_any_of_its_days(day: int) -> None:
    assert kpi_periods(date(2026, 11, day), BaseKpiSettings())[0].end == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("today", "ends"),
    [
        (date(2026, 11, 21), (date(2026, 11, 21), date(2026, 10, 21))),
        (date(2027, 1, 1), (date(2027, 1, 1), date(2026, 12, 1))),
        (date(2026, 3, 28), (date(2026, 3, 28), date(2026, 2, 28))),
        (date(2026, 3, 29), (date(2026, 3, 29), date(2026, 3, 1))),
        (date(2026, 3, 31), (date(2026, 3, 31), date(2026, 3, 1))),
    ],
)
def test_the_current_month_stands_against_the_same_days(today: date, ends: tuple[date, date]) -> None:
    now, before = kpi_periods(today, CURRENT)
    assert (now.end, before.end) == ends
    assert before.due_until == now.start


def test_a_month_that_goes_on_owes_all_its_tasks_and_names_its_days() -> None:
    now, before = kpi_periods(date(2026, 11, 21), CURRENT)
    assert now.due_until == date(2026, 12, 1)
    assert now.words == "01.11.2026–20.11.2026"
    assert before.words == "01.10.2026–20.10.2026"
    assert kpi_periods(date(2026, 11, 1), CURRENT)[0].words == "ноябрь\u00a02026, дней ещё нет"
