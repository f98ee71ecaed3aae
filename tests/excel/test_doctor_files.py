"""What the doctor says of files that are gone, changed, outdated, blocked or doubled."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from clientbase_xl.excel.install import install
from clientbase_xl.excel.install_record import read_record
from clientbase_xl.problems import Severity
from tests.support.checked_machine import ADDIN, findings, installed, only
from tests.support.windows_profile import Computer, addin_bytes


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    """Return a computer on which all is in order."""
    return installed(tmp_path / "C", "Иван")


def recorded(computer: Computer, **changed: str) -> None:
    """Change what the record of the installation says."""
    record = read_record(computer.profile.record)
    assert record is not None
    computer.profile.record.write_text(replace(record, **changed).text(), encoding="utf-8")  # type: ignore[arg-type]


def test_an_addin_that_an_antivirus_took_away(computer: Computer) -> None:
    computer.profile.addin.unlink()
    one = only(computer)
    assert (one.key, one.severity) == ("addin_gone", Severity.ERROR)
    assert str(computer.profile.addin) in one.evidence
    assert "антивирус" in one.remedy


def test_an_addin_older_than_the_program(computer: Computer) -> None:
    recorded(computer, version="0.0.9")
    one = only(computer)
    assert (one.key, one.severity) == ("version_drift", Severity.WARNING)
    assert "Надстройка 0.0.9" in one.evidence
    assert "excel install" in one.remedy


def test_an_addin_that_this_version_would_build_otherwise(computer: Computer) -> None:
    assert only(computer, addin_now=addin_bytes("новая")).key == "version_drift"
    assert findings(computer, addin_now=ADDIN) == []
    assert findings(computer, addin_now=None) == []


def test_an_addin_built_elsewhere_may_differ_in_its_bytes(computer: Computer) -> None:
    install(computer.profile, computer.registry, ADDIN, computer.interpreter)
    assert findings(computer, addin_now=addin_bytes("иначе сжата")) == []


def test_an_addin_that_somebody_else_wrote(computer: Computer) -> None:
    computer.profile.addin.write_bytes(addin_bytes("чужая"))
    one = only(computer)
    assert (one.key, one.severity) == ("addin_changed", Severity.WARNING)


def test_an_installation_without_its_record(computer: Computer) -> None:
    computer.profile.record.unlink()
    assert only(computer).key == "addin_changed"


def test_a_library_of_another_version_than_the_addin_calls(computer: Computer) -> None:
    recorded(computer, xlwings="0.37.7")
    one = only(computer)
    assert (one.key, one.severity) == ("xlwings_drift", Severity.ERROR)
    assert "0.37.7" in one.evidence
    assert "0.37.8" in one.evidence


@pytest.mark.parametrize(("zone", "count"), [("3", 1), ("4", 1), ("0", 0), ("1", 0), ("2", 0)])
def test_an_addin_with_the_mark_of_the_internet(computer: Computer, zone: str, count: int) -> None:
    stream = computer.profile.xlstart / "clientbase.xlam:Zone.Identifier"
    stream.write_text(f"[ZoneTransfer]\r\nZoneId={zone}\r\n")
    assert [one.key for one in findings(computer)] == ["mark_of_the_web"] * count
    if count:
        assert f"zoneid={zone}" in only(computer).evidence


@pytest.mark.parametrize("number", [0, 1])
def test_a_second_copy_of_the_addin(computer: Computer, number: int) -> None:
    copy = computer.profile.other_places[number]
    copy.parent.mkdir(exist_ok=True)
    copy.write_bytes(ADDIN)
    one = only(computer)
    assert (one.key, one.severity) == ("second_copy", Severity.WARNING)
    assert str(copy) in one.evidence


def test_a_configuration_that_is_gone(computer: Computer) -> None:
    computer.profile.config.unlink()
    one = only(computer)
    assert (one.key, one.severity) == ("config_gone", Severity.ERROR)


def test_a_configuration_that_the_addin_cannot_read(computer: Computer) -> None:
    computer.profile.config.write_text("INTERPRETER_WIN=C:\\python.exe")
    one = only(computer)
    assert (one.key, one.severity) == ("config_broken", Severity.ERROR)
    assert "кодировке" in one.evidence


def test_settings_of_the_buttons_that_cannot_be_read(computer: Computer) -> None:
    computer.profile.files.config.write_text("base = Клиентская база", encoding="utf-8")
    one = only(computer)
    assert (one.key, one.severity) == ("settings_broken", Severity.ERROR)
    assert str(computer.profile.files.config) in one.evidence


def test_a_folder_in_which_no_log_can_be_written(computer: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.access
    folder = computer.profile.program_folder
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != folder and real(path, mode))
    one = only(computer)
    assert (one.key, one.severity) == ("folder_read_only", Severity.WARNING)
    assert str(folder) in one.evidence
