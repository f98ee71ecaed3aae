"""A file appears whole or not at all."""

import errno
import os
import time
from pathlib import Path

import pytest

from clientbase_xl.errors import WriteRefused
from clientbase_xl.writing import atomic
from clientbase_xl.writing.atomic import SWEPT_AFTER_SECONDS, TEMPORARY_PREFIX, atomic_path


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def write_half(target: Path, error: Exception) -> None:
    with atomic_path(target) as temporary:
        temporary.write_text("half")
        raise error


def test_the_new_content_replaces_the_old_and_nothing_else_is_left(tmp_path: Path) -> None:
    target = tmp_path / "книга.csv"
    target.write_text("old")
    with atomic_path(target) as temporary:
        temporary.write_text("new")
        assert target.read_text() == "old"
        assert temporary.parent == tmp_path
    assert target.read_text() == "new"
    assert names(tmp_path) == ["книга.csv"]


def test_an_error_inside_leaves_the_old_file_and_no_temporary_one(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_text("old")
    with pytest.raises(ZeroDivisionError):
        write_half(target, ZeroDivisionError())
    assert target.read_text() == "old"
    assert names(tmp_path) == ["a.csv"]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "на диске нет места"),
        (PermissionError(errno.EACCES, "Permission denied"), "открыт в другой программе"),
        (OSError(errno.EROFS, "Read-only file system"), "только для чтения"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
    ],
)
def test_what_the_system_refuses_is_said_in_russian_and_the_old_file_stays(
    tmp_path: Path, error: OSError, words: str
) -> None:
    target = tmp_path / "a.csv"
    target.write_text("old")
    with pytest.raises(WriteRefused, match=words):
        write_half(target, error)
    assert target.read_text() == "old"
    assert names(tmp_path) == ["a.csv"]


def test_a_target_held_open_elsewhere_is_refused_at_the_rename(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.csv"
    target.write_text("old")

    def locked(_: Path, other: Path) -> Path:
        raise PermissionError(errno.EACCES, "The process cannot access the file", str(other))

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(WriteRefused, match="открыт в другой программе"), atomic_path(target) as temporary:
        temporary.write_text("new")
    assert target.read_text() == "old"
    assert names(tmp_path) == ["a.csv"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(WriteRefused, match="нет") as refused, atomic_path(tmp_path / "нет такой" / "a.csv"):
        pass
    assert "нет такой" in str(refused.value)


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(WriteRefused, match="это папка"), atomic_path(tmp_path / "a.xlsx"):
        pass


def test_a_folder_without_the_right_to_write_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> tuple[int, str]:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(atomic.tempfile, "mkstemp", refuse)
    with pytest.raises(WriteRefused, match="нет права"), atomic_path(tmp_path / "a.csv"):
        pass


def test_what_a_killed_writer_left_an_hour_ago_is_swept_and_younger_files_are_not(tmp_path: Path) -> None:
    old, young = tmp_path / f"{TEMPORARY_PREFIX}a-1.csv", tmp_path / f"{TEMPORARY_PREFIX}a-2.csv"
    other = tmp_path / f"{TEMPORARY_PREFIX}b-1.csv"
    for one in (old, young, other):
        one.write_text("half")
    past = time.time() - SWEPT_AFTER_SECONDS - 60
    os.utime(old, (past, past))
    os.utime(other, (past, past))
    with atomic_path(tmp_path / "a.csv") as temporary:
        temporary.write_text("new")
    assert names(tmp_path) == [young.name, other.name, "a.csv"]


@pytest.mark.skipif(os.name == "nt", reason="modes of files are not a Windows thing")
def test_the_new_file_keeps_the_mode_of_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_text("old")
    target.chmod(0o640)
    with atomic_path(target) as temporary:
        temporary.write_text("new")
    assert target.stat().st_mode & 0o777 == 0o640
