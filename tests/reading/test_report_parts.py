"""The parts that all readers of reports share: periods, levels, sums, totals."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.report_grid import CellError, ReportGrid
from clientbase_xl.reading.reports.figures import MONEY, Figures, read_figures
from clientbase_xl.reading.reports.hierarchy import as_tree, find_tree, level_marks
from clientbase_xl.reading.reports.months import Month, parse_month
from clientbase_xl.reading.reports.preamble import header_start, parse_period, read_preamble
from clientbase_xl.reading.reports.reconcile import check_across, check_groups, check_total, groups_fit
from clientbase_xl.reading.reports.sums import depths_by_sums
from clientbase_xl.reading.reports.total_rows import is_total, split_body, without_repeats


def figures_of(rows, headings=("Выручка",)) -> Figures:
    grid = ReportGrid("Отчёт", tuple(rows), (0,) * len(rows))
    columns = [(position, heading, MONEY) for position, heading in enumerate(headings, 1)]
    return read_figures(grid, "отчёт.xlsx", range(len(rows)), [str(row[0]) for row in rows], columns)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Параметры: Период: 01.06.2025 - 31.05.2026", date(2025, 6, 1), date(2026, 5, 31)),
        ("Отгрузки по клиентам с 01.06.25 по 31.05.26 г.", date(2025, 6, 1), date(2026, 5, 31)),
        ("Период: 01.06.2025г. – 31.05.2026г.", date(2025, 6, 1), date(2026, 5, 31)),
        ("Период: 01.06.2025 0:00:00 - 30.06.2025 23:59:59", date(2025, 6, 1), date(2025, 6, 30)),
        ("с 1 января 2026 г. по 15 февраля 2026 г.", date(2026, 1, 1), date(2026, 2, 15)),
        ("Продажи за Январь 2026 г.", date(2026, 1, 1), date(2026, 1, 31)),
        ("Июнь 2025 г. - Май 2026 г.", date(2025, 6, 1), date(2026, 5, 31)),
        ("за II квартал 2025 г.", date(2025, 4, 1), date(2025, 6, 30)),
        ("за 1 полугодие 26 г.", date(2026, 1, 1), date(2026, 6, 30)),
        ("Валовая прибыль за 2024 год", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_a_line_tells_its_period(text, first, last):
    assert parse_period(text) == (first, last)


@pytest.mark.parametrize("text", ["", "Склад 25 шт", "с 31.02.2026 по 31.03.2026", "с 31.05.2026 по 01.06.2025"])
def test_a_line_without_a_sound_period_tells_none(text):
    assert parse_period(text) is None


def test_the_preamble_gives_period_groupings_and_filters():
    rows = [
        ["Валовая прибыль предприятия"],
        ["Параметры:", "Период: 01.06.2025 - 31.05.2026"],
        [None, "Группировки строк: Контрагент (Элементы); Номенклатура (Элементы);"],
        ["Отбор:", None, "Склад Равно «Основной»"],
        [],
        ["Контрагент", "Июнь 2025 г.", pd.Timestamp("2025-07-01").to_pydatetime()],
    ]
    assert header_start(rows) == 5
    found = read_preamble(rows, 5)
    assert (found.period_from, found.period_to) == (date(2025, 6, 1), date(2026, 5, 31))
    assert found.groupings == ("Контрагент", "Номенклатура")
    assert found.filters == ("Склад Равно «Основной»",)
    assert found.title == "Валовая прибыль предприятия"


@pytest.mark.parametrize(
    ("cell", "month"),
    [
        ("Январь 2025 г.", Month(2025, 1)),
        ("янв. 25", Month(2025, 1)),
        ("сент. 2025", Month(2025, 9)),
        ("Мая", Month(None, 5)),
        ("06.2025", Month(2025, 6)),
        (pd.Timestamp("2025-12-01").to_pydatetime(), Month(2025, 12)),
        (pd.Timestamp("2025-12-05").to_pydatetime(), None),
        ("Маргарин", None),
        ("Март 2025 итого", None),
        (1.0, None),
    ],
)
def test_a_cell_is_a_month_or_not(cell, month):
    assert parse_month(cell) == month


def test_the_last_total_ends_the_body():
    assert is_total("ИТОГО:")
    assert not is_total("Всего хорошего ООО")
    assert not is_total("Итого по складу")
    found = split_body(["ООО «Ладья»", "Гвоздь", "Итого", "Торговых точек АКБ:", ""])
    assert (found.rows, found.total, found.tail) == (range(2), 2, range(3, 5))
    on_top = split_body(["", "Всего", "ООО «Ладья»"])
    assert (on_top.rows, on_top.total) == (range(2, 3), 1)
    assert split_body(["ООО «Ладья»"]).total is None


def test_levels_come_from_outline_indents_or_spaces():
    rows = (("А",), ("  Б",), ("    В",), ("  Г",), ("Д",))
    by_spaces = next(level_marks(ReportGrid("Л", rows, (0,) * 5), range(5), 0))
    assert by_spaces.depths.tolist() == [0, 1, 2, 1, 0]
    assert by_spaces.ends.tolist() == [4, 3, 3, 4, 5]
    assert by_spaces.paths()[2] == (0, 1, 2)
    assert by_spaces.is_leaf.tolist() == [False, False, True, True, True]
    plain = tuple((text[0].strip(),) for text in rows)
    by_outline = next(level_marks(ReportGrid("Л", plain, (0, 1, 2, 1, 0)), range(5), 0))
    by_indents = next(level_marks(ReportGrid("Л", plain, (0,) * 5, {(1, 0): 2, (2, 0): 4, (3, 0): 2}), range(5), 0))
    assert by_outline.depths.tolist() == by_indents.depths.tolist() == by_spaces.depths.tolist()
    assert "группировки" in by_outline.seen_by


def test_without_marks_a_group_is_what_the_rows_below_add_up_to():
    rows = [["А", 200.0], ["x", 100.0], ["y", 100.0], ["Б", 51.0], ["z", 51.0], ["В", -7.0], ["q", -10.0], ["r", 3.0]]
    found = figures_of(rows)
    total = np.array([244 * 100])
    grid = ReportGrid("Отчёт", tuple(map(tuple, rows)), (0,) * 8)
    tree = find_tree(grid, range(8), 0, lambda tree: groups_fit(found, tree), found.units, total)
    assert tree.depths.tolist() == [0, 1, 1, 0, 1, 0, 1, 1]
    assert "суммам" in tree.seen_by
    assert depths_by_sums(found.units, total + 1) is None


def test_random_reports_without_marks_get_their_groups_back():
    draw = np.random.default_rng(5)
    for _ in range(20):
        units, depths = [], []
        for _ in range(draw.integers(1, 12)):
            leaves = draw.integers(-5, 60, (draw.integers(2, 9), 6)) * 100
            units += [leaves.sum(axis=0), *leaves]
            depths += [0, *[1] * len(leaves)]
        found = depths_by_sums(np.array(units), sum(row for row, depth in zip(units, depths, strict=True) if not depth))
        assert found is not None
        assert found.tolist() == depths


def test_a_group_that_does_not_add_up_is_refused_with_row_and_difference():
    found = figures_of([["ООО «Ладья»", 100.0], ["Гвоздь", 60.0], ["Болт", 39.99]])
    with pytest.raises(BadFile) as refused:
        check_groups(found, as_tree([0, 1, 1], ""))
    assert all(part in refused.value.found for part in ("ООО «Ладья»", "строка 1", "100,00", "99,99", "разница 0,01"))
    assert refused.value.allowed
    assert refused.value.remedy


def test_a_total_that_does_not_add_up_is_refused():
    tree = as_tree([0, 1, 1], "")
    found = figures_of([["А", 100.0], ["x", 60.0], ["y", 40.0], ["Итого", 300.0]])
    body, total = found.rows(slice(3)), found.rows([3])
    assert check_groups(body, tree) == ()
    with pytest.raises(BadFile, match=r"«Итого», строка 4.*300,00.*100,00.*разница 200,00"):
        check_total(body, tree, total)


def test_only_fractions_of_a_kopeck_are_let_differ_and_told():
    found = figures_of([["А", 100.0], ["x", 33.333], ["y", 33.333], ["z", 33.334]])
    problems = check_groups(found, as_tree([0, 1, 1, 1], ""))
    assert len(problems) == 1
    assert "0,01" in problems[0].message
    with pytest.raises(BadFile):
        check_groups(figures_of([["А", 100.0], ["x", 33.33], ["y", 33.33], ["z", 33.33]]), as_tree([0, 1, 1, 1], ""))


def test_months_across_add_up_to_their_total():
    headings = ("июнь", "июль", "Итого")
    assert check_across(figures_of([["А", 1.0, None, 1.0], ["Б", None, None, None]], headings), 2, [0, 1]) == ()
    with pytest.raises(BadFile, match=r"«Б», строка 2.*сумма месяцев 2,50"):
        check_across(figures_of([["А", 1.0, None, 1.0], ["Б", 2.5, None, None]], headings), 2, [0, 1])


def test_numbers_written_as_text_are_read_and_others_named():
    found = figures_of([["А", "1\u00a0234,50"], ["Б", "\u22125.1"], ["В", "—"], ["Г", 2.675]])
    assert found.units[:, 0].tolist() == [123450, -510, 0, 268]
    assert found.is_filled[:, 0].tolist() == [True, True, False, True]
    for wrong in (
        "нет данных",
        CellError("#DIV/0!"),
        True,
        pd.Timestamp("2026-01-01").to_pydatetime(),
        "1,234.50",
        1e13,
    ):
        with pytest.raises(BadFile, match="ячейка B2"):
            figures_of([["А", 1.0], ["Б", wrong]])


@pytest.mark.parametrize(
    ("labels", "sums", "kept"),
    [
        (["ООО «Ладья»", "Итого"], [5, 5], ["ООО «Ладья»"]),
        (["Всего", "Итого", "ООО «Ладья»", "Итого"], [5, 5, 5, 5], ["ООО «Ладья»"]),
        (["ООО «Ладья»", "Итого"], [5, 4], ["ООО «Ладья»", "Итого"]),
        (["ООО «Ладья»", "Итого", "АО «Вектор»"], [5, 5, 0], ["ООО «Ладья»", "Итого", "АО «Вектор»"]),
        (["Всего"], [5], []),
    ],
)
def test_the_same_total_at_an_end_of_the_body_is_no_row_of_it(labels, sums, kept):
    units = np.array([[one, 7] for one in sums])
    assert labels[without_repeats(labels, units, np.array([5, 7]))] == kept
