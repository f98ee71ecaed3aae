"""Values as a cell may hold them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from clientbase_xl.schemas.model import Kind
from clientbase_xl.writing.cells import (
    CUT_MARK,
    MOST_CHARACTERS,
    clean_text,
    column_cells,
    fit_text,
    is_formula_like,
    plain,
)


@pytest.mark.parametrize(
    "text", ["=1+1", "+7 900", "-5", "@SUM(A1)", "\tx", "\rx", "  =1", "\n=1", " \t\n+1", "=HYPERLINK(1)"]
)
def test_text_that_a_spreadsheet_could_evaluate_is_recognised(text: str) -> None:
    assert is_formula_like(text)


@pytest.mark.parametrize("text", ["", "a=1", "ООО «Плюс+»", "1-2", "— тире", "−5", "'=1", " ", "a\t=1"])
def test_ordinary_text_is_not_suspected(text: str) -> None:
    assert not is_formula_like(text)


@pytest.mark.parametrize("value", [None, float("nan"), pd.NA, pd.NaT, np.nan, float("inf"), -np.inf, ""])
def test_missing_and_infinite_values_are_empty_cells(value: object) -> None:
    assert plain(value) is None


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (True, "да"),
        (np.False_, "нет"),
        (Decimal("12.34"), 12.34),
        (np.int64(5), 5),
        (np.float64(0.5), 0.5),
        (0, 0),
        (pd.Timestamp(2026, 11, 20), pd.Timestamp(2026, 11, 20)),
        (date(2026, 11, 20), date(2026, 11, 20)),
        (date(1900, 2, 28), "28.02.1900"),
        (date(1, 1, 1), "01.01.0001"),
        (datetime(2026, 11, 20, 8, tzinfo=UTC), pd.Timestamp(2026, 11, 20, 8)),
        ("x\ud800y", "x\ufffdy"),
        ("раз\r\nдва", "раз\nдва"),
    ],
)
def test_a_value_becomes_what_a_cell_can_hold(value: object, cell: object) -> None:
    assert plain(value) == cell


def test_codes_are_text_and_dates_lose_their_clock() -> None:
    assert column_cells([17850.0, 7, "007", None], Kind.CODE) == ["17850", "7", "007", None]
    assert column_cells([pd.Timestamp(2026, 1, 2, 15)], Kind.DATE) == [date(2026, 1, 2)]


def test_a_text_of_exactly_the_limit_is_whole_and_one_more_is_cut_with_a_mark() -> None:
    assert fit_text("я" * MOST_CHARACTERS) == ("я" * MOST_CHARACTERS, False)
    cut, was_cut = fit_text("я" * (MOST_CHARACTERS + 1))
    assert was_cut
    assert len(cut) == MOST_CHARACTERS
    assert cut.endswith(CUT_MARK)


def test_a_character_of_two_units_is_counted_twice_and_never_halved() -> None:
    cut, was_cut = fit_text("😀" * (MOST_CHARACTERS // 2 + 1))
    assert was_cut
    assert len(cut.encode("utf-16-le")) // 2 <= MOST_CHARACTERS
    assert clean_text(cut) == cut
