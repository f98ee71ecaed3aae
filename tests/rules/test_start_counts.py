"""«Начало»: the figures of the base (METHOD sections 0, 1 and 5)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.client_status import statuses
from clientbase_xl.rules.clients_table import clients_table
from clientbase_xl.rules.reactivation import reactivation
from clientbase_xl.rules.start_counts import start_counts
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.start import START_COUNTS
from clientbase_xl.settings import Settings
from tests.support.clients import TODAY, cards_of, computed, fact, facts_of, plain


def counts_of(facts: pd.DataFrame, cards: pd.DataFrame | None = None, **known: Any) -> dict[str, Any]:
    """Return title → number or text of the figures."""
    given = cards_of() if cards is None else cards
    letters = computed(facts, given).table
    clients = clients_table(facts, given, statuses(facts, given, TODAY, Settings()), letters)
    calls = reactivation(facts, given, letters, Settings())
    words: dict[str, Any] = {"imported_on": None, "count_problems": 0, **known}
    table = start_counts(clients, facts, calls, TODAY, **words)
    assert tuple(table.columns) == START_COUNTS.keys
    assert {key for key in table["sheet_key"] if key} <= set(BY_KEY)
    return {
        plain(title): text if pd.isna(value) else value
        for title, value, text in zip(table["title"], table["value"], table["text"], strict=True)
    }


BASE = facts_of(
    fact("А", silence=5, turnover_12m_rub=100.0, gross_profit_12m_rub=20.0, count_purchases_last_month=2),
    fact("Б", silence=30, turnover_12m_rub=50.0, gross_profit_12m_rub=-5.0, count_purchases_last_month=1),
    fact(
        "В",
        silence=75,
        turnover_12m_rub=30.0,
        amount_9m_rub=30.0,
        gross_profit_12m_rub=5.0,
        count_purchases_last_month=0,
    ),
    fact("Г", silence=500, count_purchases_last_month=0),
)


def test_the_figures_of_a_small_base() -> None:
    cards = cards_of({"client_code": "Д"}, {"client_code": "Е", "is_archived": True})
    found = counts_of(BASE, cards, imported_on=date(2026, 11, 20), count_problems=3)
    assert found == {
        "Клиентов в базе": 5,
        "Активная база": 3,
        "Категория B": 1,
        "Категория C": 1,
        "Категория E": 1,
        "Статус «действующий»": 2,
        "Статус «уснувший»": 1,
        "Статус «ушедший»": 1,
        "Статус «без покупок»": 1,
        "АА (активные адреса), октябрь 2026": 2,
        "Нулевые клиенты, октябрь 2026": 1,
        "Оборот за 12 мес., ₽": 180.0,
        "Валовая прибыль за 12 мес., ₽": 20.0,
        "В списке реактивации": 1,
        "Последняя продажа": "16.11.2026",
        "Последняя загрузка продаж": "20.11.2026",
        "Последняя сверка базы": "не было",
        "Проблем в данных": 3,
    }


def test_profit_of_a_part_of_the_clients_names_the_part() -> None:
    facts = facts_of(fact("А", turnover_12m_rub=9.0, gross_profit_12m_rub=2.0), fact("Б", turnover_12m_rub=1.0))
    assert counts_of(facts)["Валовая прибыль за 12 мес., ₽ (известна у 1 из 2)"] == 2.0


def test_unknown_things_are_no_data_never_zero() -> None:
    found = counts_of(facts_of(fact("А", turnover_12m_rub=9.0)))
    assert found["Валовая прибыль за 12 мес., ₽"] == "нет данных"
    assert found["АА (активные адреса), октябрь 2026"] == "нет данных"
    assert found["Последняя загрузка продаж"] == "нет данных"


def test_an_empty_base_counts_nothing() -> None:
    found = counts_of(facts_of())
    assert (found["Клиентов в базе"], found["Активная база"]) == (0, 0)
    assert found["Последняя продажа"] == "нет данных"
    assert found["Нулевые клиенты, октябрь 2026"] == 0


def test_the_last_day_of_the_ledger_may_be_given() -> None:
    assert counts_of(BASE, last_sale_on=date(2026, 11, 20))["Последняя продажа"] == "20.11.2026"


@pytest.mark.parametrize("manager", ["Иванов", "Петров"])
def test_the_clients_of_one_manager_give_that_managers_figures(manager: str) -> None:
    facts = BASE.assign(manager=["Иванов", "Петров", "Иванов", "Иванов"])
    letters = computed(facts).table
    clients = clients_table(facts, cards_of(), statuses(facts, cards_of(), TODAY, Settings()), letters)
    own = clients[clients["manager"] == manager]
    table = start_counts(own, facts, facts_of(), TODAY, imported_on=None, count_problems=0)
    values = dict(zip(table["title"].map(plain), table["value"], strict=True))
    assert values["Активная база"] == {"Иванов": 2, "Петров": 1}[manager]
    assert values["АА (активные адреса), октябрь 2026"] == 1


def test_requests_and_tasks_are_counted_where_they_are_known() -> None:
    without = counts_of(BASE)
    assert "Заявок на согласовании" not in without
    found = counts_of(BASE, count_requests_waiting=0, count_tasks_overdue=4)
    assert {title: found[title] for title in found.keys() - without.keys()} == {
        "Заявок на согласовании": 0,
        "Задач просрочено": 4,
    }


def test_addresses_are_those_of_the_kpis_where_they_are_computed() -> None:
    kpis = pd.DataFrame({"kpi_id": [1, 2, 3], "value": [269.0, None, 4.2]})
    found = counts_of(BASE, kpis=kpis, kpi_period="октябрь 2026")
    assert found["АА (активные адреса), октябрь 2026"] == 269
    assert found["Нулевые клиенты, октябрь 2026 (база на конец периода)"] == "нет данных"


@pytest.mark.parametrize(
    ("due", "text"),
    [
        (date(2026, 11, 21), "21.08.2026, следующая 21.11.2026"),
        (date(2026, 11, 20), "21.08.2026, пора было 20.11.2026"),
    ],
)
def test_the_next_reconciliation_is_late_from_the_day_after(due: date, text: str) -> None:
    found = counts_of(facts_of(), reconciled=(date(2026, 8, 21), due))
    assert found["Последняя сверка базы"] == text
