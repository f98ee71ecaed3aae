"""Rows without marks of level are read in layout A only when their sums fold in one single way."""

from __future__ import annotations

import itertools
import time

import numpy as np
import pytest

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.export import read_export
from clientbase_xl.reading.report_grid import ReportGrid
from clientbase_xl.reading.reports.even_levels import even_readings, only_tree
from clientbase_xl.reading.reports.figures import MONEY, read_figures
from tests.support.reports_a import Groups, ReportA, write_report

MONTHS = ("Июнь 2025 г.", "Июль 2025 г.")
# The last two items of the first client cancel each other out: nothing stands below them, so they are no clients.
CANCELLING: Groups = {
    "ООО «Ладья»": {"Гвоздь": [(1, 10, 5), None], "Болт": [None, (2, 10, 5)], "Гайка": [None, (-2, -10, -5)]},
    "АО «Вектор»": {"Шайба": [(6, 30, 20), (6, 30, 20)], "Винт": [(1, 5, 2), None]},
}
# Here «Болт» may be a client of one item «Гайка», and «Скоба» one of «Петля»: that adds up as well.
DOUBTFUL: Groups = {
    "ООО «Ладья»": {
        "Гвоздь": [(1, 10, 5), None],
        "Болт": [(2, 10, 5), None],
        "Гайка": [(2, 10, 5), None],
        "Скоба": [(-2, -10, -5), None],
        "Петля": [(-2, -10, -5), None],
    },
    "АО «Вектор»": {"Шайба": [(6, 30, 20), (6, 30, 20)], "Винт": [(1, 5, 2), None]},
}


def clients(tmp_path, groups: Groups, marks: tuple[str, ...]) -> set[str]:
    path = write_report(tmp_path / "прибыль.xlsx", ReportA(groups, months=MONTHS, marks=marks, wide=()))
    return set(read_export(path).lines["client_name"].to_pylist())


def test_items_that_cancel_each_other_out_are_never_taken_for_clients(tmp_path):
    assert clients(tmp_path, CANCELLING, ()) == {"ООО «Ладья»", "АО «Вектор»"}


def test_sums_that_fold_in_two_ways_are_refused_with_what_to_switch_on(tmp_path):
    with pytest.raises(BadFile) as refused:
        clients(tmp_path, DOUBTFUL, ())
    assert "складываются не единственным образом" in refused.value.found
    assert "группировку строк" in refused.value.remedy
    assert "плоскую таблицу" in refused.value.remedy
    assert clients(tmp_path, DOUBTFUL, ("indent",)) == {"ООО «Ладья»", "АО «Вектор»"}


def test_items_on_different_levels_are_refused():
    rows = [["А", 30.0], ["Крепёж", 20.0], ["Болт", 8.0], ["Гайка", 12.0], ["Доставка", 10.0]]
    figures = read_figures(
        ReportGrid("Лист", tuple(map(tuple, rows)), (0,) * 5), "о.xls", range(5), "абвгд", [(1, "Выручка", MONEY)]
    )
    with pytest.raises(BadFile, match="самые внутренние строки стоят на разных уровнях"):
        only_tree(figures, None, ("Контрагент", "Номенклатура"))


def test_a_reading_is_found_exactly_where_trying_all_depths_finds_it():
    draw = np.random.default_rng(7)
    seen = set()
    for _ in range(150):
        count = int(draw.integers(2, 4))
        depths = drawn_depths(draw, count)
        units = summed(draw.choice([5, 10, 10, -10, 0, 20], len(depths)), depths)
        total = units[np.array(depths) == 0].sum(axis=0)
        every = [one for one in itertools.product(range(count), repeat=len(depths)) if is_reading(units, one, count)]
        found = [one.tolist() for one in even_readings(units, total, (count,))]
        assert len(found) == min(2, len(every))
        assert len(every) != 1 or found == [list(every[0])]
        seen.add(len(found))
    assert seen == {0, 1, 2}


def drawn_depths(draw: np.random.Generator, count: int) -> list[int]:
    depths: list[int] = []
    while len(depths) < 4:
        depths += range(count)
        depths += [count - 1] * int(draw.integers(0, 3))
    return depths[:8] if depths[:8][-1] == count - 1 else depths[:7]


def summed(leaves, depths) -> np.ndarray:
    """Return the figures of rows of which each that is no leaf is the sum of the leaves below it."""
    units = np.array(leaves, dtype=np.int64)
    deepest = max(depths)
    for place, depth in enumerate(depths):
        if depth < deepest:
            end = next((other for other in range(place + 1, len(depths)) if depths[other] <= depth), len(depths))
            units[place] = sum(units[other] for other in range(place + 1, end) if depths[other] == deepest)
    return units[:, None]


def is_reading(units, depths, count) -> bool:
    leaf = np.array(depths) == count - 1
    if depths[0] or depths[-1] != count - 1:
        return False
    for place, depth in enumerate(depths[:-1]):
        if depths[place + 1] > depth + 1 or (depth < count - 1 and depths[place + 1] != depth + 1):
            return False
        if depth < count - 1:
            end = next((other for other in range(place + 1, len(depths)) if depths[other] <= depth), len(depths))
            below = units[place + 1 : end][leaf[place + 1 : end]]
            if (below.sum(axis=0) != units[place]).any() or not units[place + 1 : end].any():
                return False
    return True


def test_many_rows_are_tried_in_little_time():
    draw = np.random.default_rng(3)
    depths = [depth for _ in range(800) for depth in (0, *[1] * 9)]
    leaves = draw.integers(1, 99, (len(depths), 12))
    groups = np.flatnonzero(np.array(depths) == 0)
    leaves[groups] = 0
    leaves[groups] = np.add.reduceat(leaves, groups)
    began = time.monotonic()
    found = even_readings(leaves, leaves[groups].sum(axis=0), (2,))
    assert [one.tolist() for one in found] == [depths]
    assert time.monotonic() - began < 3


def test_rows_with_too_many_readings_are_several():
    assert len(even_readings(np.array([[5], [5], [-5], [-5]] * 500), None, (2, 3))) == 2
