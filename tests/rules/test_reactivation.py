"""The reactivation list (METHOD section 8)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.reactivation import COMPUTED_KEYS, reactivation, seasonal
from clientbase_xl.schemas.reactivation import REACTIVATION
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.settings import Settings
from tests.support.clients import TODAY, by_code, cards_of, computed, fact, facts_of, plain, settings_of


def lapsed(code: str, amount: float, silence: int = 75, **known: Any) -> dict[str, Any]:
    """Return the facts of a client that shipped so much in the window and is silent so long."""
    return fact(code, silence=silence, amount_9m_rub=amount, turnover_12m_rub=amount, **known)


def listed(*rows: dict[str, Any], cards: pd.DataFrame | None = None, settings: Settings | None = None) -> pd.DataFrame:
    """Return the list of facts and cards."""
    facts, given, chosen = facts_of(*rows), cards_of() if cards is None else cards, settings or Settings()
    return reactivation(facts, given, computed(facts, given, chosen).table, chosen)


@pytest.mark.parametrize(
    ("silence", "is_listed"), [(59, False), (60, True), (61, True), (179, True), (180, True), (181, False)]
)
def test_lapsed_recently_means_inclusive_bounds(silence: int, is_listed: bool) -> None:
    assert (len(listed(lapsed("К", 100.0, silence))) == 1) == is_listed


@pytest.mark.parametrize(("amount", "is_listed"), [(0.01, True), (0.0, False), (-5.0, False), (None, False)])
def test_the_amount_of_the_window_must_be_positive(amount: float | None, is_listed: bool) -> None:
    assert (len(listed(lapsed("К", amount, 75))) == 1) == is_listed


def test_largest_shipments_come_first_overall_and_for_each_manager() -> None:
    table = listed(
        lapsed("А", 100.0, manager="Иванов"),
        lapsed("Б", 300.0, manager="Петров"),
        lapsed("В", 200.0, manager="Иванов"),
        lapsed("Г", 50.0),
        lapsed("Д", 60.0),
    )
    assert list(table["client_code"]) == ["Б", "В", "А", "Д", "Г"]
    assert list(table["rank"]) == [1, 2, 3, 4, 5]
    assert list(table["rank_manager"]) == [1, 1, 2, 1, 2]


def test_equal_amounts_go_by_client_code() -> None:
    table = listed(lapsed("В", 100.0, 61), lapsed("А", 100.0, 170), lapsed("Б", 100.0, 90))
    assert list(table["client_code"]) == ["А", "Б", "В"]
    assert list(table["rank"]) == [1, 2, 3]


def test_ranks_are_given_after_filtering() -> None:
    table = listed(lapsed("А", 900.0, 10), lapsed("Б", 500.0, 75), lapsed("В", 700.0, 300))
    assert list(table["rank"]) == [1]
    assert list(table["client_code"]) == ["Б"]


def test_archived_and_stopped_clients_are_not_called() -> None:
    cards = cards_of(
        {"client_code": "А", "is_archived": True},
        {"client_code": "Б", "is_stopped": True},
        {"client_code": "В", "is_archived": False, "is_stopped": False},
    )
    assert list(listed(*(lapsed(code, 10.0) for code in "АБВ"), cards=cards)["client_code"]) == ["В"]


def test_the_card_names_client_manager_and_phone() -> None:
    cards = cards_of({"client_code": "А", "client_name": "Ромашка", "manager": "Петров", "phone": "+7 900"})
    table = by_code(
        listed(lapsed("А", 10.0, client_name="ООО", manager="Иванов"), lapsed("Б", 5.0, manager="Иванов"), cards=cards)
    )
    assert list(table.loc["А", ["client_name", "manager", "phone"]]) == ["Ромашка", "Петров", "+7 900"]
    assert list(table.loc["Б", ["client_name", "manager", "phone"]]) == [None, "Иванов", None]


def test_the_reason_names_window_amount_silence_and_rhythm() -> None:
    table = listed(lapsed("А", 412_300.0, rhythm_days=21), lapsed("Б", 5.0))
    assert plain(table["reason"][0]) == "За 9 мес. отгружено 412 300 ₽; обычно раз в 21 дн., не покупает 75 дн."
    assert plain(table["reason"][1]) == "За 9 мес. отгружено 5 ₽; не покупает 75 дн., своего ритма ещё нет"


def test_another_window_keeps_the_names_and_changes_the_reason() -> None:
    table = listed(lapsed("А", 10.0), settings=settings_of(reactivation__window_months=6))
    assert tuple(table.columns) == COMPUTED_KEYS
    assert plain(table["reason"][0]).startswith("За 6 мес.")


@pytest.mark.parametrize(
    ("rhythm", "flag"), [(37.4, None), (37.5, "в своём ритме"), (60, "в своём ритме"), (None, None)]
)
def test_within_two_own_rhythms_a_client_is_marked(rhythm: float | None, flag: str | None) -> None:
    assert listed(lapsed("А", 10.0, 75, rhythm_days=rhythm))["flags"][0] == flag


@pytest.mark.parametrize(("rhythm", "is_listed"), [(37, True), (37.5, True), (38, False), (None, False)])
def test_a_demanded_factor_leaves_only_silence_of_so_many_rhythms(rhythm: float | None, is_listed: bool) -> None:
    settings = settings_of(reactivation__min_rhythm_factor=2)
    assert (len(listed(lapsed("А", 10.0, 75, rhythm_days=rhythm), settings=settings)) == 1) == is_listed


def test_the_category_is_empty_outside_the_active_base() -> None:
    settings = settings_of(status__active_months=3)
    table = listed(lapsed("А", 10.0, 75), lapsed("Б", 5.0, 150), settings=settings)
    assert list(table["category"]) == ["B", None]


def a_year(**known: Any) -> dict[str, Any]:
    """Return facts of a client that was as silent a year ago."""
    return {"is_silent_year_ago": True, **known}


def test_seasonal_clients_stay_in_the_list_while_the_setting_is_off() -> None:
    table = listed(lapsed("А", 10.0, **a_year()), lapsed("Б", 5.0))
    assert list(table["client_code"]) == ["А", "Б"]
    assert list(table["flags"]) == [None, None]


def test_seasonal_clients_stand_apart_with_ranks_of_their_own() -> None:
    settings = settings_of(reactivation__is_seasonal_apart=True)
    facts = facts_of(lapsed("А", 10.0, **a_year()), lapsed("Б", 5.0), lapsed("В", 3.0, 75, rhythm_days=50, **a_year()))
    letters = computed(facts, settings=settings).table
    table, apart = (rule(facts, cards_of(), letters, settings) for rule in (reactivation, seasonal))
    assert list(table["client_code"]) == ["Б"]
    assert list(table["rank"]) == [1]
    assert list(apart["client_code"]) == ["А", "В"]
    assert list(apart["rank"]) == [1, 2]
    assert list(apart["flags"]) == ["сезонный", "в своём ритме; сезонный"]
    assert len(seasonal(facts, cards_of(), letters, Settings())) == 0


def test_who_was_no_client_a_year_ago_is_not_seasonal() -> None:
    settings = settings_of(reactivation__is_seasonal_apart=True)
    young = lapsed("А", 10.0, **a_year(first_purchase_on=TODAY - timedelta(days=300)))
    assert list(listed(young, settings=settings)["client_code"]) == ["А"]


def test_an_empty_base_gives_an_empty_list() -> None:
    table = listed()
    assert tuple(table.columns) == COMPUTED_KEYS
    assert len(table) == 0


def test_the_list_keeps_the_invariants_of_the_catalogue() -> None:
    table = listed(*(lapsed(f"К{n}", 10.0 * n, 60 + n, rhythm_days=n) for n in range(1, 40)))
    assert check_table(table, REACTIVATION, keys=COMPUTED_KEYS) == ()
