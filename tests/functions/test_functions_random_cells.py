"""Whatever stands in the cells: no function raises, and every answer has the promised shape."""

from __future__ import annotations

import math
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientbase_xl.functions.call import call
from clientbase_xl.functions.cell_error import CellError
from clientbase_xl.functions.model import CellFunction, Gives
from clientbase_xl.functions.registry import ALL_FUNCTIONS
from clientbase_xl.settings import Settings

TODAY = date(2026, 11, 22)
SETTINGS = Settings()
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.floats(0, 1),
    st.floats(1, 1e6),
    st.integers(-10, 50_000),
    st.sampled_from([10**400, 10**301]),
    st.text(max_size=12),
    st.sampled_from(
        [
            "",
            " ",
            "#Н/Д",
            "#DIV/0!",
            "12 000 ₽",
            "12,5",
            "1,234",
            "50 %",
            "да",
            "нет",
            "A",
            "Владелец",
            "1 бэкапер",
            "ПК",
        ]
    ),
    st.sampled_from([-2146826246, CellError("#REF!")]),
    st.dates(),
    st.datetimes(min_value=datetime(1, 1, 1), max_value=datetime(9999, 12, 31)),  # noqa: DTZ001
)
SHAPES = st.tuples(st.integers(1, 4), st.integers(1, 3))


@st.composite
def calls(draw: st.DrawFn, function: CellFunction) -> tuple[list[Any], tuple[int, int] | None]:
    """Draw arguments that fit one another; the shape is None where every argument is a scalar."""
    shape = draw(SHAPES)
    arguments: list[Any] = []
    is_range = False
    for argument in function.arguments:
        if argument.is_list or not argument.is_range or draw(st.integers(0, 3)) == 0:
            arguments.append(draw(CELLS))
            continue
        rows, columns = (draw(st.sampled_from([side, 1])) for side in shape)
        arguments.append([[draw(CELLS) for _ in range(columns)] for _ in range(rows)])
        is_range = True
    if not is_range:
        return arguments, None
    sizes = [(len(one), len(one[0])) for one in arguments if isinstance(one, list)]
    return arguments, (max(rows for rows, _ in sizes), max(columns for _, columns in sizes))


def is_cell(value: Any) -> bool:
    """Tell whether a host can put the value into a cell."""
    return isinstance(value, (str, CellError)) or (type(value) is float and math.isfinite(value))


@pytest.mark.long
@pytest.mark.parametrize("function", ALL_FUNCTIONS, ids=lambda one: one.name)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_random_cells_never_raise_and_keep_the_shape(function: CellFunction, data: st.DataObject) -> None:
    arguments, shape = data.draw(calls(function))
    found = call(function.name, arguments, SETTINGS, TODAY)
    if not isinstance(found, list):
        is_refused = isinstance(found, str) and bool(found)
        assert is_cell(found)
        assert (
            shape is None
            or function.gives is Gives.ONE
            or is_refused
            or (function.gives is Gives.ROW and shape[0] == 1)
        )
        return
    assert shape is not None
    rows, columns = shape if function.gives is Gives.EACH else (shape[0], 1)
    assert [len(row) for row in found] == [columns] * rows
    assert all(is_cell(cell) for row in found for cell in row)


@pytest.mark.long
@pytest.mark.parametrize("function", ALL_FUNCTIONS, ids=lambda one: one.name)
@settings(max_examples=40, deadline=None)
@given(
    arguments=st.lists(
        st.one_of(CELLS, st.lists(CELLS), st.lists(st.lists(CELLS, max_size=3), max_size=3)), max_size=14
    )
)
def test_random_arguments_in_any_number_and_shape_never_raise(function: CellFunction, arguments: list[Any]) -> None:
    found = call(function.name, arguments, SETTINGS, TODAY)
    cells = [cell for row in found for cell in row] if isinstance(found, list) else [found]
    assert all(is_cell(cell) for cell in cells)
