"""Whole columns become the cells that their values become one by one."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from clientbase_xl.schemas.model import Kind
from clientbase_xl.writing.cells import column_cells
from clientbase_xl.writing.series_cells import series_cells

COLUMNS = {
    "days": pd.Series(pd.to_datetime(["2026-01-02", None, "2026-03-04 15:30"], format="ISO8601")),
    "early days": pd.Series(pd.to_datetime(["1900-02-28", "2026-01-02"]).as_unit("us")),
    "numbers": pd.Series([1.5, np.nan, np.inf, -np.inf, 0.0]),
    "sound numbers": pd.Series([1.5, 2.0]),
    "whole numbers": pd.Series([1, None, 3], dtype="Int64"),
    "flags": pd.Series([True, None, False], dtype="boolean"),
    "texts": pd.Series(["=1+1", None, "", "строка\r\nещё"]),
    "anything": pd.Series(["а", 1, 2.5, None, pd.NaT, pd.Timestamp(2026, 1, 2), float("nan")], dtype=object),
    "nothing": pd.Series([], dtype="float64"),
}


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.CODE, Kind.DATE, Kind.MOMENT, Kind.MONEY])
@pytest.mark.parametrize("name", COLUMNS)
def test_a_column_becomes_what_its_values_become_one_by_one(name: str, kind: Kind) -> None:
    wanted = column_cells(COLUMNS[name].tolist(), kind)
    found = series_cells(COLUMNS[name], kind)
    assert found == wanted
    assert [type(cell) for cell in found] == [type(cell) for cell in wanted]


def test_days_lose_their_clock_and_moments_keep_it() -> None:
    moment = pd.Timestamp(2026, 1, 2, 15, 30)
    moments = pd.Series([moment, None], dtype="datetime64[us]")
    assert series_cells(moments, Kind.DATE) == [date(2026, 1, 2), None]
    assert series_cells(moments, Kind.MOMENT) == [moment.to_pydatetime(), None]
