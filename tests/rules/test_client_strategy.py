"""Strategies at their boundaries (METHOD section 17, the choice is ours)."""

from __future__ import annotations

import math

import pytest

from clientbase_xl.rules.client_strategy import client_strategy
from clientbase_xl.settings import CategorySettings

NAN = math.nan


@pytest.mark.parametrize(
    ("letter", "status", "share", "untapped", "expected", "part"),
    [
        ("D", "засыпает", 0.1, 9e6, "экономия сил", "категория D"),
        ("E", "действующий", NAN, NAN, "экономия сил", "категория E"),
        ("A", "засыпает", 0.1, 9e6, "удержание", "вернуть обычный ритм"),
        ("B", "уснувший", NAN, NAN, "удержание", "«уснувший»"),
        ("A", "действующий", 0.90, 1e5, "удержание", "90\u00a0%"),
        ("A", "действующий", 0.8999, 1e5, "развитие", "89\u00a0%"),
        ("C", "новый", 0.5, 0.01, "развитие", "не взято"),
        ("A", "действующий", NAN, NAN, "удержание", "потенциал не известен"),
        (None, None, NAN, NAN, "удержание", "потенциал не известен"),
    ],
)
def test_the_first_ground_that_fits_decides(
    letter: str | None, status: str | None, share: float, untapped: float, expected: str, part: str
) -> None:
    strategy, ground = client_strategy(letter, status, share, untapped, CategorySettings())
    assert strategy == expected
    assert part in ground
