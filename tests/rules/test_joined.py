"""Facts and cards side by side (METHOD section 1)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from clientbase_xl.rules.joined import empty, join_clients, present, settle
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.facts import FACTS
from clientbase_xl.schemas.week import WEEK
from tests.support.clients import by_code, cards_of, fact, facts_of


def test_clients_of_either_table_are_there_once_in_order_of_code() -> None:
    both = join_clients(facts_of(fact("В"), fact("А")), cards_of({"client_code": "Б"}, {"client_code": "А"}))
    assert list(both["client_code"]) == ["А", "Б", "В"]
    assert list(both.index) == [0, 1, 2]


def test_the_card_wins_for_name_manager_and_channel_where_it_says_anything() -> None:
    facts = facts_of(fact("А", client_name="ООО А", manager="Иванов", channel="Опт"))
    cards = cards_of({"client_code": "А", "client_name": "", "manager": "Петров"})
    row = join_clients(facts, cards).iloc[0]
    assert list(row[["client_name", "manager", "channel"]]) == ["ООО А", "Петров", "Опт"]


def test_only_the_asked_columns_are_joined() -> None:
    both = join_clients(facts_of(fact("А")), cards_of(), ("manager", "is_stopped"))
    assert list(both.columns) == ["client_code", "manager", "is_stopped"]


@pytest.mark.parametrize("kind", ["dates", "moments", "texts", "stamps"])
def test_days_may_come_in_any_storage(kind: str) -> None:
    values = {
        "dates": [date(2026, 11, 1), None],
        "moments": [datetime.fromisoformat("2026-11-01"), pd.NaT],
        "texts": ["2026-11-01", None],
        "stamps": np.array(["2026-11-01", "NaT"], dtype="datetime64[ns]"),
    }[kind]
    facts = pd.DataFrame({"client_code": ["А", "Б"], "last_purchase_on": values})
    both = join_clients(facts, cards_of())
    assert both["last_purchase_on"][0] == pd.Timestamp("2026-11-01")
    assert pd.isna(both["last_purchase_on"][1])


def test_numbers_may_be_decimals_and_unknown_is_nan() -> None:
    facts = pd.DataFrame({"client_code": ["А", "Б"], "turnover_12m_rub": [Decimal("10.50"), None]})
    both = join_clients(facts, cards_of())
    assert both["turnover_12m_rub"].dtype == "float64"
    assert both["turnover_12m_rub"][0] == 10.5
    assert np.isnan(both["turnover_12m_rub"][1])


def test_unanswered_flags_are_false() -> None:
    cards = cards_of({"client_code": "А", "is_stopped": True}, {"client_code": "Б", "is_stopped": None})
    both = by_code(join_clients(facts_of(fact("В")), cards))
    assert list(both["is_stopped"]) == [True, False, False]
    assert both["is_stopped"].dtype == bool


def test_tables_without_any_column_are_empty() -> None:
    assert len(join_clients(pd.DataFrame(), pd.DataFrame())) == 0
    assert len(join_clients(facts_of(), cards_of())) == 0


@pytest.mark.parametrize("which", ["facts", "cards"])
def test_a_repeated_code_is_refused(which: str) -> None:
    twice = (facts_of(fact("А"), fact("А")), cards_of({"client_code": "А"}, {"client_code": "А"}))
    facts, cards = (twice[0], cards_of()) if which == "facts" else (facts_of(), twice[1])
    with pytest.raises(ValueError, match=f"{which}: client_code repeats"):
        join_clients(facts, cards)


def test_the_interval_of_potential_and_the_mark_come_with_the_card() -> None:
    cards = cards_of(
        {"client_code": "А", "potential_min_rub": 5.0, "is_category_preliminary": True}, extra=("potential_min_rub",)
    )
    row = join_clients(facts_of(), cards).iloc[0]
    assert row["potential_min_rub"] == 5.0
    assert np.isnan(row["potential_max_rub"])
    assert row["is_category_preliminary"]


def test_inputs_are_left_as_they_were() -> None:
    facts, cards = facts_of(fact("А")), cards_of({"client_code": "А", "manager": ""})
    before = (facts.copy(), cards.copy())
    join_clients(facts, cards)
    pd.testing.assert_frame_equal(facts, before[0])
    pd.testing.assert_frame_equal(cards, before[1])


def test_results_leave_in_one_set_of_types() -> None:
    table = present(settle(pd.DataFrame({"count_purchases": [2.0, None], "client_name": ["", "Я"]}), FACTS), FACTS)
    assert table["count_purchases"].dtype == "Int64"
    assert list(table["client_name"]) == [None, "Я"]
    assert table["first_purchase_on"].dtype.kind == "M"


@pytest.mark.parametrize("key", sorted(BY_KEY))
def test_every_table_of_the_catalogue_can_be_empty(key: str) -> None:
    assert tuple(empty(BY_KEY[key]).columns) == BY_KEY[key].keys


def test_a_forgotten_column_is_an_error() -> None:
    with pytest.raises(KeyError):
        present(pd.DataFrame({"manager": ["А"]}), WEEK)
    assert CLIENTS["client_code"].required
