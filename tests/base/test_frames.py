"""Cells of pandas become values of the base, each by its kind."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest

from clientbase_xl.base.frames import from_cell
from clientbase_xl.schemas.model import Kind


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("empty", [None, np.nan, pd.NA, pd.NaT, "", "  "])
def test_every_kind_of_empty_is_nothing(kind: Kind, empty: Any) -> None:
    assert from_cell(empty, kind) is None


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (" Ромашка ", Kind.TEXT, "Ромашка"),
        (17850, Kind.CODE, "17850"),
        (0.125, Kind.MONEY, Decimal("0.13")),
        (np.float64(1.005), Kind.MONEY, Decimal("1.01")),
        (Decimal("0.00005"), Kind.QUANTITY, Decimal("0.0001")),
        (14.0, Kind.INTEGER, 14),
        (np.bool_(False), Kind.FLAG, False),
        (pd.Timestamp("2026-12-31 10:00"), Kind.DATE, date(2026, 12, 31)),
        (date(2026, 12, 31), Kind.DATE, date(2026, 12, 31)),
        (0, Kind.SHARE, 0.0),
    ],
)
def test_a_value_becomes_what_its_kind_keeps(value: Any, kind: Kind, expected: Any) -> None:
    found = from_cell(value, kind)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(("value", "kind"), [(1.5, Kind.INTEGER), ("31.12.2026", Kind.DATE)])
def test_a_value_of_another_kind_is_never_bent(value: Any, kind: Kind) -> None:
    with pytest.raises(ValueError, match="is not a"):
        from_cell(value, kind)
