"""When the next contact is due: intervals by hand, what counts as a contact, the ISO week, the order."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.contacts_due import contacts_due, due_in_week
from clientbase_xl.schemas.contacts import CONTACTS
from clientbase_xl.schemas.contacts_due import CALL, CONTACTS_DUE, VISIT
from clientbase_xl.schemas.validation import check_table
from tests.support.contact_plans import client, plan_of

TODAY = date(2026, 11, 20)
"""A Friday; the ISO week ends on Sunday 22.11."""


def contacts_of(*rows: tuple[str, date, str, str | None]) -> pd.DataFrame:
    keys = ("client_code", "contacted_on", "contact_kind", "result")
    return pd.DataFrame([dict(zip(keys, row, strict=True)) for row in rows], columns=list(CONTACTS.keys), dtype=object)


def purchases_of(**days: date) -> pd.DataFrame:
    return pd.DataFrame(
        {"client_code": list(days), "last_purchase_on": list(days.values()), "phone": None}, dtype=object
    )


def due(
    *rows: dict[str, Any], contacts: pd.DataFrame | None = None, purchases: pd.DataFrame | None = None
) -> pd.DataFrame:
    found = contacts_of() if contacts is None else contacts
    bought = purchases_of() if purchases is None else purchases
    return contacts_due(plan_of(*rows), found, bought, TODAY)


def one(kind: str, frequency: float, contacts: pd.DataFrame) -> pd.Series[Any]:
    own = {"visits_per_month": 0.0, "calls_per_month": 0.0}
    own["visits_per_month" if kind == VISIT else "calls_per_month"] = frequency
    table = due(client("1", "B", **own), contacts=contacts)
    assert len(table) == 1
    return table.iloc[0]


@pytest.mark.parametrize(
    ("frequency", "days"),
    [(4, 7), (8, 3), (2, 15), (1, 30), (0.5, 60), (30.44, 1), (100, 1), (3.044, 10)],
)
def test_the_interval_is_30_44_days_by_frequency_rounded_down_to_whole_days(frequency: float, days: int) -> None:
    # 30.44 ÷ 4 = 7.61: on the 8th day the frequency would be 3.8, so the 7th is the last.
    last = date(2026, 11, 10)
    row = one(CALL, frequency, contacts_of(("1", last, "звонок", "заказ")))
    assert (row["due_on"].date() - last).days == days
    assert row["last_contact_on"].date() == last


@pytest.mark.parametrize(("day", "overdue"), [(12, 1), (13, None), (14, None)])
def test_a_contact_due_today_is_not_overdue_and_due_yesterday_is_by_one_day(day: int, overdue: int | None) -> None:
    row = one(CALL, 4, contacts_of(("1", date(2026, 11, day), "звонок", None)))
    assert (None if pd.isna(row["overdue_days"]) else row["overdue_days"]) == overdue


def test_visits_count_from_meetings_and_calls_from_the_other_contacts() -> None:
    contacts = contacts_of(
        ("1", date(2026, 11, 2), "визит", "заказ"),
        ("1", date(2026, 11, 4), "видеовстреча", None),
        ("1", date(2026, 11, 6), "письмо", "думает"),
        ("1", date(2026, 11, 3), "звонок", "заказ"),
    )
    table = due(client("1", "B"), contacts=contacts).set_index("contact_kind")
    assert table.loc[VISIT, "last_contact_on"].date() == date(2026, 11, 4)
    assert table.loc[VISIT, "due_on"].date() == date(2026, 11, 19)
    assert table.loc[CALL, "last_contact_on"].date() == date(2026, 11, 6)
    assert table.loc[CALL, "due_on"].date() == date(2026, 11, 13)


def test_a_contact_that_reached_nobody_or_is_still_to_come_does_not_count() -> None:
    contacts = contacts_of(
        ("1", date(2026, 11, 18), "звонок", "не дозвонились"),
        ("1", date(2026, 11, 21), "звонок", "заказ"),
        ("1", date(2026, 11, 11), "звонок", None),
        ("1", None, "звонок", "заказ"),  # type: ignore[arg-type]
    )
    assert one(CALL, 4, contacts)["last_contact_on"].date() == date(2026, 11, 11)
    today = contacts_of(("1", TODAY, "звонок", None))
    assert one(CALL, 4, today)["due_on"].date() == date(2026, 11, 27)


def test_without_a_record_a_call_counts_from_the_last_purchase_and_a_visit_is_due_today() -> None:
    purchases = purchases_of(**{"1": date(2026, 11, 16)})
    table = due(client("1", "B"), client("2", "D"), purchases=purchases).set_index(["client_code", "contact_kind"])
    assert table["due_on"].dt.date.to_dict() == {
        ("1", VISIT): TODAY,
        ("1", CALL): date(2026, 11, 23),
        ("2", CALL): TODAY,
    }
    assert table.loc[("1", CALL), "reason"].replace("\xa0", " ") == (
        "Контактов не записано, покупка 16.11.2026, раз в 7 дн. (30,44 ÷ 4)"
    )
    assert table.loc[("2", CALL), "reason"].startswith("Контактов не записано: пора сейчас, дальше раз в 30")
    assert table.loc[("1", VISIT), "reason"].startswith("Встреч не записано: пора сейчас")
    assert table["overdue_days"].isna().all()


@pytest.mark.parametrize(("bought", "expected"), [(12, 20), (13, 20), (14, 21)])
def test_what_nobody_recorded_is_due_today_at_the_earliest(bought: int, expected: int) -> None:
    # 4 a month: 7 days. A purchase of the 12th would be due on the 19th, which was yesterday.
    purchases = purchases_of(**{"1": date(2026, 11, bought)})
    row = due(client("1", "B", visits_per_month=0, frequency_reason="сам"), purchases=purchases).iloc[0]
    assert row["due_on"].date() == date(2026, 11, expected)
    assert pd.isna(row["overdue_days"])
    assert ("пора сейчас" in row["reason"]) == (bought == 12)


def test_a_recorded_contact_counts_even_when_the_purchase_is_later() -> None:
    contacts = contacts_of(("1", date(2026, 11, 2), "звонок", "заказ"))
    row = due(client("1", "D"), contacts=contacts, purchases=purchases_of(**{"1": date(2026, 11, 19)})).iloc[0]
    assert row["last_contact_on"].date() == date(2026, 11, 2)


def test_frequency_zero_category_e_and_stopped_clients_are_never_due() -> None:
    table = due(
        client("1", "D"),
        client("2", "E"),
        client("3", "A", is_stopped=True),
        client("4", "B", visits_per_month=0, calls_per_month=0, frequency_reason="сам"),
    )
    assert table[["client_code", "contact_kind"]].to_numpy().tolist() == [["1", CALL]]


def test_the_week_holds_what_is_due_by_its_sunday_and_what_is_overdue() -> None:
    contacts = contacts_of(
        ("late", date(2026, 10, 1), "звонок", None),
        ("sunday", date(2026, 10, 23), "звонок", None),
        ("monday", date(2026, 10, 24), "звонок", None),
    )
    table = due(*(client(code, "D") for code in ("late", "monday", "sunday")), contacts=contacts)
    assert table["due_on"].dt.date.tolist() == [date(2026, 10, 31), date(2026, 11, 22), date(2026, 11, 23)]
    for day in (date(2026, 11, 16), TODAY, date(2026, 11, 22)):
        assert due_in_week(table, day)["client_code"].tolist() == ["late", "sunday"]
    assert len(due_in_week(table, date(2026, 11, 23))) == 3


def test_a_page_of_one_manager_has_his_contacts_only() -> None:
    table = due(client("1", "D"), client("2", "D", "Громов"), client("3", "D", None))
    assert due_in_week(table, TODAY, "Громов")["client_code"].tolist() == ["2"]
    assert due_in_week(table, TODAY, "Никто").empty


def test_the_order_is_day_then_worth_then_code_then_visits_first() -> None:
    contacts = contacts_of(("old", date(2026, 9, 1), "звонок", None))
    table = due(
        client("b", "D", turnover_12m_rub=900.0),
        client("a", "D", untapped_rub=100.0, turnover_12m_rub=5_000.0),
        client("c", "D", untapped_rub=1_000.0),
        client("d", "C", untapped_rub=100.0),
        client("old", "D"),
        contacts=contacts,
    )
    assert table[["client_code", "contact_kind"]].to_numpy().tolist() == [
        ["old", CALL],
        ["c", CALL],
        ["b", CALL],
        ["a", CALL],
        ["d", VISIT],
        ["d", CALL],
    ]


def test_empty_tables_give_an_empty_table_of_the_catalogue() -> None:
    table = due()
    assert table.empty
    assert tuple(table.columns) == CONTACTS_DUE.keys
    assert due_in_week(table, TODAY).empty


def test_the_table_obeys_the_catalogue() -> None:
    table = due(client("1", "A", untapped_rub=3.5), client("2", "C", None), purchases=purchases_of(**{"1": TODAY}))
    assert check_table(table, CONTACTS_DUE) == ()
