from __future__ import annotations

import re
import sys

import pytest

from clientbase_xl.excel import udf_wrappers
from clientbase_xl.excel.udf_functions import UDF_MODULE, argument_name
from clientbase_xl.excel.udf_wrappers import wrappers_vba
from clientbase_xl.excel.vba_patches import BuildRefused
from clientbase_xl.functions.registry import ALL_FUNCTIONS

LONGEST_LINE = 1023
"""Characters that a line of VBA may have."""


@pytest.fixture(scope="module")
def vba() -> str:
    return wrappers_vba()


def headings(vba: str) -> dict[str, list[str]]:
    found = re.findall(r"^Function (CB_\w+)\(([^)]*)\)$", vba, re.MULTILINE)
    return {name: [one.strip() for one in arguments.split(",")] for name, arguments in found}


def test_every_function_of_the_registry_has_a_wrapper_with_its_arguments(vba: str) -> None:
    assert set(headings(vba)) == {function.name for function in ALL_FUNCTIONS}
    for function in ALL_FUNCTIONS:
        names = [one.removeprefix("Optional ") for one in headings(vba)[function.name]]
        assert names == [argument_name(argument.key) for argument in function.arguments]


def test_an_argument_may_be_left_out_when_it_or_one_before_it_may(vba: str) -> None:
    for function in ALL_FUNCTIONS:
        optional = [one.startswith("Optional ") for one in headings(vba)[function.name]]
        assert optional == sorted(optional)
        first = next((place for place, one in enumerate(function.arguments) if one.is_optional), len(optional))
        assert optional.count(False) == first


def test_the_open_workbook_is_never_handed_over(vba: str) -> None:
    assert "ActiveWorkbook" not in vba
    assert "ThisWorkbook" not in vba
    assert vba.count(f'CellsOut(XLPy.CallUDF("{UDF_MODULE}", ') == len(ALL_FUNCTIONS)
    assert vba.count("Nothing, Application.Caller))") == len(ALL_FUNCTIONS)


def test_a_failure_never_shows_the_text_of_an_exception(vba: str) -> None:
    assert "Err.Description" not in vba
    assert len(re.findall(r"^failed:\n    CB_\w+ = NoAnswer\(\)$", vba, re.MULTILINE)) == len(ALL_FUNCTIONS)


def test_the_wizard_of_functions_does_not_start_python(vba: str) -> None:
    assert vba.count("Controls(1).Enabled) Then Exit Function") == len(ALL_FUNCTIONS)


def test_the_text_is_what_vba_can_hold(vba: str) -> None:
    assert vba.isascii()
    assert max(map(len, vba.splitlines())) <= LONGEST_LINE


def test_stand_ins_for_windows_are_gone_afterwards(vba: str) -> None:
    assert vba
    if sys.platform != "win32":
        assert not {"pythoncom", "pywintypes", "win32com", "win32com.client", "xlwings.udfs"} & set(sys.modules)
        assert not hasattr(sys.modules["xlwings"], "udfs")


def test_another_generator_is_refused_in_russian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(udf_wrappers, "_FAILED", re.compile("(no) such (line)"))
    with pytest.raises(BuildRefused, match=r"заменено 18 и 0 мест вместо 18"):
        wrappers_vba()
