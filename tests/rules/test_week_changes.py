"""What changed since last week: the rules at today − 7 against today (METHOD section 19)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.week_changes import week_changes
from clientbase_xl.rules.week_state import WeekState, week_state
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.schemas.week import WEEK_CHANGES
from clientbase_xl.settings import Settings, from_values
from tests.support.clients import TODAY, cards_of, fact, facts_of, plain

BEFORE = TODAY - timedelta(days=7)


def state(today: date, *rows: dict[str, Any], cards: pd.DataFrame | None = None) -> WeekState:
    """Return what the rules make of facts on a date."""
    return week_state(facts_of(*rows), cards_of() if cards is None else cards, today, Settings())


def at(today: date, code: str, last: date | None, **known: Any) -> dict[str, Any]:
    """Return facts of a date with the day of the last purchase, profit 10 and turnover 100 unless told."""
    silence = None if last is None else (today - last).days
    sums = {"turnover_12m_rub": 100.0, "gross_profit_12m_rub": 10.0}
    return fact(code, silence=silence, today=today, **(sums | known))


def changes(before: list[dict[str, Any]], now: list[dict[str, Any]], cards: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the changes between two tables of facts."""
    return week_changes(state(TODAY, *now, cards=cards), state(BEFORE, *before, cards=cards))


def moved(last_before: date, last_now: date, **known: Any) -> pd.DataFrame:
    """Return the changes of one client whose last purchase moved."""
    return changes([at(BEFORE, "А", last_before, **known)], [at(TODAY, "А", last_now, **known)])


def day(silence_today: int) -> date:
    """Return the day so many days before today."""
    return TODAY - timedelta(days=silence_today)


@pytest.mark.parametrize(
    ("silence", "kinds"),
    [(59, []), (60, ["уснул"]), (66, ["уснул"]), (67, []), (180, []), (181, ["ушёл"]), (187, ["ушёл"]), (188, [])],
)
def test_falling_silent_is_told_in_the_week_it_happens(silence: int, kinds: list[str]) -> None:
    assert list(moved(day(silence), day(silence))["change"]) == kinds


@pytest.mark.parametrize(("silence", "kinds"), [(30, []), (31, ["стал нулевым"]), (37, ["стал нулевым"]), (38, [])])
def test_a_client_without_a_purchase_for_thirty_days_is_told_once(silence: int, kinds: list[str]) -> None:
    assert list(moved(day(silence), day(silence))["change"]) == kinds


def test_a_silent_client_that_buys_again_has_returned() -> None:
    table = moved(day(100), day(3))
    assert list(table["change"]) == ["вернулся"]
    assert list(table[["before", "after"]].iloc[0]) == ["уснувший", "действующий"]
    assert plain(table["reason"][0]) == "Купил 18.11.2026; неделю назад молчал уже 93 дн."


def test_a_purchase_on_last_weeks_date_belongs_to_this_week() -> None:
    assert list(moved(day(100), BEFORE)["change"]) == ["вернулся"]


def test_a_first_purchase_makes_a_new_client() -> None:
    now = [at(TODAY, "А", day(2), first_purchase_on=day(2), client_name="Альфа", manager="М")]
    row = changes([], now).iloc[0]
    assert list(row) == ["М", "новый клиент", "А", "Альфа", None, "новый", 100.0, "Первая покупка 19.11.2026"]


def test_a_client_of_last_week_is_not_new() -> None:
    assert list(moved(day(9), day(2), first_purchase_on=day(9))["change"]) == []


def test_leaving_the_active_base_is_worth_last_weeks_turnover() -> None:
    last = date(2025, 11, 20)
    table = changes([at(BEFORE, "А", last)], [at(TODAY, "А", last, turnover_12m_rub=0.0)])
    assert list(table["change"]) == ["вышел из активной базы"]
    assert list(table["amount_rub"]) == [100.0]
    assert plain(table["reason"][0]) == "Последняя покупка 20.11.2025, больше 12 мес. назад"


def test_a_changed_category_tells_the_numbers_of_both_weeks() -> None:
    others = [("Б", 900.0), ("В", 90.0)]
    before = [at(BEFORE, code, day(10), gross_profit_12m_rub=profit) for code, profit in [*others, ("А", 5.0)]]
    now = [at(TODAY, code, day(10), gross_profit_12m_rub=profit) for code, profit in [*others, ("А", -5.0)]]
    table = changes(before, now)
    assert list(table["client_code"]) == ["А"]
    assert list(table[["change", "before", "after"]].iloc[0]) == ["сменилась категория", "C", "E"]
    assert plain(table["reason"][0]) == "Прибыльность 5 ₽ → −5 ₽: Низкая → Отрицательная"


def test_a_category_that_moved_with_the_base_says_so() -> None:
    before = [at(BEFORE, "А", day(10), gross_profit_12m_rub=10.0), at(BEFORE, "Б", day(10), gross_profit_12m_rub=9.0)]
    now = [at(TODAY, "А", day(10), gross_profit_12m_rub=10.0), at(TODAY, "Б", day(10), gross_profit_12m_rub=200.0)]
    table = changes(before, now)
    assert plain(table["reason"][0]).endswith("(сдвинулась граница: изменились другие клиенты)")


def test_without_cost_the_numbers_are_turnover() -> None:
    unknown = {"gross_profit_12m_rub": None}
    before = [at(BEFORE, "А", day(9), turnover_12m_rub=50.0, **unknown), at(BEFORE, "Б", day(9), **unknown)]
    now = [at(TODAY, "А", day(9), turnover_12m_rub=1.0, **unknown), at(TODAY, "Б", day(9), **unknown)]
    table = changes(before, now)
    assert plain(table["reason"][0]) == "Оборот 50 ₽ → 1 ₽: Высокая → Низкая"


@pytest.mark.parametrize("decision", ["is_archived", "is_stopped"])
def test_archived_and_stopped_clients_take_no_part(decision: str) -> None:
    cards = cards_of({"client_code": "А", decision: True})
    assert len(changes([at(BEFORE, "А", day(60))], [at(TODAY, "А", day(60))], cards)) == 0


def test_largest_turnover_comes_first_then_the_code() -> None:
    before = [
        at(BEFORE, code, day(60), turnover_12m_rub=amount) for code, amount in zip("АБВГ", (5, 9, 9, 7), strict=True)
    ]
    now = [at(TODAY, code, day(60), turnover_12m_rub=amount) for code, amount in zip("АБВГ", (5, 9, 9, 7), strict=True)]
    assert list(changes(before, now)["client_code"]) == ["Б", "В", "Г", "А"]


def test_one_client_may_change_in_two_ways() -> None:
    before = [at(BEFORE, "А", day(60), gross_profit_12m_rub=5.0), at(BEFORE, "Б", day(10), gross_profit_12m_rub=900.0)]
    now = [at(TODAY, "А", day(60), gross_profit_12m_rub=-5.0), at(TODAY, "Б", day(10), gross_profit_12m_rub=900.0)]
    assert list(changes(before, now)["change"]) == ["сменилась категория", "уснул"]


def test_the_card_says_whose_client_it_is() -> None:
    cards = cards_of({"client_code": "А", "manager": "Петров", "client_name": "Альфа"})
    table = changes([at(BEFORE, "А", day(60), manager="М")], [at(TODAY, "А", day(60), manager="М")], cards)
    assert list(table[["manager", "client_name"]].iloc[0]) == ["Петров", "Альфа"]


def test_empty_weeks_have_no_changes() -> None:
    table = changes([], [])
    assert tuple(table.columns) == WEEK_CHANGES.keys
    assert len(table) == 0


def test_the_table_keeps_the_invariants_of_the_catalogue() -> None:
    codes = [f"К{n:03d}" for n in range(50, 200)]
    before = [at(BEFORE, code, day(int(code[1:])), gross_profit_12m_rub=float(code[1:])) for code in codes]
    now = [at(TODAY, code, day(int(code[1:])), gross_profit_12m_rub=200 - float(code[1:])) for code in codes]
    table = changes(before, now)
    assert len(table) > 20
    assert check_table(table, WEEK_CHANGES) == ()


@pytest.mark.parametrize(("silence", "kinds"), [(14, []), (15, ["стал нулевым"]), (31, [])])
def test_the_days_of_a_zero_client_are_a_setting(silence: int, kinds: list[str]) -> None:
    settings = from_values({"weekly.zero_days": 14})
    now, before = (
        week_state(facts_of(at(today, "А", day(silence))), cards_of(), today, settings) for today in (TODAY, BEFORE)
    )
    found = week_changes(now, before)
    assert list(found["change"]) == kinds
    assert [plain(text) for text in found["after"]] == ["нет покупок 14 дн."] * len(kinds)
