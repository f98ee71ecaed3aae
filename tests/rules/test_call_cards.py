"""What a caller needs beside the ranked list (METHOD section 8)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.rules.call_cards import CALL_KEYS, call_cards
from clientbase_xl.settings import Settings, from_values

TODAY = date(2026, 11, 20)
NO_CARDS = pd.DataFrame({"client_code": []}, dtype=object)


def calls(*rows: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame([{"client_code": "К", "phone": "+7", "flags": None} | row for row in rows], dtype=object)


def test_marks_of_the_card_follow_those_of_the_list() -> None:
    cards = pd.DataFrame(
        [{"client_code": "А", "overdue_rub": 12300.0}, {"client_code": "Б", "overdue_rub": 0.0}, {"client_code": "В"}]
    )
    listed = calls(
        {"client_code": "В", "flags": "сезонный", "phone": None},
        {"client_code": "А", "flags": "в своём ритме"},
        {"client_code": "Б"},
        {"client_code": "Г", "phone": None},
    )
    found = call_cards(listed, cards, TODAY, Settings())
    assert list(found["client_code"]) == ["В", "А", "Б", "Г"]
    assert list(found["flags"]) == [
        "сезонный; нет телефона",
        "в своём ритме; долг 12\u00a0300\u00a0₽",
        None,
        "нет телефона",
    ]


def test_a_client_without_a_card_has_unknown_papers() -> None:
    found = call_cards(calls({}), NO_CARDS, TODAY, Settings())
    assert found.loc[0, "papers"] == "Договор — нет данных; доверенность — нет данных"


def test_papers_are_those_of_the_client() -> None:
    cards = pd.DataFrame(
        [
            {"client_code": "А", "contract_until": date(2026, 1, 1)},
            {"client_code": "Б", "contract_until": date(2027, 1, 1)},
        ]
    )
    found = call_cards(calls({"client_code": "Б"}, {"client_code": "А"}), cards, TODAY, Settings())
    assert found["papers"].str.startswith("Действует").tolist() == [True, False]


def test_who_calls_follows_the_line_of_the_client_else_the_setting() -> None:
    settings = from_values({"reactivation.sales_type": "консультационные"})
    types = pd.DataFrame({"client_code": ["Б"], "sales_type": ["транзакционные"]})
    found = call_cards(calls({"client_code": "А"}, {"client_code": "Б"}), NO_CARDS, TODAY, settings, types)
    assert list(found["who_calls"]) == ["КМ", "СОП, может и СР"]
    assert list(call_cards(calls({}), NO_CARDS, TODAY, Settings())["who_calls"]) == ["СР"]


def test_an_empty_list_stays_empty_and_gets_the_columns() -> None:
    found = call_cards(calls({}).head(0), NO_CARDS, TODAY, Settings())
    assert found.empty
    assert set(CALL_KEYS) <= set(found.columns)
