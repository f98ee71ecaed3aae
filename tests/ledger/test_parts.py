"""Parts of the ledger: named by their bytes, written whole or not at all, swept only when nobody names them."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from clientbase_xl.errors import WriteRefused
from clientbase_xl.ledger.parts import sweep_orphans, write_part
from tests.support.sales import as_table, sale

LINES = as_table([sale("2026-01-01", amount="10.01"), sale("2026-01-01", amount="10.01"), sale("2026-01-02", None)])


@pytest.fixture
def ledger_dir(tmp_path: Path) -> Path:
    """Return a ledger folder with a name that people really give."""
    folder = tmp_path / "База отдела № 1 [копия]" / "ledger"
    folder.mkdir(parents=True)
    return folder


def test_a_part_is_named_by_the_hash_of_its_bytes(ledger_dir: Path) -> None:
    name = write_part(ledger_dir, LINES)
    assert [path.name for path in ledger_dir.iterdir()] == [name]
    assert name == hashlib.sha256((ledger_dir / name).read_bytes()).hexdigest() + ".parquet"


def test_a_part_holds_the_lines_as_they_are_equal_ones_too(ledger_dir: Path) -> None:
    part = pq.ParquetFile(ledger_dir / write_part(ledger_dir, LINES))
    assert part.read().equals(LINES)
    assert part.metadata.row_group(0).column(0).compression == "ZSTD"


def test_the_same_lines_give_the_same_part_whatever_the_order_of_columns(ledger_dir: Path) -> None:
    first = write_part(ledger_dir, LINES)
    written = (ledger_dir / first).stat().st_mtime_ns
    assert write_part(ledger_dir, LINES.select(LINES.column_names[::-1])) == first
    assert (ledger_dir / first).stat().st_mtime_ns == written


def test_a_damaged_part_is_written_again(ledger_dir: Path) -> None:
    name = write_part(ledger_dir, LINES)
    (ledger_dir / name).write_bytes(b"PAR1 broken")
    assert write_part(ledger_dir, LINES) == name
    assert pq.read_table(ledger_dir / name).equals(LINES)


def test_the_sweep_removes_orphans_and_temporary_files_and_nothing_else(ledger_dir: Path) -> None:
    known, orphan = write_part(ledger_dir, LINES), write_part(ledger_dir, LINES.slice(0, 1))
    (ledger_dir / ".part-123.tmp").write_bytes(b"half a part")
    (ledger_dir / "заметки.txt").write_text("чужой файл", encoding="utf-8")
    assert sweep_orphans(ledger_dir, {known}) == [".part-123.tmp", orphan]
    assert sorted(path.name for path in ledger_dir.iterdir()) == sorted([known, "заметки.txt"])
    assert sweep_orphans(ledger_dir, {known}) == []


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_a_full_disk_is_refused_in_russian_and_leaves_nothing_behind(
    ledger_dir: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    def fail(*_args: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(*((os, "fsync", fail) if failing == "fsync" else (Path, "replace", fail)))
    with pytest.raises(WriteRefused, match="нет места на диске"):
        write_part(ledger_dir, LINES)
    assert list(ledger_dir.iterdir()) == []


def test_a_missing_folder_is_refused_in_russian(tmp_path: Path) -> None:
    with pytest.raises(WriteRefused, match="папки нет"):
        write_part(tmp_path / "нет", LINES)
    with pytest.raises(WriteRefused, match="папки нет"):
        sweep_orphans(tmp_path / "нет", ())
