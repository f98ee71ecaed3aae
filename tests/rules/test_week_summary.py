"""«Неделя»: indicators of each manager and the department (METHOD section 19)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.week_state import WeekState, week_state
from clientbase_xl.rules.week_summary import DEPARTMENT, NO_MANAGER, week_summary
from clientbase_xl.schemas.facts import MANAGER_MONTHS, MANAGER_WEEKS
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.schemas.week import WEEK
from clientbase_xl.settings import Settings, from_values
from tests.support.clients import TODAY, cards_of, fact, facts_of, plain

# TODAY is Saturday 21.11.2026: the current week began on 16.11, the last full one on 09.11.
BEFORE = TODAY - timedelta(days=7)


def weeks_of(*rows: tuple[str | None, date, float, float | None]) -> pd.DataFrame:
    """Return MANAGER_WEEKS of (manager, Monday, turnover, profit)."""
    table = pd.DataFrame(rows, columns=["manager", "week_start_on", "turnover_rub", "gross_profit_rub"])
    return table.reindex(columns=list(MANAGER_WEEKS.keys))


def months_of(*rows: tuple[str | None, date, float, float | None, float]) -> pd.DataFrame:
    """Return MANAGER_MONTHS of (manager, first day, turnover, profit, turnover of the same days)."""
    keys = ["manager", "month_start_on", "turnover_rub", "gross_profit_rub", "turnover_same_days_rub"]
    return pd.DataFrame(rows, columns=keys).reindex(columns=list(MANAGER_MONTHS.keys))


def summary(
    now: WeekState | None = None,
    before: WeekState | None = None,
    weeks: pd.DataFrame | None = None,
    months: pd.DataFrame | None = None,
    today: date = TODAY,
) -> pd.DataFrame:
    """Return the summary; what is not given is empty."""
    nobody = facts_of()
    table = week_summary(
        now or week_state(nobody, cards_of(), today, Settings()),
        before or week_state(nobody, cards_of(), today - timedelta(days=7), Settings()),
        weeks_of() if weeks is None else weeks,
        months_of() if months is None else months,
        today,
    )
    assert tuple(table.columns) == WEEK.keys
    return table


def figure(table: pd.DataFrame, indicator: str, manager: str = DEPARTMENT) -> tuple[float | None, ...]:
    """Return value, value a week ago and change of one indicator; unknown is None."""
    is_it = (table["manager"] == manager) & (table["indicator"].map(plain) == indicator)
    assert is_it.sum() == 1, (indicator, manager)
    row = table[is_it].iloc[0]
    return tuple(None if pd.isna(row[key]) else float(row[key]) for key in ("value", "value_before", "change"))


WEEKS = weeks_of(
    ("Иванов", date(2026, 11, 16), 7.0, 1.0),
    ("Иванов", date(2026, 11, 9), 100.0, 30.0),
    ("Иванов", date(2026, 11, 2), 80.0, 20.0),
    ("Петров", date(2026, 11, 9), 50.0, 10.0),
    (None, date(2026, 11, 2), 5.0, 2.0),
)


def test_the_last_full_week_stands_beside_the_week_before_it() -> None:
    table = summary(weeks=WEEKS)
    assert figure(table, "Оборот последней полной недели") == (150.0, 85.0, 65.0)
    assert figure(table, "Оборот последней полной недели", "Иванов") == (100.0, 80.0, 20.0)
    assert figure(table, "Оборот последней полной недели", "Петров") == (50.0, 0.0, 50.0)
    assert figure(table, "Оборот последней полной недели", NO_MANAGER) == (0.0, 5.0, -5.0)
    assert figure(table, "Валовая прибыль последней полной недели") == (40.0, 22.0, 18.0)
    assert figure(table, "Оборот недели к дате") == (7.0, None, None)


def test_managers_add_up_to_the_department() -> None:
    table = summary(weeks=WEEKS)
    for indicator in ("Оборот последней полной недели", "Оборот недели к дате"):
        parts = table[(table["indicator"] == indicator) & (table["manager"] != DEPARTMENT)]
        assert parts["value"].sum() == figure(table, indicator)[0]


def test_sales_of_people_who_left_stay_in_the_department() -> None:
    months = months_of(("Иванов", date(2026, 11, 1), 1.0, 1.0, 1.0), ("Бывший", date(2025, 11, 1), 9.0, 1.0, 8.0))
    table = summary(months=months)
    assert figure(table, "Оборот тех же дней год назад")[0] == 8.0
    assert set(table["manager"]) == {DEPARTMENT, "Иванов"}


def test_on_a_monday_the_current_week_has_no_day_yet() -> None:
    table = summary(weeks=WEEKS, today=date(2026, 11, 16))
    assert figure(table, "Оборот последней полной недели")[0] == 150.0


def test_an_unknown_cost_of_one_part_leaves_the_profit_of_the_whole_unknown() -> None:
    weeks = weeks_of(("А", date(2026, 11, 9), 1.0, None), ("Б", date(2026, 11, 9), 1.0, 5.0))
    table = summary(weeks=weeks)
    assert figure(table, "Валовая прибыль последней полной недели")[0] is None
    assert figure(table, "Валовая прибыль последней полной недели", "Б")[0] == 5.0


def test_where_no_cost_is_known_at_all_no_profit_is_zero() -> None:
    weeks = weeks_of(("А", date(2026, 11, 9), 1.0, None), ("Б", date(2026, 11, 16), 1.0, None))
    assert figure(summary(weeks=weeks), "Валовая прибыль последней полной недели", "Б")[0] is None


MONTHS = months_of(
    ("Иванов", date(2026, 11, 1), 120.0, 30.0, 120.0),
    ("Иванов", date(2026, 10, 1), 300.0, 60.0, 100.0),
    ("Иванов", date(2025, 11, 1), 500.0, 90.0, 240.0),
    ("Петров", date(2026, 10, 1), 10.0, 1.0, 10.0),
)


def test_the_month_to_date_stands_beside_the_same_days_of_last_month_and_last_year() -> None:
    table = summary(months=MONTHS)
    assert figure(table, "Оборот месяца к дате", "Иванов")[0] == 120.0
    assert figure(table, "Оборот тех же дней прошлого месяца", "Иванов")[0] == 100.0
    assert figure(table, "Оборот тех же дней год назад", "Иванов")[0] == 240.0
    assert figure(table, "Оборот тех же дней прошлого месяца")[0] == 110.0
    note = table[(table["manager"] == "Иванов") & (table["indicator"] == "Оборот месяца к дате")]["note"].iloc[0]
    assert plain(note) == "с 01.11.2026, 20 дн.; к прошлому месяцу +20 %; к прошлому году −50 %"


def test_before_the_ledger_begins_a_month_is_unknown_not_zero() -> None:
    table = summary(months=MONTHS.iloc[:2])
    assert figure(table, "Оборот тех же дней год назад")[0] is None
    assert figure(table, "Оборот тех же дней прошлого месяца")[0] == 100.0


def state(today: date, *rows: dict[str, Any], cards: pd.DataFrame | None = None) -> WeekState:
    """Return what the rules make of facts on a date."""
    return week_state(facts_of(*rows), cards_of() if cards is None else cards, today, Settings())


def client(code: str, silence: int, today: date, manager: str | None = "Иванов", **known: Any) -> dict[str, Any]:
    """Return facts of a client with turnover 100 and profit 10."""
    sums = {"turnover_12m_rub": 100.0, "gross_profit_12m_rub": 10.0, "amount_9m_rub": 90.0}
    return fact(code, silence=silence, today=today, manager=manager, **(sums | known))


NOW = state(
    TODAY,
    client("А", 3, TODAY),
    client("Б", 31, TODAY, "Петров"),
    client("В", 62, TODAY),
    client("Г", 2, TODAY, None, first_purchase_on=TODAY - timedelta(days=2)),
)
THEN = state(BEFORE, client("А", 90, BEFORE), client("Б", 24, BEFORE, "Петров"), client("В", 55, BEFORE))


def test_counts_belong_to_the_manager_of_the_client_today_and_a_week_ago() -> None:
    table = summary(NOW, THEN)
    assert figure(table, "Активная база") == (4, 3, 1)
    assert figure(table, "Активная база", "Иванов") == (2, 2, 0)
    assert figure(table, "Активная база", NO_MANAGER) == (1, 0, 1)
    assert figure(table, "АА за 30 дн.") == (2, 1, 1)
    assert figure(table, "Нулевые клиенты за 30 дн.") == (2, 2, 0)
    assert figure(table, "Нулевые клиенты за 30 дн.", "Петров") == (1, 0, 1)


def test_categories_are_counted_by_letter() -> None:
    table = summary(NOW, THEN)
    now, before = NOW.categories["category"], THEN.categories["category"]
    for letter in "ABCDE":
        assert figure(table, f"Категория {letter}")[:2] == ((now == letter).sum(), (before == letter).sum())


def test_events_of_the_week_are_counted() -> None:
    table = summary(NOW, THEN)
    assert figure(table, "Новые за неделю") == (1, None, None)
    assert figure(table, "Вернулись за неделю", "Иванов") == (1, None, None)
    assert figure(table, "Уснули за неделю", "Иванов") == (1, None, None)
    assert figure(table, "Уснули за неделю", "Петров") == (0, None, None)


def test_the_call_list_is_counted_and_weighed() -> None:
    table = summary(NOW, THEN)
    assert figure(table, "В списке реактивации") == (1, 1, 0)
    assert figure(table, "Отгрузки клиентов реактивации", "Иванов") == (90.0, 90.0, 0.0)


def test_the_card_moves_a_client_to_another_manager() -> None:
    cards = cards_of({"client_code": "А", "manager": "Сидоров"})
    now = state(TODAY, client("А", 3, TODAY), cards=cards)
    table = summary(now, state(BEFORE, client("А", 3, BEFORE), cards=cards))
    assert set(table["manager"]) == {DEPARTMENT, "Сидоров"}


def test_everyone_has_the_same_indicators_in_the_same_order_the_department_first() -> None:
    rows = [client(f"К{n}", n, TODAY, f"Менеджер {n:02d}") for n in range(40, 0, -1)]
    table = summary(state(TODAY, *rows), weeks=WEEKS, months=MONTHS)
    people = list(dict.fromkeys(table["manager"]))
    assert people[0] == DEPARTMENT
    assert people[-1] == NO_MANAGER
    assert people[1:-1] == sorted(people[1:-1])
    assert len(people) == 40 + 4
    indicators = table[table["manager"] == DEPARTMENT]["indicator"].tolist()
    assert all(group["indicator"].tolist() == indicators for _, group in table.groupby("manager"))
    assert check_table(table, WEEK) == ()


def test_an_empty_base_still_has_the_page_of_the_department() -> None:
    table = summary()
    assert set(table["manager"]) == {DEPARTMENT}
    assert figure(table, "Активная база") == (0, 0, 0)
    assert figure(table, "Оборот последней полной недели") == (None, None, None)


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2028, 2, 29), date(2026, 3, 31), date(2026, 11, 2)])
def test_awkward_dates_have_a_page_too(today: date) -> None:
    assert len(summary(weeks=WEEKS, months=MONTHS, today=today)) > 0


def test_zero_clients_are_counted_by_the_days_of_the_setting_and_named_with_them() -> None:
    settings = from_values({"weekly.zero_days": 62})
    facts = facts_of(client("А", 3, TODAY), client("Б", 62, TODAY), client("В", 63, TODAY))
    table = summary(week_state(facts, cards_of(), TODAY, settings))
    assert figure(table, "АА за 62 дн.")[0] == 2
    assert figure(table, "Нулевые клиенты за 62 дн.")[0] == 1
