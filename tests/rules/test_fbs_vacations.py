"""Weeks of vacations by hand (METHOD section 15)."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from clientbase_xl.rules.fbs_matrix import FbsMatrix
from clientbase_xl.rules.fbs_vacations import Vacation, fbs_vacations
from clientbase_xl.rules.working_days import WorkingCalendar
from tests.support.fbs import able, matrices, of_words

MATRIX = of_words("1: o1.", "2: .o1", "3: ..o", "3: ...")
MONDAY = date(2026, 8, 3)


def test_a_week_counts_what_nobody_can_do_or_nobody_owns() -> None:
    table, problems = fbs_vacations(MATRIX, [Vacation("Вера", MONDAY, date(2026, 8, 16))], date(2026, 8, 5), 3)
    assert problems == ()
    assert table["week_on"].tolist() == [MONDAY, date(2026, 8, 10), date(2026, 8, 17)]
    assert table["absent"].tolist() == [("Вера",), ("Вера",), ()]
    assert table["functions"].tolist() == [("ф3",), ("ф3",), ()]
    assert table["days"].tolist() == [5, 5, 0]
    assert table["uncovered_low"].tolist() == [2, 2, 1]


def test_people_are_absent_together_only_on_the_same_working_day() -> None:
    first, second = Vacation("аня ", MONDAY, date(2026, 8, 5)), Vacation("Боря", date(2026, 8, 6), date(2026, 8, 9))
    apart, _ = fbs_vacations(MATRIX, [first, second], MONDAY, 1)
    assert (apart["functions"][0], apart["days"][0], apart["weak_high"][0], apart["weak_mid"][0]) == ((), 0, 1, 1)
    met, _ = fbs_vacations(MATRIX, [first, Vacation("Боря", date(2026, 8, 5), date(2026, 8, 5))], MONDAY, 1)
    assert (met["functions"][0], met["days"][0]) == (("ф1",), 1)


def test_days_off_are_nobodys_absence() -> None:
    weekend = [Vacation("Вера", date(2026, 8, 8), date(2026, 8, 9))]
    assert fbs_vacations(MATRIX, weekend, MONDAY, 1)[0]["absent"].tolist() == [()]
    worked = WorkingCalendar(working_weekends=frozenset({date(2026, 8, 8)}))
    assert fbs_vacations(MATRIX, weekend, MONDAY, 1, worked)[0]["days"].tolist() == [1]


DAYS = st.integers(0, 20).map(lambda number: date(2026, 7, 30) + timedelta(days=number))


@settings(deadline=None)
@given(
    matrix=matrices(4, 3),
    spans=st.lists(st.tuples(st.integers(0, 2), DAYS, DAYS).filter(lambda span: span[1] <= span[2]), max_size=4),
)
def test_a_week_is_the_sum_of_its_working_days(matrix: FbsMatrix, spans: list[tuple[int, date, date]]) -> None:
    known = [(place, first, last) for place, first, last in spans if place < len(matrix.people)]
    table, problems = fbs_vacations(
        matrix, [Vacation(matrix.people[place], *span) for place, *span in known], MONDAY, 2
    )
    assert problems == ()
    for number, week in table.iterrows():
        uncovered, absent = set(), set()
        for day in (MONDAY + timedelta(days=7 * int(str(number)) + one) for one in range(5)):
            gone = {place for place, first, last in known if first <= day <= last}
            here = [place for place in range(len(matrix.people)) if place not in gone]
            absent |= gone
            uncovered |= {row for row in range(len(matrix.functions)) if not able(matrix, row, here)}
        assert set(week["absent"]) == {matrix.people[place] for place in absent}
        assert sum(week[name] for name in week.index if name.startswith("uncovered_")) == len(uncovered)


def test_a_vacation_that_cannot_be_used_is_a_problem() -> None:
    wrong = [Vacation("Вера", date(2026, 8, 9), MONDAY), Vacation("Зоя", MONDAY, MONDAY)]
    table, problems = fbs_vacations(MATRIX, wrong, MONDAY, 1)
    assert table["absent"].tolist() == [()]
    assert [one.message for one in problems] == [
        "Отпуск сотрудника «Вера» кончается раньше, чем начался",
        "В матрице нет сотрудника «Зоя»: его отпуск не учтён",
    ]
