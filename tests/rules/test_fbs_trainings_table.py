"""«FBS обучение»: the plan, its proof, and a team that cannot be trained (METHOD section 15)."""

from __future__ import annotations

from math import inf

import pandas as pd
import pytest

from clientbase_xl.rules.fbs_matrix import FbsMatrix, fbs_matrix
from clientbase_xl.rules.fbs_no_plan import fbs_no_plan
from clientbase_xl.rules.fbs_trainings import FbsTrainings, Training, fbs_trainings
from clientbase_xl.rules.fbs_trainings_table import fbs_trainings_table
from clientbase_xl.schemas.fbs_trainings import FBS_TRAININGS
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.settings import FbsSettings
from tests.support.clients import plain
from tests.support.fbs import of_words

DEFAULTS = FbsSettings()


def trainings(matrix: FbsMatrix, settings: FbsSettings = DEFAULTS) -> tuple[pd.DataFrame, str]:
    """Return the sheet and the line above it."""
    plan = fbs_trainings(matrix, settings)
    table, line = fbs_trainings_table(matrix, plan, fbs_no_plan(matrix, settings), settings)
    assert check_table(table, FBS_TRAININGS) == ()
    return table, plain(line)


def test_the_plan_by_hand() -> None:
    """ф1 of the middle level needs one backup, ф2 of the highest two; Вера, without any load, learns first."""
    table, line = trainings(of_words("2: o..", "1: o1.", "3: ..."))
    assert line == "Не хватает бэкаперов — 2. Хватит 2 обучений, общая стоимость — 2 (дешевле нельзя, доказано)."
    assert table[["rank", "function", "level", "employee", "teachers", "cost", "reason"]].values.tolist() == [
        [1, "ф2", "Высший (1)", "Вера", "Аня, Боря", 1.0, "Бэкаперов 1, нужно 2."],
        [2, "ф1", "Средний (2)", "Вера", "Аня", 1.0, "Бэкаперов 0, нужно 1."],
    ]
    assert set(table["state"]) == {"обучить"}


def test_a_function_that_nobody_can_do_has_no_teacher_in_the_team() -> None:
    assert trainings(of_words("2: .."))[0]["teachers"].tolist() == ["никто не умеет"]


def test_nothing_missing_is_said_and_has_no_rows() -> None:
    table, line = trainings(of_words("2: o1", "3: o."))
    assert (len(table), line) == (0, "Обучать никого не надо: бэкаперов столько, сколько требуют уровни.")


def test_a_team_that_cannot_be_trained_says_why_row_by_row() -> None:
    table, line = trainings(of_words("2: o.", "2: o.", "2: o."), FbsSettings(new_functions_max=1))
    assert line == "Не хватает бэкаперов — 3. Обучить эту команду нельзя: почему — в строках ниже."
    assert [plain(reason) for reason in table["reason"]] == [
        "Мешает предел новых функций на человека (1): нужно обучений 3, а возможно не больше 2. "
        "Если разрешить 3, план есть."
    ]
    assert table["state"].tolist() == ["нельзя"]
    few, _ = trainings(of_words("1: o."))
    assert plain(few["reason"][0]).startswith("Функции «ф1» не хватает: 2 бэкапера")


@pytest.mark.parametrize(
    ("plan", "line", "reason"),
    [
        (
            FbsTrainings((), inf, 0, inf, False, None, 4),
            "Не хватает бэкаперов — 4. План за отведённое время не найден.",
            "За отведённое время план не найден: ослабьте пределы обучения на листе «Настройки».",
        ),
        (
            FbsTrainings((), inf, 0, inf, False, False, 4),
            "Не хватает бэкаперов — 4. Обучить эту команду нельзя: почему — в строках ниже.",
            "Пределы обучения не дают обучить эту команду.",
        ),
        (
            FbsTrainings((Training("Боря", "ф1", 2.5),), 2.5, 1.5, 1.0, False, True, 1),
            "Не хватает бэкаперов — 1. Хватит 1 обучения, общая стоимость — 2,5 "
            "(дешевле 1,5 нельзя, найдено за отведённое время).",
            "Бэкаперов 0, нужно 1.",
        ),
    ],
)
def test_what_was_not_proven_in_time_is_said(plan: FbsTrainings, line: str, reason: str) -> None:
    table, said = fbs_trainings_table(of_words("2: o."), plan, (), DEFAULTS)
    assert (plain(said), table["reason"].tolist()) == (line, [reason])
    assert check_table(table, FBS_TRAININGS) == ()


def test_without_people_or_functions_there_is_no_line() -> None:
    for empty in (fbs_matrix([], [], [], []), fbs_matrix([], [], ["Аня"], []), fbs_matrix(["ф"], ["1"], [], [[]])):
        table, line = fbs_trainings_table(empty, fbs_trainings(empty, DEFAULTS), (), DEFAULTS)
        assert (len(table), line) == (0, "")
