"""What the doctor asks the running system."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from clientbase_xl.excel import probes


@pytest.mark.long
def test_a_python_with_the_program_has_no_complaint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert probes.start_complaint(Path(sys.executable)) == ""


def test_a_module_beside_a_workbook_is_not_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('чужой модуль')")
    link = tmp_path / "python"
    link.symlink_to(sys.executable)
    monkeypatch.setattr(probes, "PROGRAM", "import json; assert 'tmp' not in json.__file__, json.__file__")
    assert "чужой" not in probes.start_complaint(link)


def test_the_complaint_of_a_python_without_the_program_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probes, "PROGRAM", "import no_such_module")
    assert "No module named 'no_such_module'" in probes.start_complaint(Path(sys.executable))
    monkeypatch.setattr(probes, "PROGRAM", "raise SystemExit(3)")
    assert "код завершения 3" in probes.start_complaint(Path(sys.executable))


def test_a_program_that_cannot_be_started_or_never_ends_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "python.exe").write_bytes(b"MZ")
    assert "Error" in probes.start_complaint(tmp_path / "python.exe")
    monkeypatch.setattr(probes, "SECONDS", 0.2)
    monkeypatch.setattr(probes, "PROGRAM", "import time; time.sleep(30)")
    assert "TimeoutExpired" in probes.start_complaint(Path(sys.executable))


def test_where_there_is_no_com_nothing_serves() -> None:
    if sys.platform == "win32":
        pytest.skip("this computer has COM")
    assert not probes.is_attached_python_serving()
