"""Canonical texts: what the journal holds and what a table keeps say the same, for every kind of cell."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientbase_xl.base.texts import settled, text_of, value_of
from clientbase_xl.schemas.model import Column, Kind

EXAMPLES = [
    (Kind.TEXT, "Ромашка", "Ромашка"),
    (Kind.CODE, "0012", "0012"),
    (Kind.CHOICE, "Опт", "Опт"),
    (Kind.LETTER, "B", "B"),
    (Kind.MONEY, Decimal("1000.50"), "1000.5"),
    (Kind.MONEY, Decimal("99999999999.99"), "99999999999.99"),
    (Kind.QUANTITY, Decimal("0.0001"), "0.0001"),
    (Kind.NUMBER, 7.25, "7.25"),
    (Kind.SHARE, 0.3, "0.3"),
    (Kind.INTEGER, 14, "14"),
    (Kind.FLAG, True, "да"),
    (Kind.FLAG, False, "нет"),
    (Kind.DATE, date(2026, 11, 21), "2026-11-21"),
    (Kind.MOMENT, datetime(2026, 11, 21, 9, 30, 1, 5), "2026-11-21 09:30:01.000005"),  # noqa: DTZ001
]


def column(kind: Kind) -> Column:
    """Return a column of a kind."""
    return Column("cell", "Ячейка", kind, "", choices=("A", "B") if kind is Kind.LETTER else ())


@pytest.mark.parametrize(("kind", "value", "text"), EXAMPLES)
def test_a_value_has_one_text_and_the_text_gives_it_back(kind: Kind, value: Any, text: str) -> None:
    assert text_of(value, kind) == text
    assert value_of(text, column(kind)) == value
    assert settled(text, column(kind)) == text


def test_every_kind_is_among_the_examples() -> None:
    assert {kind for kind, _, _ in EXAMPLES} == set(Kind)


@pytest.mark.parametrize("kind", list(Kind))
def test_an_empty_cell_has_no_text(kind: Kind) -> None:
    assert text_of(None, kind) is None
    assert value_of(None, column(kind)) is None
    assert settled(None, column(kind)) is None


@pytest.mark.parametrize(
    ("kind", "given_text", "kept"),
    [
        (Kind.TEXT, " а\r\nб ", "а\nб"),
        (Kind.TEXT, "  ", None),
        (Kind.MONEY, "0.125", "0.13"),
        (Kind.MONEY, "1e3", "1000"),
        (Kind.MONEY, "-0", "0"),
        (Kind.INTEGER, "14.0", "14"),
        (Kind.NUMBER, "0.30000000000000004", "0.3"),
    ],
)
def test_a_text_settles_to_what_the_table_keeps(kind: Kind, given_text: str, kept: str | None) -> None:
    assert settled(given_text, column(kind)) == kept


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        (Kind.MONEY, "много"),
        (Kind.MONEY, "nan"),
        (Kind.INTEGER, "1.5"),
        (Kind.INTEGER, "inf"),
        (Kind.NUMBER, "nan"),
        (Kind.NUMBER, "-inf"),
        (Kind.FLAG, "true"),
        (Kind.DATE, "21.11.2026"),
        (Kind.MOMENT, "вчера"),
        (Kind.LETTER, "C"),
    ],
)
def test_a_text_of_another_kind_is_a_value_error(kind: Kind, wrong: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the door names the cell
        settled(wrong, column(kind))


@given(
    kind=st.sampled_from([Kind.TEXT, Kind.MONEY, Kind.NUMBER, Kind.QUANTITY, Kind.INTEGER]), text=st.text(max_size=12)
)
def test_settling_twice_changes_nothing(kind: Kind, text: str) -> None:
    try:
        once = settled(text, column(kind))
    except ValueError:
        return
    assert settled(once, column(kind)) == once
    assert text_of(value_of(once, column(kind)), kind) == once


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_kopecks_survive_the_text(amount: Decimal) -> None:
    text = text_of(amount, Kind.MONEY)
    assert value_of(text, column(Kind.MONEY)) == amount


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12))
def test_a_number_keeps_what_its_text_says(number: float) -> None:
    text = settled(str(number), column(Kind.NUMBER))
    assert text_of(value_of(text, column(Kind.NUMBER)), Kind.NUMBER) == text
