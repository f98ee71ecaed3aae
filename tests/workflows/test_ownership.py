"""A row about a client is his who leads the client; who is named in the row counts only where nobody leads him."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from clientbase_xl.workflows.ownership import owned, owners_of
from clientbase_xl.workflows.state import load_state
from tests.support.office import TODAY, Office

pytestmark = pytest.mark.long

ROWS = pd.DataFrame(
    {
        "client_code": ["1", "2", "нет такого", None, "1"],
        "manager": ["Градова", "Ветров", "Градова", "Градова", None],
    },
    dtype=object,
)


def test_a_row_is_his_who_leads_the_client_and_without_him_of_who_is_named(team: Office) -> None:
    state = load_state(team.base, TODAY)
    assert owners_of(state) == {"1": "Ветров", "2": "Градова", "3": "Ветров"}
    assert owned(state, ROWS, "Ветров")["client_code"].tolist() == ["1", "1"]
    assert owned(state, ROWS, "Ветров").index.tolist() == [0, 1]
    assert owned(state, ROWS, "Градова")["client_code"].tolist() == ["2", "нет такого", None]
    assert owned(state, ROWS, "") is ROWS


def test_the_card_goes_before_the_last_document_and_a_client_of_nobody_has_no_owner(team: Office) -> None:
    state = load_state(team.base, TODAY)
    cards = state.cards.astype({"manager": object})
    cards.loc[cards["client_code"] == "1", "manager"] = "Новиков"
    cards.loc[cards["client_code"] == "2", "manager"] = None
    facts = state.facts.astype({"manager": object})
    facts.loc[facts["client_code"] == "2", "manager"] = None
    moved = replace(state, cards=cards, facts=facts, memo={})
    assert owners_of(moved) == {"1": "Новиков", "3": "Ветров"}
    assert owned(moved, ROWS, "Ветров")["client_code"].tolist() == ["2"]


def test_another_column_may_say_who_answers_for_a_row_and_an_empty_table_stays_empty(team: Office) -> None:
    state = load_state(team.base, TODAY)
    papers = ROWS.rename(columns={"manager": "responsible"})
    assert owned(state, papers, "Градова", "responsible")["client_code"].tolist() == ["2", "нет такого", None]
    assert owned(state, papers.iloc[:0], "Градова", "responsible").empty
