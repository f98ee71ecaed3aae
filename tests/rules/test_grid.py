"""The grid of categories (METHOD section 3)."""

from __future__ import annotations

import pytest

from clientbase_xl.rules.grid import grid_of
from clientbase_xl.settings import GridSettings


def test_the_letters_of_the_method() -> None:
    assert ["".join(row) for row in grid_of(GridSettings()).letters] == ["ABB", "BBB", "BCD", "CCD", "EEE"]


def test_the_cells_the_source_does_not_give_are_the_companys() -> None:
    stars = ["".join("*" if ours else "." for ours in row) for row in grid_of(GridSettings()).is_ours]
    assert stars == [".**", "*.*", "*.*", "**.", "..."]


def test_an_edited_cell_becomes_the_companys() -> None:
    assert grid_of(GridSettings(mid_high="D")).is_ours[2] == (True, True, True)


@pytest.mark.parametrize(
    ("row", "best", "worst", "letters"),
    [(0, 0, 2, "A–B"), (1, 0, 2, "B"), (2, 0, 2, "B–D"), (2, 1, 2, "C–D"), (2, 1, 1, "C")],
)
def test_a_range_goes_from_the_best_to_the_worst_letter(row: int, best: int, worst: int, letters: str) -> None:
    assert grid_of(GridSettings()).range_of(row, best, worst) == letters


def test_a_range_is_ordered_by_letter_even_where_the_grid_is_not() -> None:
    grid = grid_of(GridSettings(mid_max="D", mid_low="B"))
    assert grid.range_of(2, 0, 2) == "B–D"


def test_an_unknown_potential_reads_the_middle_column() -> None:
    assert grid_of(GridSettings()).letter(0, -1) == "B"
