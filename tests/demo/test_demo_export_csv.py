"""The csv of the demo: code page, separators, decimal comma, quoting."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from clientbase_xl.demo.export_csv import csv_bytes
from clientbase_xl.demo.generator import DemoData


def test_cells_are_written_as_russian_programs_do() -> None:
    frame = pd.DataFrame(
        [
            [date(2026, 3, 5), "ООО «Тиходол-Снаб»", 12, 1234.5, None],
            ["31.02.2025", 'ООО "Два; слова"', -3, -0.05, "#Н/Д"],
        ],
        columns=["Дата", "Контрагент", "Количество", "Сумма", "Себестоимость"],
        dtype=object,
    )
    assert csv_bytes(frame).decode("cp1251").split("\r\n") == [
        "Дата;Контрагент;Количество;Сумма;Себестоимость",
        "05.03.2026;ООО «Тиходол-Снаб»;12;1234,50;",
        '31.02.2025;"ООО ""Два; слова""";-3;-0,05;#Н/Д',
        "",
    ]


def test_a_letter_outside_the_code_page_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        csv_bytes(pd.DataFrame({"Сумма, ₽": [1]}))


def test_the_whole_export_fits_the_code_page(demo: DemoData) -> None:
    frame = demo.files[0].frame
    text = csv_bytes(frame).decode("cp1251")
    assert text.count("\r\n") == len(frame) + 1
    assert text.endswith("\r\n")
