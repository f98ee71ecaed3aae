"""Numbers typed as text: one reading or none (EXPORTS, marks of numbers)."""

from __future__ import annotations

import pytest

from clientbase_xl.functions.number_text import Undecided, number_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12 000 ₽", 12_000.0),
        ("12\u00a0000\u00a0руб.", 12_000.0),
        ("12\u202f000,50 р.", 12_000.5),
        ("12,5", 12.5),
        ("12.5", 12.5),
        ("1 234,567", 1_234.567),
        ("1234,567", 1_234.567),
        ("1.234,56", 1_234.56),
        ("1,234.56", 1_234.56),
        ("0,125", 0.125),
        (",5", 0.5),
        ("−5", -5.0),
        ("–5", -5.0),
        ("+7", 7.0),
        ("50 %", 0.5),
        ("12,5%", 0.125),
        ("007", 7.0),
    ],
)
def test_what_is_surely_a_number_is_understood(text: str, value: float) -> None:
    assert number_of(text) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize("text", ["1,234", "12.345", "-999,000", "1.234 ₽"])
def test_a_mark_that_may_part_thousands_is_not_guessed(text: str) -> None:
    with pytest.raises(Undecided):
        number_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "abc",
        "12 00",
        "1 2345",
        "5-6",
        "1,2,3",
        "1e5",
        "inf",
        "nan",
        "₽",
        "%",
        "5 $",
        "12.11.2026",
        "٣",
        "9" * 50,
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        number_of(text)
