"""Texts that Excel would turn into something else get the format of text first."""

from __future__ import annotations

import pytest

from clientbase_xl.excel.texts import is_parsed


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+7 900", "-1", "@a", "007", "1-2", "03.04", "1/2", "12:30", "5 %", "1E5", "1 мая", "5 мая 2026"),
        *("10 ₽", "ИСТИНА", "false", "#Н/Д", " 42 ", "\t1", "1 000,50"),
    ],
)
def test_what_reads_as_a_number_a_day_a_truth_or_an_error_is_kept_as_text(text: str) -> None:
    assert is_parsed(text)


@pytest.mark.parametrize(
    "text",
    ["", "Опт", "ООО «Ромашка»", "A–B", "новый", "Молчит 101 дн. (от 60 до 180 дн.)", "х" * 41 + "1", "№ и знаки"],
)
def test_words_stay_in_the_format_of_their_column(text: str) -> None:
    assert not is_parsed(text)
