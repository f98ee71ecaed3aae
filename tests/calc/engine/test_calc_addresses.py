"""Addresses and rectangles, counted from 1."""

from __future__ import annotations

import pytest

from clientbase_xl.calc.engine.addresses import Rectangle, parse_address

ROWS, COLUMNS = 1_048_576, 1024


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A1", (1, 1, 1, 1)),
        ("$B$7", (7, 2, 1, 1)),
        ("a1:$c4", (1, 1, 4, 3)),
        ("C4:A1", (1, 1, 4, 3)),
        ("B:D", (1, 2, ROWS, 3)),
        ("3:5", (3, 1, 3, COLUMNS)),
        ("AMJ1048576", (ROWS, COLUMNS, 1, 1)),
    ],
)
def test_an_address_is_read(text: str, place: tuple[int, int, int, int]) -> None:
    assert parse_address(text, ROWS, COLUMNS) == Rectangle(*place)


@pytest.mark.parametrize(
    "text", ["", "A", "7", "A0", "A1048577", "AMK1", "A1:B", "A:5", ":", "t_clients", "ИМЯ", "A1,B2"]
)
def test_what_is_no_cell_of_the_sheet_may_be_a_name(text: str) -> None:
    assert parse_address(text, ROWS, COLUMNS) is None


def test_a_rectangle_says_its_address() -> None:
    assert Rectangle(1, 1, 1, 1).text() == "$A$1"
    assert Rectangle(2, 27, 3, 2).text() == "$AA$2:$AB$4"
    assert Rectangle(2, 27, 3, 2).text(is_row_absolute=False) == "$AA2:$AB4"
    assert Rectangle(2, 27, 3, 2).text(is_column_absolute=False) == "AA$2:AB$4"


def test_rectangles_that_only_touch_share_nothing() -> None:
    assert Rectangle(1, 1, 2, 2).shared_with(Rectangle(3, 1, 2, 2)) is None
    assert Rectangle(1, 1, 3, 3).shared_with(Rectangle(2, 3, 5, 5)) == Rectangle(2, 3, 2, 1)
    assert Rectangle(1, 1, 1, 1).around(Rectangle(4, 3, 1, 1)) == Rectangle(1, 1, 4, 3)
