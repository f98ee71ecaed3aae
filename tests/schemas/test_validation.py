"""What the catalogue declares is checked on tables: each invariant at its boundary."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.problems import Problem, Severity
from clientbase_xl.schemas.model import Column, Kind, Mode, Sheet
from clientbase_xl.schemas.validation import COMPUTED_REMEDY, check_table


def sheet_of(kind: Kind, **words: Any) -> Sheet:
    """Return a sheet of a row number and one column `cell` under test."""
    return Sheet(
        key="sample",
        title="Проба",
        grain="One row.",
        purpose="Проба.",
        key_columns=("row_no",),
        columns=(
            Column("row_no", "№", Kind.INTEGER, "Номер.", required=True, unique=True),
            Column("cell", "Ячейка", kind, "Проба.", **{"mode": Mode.TYPED, **words}),
        ),
    )


def problems_of(values: list[Any], kind: Kind, **words: Any) -> tuple[Problem, ...]:
    """Check a table of one column of these values."""
    frame = pd.DataFrame({"row_no": range(1, len(values) + 1), "cell": pd.Series(values, dtype=object)})
    return check_table(frame, sheet_of(kind, **words))


def bad_values(values: list[Any], kind: Kind, **words: Any) -> list[str]:
    """Return the values that the check names."""
    return [problem.value for problem in problems_of(values, kind, **words)]


def test_an_empty_cell_breaks_only_a_required_column() -> None:
    empty = [None, float("nan"), pd.NaT, pd.NA, "", "   ", "есть"]
    assert [p.message for p in problems_of(empty, Kind.TEXT, required=True)] == [
        f"Не заполнено обязательное значение (№: {row})" for row in range(1, 7)
    ]
    for kind in Kind:
        assert problems_of(empty[:6], kind, minimum=1, choices=("A",), unique=True) == ()


def test_the_second_of_two_equal_values_breaks_a_unique_column() -> None:
    found = problems_of(["17850", "17851", "17850", None, None], Kind.CODE, unique=True)
    assert [(p.value, p.message) for p in found] == [("17850", "Значение уже есть в другой строке (№: 3)")]


@pytest.mark.parametrize(("values", "bad"), [(["A", "E", None], []), (["F", "а", "AB"], ["F", "а", "AB"])])
def test_a_letter_is_one_of_a_to_e_in_latin_without_being_told(values: list[str], bad: list[str]) -> None:
    assert bad_values(values, Kind.LETTER) == bad


def test_a_choice_is_one_of_its_values_or_of_its_list_when_the_list_is_given() -> None:
    assert bad_values(["ЛПР", "лпр"], Kind.CHOICE, choices=("ЛПР", "ЛВР")) == ["лпр"]
    frame = pd.DataFrame({"row_no": [1, 2], "cell": ["Север", "Юг"]})
    sheet = sheet_of(Kind.CHOICE, list_key="channels")
    assert check_table(frame, sheet) == ()
    (found,) = check_table(frame, sheet, lists={"channels": ("Север",)})
    assert found.value == "Юг"
    assert "допустимо: Север" in found.message


@pytest.mark.parametrize("kind", [Kind.MONEY, Kind.QUANTITY, Kind.NUMBER, Kind.SHARE, Kind.INTEGER])
def test_bounds_are_inclusive(kind: Kind) -> None:
    found = problems_of([-1, 0, 365, 366], kind, minimum=0, maximum=365)
    assert [(p.value, p.message.partition(" (")[0]) for p in found] == [
        ("-1", "Значение меньше 0"),
        ("366", "Значение больше 365"),
    ]


def test_bounds_hold_for_decimals_and_for_columns_of_a_plain_dtype() -> None:
    assert bad_values([Decimal("-0.01"), Decimal("0.00")], Kind.MONEY, minimum=0) == ["-0.01"]
    frame = pd.DataFrame({"row_no": [1, 2, 3], "cell": [-0.01, 0.0, float("nan")]})
    assert [p.value for p in check_table(frame, sheet_of(Kind.MONEY, minimum=0))] == ["-0.01"]


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (Kind.TEXT, ["слово", 5, 1.5, True], []),
        (Kind.CODE, ["17850", "00123"], [17850, 17850.0]),
        (Kind.CHOICE, ["да"], [1]),
        (Kind.MONEY, [1, 2.5, Decimal("3.10")], ["1000", True, float("inf")]),
        (Kind.NUMBER, [0, -1.5], ["много", float("-inf")]),
        (Kind.INTEGER, [3, 3.0, Decimal(3)], [3.5, "3"]),
        (Kind.DATE, [date(2026, 1, 31), pd.Timestamp("2026-01-31")], ["31.01.2026", pd.Timestamp("2026-01-31 12:00")]),
        (Kind.MOMENT, [pd.Timestamp("2026-01-31 12:00")], [date(2026, 1, 31), "12:00"]),
        (Kind.FLAG, [True, False], ["да", 1]),
    ],
)
def test_each_kind_accepts_its_values_and_names_the_others(kind: Kind, good: list[Any], bad: list[Any]) -> None:
    assert bad_values(good, kind) == []
    assert bad_values([*good, *bad], kind) == [str(value) for value in bad]


@pytest.mark.parametrize(
    ("kind", "values", "bad"),
    [
        (Kind.INTEGER, pd.Series([1.0, 1.5, None]), ["1.5"]),
        (Kind.INTEGER, pd.Series([1, None], dtype="Int64"), []),
        (Kind.NUMBER, pd.Series([1.0, float("inf")]), ["inf"]),
        (Kind.NUMBER, pd.Series([True, False]), ["True", "False"]),
        (Kind.FLAG, pd.Series([True, None], dtype="boolean"), []),
        (Kind.DATE, pd.Series(pd.to_datetime(["2026-01-31 00:00", "2026-01-31 00:01"])), ["2026-01-31 00:01:00"]),
        (Kind.MOMENT, pd.Series(pd.to_datetime(["2026-01-31 00:01"])), []),
        (Kind.CODE, pd.Series(["1", None], dtype="str"), []),
    ],
)
def test_columns_of_a_plain_dtype_are_judged_alike(kind: Kind, values: pd.Series, bad: list[str]) -> None:
    frame = pd.DataFrame({"row_no": range(1, len(values) + 1), "cell": values})
    assert [problem.value for problem in check_table(frame, sheet_of(kind))] == bad


def test_a_value_of_a_wrong_kind_is_named_once_and_not_compared_with_bounds() -> None:
    (found,) = problems_of(["сто"], Kind.MONEY, minimum=0, maximum=10)
    assert found.message.startswith("Значение не того вида: нужно число")


def test_ten_broken_rows_are_named_each_and_eleven_are_one_problem_with_the_count() -> None:
    ten = problems_of([-1] * 10, Kind.MONEY, minimum=0)
    assert [problem.count for problem in ten] == [1] * 10
    (eleven,) = problems_of([1, *[-1] * 11], Kind.MONEY, minimum=0)
    assert (eleven.count, eleven.message) == (11, "Значение меньше 0 (№: 2)")


def test_a_typed_column_warns_and_a_computed_one_is_an_error_of_the_program() -> None:
    (typed,) = problems_of([-1], Kind.MONEY, minimum=0)
    (computed,) = problems_of([-1], Kind.MONEY, minimum=0, mode=Mode.COMPUTED)
    assert typed.severity is Severity.WARNING
    assert (computed.severity, computed.remedy) == (Severity.ERROR, COMPUTED_REMEDY)


def test_a_problem_names_the_row_of_the_file_when_the_rows_are_given() -> None:
    frame = pd.DataFrame({"row_no": [1, 2], "cell": ["да", None]})
    sheet = sheet_of(Kind.TEXT, required=True)
    (found,) = check_table(frame, sheet, rows=[7, 9], file="карточки.xlsx")
    assert found.place() == "карточки.xlsx, лист «Проба», строка 9, столбец «Ячейка»"
    assert found.message == "Не заполнено обязательное значение"


def test_rows_that_share_all_key_columns_are_named() -> None:
    sheet = Sheet(
        key="pairs",
        title="Пары",
        grain="One pair.",
        purpose="Проба.",
        key_columns=("left", "right"),
        columns=(Column("left", "Левая", Kind.CODE, "Проба."), Column("right", "Правая", Kind.CODE, "Проба.")),
    )
    frame = pd.DataFrame({"left": ["a", "a", "a"], "right": ["x", "y", "x"]})
    (found,) = check_table(frame, sheet)
    assert found.message == "Строка с такими же «Левая» + «Правая» уже есть (Правая: x)"


def test_missing_and_unknown_columns_are_mistakes_of_the_program() -> None:
    sheet = sheet_of(Kind.TEXT)
    with pytest.raises(ValueError, match=r"sample: missing columns \['cell'\]"):
        check_table(pd.DataFrame({"row_no": [1]}), sheet)
    with pytest.raises(ValueError, match=r"sample: unknown columns \['other'\]"):
        check_table(pd.DataFrame({"row_no": [1], "cell": ["a"], "other": [1]}), sheet)
    with pytest.raises(ValueError, match=r"sample: unknown columns \['other'\]"):
        check_table(pd.DataFrame({"row_no": [1]}), sheet, keys=("row_no", "other"))


def test_a_part_of_a_sheet_is_checked_when_its_keys_are_named() -> None:
    assert check_table(pd.DataFrame({"row_no": [1, 2]}, index=[5, 5]), sheet_of(Kind.TEXT), keys=("row_no",)) == ()


def test_an_empty_table_has_no_problems() -> None:
    frame = pd.DataFrame({"row_no": [], "cell": []})
    for kind in Kind:
        assert check_table(frame, sheet_of(kind, required=True, unique=True, minimum=0, maximum=1)) == ()


def test_a_required_cell_that_was_erased_at_a_persons_request_is_not_asked_for_again() -> None:
    frame = pd.DataFrame({"row_no": [1, 2, 3], "cell": [None, None, "a"]})
    sheet = sheet_of(Kind.TEXT, required=True)
    assert [problem.record for problem in check_table(frame, sheet, erased={"cell": {("1",)}})] == [("2",)]  # type: ignore[attr-defined]
    assert check_table(frame, sheet, erased={"cell": {("1",), ("2",)}}) == ()
