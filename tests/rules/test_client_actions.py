"""What to do next with each client, in order of roubles (METHOD section 1, «Карточка»)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.client_actions import client_actions
from clientbase_xl.rules.today_actions import today_actions
from clientbase_xl.schemas.client_card import CLIENT_ACTIONS
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.contacts import CONTACTS
from clientbase_xl.schemas.contacts_due import CONTACTS_DUE
from clientbase_xl.schemas.profile_calls import UNDERVALUED
from clientbase_xl.schemas.reactivation import REACTIVATION
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.settings import Settings
from tests.support.clients import TODAY


def client(code: str, turnover: float = 100.0, **known: Any) -> dict[str, Any]:
    """Return a row of «Клиенты» of a client that needs nothing."""
    return {"client_code": code, "turnover_12m_rub": turnover, "status": "действующий", "category": "B", **known}


def clients_of(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return CLIENTS."""
    return pd.DataFrame(list(rows), columns=list(CLIENTS.keys))


def actions_of(
    *rows: dict[str, Any], lapsed: tuple[dict[str, Any], ...] = (), talks: tuple[dict[str, Any], ...] = ()
) -> pd.DataFrame:
    """Return the actions of clients, of a call list and of contacts."""
    calls = pd.DataFrame(list(lapsed), columns=list(REACTIVATION.keys))
    contacts = pd.DataFrame(list(talks), columns=list(CONTACTS.keys))
    table = client_actions(clients_of(*rows), calls, contacts, TODAY)
    assert check_table(table, CLIENT_ACTIONS) == ()
    return table


def due_of(*rows: tuple[str, str, str, float | None]) -> pd.DataFrame:
    """Return CONTACTS_DUE: code, kind, approved category, untapped roubles; due yesterday, a turnover of 55."""
    keys = ("client_code", "contact_kind", "category_approved", "untapped_rub")
    common = {"due_on": pd.Timestamp(TODAY - timedelta(days=1)), "turnover_12m_rub": 55.0, "reason": "Прошлая встреча"}
    return pd.DataFrame([dict(zip(keys, row, strict=True)) | common for row in rows], columns=list(CONTACTS_DUE.keys))


def keys_of(table: pd.DataFrame) -> list[str]:
    """Return the kinds of the actions in their order."""
    return table["action_key"].tolist()


def test_a_client_that_needs_nothing_has_no_action() -> None:
    table = actions_of(client("К1"))
    assert len(table) == 0
    assert tuple(table.columns) == CLIENT_ACTIONS.keys


def test_actions_of_a_client_go_by_roubles_and_are_counted_from_one() -> None:
    # Backup and status cost the turnover 500, the debt 700, the loss 40.
    table = actions_of(
        client(
            "К1",
            500.0,
            category="E",
            profitability_12m_rub=-40.0,
            flags="нет дублёра",
            status="засыпает",
            status_reason="Молчит 30 дн.; обычно раз в 10 дн.",
            overdue_rub=700.0,
        )
    )
    assert keys_of(table) == ["overdue", "dozing", "backup", "loss"]
    assert table["order"].tolist() == [1, 2, 3, 4]
    assert table["amount_rub"].tolist() == [700.0, 500.0, 500.0, 40.0]
    assert table["reason"].tolist()[1] == "Молчит 30 дн.; обычно раз в 10 дн."


def test_a_lapsed_client_is_called_by_his_place_in_the_list_and_for_his_shipments() -> None:
    call = {"client_code": "К1", "rank": 12, "amount_9m_rub": 90.0, "reason": "За 9 мес. отгружено 90 ₽"}
    table = actions_of(client("К1"), lapsed=(call,))
    assert table["action"].tolist() == ["Позвоните уснувшему: место 12 в списке «Реактивация»"]
    assert table["amount_rub"].tolist() == [90.0]
    assert table["reason"].tolist() == ["За 9 мес. отгружено 90 ₽"]


@pytest.mark.parametrize(
    ("days_left", "kind"),
    [
        (-1, "contract_over"),
        (0, "contract_near"),
        (30, "contract_near"),
        (31, "contract_far"),
        (60, "contract_far"),
        (61, None),
    ],
)
def test_a_contract_is_prolonged_in_the_steps_of_the_start_sheet(days_left: int, kind: str | None) -> None:
    table = actions_of(client("К1", contract_until=pd.Timestamp(TODAY + timedelta(days=days_left))))
    assert keys_of(table) == ([kind] if kind else [])


@pytest.mark.parametrize(("days", "is_due"), [(-1, True), (0, True), (1, False)])
def test_a_promised_touch_is_due_on_its_day(days: int, is_due: bool) -> None:
    talk = {
        "client_code": "К1",
        "contacted_on": pd.Timestamp(TODAY - timedelta(days=20)),
        "next_touch_on": pd.Timestamp(TODAY + timedelta(days=days)),
        "next_step": "Прислать прайс",
    }
    table = actions_of(client("К1", 300.0), talks=(talk,))
    assert keys_of(table) == (["promised"] if is_due else [])
    if is_due:
        assert table["amount_rub"].tolist() == [300.0]
        assert table["reason"].tolist() == ["Прислать прайс"]


def test_a_promise_is_kept_by_any_later_contact() -> None:
    old = {
        "client_code": "К1",
        "contacted_on": pd.Timestamp(2026, 10, 1),
        "next_touch_on": pd.Timestamp(2026, 10, 10),
    }
    later = {"client_code": "К1", "contacted_on": pd.Timestamp(2026, 10, 2)}
    assert keys_of(actions_of(client("К1"), talks=(later, old))) == []


def test_a_contact_of_the_future_and_one_with_a_stranger_promise_nothing() -> None:
    future = {
        "client_code": "К1",
        "contacted_on": pd.Timestamp(TODAY + timedelta(days=1)),
        "next_touch_on": pd.Timestamp(TODAY),
    }
    stranger = {
        "client_code": "нет",
        "contacted_on": pd.Timestamp(2026, 10, 2),
        "next_touch_on": pd.Timestamp(2026, 10, 3),
    }
    assert keys_of(actions_of(client("К1"), talks=(future, stranger))) == []


def test_a_stopped_client_is_only_reminded_of_his_debt() -> None:
    table = actions_of(
        client("К1", flags="нет дублёра", is_stopped=True, overdue_rub=10.0, contract_until=pd.Timestamp(2026, 1, 1))
    )
    assert keys_of(table) == ["overdue"]


@pytest.mark.parametrize(
    ("span", "said"),
    [
        ("B–D", "пока категория известна только диапазоном B–D"),
        ("B", "категория B при любом потенциале, не известно, сколько ещё можно взять"),
        (None, "без потенциала категория не точна"),
    ],
)
def test_the_question_about_potential_says_what_it_would_change(span: str | None, said: str) -> None:
    table = actions_of(client("К1", flags="уточнить потенциал", category_range=span))
    assert table["reason"].tolist()[0].endswith(f"; {said}")


def test_a_planned_visit_and_what_is_bought_elsewhere_are_named() -> None:
    bought = {"client_code": "К1", "untapped_rub": 900.0, "bought_elsewhere": "крепёж", "reason": "По обороту 100 — C"}
    table = client_actions(
        clients_of(client("К1")),
        pd.DataFrame(columns=list(REACTIVATION.keys)),
        pd.DataFrame(columns=list(CONTACTS.keys)),
        TODAY,
        due=due_of(("К1", "визит", "B", 40.0), ("К3", "звонок", "C", 40.0)),
        undervalued=pd.DataFrame([bought], columns=list(UNDERVALUED.keys)),
    )
    assert check_table(table, CLIENT_ACTIONS) == ()
    assert keys_of(table) == ["undervalued", "due"]
    assert table["action"].tolist() == [
        "Предложите то, что берёт у других: крепёж",
        f"Навестите по плану: срок {TODAY - timedelta(days=1):%d.%m.%Y}",
    ]
    assert table["amount_rub"].tolist() == [900.0, 40.0]


def test_the_roubles_of_every_action_are_those_of_the_start_sheet() -> None:
    rows = (
        client("К1", 500.0, flags="нет дублёра; уточнить потенциал", category_range="B–D"),
        client("К2", 300.0, flags="уточнить потенциал", status="засыпает"),
        client("К3", -70.0, flags="возвраты больше продаж", contract_until=pd.Timestamp(2026, 11, 30)),
        client("К4", 90.0, category="E", profitability_12m_rub=-5.5, overdue_rub=44.0),
        client("К5", 80.0, contract_until=pd.Timestamp(2026, 1, 1)),
        client("К6", 60.0, contract_until=pd.Timestamp(2027, 1, 10)),
    )
    calls = pd.DataFrame([{"client_code": "К7", "rank": 1, "amount_9m_rub": 1_000.0}], columns=list(REACTIVATION.keys))
    known = {
        "due": due_of(("К1", "звонок", "A", None), ("К1", "визит", "A", None), ("К2", "визит", "B", 9.0)),
        "undervalued": pd.DataFrame(
            [{"client_code": "К2", "untapped_rub": 77.0, "reason": "По обороту — C"}], columns=list(UNDERVALUED.keys)
        ),
    }
    start = today_actions(clients_of(*rows), calls, Settings(), TODAY, **known)
    found = client_actions(clients_of(*rows), calls, pd.DataFrame(columns=list(CONTACTS.keys)), TODAY, **known)
    sums = found.groupby("action_key")["amount_rub"].agg(["sum", "size"])
    assert sorted(sums["sum"].round(2)) == sorted(start["amount_rub"].round(2))
    assert sorted(sums["size"]) == sorted(start["count_clients"])
