"""What is wrong with typed prospects: every contradiction is named with its row and its cell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.problems import Problem, RecordProblem, Severity
from clientbase_xl.rules.prospect_problems import Known, prospect_problems
from clientbase_xl.schemas.prospects import PROSPECTS
from tests.support.prospects import TODAY, WHOLE, cards, facts, prospects

CARDS = cards(
    {"client_code": "К1", "client_name": "ООО «Ладья»", "inn": "7700000001", "kpp": "770001001"},
    {"client_code": "К2", "client_name": "Слон", "inn": None},
)
FACTS = facts(К1=date(2026, 6, 1), К2=date(2025, 1, 1))


def problems(*rows: Mapping[str, Any], stored: pd.DataFrame | None = None) -> tuple[Problem, ...]:
    """Return what is wrong with prospects."""
    lists = {"prospect_sources": ["выставка"], "prospect_ways": ["звонок"]}
    known = Known(CARDS, FACTS, {"Ветров"}, lists, TODAY, 0.30)
    return prospect_problems(prospects(*rows) if stored is None else stored, known)


def test_a_sound_row_and_an_empty_list_are_no_problem() -> None:
    assert problems(WHOLE) == ()
    assert problems() == ()
    assert problems({**WHOLE, "client_code": "К1", "prospect_name": "Ладья", "inn": "7700000001"}) == ()


@pytest.mark.parametrize(
    ("change", "column", "part"),
    [
        ({"manager": "Незнакомый"}, "Менеджер", "нет в списке"),
        ({"responsible": "Незнакомый"}, "Ответственный", "нет в списке"),
        ({"potential_rub": 0}, "Потенциал вписанный, ₽ в год", "это не ответ"),
        ({"potential_rub": -1}, "Потенциал вписанный, ₽ в год", "это не ответ"),
        ({"count_orders_per_year": 0}, "Заказов в год (у всех)", "это не ответ"),
        ({"average_order_rub": -5}, "Средний заказ (у всех), ₽", "это не ответ"),
        ({"responsible": None}, "Ответственный", "нет ответственного"),
        ({"next_step_on": None}, "Дата шага", "нет даты"),
        ({"next_step": None}, "Следующий шаг", "шага нет"),
        ({"next_step_on": date(2026, 2, 28)}, "Дата шага", "раньше, чем внесён"),
        ({"entered_on": date(2026, 11, 21)}, "Внесён в список", "ещё не наступило"),
        ({"confirmed_on": date(2026, 11, 21)}, "Подтверждён", "ещё не наступило"),
        ({"confirmed_on": date(2026, 2, 28)}, "Подтверждён", "раньше, чем внесён"),
        ({"client_code": "К9"}, "Код клиента", "в базе нет"),
        ({"client_code": "К2"}, "Код клиента", "раньше внесения в список"),
        ({"inn": "7700000001"}, "ИНН", "возможно, это клиент К1"),
        ({"prospect_name": "ЛАДЬЯ ООО", "inn": None}, "Наименование", "возможно, это клиент К1"),
    ],
)
def test_each_contradiction_names_its_row_and_cell(change: Mapping[str, Any], column: str, part: str) -> None:
    (problem,) = problems({**WHOLE, **change})
    assert isinstance(problem, RecordProblem)
    assert (problem.sheet, problem.column, problem.record) == (PROSPECTS.title, column, ("п-1",))
    assert part in problem.message
    assert problem.remedy.endswith(".")


@pytest.mark.parametrize("change", [{"entered_on": TODAY, "next_step_on": TODAY}, {"confirmed_on": date(2026, 3, 1)}])
def test_the_day_itself_is_no_contradiction(change: Mapping[str, Any]) -> None:
    assert problems({**WHOLE, **change}) == ()


@pytest.mark.parametrize(("typed", "count"), [(700_000, 0), (699_999, 1), (1_428_571, 0), (1_428_572, 1)])
def test_a_typed_potential_may_be_30_per_cent_of_the_larger_apart_from_orders(typed: int, count: int) -> None:
    row = {**WHOLE, "count_orders_per_year": 10, "average_order_rub": 100_000, "potential_rub": typed}
    assert len(problems(row)) == count


def test_the_second_of_two_rows_of_one_firm_is_named() -> None:
    other = {**WHOLE, "prospect_name": "Другая"}
    same_inn = problems(WHOLE, other)
    assert [(one.column, getattr(one, "record", ())) for one in same_inn] == [("ИНН", ("п-2",))]
    assert "у записи п-1, менеджер Ветров" in same_inn[0].message
    same_name = problems(WHOLE, {**WHOLE, "inn": None, "prospect_name": "ромашка"})
    assert [one.column for one in same_name] == ["Наименование"]


def test_one_client_code_in_two_rows_is_named_once() -> None:
    first, second = ({**WHOLE, "client_code": "К1", "prospect_name": name, "inn": None} for name in ("Пешка", "Ферзь"))
    (problem,) = problems(first, second)
    assert (problem.column, getattr(problem, "record", ())) == ("Код клиента", ("п-2",))


def test_a_word_that_no_list_has_is_one_notice_with_its_count() -> None:
    rows = (
        {**WHOLE, "info_sources": cell, "inn": None, "prospect_name": cell} for cell in ("выставка; слух", "Слух ; ")
    )
    found = problems(*rows, {**WHOLE, "tell_ways": "звонок;Звонок"})
    assert [(one.value, one.count, one.severity) for one in found] == [
        ("Слух", 1, Severity.NOTICE),
        ("слух", 1, Severity.NOTICE),
    ]


def test_a_row_without_a_name_is_called_by_its_number() -> None:
    (problem,) = problems({**WHOLE, "prospect_name": None, "manager": "Незнакомый"})
    assert problem.message.startswith("ПК запись п-1:")
