"""What the doctor says of the Python that the add-in starts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from clientbase_xl.excel.addin_config import AddinConfig, config_bytes
from clientbase_xl.excel.doctor_python import CORE, program_bits
from clientbase_xl.excel.install import install
from clientbase_xl.excel.office_registry import CLICK_TO_RUN, EXCEL_PATH
from clientbase_xl.excel.python_place import RUNTIME_MARK
from clientbase_xl.problems import Severity
from tests.support.checked_machine import ADDIN, findings, installed, only
from tests.support.windows_profile import XLWINGS, Computer, make_python, program_bytes


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    """Return a computer on which all is in order."""
    return installed(tmp_path / "C", "Иван")


def point_at(computer: Computer, interpreter: Path) -> Computer:
    """Write another interpreter into the configuration by hand."""
    text = config_bytes(AddinConfig(Path("C:\\python.exe"))).decode("utf-16")
    computer.profile.config.write_text(text.replace("C:\\python.exe", str(interpreter)), encoding="utf-16")
    return replace(computer, interpreter=interpreter)


def forget(interpreter: Path, package: str) -> None:
    """Take a package out of an environment."""
    site = interpreter.parents[1] / "Lib" / "site-packages"
    folder = next(site.glob(f"{package}-*.dist-info"))
    (folder / "METADATA").unlink()
    folder.rmdir()


def test_an_environment_that_set_up_made_for_another_user(tmp_path: Path) -> None:
    other = findings(installed(tmp_path / "C", is_here=False))
    assert [one.key for one in other] == ["runtime_of_another", "registry_not_read"]
    assert other[0].severity is Severity.NOTICE
    own = installed(tmp_path / "D")
    looked_into = replace(own, profile=replace(own.profile, is_here=False))
    assert [one.key for one in findings(looked_into)] == ["registry_not_read"]


def test_an_interpreter_that_this_user_may_not_look_at(computer: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.is_file

    def closed(path: Path) -> bool:
        if path == computer.interpreter:
            raise PermissionError(13, "closed", str(path))
        return real(path)

    monkeypatch.setattr(Path, "is_file", closed)
    assert only(computer).key == "interpreter_gone"


def test_an_interpreter_that_is_gone(computer: Computer) -> None:
    computer.interpreter.unlink()
    one = only(computer)
    assert (one.key, one.severity) == ("interpreter_gone", Severity.ERROR)
    assert str(computer.interpreter) in one.evidence


def test_a_wrong_interpreter(computer: Computer) -> None:
    wrong = computer.interpreter.with_name("pythonw.exe")
    wrong.write_bytes(program_bytes(64))
    one = only(point_at(computer, wrong))
    assert (one.key, one.severity) == ("interpreter_wrong", Severity.ERROR)


def test_a_python_in_a_profile_that_is_not_ascii(computer: Computer) -> None:
    inside = make_python(computer.profile.local / "Programs" / "Python")
    one = only(point_at(computer, inside))
    assert (one.key, one.severity) == ("path_not_ascii", Severity.ERROR)
    assert str(computer.profile.plain_place) in one.remedy


def test_a_python_of_microsoft_store(computer: Computer) -> None:
    store = make_python(computer.disk / "Program Files" / "WindowsApps" / "Python311", is_virtual=False)
    one = only(point_at(computer, store))
    assert (one.key, one.severity) == ("python_from_store", Severity.ERROR)


def test_another_python_than_the_one_that_runs_the_command(computer: Computer) -> None:
    other = make_python(computer.disk / "Python312")
    one = only(computer, running=other)
    assert (one.key, one.severity) == ("other_python", Severity.WARNING)
    assert str(other) in one.evidence
    assert str(computer.interpreter) in one.evidence
    assert findings(computer, running=Path(str(computer.interpreter).upper())) == []


def test_several_pythons_are_told_but_are_no_failure(computer: Computer) -> None:
    computer.registry.put("HKCU", rf"{CORE}\3.11\InstallPath", "ExecutablePath", "C:\\Python311\\python.exe")
    assert findings(computer) == []
    computer.registry.put("HKLM", rf"{CORE}\3.13\InstallPath", "", "C:\\Python313\\")
    one = only(computer)
    assert (one.key, one.severity) == ("several_pythons", Severity.NOTICE)
    assert "3.11: «C:\\Python311\\python.exe»; 3.13" in one.evidence


@pytest.mark.parametrize(
    ("package", "key"), [("pywin32", "no_pywin32"), ("xlwings", "no_xlwings"), ("clientbase_xl", "no_clientbase_xl")]
)
def test_a_package_that_is_missing(computer: Computer, package: str, key: str) -> None:
    forget(computer.interpreter, package)
    one = only(computer)
    assert (one.key, one.severity) == (key, Severity.ERROR)
    assert "Установка.cmd" in one.remedy


def test_a_library_that_an_antivirus_took_away(computer: Computer) -> None:
    root = computer.interpreter.parents[1]
    (root / f"xlwings32-{XLWINGS}.dll").unlink()
    assert findings(computer) == []
    (root / f"xlwings64-{XLWINGS}.dll").rename(computer.interpreter.with_name(f"xlwings64-{XLWINGS}.dll"))
    assert findings(computer) == []
    computer.interpreter.with_name(f"xlwings64-{XLWINGS}.dll").unlink()
    one = only(computer)
    assert (one.key, one.severity) == ("library_gone", Severity.ERROR)
    assert "xlwings64-0.37.8.dll" in one.found
    assert "исключения" in one.remedy


def test_excel_of_32_bits_needs_the_library_of_32_bits(computer: Computer) -> None:
    computer.registry.put("HKLM", CLICK_TO_RUN, "Platform", "x86")
    one = only(computer)
    assert (one.key, one.severity) == ("bits_differ", Severity.NOTICE)
    (computer.interpreter.parents[1] / f"xlwings32-{XLWINGS}.dll").unlink()
    assert {one.key for one in findings(computer)} == {"bits_differ", "library_gone"}


def test_a_python_of_32_bits(computer: Computer) -> None:
    computer.interpreter.write_bytes(program_bytes(32))
    one = only(computer)
    assert (one.key, one.severity) == ("python_32", Severity.ERROR)


@pytest.mark.parametrize(
    ("content", "bits"), [(program_bytes(64), 64), (program_bytes(32), 32), (b"MZ", None), (b"", None), (b"#!sh", None)]
)
def test_the_header_of_a_program_tells_its_bits(tmp_path: Path, content: bytes, bits: int | None) -> None:
    (tmp_path / "python.exe").write_bytes(content)
    assert program_bits(tmp_path / "python.exe") == bits


def test_a_computer_without_excel(computer: Computer) -> None:
    del computer.registry.keys[("HKLM", EXCEL_PATH.casefold())]
    one = only(computer)
    assert (one.key, one.severity) == ("no_excel", Severity.WARNING)


def test_the_profile_of_somebody_else_is_looked_into_without_its_registry(tmp_path: Path) -> None:
    computer = installed(tmp_path / "C", is_here=False)
    (computer.interpreter.parents[2] / RUNTIME_MARK).unlink()
    one = only(computer)
    assert (one.key, one.severity) == ("registry_not_read", Severity.NOTICE)


def test_a_python_that_does_not_start(computer: Computer) -> None:
    asked = []

    def complain(interpreter: Path) -> str:
        asked.append(interpreter)
        return "Traceback\n  ...\nImportError: DLL load failed"

    one = only(computer, probe=complain)
    assert (one.key, one.severity) == ("python_does_not_start", Severity.ERROR)
    assert one.evidence.endswith("ImportError: DLL load failed")
    assert asked == [computer.interpreter]


def test_an_installation_from_elsewhere_is_in_order_when_it_is_whole(tmp_path: Path) -> None:
    computer = installed(tmp_path / "C")
    own = make_python(tmp_path / "C" / "Python311", is_virtual=False)
    install(computer.profile, computer.registry, ADDIN, own)
    assert findings(computer, running=own) == []
