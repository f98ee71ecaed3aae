"""Who came back after a contact and who without one (METHOD section 8)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.reactivation_results import reactivation_results
from clientbase_xl.schemas.reactivation_results import REACTIVATION_RESULTS
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.settings import Settings

TODAY = date(2026, 11, 20)
CLIENTS = pd.DataFrame(
    {"client_code": ["А", "Б"], "client_name": ["Альфа", "Бета"], "manager": ["Иванов", "Петров"]}, dtype=object
).assign(rhythm_days=[20.0, None])
CONTACT = (
    *("client_code", "contacted_on", "manager", "answer", "programme", "is_of_list"),
    *("last_before_on", "first_after_on", "amount_after_rub"),
)
BREAK = ("client_code", "last_before_on", "first_after_on", "amount_after_rub")


def contact(days_ago: int, *, silence: int = 75, after: int | None = None, code: str = "А", **known: Any) -> dict:  # type: ignore[type-arg]
    """Return a contact so many days ago after so long a silence; `after` days later came the first shipment."""
    day = TODAY - timedelta(days=days_ago)
    return {
        "client_code": code,
        "contacted_on": day,
        "manager": "Иванов",
        "is_of_list": True,
        "last_before_on": day - timedelta(days=silence),
        "first_after_on": None if after is None else day + timedelta(days=after),
        "amount_after_rub": None if after is None else 100.0,
    } | known


def results(*contacts: dict[str, Any], breaks: tuple[dict[str, Any], ...] = (), today: date = TODAY) -> pd.DataFrame:
    table = reactivation_results(
        pd.DataFrame(list(contacts), columns=list(CONTACT)),
        pd.DataFrame(list(breaks), columns=list(BREAK)),
        CLIENTS,
        today,
        Settings(),
    )
    assert tuple(table.columns) == REACTIVATION_RESULTS.keys
    assert check_table(table, REACTIVATION_RESULTS) == ()
    return table


@pytest.mark.parametrize(
    ("after", "verdict"),
    [(0, "возвращён"), (1, "возвращён"), (90, "возвращён"), (91, "вернулся сам"), (None, "не вернулся")],
)
def test_the_first_shipment_within_ninety_days_makes_a_client_returned(after: int | None, verdict: str) -> None:
    found = results(contact(200, after=after)).iloc[0]
    assert found["verdict"] == verdict
    assert found["is_over"]
    assert found["return_days"] == after if after is not None else pd.isna(found["return_days"])


@pytest.mark.parametrize(
    ("days_ago", "verdict", "is_over"), [(89, "ждём", False), (90, "ждём", False), (91, "не вернулся", True)]
)
def test_the_time_is_over_the_day_after_its_last_day(days_ago: int, verdict: str, is_over: bool) -> None:
    found = results(contact(days_ago)).iloc[0]
    assert (found["verdict"], bool(found["is_over"])) == (verdict, is_over)
    assert found["wait_until"] == pd.Timestamp(TODAY - timedelta(days=days_ago - 90))


def test_who_came_back_is_returned_though_the_time_still_runs() -> None:
    found = results(contact(20, after=5)).iloc[0]
    assert found["verdict"] == "возвращён"
    assert not found["is_over"]
    assert found["reason"] == "Контакт 31.10.2026, молчал 75\u00a0дн.; покупка 05.11.2026, через 5\u00a0дн."


@pytest.mark.parametrize(("silence", "is_counted"), [(59, False), (60, True), (400, True)])
def test_only_a_lapsed_client_can_be_returned(silence: int, is_counted: bool) -> None:
    found = results(contact(200, silence=silence, after=3)).iloc[0]
    assert (found["verdict"] != "не считается") == is_counted
    assert pd.isna(found["is_over"]) != is_counted


def test_a_call_to_a_client_that_buys_is_no_row() -> None:
    assert results(contact(200, silence=10, is_of_list=False)).empty


def test_a_result_that_cannot_count_says_why() -> None:
    later = contact(-1)
    never = contact(100, code="Б", last_before_on=None)
    undated = contact(100, code="В", contacted_on=None, last_before_on=None)
    reasons = results(later, never, undated).set_index("client_code")["reason"]
    assert reasons["А"] == "Нет: дата контакта 21.11.2026 ещё не наступила"
    assert reasons["Б"] == "Нет: до контакта 12.08.2026 покупок не было"
    assert reasons["В"] == "Нет: дата контакта не вписана"


def test_a_contact_of_today_waits() -> None:
    assert results(contact(0)).loc[0, "verdict"] == "ждём"


def test_several_contacts_about_one_break_are_one_row_and_the_last_one_counts() -> None:
    first = contact(150, silence=70, after=120, answer="Занято", programme="Шоу-рум")
    second = contact(100, silence=120, after=70, manager="Петров")
    found = results(second, first)
    assert len(found) == 1
    row = found.iloc[0]
    assert row["count_contacts"] == 2
    assert (row["verdict"], row["return_days"]) == ("возвращён", 70)
    assert (row["manager"], row["answer"], row["programme"]) == ("Петров", "Занято", "Шоу-рум")
    assert row["contacted_on"] == pd.Timestamp("2026-08-12")


def test_two_breaks_of_a_client_are_two_rows_the_newest_first() -> None:
    found = results(contact(300, after=10), contact(100, silence=80))
    assert list(found["verdict"]) == ["не вернулся", "возвращён"]


def test_a_shipment_without_a_contact_is_the_client_s_own_return() -> None:
    came = {
        "client_code": "Б",
        "last_before_on": date(2026, 1, 1),
        "first_after_on": date(2026, 4, 1),
        "amount_after_rub": 70.0,
    }
    found = results(breaks=(came,)).iloc[0]
    assert (found["verdict"], found["manager"], found["client_name"]) == ("вернулся сам", "Петров", "Бета")
    assert pd.isna(found["contacted_on"])
    assert (found["count_contacts"], found["return_days"], found["amount_after_rub"]) == (0, 90, 70.0)
    assert found["reason"] == "Молчал 90\u00a0дн., купил 01.04.2026; контакта не было"


def test_a_break_that_was_called_about_is_not_shown_again() -> None:
    one = contact(100, after=4)
    came = {key: one[key] for key in BREAK}
    found = results(one, breaks=(came,))
    assert list(found["verdict"]) == ["возвращён"]


@pytest.mark.parametrize(("gap", "is_return"), [(80, False), (81, True)])
def test_who_buys_in_its_own_rhythm_did_not_come_back(gap: int, is_return: bool) -> None:
    last = date(2026, 1, 1)
    came = {"client_code": "А", "last_before_on": last, "first_after_on": last + timedelta(days=gap)}
    slow = CLIENTS.assign(rhythm_days=[40.0, None])
    found = reactivation_results(
        pd.DataFrame(columns=list(CONTACT)), pd.DataFrame([came | {"amount_after_rub": 1.0}]), slow, TODAY, Settings()
    )
    assert len(found) == is_return


def test_a_called_client_that_bought_in_its_own_rhythm_is_returned_and_marked() -> None:
    slow = CLIENTS.assign(rhythm_days=[40.0, None])
    one = pd.DataFrame([contact(100, silence=70, after=10)], columns=list(CONTACT))
    found = reactivation_results(one, pd.DataFrame(columns=list(BREAK)), slow, TODAY, Settings())
    assert found.loc[0, "verdict"] == "возвращён"
    assert found.loc[0, "reason"].endswith("через 10\u00a0дн.; в своём ритме: обычно раз в 40\u00a0дн.")


def test_nothing_gives_an_empty_table() -> None:
    assert results().empty
