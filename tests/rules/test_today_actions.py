"""«Начало»: what to do today in order of roubles (METHOD section 1)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.client_status import statuses
from clientbase_xl.rules.clients_table import clients_table
from clientbase_xl.rules.reactivation import reactivation
from clientbase_xl.rules.today_actions import today_actions
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.reactivation import REACTIVATION
from clientbase_xl.schemas.start import START
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.settings import Settings
from tests.support.clients import TODAY, cards_of, computed, fact, facts_of, plain


def client(code: str, turnover: float = 100.0, **known: Any) -> dict[str, Any]:
    """Return a row of «Клиенты» of a client that needs nothing."""
    return {"client_code": code, "turnover_12m_rub": turnover, "status": "действующий", "category": "B", **known}


def actions_of(*rows: dict[str, Any], lapsed: tuple[dict[str, Any], ...] = ()) -> pd.DataFrame:
    """Return the actions of clients and of a call list."""
    clients = pd.DataFrame(list(rows), columns=list(CLIENTS.keys))
    calls = pd.DataFrame(list(lapsed), columns=list(REACTIVATION.keys))
    return today_actions(clients, calls, Settings(), TODAY)


def only(table: pd.DataFrame) -> pd.Series[Any]:
    """Return the single action."""
    assert len(table) == 1, table
    return table.iloc[0]


def test_a_base_without_trouble_has_nothing_to_do() -> None:
    table = actions_of(client("А"), client("Б", category="E", profitability_12m_rub=1.0, is_stopped=True))
    assert tuple(table.columns) == START.keys
    assert len(table) == 0
    assert len(actions_of()) == 0


def test_lapsed_clients_are_called_first_by_shipments() -> None:
    row = only(
        actions_of(lapsed=({"client_code": "А", "amount_9m_rub": 70.0}, {"client_code": "Б", "amount_9m_rub": 30.0}))
    )
    assert row["action"] == "Позвоните уснувшим клиентам по списку «Реактивация»"
    assert (row["count_clients"], row["amount_rub"], row["sheet_key"]) == (2, 100.0, "reactivation")
    assert plain(row["reason"]) == "Их отгрузки за 9 мес.; молчат от 60 до 180 дн. Крупнейшие: А, Б"


def test_dozing_clients_are_worth_their_turnover() -> None:
    row = only(actions_of(client("А", 10.0, status="засыпает", client_name="Ромашка"), client("Б")))
    assert row["action"].startswith("Позвоните засыпающим")
    assert (row["count_clients"], row["amount_rub"], row["sheet_key"]) == (1, 10.0, "clients")
    assert row["reason"].endswith("Клиент: Ромашка")


def test_a_loss_is_repriced_first_and_stopping_is_only_proposed_after() -> None:
    row = only(actions_of(client("А", category="E", profitability_12m_rub=-40.0, flags="уточнить потенциал")))
    assert row["action"] == "Пересмотрите цены и условия убыточным клиентам; не поможет — предложите прекратить работу"
    assert row["amount_rub"] == 40.0


def test_unknown_potential_is_asked_from_the_largest_turnover() -> None:
    rows = [
        client(code, turnover, flags="уточнить потенциал") for code, turnover in zip("АБВГ", (1, 4, 2, 3), strict=True)
    ]
    row = only(actions_of(*rows))
    assert row["action"] == "Спросите о потенциале, начиная с крупных"
    assert (row["count_clients"], row["amount_rub"]) == (4, 10.0)
    assert row["sheet_key"] == "profile_calls"
    assert row["reason"].endswith("Крупнейшие: Б, Г, В")


def test_a_and_b_clients_without_a_backup_need_one() -> None:
    row = only(actions_of(client("А", flags="нет дублёра"), client("Б")))
    assert (row["action"], row["count_clients"]) == ("Назначьте дублёра клиентам A и B", 1)


def test_returns_above_sales_are_worth_their_excess() -> None:
    row = only(actions_of(client("А", -25.0, flags="возвраты больше продаж")))
    assert row["action"].startswith("Выясните причины возвратов")
    assert row["amount_rub"] == 25.0


def test_overdue_debt_is_reminded_of() -> None:
    row = only(actions_of(client("А", overdue_rub=7.0), client("Б", overdue_rub=0.0), client("В")))
    assert (row["action"], row["count_clients"], row["amount_rub"]) == ("Напомните о просроченной оплате", 1, 7.0)


@pytest.mark.parametrize(
    ("days_left", "beginning"),
    [
        (-1, "Перезаключите договоры"),
        (0, "Продлите договоры"),
        (30, "Продлите договоры"),
        (31, "Подготовьте продление"),
        (60, "Подготовьте продление"),
    ],
)
def test_contracts_come_up_by_days_left(days_left: int, beginning: str) -> None:
    row = only(actions_of(client("А", contract_until=TODAY + timedelta(days=days_left))))
    assert row["action"].startswith(beginning)


@pytest.mark.parametrize(
    "known",
    [
        {"contract_until": TODAY + timedelta(days=61)},
        {"contract_until": None},
        {"contract_until": date(2020, 1, 1), "category": "D"},
        {"contract_until": date(2020, 1, 1), "category": "B", "category_approved": "E"},
        {"contract_until": date(2020, 1, 1), "is_stopped": True},
    ],
)
def test_other_contracts_say_nothing(known: dict[str, Any]) -> None:
    assert len(actions_of(client("А", **known))) == 0


def test_actions_stand_by_roubles_and_count_from_one() -> None:
    table = actions_of(
        client("А", 50.0, status="засыпает"),
        client("Б", 10.0, overdue_rub=500.0),
        lapsed=({"client_code": "В", "amount_9m_rub": 100.0},),
    )
    assert list(table["order"]) == [1, 2, 3]
    assert list(table["amount_rub"]) == [500.0, 100.0, 50.0]


def test_stopped_clients_are_not_worked_on_but_still_owe() -> None:
    stopped = client("А", is_stopped=True, flags="уточнить потенциал; нет дублёра", overdue_rub=5.0)
    assert only(actions_of(stopped))["action"] == "Напомните о просроченной оплате"


def test_the_whole_way_from_facts_to_actions() -> None:
    facts = facts_of(
        fact("А", silence=75, amount_9m_rub=90.0, turnover_12m_rub=100.0, gross_profit_12m_rub=30.0),
        fact("Б", silence=31, rhythm_days=20, turnover_12m_rub=80.0, gross_profit_12m_rub=-8.0),
        fact("В", turnover_12m_rub=-6.0, gross_profit_12m_rub=-1.0),
    )
    cards = cards_of({"client_code": "А", "potential_rub": 500.0, "manager": "М", "backup_manager": "Н"})
    status, letters = statuses(facts, cards, TODAY, Settings()), computed(facts, cards).table
    clients = clients_table(facts, cards, status, letters)
    table = today_actions(clients, reactivation(facts, cards, letters, Settings()), Settings(), TODAY)
    assert [action.split()[0] for action in table["action"]] == [
        "Позвоните",
        "Позвоните",
        "Пересмотрите",
        "Выясните",
        "Спросите",
    ]
    assert list(table["amount_rub"]) == [90.0, 80.0, 8.0, 6.0, -6.0]
    assert check_table(table, START) == ()


def due_row(code: str, letter: str = "A", untapped: float | None = None, turnover: float = 10.0) -> dict[str, Any]:
    """Return a row of «Контакты недели»."""
    return {
        "client_code": code,
        "category_approved": letter,
        "untapped_rub": untapped,
        "turnover_12m_rub": turnover,
        "client_name": None,
    }


def test_planned_contacts_count_a_and_b_once_by_what_is_not_taken_else_by_turnover() -> None:
    rows = [due_row("А", "A", 70.0), due_row("А", "A", 70.0), due_row("Б", "B", None, 25.0), due_row("В", "C", 900.0)]
    table = today_actions(
        pd.DataFrame(columns=list(CLIENTS.keys)),
        pd.DataFrame(columns=list(REACTIVATION.keys)),
        Settings(),
        TODAY,
        due=pd.DataFrame(rows),
    )
    row = only(table)
    assert (row["count_clients"], row["amount_rub"], row["sheet_key"]) == (2, 95.0, "contacts_due")
    assert "А, Б" in plain(row["reason"])


def test_undervalued_clients_are_worth_what_they_buy_elsewhere() -> None:
    chosen = pd.DataFrame([{"client_code": "А", "client_name": "Ромашка", "untapped_rub": 1_000.0}])
    table = today_actions(
        pd.DataFrame(columns=list(CLIENTS.keys)),
        pd.DataFrame(columns=list(REACTIVATION.keys)),
        Settings(),
        TODAY,
        due=pd.DataFrame([due_row("В", "C")]),
        undervalued=chosen,
    )
    row = only(table)
    assert (row["count_clients"], row["amount_rub"], row["sheet_key"]) == (1, 1_000.0, "undervalued")
    assert "Ромашка" in plain(row["reason"])
