"""Potential through the whole program, on the demo: sheets, categories, the check of the interval."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from benchmarks.potential_interval import EXPECTED, answered_clients, coverage
from clientbase_xl.base.store import Base
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.clients import POTENTIAL_SOURCES
from clientbase_xl.schemas.discounts import DISCOUNTS
from clientbase_xl.schemas.profiles import WAYS
from clientbase_xl.schemas.prospects import PROSPECTS
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.workflows.card_tables import actions_table
from clientbase_xl.workflows.export_table import export_rule
from clientbase_xl.workflows.make_demo import DEMO_TODAY, DemoMade
from clientbase_xl.workflows.profile_tables import potential_lists, profile_tables
from clientbase_xl.workflows.state import State, load_state


@pytest.fixture(scope="module")
def state(demo: DemoMade, demo_folder: Path) -> State:
    """Return the state of the demo's base."""
    assert demo.files
    return load_state(Base.open(demo_folder / "base"), DEMO_TODAY)


@pytest.fixture(scope="module")
def tables(state: State) -> dict[str, pd.DataFrame]:
    """Return the four sheets of the whole base."""
    return profile_tables(state, state.clients())


@pytest.mark.long
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_interval_of_80_per_cent_holds_for_answers_that_are_hidden(state: State, seed: int) -> None:
    share, count = coverage(answered_clients(state), state.settings.profiles, seed)
    assert count > 250
    assert EXPECTED[0] <= share <= EXPECTED[1]


@pytest.mark.long
def test_the_sheets_keep_their_declarations_and_none_is_empty(tables: dict[str, pd.DataFrame]) -> None:
    assert list(tables) == ["profiles", "profile_calls", "undervalued", "large_unprofitable"]
    for key, table in tables.items():
        assert check_table(table, BY_KEY[key]) == (), key
        assert len(table), key


@pytest.mark.long
def test_the_surveys_of_the_demo_end_anywhere_and_contradict_now_and_then(tables: dict[str, pd.DataFrame]) -> None:
    surveys = tables["profiles"]
    assert set(surveys["way"].dropna()) >= set(WAYS[:4])
    assert 3 <= surveys["contradiction"].notna().sum() < 30
    assert surveys["next_question"].nunique() == 8  # the first one is always asked
    assert surveys["next_question"].isna().sum() > 20
    assert (surveys["state"] == "есть новее").sum() > 10


@pytest.mark.long
def test_potential_of_clients_agrees_with_its_table_and_with_the_categories(state: State) -> None:
    clients = state.clients().set_index("client_code")
    assert set(clients["potential_source"].dropna()) == set(POTENTIAL_SOURCES)
    letters = state.categories.table.set_index("client_code")
    known = state.potentials.table.set_index("client_code").loc[letters.index]
    is_known = known["potential_source"].isin(POTENTIAL_SOURCES[:3])
    # An answer is the potential of the category; an estimate is not.
    pd.testing.assert_series_equal(
        letters["potential_rub"], known["potential_rub"].where(is_known), check_names=False, check_exact=True
    )
    in_base = clients.loc[letters.index.intersection(clients.index)]
    shares = known.loc[in_base.index, "share_of_wallet"]
    pd.testing.assert_series_equal(in_base["share_of_wallet"], shares, check_names=False)


@pytest.mark.long
def test_a_manager_sees_his_clients_numbered_anew(state: State) -> None:
    manager = state.clients()["manager"].value_counts().index[0]
    own = state.clients()
    own = own[own["manager"] == manager].reset_index(drop=True)
    tables = profile_tables(state, own, manager)
    whole = potential_lists(state)["profile_calls"]
    assert set(tables["profiles"]["client_code"]) <= set(own["client_code"])
    assert set(tables["profile_calls"]["manager"]) == {manager}
    assert tables["profile_calls"]["rank"].tolist() == list(range(1, len(tables["profile_calls"]) + 1))
    assert len(tables["profile_calls"]) == (whole["manager"] == manager).sum()
    assert tables["profile_calls"]["rank"].tolist() == tables["profile_calls"]["rank_manager"].tolist()


@pytest.mark.long
def test_the_actions_of_all_clients_add_up_to_those_of_the_start_sheet(
    demo_folder: Path, state: State, tmp_path: Path
) -> None:
    path = tmp_path / "start.parquet"
    export_rule(Base.open(demo_folder / "base"), "today_actions", path, DEMO_TODAY)
    start, cards = pd.read_parquet(path), actions_table(state)
    sums = cards[cards["action_key"] != "promised"].groupby("action_key")["amount_rub"].agg(["sum", "size"])
    assert {"due", "undervalued"} <= set(sums.index)
    # What is about no client of the base, or about one discount of several, is on no card.
    is_on_cards = ~start["sheet_key"].isin([PROSPECTS.key, DISCOUNTS.key])
    assert set(start.loc[~is_on_cards, "sheet_key"]) == {PROSPECTS.key, DISCOUNTS.key}
    of_all, start = start, start[is_on_cards]
    assert sorted(sums["sum"].round(2)) == sorted(start["amount_rub"].astype(float).round(2))
    assert sorted(sums["size"]) == sorted(start["count_clients"])
    book = openpyxl.load_workbook(demo_folder / "Клиентская база.xlsx", read_only=True)
    shown = {cell for row in book["Начало"].iter_rows(values_only=True) for cell in row}
    assert set(of_all["action"]) <= shown


@pytest.mark.long
def test_a_week_ago_knows_no_survey_made_since(state: State) -> None:
    surveys = state.records["profiles"]
    day = DEMO_TODAY - timedelta(days=7)
    fresh = surveys[pd.to_datetime(surveys["surveyed_on"]) > pd.Timestamp(day)]
    assert len(fresh)
    before = state.a_week_ago().categories.set_index("client_code")["reason"]
    said = before.reindex(fresh["client_code"]).dropna()
    days = pd.to_datetime(fresh.set_index("client_code")["surveyed_on"]).dt.strftime("%d.%m.%Y")
    assert not any(f"опрос {days[code]}" in reason for code, reason in said.items())
