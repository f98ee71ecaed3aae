"""Sales figures by week and month (METHOD sections 1 and 19)."""

from __future__ import annotations

from datetime import date

import pandas as pd

from clientbase_xl.rules.week_sales import WeekSales
from clientbase_xl.schemas.facts import MANAGER_MONTHS, MANAGER_WEEKS
from tests.support.clients import TODAY, plain


def sales(weeks: list[dict[str, object]], months: list[dict[str, object]], today: date = TODAY) -> WeekSales:
    """Return the figures of tables that name only what matters."""
    return WeekSales(
        pd.DataFrame(weeks, columns=list(MANAGER_WEEKS.keys)),
        pd.DataFrame(months, columns=list(MANAGER_MONTHS.keys)),
        today,
    )


def week(monday: date, turnover: float, manager: str | None = "А") -> dict[str, object]:
    """Return one week of a manager."""
    return {"manager": manager, "week_start_on": monday, "turnover_rub": turnover, "gross_profit_rub": turnover / 4}


def test_only_who_sold_lately_has_a_page() -> None:
    weeks = [week(date(2026, 11, 2), 1.0, "Б"), week(date(2026, 10, 26), 1.0, "В"), week(date(2026, 11, 16), 1.0, None)]
    months = [
        {"manager": "Г", "month_start_on": date(2026, 10, 1), "turnover_rub": 1.0},
        {"manager": "Д", "month_start_on": date(2026, 9, 1), "turnover_rub": 1.0},
    ]
    assert set(sales(weeks, months).managers) == {"Б", None, "Г"}


def test_rows_of_periods_without_sales_give_nobody_a_page() -> None:
    left = {"manager": "Л", "month_start_on": date(2026, 10, 1), "turnover_rub": 0.0, "count_clients": 0}
    returned = {"manager": "Г", "month_start_on": date(2026, 10, 1), "turnover_rub": 0.0, "count_clients": 1}
    assert sales([week(date(2026, 11, 9), 0.0, "Л")], [left, returned]).managers == ["Г"]


def test_a_manager_on_leave_leaves_the_profit_of_the_department_known() -> None:
    found = sales([week(date(2026, 11, 9), 4.0, "А"), week(date(2026, 11, 9), 0.0, "Б")], [])
    assert found.figures()[1][:3] == ("Валовая прибыль последней полной недели", "₽", 1.0)


def test_a_week_without_sales_has_no_profit_only_where_costs_are_known() -> None:
    before = week(date(2026, 11, 2), 4.0)
    without_cost = before | {"gross_profit_rub": None}
    empty = week(date(2026, 11, 9), 0.0)
    assert sales([before, empty], []).figures()[1][2] == 0.0
    unknown = sales([without_cost, empty], []).figures()[1][2]
    assert unknown != unknown


def test_figures_of_several_managers_are_sums() -> None:
    found = sales([week(date(2026, 11, 9), 4.0, "А"), week(date(2026, 11, 9), 8.0, "Б")], [])
    values = {name: (value, before) for name, _, value, before, _ in found.figures(["А", "Б"])}
    assert values["Оборот последней полной недели"][0] == 12.0
    assert values["Валовая прибыль последней полной недели"][0] == 3.0


def test_sums_of_kopecks_stay_kopecks() -> None:
    found = sales([week(date(2026, 11, 9), 0.1, "А"), week(date(2026, 11, 9), 0.2, "Б")], [])
    assert found.figures()[0][2] == 0.3


def test_every_figure_says_how_it_was_counted() -> None:
    notes = [plain(note) for *_, note in sales([week(date(2026, 11, 9), 4.0)], []).figures()]
    assert notes[0] == "09.11.2026–15.11.2026 против недели раньше"
    assert notes[2] == "с 16.11.2026"
    assert notes[3] == "с 01.11.2026, 20 дн."
    assert notes[4:6] == ["октябрь 2026", "ноябрь 2025"]


def test_months_without_the_column_of_same_days_are_unknown() -> None:
    months = pd.DataFrame({"manager": ["А"], "month_start_on": [date(2026, 10, 1)], "turnover_rub": [5.0]})
    found = WeekSales(pd.DataFrame(columns=list(MANAGER_WEEKS.keys)), months, TODAY)
    values = {name: value for name, _, value, _, _ in found.figures()}
    assert values["Оборот тех же дней прошлого месяца"] != values["Оборот тех же дней прошлого месяца"]
    assert values["Оборот месяца к дате"] == 0.0
