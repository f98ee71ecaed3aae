"""Discounts and cuts of the demo: a year of decisions, faults planted on purpose, managers who differ."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from clientbase_xl.demo.generator import DEMO_SEED, DemoData
from clientbase_xl.demo.price_decisions import decision_records
from clientbase_xl.demo.words import MANAGERS
from clientbase_xl.demo.working_days import is_working
from clientbase_xl.rules.discount_terms import Discount, read_discounts
from clientbase_xl.rules.periods import months_before
from clientbase_xl.schemas.cost_cuts import COST_KINDS, CUT_DECISIONS
from clientbase_xl.schemas.discounts import PURCHASES


@pytest.fixture(scope="module")
def typed(demo: DemoData) -> pd.DataFrame:
    return demo.records["discounts"]


@pytest.fixture(scope="module")
def decisions(typed: pd.DataFrame) -> list[Discount]:
    return read_discounts(typed)


def test_a_year_of_decisions_on_working_days_and_one_ahead(demo: DemoData, decisions: list[Discount]) -> None:
    assert 25 <= len(decisions) <= 40
    days = sorted(one.decided_on or date.min for one in decisions)
    assert days[0] >= months_before(demo.today, 12)
    assert [day for day in days if day > demo.today] == days[-1:]
    assert all(is_working(day) for day in days)
    assert all(one.valid_to is None or one.valid_to > (one.decided_on or date.max) for one in decisions)


def test_clients_and_managers_are_those_of_the_sales(demo: DemoData, typed: pd.DataFrame) -> None:
    assert set(typed["client_code"]) <= set(demo.stories)
    assert set(typed["manager"]) == set(MANAGERS)
    counts = typed["manager"].value_counts()
    assert counts.idxmin() == MANAGERS[3], "who calls nobody gives no discounts either"


def test_what_people_leave_out_is_left_out(typed: pd.DataFrame) -> None:
    assert typed["ground"].isna().sum() == 2
    assert typed["purchase"].isna().sum() == 2
    assert set(typed["purchase"].dropna()) <= set(PURCHASES)
    assert (typed["margin_value"].notna() == typed["margin_kind"].notna()).all()
    never = typed[(typed["margin_kind"] == "маржа") & (typed["margin_value"] <= typed["discount_share"])]
    assert len(never) == 1


def test_some_are_on_goods_and_two_of_one_client_overlap(demo: DemoData, typed: pd.DataFrame) -> None:
    of_category, of_sku = typed["product_category"].dropna(), typed["sku"].dropna()
    assert len(of_category) >= 1
    assert len(of_sku) == 1
    assert set(of_category) <= set(demo.sales["Товарная группа"])
    found = read_discounts(typed)
    assert any(one.meets(other) for one in found for other in found if one.row_id < other.row_id)


def test_lately_there_are_more_of_them_and_they_are_deeper(demo: DemoData, typed: pd.DataFrame) -> None:
    days = pd.to_datetime(typed["decided_on"])
    border, start = (pd.Timestamp(months_before(demo.today, months)) for months in (3, 6))
    now = typed[(days >= border) & (days < pd.Timestamp(demo.today))]
    before = typed[(days >= start) & (days < border)]
    assert len(now) >= 1.5 * len(before) > 0
    assert now["discount_share"].astype(float).mean() > before["discount_share"].astype(float).mean()


def test_cuts_are_of_every_kind_and_decided_in_every_way(demo: DemoData) -> None:
    cuts = demo.records["cost_cuts"]
    assert 5 <= len(cuts) <= 8
    assert set(cuts["cost_kind"]) == set(COST_KINDS)
    assert set(cuts["decision"].dropna()) == set(CUT_DECISIONS)
    assert cuts["decision"].isna().any()
    assert (cuts["saving_rub"].astype(float) > 0).all()


def test_nobody_who_bought_nothing_gets_a_discount(demo: DemoData) -> None:
    records = decision_records((), (), demo.today, DEMO_SEED)
    assert records["discounts"].empty
    assert len(records["cost_cuts"]) == 7, "the cut on a single client has none"
