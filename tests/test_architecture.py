"""The architecture is a failing test: layers, sizes, clocks, and what no tracked file may hold."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
PACKAGE = PROJECT / "clientbase_xl"
LINES_MAX = 500
CLOCK = re.compile(r"(?:^|\.)(?:datetime|date|Timestamp|func)\.(?:today|now|utcnow|current_\w+)")
CLOCK_READERS = {*(PACKAGE / "cli").glob("*.py"), PACKAGE / "excel" / "session.py"}
FOREIGN_PLACES = re.compile(
    r"/(?:tmp|root|work|home/[a-z]+)/"
    r"|(?:pypi|pythonhosted|npmjs|debian)\.(?:org|com|net)"
    r"|https?://[^\s/]*(?:registry|mirror|proxy)"
)


def tracked_files() -> list[Path]:
    """Return the files that git keeps and that are still there."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=True).stdout
    paths = [PROJECT / os.fsdecode(name) for name in listing.split(b"\0") if name]
    return [path for path in paths if path.is_file()]


def tracked_texts() -> Iterator[tuple[Path, str]]:
    """Yield tracked text files with their text; a file with a zero byte is not text."""
    for path in tracked_files():
        content = path.read_bytes()
        if b"\0" not in content:
            yield path, content.decode("utf-8", errors="replace")


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    """Check the import contracts of the copy of the project in `root`."""
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-P", "-c", program, "--no-cache", "--no-logo"]
    environment = os.environ | {"PYTHONPATH": str(root)}
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


def test_every_import_goes_down_the_layers() -> None:
    result = lint_imports(PROJECT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        ("rules/reaches_up.py", "import clientbase_xl.base", "Layers of the product, high to low"),
        ("base/reaches_aside.py", "import clientbase_xl.ledger", "Layers of the product, high to low"),
        ("reading/writes.py", "import xlsxwriter", "XlsxWriter only in writing"),
        ("workflows/queries.py", "import sqlalchemy", "SQLAlchemy only in base"),
        ("workflows/asks.py", "import ibis", "Ibis and DuckDB only in ledger"),
        ("demo/stores.py", "import sqlalchemy", "SQLAlchemy only in base"),
        ("rules/reads.py", "import openpyxl", "Rules touch no files, no database, no spreadsheet"),
        ("cli/hosts.py", "import xlwings", "xlwings only in the hosts"),
        ("calc/asks_the_shell.py", "import clientbase_xl.cli", "Layers of the product, high to low"),
        ("somewhere/__init__.py", "", "Layers of the product, high to low"),
    ],
)
def test_each_contract_notices_a_forbidden_import(tmp_path: Path, module: str, line: str, broken: str) -> None:
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    shutil.copytree(PACKAGE, tmp_path / "clientbase_xl", ignore=shutil.ignore_patterns("__pycache__"))
    path = tmp_path / "clientbase_xl" / module
    path.parent.mkdir(exist_ok=True)
    path.write_text(line, encoding="utf-8")
    result = lint_imports(tmp_path)
    assert result.returncode != 0
    assert f"{broken} BROKEN" in result.stdout
    assert module.removesuffix("/__init__.py").removesuffix(".py").replace("/", ".") in result.stdout


def test_no_module_is_longer_than_500_lines() -> None:
    modules = [path for path in tracked_files() if path.suffix == ".py"]
    assert modules
    long = {str(path.relative_to(PROJECT)): lines for path in modules if (lines := count_lines(path)) > LINES_MAX}
    assert not long


def test_every_folder_of_modules_is_a_package_and_so_reaches_the_wheel() -> None:
    folders = {path.parent for path in PACKAGE.rglob("*.py")}
    assert len(folders) > 1
    assert not [folder for folder in folders if not (folder / "__init__.py").is_file()]


def count_lines(path: Path) -> int:
    """Return the number of lines of a text file."""
    return path.read_text(encoding="utf-8").count("\n")


def test_every_rule_has_a_file_and_a_test_file_of_its_own() -> None:
    from clientbase_xl.rules.catalogue import ALL_RULES

    assert ALL_RULES
    names = {rule.function.__module__.removeprefix("clientbase_xl.rules.") for rule in ALL_RULES}
    assert len(names) == len(ALL_RULES), "one rule, one file"
    without_test = {name for name in names if not (PROJECT / "tests" / "rules" / f"test_{name}.py").is_file()}
    assert not without_test


def clock_reads(source: str) -> list[str]:
    """Return the calls in a program that ask for the date; the age of a file is no date."""
    return [
        ast.unparse(node)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and CLOCK.search(ast.unparse(node.func))
    ]


def test_a_clock_read_is_recognised() -> None:
    assert clock_reads("day = datetime.date.today()") == ["datetime.date.today()"]
    assert clock_reads("at = datetime.now(tz=UTC)") == ["datetime.now(tz=UTC)"]
    assert clock_reads("at = pd.Timestamp.now()") == ["pd.Timestamp.now()"]
    assert clock_reads("seconds = time.monotonic(); week = state.now()") == []


def test_only_the_hosts_read_the_clock_each_in_one_place() -> None:
    reads = {
        path.name: found
        for path in PACKAGE.rglob("*.py")
        if path not in CLOCK_READERS and (found := clock_reads(path.read_text(encoding="utf-8")))
    }
    assert not reads


def test_the_paid_part_of_xlwings_is_never_imported() -> None:
    paid = re.compile(r"xlwings\.(?:pro|server)|from xlwings import .*\b(?:pro|server)\b")
    found = [path.name for path in PACKAGE.rglob("*.py") if paid.search(path.read_text(encoding="utf-8"))]
    assert not found


def test_scripts_that_walk_tracked_files_take_names_separated_by_zero_bytes() -> None:
    walks = re.compile("ls-" r"files(?P<options>.{8})")
    found = [(path.name, match["options"]) for path, text in tracked_texts() for match in walks.finditer(text)]
    assert found
    assert not [(name, options) for name, options in found if "-z" not in options]


def test_tracked_files_name_no_place_of_a_machine_and_no_registry() -> None:
    here = str(PROJECT.parent)
    found = [
        f"{path.relative_to(PROJECT)}: {match.group()}"
        for path, text in tracked_texts()
        for match in re.finditer(f"{FOREIGN_PLACES.pattern}|{re.escape(here)}/", text)
    ]
    assert not found


def test_constraints_are_names_and_versions_only() -> None:
    lines = (PROJECT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert lines
    assert not [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9A-Za-z.]*", line)]
