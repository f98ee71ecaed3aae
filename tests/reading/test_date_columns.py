"""The order of day and month is decided for a whole column, or asked."""

from __future__ import annotations

from datetime import date, datetime

import pyarrow as pa
import pytest

from clientbase_xl.reading.date_column import parse_dates


def days(column):
    return [None if str(day) == "NaT" else str(day) for day in parse_dates(pa.array(column)).days]


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (["2026-01-05", "2026-01-05T10:30:00", "2026-01-05 00:00:00.000", "2026/1/5"], ["2026-01-05"] * 4),
        (["05.01.2026", "5.1.26", "05.01.2026 10:30:00", "05.01.2026 г."], ["2026-01-05"] * 4),
        (["20260105", "46027", "46027.5"], ["2026-01-05"] * 3),
        (["13/02/2026", "02/03/2026"], ["2026-02-13", "2026-03-02"]),
        (["12/13/2010 8:26", "12/1/2010 8:26"], ["2010-12-13", "2010-12-01"]),
        (["13-02-2026", "02-03-2026"], ["2026-02-13", "2026-03-02"]),
        (["05/05/2026", "06/06/2026"], ["2026-05-05", "2026-06-06"]),
        (["01.01.69", "01.01.70"], ["2069-01-01", "1970-01-01"]),
        (
            ["29.02.2028", "29.02.2026", "31.02.2026", "00.01.2026", "01.13.2026"],
            ["2028-02-29", None, None, None, None],
        ),
        (["вчера", "", None, "NULL", "00:00.0", "12345678901"], [None] * 6),
        ([datetime.combine(date(2026, 1, 5), datetime.max.time()), None], ["2026-01-05", None]),
        ([date(2026, 1, 5)], ["2026-01-05"]),
        ([46027, 46027.99, None, 20260105, 5], ["2026-01-05", "2026-01-05", None, "2026-01-05", None]),
        ([19_999, 20_000, 80_000, 80_001], [None, "1954-10-03", "2119-01-11", None]),
    ],
)
def test_days_are_read_and_what_is_no_day_is_empty(column, expected):
    assert days(column) == expected


def test_empty_and_unreadable_are_told_apart():
    found = parse_dates(pa.array(["", None, "31.02.2026", "05.01.2026"]))
    assert found.is_empty.tolist() == [True, True, False, False]
    assert found.is_bad.tolist() == [False, False, True, False]


@pytest.mark.parametrize("column", [["01/02/2026"], ["01/02/2026", "12/12/2026"], ["1-2-26"]])
def test_an_order_that_nothing_proves_is_asked_about(column):
    assert "день или месяц" in parse_dates(pa.array(column)).refusal


def test_both_orders_in_one_column_are_refused_with_examples():
    refusal = parse_dates(pa.array(["13/02/2026", "02/13/2026"])).refusal
    assert "«13/02/2026»" in refusal
    assert "«02/13/2026»" in refusal


@pytest.mark.parametrize(
    ("day", "is_far"), [("31.12.1989", True), ("01.01.1990", False), ("31.12.2100", False), ("01.01.2101", True)]
)
def test_years_from_1990_to_2100_are_plausible(day, is_far):
    assert parse_dates(pa.array([day])).is_far.tolist() == [is_far]


def test_a_column_of_truth_values_has_no_days():
    assert parse_dates(pa.array([True, None])).is_bad.tolist() == [True, False]
