"""Gross profit by client, groups and item, managers across (EXPORTS, layout D)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from clientbase_xl.problems import Severity
from clientbase_xl.reading.reports.gross_profit_tree import READER
from tests.support.report_checks import refusal, told, unroll
from tests.support.reports_d import COUNTED, COUNTED_MEASURES, MANAGERS, SOLD, Sold, draw


def test_an_item_that_two_managers_sold_gives_two_lines():
    water = [row for row in told(unroll(READER, draw()), "Номенклатура", "Менеджер", "Сумма, ₽") if "Вода" in row[0]]
    assert water == [("Вода «Ключ» 0,5 л", manager, Decimal("99.99")) for manager in MANAGERS]


@pytest.mark.parametrize("step", [2, 3, 1])
def test_levels_are_told_by_indents_of_any_step(step):
    drawing = draw(step=step)
    drawing.outlines[:] = [0] * len(drawing.outlines)
    report = unroll(READER, drawing)
    assert told(report, "Клиент", "Категория товара")[0] == ("ООО «Ладья»", "Напитки / Соки")
    assert sum(told(report, "Сумма, ₽")) == Decimal("4650.73")


def test_levels_are_told_by_the_outline_alone():
    drawing = draw()
    drawing.indents.clear()
    assert len(unroll(READER, drawing).row_numbers) == 6


def test_names_may_stand_under_no_heading_with_a_footnote_in_the_margin():
    drawing = draw()
    for row in drawing.rows:
        row.insert(0, None)
    drawing.rows[4][1] = drawing.rows[5][1] = None
    drawing.indents = {(place, 1): deep for (place, _), deep in drawing.indents.items()}
    drawing.add("Отчёт сформирован 05.04.2026")
    drawing.merges.clear()
    assert told(unroll(READER, drawing), "Сумма, ₽") == told(unroll(READER, draw()), "Сумма, ₽")


def test_without_any_level_the_report_is_refused_and_not_guessed():
    assert "не видно уровней" in refusal(READER, draw().flat())


def test_cost_is_revenue_minus_profit():
    assert told(unroll(READER, draw()), "Сумма, ₽", "Себестоимость, ₽")[1] == (Decimal("-200.00"), Decimal("-160.00"))


def test_a_report_without_quantities_counts_units_and_warns():
    report = unroll(READER, draw())
    assert told(report, "Количество") == [1.0, -1.0, 1.0, 1.0, 1.0, 1.0]
    assert [problem.severity for problem in report.problems if "нет количества" in problem.message] == [
        Severity.WARNING
    ]


def test_quantities_are_read_where_they_stand():
    report = unroll(READER, draw(COUNTED, measures=COUNTED_MEASURES))
    assert told(report, "Количество") == [1.5, -1.0, 3.5, 3.5, 4.5, 5.5]
    assert not report.problems


def test_an_article_on_its_own_row_is_the_code_of_the_item_above():
    report = unroll(READER, draw(step=3, has_articles=True))
    assert told(report, "Номенклатура", "Код товара")[:2] == [
        ("Сок «Утро» яблочный 1 л", "00417"),
        ("Сок «Утро» томатный 1 л", "00418"),
    ]


def test_an_item_without_article_keeps_its_name_as_code():
    drawing = draw(has_articles=True)
    drawing.rows[drawing.find("00418")][0] = None
    assert told(unroll(READER, drawing), "Номенклатура", "Код товара")[1] == ("Сок «Утро» томатный 1 л",) * 2


def test_items_alone_in_their_subgroup_are_no_articles():
    lonely = [SOLD[2]._replace(item="Вода 0,5"), SOLD[3]._replace(item="Чашка")]
    report = unroll(READER, draw(lonely))
    assert told(report, "Номенклатура", "Категория товара")[0] == ("Вода 0,5", "Напитки / Вода")
    assert "Код товара" not in report.headings


def test_a_column_of_nobody_gives_lines_without_manager():
    sold = [one._replace(by_manager={"<Без менеджера>": (10.0, 1.0)}) for one in SOLD]
    assert set(told(unroll(READER, draw(sold, managers=("<Без менеджера>",))), "Менеджер")) == {None}


def test_warehouses_across_are_managers_only_if_the_report_says_so():
    names = ("Основной склад", "Склад-2")
    sold = [one._replace(by_manager={names[0]: (10.0, 1.0)}) for one in SOLD]
    drawing = draw(sold, managers=names)
    assert not READER.identify(drawing.peek())
    drawing.rows[2] = ["Группировка колонок:", "Менеджер"]
    assert set(told(unroll(READER, drawing), "Менеджер")) == {"Основной склад"}


def test_a_report_without_the_block_of_totals_reconciles_by_rows():
    drawing = draw()
    for row in drawing.rows[4:]:
        del row[5:]
    drawing.merges.pop()
    assert sum(told(unroll(READER, drawing), "Сумма, ₽")) == Decimal("4650.73")


@pytest.mark.parametrize("name", ["Алиева-Гасанова Айшат Руслан кызы", "Мамедов Руслан Алиевич оглы"])
def test_a_name_of_four_parts_is_a_manager(name):
    sold = [one._replace(by_manager={name: next(iter(one.by_manager.values()))}) for one in SOLD]
    assert set(told(unroll(READER, draw(sold, managers=(name,))), "Менеджер")) == {name}


@pytest.mark.parametrize("place", [0, -1])
def test_the_same_total_above_and_below_counts_once(place):
    drawing = draw()
    drawing.add("Всего", *drawing.rows[-1][1:])
    if place == 0:
        drawing.rows.insert(6, drawing.rows.pop())
        drawing.outlines.insert(6, drawing.outlines.pop())
        drawing.indents = {(row + (row >= 6), column): deep for (row, column), deep in drawing.indents.items()}
    assert told(unroll(READER, drawing), "Сумма, ₽") == told(unroll(READER, draw()), "Сумма, ₽")


def test_managers_that_do_not_add_up_to_their_total_are_refused():
    drawing = draw()
    for name in ("Вода «Ключ» 0,5 л", "Вода", "Напитки", "ООО «Ладья»", "Итого"):
        row = drawing.rows[drawing.find(name)]
        row[5] = round(row[5] + 10, 2)
    said = refusal(READER, drawing)
    assert "сумма по менеджерам" in said
    assert "разница 10,00" in said


def test_a_group_that_does_not_add_up_is_refused_with_its_row_and_the_difference():
    drawing = draw()
    place = drawing.find("Вода")
    drawing.rows[place][1] = 89.99
    said = refusal(READER, drawing)
    assert f"группа «Вода», строка {place + 1}" in said
    assert "разница -10,00" in said


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda drawing: drawing.drop(drawing.find("Итого")), "нет строки «Итого»"),
        (lambda drawing: drawing.rows[drawing.find("Вода")].__setitem__(1, "нет"), "«нет»"),
        (lambda drawing: drawing.rows[1].__setitem__(1, "Период: 01.01.2026 - 31.03.2026"), "длиннее месяца"),
        (lambda drawing: drawing.rows[1].__setitem__(1, "без периода"), "нет периода"),
    ],
)
def test_a_spoiled_report_is_refused_with_the_reason(spoil, words):
    drawing = draw()
    spoil(drawing)
    assert words in refusal(READER, drawing)


def test_levels_that_are_no_groups_of_goods_are_refused_by_their_names():
    drawing = draw()
    drawing.rows[4][0], drawing.rows[5][0] = "Клиент, Договор, Номенклатура.Группа", "Номенклатура"
    assert "стоит «Договор», а не группа товаров" in refusal(READER, drawing)
    drawing.rows[4][0], drawing.rows[5][0] = "Подразделение", "Клиент / Номенклатура"
    assert "первый уровень строк — «Подразделение»" in refusal(READER, drawing)


def test_a_report_without_sales_is_refused():
    assert "нет ни одной продажи" in refusal(READER, draw(()))


def test_a_collapsed_client_is_refused():
    drawing = draw([Sold("ООО «Ладья»", (), "", "", {MANAGERS[0]: (1.0, 1.0)}), SOLD[3]])
    drawing.drop(drawing.find("ООО «Ладья»") + 1)
    assert "под ним нет товаров" in refusal(READER, drawing)


def test_a_group_collapsed_in_one_place_is_refused():
    drawing = draw()
    drawing.drop(drawing.find("Сок «Утро» яблочный 1 л", 1))
    assert "«Соки»: под группой нет товаров, а в другом месте отчёта они есть" in refusal(READER, drawing)


def test_an_item_right_below_a_category_is_read():
    sold = [*SOLD, SOLD[4]._replace(groups=("Услуги",), item="Доставка")]
    assert told(unroll(READER, draw(sold)), "Номенклатура", "Категория товара")[-1] == ("Доставка", "Услуги")


def test_one_client_is_read():
    assert set(told(unroll(READER, draw(SOLD[:3])), "Клиент")) == {"ООО «Ладья»"}


def test_profit_that_is_not_revenue_minus_cost_is_told():
    drawing = draw(COUNTED, measures=COUNTED_MEASURES)
    for row in drawing.rows[6:]:
        for cost in (3, 8, 13):
            row[cost] = row[cost + 1]
    report = unroll(READER, drawing)
    assert told(report, "Себестоимость, ₽")[0] == Decimal("1200.40")
    assert any("не равно «Валовая прибыль, руб.»" in problem.message for problem in report.problems)
