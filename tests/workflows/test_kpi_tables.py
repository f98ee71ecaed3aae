"""KPIs, products and the bridge of a small base: settings, a must list, a client handed over by its card."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from clientbase_xl.base.door import apply_changes
from clientbase_xl.base.journal import Change
from clientbase_xl.base.lists import add_values
from clientbase_xl.base.settings_store import save_values
from clientbase_xl.base.store import Base
from clientbase_xl.rules.week_summary import DEPARTMENT
from clientbase_xl.schemas.akb_bridge import IN_WORK
from clientbase_xl.workflows.build_workbook import workbook_tables
from clientbase_xl.workflows.import_sales import ImportOrder, import_files
from clientbase_xl.workflows.kpi_tables import (
    bridge_tables,
    kpi_tables,
    listings_table,
    table_of,
    weekly_bridge,
    weekly_products,
)
from clientbase_xl.workflows.state import load_state
from tests.support.desk import HEADER, line

pytestmark = pytest.mark.long

TODAY = date(2026, 11, 21)
IMPORTED, HANDED = datetime(2026, 9, 15), datetime(2026, 10, 10)  # noqa: DTZ001 - moments are UTC without a zone
ROWS = [
    line("05.05.2026", "1", "100,00"),
    line("05.09.2026", "1", "100,00"),
    line("05.10.2026", "1", "200,00").replace(";А-1;", ";Б-2;"),
    line("20.10.2026", "1", "300,00", manager="Зимин"),
    line("25.10.2026", "2", "50,00"),
    line("01.07.2026", "3", "70,00", manager="Зимин"),
]


@pytest.fixture
def base(tmp_path: Path) -> Base:
    """Return a base that was imported in September and learned on 10.10 that Зимин leads client 1 now."""
    path = tmp_path / "продажи.csv"
    path.write_text(HEADER + "\n".join(ROWS) + "\n", encoding="utf-8")
    made = Base.init(tmp_path / "база", at=IMPORTED)
    import_files(
        made,
        ImportOrder((path,), "1С", vat="без НДС"),
        now=IMPORTED,
        user="тест",
        confirm=lambda _: True,
        ask_vat=lambda _: ("", ""),
    )
    with made.writing() as connection:
        held = load_state(made, TODAY).cards.set_index("client_code").loc["1", "manager"]
        for at, was, manager in ((IMPORTED, held, "Ветров"), (HANDED, "Ветров", "Зимин")):
            if was != manager:
                change = Change("clients", ("1",), "manager", was, manager)
                apply_changes(connection, [change], at=at, by="тест", source="тест")
        add_values(connection, "mml", ["А-1", "Б-2"], at=HANDED, by="тест")
    return made


def tables(base: Base, manager: str = "", **settings: object) -> dict[str, pd.DataFrame]:
    """Return the four sheets with some settings of the KPIs changed."""
    with base.writing() as connection:
        values = {f"kpis.{name}": value for name, value in settings.items()}
        save_values(connection, values, at=HANDED, by="тест")
    return kpi_tables(base, load_state(base, TODAY), manager)


def value(kpis: pd.DataFrame, manager: str, indicator: str) -> float:
    """Return one KPI now."""
    found = kpis[(kpis["manager"] == manager) & (kpis["indicator"] == indicator)]
    return float(found["value"].iloc[0])


def test_shipments_are_of_the_document_and_lists_of_the_card(base: Base) -> None:
    kpis = tables(base)["base_kpis"]
    assert value(kpis, DEPARTMENT, "Активные адреса (АА)") == 2
    assert value(kpis, "Ветров", "Активные адреса (АА)") == 2
    assert value(kpis, "Зимин", "Активные адреса (АА)") == 1
    assert value(kpis, "Зимин", "Нулевые клиенты") == 1  # client 3
    assert value(kpis, "Ветров", "Нулевые клиенты") == 0


@pytest.mark.long
def test_the_company_may_count_shipments_by_the_card(base: Base) -> None:
    kpis = tables(base, manager_by="карточка")["base_kpis"]
    assert value(kpis, "Ветров", "Активные адреса (АА)") == 1
    assert value(kpis, "Зимин", "Активные адреса (АА)") == 1


@pytest.mark.long
def test_the_must_list_of_the_lists_is_the_measure(base: Base) -> None:
    kpis = tables(base)["base_kpis"]
    assert round(value(kpis, DEPARTMENT, "Доля MML у клиентов") * 6, 9) == 4  # three have А-1, one Б-2 too


def test_the_bridge_sees_who_led_the_client_at_each_end(base: Base) -> None:
    bridge, moves = bridge_tables(base, load_state(base, TODAY))
    october = bridge[(bridge["base"] == IN_WORK) & (bridge["period"] == "последний полный месяц")]
    counts = october.set_index("manager")[
        ["count_before", "count_new", "count_handed", "count_received", "count_after"]
    ]
    assert counts.loc["Ветров"].tolist() == [1, 1, 1, 0, 1]
    assert counts.loc["Зимин"].tolist() == [0, 0, 0, 1, 1]
    handed = moves[(moves["move"] == "переданы") & (moves["period"] == "последний полный месяц")]
    assert handed["reason"].unique().tolist() == ["Ветров → Зимин"]


@pytest.mark.long
def test_a_workbook_of_one_manager_holds_his_own_rows(base: Base) -> None:
    found = tables(base, "Зимин")
    assert found["base_kpis"]["manager"].unique().tolist() == ["Зимин"]
    assert found["akb_bridge"]["manager"].unique().tolist() == ["Зимин"]
    assert "2" not in set(found["akb_moves"]["client_code"])
    sku = found["assortment_kpis"].set_index("product").loc["А-1"]
    # His document sold for 300; of his clients 1 and 3 the first bought in October.
    assert (sku["turnover_rub"], sku["count_addresses"], sku["count_zero"]) == (300.0, 1, 1)


@pytest.mark.long
def test_roubles_of_the_products_are_those_of_the_month(base: Base) -> None:
    products = tables(base)["assortment_kpis"]
    assert products["dimension"].unique().tolist() == ["SKU"]  # the export names no brands
    assert products["turnover_rub"].sum() == 550.0


@pytest.mark.long
def test_the_current_month_can_be_the_period(base: Base) -> None:
    kpis = tables(base, period="текущий месяц")["base_kpis"]
    assert value(kpis, DEPARTMENT, "Активные адреса (АА)") == 0
    assert kpis["value_before"].iloc[0] == 1  # client 1 on 05.10 and 20.10


def test_listings_name_the_client_and_the_item(base: Base) -> None:
    keys = ["client_code", "client_name", "manager", "sku", "listed_on", "amount_rub", "is_novelty"]
    found = listings_table(load_state(base, TODAY))[keys]
    # Client 2 is new and counts not, although the item is new to it.
    assert found.values.tolist() == [["1", "Фирма 1", "Ветров", "Б-2", pd.Timestamp("2026-10-05"), 200.0, True]]
    assert listings_table(load_state(base, date(2026, 6, 1))).empty


@pytest.mark.long
def test_tables_of_everybody_can_be_cut_to_one_manager(base: Base) -> None:
    whole = tables(base)
    for key in ("base_kpis", "akb_bridge", "akb_moves"):
        assert table_of(whole, key, "Зимин").equals(tables(base, "Зимин")[key])


@pytest.mark.long
def test_the_weekly_page_takes_its_rows_from_the_same_tables(base: Base) -> None:
    whole = tables(base)
    for name, after in ((DEPARTMENT, 2), ("Зимин", 1)):
        rows = weekly_bridge(whole, name)
        assert rows["period"].tolist() == ["последняя неделя", "текущий месяц", "последний полный месяц"]
        assert rows["count_after"].tolist()[-1] == after
    assert weekly_products(whole).empty  # neither brands nor categories are named


@pytest.mark.long
def test_an_empty_base_has_every_sheet(tmp_path: Path) -> None:
    empty = Base.init(tmp_path / "пустая")
    found, _ = workbook_tables(empty, load_state(empty, TODAY), "")
    assert found["base_kpis"]["value"].isna().all()
    assert found["assortment_kpis"].empty
    assert found["akb_moves"].empty
    assert found["akb_bridge"][["count_before", "count_after"]].eq(0).all(axis=None)
