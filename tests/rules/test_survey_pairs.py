"""Blocks 4 and 5 of the surveys side by side, by hand (METHOD section 10)."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from tests.support.surveys import plan, profiles, said, settled


def beside(*rows: Any, number: str = "0-1") -> tuple[Any, int | None]:
    """Return the word of block 5 beside a row, and how many days before 01.06.2026 it was said."""
    row = settled(*rows).set_index("row_id").loc[number]
    days = None if pd.isna(row["competitors_on"]) else (pd.Timestamp(2026, 6, 1) - row["competitors_on"]).days
    return row["competitors"], days


def asks(*rows: Any, number: str = "0-1", of_profiles: pd.DataFrame | None = None) -> bool:
    return bool(settled(*rows, of_profiles=of_profiles).set_index("row_id").loc[number, "asks_ledger"])


@pytest.mark.parametrize(("back", "expected"), [(0, 0), (5, 5), (10, 10), (100, 100), (101, None), (-1, None)])
def test_block_4_stands_beside_the_last_answer_to_block_5_within_90_days(back: int, expected: int | None) -> None:
    word = "растёт" if expected is not None else None
    assert beside(said(4, "падает", back=10), said(5, "растёт", back=back)) == (word, expected)


def test_of_several_answers_the_last_stands_beside_and_the_lower_one_of_a_day() -> None:
    rows = (said(5, "растёт", back=20), said(5, "падает", back=2, row_id="б-1"), said(5, "не знает", back=2))
    assert beside(said(4, "падает", back=10), *rows) == ("падает", 2)
    assert beside(said(4, "падает", back=10), *rows[:1]) == ("растёт", 20)


def test_what_was_said_after_the_next_survey_of_block_4_stands_beside_that_one() -> None:
    rows = (
        said(4, "падает", back=40),
        said(4, "растёт", back=20),
        said(5, "растёт", back=10),
        said(5, "падает", back=30),
    )
    assert beside(*rows) == ("падает", 30)
    assert beside(*rows, number="0-2") == ("растёт", 10)
    blank = (said(4, "падает", back=40), said(4, None, back=20), said(5, "растёт", back=10))
    assert beside(*blank) == ("растёт", 10)


def test_words_of_other_blocks_and_other_clients_stand_beside_nobody() -> None:
    assert beside(said(4, "падает"), said(5, "платит в срок")) == (None, None)
    assert beside(said(4, "падает"), said(5, "растёт", client="К2")) == (None, None)
    assert beside(said(4, "падает", client=None), said(5, "растёт", client=None)) == (None, None)
    assert beside(said(5, "растёт"), said(4, "падает")) == (None, None)


@pytest.mark.parametrize(("back", "is_asked"), [(10, False), (100, False), (101, True), (-1, True)])
def test_block_5_asks_the_ledger_where_nothing_was_said_of_block_4_within_90_days(back: int, is_asked: bool) -> None:
    assert asks(said(5, "растёт", back=10), said(4, "растёт", back=back)) is is_asked


def test_block_4_always_asks_and_a_blank_row_of_it_leaves_block_5_alone() -> None:
    assert asks(said(4, "растёт"))
    assert not asks(said(3, "растёт"))
    assert asks(said(5, "растёт"), said(4, None))
    assert not asks(said(5, "растёт"), said(4, None, forecast="растёт"))
    assert not asks(said(5, "растёт"), said(4, None), of_profiles=profiles(plan("меньше")))
    assert asks(said(5, "растёт"), said(4, "растёт", client="К2"))
