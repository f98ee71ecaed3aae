"""A remembered answer is not taken for a file whose title says that it is of the other kind."""

from __future__ import annotations

import pytest

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.export import ReadCards, ReadProducts, read_export
from clientbase_xl.reading.layout_answers import LayoutAnswers, fingerprint

HEADINGS = ["Код", "Наименование", "Группа"]
ROW = ["00123", "Ромашка", "Опт"]
AS_PRODUCTS = {fingerprint(HEADINGS): LayoutAnswers(3, {"sku_code": "Код"})}
AS_CARDS = {fingerprint(HEADINGS): LayoutAnswers(3, {"channel": "Группа"})}


def test_a_title_of_clients_refuses_the_answer_about_products_and_says_how_to_give_it_again(write_xlsx):
    path = write_xlsx([["Справочник Контрагенты"], HEADINGS, ROW])
    with pytest.raises(BadFile, match=r"ответу № 3 .* написано «Справочник Контрагенты»") as refused:
        read_export(path, remembered=AS_PRODUCTS)
    assert '--map "Код товара=Код"' in refused.value.remedy
    assert isinstance(read_export(path, mapping={"Код товара": "Код"}), ReadProducts)
    assert isinstance(read_export(path, mapping={"Канал": "Группа"}, remembered=AS_PRODUCTS), ReadCards)


def test_a_title_of_goods_refuses_the_answer_about_cards(write_xlsx):
    with pytest.raises(BadFile, match=r"карточки клиентов, но он называется «Номенклатура\.xlsx»"):
        read_export(write_xlsx([HEADINGS, ROW], name="Номенклатура.xlsx"), remembered=AS_CARDS)
    assert isinstance(read_export(write_xlsx([HEADINGS, ROW]), remembered=AS_CARDS), ReadCards)


@pytest.mark.parametrize(
    "above",
    [["Справочник «Номенклатура»"], ["Товары для клиентов"], ["Товары", "поставщика"], [None], ["Лист согласован"]],
)
def test_a_title_of_goods_of_both_or_of_neither_leaves_the_answer(write_xlsx, above):
    assert isinstance(read_export(write_xlsx([above, HEADINGS, ROW]), remembered=AS_PRODUCTS), ReadProducts)


def test_the_line_above_the_header_speaks_before_the_name_of_the_file(write_xlsx):
    path = write_xlsx([["Номенклатура"], HEADINGS, ROW], name="клиенты.xlsx")
    assert isinstance(read_export(path, remembered=AS_PRODUCTS), ReadProducts)


def test_headings_that_only_products_have_are_not_judged_by_the_title(write_xlsx):
    headings = ["Шифр", "Наименование", "Бренд"]
    answers = {fingerprint(headings): LayoutAnswers(3, {"sku_code": "Шифр"})}
    path = write_xlsx([["Прайс для клиентов"], headings, ROW], name="клиенты.xlsx")
    assert isinstance(read_export(path, remembered=answers), ReadProducts)
