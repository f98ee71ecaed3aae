from __future__ import annotations

import re

import pytest

from clientbase_xl.excel.vba_patches import FORBIDDEN, KEPT, TAKEN_OUT, BuildRefused, patched_vba, stock_vba


@pytest.fixture(scope="module")
def stock() -> str:
    return stock_vba()


@pytest.fixture(scope="module")
def patched(stock: str) -> str:
    return patched_vba(stock)


def procedures(text: str) -> list[str]:
    return re.findall(r"^(?:Public |Private )?(?:Function|Sub) (\w+)\(", text, re.MULTILINE)


def test_only_the_procedures_that_are_needed_are_left(patched: str) -> None:
    assert procedures(patched) == list(KEPT)
    assert not set(KEPT) & set(TAKEN_OUT)


def test_every_procedure_that_begins_ends(patched: str) -> None:
    ends = re.findall(r"^End (?:Function|Sub)$", patched, re.MULTILINE)
    assert len(ends) == len(KEPT)
    assert len(re.findall(r"^\s*#If ", patched, re.MULTILINE)) == len(re.findall(r"^\s*#End If", patched, re.MULTILINE))


def test_the_licence_of_xlwings_stays_in_the_file(patched: str) -> None:
    assert "xlwings is distributed under a BSD 3-clause license." in patched
    assert "Copyright (C) 2014-present, Zoomer Analytics LLC." in patched


def test_nothing_is_left_by_which_a_workbook_chooses_what_runs(stock: str, patched: str) -> None:
    assert all(word in stock for word in FORBIDDEN), "a word that xlwings does not use guards nothing"
    assert not [word for word in FORBIDDEN if word in patched]
    assert "ThisWorkbook.FullName" not in patched
    assert "CONDA" not in patched


def test_python_is_started_by_a_fixed_command_with_a_safe_path(patched: str) -> None:
    assert '" -P -B -m clientbase_xl.excel.serve $(CLSID)"' in patched
    assert patched.isascii()


NEW = "Function NewName()\nEnd Function\n"
TWICE = "Function XLPy()\nEnd Function\nFunction RunPython()\nEnd Function\n"
NAME = "Public Const PROJECT_NAME As String = "


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("Function XLPy()", "Function XLPython()", "XLPython"),
        ("Sub KillPy()", "Sub KillPy2()", "KillPy2"),
        (
            'Public Const PROJECT_NAME As String = "myaddin"',
            'Public Const PROJECT_NAME As String = "other"',
            "найдено 0",
        ),
        (
            "Function GetBaseName(",
            "Function NewName()\nEnd Function\nFunction GetBaseName(",
            "новые процедуры: NewName",
        ),
        (
            "Sub KillPy()",
            "Function XLPy()\nEnd Function\nFunction RunPython()\nEnd Function\nSub KillPy()",
            "найдено 2",
        ),
        ('#Const App = "Microsoft Excel"', "'cmd.exe", "осталось лишнее: cmd.exe"),
    ],
)
def test_another_version_of_the_wheel_is_refused_in_russian(stock: str, old: str, new: str, named: str) -> None:
    assert stock.count(old) == 1
    with pytest.raises(BuildRefused, match=named) as refusal:
        patched_vba(stock.replace(old, new))
    assert "Надстройка не собрана" in str(refusal.value)
    assert "Что сделать: Установите её" in str(refusal.value)
