"""Prospects of the demo: every state, believable talks, a few that became clients; and what clients think of us."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from clientbase_xl.demo.generator import DemoData
from clientbase_xl.demo.words import MANAGERS
from clientbase_xl.demo.working_days import is_working
from clientbase_xl.rules.level_cuts import LevelCuts
from clientbase_xl.rules.prospect_kpis import prospect_kpis
from clientbase_xl.rules.prospects_table import prospects_table
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.prospects import PLAN_STATES, PROSPECT_STATES
from clientbase_xl.schemas.typed_cells import stored_columns
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.settings import ProspectSettings

CUTS = LevelCuts.of((None, None, None), (7_000_000.0, 2_000_000.0), is_profit_known=True)


@pytest.fixture(scope="module")
def facts(demo: DemoData) -> pd.DataFrame:
    """Return the first purchases of the demo as FACTS."""
    bought = demo.sales[demo.sales["Количество"] > 0]
    first = bought.groupby("Код контрагента")["Дата"].min()
    columns = {"client_code": first.index.astype(str), "first_purchase_on": first.to_numpy(), "turnover_12m_rub": 1.0}
    return pd.DataFrame(columns)


@pytest.fixture(scope="module")
def table(demo: DemoData, facts: pd.DataFrame) -> pd.DataFrame:
    """Return «Потенциальные клиенты» of the demo."""
    stored, contacts = demo.records["prospects"], demo.records["contacts"]
    cards = pd.DataFrame({"client_code": facts["client_code"], "client_name": "Имя"})
    return prospects_table(stored, contacts, facts, cards, CUTS, demo.today, ProspectSettings())


@pytest.mark.parametrize("key", ["prospects", "nps_answers"])
def test_records_have_the_columns_of_the_base_and_contradict_nothing(demo: DemoData, key: str) -> None:
    sheet, frame = BY_KEY[key], demo.records[key]
    assert list(frame) == ["row_id", *(column.key for column in stored_columns(sheet))]
    assert check_table(frame, sheet, keys=list(frame), lists={"managers": MANAGERS}) == ()


def test_prospects_stand_in_every_state_with_every_manager(table: pd.DataFrame) -> None:
    assert 40 <= len(table) <= 60
    assert set(table["state"]) == set(PROSPECT_STATES)
    assert set(table["plan_state"].dropna()) == set(PLAN_STATES)
    assert set(table["manager"]) == set(MANAGERS)
    assert table["is_unconfirmed"].eq(True).any()
    assert {"A", "B", "D"} <= set(table["category"].dropna())
    assert table["completeness"].between(0.1, 1).sum() > 15


def test_some_became_clients_and_their_shipments_follow_their_entry(table: pd.DataFrame, facts: pd.DataFrame) -> None:
    activated = table[table["state"] == "стал клиентом"]
    assert 5 <= len(activated) <= 10
    assert (activated["activated_on"] >= pd.to_datetime(activated["entered_on"])).all()
    assert activated["client_code"].isin(facts["client_code"]).all()


def test_managers_talk_to_prospects_on_working_days_and_one_writes_nothing_down(
    demo: DemoData, table: pd.DataFrame, facts: pd.DataFrame
) -> None:
    contacts = demo.records["contacts"]
    talks = contacts[contacts["client_code"].isin(set(table["row_id"]))]
    days: list[date] = talks["contacted_on"].tolist()
    assert len(days) > 60
    assert all(is_working(day) and day < demo.today for day in days)
    assert set(talks["manager"]) == {name for name in MANAGERS if name != MANAGERS[3]}
    kpis = prospect_kpis(table, talks.assign(prospect_id=talks["client_code"]), facts, MANAGERS, demo.today)
    year = kpis[kpis["period"] == "12 мес."].set_index("manager")
    assert (year.loc["Отдел", ["count_activated", "count_meetings", "count_cold_calls", "count_offers"]] > 4).all()


def test_clients_were_asked_twice_and_those_who_leave_like_us_less(demo: DemoData) -> None:
    answers = demo.records["nps_answers"]
    assert set(answers["client_code"]) <= set(demo.stories)
    assert answers["client_code"].duplicated().sum() > 10
    assert answers["asked_on"].max() < demo.today
    story = answers["client_code"].map({code: one.name for code, one in demo.stories.items()})
    means = answers["score"].astype(float).groupby(story).mean()
    assert means["FALLING"] < means["STEADY"] < means["GROWING"]
