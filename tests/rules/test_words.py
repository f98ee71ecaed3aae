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
