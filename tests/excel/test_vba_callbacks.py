"""Our VBA of the built files, run in pyOpenVBA's interpreter: presses, messages, what happens at open."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
import xlsxwriter

from clientbase_xl.excel import macros
from clientbase_xl.excel.addin_sheets import TEXTS
from clientbase_xl.excel.build import ADDIN, SELF_CONTAINED, build_addin, build_self_contained
from clientbase_xl.excel.declared import DECLARED
from clientbase_xl.excel.ribbon import NAMESPACE
from clientbase_xl.excel.vba_patches import patched_vba, stock_vba
from clientbase_xl.functions.registry import ALL_FUNCTIONS
from tests.support.vba import MESSAGE_BOX, Control, Excel, Ribbon, VbaHost, own_modules

SIGNATURES = {
    "onAction": r"Public Sub {name}\(control As IRibbonControl\)",
    "onLoad": r"Public Sub {name}\(ribbon As IRibbonUI\)",
    "getVisible": r"Public Sub {name}\(control As IRibbonControl, ByRef returnedVal As Variant\)",
}
"""How Office calls the callback of an attribute."""
BOTH = ("addin", pytest.param("self_contained", marks=pytest.mark.long))
"""The workbook takes long to build."""


@pytest.fixture(scope="module")
def addin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("addin") / ADDIN
    build_addin(path)
    return path


@pytest.fixture(scope="module")
def self_contained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / SELF_CONTAINED
    build_self_contained(path)
    return path


@pytest.fixture
def excel(monkeypatch: pytest.MonkeyPatch) -> Excel:
    return Excel(monkeypatch)


def callbacks(file: Path) -> set[tuple[str, str]]:
    """Return the callbacks that the ribbon of a file asks for: attribute and name with module."""
    with ZipFile(file) as package:
        root = ElementTree.fromstring(package.read("customUI/customUI14.xml"))
    assert root.tag == f"{{{NAMESPACE}}}customUI"
    return {(name, one.attrib[name]) for one in root.iter() for name in SIGNATURES if name in one.attrib}


@pytest.mark.parametrize("which", BOTH)
def test_each_callback_of_the_ribbon_exists_with_the_signature_that_office_calls(
    which: str, request: pytest.FixtureRequest
) -> None:
    file = request.getfixturevalue(which)
    found = callbacks(file)
    assert {name for name, _ in found} >= {"onAction", "onLoad"}
    modules = own_modules(file)
    for attribute, called in found:
        module, name = called.split(".")
        assert re.search(f"^{SIGNATURES[attribute].format(name=name)}", modules[module][0], re.MULTILINE), called


@pytest.mark.parametrize("which", BOTH)
def test_each_callback_and_each_event_catches_its_errors(which: str, request: pytest.FixtureRequest) -> None:
    modules = own_modules(request.getfixturevalue(which))
    entered = {"ClientbaseAddin", "ClientbaseBook", "ThisWorkbook"} & set(modules)
    text = "\n".join(modules[name][0] for name in sorted(entered))
    bodies = re.findall(r"^(?:Public|Private) Sub \w+\(.*?^End Sub", text, re.MULTILINE | re.DOTALL)
    assert len(bodies) == 7
    assert not [body.splitlines()[0] for body in bodies if "On Error" not in body]


@pytest.mark.parametrize("key", [one.key for one in DECLARED])
def test_a_press_calls_the_entry_point_of_its_button_with_the_open_workbook(addin: Path, key: str) -> None:
    host = VbaHost(addin)
    host.app.run("ClientbaseAddin.PressButton", Control(key))
    assert callable(getattr(macros, key))
    assert host.python.calls == [("clientbase_xl.excel.macros", key)]
    assert host.python.callers == [host.file]
    assert host.messages == []


def test_an_error_of_python_ends_in_a_russian_message_with_its_code(addin: Path) -> None:
    host = VbaHost(addin)
    host.python.failure = "ImportError: no module" + "!" * 1000
    host.app.run("ClientbaseAddin.PressButton", Control("refresh_all"))
    [message] = host.messages
    assert message.startswith(TEXTS["press_failed"])
    assert "1000: ImportError: no module" in message
    assert len(message) < 600
    assert host.app.dialogs[0][2] == "Клиентская база"


@pytest.mark.parametrize("key", ["", "refresh_all(); import os", "Refresh", "__import__('os')", 'a"b', "a b"])
def test_only_a_plain_name_may_be_an_entry_point(addin: Path, key: str) -> None:
    host = VbaHost(addin)
    host.app.run("ClientbaseAddin.PressButton", Control(key))
    assert host.python.calls == []
    assert len(host.messages) == 1


def test_without_an_open_workbook_a_press_says_what_is_missing(addin: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    host = VbaHost(addin)
    monkeypatch.setattr(host.app.application, "active_book", None)
    host.app.run("ClientbaseAddin.PressButton", Control("refresh_all"))
    assert host.python.calls == []
    assert host.messages == [TEXTS["no_book"]]


def test_words_that_vba_asks_for_are_those_of_the_hidden_sheet(addin: Path) -> None:
    texts = "\n".join(text for text, _ in own_modules(addin).values())
    asked = set(re.findall(r'(?:RussianText\(|Say |SayFailed )"(\w+)"', texts + patched_vba(stock_vba())))
    assert asked == set(TEXTS)
    host = VbaHost(addin)
    assert {key: host.app.run("RussianText", key) for key in TEXTS} == dict(TEXTS)


def test_the_add_in_that_opens_describes_every_function_in_russian(addin: Path, excel: Excel) -> None:
    host = VbaHost(addin)
    host.app.run("ThisWorkbook.Workbook_Open")
    assert [one["macro"] for one in excel.described] == [f"'{ADDIN}'!{one.name}" for one in ALL_FUNCTIONS]
    for said, function in zip(excel.described, ALL_FUNCTIONS, strict=True):
        assert said["words"] == function.note
        assert said["arguments"].items == [argument.note for argument in function.arguments]
        assert said["category"] == "Клиентская база"
    assert host.messages == []


def test_descriptions_that_excel_refuses_at_its_start_are_set_later_and_once(addin: Path, excel: Excel) -> None:
    host = VbaHost(addin)
    excel.refuses_descriptions = True
    host.app.run("DescribeFunctions")
    assert (excel.described, host.messages) == ([], [])
    excel.refuses_descriptions = False
    host.app.run("DescribeFunctions")
    host.app.run("DescribeFunctions")
    assert len(excel.described) == len(ALL_FUNCTIONS)


@pytest.mark.parametrize("was_saved", [True, False])
@pytest.mark.parametrize("which", BOTH)
def test_late_descriptions_leave_it_to_excel_to_ask_about_what_was_typed_meanwhile(
    which: str, was_saved: bool, excel: Excel, request: pytest.FixtureRequest
) -> None:
    host = VbaHost(request.getfixturevalue(which))
    excel.refuses_descriptions = True
    host.app.run("ThisWorkbook.Workbook_Open")
    host.file.vba_set("Saved", was_saved)
    excel.refuses_descriptions = False
    host.app.run("ThisWorkbook.Host_WorkbookActivate", host.file)
    assert len(excel.described) == len(ALL_FUNCTIONS)
    assert host.file.vba_get("Saved") is was_saved


@pytest.fixture
def received(tmp_path: Path) -> Path:
    """Return a workbook in which Excel did not know our functions."""
    path = tmp_path / "книга.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_formula("A1", "=CB_CATEGORY(1,2)", None, "#NAME?")
        sheet.write_formula("A2", "=1+1", None, 2)
        sheet.write_string("A3", "CB_CATEGORY — функция")
        sheet.write_formula("B5", "=CB_CATEGORY(3)", None, "A")
        sheet.write_formula("C7", '=IF(TRUE,CB_CATEGORY(5),"")', None, "#NAME?")
        guarded = book.add_worksheet()
        guarded.write_formula("A1", "=CB_CATEGORY(1,2)", None, "#NAME?")
        guarded.protect()
    return path


@pytest.mark.parametrize("knows_spills", [True, False])
def test_functions_that_excel_did_not_know_are_entered_again_and_nothing_else(
    addin: Path, excel: Excel, received: Path, knows_spills: bool
) -> None:
    host = VbaHost(addin)
    excel.knows_spills = knows_spills
    host.app.run("BookOpened", host.app.open_workbook(received))
    # the newer property shows with @ that a formula of a file does not spill, and takes it back as it was
    plain = sorted((address, formula.replace("@", "")) for address, formula in excel.entered)
    assert plain == [("$A$1", "=CB_CATEGORY(1,2)"), ("$C$7", '=IF(TRUE,CB_CATEGORY(5),"")')]
    assert any("@" in formula for _, formula in excel.entered) == knows_spills
    assert host.messages == []


def test_a_workbook_that_was_saved_counts_as_saved_afterwards(addin: Path, excel: Excel, received: Path) -> None:
    host = VbaHost(addin)
    book = host.app.open_workbook(received)
    book.vba_set("Saved", True)
    host.app.run("BookOpened", book)
    assert excel.entered
    assert book.vba_get("Saved") is True


def test_links_to_the_add_in_of_another_computer_are_led_to_ours(addin: Path, excel: Excel, received: Path) -> None:
    host = VbaHost(addin)
    theirs = "C:\\Users\\Другой\\AppData\\Roaming\\Microsoft\\Excel\\XLSTART\\CLIENTBASE.XLAM"
    excel.sources = [theirs, "C:\\Отчёты\\план.xlsx", "D:\\not_clientbase.xlam", str(addin)]
    host.app.run("BookOpened", host.app.open_workbook(received))
    assert excel.changed == [(theirs, str(addin))]


@pytest.mark.parametrize("knows_spills", [True, False])
def test_what_excel_refuses_at_one_place_is_told_once_and_keeps_nothing_else_waiting(
    addin: Path, excel: Excel, received: Path, knows_spills: bool
) -> None:
    host = VbaHost(addin)
    theirs, others = "C:\\Другой\\clientbase.xlam", "D:\\Третий\\clientbase.xlam"
    excel.sources, excel.knows_spills = [theirs, others], knows_spills
    excel.refused = {theirs, "$A$1"}
    book = host.app.open_workbook(received)
    book.vba_set("Saved", True)
    host.app.run("BookOpened", book)
    assert excel.changed == [(others, str(addin))]
    assert [address for address, _ in excel.entered] == ["$C$7"]
    assert book.vba_get("Saved") is True
    [message] = host.messages
    assert message.startswith(TEXTS["open_failed"])
    assert f"1004: (2) {theirs}: Method" in message


def test_the_place_that_excel_refuses_is_named_and_counted_anew_for_each_workbook(
    addin: Path, excel: Excel, received: Path
) -> None:
    host = VbaHost(addin)
    excel.refused = {"$A$1"}
    book = host.app.open_workbook(received)
    for _ in range(2):
        host.app.run("BookOpened", book)
    assert len(host.messages) == 2
    assert all("1004: (1) Sheet1!$A$1: Application-defined" in message for message in host.messages)


SHOWN = """
Public Function IsTabShown() As Boolean
    Dim answer As Variant
    ShowTab Nothing, answer
    IsTabShown = answer
End Function
"""


@pytest.mark.usefixtures("excel")
@pytest.mark.long
def test_the_tab_of_the_self_contained_workbook_hides_beside_the_add_in_and_it_says_so(
    self_contained: Path, addin: Path
) -> None:
    host = VbaHost(self_contained)
    host.app.add_module(SHOWN, name="Test")
    assert host.app.run("IsTabShown") is True
    host.app.run("ThisWorkbook.Workbook_Open")
    assert host.messages == []
    own = host.file
    host.app.open_workbook(addin)
    host.app.activate_workbook(own)
    assert host.app.run("IsTabShown") is False
    assert host.app.run("IsOurAddin") is False
    host.app.run("ThisWorkbook.Workbook_Open")
    assert host.messages == [TEXTS["tab_hidden"]]


@pytest.mark.long
def test_the_ribbon_is_asked_anew_only_once_it_is_known(self_contained: Path) -> None:
    host, ribbon = VbaHost(self_contained), Ribbon()
    host.app.run("RefreshTab")
    host.app.run("ClientbaseBook.RibbonLoaded", ribbon)
    host.app.run("RefreshTab")
    assert ribbon.count_invalidated == 1
    assert host.messages == []


@pytest.mark.parametrize(
    ("cell", "shown"), [("#N/A", "Error 2042"), ("#DIV/0!", "Error 2007"), ("A", "A"), (1.5, 1.5), ("", "")]
)
def test_words_of_errors_become_errors_of_the_spreadsheet(addin: Path, cell: object, shown: object) -> None:
    answer = VbaHost(addin).app.run("CellsOut", cell)
    assert (str(answer) if isinstance(shown, str) else answer) == shown


def test_a_message_is_shown_in_any_alphabet_by_windows_itself(addin: Path) -> None:
    modules = own_modules(addin)
    assert {name for name, (text, _) in modules.items() if re.search(r"\bMsgBox\b(?! knows)", text)} == {
        "ClientbaseMessage"
    }
    text = modules["ClientbaseMessage"][0]
    heading = re.search(r"^Public Sub ShowMessage\(.*\)", text, re.MULTILINE)
    assert heading is not None
    assert heading[0] in MESSAGE_BOX
    assert "MessageBoxW Application.Hwnd, StrPtr(words), StrPtr(title), kind" in text


def test_a_function_that_fails_answers_in_russian(addin: Path) -> None:
    assert VbaHost(addin).app.run("NoAnswer") == TEXTS["function_failed"]


def test_settings_come_from_the_hidden_sheet_of_the_file_itself(tmp_path: Path) -> None:
    build_addin(tmp_path / ADDIN, {"INTERPRETER_WIN": "C:\\clientbase\\python.exe"})
    host = VbaHost(tmp_path / ADDIN)
    assert host.app.run("GetConfig", "interpreter_win", "python") == "C:\\clientbase\\python.exe"
    assert host.app.run("GetConfig", "ADD_WORKBOOK_TO_PYTHONPATH", "True") == "False"


@pytest.mark.parametrize("name", ["a$b.xlsx", 'a".xlsx', "a`b`.xlsx", "a|b.xlsx", "a\\b.xlsx", "it's.xlsx"])
def test_a_name_that_a_shell_would_obey_is_noticed(addin: Path, name: str) -> None:
    host = VbaHost(addin)
    assert host.app.run("HasShellSign", name) is True
    assert host.app.run("HasShellSign", "Клиентская база (1).xlsx") is False
