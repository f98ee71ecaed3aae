"""Figures of speed: a scalar call within 1 ms, 10 000 rows as one array within 1 s (issue: live functions)."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pytest

from clientbase_xl.functions.call import call
from clientbase_xl.functions.model import Argument, CellFunction, Gives, Takes
from clientbase_xl.functions.registry import ALL_FUNCTIONS
from clientbase_xl.settings import Settings

TODAY = date(2026, 11, 22)
SETTINGS = Settings()
COUNT_ROWS = 10_000
SCALAR_SECONDS, RANGE_SECONDS = 0.001, 1.0
# Cut-offs descend, so that they are no refusal.
SINGLE = {
    "cut_profit_max": 5e5,
    "cut_profit_high": 2e5,
    "cut_profit_mid": 1e5,
    "cut_potential_max": 8e5,
    "cut_potential_high": 4e5,
    "what": "ПК",
}
TEXTS = ("Владелец", "1 бэкапер", "", "цена", "1")


def cell(argument: Argument, number: float) -> Any:
    """Return a cell that the argument takes."""
    if not argument.is_range:
        return SINGLE.get(argument.key, True)
    if argument.takes is Takes.TEXT:
        return TEXTS[int(number * 1_000) % len(TEXTS)]
    if argument.takes is Takes.FLAG:
        return number > 0.5
    if argument.takes is Takes.DATE:
        return float(46_000 + int(number * 300))
    low = argument.minimum if argument.minimum is not None else 0.0
    high = argument.maximum if argument.maximum is not None else 1e6
    return low + (high - low) * number


def best_of(action: Callable[[], object], times: int) -> float:
    """Return the shortest of several runs in seconds: the machine's other work is not ours."""
    seconds = []
    for _ in range(times):
        started = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def arguments_of(function: CellFunction, rows: int) -> list[Any]:
    """Return arguments of that many rows; the roles and results of a row stand in eight columns."""
    generator = np.random.default_rng(1)
    width = 8 if function.name in ("CB_FBS_CHECK", "CB_FBS_UNCOVERED", "CB_COMPLETENESS") else 1
    found: list[Any] = []
    for argument in function.arguments:
        if not argument.is_range:
            found.append(cell(argument, 0.5))
        elif argument.is_list:
            found.append("имя 1")
        elif argument.key in ("people", "titles"):
            found.append([[f"имя {place}" for place in range(width)]])
        else:
            columns = 1 if argument.key == "level" else width
            found.append(
                [[cell(argument, number) for number in line] for line in generator.random((rows, columns)).tolist()]
            )
    return found


@pytest.mark.figure
@pytest.mark.parametrize("function", ALL_FUNCTIONS, ids=lambda one: one.name)
def test_ten_thousand_rows_take_less_than_a_second(function: CellFunction) -> None:
    arguments = arguments_of(function, COUNT_ROWS)
    found = call(function.name, arguments, SETTINGS, TODAY)
    assert isinstance(found, list) is (function.gives is not Gives.ONE)
    if isinstance(found, list):
        assert len(found) == COUNT_ROWS
    assert best_of(lambda: call(function.name, arguments, SETTINGS, TODAY), 3) < RANGE_SECONDS


@pytest.mark.figure
def test_ten_thousand_rows_of_numbers_typed_as_text_take_less_than_a_second() -> None:
    def column(scale: int, unit: str) -> list[list[str]]:
        return [[f"{place % scale + 1}{unit}"] for place in range(COUNT_ROWS)]

    arguments = [column(50, ",5"), column(9_000, ",50 ₽"), column(100, " %"), column(5, ""), column(9_000, "000 руб.")]
    found = call("CB_POTENTIAL", arguments, SETTINGS, TODAY)
    assert isinstance(found, list)
    assert all(isinstance(row[0], float) for row in found)
    assert best_of(lambda: call("CB_POTENTIAL", arguments, SETTINGS, TODAY), 3) < RANGE_SECONDS


@pytest.mark.figure
@pytest.mark.parametrize("function", ALL_FUNCTIONS, ids=lambda one: one.name)
def test_a_scalar_call_takes_less_than_a_millisecond(function: CellFunction) -> None:
    arguments = [cell(argument, 0.4) for argument in function.arguments]
    assert not isinstance(call(function.name, arguments, SETTINGS, TODAY), list)
    assert best_of(lambda: call(function.name, arguments, SETTINGS, TODAY), 50) < SCALAR_SECONDS
