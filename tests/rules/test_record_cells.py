"""Single cells of typed records (METHOD section 0: a missing answer is missing, never zero)."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from clientbase_xl.rules.record_cells import cell_words, day_of, is_filled, number_of


@pytest.mark.parametrize("empty", [None, float("nan"), pd.NaT, pd.NA, ""])
def test_an_empty_cell_is_empty_whatever_stored_it(empty: object) -> None:
    assert (is_filled(empty), day_of(empty), number_of(empty), cell_words(empty)) == (False, None, None, "")


def test_a_zero_and_a_no_are_filled() -> None:
    assert is_filled(0)
    assert is_filled(False)
    assert number_of(0) == 0.0


def test_a_day_is_the_same_however_it_is_stored() -> None:
    for stored in (date(2026, 3, 31), pd.Timestamp("2026-03-31"), "2026-03-31"):
        assert day_of(stored) == date(2026, 3, 31)
    assert cell_words(pd.Timestamp("2026-03-31")) == "31.03.2026"
    assert cell_words(12) == "12"
