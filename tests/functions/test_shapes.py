"""Shapes of arguments and whether they fit (EXCEL.md)."""

from __future__ import annotations

from typing import Any

import pytest

from clientbase_xl.functions.shapes import ShapeRefused, as_rows, cells_of, common_shape


def test_a_scalar_is_one_cell_and_rows_are_a_range() -> None:
    assert (cells_of(5).shape, cells_of(5).is_range) == ((1, 1), False)
    assert (cells_of([[5]]).shape, cells_of([[5]]).is_range) == ((1, 1), True)
    assert cells_of([[1, 2], [3, 4], [5, 6]]).shape == (3, 2)
    assert cells_of(((1, 2), (3, 4))).line == [1, 2, 3, 4]
    assert cells_of([1, 2, 3]).shape == (1, 3)


@pytest.mark.parametrize("value", [[], [[]], [[], []]])
def test_an_empty_range_is_refused(value: Any) -> None:
    with pytest.raises(ShapeRefused, match="Пустой диапазон"):
        cells_of(value)


@pytest.mark.parametrize("value", [[[1, 2], [3]], [[1], 2], [1, [2]]])
def test_rows_of_unequal_length_are_refused(value: Any) -> None:
    with pytest.raises(ShapeRefused, match="разной длины"):
        cells_of(value)


def test_a_cell_a_row_and_a_column_stretch() -> None:
    assert common_shape([(3, 1), (1, 1)]) == (3, 1)
    assert common_shape([(3, 1), (1, 4)]) == (3, 4)
    assert common_shape([(3, 4), (1, 4), (3, 1)]) == (3, 4)
    assert common_shape([]) == (1, 1)


@pytest.mark.parametrize(("one", "other"), [((3, 1), (5, 1)), ((2, 3), (2, 2)), ((2, 3), (3, 1))])
def test_other_shapes_are_refused_with_both_sizes(one: tuple[int, int], other: tuple[int, int]) -> None:
    with pytest.raises(ShapeRefused, match=f"{one[0]}×{one[1]} и {other[0]}×{other[1]}"):
        common_shape([one, other])


def test_cells_of_one_line_become_rows_again() -> None:
    assert as_rows([1, 2, 3, 4, 5, 6], (3, 2)) == [[1, 2], [3, 4], [5, 6]]
