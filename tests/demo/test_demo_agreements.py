"""Programmes, documents and plans of the demo: every state around its boundary, groups that fit, sums that agree."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from clientbase_xl.demo.generator import DemoData
from clientbase_xl.rules.document_state import document_states
from clientbase_xl.rules.plan_to_date import plan_period
from clientbase_xl.rules.talk_stage import talk_stages
from clientbase_xl.schemas.agreements import DOCUMENT_KINDS, DOCUMENT_STATES, OTHER, STAGES
from clientbase_xl.schemas.lists import DEFAULT_VALUES
from clientbase_xl.schemas.programmes import PROGRAMME_STATUSES


def test_documents_are_of_every_kind_and_in_every_state(demo: DemoData) -> None:
    documents = demo.records["agreements"]
    assert set(documents["document_kind"]) == set(DOCUMENT_KINDS) - {OTHER}
    states = document_states(documents, demo.today)
    assert set(states["state"]) == set(DOCUMENT_STATES)
    days = states.loc[documents["document_kind"] == "доверенность", "left_days"].dropna()
    assert {-1, 0, 30, 31, 60, 61} <= set(days)
    assert not states["is_latest"].all(), "one contract was renewed, last year's letters are replaced"


def test_the_talks_stand_at_every_stage(demo: DemoData) -> None:
    january = demo.today.replace(year=demo.today.year + 1, month=1, day=1)
    stages = talk_stages(demo.records["agreements"], january, 10)
    assert set(stages.values()) == set(STAGES) - {"дополнительное соглашение"}
    assert len(stages) == 16


def test_months_of_a_client_add_up_to_his_addendum(demo: DemoData) -> None:
    plans = demo.records["client_plans"]
    sums = plans.groupby("client_code")["plan_rub"].sum().astype("float64").to_dict()
    agreed = {}
    for document in demo.records["agreements"].to_dict("records"):
        period = plan_period(document)
        if period is not None and period.first.year > demo.today.year:
            agreed[document["client_code"]] = period.plan_rub
    assert len(sums) == 4
    assert sums == agreed


def test_programmes_are_of_all_six_and_at_every_step(demo: DemoData) -> None:
    table = demo.records["programmes"]
    assert set(table["programme"]) == {name for name, _ in DEFAULT_VALUES["programmes"]}
    assert set(table["status"]) == set(PROGRAMME_STATUSES)
    begun = table[table["status"].isin(["идёт", "завершена"])]
    assert begun["from_on"].notna().all()
    assert (pd.to_datetime(begun["from_on"]) < pd.Timestamp(demo.today)).all()
    finished = table[table["status"] == "завершена"]
    assert (finished["to_on"] > finished["from_on"]).all()
    assert not begun.duplicated(["client_code", "programme"]).any()


def test_people_are_those_of_the_demo_and_days_are_believable(demo: DemoData) -> None:
    documents = demo.records["agreements"]
    codes = set(demo.cards["Код"].astype(str))
    assert set(documents["client_code"]) <= codes
    assert set(demo.records["programmes"]["client_code"]) <= codes
    signed = pd.to_datetime(documents["signed_on"])
    assert signed.dropna().lt(pd.Timestamp(demo.today + timedelta(days=400))).all()
    dated = documents[documents["signed_on"].notna() & documents["valid_until"].notna()]
    assert (pd.to_datetime(dated["signed_on"]) <= pd.to_datetime(dated["valid_until"])).all()
