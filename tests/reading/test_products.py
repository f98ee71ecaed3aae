"""A reference of products is told from sales and cards, and read one product per code."""

from __future__ import annotations

import pytest

from clientbase_xl.errors import UnknownLayout
from clientbase_xl.problems import Severity
from clientbase_xl.reading.export import ReadCards, ReadLines, ReadProducts, read_export

REFERENCE = "Артикул;Наименование;Производитель;Товарная группа;Поставщик\n"


def read(path, **options) -> ReadProducts:
    found = read_export(path, **options)
    assert isinstance(found, ReadProducts)
    return found


def test_a_reference_is_read_with_texts_as_they_stand(write_csv):
    found = read(write_csv(REFERENCE + "007;Гайка М8;Болтстрой;Крепёж;Склад 5\n17850;Шайба ;;Крепёж;\n"))
    assert found.products.to_dict("records") == [
        {"sku_code": "007", "sku_name": "Гайка М8", "brand": "Болтстрой", "product_category": "Крепёж"},
        {"sku_code": "17850", "sku_name": "Шайба", "brand": None, "product_category": "Крепёж"},
    ]
    assert (found.count_read, found.excluded, found.problems) == (2, {}, ())


def test_codes_of_a_workbook_lose_their_decimal_point(write_xlsx):
    found = read(write_xlsx([["Код товара", "Бренд"], [17850.0, "А"], ["0017", "Б"]]))
    assert found.products["sku_code"].tolist() == ["17850", "0017"]


def test_rows_without_a_code_and_repeated_codes_are_set_aside_and_told(write_csv):
    text = REFERENCE + "1;А;Б;В;\n;Группа;;;\n1;А;Б;В;\n;;;;\n2;Г;Д;Е;\n"
    found = read(write_csv(text))
    assert found.products["sku_name"].tolist() == ["А", "Г"]
    assert found.count_read == 4
    assert found.excluded == {"нет кода товара": 1, "код товара повторяется": 1}
    assert [one.severity for one in found.problems] == [Severity.NOTICE, Severity.WARNING]
    assert [one.row for one in found.problems] == [3, 4]


@pytest.mark.parametrize("headings", ["Артикул;Наименование;Бренд;Товарная группа", "Артикул;Наименование;Бренд;Цена"])
def test_a_repeated_code_at_the_beginning_is_told_where_all_headings_are_of_products(write_csv, headings):
    found = read(write_csv(headings + "\n00123;Гвоздь;А;1\n00124;Болт;Б;2\n00124;Винт;Б;3\n"))
    assert found.products["sku_name"].tolist() == ["Гвоздь", "Болт"]
    assert [(one.row, one.severity) for one in found.problems] == [(4, Severity.WARNING)]


def test_a_named_code_settles_a_repeated_one_beside_a_strange_heading(write_csv):
    path = write_csv("Артикул;Наименование;Поставщик\n00124;Болт;А\n00124;Винт;Б\n")
    with pytest.raises(UnknownLayout) as refused:
        read_export(path)
    assert '--map "Код товара=Артикул"' in refused.value.remedy
    assert read(path, mapping={"Код товара": "Артикул"}).products["sku_name"].tolist() == ["Болт"]


@pytest.mark.parametrize(
    "text",
    [
        "Артикул;Бренд;\n1;А;Ладья\n1;Б;Вектор\n",  # sales with no heading over the clients
        "Код;Наименование\n1;А\n",  # may be clients
        "Артикул;Бренд;Отгружен\n1;А;05.05.2026\n2;Б;06.05.2026\n",  # sales with strange headings
        "Артикул;Бренд;Кому\n1;А;Ладья\n1;Б;Вектор\n",  # a code with two meanings
        "Артикул;Бренд;Количество\n1;А;5\n",  # something was sold or is in stock
        "Артикул;Номенклатура;Сумма\n1;А;5\n",
        "Артикул;Цена\n1;5\n",
    ],
)
def test_what_may_be_something_else_is_not_taken_for_a_reference(write_csv, text):
    with pytest.raises(UnknownLayout):
        read_export(write_csv(text))


def test_sales_and_cards_stay_what_they_are(write_csv):
    sales = "Дата;Клиент;Артикул;Бренд;Номенклатура;Количество;Сумма\n05.01.2026;А;1;Б;В;1;1\n"
    assert isinstance(read_export(write_csv(sales)), ReadLines)
    assert isinstance(read_export(write_csv("Код;Наименование;ИНН\n1;А;7707083893\n")), ReadCards)


def test_a_named_column_settles_what_may_be_something_else(write_csv):
    path = write_csv("Шифр;Бренд;Заведён\n1;А;05.05.2026\n")
    found = read(path, mapping={"Код товара": "Шифр"})
    assert found.products["sku_code"].tolist() == ["1"]
    assert found.read_from.columns == {"sku_code": "Шифр"}


def test_a_code_named_for_cards_does_not_make_them_products(write_csv):
    path = write_csv("Шифр;Наименование;ИНН\n1;А;7707083893\n")
    assert isinstance(read_export(path, mapping={"Код": "Шифр"}), ReadCards)


@pytest.mark.data
def test_the_reference_of_a_bicycle_shop_is_recognised(shared_data):
    found = read(shared_data / "adventureworks_products.csv")
    assert found.headings == {"sku_code": "ProductKey", "sku_name": "EnglishProductName"}
    assert found.products["sku_code"].is_unique
    assert dict(zip(found.products["sku_code"], found.products["sku_name"], strict=True))["604"] == "Road-750 Black, 44"
