"""Typed records of the demo: whole, believable, and the managers differ as their stories say."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pandas as pd
import pytest

from clientbase_xl.demo.generator import DemoData, generate
from clientbase_xl.demo.records import COUNT_DAYS
from clientbase_xl.demo.words import MANAGERS
from clientbase_xl.demo.working_days import is_working
from clientbase_xl.rules.tasks_table import tasks_table
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.typed_cells import stored_columns
from clientbase_xl.schemas.validation import check_table

KEYS = ("contact_persons", "tasks", "contacts")


@pytest.mark.parametrize("key", KEYS)
def test_records_have_the_columns_of_the_base_and_contradict_nothing(demo: DemoData, key: str) -> None:
    sheet, frame = BY_KEY[key], demo.records[key]
    assert set(KEYS) < set(demo.records)
    assert list(frame) == ["row_id", *(column.key for column in stored_columns(sheet))]
    lists = {"managers": MANAGERS}
    assert check_table(frame, sheet, keys=list(frame), lists=lists) == ()
    assert set(frame["client_code"]) <= {*demo.stories, *demo.records["prospects"]["row_id"]}
    assert frame["row_id"].tolist() == [f"00000000-{number}" for number in range(1, len(frame) + 1)]


def of_clients(demo: DemoData, key: str) -> pd.DataFrame:
    """Return the records about clients; those about prospects have a test file of their own."""
    frame = demo.records[key]
    return frame[frame["client_code"].isin(set(demo.stories))]


def test_contacts_lie_on_working_days_before_today(demo: DemoData) -> None:
    assert demo.records["contacts"]["contacted_on"].is_monotonic_increasing
    days: list[date] = of_clients(demo, "contacts")["contacted_on"].tolist()
    assert demo.today - timedelta(days=COUNT_DAYS) <= days[0]
    assert days[-1] < demo.today
    assert all(is_working(day) for day in days)


def test_the_hunter_calls_cold_one_visits_and_one_writes_nothing_down(demo: DemoData) -> None:
    contacts = of_clients(demo, "contacts")
    counts = Counter(contacts["manager"])
    key_accounts, _, hunter, silent, *_ = MANAGERS
    assert set(counts) == set(MANAGERS)
    assert counts[silent] * 5 < min(count for name, count in counts.items() if name != silent)
    cold = Counter(contacts.loc[contacts["contact_kind"] == "холодный звонок", "manager"])
    assert cold.most_common(1)[0][0] == hunter
    visits = contacts.loc[contacts["manager"] == key_accounts, "contact_kind"].isin(["визит", "встреча у нас"])
    assert visits.mean() > 0.3
    ours = contacts["started_by"].eq("мы").mean()
    assert 0.5 < ours < 0.8


def test_whoever_was_not_reached_was_called_by_us(demo: DemoData) -> None:
    contacts = of_clients(demo, "contacts")
    missed = contacts[contacts["result"] == "не дозвонились"]
    assert len(missed) > 20
    assert set(missed["contact_kind"]) == {"звонок", "холодный звонок"}
    assert "клиент" not in set(missed["started_by"])


def test_some_tasks_are_done_some_go_on_and_some_are_overdue(demo: DemoData) -> None:
    tasks = of_clients(demo, "tasks")
    cards = demo.cards.rename(columns={"Код": "client_code", "Клиент": "client_name"})
    states = Counter(tasks_table(tasks, cards, demo.today)["state"])
    assert len(tasks) == 11 * len(MANAGERS)
    assert min(states[state] for state in ("выполнена", "в работе", "просрочена")) >= 5
    assert all(done is None or done < demo.today for done in tasks["done_on"])


def test_every_larger_client_has_one_main_person(demo: DemoData) -> None:
    people = demo.records["contact_persons"]
    main = people[people["is_main"].eq(True)]
    assert main["client_code"].is_unique
    assert set(main["client_code"]) == set(people["client_code"])
    assert len(people) > 1.4 * len(main)
    assert 150 < len(main) < 350


@pytest.mark.slow
def test_any_day_has_records() -> None:
    data = generate(date(2027, 1, 11))
    assert all(len(data.records[key]) > 50 for key in KEYS)
    assert data.records["contacts"]["contacted_on"].max() < date(2027, 1, 11)
