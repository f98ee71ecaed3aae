"""The coming week of the FBS by hand: who is away, what nobody can do, who takes over (METHOD sections 15 and 19)."""

from __future__ import annotations

from datetime import date

import pytest

from clientbase_xl.rules.fbs_matrix import fbs_matrix
from clientbase_xl.rules.fbs_vacations import Vacation
from clientbase_xl.rules.fbs_week import FbsGap, fbs_week, functions_words, gap_words
from clientbase_xl.rules.working_days import WorkingCalendar
from tests.support.fbs import of_words

MATRIX = of_words("2: o1.", "1: o1.", "3: .o1", "1: o.1", "1: ...")
"""Аня owns four functions; Боря backs up two, Вера one; ф5 is of nobody."""
FRIDAY, MONDAY = date(2026, 7, 31), date(2026, 8, 3)
WEEK = (MONDAY, date(2026, 8, 7))
ANNA = Vacation("Аня", MONDAY, date(2026, 8, 9))


def test_uncovered_functions_come_first_by_level_and_the_rest_has_its_substitute() -> None:
    boris = Vacation("Боря", date(2026, 8, 5), date(2026, 8, 6))
    week = fbs_week(MATRIX, [ANNA, boris], FRIDAY)
    assert week is not None
    assert week.monday == MONDAY
    both, alone = (date(2026, 8, 5), date(2026, 8, 6)), (MONDAY, date(2026, 8, 4))
    assert week.gaps == (
        FbsGap(("Аня", "Боря"), *both, ((1, "ф2"), (2, "ф1")), ()),
        FbsGap(("Аня",), *alone, (), (("Боря", ((1, "ф2"), (2, "ф1"))),)),
        FbsGap(("Аня",), *WEEK, (), (("Вера", ((1, "ф4"),)),)),
        FbsGap(("Боря",), *both, (), (("Вера", ((3, "ф3"),)),)),
        FbsGap(("Аня",), date(2026, 8, 7), date(2026, 8, 7), (), (("Боря", ((1, "ф2"), (2, "ф1"))),)),
    )
    assert week.uncovered == ((1, "ф2"), (2, "ф1"))
    assert (week.of_nobody, week.count_functions) == (((1, "ф5"),), 5)


def test_a_function_uncovered_on_two_spans_counts_once() -> None:
    days = [Vacation("Боря", date(2026, 8, day), date(2026, 8, day)) for day in (3, 5)]
    week = fbs_week(MATRIX, [ANNA, *days], FRIDAY)
    assert week is not None
    assert len([gap for gap in week.gaps if gap.uncovered]) == 2
    assert week.uncovered == ((1, "ф2"), (2, "ф1"))


def test_nobody_away_leaves_no_gap_and_what_nobody_can_do_is_still_named() -> None:
    week = fbs_week(MATRIX, [], FRIDAY)
    assert week is not None
    assert (week.gaps, week.uncovered, week.of_nobody) == ((), (), ((1, "ф5"),))


@pytest.mark.parametrize(("today", "has_gap"), [(date(2026, 7, 30), False), (FRIDAY, True), (date(2026, 8, 6), True)])
def test_from_friday_on_the_coming_week_is_the_next_one(today: date, has_gap: bool) -> None:
    week = fbs_week(MATRIX, [ANNA], today)
    assert week is not None
    assert bool(week.gaps) is has_gap


def test_days_off_of_the_calendar_are_nobodys_absence() -> None:
    calendar = WorkingCalendar(holidays=frozenset({MONDAY}))
    week = fbs_week(MATRIX, [Vacation("Аня", MONDAY, MONDAY)], FRIDAY, calendar)
    assert week is not None
    assert week.gaps == ()


def test_without_functions_people_or_roles_there_is_no_matrix() -> None:
    assert fbs_week(of_words("1: ..", "2: .."), [ANNA], FRIDAY) is None
    assert fbs_week(fbs_matrix([], [], ["Аня"], []), [ANNA], FRIDAY) is None
    assert fbs_week(fbs_matrix(["Звонки"], ["1"], [], [[]]), [ANNA], FRIDAY) is None


def test_a_gap_is_said_with_levels_and_few_functions_of_a_kind() -> None:
    gap = FbsGap(("Аня",), *WEEK, ((1, "Звонки"), (0, "Склад")), (("Вера", ((3, "Отчёты"),)),))
    assert gap_words(gap) == "без прикрытия: «Звонки» (Высший), «Склад»; замещает Вера: «Отчёты» (Обычный)"
    many = [(2, f"ф{number}") for number in range(6)]
    assert functions_words(many[:4]).endswith("«ф3» (Средний)")
    assert functions_words(many).endswith("«ф3» (Средний) и ещё 2")
    assert functions_words(many, 0).replace("\xa0", " ") == "6 функций"
    crowd = FbsGap(("Аня",), *WEEK, (), tuple((f"П{number}", ((1, "ф"),)) for number in range(6)))
    assert gap_words(crowd).replace("\xa0", " ").endswith("замещает П3: «ф» (Высший); ещё 2 функции — другие")
    taken = FbsGap(("Аня",), *WEEK, (), (("Вера", tuple(many)),))
    assert gap_words(taken) == "замещает Вера: «ф0» (Средний), «ф1» (Средний) и ещё 4"
