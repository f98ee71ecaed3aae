"""«FBS отсутствия» by hand and against the stress test (METHOD section 15)."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings

from clientbase_xl.rules.fbs_absences_table import fbs_absences_table
from clientbase_xl.rules.fbs_matrix import FbsMatrix, fbs_matrix
from clientbase_xl.rules.fbs_stress import LOST, fbs_stress
from clientbase_xl.rules.fbs_vacations import Vacation
from clientbase_xl.rules.working_days import WorkingCalendar
from clientbase_xl.schemas.fbs_absences import FBS_ABSENCES, ONE_OFF, PAIR_OFF, WEEK_OFF
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.settings import FbsSettings
from tests.support.clients import plain
from tests.support.fbs import large, matrices, of_words

TODAY = date(2026, 7, 30)
"""A Thursday: the coming week is the current one, from July 27th."""
AWAY = Vacation("Вера", date(2026, 8, 3), date(2026, 8, 16))
MATRIX = of_words("1: o1.", "2: .o1", "3: ..o", "3: ...", "0: ..o")
"""Вера alone does the third and the fifth function, nobody the fourth; ф1 is Аня's and Боря's, ф2 Боря's and Вера's."""
DEFAULTS = FbsSettings()


def rows(
    matrix: FbsMatrix, *vacations: Vacation, chosen: FbsSettings = DEFAULTS, today: date = TODAY
) -> tuple[list[dict[str, object]], str]:
    """Return the rows with ordinary spaces, and the line above them."""
    table, line = fbs_absences_table(matrix, vacations, today, chosen)
    assert check_table(table, FBS_ABSENCES) == ()
    records = [
        {key: plain(cell) if isinstance(cell, str) else cell for key, cell in row.items()}
        for row in table.to_dict("records")
    ]
    return records, plain(line)


def test_the_whole_sheet_by_hand() -> None:
    found, line = rows(MATRIX, AWAY, chosen=FbsSettings(weeks_ahead=3))
    assert line == "Некому делать и сейчас: «ф4». Отпуска — на 3 недели вперёд."
    assert [(row["kind"], row["absence"], row["state"], row["count_lost"]) for row in found] == [
        (WEEK_OFF, "3–9 августа: Вера", "теряем Обычный", 2),
        (WEEK_OFF, "10–16 августа: Вера", "теряем Обычный", 2),
        (ONE_OFF, "Вера", "теряем Обычный", 2),
        (ONE_OFF, "Аня", "без владельца", 0),
        (ONE_OFF, "Боря", "без владельца", 0),
        (PAIR_OFF, "Аня и Боря", "теряем Высший", 1),
        (PAIR_OFF, "Боря и Вера", "теряем Средний", 3),
    ]
    assert [row["sentence"] for row in found] == [
        "Неделя 3–9 августа, нет на месте: Вера; без прикрытия: «ф3», «ф5».",
        "Неделя 10–16 августа, нет на месте: Вера; без прикрытия: «ф3», «ф5».",
        "Если Вера отсутствует 3–16 августа, без прикрытия: «ф3», «ф5».",
        "Если Аня отсутствует, прикрыто всё, но без владельца — 1 функция.",
        "Если Боря отсутствует, прикрыто всё, но без владельца — 1 функция.",
        "Если Аня и Боря отсутствуют вместе, без прикрытия: «ф1»; без владельца — 1 функция.",
        "Если Боря и Вера отсутствуют вместе, без прикрытия ещё и: «ф2».",
    ]
    assert [(row["from_on"], row["to_on"]) for row in found][1:4] == [
        (date(2026, 8, 10), date(2026, 8, 16)),
        (AWAY.from_on, AWAY.to_on),
        (None, None),
    ]
    last = found[-1]
    keys = ("high", "mid", "low")
    assert [last[f"count_uncovered_{key}"] for key in keys] == [0, 1, 2]
    assert [last[f"count_weak_{key}"] for key in keys] == [0, 0, 0]


def test_only_the_nearest_vacation_that_is_not_over_is_said() -> None:
    past, later = Vacation("Аня", date(2026, 6, 1), date(2026, 7, 29)), Vacation("аня ", date(2026, 9, 1), TODAY)
    found, _ = rows(MATRIX, past, later, Vacation("Аня", date(2026, 7, 20), TODAY), chosen=FbsSettings(pairs_max=0))
    ones = {row["absence"]: row["sentence"] for row in found if row["kind"] == ONE_OFF}
    assert str(ones["Аня"]).startswith("Если Аня отсутствует 20–30 июля, ")
    assert str(ones["Боря"]).startswith("Если Боря отсутствует, ")


def test_pairs_beyond_the_setting_are_counted_in_the_line() -> None:
    found, line = rows(MATRIX, chosen=FbsSettings(pairs_max=1))
    assert [row["absence"] for row in found if row["kind"] == PAIR_OFF] == ["Аня и Боря"]
    assert line.endswith("Показаны худшие пары: 1, ещё 1 — нет.")
    assert rows(MATRIX, chosen=FbsSettings(pairs_max=2))[1].endswith("вперёд.")


def test_a_week_in_which_everybody_is_away_loses_what_somebody_can_do() -> None:
    everyone = [Vacation(name, date(2026, 8, 5), date(2026, 8, 5)) for name in MATRIX.people]
    found, _ = rows(MATRIX, *everyone)
    week = found[0]
    assert (week["kind"], week["count_lost"], week["state"]) == (WEEK_OFF, 4, "теряем Высший")
    assert week["sentence"] == (
        "Неделя 3–9 августа, нет на месте: Аня, Боря, Вера; без прикрытия: «ф1», «ф2», «ф3», «ф5»."
    )


@pytest.mark.parametrize(
    "vacations", [[], [Vacation("Зоя", TODAY, date(2026, 8, 9))], [Vacation("Аня", date(2027, 8, 2), date(2027, 8, 9))]]
)
def test_weeks_without_anybody_known_away_have_no_row(vacations: list[Vacation]) -> None:
    assert WEEK_OFF not in {row["kind"] for row in rows(MATRIX, *vacations)[0]}


def test_a_week_of_holidays_has_no_row() -> None:
    calendar = WorkingCalendar(holidays=frozenset(date(2026, 8, day) for day in range(3, 8)))
    table, _ = fbs_absences_table(MATRIX, [AWAY], TODAY, DEFAULTS, calendar)
    assert table.loc[table["kind"] == WEEK_OFF, "from_on"].tolist() == [date(2026, 8, 10)]


def test_without_people_or_functions_there_is_nothing_to_say() -> None:
    for empty in (fbs_matrix([], [], [], []), fbs_matrix([], [], ["Аня"], []), fbs_matrix(["ф"], ["1"], [], [[]])):
        table, line = fbs_absences_table(empty, [AWAY], TODAY, DEFAULTS)
        assert (len(table), list(table), line) == (0, list(FBS_ABSENCES.keys), "")


def test_a_single_employee_is_everything_and_a_sound_team_is_covered() -> None:
    found, line = rows(of_words("1: o"))
    assert [(row["state"], row["sentence"]) for row in found] == [
        ("теряем Высший", "Если Аня отсутствует, без прикрытия: «ф1».")
    ]
    assert line.startswith("Сейчас у каждой функции есть кто-то.")
    sound, _ = rows(of_words("1: oo1"))
    assert {row["sentence"] for row in sound if row["absence"] == "Вера"} == {"Если Вера отсутствует, всё прикрыто."}


def test_a_long_sentence_names_the_first_functions_and_counts_the_others() -> None:
    found, _ = rows(of_words(*(["3: o"] * 5), *(["1: o"] * 5)))
    assert found[0]["sentence"] == ("Если Аня отсутствует, без прикрытия: «ф6», «ф7», «ф8», «ф9», «ф10», «ф1» и ещё 4.")


def test_a_week_names_the_first_people_and_counts_the_others() -> None:
    matrix = of_words("1: oooooo")
    found, _ = rows(matrix, *(Vacation(name, date(2026, 8, 5), date(2026, 8, 5)) for name in matrix.people))
    assert found[0]["absence"] == "3–9 августа: Аня, Боря, Вера, Глеб, Дина и ещё 1"


@pytest.mark.long
@settings(deadline=None)
@given(matrix=matrices(5, 4))
def test_ones_and_pairs_are_those_of_the_stress_test(matrix: FbsMatrix) -> None:
    table, _ = fbs_absences_table(matrix, [], TODAY, FbsSettings(pairs_max=500))
    ones, pairs = fbs_stress(matrix).set_index("absent"), fbs_stress(matrix, 2).set_index("absent")
    lost = {names: int(row["lost"]) for frame in (ones, pairs) for names, row in frame.iterrows()}
    expected = {names[0]: count for names, count in lost.items() if len(names) == 1} | {
        " и ".join(names): lost[names]
        for names in combinations(matrix.people, 2)
        if lost[names] > lost[names[:1]] + lost[names[1:]]
    }
    assert dict(zip(table["absence"], table["count_lost"], strict=True)) == expected
    alone = table[table["kind"] == ONE_OFF]
    by_level = [tuple(ones.loc[[(name,)], list(LOST)].iloc[0]) for name in alone["absence"]]
    assert by_level == sorted(by_level, reverse=True)
    counted = alone[["count_uncovered_high", "count_uncovered_mid", "count_uncovered_low"]].astype(int).to_numpy()
    said = [ones.loc[[(name,)]].iloc[0] for name in alone["absence"]]
    assert np.array_equal(counted, [[row[f"uncovered_{key}"] for key in ("high", "mid", "low")] for row in said])


def test_sixty_employees_and_two_hundred_functions() -> None:
    matrix = large(60, 200, seed=3, backups=0.01)
    gone = [Vacation(name, date(2026, 8, 3), date(2026, 8, 30)) for name in matrix.people[::3]]
    found, line = rows(matrix, *gone)
    kinds = [row["kind"] for row in found]
    assert (kinds.count(ONE_OFF), kinds.count(PAIR_OFF), kinds.count(WEEK_OFF)) == (60, 20, 4)
    assert "Показаны худшие пары: 20, ещё " in line
