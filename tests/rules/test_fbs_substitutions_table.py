"""«FBS замены» as a sheet (METHOD section 15)."""

from __future__ import annotations

from datetime import date

import pytest

from clientbase_xl.rules.fbs_matrix import fbs_matrix
from clientbase_xl.rules.fbs_substitutions_table import fbs_substitutions_table
from clientbase_xl.rules.fbs_vacations import Vacation
from clientbase_xl.schemas.fbs_substitutions import FBS_SUBSTITUTIONS
from clientbase_xl.schemas.validation import check_table
from tests.support.clients import plain
from tests.support.fbs import of_words

THURSDAY, FRIDAY = date(2026, 8, 6), date(2026, 8, 7)
MATRIX = of_words("2: 2o1.", "1: .o..", "3: .o..", "0: o...", "1: 1..2")


def test_the_week_row_by_row() -> None:
    gone = [Vacation("Боря", date(2026, 8, 3), FRIDAY), Vacation("Вера", THURSDAY, FRIDAY)]
    table, line = fbs_substitutions_table(MATRIX, gone, THURSDAY)
    assert check_table(table, FBS_SUBSTITUTIONS) == ()
    assert plain(line) == "Неделя 3–9 августа. Некому подменить: 2 функции."
    assert table[["rank", "function", "level", "absent", "substitute", "state", "count_days"]].values.tolist() == [
        [1, "ф2", "Высший (1)", "Боря", None, "некому", 5],
        [2, "ф3", "Обычный (3)", "Боря", None, "некому", 5],
        [3, "ф1", "Средний (2)", "Боря", "Вера", "первый бэкапер", 3],
        [4, "ф1", "Средний (2)", "Боря", "Аня", "второй бэкапер", 2],
    ]
    assert table["action"].tolist() == [
        "Сдвинуть отпуск или обучить замену до начала.",
        "Сделать заранее или отложить до возвращения.",
        "Передать дела: принимает Вера.",
        "Передать дела: принимает Аня. Не на месте и Вера.",
    ]


def test_backups_who_are_away_too_are_named_where_nobody_is_left() -> None:
    gone = [Vacation(name, THURSDAY, FRIDAY) for name in MATRIX.people]
    table, _ = fbs_substitutions_table(MATRIX, gone, THURSDAY)
    said = table.set_index("function")
    assert said.loc["ф1", "action"] == (
        "Сдвинуть отпуск или обучить замену до начала. Бэкаперы тоже не на месте: Вера, Аня."
    )
    assert (said.loc["ф5", "absent"], said.loc["ф5", "action"]) == (
        "Аня, Глеб",
        "Сдвинуть отпуск или обучить замену до начала.",
    )
    assert (said.loc["ф4", "level"], said.loc["ф4", "action"]) == (
        None,
        "Сделать заранее или отложить до возвращения.",
    )


@pytest.mark.parametrize(("today", "week"), [(THURSDAY, "3–9 августа"), (FRIDAY, "10–16 августа")])
def test_on_a_friday_the_coming_week_is_the_next_one(today: date, week: str) -> None:
    table, line = fbs_substitutions_table(MATRIX, [], today)
    assert (len(table), plain(line)) == (0, f"Неделя {week}.")


def test_without_people_or_functions_there_is_no_line() -> None:
    gone = [Vacation("Аня", THURSDAY, FRIDAY)]
    for empty in (fbs_matrix([], [], [], []), fbs_matrix([], [], ["Аня"], []), fbs_matrix(["ф"], ["1"], [], [[]])):
        table, line = fbs_substitutions_table(empty, gone, THURSDAY)
        assert (len(table), list(table), line) == (0, list(FBS_SUBSTITUTIONS.keys), "")
