"""Values on their way to Calc and back, without an office."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from clientbase_xl.calc.engine.addresses import Rectangle
from clientbase_xl.calc.engine.values import TEXT_LENGTH_MAX, CellError, Kind, from_block, prepared, serial, to_block

NULL = dt.datetime(1899, 12, 30)  # noqa: DTZ001


def no_error(row: int, column: int) -> CellError:
    """Fail: the block has no errors."""
    raise AssertionError((row, column))


@pytest.mark.parametrize(
    ("value", "ready"),
    [
        (None, ""),
        (float("nan"), ""),
        (pd.NaT, ""),
        (pd.NA, ""),
        (np.float64(1.5), 1.5),
        (np.int64(7), 7.0),
        (np.bool_(True), True),
        (10**15, 1e15),
        (Decimal("12.30"), 12.3),
        ("=1+1", "=1+1"),
        (np.datetime64("2026-11-20"), dt.datetime(2026, 11, 20)),  # noqa: DTZ001
        (pd.Timestamp("2026-11-20 10:30", tz="Europe/Moscow"), dt.datetime(2026, 11, 20, 10, 30)),  # noqa: DTZ001
        (dt.date(2026, 11, 20), dt.date(2026, 11, 20)),
    ],
)
def test_values_of_every_library_become_those_of_a_cell(value: object, ready: object) -> None:
    made = prepared(value)
    assert made == ready
    assert type(made) is type(ready)


def test_what_no_cell_holds_is_refused() -> None:
    assert prepared("я" * TEXT_LENGTH_MAX) == "я" * TEXT_LENGTH_MAX
    for wrong in (float("inf"), "я" * (TEXT_LENGTH_MAX + 1)):
        with pytest.raises(ValueError, match=r"бесконечность|символов"):
            to_block([[wrong]], NULL)
    with pytest.raises(TypeError, match="dict"):
        prepared({})


def test_a_block_holds_only_texts_and_floats_and_knows_its_dates_and_truths() -> None:
    block = to_block([[1, True, dt.date(1900, 3, 1)], ["б", None, dt.datetime(2026, 11, 20, 12)]], NULL)  # noqa: DTZ001
    assert block.values == ((1.0, 1.0, 61.0), ("б", "", 46346.5))
    assert {type(value) for row in block.values for value in row} == {float, str}
    assert block.places == {Kind.TRUTH: [(0, 1)], Kind.DATE: [(0, 2)], Kind.MOMENT: [(1, 2)]}


def test_a_column_of_numbers_texts_and_nothing_goes_as_it_is_but_never_what_does_not_fit() -> None:
    block = to_block([[1.5, 7, "а"], [None, None, None], ["б", 2.0, ""]], NULL)
    assert block.values == ((1.5, 7.0, "а"), ("", "", ""), ("б", 2.0, ""))
    assert {type(value) for row in block.values for value in row} == {float, str}
    assert to_block([[1.0], [float("nan")]], NULL).values == ((1.0,), ("",))
    for wrong in (float("-inf"), "я" * (TEXT_LENGTH_MAX + 1)):
        with pytest.raises(ValueError, match=r"бесконечность|символов"):
            to_block([[1.0], ["б"], [wrong], [None]], NULL)


def test_cells_of_a_kind_are_told_as_runs_down_the_columns() -> None:
    day = dt.date(2026, 1, 1)
    block = to_block([[day, day], [day, 1], [1, day], [day, day]], NULL)
    assert block.runs(Kind.DATE) == [
        Rectangle(1, 1, 2, 1),
        Rectangle(4, 1, 1, 1),
        Rectangle(1, 2, 1, 1),
        Rectangle(3, 2, 2, 1),
    ]
    assert block.runs(Kind.TRUTH) == []


@pytest.mark.parametrize("rows", [[], [[]], [[1, 2], [3]]])
def test_a_block_must_be_a_rectangle(rows: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="прямоугольным"):
        to_block(rows, NULL)


def test_empty_cells_come_back_as_nothing_and_errors_as_their_text() -> None:
    read = from_block((("", 1.0), (None, "а")), [], NULL, lambda row, column: CellError(f"#{row}{column}"))
    assert read == [[None, 1.0], ["#10", "а"]]
    assert isinstance(read[1][0], CellError)


def test_only_numbers_of_formatted_cells_become_dates_and_truths() -> None:
    shown = [(Rectangle(1, 1, 3, 1), Kind.DATE), (Rectangle(1, 2, 3, 1), Kind.TRUTH)]
    read = from_block(((46346.25, 1.0), ("нет", 0.0), ("", 2.0)), shown, NULL, no_error)
    assert read == [[dt.datetime(2026, 11, 20, 6), True], ["нет", False], [None, 2.0]]  # noqa: DTZ001
    assert read[2][1].__class__ is float


@pytest.mark.parametrize(
    "moment", ["1899-12-31", "1900-02-28", "1900-03-01", "1999-12-31 23:59:59.999", "2026-11-20 10:30"]
)
def test_a_moment_survives_the_way_there_and_back(moment: str) -> None:
    value = dt.datetime.fromisoformat(moment)
    read = from_block(((serial(value, NULL),),), [(Rectangle(1, 1, 1, 1), Kind.DATE)], NULL, no_error)
    assert read == [[value]]


def test_a_number_that_is_no_day_of_the_calendar_stays_a_number() -> None:
    assert from_block(((1e15,),), [(Rectangle(1, 1, 1, 1), Kind.DATE)], NULL, no_error) == [[1e15]]
