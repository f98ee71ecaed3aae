"""Which texts surely name money that is not roubles (METHOD section 0)."""

from __future__ import annotations

import pytest

from clientbase_xl.reading.currencies import ROUBLES
from clientbase_xl.reading.foreign_money import is_foreign


@pytest.mark.parametrize(
    "text", ["usd", " EUR ", "CNY", "KZT", "840", "036", "$", "US$", "€", "евро", "доллары", "У.Е."]
)
def test_codes_signs_and_words_of_other_money_are_known(text: str) -> None:
    assert is_foreign(text)


@pytest.mark.parametrize("text", ["", "19", "100", "36", "6", "Валюта 1", "основная", *ROUBLES])
def test_keys_of_programs_and_roubles_are_not(text: str) -> None:
    assert not is_foreign(text)
