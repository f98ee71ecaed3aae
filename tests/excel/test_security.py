"""Points of security, each proven: what a received workbook, its folder, its cells and an export cannot do.

Points proven elsewhere stand in `ELSEWHERE`: a test that goes away from there fails here.
"""

# ruff: noqa: N802, N803 - members are called as VBA calls them

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from pyopenvba.interpreter import VBAObject, member, method

from clientbase_xl.excel import macros
from clientbase_xl.excel.addin_config import AddinConfig, config_bytes
from clientbase_xl.excel.addin_sheets import CONFIG_SHEET
from clientbase_xl.excel.build import ADDIN, build_addin
from clientbase_xl.excel.declared import DECLARED
from clientbase_xl.excel.vba_patches import patched_vba, stock_vba
from tests.support.vba import VbaHost

PROJECT = Path(__file__).resolve().parents[2]
PACKAGE = PROJECT / "clientbase_xl"
OWN_PYTHON, FOREIGN_PYTHON = "C:\\own\\python.exe", "C:\\foreign\\python.exe"
ELSEWHERE = {
    "formulas from exports stay text: in cells of any table": ("writing/test_cells.py", "=HYPERLINK(1)"),
    "formulas from exports stay text: in the workbook": ("writing/test_workbook_file.py", "=cmd|' /C calc'!A1"),
    "formulas from exports stay text: on the meeting sheet": ("writing/test_weekly.py", "=cmd|' /C calc'!A0"),
    "formulas from exports stay text: in files of tables": ("writing/test_table_file.py", '("=1+1", "s", "@")'),
    "formulas from exports stay text: whole way": (
        "cli/test_odd_texts.py",
        "def test_odd_texts_make_valid_files_without_a_formula_and_come_back_exactly(",
    ),
    "formulas from exports stay text: in an open book": ("live/test_hard_books_pressed.py", '"=1+1 звонить"'),
    "no settings beside a workbook": (
        "excel/test_session.py",
        "def test_settings_and_bases_beside_a_workbook_are_never_used(",
    ),
    "no log of what cells hold": (
        "excel/test_log_file.py",
        "def test_an_error_is_shown_by_its_way_and_kind_without_its_words(",
    ),
    "fixed entry points only": (
        "excel/test_vba_callbacks.py",
        "def test_only_a_plain_name_may_be_an_entry_point(",
    ),
    "removal leaves nothing": (
        "excel/test_uninstall.py",
        "def test_nothing_of_ours_is_left_and_nothing_else_is_touched(",
    ),
    "a book of another base is refused": (
        "workflows/test_adoption.py",
        "def test_an_adopted_template_is_a_stranger_to_another_base(",
    ),
}
"""A point, the file of its test, and what stands there."""
WORKER = {
    "text of cells never becomes code": "test_text_of_cells_never_becomes_code",
    "a stranger is refused": "test_a_stranger_without_the_secret_is_refused_and_nothing_is_computed",
    "a stranger who does not wait is refused": "test_a_stranger_who_asks_at_once_gets_no_answer",
    "a secret per session: what was heard is of no use": "test_a_heard_proof_cannot_be_used_again",
    "a stranger holds nobody up": "test_a_stranger_who_says_nothing_holds_nobody_up",
    "only its owner reaches the worker": "test_the_socket_is_its_owners_alone",
    "nobody reads the secret": "test_the_secret_stands_neither_on_the_command_line_nor_in_a_file",
    "no worker without a secret": "test_the_worker_does_not_start_without_a_secret",
    "a false worker is not believed": "test_whoever_pretends_to_be_the_worker_is_not_believed",
    "the worker dies with the office": "test_the_worker_ends_when_its_parent_is_killed",
    "a module beside the workbook is not imported": "test_a_module_beside_the_workbook_is_not_imported",
    "nothing of the office's Python steers ours": "test_what_steers_the_python_of_the_office_does_not_reach_the_worker",
}
"""Points of the worker behind the extension of LibreOffice, each with its test in `calc/test_calc_worker.py`."""
RUNS_TEXT = {"eval", "exec", "compile", "__import__", "execfile", "input", "breakpoint"}
RUNS_TEXT_OF = {("os", "system"), ("os", "popen"), ("pickle", "load"), ("pickle", "loads"), ("marshal", "loads")}


class Stream(VBAObject):
    """A text file that VBA reads."""

    def __init__(self, text: str) -> None:
        self._text = text

    @member
    def AtEndOfStream(self) -> object:
        """Tell whether it is empty."""
        return not self._text

    @method
    def ReadAll(self) -> object:
        """Return its text."""
        return self._text

    @method
    def Close(self) -> object:
        """Close it."""
        return None


class Files(VBAObject):
    """The file system of Windows over folders of the test; notes which files were asked for."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.asked: list[str] = []

    def _path(self, name: object) -> Path:
        self.asked.append(str(name))
        return Path(str(name).replace("\\", "/"))

    @method
    def FileExists(self, FileSpec: object = None) -> object:
        """Tell whether a file is there."""
        return self._path(FileSpec).is_file()

    @method
    def OpenTextFile(
        self, Name: object = None, Mode: object = None, Create: object = None, As: object = None
    ) -> object:
        """Open a file; the VBA says it is UTF-16."""
        assert (Mode, Create, As) == (1, False, -1)
        return Stream(self._path(Name).read_text(encoding="utf-16"))


class Shell(VBAObject):
    """Windows' script host: knows where the user's local data are."""

    def __init__(self, local: Path) -> None:
        self._local = local

    @method
    def ExpandEnvironmentStrings(self, Text: object = None) -> object:
        """Expand the one variable that may be asked for."""
        assert Text == "%LOCALAPPDATA%"
        return str(self._local)


@pytest.fixture(scope="module")
def addin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the add-in as it is built."""
    path = tmp_path_factory.mktemp("addin") / ADDIN
    build_addin(path)
    return path


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """Return a file system with the user's own configuration in his local data."""
    own = tmp_path / "Local" / "clientbase_xl" / "excel.conf"
    own.parent.mkdir(parents=True)
    own.write_bytes(config_bytes(AddinConfig(Path(OWN_PYTHON))))
    return Files(tmp_path)


def excel_with(addin: Path, files: Files, local: Path) -> VbaHost:
    """Open the add-in in an Excel of memory on a file system of the test."""
    host = VbaHost(addin)
    bridge: Any = host.app.interpreter.host
    bridge._names["wscript"] = Shell(local)
    bridge.create = {"Scripting.FileSystemObject": files}.__getitem__
    return host


def foreign_workbook(folder: Path) -> Path:
    """Make a workbook whose sheets and folder name another Python, as xlwings' own add-in would take them."""
    folder.mkdir()
    path = folder / "Отчёт.xlsx"
    pairs = {"INTERPRETER_WIN": FOREIGN_PYTHON, "DEBUG UDFS": "True", "PYTHONPATH": str(folder)}
    with xlsxwriter.Workbook(path) as book:
        for name in (CONFIG_SHEET, "xlwings.conf", "myaddin.conf", "clientbase.py"):
            sheet = book.add_worksheet(name)
            for row, pair in enumerate(pairs.items()):
                sheet.write_row(row, 0, pair)
    for name in ("clientbase.conf", "xlwings.conf", "excel.conf", "clientbase_xl/excel.conf"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("".join(f"{key}={value}\n" for key, value in pairs.items()), encoding="utf-16")
    return path


def test_configuration_from_a_foreign_workbook_is_ignored(addin: Path, files: Files, tmp_path: Path) -> None:
    host = excel_with(addin, files, tmp_path / "Local")
    foreign = foreign_workbook(tmp_path / "Пришло по почте")
    host.app.open_workbook(foreign)
    assert str(host.app.application.vba_get("ActiveWorkbook").vba_get("Name")) == foreign.name
    assert host.app.run("GetConfig", "INTERPRETER_WIN") == OWN_PYTHON
    assert host.app.run("GetConfig", "DEBUG UDFS", "False") == "FALSE"
    assert host.app.run("GetConfig", "PYTHONPATH") == ""
    assert not [name for name in files.asked if str(foreign.parent) in name]


def test_the_configuration_of_the_user_is_read_from_his_own_folder(addin: Path, files: Files, tmp_path: Path) -> None:
    host = excel_with(addin, files, tmp_path / "Local")
    assert host.app.run("GetConfig", "INTERPRETER_WIN") == OWN_PYTHON
    assert host.app.run("GetConfig", "DEBUG UDFS", "False") == "FALSE"
    assert set(files.asked) == {str(tmp_path / "Local") + "\\clientbase_xl\\excel.conf"}


def test_without_a_configuration_no_python_is_named(addin: Path, files: Files, tmp_path: Path) -> None:
    host = excel_with(addin, files, tmp_path / "нет")
    assert host.app.run("GetConfig", "INTERPRETER_WIN") == ""


def test_nothing_in_the_vba_asks_where_the_open_workbook_lies() -> None:
    modules = [path.read_text(encoding="ascii") for path in (PACKAGE / "excel" / "vba").iterdir()]
    text = next(one for one in modules if "Public Function GetConfig(" in one)
    reading = text[text.index("Public Function GetConfig(") : text.index("Private Function TextOfFile")]
    assert "ThisWorkbook" in reading
    for name in ("ActiveWorkbook", ".Path", "CurDir", "ChDir", "PYTHONPATH"):
        assert name not in reading


def evil_folder(folder: Path) -> Path:
    """Put modules beside a workbook that would leave a trace when imported."""
    folder.mkdir()
    trace = folder / "выполнено.txt"
    text = f"open({str(trace)!r}, 'a', encoding='utf-8').write(__name__)\n"
    for name in ("json.py", "re.py", "xlwings.py", "clientbase_xl.py", "sitecustomize.py", "numpy.py"):
        (folder / name).write_text(text, encoding="utf-8")
    return trace


def started(folder: Path, *switches: str) -> str:
    """Start Python in a folder as the add-in does, with a wrong class so that it ends; return what it said."""
    command = [sys.executable, *switches, "-m", "clientbase_xl.excel.serve", "не класс"]
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONSAFEPATH"}
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", env=environment, check=False)
    return done.stderr


def test_a_module_beside_the_workbook_is_not_imported(tmp_path: Path) -> None:
    trace = evil_folder(tmp_path / "Пришло по почте")
    assert "-P -B -m clientbase_xl.excel.serve" in patched_vba(stock_vba())
    assert "Сервер функций запущен неверно" in started(tmp_path / "Пришло по почте", "-P", "-B")
    assert not trace.exists()


def test_without_the_safe_path_such_a_module_would_be_imported(tmp_path: Path) -> None:
    trace = evil_folder(tmp_path / "Пришло по почте")
    started(tmp_path / "Пришло по почте", "-B")
    assert trace.exists()


def test_entry_points_take_nothing_from_cells() -> None:
    source = ast.parse(Path(macros.__file__).read_text(encoding="utf-8"))
    functions = {one.name: one for one in source.body if isinstance(one, ast.FunctionDef)}
    for key in (one.key for one in DECLARED):
        one = functions[key]
        assert ast.unparse(one.args) == ""
        answer = one.body[-1]
        assert ast.unparse(answer) == f"return press_in('{key}', xlwings.Book.caller())"


def runs_text(source: str) -> list[str]:
    """Return the calls by which a program could run a text: interpreters, a shell, unpacking of objects."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        owner, _, name = called.rpartition(".")
        is_shell = any(one.arg == "shell" and ast.unparse(one.value) != "False" for one in node.keywords)
        if called in RUNS_TEXT or (owner, name) in RUNS_TEXT_OF or is_shell:
            found.append(ast.unparse(node))
    return found


@pytest.mark.parametrize(
    "line", ["eval(x)", "exec(cell)", "os.system(x)", "subprocess.run(x, shell=True)", "pickle.loads(x)", "compile(x)"]
)
def test_a_call_that_runs_text_is_recognised(line: str) -> None:
    assert len(runs_text(f"a = 1\n{line}\n")) == 1


@pytest.mark.long
def test_text_from_cells_never_becomes_code() -> None:
    modules = list(PACKAGE.rglob("*.py"))
    assert len(modules) > 300
    found = {str(one.relative_to(PACKAGE)): runs_text(one.read_text(encoding="utf-8")) for one in modules}
    assert {name: calls for name, calls in found.items() if calls} == {}


@pytest.mark.parametrize("point", ELSEWHERE)
def test_points_proven_elsewhere_are_still_proven_there(point: str) -> None:
    file, proof = ELSEWHERE[point]
    assert proof in (PROJECT / "tests" / file).read_text(encoding="utf-8")


def test_every_point_of_the_worker_has_its_test() -> None:
    tests = (PROJECT / "tests" / "calc" / "test_calc_worker.py").read_text(encoding="utf-8")
    assert [point for point, name in WORKER.items() if f"def {name}(" not in tests] == []
