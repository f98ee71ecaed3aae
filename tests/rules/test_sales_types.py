"""«Тип продаж»: lines with their sales, answers and types; decisions, settings, categories put together."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.sales_types import line_of_category, sales_types, types_in_force
from clientbase_xl.schemas.sales_types import SALES_LINES_TYPES, SALES_TYPES
from clientbase_xl.schemas.validation import check_table

KEYS = ["price_level", "complexity", "market_size", "purchase_period"]
GOODS = dict(zip(KEYS, ("низкая", "средняя", "1 000–10 000", "до 2 месяцев"), strict=True))
MACHINES = dict(zip(KEYS, ("высокая", "высокая", "100–999", "реже 2 месяцев"), strict=True))


def stored_of(**rows: dict[str, Any]) -> pd.DataFrame:
    typed = [{"line": name} | cells for name, cells in rows.items()]
    return pd.DataFrame(typed, columns=["line", *(one.key for one in SALES_LINES_TYPES.typed)], dtype=object)


TOTALS = pd.DataFrame(
    [("Клей", 250.0, 5, 50), ("Станки", 750.0, 3, 3)],
    columns=["line", "turnover_rub", "count_clients", "count_purchases"],
)
MAIN = pd.DataFrame({"client_code": ["1", "2", "3"], "sales_line": ["Клей", "Станки", "Станки"]})


def table_of(stored: pd.DataFrame, totals: pd.DataFrame = TOTALS) -> pd.DataFrame:
    return sales_types(stored, totals, MAIN, SALES_TYPES[1]).set_index("line")


def test_lines_come_by_turnover_and_typed_ones_without_sales_after_them() -> None:
    table = table_of(stored_of(Пилы=GOODS, Клей=GOODS))
    assert table.index.tolist() == ["Станки", "Клей", "Пилы"]
    assert table["turnover_share"].tolist() == [0.75, 0.25, 0]
    assert table["count_main"].tolist() == [2, 1, 0]
    assert table["count_clients"].tolist() == [3, 5, 0]


def test_days_between_purchases_need_somebody_who_bought_twice() -> None:
    table = table_of(stored_of())
    assert table["between_days"].fillna(0).tolist() == [0, 37]  # 365.25 × 5 ÷ 50 = 36.5


def test_the_type_brings_structure_retention_and_who_calls() -> None:
    row = table_of(stored_of(Станки=MACHINES)).loc["Станки"]
    assert (row["sales_type"], row["type_in_force"]) == ("консультационные", "консультационные (по ответам)")
    assert row["structure"].startswith("ТМ → СР → КМ + ПМ")
    assert row["who_calls"] == "КМ"
    assert row["reason"].replace("\xa0", " ") == (
        "Ответов 4 из 4; баллы: транз. 0, смеш. 0, конс. 4, страт. 1; 3 клиента на 750 ₽, главная линейка у 2"
    )


@pytest.mark.parametrize(
    ("answers", "in_force"),
    [
        ({}, "консультационно-транзакционные (настройка)"),
        ({"price_level": "низкая"}, "консультационно-транзакционные (настройка)"),
        (GOODS, "консультационно-транзакционные (по ответам)"),
        (MACHINES | {"type_decided": "стратегические"}, "стратегические (решение)"),
        ({"type_decided": "консультационно-стратегические"}, "консультационно-стратегические (решение)"),
        ({"type_decided": "выдуманный"}, "консультационно-транзакционные (настройка)"),
    ],
)
def test_a_decision_goes_before_the_answers_and_these_before_the_setting(
    answers: dict[str, str], in_force: str
) -> None:
    stored = stored_of(Клей=answers)
    assert table_of(stored).loc["Клей", "type_in_force"] == in_force
    is_known = "настройка" not in in_force
    assert types_in_force(stored) == ({"Клей": in_force.partition(" (")[0]} if is_known else {})


def test_missing_answers_and_what_does_not_fit_are_said() -> None:
    row = table_of(stored_of(Клей=GOODS | {"market_size": "меньше 100", "purchase_period": None})).loc["Клей"]
    assert row["sales_type"] == "смешанный, уточните"
    assert row["mismatches"] == "клиентов на рынке «меньше 100», а не «1 000–10 000»"
    assert "нет ответа: покупают" in row["reason"]
    assert table_of(stored_of())["reason"].str.startswith("Ответов нет: впишите цену").all()


def test_a_word_of_an_old_file_that_is_no_answer_breaks_nothing() -> None:
    assert table_of(stored_of(Клей=GOODS | {"price_level": "дорого"})).loc["Клей", "sales_type"] == SALES_TYPES[1]


def test_the_table_holds_what_the_catalogue_says() -> None:
    table = table_of(stored_of(Клей=GOODS)).reset_index()
    assert list(table) == list(SALES_LINES_TYPES.keys)
    assert check_table(table, SALES_LINES_TYPES) == ()
    nothing = sales_types(stored_of(), TOTALS.iloc[:0], MAIN.iloc[:0], SALES_TYPES[0])
    assert nothing.empty


def test_categories_are_put_together_by_the_list_and_others_stay_their_own_line() -> None:
    rows = [("product_lines", "Клеи", " Химия "), ("product_lines", "Краски", None), ("channels", "Опт", "1.1")]
    lists = pd.DataFrame(rows, columns=["list_key", "value", "note"], dtype=object)
    assert line_of_category(lists) == {"Клеи": "Химия"}
