"""Contacts of a week counted by hand: Monday and Sunday are within, the next Monday is not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.rules.tasks_table import tasks_table
from clientbase_xl.rules.week_activity import week_activity, week_contacts
from clientbase_xl.schemas.contacts import CONTACTS
from clientbase_xl.schemas.week import WEEK_ACTIVITY

MONDAY = date(2026, 11, 16)
CARDS = pd.DataFrame({"client_code": ["1"], "client_name": ["Ладья"]})


def contacts(*records: tuple[Any, ...]) -> pd.DataFrame:
    """Return CONTACTS of (manager, day, kind, who started, result)."""
    keys = ("manager", "contacted_on", "contact_kind", "started_by", "result")
    whole = [dict(zip(keys, record, strict=True)) | {"row_id": f"а-{n}"} for n, record in enumerate(records)]
    return pd.DataFrame(whole, columns=list(CONTACTS.keys))


def late_tasks(*managers: str | None) -> pd.DataFrame:
    """Return TASKS with one overdue task per manager."""
    whole = [{"row_id": f"з-{n}", "manager": name, "due_on": date(2026, 11, 1)} for n, name in enumerate(managers)]
    return tasks_table(pd.DataFrame(whole), CARDS, date(2026, 11, 21))


def test_a_week_is_monday_to_sunday_and_the_latest_contact_comes_first() -> None:
    days = [date(2026, 11, 15), date(2026, 11, 16), date(2026, 11, 22), date(2026, 11, 23), None]
    table = contacts(*(("А", day, "звонок", "мы", None) for day in days))
    assert week_contacts(table, MONDAY)["contacted_on"].tolist() == [date(2026, 11, 22), date(2026, 11, 16)]


def test_meetings_offers_refusals_and_our_initiative_are_counted_by_manager() -> None:
    table = contacts(
        ("Белова", MONDAY, "визит", "мы", "заказ"),
        ("Белова", MONDAY, "видеовстреча", "клиент", "отказ"),
        ("Белова", MONDAY, "отправлено КП", "мы", "думает"),
        ("Громов", MONDAY, "холодный звонок", None, "отказ"),
    )
    found = week_activity(table, late_tasks("Громов", "Громов", "Ильин"))
    assert list(found) == list(WEEK_ACTIVITY.keys)
    assert found.astype(object).values.tolist() == [
        ["Белова", 3, 2, 2, 1, 1, 0],
        ["Громов", 1, 0, 0, 0, 1, 2],
        ["Ильин", 0, 0, 0, 0, 0, 1],
    ]


def test_records_of_nobody_come_last() -> None:
    found = week_activity(contacts((None, MONDAY, "звонок", "мы", None)), late_tasks("Я", None))
    assert found["manager"].tolist() == ["Я", None]
    assert found["count_overdue"].tolist() == [1, 1]
    assert found["count_contacts"].tolist() == [0, 1]


def test_nothing_written_is_an_empty_table() -> None:
    assert week_activity(contacts(), late_tasks()).empty
