"""A cell function through xlwings' own call of functions: cells as Excel hands them over, answers as it takes them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
import xlwings

from clientbase_xl.excel.udf_functions import UDF_MODULE, answer_cells, make_functions
from clientbase_xl.excel.udf_wrappers import stubbed_udfs
from clientbase_xl.settings import Settings
from tests.support.fake_excel import NOT_AVAILABLE
from tests.support.fake_excel import _Engine as Engine

MISSING = -2147352572
"""How COM gives an argument that was left out."""


class Cells:
    """A range as Excel hands it over; a single cell has one value, more have rows of them."""

    def __init__(self, value: Any) -> None:
        self.raw_value = value
        self.address, self.max_cells_per_read = "$A$1", None
        self.sheet = SimpleNamespace(book=SimpleNamespace(app=SimpleNamespace(engine=Engine, pid=1)))
        self.shape = (len(value), len(value[0])) if isinstance(value, tuple) else (1, 1)


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Any]]:
    """Return a call of a function as the add-in's VBA makes it."""
    windows = SimpleNamespace(Range=lambda xl: xl, is_range_instance=lambda given: isinstance(given, Cells))
    server: Any = ModuleType("xlwings.com_server")
    server.loop = None
    monkeypatch.setitem(sys.modules, "xlwings.com_server", server)
    monkeypatch.setattr(xlwings, "_xlwindows", windows, raising=False)
    monkeypatch.setitem(xlwings.engines.engines_by_name, "excel", SimpleNamespace(impl=Engine, name="excel"))
    with stubbed_udfs() as udfs:
        module: Any = ModuleType(UDF_MODULE)
        module.__file__ = __file__
        functions = make_functions(udfs, lambda name, given: answer_cells(name, given, Settings(), date(2026, 11, 22)))
        vars(module).update(functions)
        monkeypatch.setitem(sys.modules, UDF_MODULE, module)
        yield lambda name, *given: udfs.call_udf(UDF_MODULE, name, given, None, Cells(None))


def test_columns_of_cells_give_a_column_of_answers(call: Callable[..., Any]) -> None:
    turnover, potential = Cells(((300.0,), (None,), (50.0,))), Cells(((1000.0,), (None,), (NOT_AVAILABLE,)))
    assert call("CB_SHARE_OF_WALLET", turnover, potential) == [[0.3], [""], ["#N/A"]]


def test_single_cells_and_plain_numbers_give_one_answer(call: Callable[..., Any]) -> None:
    assert call("CB_SHARE_OF_WALLET", Cells(300.0), 1000.0) == [[0.3]]
    assert call("CB_SHARE_OF_WALLET", 300.0, Cells(1000.0)) == [[0.3]]


def test_an_argument_that_was_left_out_is_named(call: Callable[..., Any]) -> None:
    [[said]] = call("CB_CATEGORY", 100.0, *[MISSING] * 8)
    assert said == "Не хватает значения «Граница прибыли 1»"


def test_optional_arguments_may_be_left_out(call: Callable[..., Any]) -> None:
    given = (100_000.0, MISSING, 90_000.0, 50_000.0, 20_000.0, MISSING, MISSING, MISSING, MISSING)
    assert call("CB_CATEGORY", *given) == [["B"]]
