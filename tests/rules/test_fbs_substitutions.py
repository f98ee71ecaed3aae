"""Substitutions of a week of vacations by hand and against brute force (METHOD section 15)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientbase_xl.rules.fbs_matrix import FbsMatrix, fbs_matrix
from clientbase_xl.rules.fbs_substitutions import coming_week, fbs_substitutions
from clientbase_xl.rules.fbs_vacations import Vacation, fbs_vacations
from clientbase_xl.rules.working_days import WorkingCalendar
from tests.support.fbs import able, large, matrices, of_words

MONDAY, FRIDAY, SUNDAY = date(2026, 8, 3), date(2026, 8, 7), date(2026, 8, 9)
MATRIX = of_words("2: 2o1.", "1: .o..", "3: 1.o.")
"""Аня and Вера back Боря up in the first function, nobody in the second; Боря has nothing to do with the third."""


def days(first: int, last: int) -> tuple[date, date]:
    """Return two days of the week of August 3rd, 2026, from 0 for Monday."""
    return MONDAY + timedelta(days=first), MONDAY + timedelta(days=last)


def rows(matrix: FbsMatrix, *vacations: Vacation, calendar: WorkingCalendar | None = None) -> list[tuple[object, ...]]:
    """Return the rows of that week."""
    table = fbs_substitutions(matrix, vacations, date(2026, 8, 5), calendar or WorkingCalendar())
    return list(table.itertuples(index=False, name=None))


def test_the_first_backup_takes_it_over_then_the_second_then_nobody() -> None:
    """Боря is away the whole week, Вера from Wednesday, Аня on Friday: three runs of the first function."""
    gone = [Vacation("Боря", MONDAY, SUNDAY), Vacation("Вера", *days(2, 6)), Vacation("Аня", *days(4, 4))]
    assert rows(MATRIX, *gone) == [
        ("ф2", 1, ("Боря",), (), "", False, MONDAY, FRIDAY, 5),
        ("ф1", 2, ("Боря",), ("Вера", "Аня"), "", False, FRIDAY, FRIDAY, 1),
        ("ф3", 3, ("Вера",), ("Аня",), "", False, FRIDAY, FRIDAY, 1),
        ("ф1", 2, ("Боря",), (), "Вера", False, *days(0, 1), 2),
        ("ф1", 2, ("Боря",), ("Вера",), "Аня", True, *days(2, 3), 2),
        ("ф3", 3, ("Вера",), (), "Аня", False, *days(2, 3), 2),
    ]


def test_one_of_two_owners_who_is_there_needs_no_substitute() -> None:
    matrix = of_words("1: oo1")
    assert rows(matrix, Vacation("Аня", MONDAY, FRIDAY)) == []
    both = rows(matrix, Vacation("Аня", MONDAY, FRIDAY), Vacation("Боря", *days(1, 1)))
    assert both == [("ф1", 1, ("Аня", "Боря"), (), "Вера", False, *days(1, 1), 1)]


def test_a_function_without_an_owner_is_listed_when_all_who_can_do_it_are_away() -> None:
    matrix = of_words("2: 1.2", "2: ...")
    assert rows(matrix, Vacation("Аня", MONDAY, FRIDAY)) == []
    gone = [Vacation("Аня", MONDAY, FRIDAY), Vacation("Вера", *days(1, 2))]
    assert rows(matrix, *gone) == [("ф1", 2, (), ("Аня", "Вера"), "", False, *days(1, 2), 2)]


def test_an_absence_with_a_break_makes_two_runs() -> None:
    """A holiday on Wednesday is no day of the week; back on Wednesday for a day parts the week in two."""
    gone = [Vacation("Боря", *days(0, 1)), Vacation("Боря", *days(3, 4))]
    assert [row[6:] for row in rows(MATRIX, *gone) if row[0] == "ф2"] == [(*days(0, 1), 2), (*days(3, 4), 2)]
    holiday = WorkingCalendar(holidays=frozenset({days(2, 2)[0]}))
    assert [row[6:] for row in rows(MATRIX, *gone, calendar=holiday) if row[0] == "ф2"] == [(*days(0, 4), 4)]


def test_days_off_need_no_substitute_and_a_worked_saturday_does() -> None:
    weekend = Vacation("Боря", *days(5, 6))
    assert rows(MATRIX, weekend) == []
    worked = WorkingCalendar(working_weekends=frozenset({days(5, 5)[0]}))
    assert [row[6:] for row in rows(MATRIX, weekend, calendar=worked)] == [(*days(5, 5), 1)] * 2


@pytest.mark.parametrize(
    "vacations",
    [[], [Vacation("Зоя", MONDAY, FRIDAY)], [Vacation("Боря", FRIDAY, MONDAY)]],
    ids=["nobody away", "a stranger", "ends before it begins"],
)
def test_nobody_known_away_gives_no_rows(vacations: list[Vacation]) -> None:
    assert rows(MATRIX, *vacations) == []


def test_everybody_away_leaves_every_function_that_somebody_can_do() -> None:
    gone = [Vacation(name, MONDAY, FRIDAY) for name in MATRIX.people]
    assert [(row[0], row[4], row[8]) for row in rows(MATRIX, *gone)] == [("ф2", "", 5), ("ф1", "", 5), ("ф3", "", 5)]


def test_an_empty_matrix_and_a_single_employee() -> None:
    assert rows(fbs_matrix([], [], [], []), Vacation("Аня", MONDAY, FRIDAY)) == []
    assert rows(of_words("0: o"), Vacation("аня ", MONDAY, MONDAY)) == [
        ("ф1", 0, ("Аня",), (), "", False, MONDAY, MONDAY, 1)
    ]


def test_forty_employees_half_of_them_away() -> None:
    matrix = large(40, 120, seed=7, backups=0.05)
    gone = [Vacation(name, MONDAY, FRIDAY) for name in matrix.people[:20]]
    found = rows(matrix, *gone)
    owned = matrix.is_owner[:, :20].any(axis=1)
    assert len(found) == int(owned.sum())
    assert {row[4] for row in found} <= {"", *matrix.people[20:]}


def test_the_coming_week_is_that_of_the_next_working_day() -> None:
    assert [coming_week(date(2026, 8, day)) for day in (2, 3, 6)] == [MONDAY] * 3
    assert [coming_week(date(2026, 8, day)) for day in (7, 8, 9)] == [date(2026, 8, 10)] * 3
    worked = WorkingCalendar(working_weekends=frozenset({date(2026, 8, 8)}))
    assert coming_week(FRIDAY, worked) == MONDAY
    holidays = WorkingCalendar(holidays=frozenset(MONDAY + timedelta(days=day) for day in range(12)))
    assert coming_week(date(2026, 7, 31), holidays) == date(2026, 8, 17)


DAYS = st.integers(-3, 8).map(lambda number: MONDAY + timedelta(days=number))


@settings(deadline=None)
@given(
    matrix=matrices(4, 4, signs="..o12"),
    spans=st.lists(st.tuples(st.integers(0, 3), DAYS, DAYS), max_size=5),
)
def test_every_day_is_as_brute_force_says(matrix: FbsMatrix, spans: list[tuple[int, date, date]]) -> None:
    """Day by day: who of the able are there, in the order owner, first backup, second backup."""
    gone = [Vacation(matrix.people[place], *span) for place, *span in spans if place < len(matrix.people)]
    table = fbs_substitutions(matrix, gone, MONDAY)
    said = {
        (row["function"], day): row["substitute"]
        for row in table.to_dict("records")
        for day in (
            row["from_on"] + timedelta(days=number) for number in range((row["to_on"] - row["from_on"]).days + 1)
        )
    }
    assert len(said) == int(table["count_days"].sum())
    assert matrix.is_second is not None
    expected = {}
    for day in (MONDAY + timedelta(days=number) for number in range(5)):
        away = {one.employee for one in gone if one.from_on <= day <= one.to_on}
        for number, function in enumerate(matrix.functions):
            everyone = able(matrix, number, range(len(matrix.people)))
            owners = [one for one in everyone if matrix.is_owner[number, one]]
            here = [one for one in everyone if matrix.people[one] not in away]
            if any(one in here for one in owners) or not everyone or (here and not owners):
                continue
            firsts = [one for one in here if not matrix.is_second[number, one]]
            expected[function, day] = matrix.people[(firsts or here)[0]] if here else ""
    assert said == expected
    week, _ = fbs_vacations(matrix, gone, MONDAY, 1)
    assert set(table.loc[table["substitute"] == "", "function"]) == set(week["functions"][0])
