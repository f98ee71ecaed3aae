"""The set-up file for a double click: what it says and calls agrees with the program (it is not run here)."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from clientbase_xl.excel.profile import profile_of
from clientbase_xl.excel.python_place import RUNTIME_MARK
from clientbase_xl.excel.user_files import PROGRAM

PROJECT = Path(__file__).resolve().parents[2]
SCRIPT, STARTER = PROJECT / "setup" / "Установка.ps1", PROJECT / "setup" / "Установка.cmd"


@pytest.fixture(scope="module")
def script() -> str:
    """Return the text of the set-up file."""
    return SCRIPT.read_text(encoding="utf-8-sig")


def test_windows_powershell_reads_its_russian_words() -> None:
    content = SCRIPT.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n")


def test_the_double_click_starts_the_file_beside_it_for_one_process() -> None:
    text = STARTER.read_bytes().decode("ascii")  # the console reads it in a code page of its own
    assert text.count("\n") == text.count("\r\n")
    assert '-ExecutionPolicy Bypass -File "%~dpn0.ps1" %*' in text
    assert "Set-ExecutionPolicy" not in text + SCRIPT.read_text(encoding="utf-8-sig")
    assert SCRIPT.with_suffix("") == STARTER.with_suffix("")


def test_programs_of_windows_are_called_by_their_full_path(script: str) -> None:
    for name in ("powershell.exe", "icacls.exe"):
        text = script + STARTER.read_text(encoding="ascii")
        assert re.search(re.escape(name), text)
        assert not re.search(rf"(?<![\\]){re.escape(name)}", text)


def test_it_names_no_address(script: str) -> None:
    assert re.findall(r"https?://\w[^'\s]*", script) == []
    assert "astral-sh.uv" in script


def test_it_takes_the_versions_of_python_that_the_program_takes(script: str) -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">=3.11,<3.15"
    assert "(3, 11) <= sys.version_info[:2] <= (3, 14)" in script
    tried = re.search(r"\$Versions = @\((.*?)\)", script)
    assert tried is not None
    assert sorted(re.findall(r"'([\d.]+)'", tried[1])) == ["3.11", "3.12", "3.13", "3.14"]


def test_the_runtime_bears_the_mark_and_lies_where_removal_looks(script: str, tmp_path: Path) -> None:
    (tmp_path / "AppData").mkdir()
    assert f"$Mark = '{RUNTIME_MARK}'" in script
    assert f"'{PROGRAM}\\runtime'" in script
    assert f'"{PROGRAM}-$Sid"' in script
    assert profile_of(tmp_path).program_folder.name == PROGRAM


def test_every_python_is_started_with_a_safe_path(script: str) -> None:
    calls = re.findall(r"@\(('-[^)]*)\)", script) + re.findall(r"& \$\w+ ('-.*)", script)
    starts = [call for call in calls if "'-m'" in call or "'-c'" in call]
    assert len(starts) == 6
    assert not [call for call in starts if not call.startswith(("'-I'", "'-P'"))]


def test_without_internet_no_index_is_asked(script: str) -> None:
    assert "if ($Wheels) { $arguments += @('--no-index', '--find-links', $source) }" in script


def test_a_second_run_puts_every_package_anew(script: str) -> None:
    # Without it pip calls a package "already satisfied" that lost its files, and a rebuilt program of the same version.
    calls = [call for call in re.findall(r"@\(('-[^)]*)\)", script) if "'pip', 'install'" in call]
    assert len(calls) == 1
    assert "'--upgrade', '--force-reinstall'" in calls[0]
    assert "Invoke-Checked 'Ставлю программу.' $environment $arguments \"" in script
    assert "сначала удалите папку «$folder»" in script


def test_an_old_environment_goes_only_when_a_new_one_can_be_made(script: str) -> None:
    body = script[script.index("function New-Environment") : script.index("function Find-Wheel")]
    assert "if ((Test-Python $own) -and (Test-Pip $own)) { return $own }" in body
    steps = [line.strip().split(" ")[0] for line in body.splitlines()]
    removals = [number for number, step in enumerate(steps) if step == "Remove-Environment"]
    lines = body.splitlines()
    assert len(removals) == 2
    for number in removals:
        assert "Делаю среду" in lines[number + 1]
        assert not [line for line in lines[number:] if "Stop-Setup" in line and "без интернета" not in line]
    assert "Remove-Item" not in body


def test_every_parameter_is_explained(script: str) -> None:
    block = script[script.index("param(") : script.index("\n)", script.index("param("))]
    parameters = re.findall(r"\[string\]\$(\w+)", block)
    assert len(parameters) == 4
    assert re.findall(r"\.PARAMETER (\w+)", script) == parameters


def test_brackets_and_quotes_are_balanced(script: str) -> None:
    code = re.sub(r"<#.*?#>|^\s*#.*$", "", script, flags=re.DOTALL | re.MULTILINE)
    bare = re.sub(r"'[^'\n]*'", "''", code)
    assert bare.count("'") % 2 == 0
    for one, other in ("()", "{}", "[]"):
        assert bare.count(one) == bare.count(other), one


def test_the_commands_it_calls_exist(script: str) -> None:
    from typer.main import get_command

    from clientbase_xl.cli import app

    named = set(re.findall(r"'clientbase_xl'(?:,)? 'excel'(?:,)? '(\w+)'", script))
    assert named == {"install", "doctor"}
    group = get_command(app).commands["excel"]  # type: ignore[attr-defined]
    assert named <= set(group.commands)
