"""The check of CI that everything a user installs has a wheel for Windows; pip itself is asked in CI."""

from __future__ import annotations

import importlib.util
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

PROJECT = Path(__file__).resolve().parents[2]
FILE = PROJECT / ".ci" / "windows_wheels.py"


@pytest.fixture(scope="module")
def wheels() -> ModuleType:
    """Return the script as a module."""
    spec = importlib.util.spec_from_file_location("windows_wheels", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    """Return what pyproject.toml says of the project."""
    values: dict[str, Any] = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return values


def package(name: str, *requires: str, extras: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"metadata": {"name": name, "version": "1.0", "requires_dist": requires}, "requested_extras": extras}


def test_every_extra_of_a_user_is_asked_for_and_none_of_a_developer(
    wheels: ModuleType, project: dict[str, Any]
) -> None:
    asked = wheels.user_requirements(project)
    extras = project["optional-dependencies"]
    for name, ones in extras.items():
        for one in ones:
            is_own = one.startswith("clientbase-xl")
            assert (one in asked) == (name not in ("test", "docs") and not is_own), (name, one)
    assert set(project["dependencies"]) <= set(asked)


def test_every_python_that_the_program_takes_is_asked_for(wheels: ModuleType, project: dict[str, Any]) -> None:
    assert wheels.pythons(project) == ["3.11", "3.12", "3.13", "3.14"]


def test_what_only_windows_needs_is_found_through_the_packages_that_need_it(wheels: ModuleType) -> None:
    answers = {
        "xlwings>=0.37": package("xlwings", 'pywin32>=224; platform_system == "Windows"', 'psutil; extra == "all"'),
        "pywin32>=224": package("pywin32", "far"),
        "far": package("Far"),
    }
    rounds: list[list[str]] = []

    def ask(wanted: list[str], python: str) -> dict[str, Any]:
        assert python == "3.13"
        rounds.append(list(wanted))
        return {"install": [answers[one] for one in wanted]}

    found = wheels.resolve(["xlwings>=0.37", "uvloop; sys_platform != 'win32'"], "3.13", ask)
    assert found == {"xlwings": "1.0", "pywin32": "1.0", "far": "1.0"}
    assert rounds == [["xlwings>=0.37"], ["pywin32>=224"], ["far"]]


@pytest.mark.parametrize(
    ("text", "extras", "python", "count"),
    [
        ('a; python_version < "3.12"', (), "3.11", 1),
        ('a; python_version < "3.12"', (), "3.12", 0),
        ('a; sys_platform == "win32"', (), "3.12", 1),
        ('a; sys_platform == "linux"', (), "3.12", 0),
        ('a; extra == "duckdb"', (), "3.12", 0),
        ('a; extra == "duckdb"', ("duckdb",), "3.12", 1),
        ('a; platform_machine == "AMD64" and os_name == "nt"', (), "3.12", 1),
        ("a", (), "3.12", 1),
    ],
)
def test_markers_are_judged_as_on_windows(
    wheels: ModuleType, text: str, extras: tuple[str, ...], python: str, count: int
) -> None:
    assert wheels.needed_on_windows([text], extras, python) == ["a"] * count


def test_a_package_without_a_wheel_is_named(wheels: ModuleType, project: dict[str, Any]) -> None:
    def ask(*_: object) -> dict[str, Any]:
        raise wheels.Missing("duckdb!=1.4.0")

    assert wheels.check(project, "3.14", ask) == "no wheel for Windows: duckdb!=1.4.0"


def test_markers_judged_wrongly_are_a_failure_too(wheels: ModuleType, project: dict[str, Any]) -> None:
    assert "not asked for" in wheels.check(project, "3.14", lambda *_: {"install": [package("xlwings")]})
    whole = {"install": [package("pywin32")]}
    assert wheels.check(project, "3.14", lambda *_: whole) == ""


@pytest.mark.long
def test_pip_names_what_it_does_not_find(wheels: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / "no.conf"))
    with pytest.raises(wheels.Missing, match=r"^no-such-package-at-all$"):
        wheels.ask_pip(["no-such-package-at-all"], "3.13")


def test_ci_runs_the_check() -> None:
    assert ".venv/bin/python .ci/windows_wheels.py" in (PROJECT / ".ci" / "run").read_text(encoding="utf-8")
