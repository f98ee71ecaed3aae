"""Which heading serves which column of the catalogue."""

from __future__ import annotations

import pytest

from clientbase_xl.reading.header import compact, find_header, match, without_unit
from clientbase_xl.reading.raw import Peek
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.sales_lines import CURRENCY_ALIASES, SALES_LINES

# One word, two columns: alone it is the code, beside a code it is the name.
SHARED = {"sku"}


@pytest.mark.parametrize("schema", [SALES_LINES, CLIENTS], ids=lambda schema: schema.key)
def test_every_title_key_and_alias_finds_a_column(schema):
    columns = [column for column in schema.typed if not column.key.startswith("what_if")]
    for column in columns:
        for name in {column.title, column.key, *column.aliases} - SHARED:
            assert list(match([name], schema, {}).columns) == [column.key], name


def test_every_title_is_found_when_all_of_them_stand_together():
    titles = [column.title for column in SALES_LINES.typed]
    assert match(titles, SALES_LINES, {}).columns == {column.key: i for i, column in enumerate(SALES_LINES.typed)}


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Сумма, руб.", "сумма"),
        ("Сумма (руб)", "сумма"),
        ("Сумма ₽", "сумма"),
        ("Количество, шт.", "количество"),
        ("Сумма, тыс. руб.", "сумматысруб"),
        ("Выручка (млн ₽)", "выручкамлн"),
        ("Партнёр", "партнер"),
    ],
)
def test_units_are_dropped_but_never_a_scale(heading, name):
    assert without_unit(heading) == name


def test_spelling_of_a_heading_does_not_matter():
    assert compact(" Код_Клиента:\u00a0") == compact("код клиента")
    assert compact("№ документа") == compact("Номер документа")


def test_the_better_name_wins_and_the_other_is_remembered():
    header = match(["Выручка", "Сумма", "ShipDate", "OrderDate"], SALES_LINES, {})
    assert header.headings == {"amount_rub": "Сумма", "sold_on": "OrderDate"}
    assert header.others == {"amount_rub": ("Выручка",), "sold_on": ("ShipDate",)}


def test_an_exact_name_wins_over_one_with_a_unit():
    header = match(["Цена, шт", "Цена за единицу"], SALES_LINES, {})
    assert header.headings["unit_price"] == "Цена за единицу"


def test_a_code_and_a_name_of_the_item_are_told_apart():
    assert match(["sku_code", "sku"], SALES_LINES, {}).columns == {"sku_code": 0, "sku_name": 1}
    assert match(["sku"], SALES_LINES, {}).columns == {"sku_code": 0}


def test_equal_headings_are_duplicates():
    assert match(["Сумма", "Дата", "сумма"], SALES_LINES, {}).duplicates == {"amount_rub": ("Сумма", "сумма")}


def test_a_mapped_heading_takes_the_place_of_the_usual_one():
    header = match(["Дата", "Срок"], SALES_LINES, {"sold_on": "Срок"})
    assert header.columns == {"sold_on": 1}


@pytest.mark.parametrize("alias", CURRENCY_ALIASES)
def test_a_currency_column_is_found(alias):
    assert match(["Дата", alias.upper()], SALES_LINES, {}).currency == 1


def test_the_header_is_the_row_that_names_most_columns():
    rows = (
        ("Продажи", ""),
        ("Дата", "Сумма"),
        ("Дата", "Клиент", "Сумма", "Количество"),
        ("05.01.2026", "А", "1", "1"),
    )
    header = find_header(Peek("", rows), SALES_LINES, {})
    assert header is not None
    assert header.row == 2


def test_one_known_word_makes_no_header():
    assert find_header(Peek("", (("Дата", "x"), ("1", "2"))), SALES_LINES, {}) is None
