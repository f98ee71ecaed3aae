"""Bytes of a block and of a column say surely what they are, or nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientbase_xl.reading.csv_bytes import has_plain_lines, has_plain_quotes, is_utf8
from clientbase_xl.reading.exact_integers import as_decimals, as_integers
from clientbase_xl.reading.text import clean, clean_codes
from clientbase_xl.reading.text_bytes import cleaned, cleaned_codes, days, hundredths

ODD = st.sampled_from([" ", "\u00a0", "\u2007", "\u200b", "\u3000", "\ufeff", "\x85", "\t", "nan", "5.0", "я", "№"])


@pytest.mark.parametrize("piece", ["я", "№", "🙂", "Ж\n№\n"])
@pytest.mark.parametrize("cut", [0, 1, 2, 3])
def test_a_cut_character_is_no_utf8(piece, cut):
    data = ("Дом " + piece).encode()
    data = data[: len(data) - cut] + b";1\n"
    try:
        data.decode()
        is_sound = True
    except UnicodeDecodeError:
        is_sound = False
    assert is_utf8(data, len(data)) is is_sound


@given(st.binary(max_size=12))
def test_utf8_is_what_python_decodes(data):
    try:
        data.decode()
        is_sound = True
    except UnicodeDecodeError:
        is_sound = False
    assert is_utf8(data, len(data)) is is_sound


@pytest.mark.parametrize(
    ("text", "is_plain"),
    [
        ('"а";"б ""в"""\n', True),
        ('"";""\r\n', True),
        ('а"б;1\n', False),
        ('"а"б;1\n', False),
        ('"а\n', False),
        ('"а;б\nв";1\n', True),
    ],
)
def test_quotes_are_plain_where_every_reader_agrees(text, is_plain):
    data = text.encode()
    assert has_plain_quotes(data, len(data), ";") is is_plain


@pytest.mark.parametrize(
    ("data", "is_plain"), [(b"a\r\nb", True), (b"a\rb\n", False), (b"a\r", False), (b"a\0\n", False)]
)
def test_lines_end_in_one_way(data, is_plain):
    assert has_plain_lines(data, len(data)) is is_plain


def test_numbers_of_two_decimals_become_hundredths():
    found = hundredths(pa.array(["1234,50", "", "-7", "0,5", "-0,07"]))
    assert found.values.tolist() == [123450, 0, -700, 50, -7]
    assert found.is_empty.tolist() == [False, True, False, False, False]
    assert (found.mark, found.first_marked) == (",", 0)
    assert hundredths(pa.array(["5", "12.5"])).first_marked == 1


@pytest.mark.parametrize(
    "cell",
    ["1,234", "1 234,50", "+5", ",5", "5,", "-", "-,5", "--5", "5-", "1-2", "0x1F", "1e3", "нет", " 5", "1,5,5", "1.5",
     "10000000000", "10000000000,5", "9" * 30],
)  # fmt: skip
def test_a_column_with_any_other_cell_is_left_to_the_usual_way(cell):
    assert hundredths(pa.array(["1,5", cell, "2,25"])) is None


@pytest.mark.parametrize(
    "cell", ["31.02.2026", "1.2.2026", "01.02.26", "01/02/2026", "00.01.2026", "01.13.2026", "Итого", " "]
)
def test_a_column_with_another_day_is_left_to_the_usual_way(cell):
    assert days(pa.array(["01.02.2026", cell])) is None


def test_dotted_days_are_days():
    found = days(pa.array(["29.02.2024", "", "01.01.1970"]))
    assert pa.array(found.values, pa.int32()).cast(pa.date32())[0].as_py() == date(2024, 2, 29)
    assert found.is_empty.tolist() == [False, True, False]


@given(st.lists(st.one_of(st.text(max_size=8), st.lists(ODD, max_size=4).map("".join)), max_size=12))
def test_cleaning_by_bytes_is_cleaning(texts):
    array = pa.array(texts, pa.string())
    assert cleaned(array).to_pylist() == clean(array).to_pylist()
    assert cleaned_codes(cleaned(array)).to_pylist() == clean_codes(array).to_pylist()
    assert cleaned(array.slice(1)).to_pylist() == clean(array.slice(1)).to_pylist()


@given(st.lists(st.one_of(st.none(), st.decimals(-(10**15), 10**15, places=2)), max_size=9))
def test_decimals_and_their_last_digits_are_the_same_numbers(numbers):
    kind = pa.decimal128(18, 2)
    array = pa.array(numbers, kind)
    integers = as_integers(array)
    assert [Decimal(int(number)) / 100 for number in integers] == [number or 0 for number in numbers]
    assert as_decimals(integers, kind, array.is_null().to_numpy(zero_copy_only=False)).equals(array)
