"""Widths and heights come from content, within bounds."""

import pytest

from clientbase_xl.schemas.model import Column, Kind
from clientbase_xl.writing.widths import (
    LINE_POINTS,
    column_width,
    heading_width,
    is_overlong,
    row_height,
    text_width,
    wrapped_lines,
)

NAME = Column("client_name", "Клиент", Kind.TEXT, "")
REASON = Column("reason", "Почему", Kind.TEXT, "", is_wrapped=True)
MONEY = Column("turnover_rub", "₽", Kind.MONEY, "")


def test_wide_letters_are_wider_than_narrow_ones() -> None:
    assert text_width("ШЩЖМ") > text_width("абвг") > text_width("гтзс") > text_width("....")


def test_a_column_is_never_narrower_than_the_longest_word_of_its_heading() -> None:
    long = Column("x", "Прибыльность за год", Kind.INTEGER, "")
    assert column_width(long, [1]) >= heading_width("Прибыльность")


def test_a_column_grows_with_its_content_up_to_its_bound() -> None:
    short, longer = column_width(NAME, ["ООО «Рябина»"]), column_width(NAME, ["ООО «Рябина северная»"])
    assert short < longer
    assert column_width(NAME, ["я" * 500]) == 34


def test_a_number_of_twelve_digits_fits_its_column() -> None:
    assert column_width(MONEY, [-123_456_789_012.0]) >= text_width("-123 456 789 012")


def test_an_empty_column_has_a_sane_width() -> None:
    assert 8 <= column_width(NAME, [None, None]) <= 15


def test_plain_text_beyond_the_widest_column_asks_to_wrap() -> None:
    assert is_overlong(NAME, ["Общество с ограниченной ответственностью «Снабжение»"])
    assert not is_overlong(NAME, ["ООО «Рябина»"])


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [("", 20, 1), ("раз", 20, 1), ("раз два", 6, 2), ("раз\nдва\nтри", 20, 3), ("я" * 100, 21.7, 5)],
)
def test_lines_of_a_wrapped_text_break_between_words_and_at_line_ends(text: str, width: float, lines: int) -> None:
    assert wrapped_lines(text, width) == lines


def test_a_row_is_as_high_as_its_longest_text_but_not_without_end() -> None:
    assert row_height([("раз", 20.0)]) == 3 + LINE_POINTS
    assert row_height([("раз", 20.0), ("раз\nдва", 20.0)]) == 3 + 2 * LINE_POINTS
    assert row_height([("\n" * 50, 20.0)]) == 3 + 6 * LINE_POINTS


def test_a_long_reason_takes_about_two_lines_in_the_width_chosen_for_it() -> None:
    texts = ["Прибыльность 812 400 ₽ — Высокая (до клиента накоплено 63,5 %); потенциал не известен."] * 20
    assert wrapped_lines(texts[0], column_width(REASON, texts)) <= 2
