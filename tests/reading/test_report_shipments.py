"""Shipments of a distributor: leading spaces are the levels, a client stands once per outlet (EXPORTS, layout B)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from clientbase_xl.reading.reports.distributor_shipments import READER
from tests.support.report_checks import refusal, told, unroll
from tests.support.reports_b import BY_DOCUMENT, DELIVERIES, Delivery, Shipped, draw

JUICE = Shipped("Сок «Утро» яблочный 1 л", 12, 1320.0, 10)


def test_equal_items_of_one_client_stay_apart_by_outlet():
    report = unroll(READER, draw())
    apples = [row for row in told(report, "Клиент", "Номенклатура", "Количество") if row[1] == JUICE.name]
    assert apples == [
        ("ООО «Ромашка»", JUICE.name, 12.0),
        ("ООО «Ромашка»", JUICE.name, 4.0),
        ("21 век ООО", JUICE.name, 10.0),
    ]
    assert sum(told(report, "Сумма, ₽")) == Decimal("6260.26")
    assert report.row_numbers.tolist() == [10, 11, 13, 18, 19, 24, 26]


def test_levels_of_spaces_that_do_not_break_are_levels():
    drawing = draw()
    for row in drawing.rows[5:]:
        if row and isinstance(row[0], str):
            row[0] = row[0].replace("  ", "\u00a0\u00a0")
    assert told(unroll(READER, drawing), "Клиент", "Сумма, ₽") == told(unroll(READER, draw()), "Клиент", "Сумма, ₽")


def test_the_amount_is_the_column_beside_those_of_the_vat():
    drawing = draw()
    for row in drawing.rows[3:]:
        row[2:6] = [row[4] if len(row) > 4 else None, row[5] if len(row) > 5 else None, *row[2:4]]
    assert drawing.rows[3][2:6] == ["в т.ч. сумма НДС", None, "Количество", "Сумма"]
    assert sum(told(unroll(READER, drawing), "Сумма, ₽")) == Decimal("6260.26")


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ("за период с 01.03.25 по 31.03.25", date(2025, 3, 31)),
        ("с 01.02.24 по 29.02.24", date(2024, 2, 29)),
        ("за период с 01.03.2025 по 15.03.2025", date(2025, 3, 15)),
    ],
)
def test_lines_bear_the_last_day_of_the_period(period, day):
    assert set(told(unroll(READER, draw(period=period)), "Дата")) == {day}


def test_documents_that_tell_their_days_date_the_lines_also_over_several_months():
    assert set(told(unroll(READER, draw(BY_DOCUMENT)), "Дата")) == {date(2025, 3, day) for day in (3, 11, 28)}
    long = unroll(READER, draw(BY_DOCUMENT, period="за период с 01.01.25 по 30.06.25"))
    assert set(told(long, "Дата")) == {date(2025, 3, day) for day in (3, 11, 28)}


def test_a_document_outside_the_period_dates_no_line():
    stray = (BY_DOCUMENT[0]._replace(contract="Реализация товаров УТ-1 от 03.04.2025"), *BY_DOCUMENT[1:])
    assert set(told(unroll(READER, draw(stray)), "Дата")) == {date(2025, 3, 31)}


def test_several_months_without_days_are_refused_with_the_reason():
    said = refusal(READER, draw(period="за период с 01.03.25 по 30.04.25"))
    assert "01.03.2025 – 30.04.2025 длиннее месяца" in said
    assert "за каждый месяц отдельным файлом" in said


def test_no_period_is_refused():
    assert "нет периода" in refusal(READER, draw(period="по всем складам"))


def test_outlets_whose_names_look_like_returns_are_no_returns():
    odd = [
        one._replace(outlet=name)
        for one, name in zip(DELIVERIES, ("С12", "С7 на углу", "Возвратная тара"), strict=True)
    ]
    documents = told(unroll(READER, draw(odd)), "Документ")
    assert all(text.startswith("торговая точка: ") for text in documents)


def test_groups_that_recur_from_client_to_client_are_the_category():
    report = unroll(READER, draw([one._replace(outlet=f"Точка {turn}") for turn, one in enumerate(DELIVERIES)]))
    assert set(told(report, "Категория товара")) == {"Соки", "Посуда"}
    assert any("группа товаров — «Соки», «Посуда»" in problem.message for problem in report.problems)


def test_a_declared_order_of_groupings_decides_what_levels_are():
    drawing = draw()
    drawing.rows[2] = ["Группировки строк: Контрагент, Группа, Договор, Вид номенклатуры, Номенклатура"]
    assert told(unroll(READER, drawing), "Категория товара")[0] == "Магазин на ул. Садовой, 5 / Соки"


@pytest.mark.parametrize(("count", "is_problem"), [(3, False), (2, False), (109, True), ("109", True), (None, False)])
def test_the_count_line_is_no_sale_and_a_wrong_count_is_a_problem(count, is_problem):
    report = unroll(READER, draw(count_outlets=count))
    assert len(report.row_numbers) == 7
    problems = [problem for problem in report.problems if "число точек" in problem.message]
    assert bool(problems) == is_problem
    if is_problem:
        assert (problems[0].value, problems[0].row) == ("Торговых точек АКБ: 109", 28)


def test_a_group_that_does_not_add_up_is_refused_with_its_row_and_the_difference():
    drawing = draw()
    place = drawing.find("Посуда")
    drawing.rows[place][3] = 960.01
    said = refusal(READER, drawing)
    assert f"группа «Посуда», строка {place + 1}, столбец «Сумма»" in said
    assert "разница 0,01" in said


def test_a_total_that_does_not_add_up_is_refused_with_the_difference():
    drawing = draw()
    drawing.rows[drawing.find("ИТОГО")][3] = 6160.26
    assert "разница -100,00" in refusal(READER, drawing)


def test_a_row_that_is_gone_is_noticed():
    drawing = draw()
    drawing.drop(drawing.find(JUICE.name))
    assert "группа «Соки», строка 9" in refusal(READER, drawing)


def test_the_only_item_of_a_group_that_is_gone_is_noticed():
    drawing = draw()
    drawing.drop(drawing.find("Стакан гранёный"))
    assert "строка 12 «Посуда»: под строкой нет товаров" in refusal(READER, drawing)


def test_a_report_without_its_total_is_refused():
    drawing = draw(count_outlets=None)
    drawing.drop(drawing.find("ИТОГО"))
    assert "нет строки «Итого»" in refusal(READER, drawing)


def test_a_text_in_a_money_cell_is_refused_with_its_address():
    drawing = draw()
    drawing.rows[drawing.find(JUICE.name)][3] = "тысяча"
    assert "ячейка D10 — «тысяча»" in refusal(READER, drawing)


def test_a_report_without_sales_is_refused_and_replaces_nothing():
    assert "нет ни одной продажи" in refusal(READER, draw(()))


def test_documents_below_the_items_are_no_goods():
    deep = {"Сок": (Shipped("Реализация товаров УТ-41 от 03.03.2025", 1, 10.0, 10),)}
    said = refusal(READER, draw([one._replace(groups=deep) for one in DELIVERIES]))
    assert "документы, а не товары: «Реализация товаров УТ-41 от 03.03.2025»" in said


def test_items_right_below_clients_are_read():
    drawing = draw(DELIVERIES[:1])
    for name in (DELIVERIES[0].outlet, DELIVERIES[0].contract, "Соки", "Посуда"):
        drawing.drop(drawing.find(name))
    report = unroll(READER, drawing)
    assert told(report, "Клиент", "Документ", "Категория товара")[0] == ("ООО «Ромашка»", None, None)


def test_a_manager_above_the_clients_is_refused():
    drawing = draw()
    drawing.rows[2] = ["Группировки строк: Менеджер, Контрагент, Договор, Вид номенклатуры, Номенклатура"]
    assert "первый уровень строк — «Менеджер», а клиент («Контрагент») стоит ниже" in refusal(READER, drawing)


def test_a_report_of_returns_only_is_read():
    report = unroll(
        READER,
        draw([Delivery("АО «Вектор»", "ТТ 1", "Договор 1", {"Соки": (JUICE._replace(quantity=-3, amount=-330.0),)})]),
    )
    assert told(report, "Количество", "Сумма, ₽") == [(-3.0, Decimal("-330.00"))]


def test_a_client_without_items_is_refused():
    drawing = draw()
    drawing.rows.insert(drawing.find("ИТОГО"), ["АО «Вектор»", " ", 1, 10.0, " ", " "])
    drawing.outlines.append(0)
    drawing.rows[drawing.find("ИТОГО")][2:4] = [58, 6270.26]
    total = drawing.rows[drawing.find("ИТОГО")]
    total[2] = sum(item.quantity for one in DELIVERIES for items in one.groups.values() for item in items) + 1
    assert "«АО «Вектор»»: под строкой нет товаров, а сумма есть" in refusal(READER, drawing)


def test_quantities_that_no_group_fills_are_read_from_the_items():
    drawing = draw()
    names = {item.name for one in DELIVERIES for items in one.groups.values() for item in items}
    for row in drawing.rows[5:-1]:
        if str(row[0]).strip() not in names:
            row[2] = " "
    assert sum(told(unroll(READER, drawing), "Количество")) == 55.0
