"""A PDF beside the workbook: what is said when it cannot be made (the real office: tests/live)."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from clientbase_xl.errors import WriteRefused
from clientbase_xl.writing import pdf
from clientbase_xl.writing.pdf import find_office, write_pdf


def office_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a program named `soffice` first on PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Return a file that stands for a workbook, an older PDF beside it."""
    path = tmp_path / "Неделя 2026-W47.xlsx"
    path.write_bytes(b"workbook")
    path.with_suffix(".pdf").write_bytes(b"older")
    return path


def test_without_an_office_the_refusal_names_it_and_the_way_round(
    workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert find_office() is None
    with pytest.raises(WriteRefused) as caught:
        write_pdf(workbook)
    assert "нет LibreOffice" in caught.value.found
    assert "Excel" in caught.value.remedy
    assert workbook.with_suffix(".pdf").read_bytes() == b"older"


def test_an_office_that_does_not_finish_is_stopped_and_the_old_pdf_stays(
    workbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office_that(tmp_path, monkeypatch, "sleep 60")
    with pytest.raises(WriteRefused, match=r"не ответил за 0\.3 с"):
        write_pdf(workbook, timeout_seconds=0.3)
    assert workbook.with_suffix(".pdf").read_bytes() == b"older"


def test_an_office_that_makes_nothing_is_quoted(
    workbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office_that(tmp_path, monkeypatch, "echo 'source file could not be loaded' >&2")
    with pytest.raises(WriteRefused, match="source file could not be loaded"):
        write_pdf(workbook)
    assert workbook.with_suffix(".pdf").read_bytes() == b"older"


def test_the_new_pdf_replaces_the_old_one_and_leaves_nothing_behind(
    workbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office_that(
        tmp_path, monkeypatch, 'while [ "$1" != --outdir ]; do shift; done; echo new > "$2/Неделя 2026-W47.pdf"'
    )
    assert write_pdf(workbook) == workbook.with_suffix(".pdf")
    assert workbook.with_suffix(".pdf").read_text() == "new\n"
    assert {path.name for path in tmp_path.iterdir()} == {workbook.name, "Неделя 2026-W47.pdf", "bin"}


def test_the_office_prints_in_russian_with_a_profile_of_its_own(
    workbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = tmp_path / "seen"
    copy = f'profile="${{1#-env:UserInstallation=file://}}"; cp "$profile/user/registrymodifications.xcu" "{seen}"'
    office_that(tmp_path, monkeypatch, copy)
    with pytest.raises(WriteRefused):
        write_pdf(workbook)
    assert seen.read_text(encoding="utf-8") == pdf.RUSSIAN_PROFILE
    assert "ru-RU" in pdf.RUSSIAN_PROFILE
