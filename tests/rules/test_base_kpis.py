"""The ten KPIs of the active base, worked out by hand for October 2026."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.base_kpis import KpiSide, base_kpis, of_manager
from clientbase_xl.rules.kpi_periods import kpi_periods
from clientbase_xl.rules.week_summary import DEPARTMENT, NO_MANAGER
from clientbase_xl.schemas.base_kpis import BASE_KPIS
from clientbase_xl.settings import BaseKpiSettings

TODAY = date(2026, 11, 21)
SETTINGS = BaseKpiSettings()
OCTOBER, SEPTEMBER = kpi_periods(TODAY, SETTINGS)
CLIENT_KEYS = ["client_code", "manager", "is_active_base", "count_points", "width_skus", "quantity_bought", "count_mml"]
LISTING_KEYS = ["manager", "client_code", "amount_rub", "is_novelty"]
NO_TASKS = pd.DataFrame({"manager": [], "kpi": []})


def products(*rows: tuple[str | None, int, int]) -> pd.DataFrame:
    """Return Σ addresses and the number of products per manager; None is all together."""
    return pd.DataFrame(rows, columns=["manager", "count_addresses", "count_products"])


# К1 was handed from И to П on 10.10 and bought from both; К4 is archived and bought; К2 and К3 did not buy.
CLIENTS = [
    ("К1", "П", True, 5, 4, 30.0, 2),
    ("К2", "П", True, 1, 2, 6.0, 1),
    ("К3", "И", True, 2, 0, 0.0, 0),
    ("К4", "И", False, 1, 9, 90.0, 3),
]
NOW = KpiSide(
    OCTOBER,
    pd.DataFrame([("И", "К1"), ("П", "К1"), ("И", "К4")], columns=["manager", "client_code"]),
    pd.DataFrame(CLIENTS, columns=CLIENT_KEYS),
    {
        "бренд": products((None, 3, 2), ("И", 2, 2), ("П", 1, 1)),
        "категория товара": products(),
        "SKU": products((None, 6, 4)),
    },
    pd.DataFrame([("И", "К1", 100.0, True), ("П", "К1", 50.0, False)], columns=LISTING_KEYS),
    True,
)
BEFORE = replace(NOW, period=SEPTEMBER, shipped=NOW.shipped.head(1), listings=NOW.listings.head(0))
EMPTY = KpiSide(
    OCTOBER,
    NOW.shipped.head(0),
    NOW.clients.head(0),
    {name: products() for name in NOW.products},
    NOW.listings.head(0),
    False,
)


def kpis(now: KpiSide = NOW, before: KpiSide = BEFORE, tasks: pd.DataFrame = NO_TASKS, **options: Any) -> pd.DataFrame:
    """Return the sheet; the must list has 4 SKUs."""
    given = {"count_mml": 4, "today": TODAY, "settings": SETTINGS} | options
    table = base_kpis(now, before, tasks, **given)
    assert tuple(table.columns) == BASE_KPIS.keys
    return table


def values(table: pd.DataFrame, manager: str, key: str = "value") -> dict[str, Any]:
    """Return one column of one manager by indicator."""
    return of_manager(table, manager).set_index("indicator")[key].to_dict()


def test_the_kpis_of_the_department_by_hand() -> None:
    found = values(kpis(), DEPARTMENT)
    assert found["Активные адреса (АА)"] == 2  # К1 once, and the archived К4
    assert found["Нулевые клиенты"] == 2  # К2, К3
    assert found["АА на бренд, в среднем"] == 1.5
    assert found["АА на SKU, в среднем"] == 1.5
    assert found["Листинг: первые отгрузки SKU"] == 2
    assert found["Листинг: из них новинки"] == 1
    assert found["Ширина: SKU у клиента"] == 2.0  # (4 + 2 + 0) ÷ 3
    assert found["Глубина: единиц на SKU"] == 6.0  # 36 ÷ 6
    assert found["Доля MML у клиентов"] == 0.25  # 3 ÷ (3 × 4)


def test_a_client_handed_over_counts_for_both_who_shipped_and_is_a_zero_client_of_nobody() -> None:
    table = kpis()
    assert values(table, "И")["Активные адреса (АА)"] == 2
    assert values(table, "П")["Активные адреса (АА)"] == 1
    assert values(table, "И")["Нулевые клиенты"] == 1  # К3
    assert values(table, "П")["Нулевые клиенты"] == 1  # К2


def test_now_stands_beside_the_same_period_before() -> None:
    table = kpis()
    assert values(table, DEPARTMENT, "value_before")["Активные адреса (АА)"] == 1
    assert values(table, DEPARTMENT, "change")["Активные адреса (АА)"] == 1
    reason = values(table, DEPARTMENT, "reason")["Нулевые клиенты"]
    assert reason.startswith("Октябрь\u00a02026: активная база 3 на 01.11.2026 − отгружено из неё 1.")
    assert "Период назад — сентябрь\u00a02026" in reason


def test_a_share_shows_what_was_divided() -> None:
    table = kpis()
    assert values(table, DEPARTMENT, "numerator")["Доля MML у клиентов"] == 3
    assert values(table, DEPARTMENT, "denominator")["Доля MML у клиентов"] == 12
    assert pd.isna(values(table, DEPARTMENT, "numerator")["Активные адреса (АА)"])


def test_outlets_are_counted_where_the_company_says_so() -> None:
    table = kpis(settings=BaseKpiSettings(is_outlets=True))
    assert values(table, DEPARTMENT)["Активные адреса (АА)"] == 6
    assert values(table, DEPARTMENT, "unit")["Активные адреса (АА)"] == "точек"
    assert values(table, DEPARTMENT)["Нулевые клиенты"] == 2


def test_the_order_is_that_of_the_method_for_everyone() -> None:
    table = kpis(managers=["Я без клиентов"])
    for name in (DEPARTMENT, "И", "П", "Я без клиентов"):
        numbers = of_manager(table, name)["kpi_id"].tolist()
        assert numbers == sorted(numbers)
        assert set(numbers) == set(range(1, 11))
    assert list(dict.fromkeys(table["manager"])) == [DEPARTMENT, "И", "П", "Я без клиентов"]


def test_a_manager_without_clients_has_counts_of_zero_and_no_averages() -> None:
    found = values(kpis(managers=["Н"]), "Н")
    assert (found["Активные адреса (АА)"], found["Нулевые клиенты"]) == (0, 0)
    assert pd.isna(found["Ширина: SKU у клиента"])
    assert pd.isna(found["Глубина: единиц на SKU"])
    assert pd.isna(found["Доля MML у клиентов"])
    assert pd.isna(found["АА на бренд, в среднем"])


@pytest.mark.parametrize(
    ("indicator", "options", "word"),
    [
        ("Доля MML у клиентов", {"count_mml": 0}, "справочник MML пуст"),
        ("АА на категорию, в среднем", {}, "нет этого признака товара"),
        ("Присутствие", {}, "задач со сроком за октябрь\u00a02026 нет"),
    ],
)
def test_what_is_not_given_is_missing_and_says_so(indicator: str, options: dict[str, Any], word: str) -> None:
    table = kpis(**options)
    assert pd.isna(values(table, DEPARTMENT)[indicator])
    assert word in values(table, DEPARTMENT, "reason")[indicator]


def test_an_empty_ledger_gives_the_department_without_numbers() -> None:
    table = kpis(EMPTY, replace(EMPTY, period=SEPTEMBER))
    assert table["manager"].unique().tolist() == [DEPARTMENT]
    assert table["value"].isna().all()
    assert table["reason"].str.contains("нет данных", case=False).all()


def test_a_period_before_the_ledger_has_no_zeros() -> None:
    table = kpis(before=replace(EMPTY, period=SEPTEMBER))
    assert values(table, DEPARTMENT)["Активные адреса (АА)"] == 2
    assert pd.isna(values(table, DEPARTMENT, "value_before")["Активные адреса (АА)"])
    assert pd.isna(values(table, DEPARTMENT, "change")["Активные адреса (АА)"])


def test_tasks_fill_their_kpis_by_unit_and_manager() -> None:
    tasks = pd.DataFrame(
        [
            ("И", "сезонность", "SKU", 10, 5, date(2026, 10, 10), None),
            ("П", "сезонность", "SKU", 10, 10, date(2026, 10, 31), date(2026, 10, 30)),
            (None, "сезонность", "точка", 1, None, date(2026, 10, 2), None),
            ("И", "сезонность", "SKU", 8, 8, date(2026, 9, 30), date(2026, 9, 30)),
        ],
        columns=["manager", "kpi", "unit", "plan", "fact", "due_on", "done_on"],
    )
    table = kpis(tasks=tasks)
    keys = ["unit", "value", "value_before", "plan", "plan_share", "count_tasks", "count_done", "count_overdue"]
    whole = of_manager(table, DEPARTMENT).query("indicator == 'Сезонность'")[keys]
    assert whole.values.tolist()[0] == ["SKU", 15.0, 8.0, 20.0, 0.75, 2, 1, 1]
    assert whole["unit"].tolist() == ["SKU", "точка"]
    assert whole["value"].isna().tolist() == [False, True]
    assert of_manager(table, NO_MANAGER).query("indicator == 'Сезонность'")["unit"].tolist() == ["точка"]
    assert of_manager(table, "П").query("indicator == 'Сезонность'")["plan_share"].tolist() == [1.0]


def test_a_young_ledger_does_not_call_everything_a_novelty() -> None:
    listings = NOW.listings.assign(is_novelty=pd.array([pd.NA, pd.NA], dtype="boolean"))
    table = kpis(replace(NOW, listings=listings))
    assert values(table, DEPARTMENT)["Листинг: первые отгрузки SKU"] == 2
    assert pd.isna(values(table, DEPARTMENT)["Листинг: из них новинки"])
