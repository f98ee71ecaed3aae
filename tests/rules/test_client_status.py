"""Statuses and the active base (METHOD section 0)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.client_status import active_codes, statuses
from clientbase_xl.schemas.categories import STATUS
from clientbase_xl.schemas.clients import STATUSES
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.settings import Settings
from tests.support.clients import TODAY, by_code, cards_of, fact, facts_of, plain, settings_of


def status_of(
    row: dict[str, Any], card: dict[str, Any] | None = None, settings: Settings | None = None
) -> pd.Series[Any]:
    """Return the status row of one client."""
    cards = cards_of(*([{"client_code": row["client_code"], **card}] if card else []))
    table = statuses(facts_of(row), cards, TODAY, settings or Settings())
    return table.iloc[0]


@pytest.mark.parametrize(
    ("silence", "status"),
    [(0, "действующий"), (59, "действующий"), (60, "уснувший"), (61, "уснувший"), (180, "уснувший"), (181, "ушедший")],
)
def test_silence_makes_a_client_lapsed_and_then_gone_at_inclusive_bounds(silence: int, status: str) -> None:
    assert status_of(fact("К", silence=silence))["status"] == status


def test_the_bounds_of_silence_come_from_the_reactivation_settings() -> None:
    settings = settings_of(reactivation__silent_from_days=30, reactivation__silent_to_days=40)
    assert status_of(fact("К", silence=30), settings=settings)["status"] == "уснувший"
    assert status_of(fact("К", silence=41), settings=settings)["status"] == "ушедший"


@pytest.mark.parametrize(("age", "status"), [(89, "новый"), (90, "новый"), (91, "действующий")])
def test_a_client_is_new_for_ninety_days_from_the_first_purchase(age: int, status: str) -> None:
    row = fact("К", silence=5, first_purchase_on=TODAY - timedelta(days=age))
    assert status_of(row)["status"] == status


def test_a_new_client_that_stopped_buying_is_lapsed_first() -> None:
    row = fact("К", silence=60, first_purchase_on=TODAY - timedelta(days=60))
    assert status_of(row)["status"] == "уснувший"


def test_a_new_client_is_not_yet_judged_by_rhythm() -> None:
    row = fact("К", silence=40, rhythm_days=5, first_purchase_on=TODAY - timedelta(days=80))
    assert status_of(row)["status"] == "новый"


@pytest.mark.parametrize(("silence", "status"), [(29, "действующий"), (30, "засыпает"), (31, "засыпает")])
def test_silence_of_one_and_a_half_rhythms_is_dozing(silence: int, status: str) -> None:
    assert status_of(fact("К", silence=silence, rhythm_days=20))["status"] == status


@pytest.mark.parametrize(
    ("recent", "year_ago", "status"),
    [(2, 4, "действующий"), (1, 4, "засыпает"), (0, 1, "засыпает"), (0, 0, "действующий"), (0, None, "действующий")],
)
def test_fewer_than_half_of_last_years_purchases_is_dozing(recent: int, year_ago: int | None, status: str) -> None:
    row = fact("К", silence=10, count_purchases_recent=recent, count_purchases_year_ago=year_ago)
    assert status_of(row)["status"] == status


def test_without_a_rhythm_and_without_history_a_buying_client_is_active() -> None:
    found = status_of(fact("К", silence=59))
    assert found["status"] == "действующий"
    assert "своего ритма ещё нет" in found["status_reason"]


@pytest.mark.parametrize("silence", [5, 100, 400, None])
def test_what_a_person_decided_stands_above_everything_computed(silence: int | None) -> None:
    row = fact("К", silence=silence)
    assert status_of(row, {"is_stopped": True})["status"] == "работа прекращена"
    assert status_of(row, {"is_stopped": True, "is_archived": True})["status"] == "архив"
    assert not status_of(row, {"is_archived": True})["is_active_base"]


def test_a_card_without_any_purchase_says_so() -> None:
    table = statuses(facts_of(), cards_of({"client_code": "К"}), TODAY, Settings())
    assert list(table["status"]) == ["без покупок"]
    assert list(table["is_active_base"]) == [False]
    assert table["status_reason"][0] == "В загруженных продажах нет ни одной покупки"


def test_a_client_with_returns_only_never_bought() -> None:
    assert status_of(fact("К", silence=None, turnover_12m_rub=-100.0))["status"] == "без покупок"


@pytest.mark.parametrize(
    ("last", "is_active"),
    [(date(2025, 11, 20), False), (date(2025, 11, 21), True), (date(2026, 11, 20), True)],
)
def test_the_active_base_needs_a_purchase_within_twelve_calendar_months(last: date, is_active: bool) -> None:
    row = fact("К", silence=(TODAY - last).days)
    assert status_of(row)["is_active_base"] == is_active


def test_the_active_base_counts_from_a_clamped_month_end() -> None:
    leap_day = date(2028, 2, 29)
    facts = facts_of(fact("К1", silence=366, today=leap_day), fact("К2", silence=367, today=leap_day))
    table = by_code(statuses(facts, cards_of(), leap_day, Settings()))
    assert table.loc["К1", "is_active_base"]
    assert not table.loc["К2", "is_active_base"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (fact("К", silence=75, rhythm_days=21), "Молчит 75 дн. (от 60 до 180 дн.); обычно раз в 21 дн."),
        (fact("К", silence=181, rhythm_days=10.5), "Молчит 181 дн., больше 180 дн.; обычно раз в 10,5 дн."),
        (
            fact("К", silence=30, rhythm_days=20),
            "Молчит 30 дн., обычно раз в 20 дн.; порог — в 1,5 раза дольше обычного",
        ),
        (
            fact("К", silence=10, count_purchases_recent=1, count_purchases_year_ago=4),
            "Покупок за 3 мес. 1, год назад 4; последняя покупка 11.11.2026, 10 дн. назад",
        ),
        (
            fact("К", silence=10, first_purchase_on=TODAY - timedelta(days=12)),
            "Первая покупка 12 дн. назад (до 90 дн.); последняя покупка 11.11.2026, 10 дн. назад",
        ),
        (
            fact("К", silence=10, rhythm_days=14),
            "Покупает: последняя покупка 11.11.2026, 10 дн. назад; обычно раз в 14 дн.",
        ),
    ],
)
def test_every_status_carries_its_numbers(row: dict[str, Any], reason: str) -> None:
    assert plain(status_of(row)["status_reason"]) == reason


def test_one_row_for_each_client_of_facts_or_cards_in_order_of_code() -> None:
    facts = facts_of(fact("Б"), fact("В"))
    table = statuses(facts, cards_of({"client_code": "А"}, {"client_code": "В"}), TODAY, Settings())
    assert list(table["client_code"]) == ["А", "Б", "В"]
    assert tuple(table.columns) == STATUS.keys
    assert active_codes(table) == {"Б", "В"}


def test_empty_tables_give_an_empty_table() -> None:
    table = statuses(facts_of(), cards_of(), TODAY, Settings())
    assert tuple(table.columns) == STATUS.keys
    assert len(table) == 0
    assert active_codes(table) == set()


def test_the_table_keeps_the_invariants_of_the_catalogue() -> None:
    facts = facts_of(*(fact(f"К{days:03d}", silence=days, rhythm_days=20) for days in (1, 59, 60, 180, 181, 400)))
    table = statuses(facts, cards_of({"client_code": "А", "is_archived": True}), TODAY, Settings())
    assert check_table(table, STATUS) == ()
    assert set(table["status"]) <= set(STATUSES)
