"""Which typed records are contacts of reactivation (METHOD section 8)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.rules.reactivation_contacts import KEYS, reactivation_contacts

CARDS = pd.DataFrame({"client_code": ["А", "Б"], "manager": ["Иванов", "Петров"]}, dtype=object)
RESULT = ("client_code", "contacted_on", "answer", "programme", "next_touch_on")
CONTACT = ("row_id", "client_code", "contacted_on", "manager", "contact_kind", "started_by", "result", "description")


def found(results: list[dict[str, Any]] = [], contacts: list[dict[str, Any]] = []) -> pd.DataFrame:  # noqa: B006
    table = reactivation_contacts(
        pd.DataFrame(results, columns=list(RESULT), dtype=object),
        pd.DataFrame(contacts, columns=list(CONTACT), dtype=object),
        CARDS,
    )
    assert tuple(table.columns) == KEYS
    return table


def call(code: str = "А", **known: Any) -> dict[str, Any]:
    return {
        "client_code": code,
        "contacted_on": date(2026, 5, 1),
        "contact_kind": "звонок",
        "started_by": "мы",
        "manager": "Сидоров",
        "description": "Просит скидку",
    } | known


def test_a_result_on_the_list_is_a_contact_of_the_client_s_manager() -> None:
    table = found([{"client_code": "Б", "contacted_on": date(2026, 5, 1), "answer": "Подумает"}])
    assert table.loc[0, ["client_code", "manager", "answer", "is_of_list"]].tolist() == [
        "Б",
        "Петров",
        "Подумает",
        True,
    ]
    assert table.loc[0, "programme"] is None


def test_only_calls_of_ours_that_reached_somebody_count() -> None:
    table = found(
        contacts=[
            call("А"),
            call("Б", contact_kind="холодный звонок", started_by=None),
            call("В", contact_kind="визит"),
            call("Г", result="не дозвонились"),
            call("Д", started_by="клиент"),
        ]
    )
    assert list(table["client_code"]) == ["А", "Б"]
    assert not table["is_of_list"].any()


def test_a_day_on_both_sheets_is_one_contact_of_the_person_who_called() -> None:
    table = found([{"client_code": "А", "contacted_on": date(2026, 5, 1), "programme": "Шоу-рум"}], [call("А")])
    assert len(table) == 1
    assert table.loc[0, ["manager", "answer", "programme"]].tolist() == ["Сидоров", "Просит скидку", "Шоу-рум"]
    assert table.loc[0, "is_of_list"]
    said = {"client_code": "А", "contacted_on": date(2026, 5, 1), "answer": "Согласен"}
    assert found([said], [call("А")]).loc[0, "answer"] == "Согласен"


def test_two_days_are_two_contacts() -> None:
    table = found(contacts=[call("А", contacted_on=date(2026, 5, 3)), call("А")])
    assert list(table["contacted_on"]) == [pd.Timestamp("2026-05-01"), pd.Timestamp("2026-05-03")]


def test_a_result_without_a_day_is_shown_undated_and_an_empty_row_is_nothing() -> None:
    table = found([{"client_code": "А", "answer": "Занято"}, {"client_code": "Б", "next_touch_on": date(2026, 5, 1)}])
    assert list(table["client_code"]) == ["А"]
    assert pd.isna(table.loc[0, "contacted_on"])
    assert table.loc[0, "manager"] == "Иванов"


def test_an_earlier_result_of_the_list_is_a_contact_too() -> None:
    now = pd.DataFrame([{"client_code": "А", "contacted_on": date(2026, 5, 1)}], columns=list(RESULT), dtype=object)
    before = pd.DataFrame([{"client_code": "А", "contacted_on": date(2025, 9, 1), "answer": "Да"}], dtype=object)
    table = reactivation_contacts(now, pd.DataFrame(columns=list(CONTACT)), CARDS, before)
    assert table[["contacted_on", "answer", "is_of_list"]].to_numpy().tolist() == [
        [pd.Timestamp("2025-09-01"), "Да", False],
        [pd.Timestamp("2026-05-01"), None, True],
    ]


def test_nothing_typed_is_no_contact() -> None:
    assert found().empty
