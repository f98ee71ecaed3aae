"""Numbers in Russian sentences."""

from __future__ import annotations

from datetime import date

import pytest

from clientbase_xl.rules import words
from tests.support.clients import plain


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0 ₽"),
        (412_300, "412 300 ₽"),
        (-20, "−20 ₽"),
        (0.01, "0,01 ₽"),
        (-0.5, "−0,50 ₽"),
        (999_999.49, "999 999 ₽"),
        (999_999.5, "1,0 млн ₽"),
        (1_240_000, "1,2 млн ₽"),
        (-2_500_000, "−2,5 млн ₽"),
        (1_234_567_890, "1 234,6 млн ₽"),
    ],
)
def test_roubles(value: float, text: str) -> None:
    assert plain(words.rub(value)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(-0.0, "0"), (-0.4, "0"), (1_234.0, "1 234"), (-1_234.5, "−1 235"), (2.5, "3"), (0.5, "1"), (0.49, "0")],
)
def test_grouped_numbers_have_no_negative_zero(value: float, text: str) -> None:
    assert plain(words.grouped(value)) == text


def test_the_spaces_do_not_break_and_the_minus_is_true() -> None:
    assert words.rub(-1_000) == "\u22121\u00a0000\u00a0₽"


@pytest.mark.parametrize(
    ("value", "text"),
    [(12_300, "+12 300 ₽"), (0.01, "+1 ₽"), (1.0000000001, "+1 ₽"), (1.01, "+2 ₽"), (3_000_000, "+3 000 000 ₽")],
)
def test_missing_roubles_are_in_full_and_rounded_up(value: float, text: str) -> None:
    assert plain(words.rub_more(value)) == text


@pytest.mark.parametrize(("value", "text"), [(0.4999, "49 %"), (0.5, "50 %"), (0.29, "29 %"), (1, "100 %"), (0, "0 %")])
def test_shares_are_rounded_down(value: float, text: str) -> None:
    assert plain(words.share(value)) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0.124, "+12 %"), (-0.05, "−5 %"), (0.001, "0 %"), (-0.001, "0 %"), (2, "+200 %")]
)
def test_changes_carry_their_sign(value: float, text: str) -> None:
    assert plain(words.change(value)) == text


@pytest.mark.parametrize(("value", "text"), [(21, "21 дн."), (10.5, "10,5 дн."), (1_000, "1 000 дн.")])
def test_days(value: float, text: str) -> None:
    assert plain(words.days(value)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1, "1 клиент"),
        (2, "2 клиента"),
        (5, "5 клиентов"),
        (11, "11 клиентов"),
        (12, "12 клиентов"),
        (21, "21 клиент"),
        (104, "104 клиента"),
        (111, "111 клиентов"),
        (0, "0 клиентов"),
    ],
)
def test_nouns_agree_with_their_number(value: int, text: str) -> None:
    assert plain(words.clients(value)) == text


def test_dates_and_months() -> None:
    assert words.day(date(2026, 11, 5)) == "05.11.2026"
    assert plain(words.month(date(2026, 1, 1))) == "январь 2026"
    assert plain(words.months(9)) == "9 мес."


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2026, 8, 3), date(2026, 8, 16), "3–16 августа"),
        (date(2026, 7, 28), date(2026, 8, 10), "28 июля – 10 августа"),
        (date(2026, 8, 5), date(2026, 8, 5), "5 августа"),
        (date(2026, 12, 28), date(2027, 1, 8), "28 декабря – 8 января 2027"),
        (date(2027, 1, 4), date(2027, 1, 10), "4–10 января 2027"),
        (date(2025, 12, 29), date(2026, 1, 2), "29 декабря 2025 – 2 января"),
        (date(2027, 3, 30), date(2027, 4, 2), "30 марта – 2 апреля 2027"),
    ],
)
def test_days_from_to_say_month_and_year_once(first: date, last: date, text: str) -> None:
    assert plain(words.span(first, last, 2026)) == text


@pytest.mark.parametrize(("count", "text"), [(0, ""), (1, "«0»"), (2, "«0», «1»"), (4, "«0», «1» и ещё 2")])
def test_the_first_names_are_quoted_and_the_others_counted(count: int, text: str) -> None:
    assert words.quoted([str(number) for number in range(count)], 2) == text
