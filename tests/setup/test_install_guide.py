"""What docs/install.md promises the administrator is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from clientbase_xl.cli import app
from clientbase_xl.excel.attach_at_login import RUN_KEY, RUN_NAME
from clientbase_xl.excel.doctor_policies import CHILD_PROCESSES, WIN32_CALLS
from clientbase_xl.excel.install import PROGRAM_KEY
from clientbase_xl.excel.log_file import COUNT_OLD
from clientbase_xl.excel.profile import Profile, profile_of
from clientbase_xl.excel.python_place import RUNTIME_MARK
from clientbase_xl.excel.vba_patches import patched_vba, stock_vba

PROJECT = Path(__file__).resolve().parents[2]
GUIDE = (PROJECT / "docs" / "install.md").read_text(encoding="utf-8")


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    """Return the profile of a user."""
    (tmp_path / "AppData").mkdir()
    return profile_of(tmp_path)


def written(path: Path, profile: Profile) -> str:
    """Return a path as the guide writes it."""
    text = str(path).replace(str(profile.roaming), "%APPDATA%").replace(str(profile.local), "%LOCALAPPDATA%")
    return text.replace("/", "\\")


def test_every_file_that_set_up_writes_is_named_with_its_place(profile: Profile) -> None:
    files = (profile.addin, profile.config, profile.record, profile.files.config, profile.files.log)
    missing = [written(one, profile) for one in files if f"`{written(one, profile)}`" not in GUIDE]
    assert not missing
    assert COUNT_OLD == 3
    assert "до трёх прежних" in GUIDE
    assert f"`{RUNTIME_MARK}`" in GUIDE


def test_every_place_in_the_registry_is_named() -> None:
    assert f"`HKCU\\{PROGRAM_KEY}`" in GUIDE
    assert f"`HKCU\\{RUN_KEY}`, значение `{RUN_NAME}`" in GUIDE


def test_the_command_that_excel_starts_is_named() -> None:
    command = "-P -B -m clientbase_xl.excel.serve"
    assert f"`{command}`" in GUIDE
    assert command in patched_vba(stock_vba())


def test_the_policies_that_the_doctor_looks_for_are_named() -> None:
    source = (PROJECT / "clientbase_xl" / "excel" / "doctor_policies.py").read_text(encoding="utf-8")
    names = re.findall(r'"([A-Z]\w+(?: \w+)*)", [01]\)', source)
    assert len(names) >= 5
    assert not [name for name in (*names, "RestrictToList", CHILD_PROCESSES, WIN32_CALLS) if f"`{name}`" not in GUIDE]


def test_every_command_of_the_guide_exists_with_its_options() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    shown = set(re.findall(r"`clientbase (excel|calc) (\w+)([^`]*)`", GUIDE))
    assert len(shown) >= 6
    for group, name, rest in shown:
        options = {text for one in commands[group].commands[name].params for text in one.opts}
        assert set(re.findall(r"--[\w-]+", rest)) <= options, (group, name)


def test_the_parameters_of_the_set_up_file_are_those_of_the_guide() -> None:
    script = (PROJECT / "setup" / "Установка.ps1").read_text(encoding="utf-8-sig")
    declared = re.findall(r"^\.PARAMETER (\w+)", script, flags=re.MULTILINE)
    assert declared == re.findall(r"^\| `-(\w+) ", GUIDE, flags=re.MULTILINE)
    assert "CLIENTBASE_UV_INSTALLER" in script
    assert "CLIENTBASE_UV_INSTALLER" in GUIDE
