"""Roubles go into the base and come out to the kopeck."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql, sqlite

from clientbase_xl.base.column_types import Exact, Money, Quantity

DIALECTS: list[Any] = [sqlite.dialect(), postgresql.dialect()]


@pytest.mark.parametrize("dialect", DIALECTS, ids=["sqlite", "postgresql"])
@given(kopecks=st.integers(-(10**18) + 1, 10**18 - 1))
def test_every_sum_survives_the_way_there_and_back(dialect: Any, kopecks: int) -> None:
    value = Decimal(kopecks).scaleb(-2)
    money = Money()
    assert money.process_result_value(money.process_bind_param(value, dialect), dialect) == value


def test_sqlite_keeps_kopecks_as_a_whole_number() -> None:
    assert Money().process_bind_param(Decimal("-10.1"), DIALECTS[0]) == -1010
    assert str(Money().process_result_value(-1010, DIALECTS[0])) == "-10.10"
    assert Quantity().process_bind_param(Decimal("0.0001"), DIALECTS[0]) == 1


@pytest.mark.parametrize(
    ("kind", "value"), [(Money(), "0.001"), (Quantity(), "0.00001"), (Money(), "10000000000000000")]
)
def test_a_value_that_would_be_rounded_or_cut_is_refused(kind: Exact, value: str) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        kind.process_bind_param(Decimal(value), DIALECTS[0])


def test_nothing_stays_nothing() -> None:
    assert Money().process_bind_param(None, DIALECTS[0]) is None
    assert Money().process_result_value(None, DIALECTS[1]) is None
