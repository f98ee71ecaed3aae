"""Files that other libraries ship in their source archives to test themselves; `.ci/fetch_corpus.py` fetches them."""

from __future__ import annotations

import os
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

from tests.conftest import PROJECT

FOLDER = PROJECT / ".tools" / "corpus"
BOOKS = (".xlsx", ".xlsm", ".xltx", ".xls", ".xlsb", ".ods", ".fods")
TABLES = (".csv", ".tsv", ".parquet")
BYTES_MAX = 64 * 1024**2


def unpacked(folder: Path) -> list[tuple[str, Path]]:
    """Write the workbooks and tables of all archives into a folder; return them as `archive: member`, sorted.

    Equal files are taken once. Without archives the test fails in CI and is skipped elsewhere.
    """
    archives = sorted(one for one in FOLDER.iterdir() if one.is_file()) if FOLDER.is_dir() else []
    if not archives:
        if os.environ.get("CI"):
            pytest.fail("no archive of the corpus is here, and CI must have them: .ci/fetch_corpus.py")
        pytest.skip("no archive of the corpus is here: `python .ci/fetch_corpus.py` fetches them")
    folder.mkdir(parents=True, exist_ok=True)
    files: list[tuple[str, Path]] = []
    known: set[bytes] = set()
    for archive in archives:
        for member, content in _members(archive):
            suffix = PurePosixPath(member).suffix.casefold()
            if suffix in BOOKS + TABLES and content not in known:
                known.add(content)
                # No name from an archive becomes a path here.
                path = folder / f"{len(files):05}{suffix}"
                path.write_bytes(content)
                files.append((f"{archive.name}: {member}", path))
    return files


def _members(archive: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the plain files of an archive, none larger than 64 MB."""
    if zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as zipped:
            for info in zipped.infolist():
                if not info.is_dir() and info.file_size <= BYTES_MAX:
                    yield info.filename, zipped.read(info)
        return
    with tarfile.open(archive) as tarred:
        for member in tarred:
            part = tarred.extractfile(member) if member.isfile() and member.size <= BYTES_MAX else None
            if part is not None:
                yield member.name, part.read()
