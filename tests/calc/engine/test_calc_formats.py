"""Codes of number formats, from the signs of other languages to Excel's."""

from __future__ import annotations

import pytest

from clientbase_xl.calc.engine.formats import english_code


@pytest.mark.parametrize(
    ("code", "english"),
    [
        ('#\xa0##0,00 "₽"', '#,##0.00 "₽"'),
        ("Standard", "General"),
        ("Основной", "General"),
        ("[>=1000]#\xa0##0;General", "[>=1000]#,##0;General"),
        ('0,0" тыс., ₽"', '0.0" тыс., ₽"'),
        ("0,0%;[RED]-0,0%", "0.0%;[RED]-0.0%"),
        ("@", "@"),
        ("BOOLEAN", "BOOLEAN"),
        ("0,00E+00", "0.00E+00"),
    ],
)
def test_russian_signs_become_english_ones_outside_quotes(code: str, english: str) -> None:
    assert english_code(code, "\xa0", ",") == english


@pytest.mark.parametrize(
    ("code", "english"),
    [
        ("DD.MM.YYYY", "dd.mm.yyyy"),
        ("ДД.ММ.ГГГГ ЧЧ:ММ:СС", "dd.mm.yyyy hh:mm:ss"),
        ('D MMMM YYYY "Г."', 'd mmmm yyyy "Г."'),
        (r"DD\.MM", r"dd\.mm"),
        ("HH:MM AM/PM", "hh:mm AM/PM"),
    ],
)
def test_letters_of_dates_are_small_and_latin(code: str, english: str) -> None:
    assert english_code(code, ",", ".") == english
