"""Headers and levels of reports by month as they vary: years over months, names in part, figures merged aside."""

from __future__ import annotations

from datetime import date

import pytest

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.raw import Peek
from clientbase_xl.reading.report_grid import ReportGrid
from clientbase_xl.reading.reports.gross_profit_months import READER
from clientbase_xl.reading.reports.month_header import find_month_header

TWO_FIGURES = ["Количество", "Выручка"]


def read(rows, levels=()):
    """Read a report of these rows; `levels` are the outline levels of the last rows but «Итого»."""
    rows = tuple(tuple(float(cell) if type(cell) is int else cell for cell in row) for row in rows)
    outline = [0] * len(rows)
    outline[len(rows) - 1 - len(levels) : len(rows) - 1] = levels
    assert READER.identify(Peek("Л", tuple(tuple("" if c is None else str(c) for c in row) for row in rows)))
    return READER.read(ReportGrid("Л", rows, tuple(outline)), "отчёт.xlsx")


def lines(report, *titles):
    places = [report.headings.index(title) for title in ("Дата", *titles, "Количество", "Сумма, ₽")]
    columns = [report.columns[place].to_pylist() for place in places]
    return [(*row[:-1], str(row[-1])) for row in zip(*columns, strict=True)]


def refusal(rows, levels=()) -> str:
    with pytest.raises(BadFile) as refused:
        read(rows, levels)
    return refused.value.found


def test_a_grand_total_beside_years_is_over_all_months():
    rows = [
        [None, "2025 г.", None, None, None, "2026 г.", None, "Итого", None],
        ["Покупатель", "Ноябрь", None, "Декабрь", None, "Январь", None, None, None],
        ["Товар", *TWO_FIGURES * 4],
        ["ООО «Ладья»", 1, 10, 2, 20, 3, 30, 6, 60],
        ["Гвоздь", 1, 10, 2, 20, 3, 30, 6, 60],
        ["Итого", 1, 10, 2, 20, 3, 30, 6, 60],
    ]
    assert lines(read(rows, (0, 1)), "Клиент", "Номенклатура") == [
        (date(2025, 11, 30), "ООО «Ладья»", "Гвоздь", 1.0, "10.00"),
        (date(2025, 12, 31), "ООО «Ладья»", "Гвоздь", 2.0, "20.00"),
        (date(2026, 1, 31), "ООО «Ладья»", "Гвоздь", 3.0, "30.00"),
    ]
    rows[4][-1] = rows[3][-1] = rows[5][-1] = 61
    assert "сумма месяцев 60,00" in refusal(rows, (0, 1))


def test_a_total_under_a_year_may_be_of_the_year_or_of_all():
    of_year = [
        [None, "2025 г.", None, "2026 г.", None, None, None],
        ["Контрагент", "Декабрь", None, "Январь", None, "Итого", None],
        [None, *TWO_FIGURES * 3],
        ["ООО «Ладья»", 2, 20, 3, 30, 3, 30],
        ["АО «Вектор»", 1, 1, None, None, None, None],
        ["Итого", 3, 21, 3, 30, 3, 30],
    ]
    of_all = [*of_year[:3], ["ООО «Ладья»", 2, 20, 3, 30, 5, 50], ["АО «Вектор»", 1, 1, None, None, 1, 1]]
    of_all.append(["Итого", 3, 21, 3, 30, 6, 51])
    assert len(lines(read(of_year))) == len(lines(read(of_all))) == 3


def test_a_period_in_two_cells_above_is_no_month():
    rows = [
        ["Период:", "Январь 2026 г."],
        ["Контрагент\nНоменклатура", "Январь", None, "Рентабельность"],
        [None, *TWO_FIGURES, "%"],
        ["ООО «Ладья»", 2, 20, 15],
        ["Гвоздь", 2, 20, 15],
        ["Итого", 2, 20, 15],
    ]
    assert lines(read(rows, (0, 1)), "Клиент", "Номенклатура") == [
        (date(2026, 1, 31), "ООО «Ладья»", "Гвоздь", 2.0, "20.00")
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [("Период:", "Январь 2026 г."), ("Контрагент", "Количество", "Сумма")],
        [("", "Январь 2026 г."), ("Менеджер", "Контрагент", "Количество", "Сумма")],
        [("", "", "Январь 2026 г."), ("Дата", "Контрагент", "Количество", "Сумма")],
        [("Клиент", "Январь 2026", "Февраль 2026"), ("ООО «Ладья»", "10", "20")],
        [("Январь 2026 г.",), ("Количество", "Сумма")],
        [("Количество", "Сумма")],
        [],
    ],
)
def test_a_month_above_another_table_is_no_report(rows):
    assert find_month_header(rows) is None


def test_figures_merged_aside_of_their_heading_are_found():
    rows = [
        ["Контрагент", "Январь 2026", None, None, None, "Февраль 2026"],
        [None, "Количество", "Выручка", None, None, "Количество", "Выручка"],
        ["ООО «Ладья»", 2, None, 20, None, 1, 5],
        ["Итого", 2, None, 20, None, 1, 5],
    ]
    assert [line[2:] for line in lines(read(rows), "Клиент")] == [(2.0, "20.00"), (1.0, "5.00")]


def test_one_level_of_clients_has_no_items_and_equal_neighbours_stay_apart():
    rows = [
        ["Покупатель", "Январь 2026", None],
        [None, *TWO_FIGURES],
        ["ООО «Ладья»", 2, 20],
        ["АО «Вектор»", 2, 20],
        ["Итого", 4, 40],
    ]
    report = read(rows)
    assert "Номенклатура" not in report.headings
    assert [line[1] for line in lines(report, "Клиент")] == ["ООО «Ладья»", "АО «Вектор»"]


def test_without_groups_and_without_a_total_nothing_is_believed():
    rows = [["", "Январь 2026", None], ["", *TWO_FIGURES], ["ООО «Ладья»", 2, 20], ["Гвоздь", 2, 20]]
    assert "Итого" in refusal(rows)


def test_three_named_levels_give_manager_client_and_item():
    rows = [
        ["Менеджер / Контрагент / Номенклатура", "Январь 2026", None],
        [None, *TWO_FIGURES],
        ["Невидимова Н. Н.", 3, 30],
        ["ООО «Ладья»", 3, 30],
        ["Гвоздь", 1, 10],
        ["Болт", 2, 20],
        ["Итого", 3, 30],
    ]
    found = lines(read(rows, (0, 1, 2, 2)), "Менеджер", "Клиент", "Номенклатура")
    assert [line[1:4] for line in found] == [
        ("Невидимова Н. Н.", "ООО «Ладья»", "Гвоздь"),
        ("Невидимова Н. Н.", "ООО «Ладья»", "Болт"),
    ]


def test_folders_of_items_below_clients_are_categories_when_legal_forms_tell_the_clients():
    rows = [
        ["Контрагент / Номенклатура", "Январь 2026", None],
        [None, *TWO_FIGURES],
        ["ООО «Ладья»", 3, 30],
        ["Метизы", 3, 30],
        ["Гвоздь", 1, 10],
        ["Болт", 2, 20],
        ["Итого", 3, 30],
    ]
    report = read(rows, (0, 1, 2, 2))
    assert [line[1:4] for line in lines(report, "Клиент", "Категория товара", "Номенклатура")] == [
        ("ООО «Ладья»", "Метизы", "Гвоздь"),
        ("ООО «Ладья»", "Метизы", "Болт"),
    ]
    assert len(report.problems) == 1
    rows[2][0] = "Ладья"
    assert "не понятно, где клиент" in refusal(rows, (0, 1, 2, 2))


def test_of_two_revenues_that_with_the_vat_of_the_cost_is_taken():
    rows = [
        ["Контрагент", "Январь 2026", None, None, None, None],
        [None, "Количество", "Выручка с НДС", "Выручка без НДС", "Себестоимость без НДС", "Валовая прибыль"],
        ["ООО «Ладья»", 1, 120, 100, 70, 30],
        ["АО «Вектор»", 1, 12, 10, 7, 4],
        ["Итого", 2, 132, 110, 77, 34],
    ]
    report = read(rows)
    assert [line[-1] for line in lines(report)] == ["100.00", "10.00"]
    assert "выручка без НДС 110,00 ₽" in report.summary
    told = [(problem.severity.value, problem.row, problem.count) for problem in report.problems]
    assert told == [("сведение", None, 1), ("предупреждение", 4, 1)]


def test_codes_that_are_numbers_stay_text_and_unread_columns_are_named():
    rows = [
        ["Контрагент / Номенклатура", "Ед. изм.", "Январь 2026", None, None],
        [None, None, "Количество", "Вес", "Выручка"],
        ["ООО «Ладья»", None, 1, 5, 10],
        [4601, "шт", 1, 5, 10],
        ["Итого", None, 1, 5, 10],
    ]
    report = read(rows, (0, 1))
    assert [line[2] for line in lines(report, "Клиент", "Номенклатура")] == ["4601"]
    assert "«Ед. изм.», «Вес»" in report.problems[0].message
