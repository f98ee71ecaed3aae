"""Shapes of blocks and the way of Ctrl with an arrow."""

from __future__ import annotations

import pytest

from clientbase_xl.calc.engine.cells import filled_span, full_shape


def test_a_single_value_fills_the_shape_and_a_flat_list_is_a_row() -> None:
    assert full_shape(7, (2, 3)) == [[7, 7, 7], [7, 7, 7]]
    assert full_shape([1, 2], (5, 5)) == [[1, 2]]
    assert full_shape([[1], [2]], (5, 5)) == [[1], [2]]


@pytest.mark.parametrize(
    ("cells", "steps"),
    [
        ([True, True, True], 2),
        ([True, True, False, True], 1),
        ([True, False, False, True], 3),
        ([False, False, True, True], 2),
        ([False, True], 1),
        ([True], None),
        ([True, False, False], None),
        ([False], None),
    ],
)
def test_an_arrow_stops_at_the_edge_of_a_run(cells: list[bool], steps: int | None) -> None:
    assert filled_span(cells) == steps
