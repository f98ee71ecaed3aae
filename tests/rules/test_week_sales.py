"""Sales figures by week and month (METHOD sections 1 and 19)."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from clientbase_xl.rules.week_sales import WeekSales
from clientbase_xl.schemas.facts import MANAGER_MONTHS, MANAGER_WEEKS, MIXED_VAT
from clientbase_xl.settings import FactsSettings
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


def costed(manager: str, amount: float, covered: float, profit: float, vat: str | None = None) -> dict[str, object]:
    """Return the last full week of a manager whose cost is known for a part of the amount."""
    own = profit if covered >= 0.95 * amount else None
    return week(date(2026, 11, 9), amount, manager) | {
        "gross_profit_rub": own,
        "amount_absolute_rub": amount,
        "amount_costed_rub": covered,
        "profit_costed_rub": profit,
        "vat_basis": vat,
    }


def week_profit(*weeks: dict[str, object], settings: FactsSettings | None = None) -> float | None:
    """Return the profit of the department in the last full week; unknown is None."""
    table = pd.DataFrame(list(weeks), columns=list(MANAGER_WEEKS.keys))
    months = pd.DataFrame(columns=list(MANAGER_MONTHS.keys))
    found = WeekSales(table, months, TODAY, settings or FactsSettings()).figures()[1][2]
    return None if found != found else found


def test_a_small_manager_without_costs_leaves_the_profit_of_the_department_known() -> None:
    assert week_profit(costed("А", 10_000.0, 10_000.0, 2_500.0), costed("Б", 100.0, 0.0, 0.0)) == 2500.0


@pytest.mark.parametrize(("without_cost", "profit"), [(500.0, 2500.0), (500.01, None)])
def test_the_department_needs_cost_for_95_per_cent_of_its_own_amount(without_cost: float, profit: float | None) -> None:
    weeks = costed("А", 9_500.0, 9_500.0, 2_500.0), costed("Б", without_cost, 0.0, 0.0)
    assert week_profit(*weeks) == profit


def test_the_share_of_costs_that_is_enough_is_a_setting() -> None:
    weeks = costed("А", 60.0, 60.0, 20.0), costed("Б", 40.0, 0.0, 0.0)
    assert week_profit(*weeks) is None
    assert week_profit(*weeks, settings=FactsSettings(cost_coverage_min=0.6)) == 20.0


def test_costed_lines_of_a_manager_below_the_threshold_count_for_the_department() -> None:
    assert week_profit(costed("А", 10_000.0, 10_000.0, 2_500.0), costed("Б", 100.0, 50.0, 5.0)) == 2505.0


def test_managers_on_different_vat_bases_have_no_profit_together() -> None:
    assert week_profit(costed("А", 9.0, 9.0, 3.0, "с НДС"), costed("Б", 9.0, 9.0, 3.0, "без НДС")) is None
    assert week_profit(costed("А", 9.0, 9.0, 3.0, "с НДС"), costed("Б", 9.0, 9.0, 3.0)) == 6.0
    assert week_profit(costed("А", 9.0, 9.0, 3.0), costed("Б", 1e-2, 1e-2, 0.0, MIXED_VAT)) is None
