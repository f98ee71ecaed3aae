"""The demo shows every outcome of a call, and managers that differ (METHOD sections 8 and 9)."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientbase_xl.base.store import Base
from clientbase_xl.rules.reactivation_conversion import ALL_MANAGERS
from clientbase_xl.schemas.reactivation_results import VERDICTS
from clientbase_xl.workflows.make_demo import DEMO_TODAY, DemoMade
from clientbase_xl.workflows.reactivation_tables import conversion_table, results_table, retention_tables
from clientbase_xl.workflows.state import State, load_state


@pytest.fixture(scope="module")
def state(demo: DemoMade, demo_folder: Path) -> State:
    assert demo.files
    return load_state(Base.open(demo_folder / "base"), DEMO_TODAY)


@pytest.mark.long
def test_results_of_every_kind_are_there_also_of_clients_that_left_the_call_list(state: State) -> None:
    results = results_table(state)
    assert set(results["verdict"]) == set(VERDICTS)
    called = set(results.loc[results["contacted_on"].notna(), "client_code"])
    assert called & set(state.reactivation["client_code"])
    assert called - set(state.reactivation["client_code"])


@pytest.mark.long
def test_conversion_differs_between_managers_and_adds_up(state: State) -> None:
    conversion = conversion_table(state).set_index("manager")
    known = conversion["conversion"].drop(index=ALL_MANAGERS).dropna()
    assert len(known) >= 4
    assert known.nunique() >= 3
    assert conversion["conversion"].isna().any(), "one manager writes nothing down"
    counts = ["count_contacted", "count_over", "count_returned", "count_self"]
    assert conversion.drop(index=ALL_MANAGERS)[counts].sum().tolist() == conversion.loc[ALL_MANAGERS, counts].tolist()
    assert 0.3 < conversion.loc[ALL_MANAGERS, "conversion"] < 0.7


@pytest.mark.long
def test_retention_counts_all_but_project_clients_and_has_a_verdict(state: State) -> None:
    tables = retention_tables(state)
    total = tables["retention_headline"].set_index("client_group")
    bought = state.facts.loc[state.facts["first_purchase_on"].notna(), "client_code"]
    projects = set(state.cards.loc[state.cards["is_project"].fillna(False).astype(bool), "client_code"])
    assert len(projects & set(bought)) > 10
    assert (
        total.loc["Все клиенты", "count_first"]
        == len(set(bought) - projects)
        == tables["retention"]["count_first"].sum()
    )
    assert total.loc["Созревшие", "verdict"] in ("дыры нет", "дыра в кармане")
