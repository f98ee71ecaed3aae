"""The decimal mark is decided for a whole column by evidence, or the column is refused."""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
import pytest

from clientbase_xl.reading.number_column import column_evidence, decide_marks, parse_numbers, to_floats
from clientbase_xl.reading.number_marks import Marks


def decide(*columns, has_typed_cells=False):
    evidence = {str(i): column_evidence(pa.array(column), has_typed_cells) for i, column in enumerate(columns)}
    return list(decide_marks(evidence).values())


def read(column, has_typed_cells=False):
    [marks] = decide(column, has_typed_cells=has_typed_cells)
    assert isinstance(marks, Marks), marks
    values = parse_numbers(pa.array(column), marks).values.to_pylist()
    return [None if value is None else str(value.normalize() + 0) for value in values]


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (["1 234,50", "7", "-0,5"], ["1234.5", "7", "-0.5"]),
        (["1\u00a0234\u00a0567,5", "1,25"], ["1234567.5", "1.25"]),
        (["1,234.50", "7", "1,200"], ["1234.5", "7", "1200"]),
        (["1.234,50", "1.200"], ["1234.5", "1200"]),
        (["1,234,567", "890"], ["1234567", "890"]),
        (["0,500", "1,500"], ["0.5", "1.5"]),
        (["1234,500", "1,500"], ["1234.5", "1.5"]),
        (["12", "1 200"], ["12", "1200"]),
        (["1,5 руб.", "2,5 ₽", "3 р."], ["1.5", "2.5", "3"]),
        (["−5,1", "+6,2", "- 7,3"], ["-5.1", "6.2", "-7.3"]),
        (["1e-05", "2.5E+3", "3.25"], ["0.00001", "2500", "3.25"]),
        (["3578.27", "2171.2942"], ["3578.27", "2171.2942"]),
        ([".5", "1.25"], ["0.5", "1.25"]),
        (["5", "NULL", " ", None, "12"], ["5", None, None, None, "12"]),
    ],
)
def test_a_column_with_evidence_is_read_by_it(column, expected):
    got = read(column)
    assert [None if v is None else Decimal(v) for v in got] == [None if v is None else Decimal(v) for v in expected]


def test_spaces_that_do_not_group_by_three_make_no_number():
    assert read(["12 34", "5,5"]) == [None, "5.5"]


def test_words_and_two_numbers_in_a_cell_are_unreadable():
    numbers = parse_numbers(pa.array(["5,5", "сто", "1-2", "12 шт"]), Marks(",", "."))
    assert numbers.is_bad.tolist() == [False, True, True, True]
    assert numbers.is_empty.tolist() == [False] * 4


@pytest.mark.parametrize(
    "column",
    [
        ["$50,00 ", "1.200", "$600.000 ", "50%"],
        ["818,70", "809,76", "5,70", "2,024,994", "6,074,982", "4,194,589"] + ["2,024,994"] * 90,
        ["1,5", "2.25"],
        ["1,200", "3,400"],
        ["1.200"],
    ],
)
def test_a_column_without_one_notation_is_refused_with_examples(column):
    [reason] = decide(column)
    assert isinstance(reason, str)
    assert f"«{column[0].strip()}»" in reason


def test_three_digits_after_the_mark_follow_the_other_columns_of_the_file():
    quantity, amount = decide(["1,000", "12,000"], ["1 234,50"])
    assert amount.decimal == ","
    assert quantity.decimal == ","
    thousands, price = decide(["1,000", "12,000"], ["1234.50"])
    assert price.decimal == "."
    assert (thousands.decimal, thousands.thousands) == (".", ",")


def test_columns_that_disagree_leave_the_third_undecided():
    decided = decide(["1,000"], ["1,5"], ["1.5"])
    assert isinstance(decided[0], str)


def test_one_strange_cell_among_many_is_a_bad_cell_and_no_refusal():
    column = ["10,5"] * 99 + ["50%"]
    numbers = parse_numbers(pa.array(column), decide(column)[0])
    assert numbers.is_bad.sum() == 1


def test_numbers_and_texts_of_one_spreadsheet_column_are_both_read():
    assert read(["10.5", "1 234,50", "7"], has_typed_cells=True) == ["10.5", "1234.5", "7"]


def test_a_spreadsheet_text_that_may_be_thousands_or_decimals_is_not_guessed():
    assert read(["10.5", "1 234,50", "1.234"], has_typed_cells=True) == ["10.5", "1234.5", None]


def test_a_spreadsheet_column_of_numbers_with_one_word_keeps_its_numbers():
    assert read(["1.125", "слово", "3"], has_typed_cells=True) == ["1.125", None, "3"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1.005, "1.005"),
        (0.1 + 0.2, "0.3"),
        (1 / 3, "0.333333333"),
        (123456789.135, "123456789.135"),
        (1e-7, "1E-7"),
        (5.7e-14, "0"),
        (9_999_999_999.99, "9999999999.99"),
        (1e10, None),
        (-1e10, None),
        (float("inf"), None),
        (float("nan"), None),
    ],
)
def test_floats_are_read_as_the_decimals_people_see(value, expected):
    [number] = parse_numbers(pa.array([value]), None).values.to_pylist()
    assert number == (None if expected is None else Decimal(expected))


def test_not_a_number_is_empty_and_too_large_is_bad():
    numbers = parse_numbers(pa.array([float("nan"), 1e10, None]), None)
    assert numbers.is_empty.tolist() == [True, False, True]
    assert numbers.is_bad.tolist() == [False, True, False]


def test_whole_numbers_and_decimals_keep_every_digit():
    assert parse_numbers(pa.array([5, None, 10**10]), None).values.to_pylist() == [Decimal(5), None, None]
    extremes = pa.array([-(2**63), 2**63 - 1])
    assert parse_numbers(extremes, None).values.to_pylist() == [None, None]
    assert parse_numbers(pa.array([2**64 - 1, 7], pa.uint64()), None).values.to_pylist() == [None, Decimal(7)]
    decimals = pa.array([Decimal("1.2345"), Decimal("-7.5")], pa.decimal128(20, 4))
    assert parse_numbers(decimals, None).values.to_pylist() == [Decimal("1.2345"), Decimal("-7.5")]
    assert parse_numbers(pa.array([True, None]), None).is_bad.tolist() == [True, False]


def test_decimals_become_the_nearest_floats():
    decimals = parse_numbers(pa.array([2.55, 250000.0, None, 0.1, 1e-7]), None).values
    assert to_floats(decimals).to_pylist() == [2.55, 250000.0, None, 0.1, 1e-7]


def test_numbers_beyond_every_limit_are_unreadable_without_a_word_from_the_library() -> None:
    values = parse_numbers(pa.array([1e308, -1e308, 1e-320, -0.0, 5.0]), None).values.to_pylist()
    assert values == [None, None, Decimal(0), Decimal(0), Decimal(5)]
