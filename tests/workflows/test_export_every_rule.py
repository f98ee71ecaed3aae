"""Every rule that makes a table of its own can be computed for another program (DESIGN section 6)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadUse
from clientbase_xl.rules.catalogue import ALL_RULES
from clientbase_xl.workflows.export_table import export_rule
from clientbase_xl.workflows.import_sales import ImportOrder, import_files
from tests.support.desk import HEADER, line

TODAY = date(2026, 6, 1)
COLUMNS_OF_CATEGORIES = {"profit_level", "potential_level", "distance"}
TABLES = sorted(rule.key for rule in ALL_RULES if rule.table_key)
NO_TABLES = sorted(rule.key for rule in ALL_RULES if not rule.table_key)
MAY_BE_EMPTY = {
    "week_changes",
    "time_photo",
    "move_to_phone",
    "reactivation_results",
    "reactivation_conversion",
    "profiles",
    "undervalued",
    "large_unprofitable",
    "listings",
    # Made of records, which the small base has none of.
    *("prospects", "monitoring", "falling_purchases", "solvency", "client_stock", "programmes", "agreements"),
    *("client_pool", "client_plans", "next_touches", "discounts", "discount_managers", "cost_cuts", "week_lines"),
}
Computed = Callable[[str], pd.DataFrame]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    """Return a small base that nobody changes."""
    folder = tmp_path_factory.mktemp("база")
    path = folder / "продажи.csv"
    rows = [line("05.05.2026", "1", "100,00"), line("01.03.2026", "2", "50,00")]
    path.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    base = Base.init(folder / "база")
    import_files(
        base,
        ImportOrder((path,), "1С", vat="без НДС"),
        now=datetime(2026, 5, 31),  # noqa: DTZ001 - moments of the base are UTC without a zone
        user="тест",
        confirm=lambda _: True,
        ask_vat=lambda _: ("", ""),
    )
    return base


@pytest.fixture
def computed(base: Base, tmp_path: Path) -> Computed:
    """Return a function that computes a rule of the base and reads its table back."""

    def compute(rule: str) -> pd.DataFrame:
        target = tmp_path / f"{rule}.parquet"
        export_rule(base, rule, target, TODAY)
        return pd.read_parquet(target)

    return compute


@pytest.mark.long
@pytest.mark.parametrize("rule", TABLES)
def test_every_rule_with_a_table_of_its_own_gives_it(computed: Computed, rule: str) -> None:
    table = computed(rule)
    assert len(table.columns) > 0
    if rule not in MAY_BE_EMPTY:
        assert len(table) > 0


def test_rules_that_are_columns_of_categories_are_there_and_named_nowhere_else(computed: Computed) -> None:
    assert set(computed("categories").columns) >= COLUMNS_OF_CATEGORIES
    for rule in NO_TABLES:
        with pytest.raises(BadUse, match=f"Своей таблицы у правила «{rule}» нет"):
            computed(rule)
    with pytest.raises(BadUse, match="Правила «магия» нет"):
        computed("магия")


def test_clients_come_with_code_name_and_category_and_without_the_game(computed: Computed) -> None:
    table = computed("clients")
    assert list(table.columns[:3]) == ["client_code", "client_name", "manager"]
    assert set(table["client_code"]) == {"1", "2"}
    assert not [key for key in table.columns if key.startswith("what_if")]


def test_the_call_list_has_no_columns_that_people_fill(computed: Computed) -> None:
    assert "answer" not in computed("reactivation").columns


@pytest.mark.long
def test_start_counts_know_the_day_of_the_import(computed: Computed) -> None:
    counts = computed("start_counts").set_index("title")
    assert counts.loc["Последняя загрузка продаж", "text"] == "31.05.2026"
    assert counts.loc["Клиентов в базе", "value"] == 2
