"""Who is away now and soon, and which absences cannot be used (METHOD section 15)."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from clientbase_xl.rules.vacations_table import vacations_table

TODAY = date(2026, 11, 20)
KEYS = ["row_id", "employee", "away_from", "away_to"]


def one(first: date | None, last: date | None, name: str | None = "Аня") -> pd.Series:
    """Return the row of one absence."""
    frame = pd.DataFrame([("a-1", name, first, last)], columns=KEYS, dtype=object)
    return vacations_table(frame, ["Аня"], TODAY).iloc[0]


@pytest.mark.parametrize(
    ("first", "last", "period", "days"),
    [
        (date(2026, 11, 1), date(2026, 11, 19), "прошёл", 19),
        (date(2026, 11, 1), date(2026, 11, 20), "идёт", 20),
        (date(2026, 11, 20), date(2026, 11, 20), "идёт", 1),
        (date(2026, 11, 21), date(2026, 11, 22), "впереди", 2),
    ],
)
def test_both_days_belong_to_an_absence(first: date, last: date, period: str, days: int) -> None:
    row = one(first, last)
    assert (row["period"], row["count_days"], row["check"]) == (period, days, None)


@pytest.mark.parametrize(
    ("first", "last", "name", "fault"),
    [
        (date(2026, 12, 2), date(2026, 12, 1), "Аня", "кончается раньше, чем начался"),
        (date(2026, 12, 2), None, "Аня", "нет даты"),
        (None, None, "Аня", "нет даты"),
        (date(2026, 12, 1), date(2026, 12, 2), "Боря", "нет в списке сотрудников"),
        (date(2026, 12, 2), date(2026, 12, 1), None, "нет в списке сотрудников"),
    ],
)
def test_the_first_fault_is_named(first: date | None, last: date | None, name: str | None, fault: str) -> None:
    assert one(first, last, name)["check"] == fault


def test_a_backward_absence_has_neither_days_nor_a_period() -> None:
    row = one(date(2026, 12, 2), date(2026, 12, 1))
    assert pd.isna(row["count_days"])
    assert row["period"] is None


def test_coming_absences_stand_first_past_ones_last_the_latest_before() -> None:
    days = {"a-1": 1, "a-2": 25, "a-3": 10, "a-4": 21}
    rows = [(number, "Аня", date(2026, 11, day), date(2026, 11, day)) for number, day in days.items()]
    table = vacations_table(pd.DataFrame(rows, columns=KEYS, dtype=object), ["Аня"], TODAY)
    assert table["row_id"].tolist() == ["a-4", "a-2", "a-3", "a-1"]
    assert len(vacations_table(table.head(0), [], TODAY)) == 0
