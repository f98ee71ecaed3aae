"""What an action of «Начало» says about single clients on their cards (METHOD section 1)."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.client_actions import client_actions
from clientbase_xl.rules.today_action import Action, Steps, client_rows
from clientbase_xl.rules.today_actions import today_actions
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.contacts import CONTACTS
from clientbase_xl.schemas.reactivation import REACTIVATION
from clientbase_xl.settings import Settings
from tests.support.clients import TODAY


def alarm(*rows: tuple[str | None, float | None]) -> Action:
    """Return an action about clients (code, roubles)."""
    codes, amounts = (pd.Series([row[place] for row in rows], dtype=object) for place in (0, 1))
    steps = Steps("alarm", codes, "Предложите замену: " + codes.astype(str), pd.Series(["Падает"] * len(rows)))
    return Action("Ответьте на тревоги", amounts.astype("float64"), codes.astype(str), "tasks", "Их оборот", steps)


def no_rows(*sheets: object) -> list[pd.DataFrame]:
    return [pd.DataFrame(columns=list(getattr(sheet, "keys", ()))) for sheet in sheets]


def test_of_several_rows_of_a_client_the_one_with_most_roubles_counts_and_strangers_have_no_card() -> None:
    rows = client_rows(alarm(("К1", 5.0), ("К2", None), ("К1", 7.0), (None, 9.0)))
    assert rows[["client_code", "amount_rub"]].fillna(-1).to_numpy().tolist() == [["К1", 7.0], ["К2", -1]]
    assert set(rows["action_key"]) == {"alarm"}


def test_an_action_about_the_whole_list_says_nothing_about_one_client() -> None:
    action = alarm(("К1", 5.0))
    whole = Action(action.action, action.amounts_rub, action.names, action.sheet_key, action.reason)
    assert client_rows(whole).empty


def test_the_same_action_stands_on_the_start_page_and_on_the_card() -> None:
    clients, calls, contacts = no_rows(CLIENTS, REACTIVATION, CONTACTS)
    more = [alarm(("К1", 5.0), ("К2", 3.0))]
    start = today_actions(clients, calls, Settings(), TODAY, more=more)
    assert start[["action", "count_clients", "amount_rub"]].to_numpy().tolist() == [["Ответьте на тревоги", 2, 8.0]]
    cards = client_actions(clients, calls, contacts, TODAY, more=more)
    assert cards["amount_rub"].sum() == start["amount_rub"].sum()
    assert cards["order"].tolist() == [1, 1]


def test_an_action_about_nobody_does_not_stand_on_the_start_page() -> None:
    clients, calls, _ = no_rows(CLIENTS, REACTIVATION, CONTACTS)
    assert today_actions(clients, calls, Settings(), TODAY, more=[alarm()]).empty
