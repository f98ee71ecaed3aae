"""Gross profit by client, manager, path and item; an old .xls without levels is restored (EXPORTS, layout E)."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.reports.gross_profit_managers import READER
from tests.support.drawn_report import DrawnReport
from tests.support.report_checks import FILE, refusal, told, unroll
from tests.support.reports_e import MARKER, SOLD, Sold, draw

KEYS = ("Клиент", "Менеджер", "Категория товара", "Номенклатура", "Количество", "Сумма, ₽", "Себестоимость, ₽")


def test_an_empty_characteristic_leaves_no_comma():
    assert told(unroll(READER, draw()), "Номенклатура")[:2] == ["Сок «Утро» яблочный", "Сок «Утро» томатный, 1 л"]


def test_a_manager_of_a_client_gives_lines_with_both_names():
    assert told(unroll(READER, draw()), "Клиент", "Менеджер")[2:5] == [
        ("ООО «Ладья»", "Белкина О. П."),
        ("ООО «Ладья»", "Соколов А. Ю."),
        ("7 морей ООО", "Соколов А. Ю."),
    ]


def test_an_old_xls_gives_the_same_lines_as_the_levels():
    with_levels = told(unroll(READER, draw()), *KEYS)
    assert told(unroll(READER, draw().flat()), *KEYS) == with_levels
    assert told(unroll(READER, draw(is_marker_filled=True).flat()), *KEYS) == with_levels
    assert sum(row[5] for row in with_levels) == Decimal("6480.49")


def test_names_may_stand_beside_numbers_of_rows_under_no_heading():
    drawing = draw()
    for number, row in enumerate(drawing.rows):
        row[:] = [float(number) if number > 4 else None, None, *row]
    drawing.rows[3][2], drawing.rows[4][2] = None, "Клиент, менеджер, номенклатура"
    drawing.indents.clear()
    assert told(unroll(READER, drawing), *KEYS) == told(unroll(READER, draw()), *KEYS)


def test_nested_groups_with_levels_become_one_path():
    drawing = draw(SOLD[-1:])
    place = drawing.find("Посуда")
    drawing.rows.insert(place, ["Для дома", *drawing.rows[place][1:]])
    drawing.outlines.insert(place, 3)
    drawing.outlines[place + 1 : place + 3] = [4, 5]
    drawing.indents.clear()
    assert told(unroll(READER, drawing), "Категория товара") == ["Для дома / Посуда"]


def test_nobody_in_place_of_a_manager_is_no_name():
    assert told(unroll(READER, draw([SOLD[0]._replace(manager="<Не указан>")])), "Менеджер") == [None]


def test_an_empty_reference_in_place_of_a_client_is_no_client():
    assert told(unroll(READER, draw([SOLD[0]._replace(client="<...>")])), "Клиент") == [None]


def test_an_item_of_zero_belongs_to_the_group_above_it():
    gift = SOLD[2]._replace(item="Подставка,", quantity=1, revenue=0.0, cost=0.0)
    sold = [*SOLD[:3], gift, *SOLD[3:]]
    assert told(unroll(READER, draw(sold).flat()), *KEYS) == told(unroll(READER, draw(sold)), *KEYS)


def test_two_readings_of_sums_are_refused_and_not_guessed():
    # Without commas nothing tells whether the second row of 100 is a group of the third or an item beside it.
    sold = [
        Sold("ООО «Ладья»", "Белкина О. П.", "Соки", "Сок, 1 л", 1, 100.0, 50.0),
        Sold("ООО «Ладья»", "Белкина О. П.", "Соки", "Возврат сока, 1 л", -1, -100.0, -50.0),
        Sold("ООО «Ладья»", "Белкина О. П.", "Вода", "Вода, 1 л", 1, 100.0, 50.0),
        Sold("ООО «Ладья»", "Белкина О. П.", "Вода", "Возврат воды, 1 л", -1, -100.0, -50.0),
    ]
    assert len(unroll(READER, draw(sold)).row_numbers) == 4
    said = refusal(READER, draw(sold).flat())
    assert "складываются не единственным образом" in said
    assert "xlsx" in said


def test_an_old_xls_that_does_not_add_up_is_refused_with_the_difference():
    drawing = draw().flat()
    place = drawing.find("Стакан гранёный,")
    drawing.rows[place][2] += 10
    said = refusal(READER, drawing)
    assert "строка 6 «ООО «Ладья»»" in said
    assert "не восстанавливаются" in said
    assert f"начиная со строки {place} «Посуда»" in said
    assert "«Посуда», столбец «Выручка»: в отчёте 960,00, строки под ней 970,00, разница -10,00" in said


def test_random_reports_without_levels_are_restored_right_or_refused():
    draws = random.Random(20261122)
    count_restored = 0
    for turn in range(60):
        sold = _random_sales(draws, has_commas=turn % 3 > 0, is_small=turn % 2 == 0)
        expected = told(READER.read(draw(sold).grid(), FILE), *KEYS)
        try:
            found = told(READER.read(draw(sold).flat().grid(), FILE), *KEYS)
        except BadFile as error:
            assert "единственным" in str(error)  # noqa: PT017
        else:
            assert found == expected
            count_restored += 1
    assert count_restored > 40


def test_a_group_that_does_not_add_up_is_refused_with_its_row_and_the_difference():
    drawing = draw()
    place = drawing.find("Посуда")
    drawing.rows[place][2] = 959.5
    said = refusal(READER, drawing)
    assert f"группа «Посуда», строка {place + 1}, столбец «Выручка»" in said
    assert "разница -0,50" in said


def test_a_filled_marker_that_differs_from_its_client_is_refused():
    drawing = draw(is_marker_filled=True)
    drawing.rows[drawing.find(MARKER)][2] += 1
    assert "не равна строке клиента «ООО «Ладья»», столбец «Выручка», разница 1,00" in refusal(READER, drawing)


def test_a_second_section_would_repeat_the_sales_and_is_refused():
    drawing = draw()
    drawing.rows[drawing.find("Посуда")][0] = "По складам"
    assert "другой раздел" in refusal(READER, drawing)


def test_a_client_without_marker_is_refused():
    drawing = draw()
    drawing.drop(drawing.find(MARKER, 1))
    assert "без строки «По менеджерам»" in refusal(READER, drawing)
    assert "уровни строк" in refusal(READER, drawing.flat())


def test_a_collapsed_manager_is_refused():
    drawing = draw(SOLD[-1:])
    for name in (SOLD[-1].item, "Посуда"):
        drawing.drop(drawing.find(name))
    assert "под строкой нет товаров" in refusal(READER, drawing)


def _drop_total(drawing: DrawnReport) -> None:
    drawing.drop(drawing.find("Итого"))


def _other_total(drawing: DrawnReport) -> None:
    drawing.rows[drawing.find("Итого")][2] -= 5


def _text(drawing: DrawnReport) -> None:
    drawing.rows[drawing.find("Стакан гранёный,")][2] = "ошибка"


def _thousands(drawing: DrawnReport) -> None:
    drawing.rows[2] = ["Единица измерения: тыс. руб."]


def _several_months(drawing: DrawnReport) -> None:
    drawing.rows[1][1] = "Период: 01.01.2026 - 28.02.2026"


@pytest.mark.parametrize("is_flat", [False, True])
@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_drop_total, "нет строки «Итого»"),
        (_other_total, "разница -5,00"),
        (_text, "«ошибка»"),
        (_several_months, "длиннее месяца"),
        (_thousands, "«тыс», а не рубли"),
    ],
)
def test_a_spoiled_report_is_refused_with_the_reason(spoil, words, is_flat):
    drawing = draw()
    spoil(drawing)
    assert words in refusal(READER, drawing.flat() if is_flat else drawing)


def test_one_client_and_returns_only_are_read():
    assert told(unroll(READER, draw(SOLD[1:2]).flat()), "Количество", "Сумма, ₽") == [(-2.0, Decimal("-220.00"))]


def _random_sales(draws: random.Random, *, has_commas: bool, is_small: bool) -> list[Sold]:
    """Return sales of a few clients; small whole prices make sums coincide."""
    sold = []
    for client in range(draws.randint(1, 3)):
        for manager in range(draws.randint(1, 2)):
            for path in range(draws.randint(1, 3)):
                for item in range(draws.randint(1, 4)):
                    quantity = draws.choice((1, 2, 3, -1))
                    price = draws.randint(1, 3) if is_small else draws.randint(100, 99_999) / 100
                    name = f"Товар {item}," if has_commas else f"Товар {item}, белый"
                    revenue = round(quantity * price, 2)
                    cost = round(revenue / 2, 2)
                    sold.append(
                        Sold(f"АО «{client}»", f"Лис {manager}", f"Группа {path}", name, quantity, revenue, cost)
                    )
    return sold
