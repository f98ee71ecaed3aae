"""Cells of an argument become values of its kind, or a short text says why not (EXCEL.md)."""

from __future__ import annotations

import math
from datetime import date, datetime
from typing import Any

import pytest

from clientbase_xl.functions.cell_error import CellError
from clientbase_xl.functions.cell_values import LARGEST, read_cells
from clientbase_xl.functions.model import Argument, Takes

NUMBER = Argument("a", "Сумма", "Сумма, ₽.", minimum=0, maximum=1_000)
DATE = Argument("d", "День", "День.", Takes.DATE)
FLAG = Argument("f", "Отметка", "Отметка.", Takes.FLAG)
TEXT = Argument("t", "Текст", "Текст.", Takes.TEXT)


def value(argument: Argument, cell: Any) -> Any:
    """Return the value of one good cell; None where it is blank."""
    read = read_cells([cell], argument)
    assert read.bad == {}
    found = read.cells[0]
    return None if found == "" or found != found else found


def refusal(argument: Argument, cell: Any) -> Any:
    """Return what is wrong with one cell, whose value counts as blank."""
    read = read_cells([cell], argument)
    assert read.cells[0] == "" or math.isnan(read.cells[0])
    return read.bad[0]


@pytest.mark.parametrize("cell", [0, 0.0, 5, 1_000.0, "12,5", "1 000 ₽"])
def test_numbers_within_their_bounds_are_taken(cell: Any) -> None:
    assert value(NUMBER, cell) in (0.0, 5.0, 12.5, 1_000.0)


@pytest.mark.parametrize("argument", [NUMBER, DATE, FLAG, TEXT])
@pytest.mark.parametrize("cell", [None, "", "  "])
def test_blank_cells_are_blank_for_every_kind(argument: Argument, cell: Any) -> None:
    assert value(argument, cell) is None


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (-1.0, "«Сумма»: −1 меньше 0"),
        (1_000.5, "«Сумма»: 1000,5 больше 1000"),
        ("абв", "«Сумма»: «абв» — не число"),
        ("1,234", "«Сумма»: «1,234» — тысячи или дробь?"),
        (True, "«Сумма»: нужно число, а не да/нет"),
        (date(2026, 11, 22), "«Сумма»: нужно число, а не дата или другое"),
        (float("nan"), "«Сумма»: не число"),
        (float("inf"), "«Сумма»: не число"),
        (10**400, "«Сумма»: не число"),
        (LARGEST * 2, "«Сумма»: слишком большое число"),
        ("очень длинный текст в ячейке", "«Сумма»: «очень длинный текст…» — не число"),
    ],
)
def test_a_wrong_number_says_why_and_names_the_argument(cell: Any, text: str) -> None:
    assert refusal(NUMBER, cell) == text


def test_a_whole_number_beyond_all_bounds_is_refused_by_every_kind_and_no_text() -> None:
    beyond = 10**5_000
    assert refusal(NUMBER, beyond) == "«Сумма»: не число"
    assert refusal(DATE, -beyond) == "«День»: такой даты нет"
    assert refusal(FLAG, beyond) == "«Отметка»: «inf» — нужно да или нет"
    assert value(TEXT, beyond) is None


def test_an_error_of_the_spreadsheet_stays_an_error() -> None:
    for argument in (NUMBER, DATE, FLAG, TEXT):
        assert refusal(argument, "#Н/Д") == CellError("#N/A")


def test_one_bad_cell_stops_no_other() -> None:
    read = read_cells([1.0, "x", 3.0], NUMBER)
    assert read.cells[[0, 2]].tolist() == [1.0, 3.0]
    assert list(read.bad) == [1]


@pytest.mark.parametrize(
    "cell",
    [date(2026, 11, 22), datetime(2026, 11, 22, 15, 30), 46_348.0, 46_348.9, "22.11.2026", "2026-11-22"],  # noqa: DTZ001
)
def test_a_day_is_understood_as_date_moment_number_and_text(cell: Any) -> None:
    assert value(DATE, cell) == date(2026, 11, 22).toordinal()


@pytest.mark.parametrize("cell", ["31.02.2026", "завтра", -5.0, 1e9, True, "22.11"])
def test_what_is_no_day_is_refused(cell: Any) -> None:
    assert str(refusal(DATE, cell)).startswith("«День»: ")


@pytest.mark.parametrize(
    ("cell", "flag"), [(True, 1.0), (1.0, 1.0), ("Да", 1.0), ("ИСТИНА", 1.0), (False, 0.0), (0, 0.0), ("нет", 0.0)]
)
def test_a_flag_is_understood_from_every_host(cell: Any, flag: float) -> None:
    read = read_cells([cell], FLAG)
    assert (read.cells.tolist(), read.bad) == ([flag], {})


@pytest.mark.parametrize("cell", ["может", 2, 0.5])
def test_what_is_no_flag_is_refused(cell: Any) -> None:
    assert str(refusal(FLAG, cell)).endswith("нужно да или нет")


@pytest.mark.parametrize(
    ("cell", "text"),
    [(17850.0, "17850"), (1.5, "1,5"), (True, "да"), (date(2026, 1, 2), "02.01.2026"), ("  a \n b ", "a b")],
)
def test_a_text_is_what_people_see(cell: Any, text: str) -> None:
    assert value(TEXT, cell) == text
