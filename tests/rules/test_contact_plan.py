"""Frequencies of contacts: the matrix, a client's own frequency, and who is planned for at all."""

from __future__ import annotations

import pandas as pd
import pytest

from clientbase_xl.rules.activity_matrix import typed_matrix
from clientbase_xl.rules.contact_plan import contact_plan, hours, minutes_per_month, override_problems, times
from clientbase_xl.schemas.contact_load import CONTACT_PLAN
from clientbase_xl.schemas.validation import check_table
from tests.support.contact_plans import MATRIX, client, clients_of, plan_of, statuses_of


@pytest.mark.parametrize(
    ("letter", "visits", "calls", "minutes"),
    [("A", 4, 8, 480), ("B", 2, 4, 240), ("C", 0.5, 2, 75), ("D", 0, 1, 15)],
)
def test_a_category_gives_the_frequencies_of_the_method(
    letter: str, visits: float, calls: float, minutes: float
) -> None:
    plan = plan_of(client("1", letter)).iloc[0]
    assert (plan["visits_per_month"], plan["calls_per_month"], plan["minutes_per_month"]) == (visits, calls, minutes)
    assert not plan["is_override"]
    assert plan["reason"].startswith(f"Категория {letter}: визитов ")


def test_an_own_frequency_takes_the_place_of_the_matrix_number_by_number() -> None:
    plan = plan_of(
        client("1", "B", visits_per_month=0.25, frequency_reason="далеко"),
        client("2", "B", calls_per_month=0, frequency_reason="просит не звонить"),
        client("3", "B", visits_per_month=1, calls_per_month=1),
    ).set_index("client_code")
    assert plan[["visits_per_month", "calls_per_month"]].to_numpy().tolist() == [[0.25, 4], [2, 0], [1, 1]]
    assert plan["minutes_per_month"].tolist() == [0.25 * 90 + 4 * 15, 180, 105]
    assert plan["is_override"].all()
    assert plan.loc["1", "reason"] == "Своя частота: визитов 0,25 и звонков 4 в месяц; далеко"
    assert plan.loc["3", "reason"].endswith("причина не указана")


def test_contacts_are_planned_for_the_active_base_and_for_whoever_has_a_frequency_of_his_own() -> None:
    clients = clients_of(
        client("active", "B"),
        client("asleep", "B"),
        client("wanted", "B", visits_per_month=1, frequency_reason="возвращаем"),
        client("stopped", "A", is_stopped=True, visits_per_month=1, frequency_reason="долг"),
        client("loss", "E"),
        client("loss wanted", "E", calls_per_month=2, frequency_reason="долг"),
        client("new", None),
    )
    plan = contact_plan(clients, statuses_of(clients, ("asleep", "wanted")), MATRIX).set_index("client_code")
    assert plan.index.tolist() == ["active", "loss", "loss wanted", "new", "wanted"]
    assert plan["minutes_per_month"].to_dict() == {"active": 240, "loss": 0, "loss wanted": 0, "new": 0, "wanted": 150}
    assert plan.loc["loss wanted", "reason"] == "Категория E: работу прекращают, контакты не положены"
    assert plan.loc["new", "reason"] == "Категория не утверждена: контакты не положены"


def test_worth_is_what_is_untapped_and_the_turnover_while_that_is_unknown() -> None:
    plan = plan_of(
        client("1", "B", untapped_rub=0.0, turnover_12m_rub=500.0),
        client("2", "B", turnover_12m_rub=500.0),
        client("3", "B", turnover_12m_rub=-20.0),
        client("4", "B", untapped_rub=70.0, turnover_12m_rub=500.0),
    )
    assert plan["worth_rub"].tolist() == [0.0, 500.0, 0.0, 70.0]
    assert plan["untapped_rub"].isna().tolist() == [False, True, True, False]


def test_what_was_typed_into_the_matrix_counts() -> None:
    stored = pd.DataFrame({"category": ["B"], "visits_per_month": [0.0], "call_minutes": [10.0]})
    plan = plan_of(client("1", "B"), client("2", "A"), matrix=typed_matrix(stored))
    assert plan["minutes_per_month"].tolist() == [40.0, 480.0]
    assert minutes_per_month(plan).tolist() == [40.0, 480.0]


def test_an_own_frequency_without_a_reason_is_a_problem() -> None:
    clients = clients_of(
        client("1", "B", visits_per_month=1, frequency_reason="далеко"),
        client("2", "B", visits_per_month=0),
        client("3", "B", calls_per_month=1.5, frequency_reason="  "),
        client("4", "B", frequency_reason="причина без частоты"),
        client("5", "E", visits_per_month=1, frequency_reason="долг"),
    )
    problems = override_problems(clients)
    assert [(problem.message, problem.value) for problem in problems] == [
        ("Клиент 2 «Клиент 2»: своя частота контактов без причины", "визитов 0"),
        ("Клиент 3 «Клиент 3»: своя частота контактов без причины", "звонков 1,5"),
        (
            "Клиент 5 «Клиент 5»: своя частота у категории E не действует: с такими клиентами работу прекращают",
            "визитов 1",
        ),
    ]
    assert {problem.sheet for problem in problems} == {"Клиенты"}
    assert [getattr(problem, "client_code", None) for problem in problems] == ["2", "3", "5"]


def test_without_clients_there_is_no_plan_and_no_problem() -> None:
    plan = plan_of()
    assert plan.empty
    assert tuple(plan.columns) == CONTACT_PLAN.keys
    assert override_problems(clients_of()) == ()


def test_the_plan_obeys_the_catalogue() -> None:
    plan = plan_of(client("2", "A", untapped_rub=5.0), client("1", "C", manager=None))
    assert check_table(plan, CONTACT_PLAN) == ()
    assert plan["client_code"].tolist() == ["1", "2"]


@pytest.mark.parametrize(("frequency", "text"), [(4.0, "4"), (0.5, "0,5"), (0.25, "0,25"), (0.0, "0")])
def test_a_frequency_is_written_as_people_write_it(frequency: float, text: str) -> None:
    assert times(frequency) == text


@pytest.mark.parametrize(("value", "text"), [(138.25, "138,3 ч"), (0.04, "0 ч"), (0.05, "0,1 ч"), (96.0, "96 ч")])
def test_hours_are_rounded_half_up_to_tenths(value: float, text: str) -> None:
    assert hours(value).replace("\xa0", " ") == text
