from __future__ import annotations

import importlib
import inspect
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from clientbase_xl.excel import udf_functions
from clientbase_xl.excel.udf_functions import FAILED, UDF_MODULE, answer_cells, argument_name, make_functions
from clientbase_xl.excel.udf_wrappers import stubbed_udfs
from clientbase_xl.functions.registry import ALL_FUNCTIONS, BY_NAME
from clientbase_xl.settings import Settings

TODAY = date(2026, 11, 22)


def answer(name: str, *given: Any) -> Any:
    return answer_cells(name, given, Settings(), TODAY)


def test_a_function_answers_to_rows_of_cells_in_their_shape() -> None:
    assert answer("CB_SHARE_OF_WALLET", [[300.0]], [[1000.0]]) == [[0.3]]
    assert answer("CB_SHARE_OF_WALLET", [[300.0], [None], [50.0]], [[1000.0], [None], [""]]) == [[0.3], [""], [""]]


def test_an_error_of_a_cell_comes_back_as_its_word_for_vba() -> None:
    assert answer("CB_SHARE_OF_WALLET", [["#N/A"]], [[1000.0]]) == [["#N/A"]]
    assert answer("CB_SHARE_OF_WALLET", [["#ДЕЛ/0!"], [10.0]], [[100.0], [100.0]]) == [["#DIV/0!"], [0.1]]


def test_a_missing_argument_is_named_in_russian() -> None:
    assert answer("CB_SHARE_OF_WALLET", [[300.0]]).startswith("Не хватает значения")


def test_an_error_of_ours_shows_short_russian_words_and_nothing_of_the_exception(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("secret 4242")

    monkeypatch.setattr(udf_functions, "call", broken)
    assert answer("CB_SHARE_OF_WALLET", [[1.0]], [[2.0]]) == FAILED
    assert len(FAILED) <= 50


def test_every_function_is_described_for_xlwings_by_the_registry() -> None:
    asked: list[tuple[str, tuple[Any, ...]]] = []

    def remember(name: str, given: tuple[Any, ...]) -> str:
        asked.append((name, given))
        return "ответ"

    with stubbed_udfs() as udfs:
        made = make_functions(udfs, remember)
    assert list(made) == [function.name for function in ALL_FUNCTIONS]
    for name, function in made.items():
        described, declared = function.__xlfunc__, BY_NAME[name]
        assert described["name"] == name
        assert described["ret"]["doc"] == declared.note
        assert (described["category"], described["volatile"]) == ("Клиентская база", False)
        assert [one["doc"] for one in described["args"]] == [argument.note for argument in declared.arguments]
        assert all(one["options"] == {"ndim": 2, "err_to_str": True} for one in described["args"])
        assert function(1, 2) == "ответ"
        assert asked[-1] == (name, (1, 2))


def test_names_of_arguments_are_no_words_of_vba() -> None:
    for function in ALL_FUNCTIONS:
        names = [argument_name(argument.key) for argument in function.arguments]
        assert len({name.lower() for name in names}) == len(names)
        assert all(name.isascii() and name.isidentifier() and not name.startswith("_") for name in names)
    assert argument_name("date") == "date_"
    assert argument_name("Next") == "Next_"
    assert argument_name("profit_rub") == "profit_rub"


def test_a_name_of_vba_would_be_changed_in_the_signature() -> None:
    parts = SimpleNamespace(
        xlfunc=lambda **_: lambda f: f, xlarg=lambda *_, **__: lambda f: f, xlret=lambda **_: lambda f: f
    )
    [function] = make_functions(parts, lambda *_: "", [BY_NAME["CB_SHARE_OF_WALLET"]]).values()
    assert list(inspect.signature(function).parameters) == ["turnover_rub", "potential_rub"]


def test_a_failure_is_logged_without_its_words_and_a_good_answer_opens_no_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "журнал.log"
    assert answer_cells("CB_SHARE_OF_WALLET", ([[1.0]], [[2.0]]), Settings(), TODAY, log) == [[0.5]]
    assert not log.exists()

    def broken(*_: object) -> None:
        raise ZeroDivisionError("ООО «Ромашка»")

    monkeypatch.setattr(udf_functions, "call", broken)
    assert answer_cells("CB_SHARE_OF_WALLET", ([[1.0]], [[2.0]]), Settings(), TODAY, log) == FAILED
    text = log.read_text(encoding="utf-8")
    assert "CB_SHARE_OF_WALLET: failed" in text
    assert "ZeroDivisionError" in text
    assert "Ромашка" not in text


def test_the_module_that_excel_asks_for_holds_every_function_described(monkeypatch: pytest.MonkeyPatch) -> None:
    with stubbed_udfs():
        module = importlib.import_module(UDF_MODULE)
        monkeypatch.delitem(sys.modules, UDF_MODULE)
    found = {name: one for name, one in vars(module).items() if name.startswith("CB_")}
    assert set(found) == set(BY_NAME)
    assert {one.__xlfunc__["name"] for one in found.values()} == set(BY_NAME)
    assert found["CB_SHARE_OF_WALLET"]([[1.0]], [[2.0]]) == [[0.5]]
