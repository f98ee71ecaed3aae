"""What the doctor says of folders that a cloud service copies."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from clientbase_xl.excel.install import install
from clientbase_xl.excel.user_config import UserConfig, write_config
from clientbase_xl.problems import Severity
from tests.support.checked_machine import ADDIN, findings, installed, only
from tests.support.windows_profile import Computer, make_python


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    """Return a computer on which all is in order."""
    return installed(tmp_path / "C")


def test_a_python_in_onedrive(computer: Computer) -> None:
    inside = make_python(computer.profile.home / "OneDrive" / "clientbase")
    install(computer.profile, computer.registry, ADDIN, inside)
    one = only(computer, running=inside)
    assert (one.key, one.severity) == ("python_in_cloud", Severity.ERROR)
    assert "OneDrive" in one.found


def test_a_python_in_a_cloud_folder_of_another_name(computer: Computer) -> None:
    inside = make_python(computer.disk / "Work" / "Python")
    install(computer.profile, computer.registry, ADDIN, inside)
    named = replace(computer, profile=replace(computer.profile, clouds=(computer.disk / "Work",)))
    assert only(named, running=inside).key == "python_in_cloud"


def test_a_base_in_onedrive(computer: Computer) -> None:
    base = computer.profile.home / "OneDrive - Ромашка" / "База"
    write_config(computer.profile.files.config, UserConfig(base))
    one = only(computer)
    assert (one.key, one.severity) == ("base_in_cloud", Severity.WARNING)
    assert str(base) in one.evidence


def test_documents_that_onedrive_has_taken_over(computer: Computer) -> None:
    usual = computer.profile.home / "Documents" / "Клиентская база"
    usual.mkdir()
    assert findings(computer) == []
    named = replace(computer, profile=replace(computer.profile, clouds=(computer.profile.home / "Documents",)))
    assert only(named).key == "base_in_cloud"
