"""The doctor as a whole: silent where all is in order, the most serious first, every check told apart."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from clientbase_xl.excel import doctor
from clientbase_xl.excel.doctor import ALL_CHECKS
from clientbase_xl.problems import Severity
from tests.support.checked_machine import findings, installed, only, with_excel
from tests.support.windows_profile import make_computer

FOLDER = Path(doctor.__file__).parent
TESTS = Path(__file__).parent


@pytest.mark.parametrize("user", ["Ivan", "Иван Петров"])
@pytest.mark.parametrize("is_attached", [True, False])
def test_where_all_is_in_order_nothing_is_said(tmp_path: Path, user: str, is_attached: bool) -> None:
    assert findings(installed(tmp_path / "C", user, is_attached=is_attached)) == []


def test_a_computer_without_the_program_has_one_failure(tmp_path: Path) -> None:
    computer = make_computer(tmp_path / "C")
    with_excel(computer)
    one = only(computer)
    assert (one.key, one.severity) == ("not_installed", Severity.ERROR)
    assert "Установка.cmd" in one.remedy


def test_looking_changes_nothing(tmp_path: Path) -> None:
    computer = installed(tmp_path / "C")
    files, keys = computer.files(), {place: dict(values) for place, values in computer.registry.keys.items()}
    computer.profile.addin.unlink()
    del files[str(computer.profile.addin.relative_to(computer.disk))]
    findings(computer)
    assert computer.files() == files
    assert computer.registry.keys == keys


def test_the_most_serious_stands_first(tmp_path: Path) -> None:
    computer = installed(tmp_path / "C")
    computer.profile.other_places[1].write_bytes(b"")
    computer.profile.config.unlink()
    severities = [one.severity for one in findings(computer)]
    assert severities == [Severity.ERROR, Severity.WARNING]


def test_every_check_is_called_and_every_failure_has_a_test() -> None:
    sources = [path.read_text(encoding="utf-8") for path in FOLDER.glob("doctor_*.py")]
    functions = [one for text in sources for one in ast.parse(text).body if isinstance(one, ast.FunctionDef)]
    checks = {one.name for one in functions if one.name.startswith("check_")}
    assert checks == {check.__name__ for check in ALL_CHECKS}
    assert len(ALL_CHECKS) == len(checks)
    keys = {
        str(call.args[0].value)
        for text in sources
        for call in ast.walk(ast.parse(text))
        if isinstance(call, ast.Call)
        and ast.unparse(call.func) in ("Finding", "_forbidden")
        and isinstance(call.args[0], ast.Constant)
    }
    tested = "".join(path.read_text(encoding="utf-8") for path in TESTS.glob("test_doctor*.py"))
    assert len(keys) > 30
    assert not [key for key in keys if f'"{key}"' not in tested]
