"""Sound files of every kind, damaged in their bytes, parts and structure, are read or refused.

`CLIENTBASE_MUTANTS` sets how many (longer campaigns), `CLIENTBASE_MUTANTS_FROM` the number of the first.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.support.corpus import BOOKS, FOLDER, unpacked
from tests.support.sound_files import write_all
from tests.support.trial import REFUSED_NAMES, Job, told, try_files

COUNT = int(os.environ.get("CLIENTBASE_MUTANTS", "500"))
FIRST = int(os.environ.get("CLIENTBASE_MUTANTS_FROM", "0"))
IN_ONE_BASE = 400
BYTES_MAX = 60_000


def sources(folder: Path) -> list[tuple[str, Path]]:
    """Return our own files, and beside each a small one of the corpus where that is here."""
    own = [(path.name, path) for path in write_all(folder / "свои")]
    if not FOLDER.is_dir():
        return own
    foreign = [
        (name, path)
        for name, path in unpacked(folder / "чужие")
        if path.suffix in BOOKS and path.stat().st_size <= BYTES_MAX
    ]
    return [one for place, pair in enumerate(own) for one in (pair, foreign[place * 7 % len(foreign)])]


@pytest.mark.slow
@pytest.mark.timeout(36_000)
def test_sound_files_are_read(tmp_path):
    files = write_all(tmp_path)
    trials = try_files([Job(path.name, str(path)) for path in files], tmp_path / "проба")
    assert not [one for one in trials if one.broken]
    refused = [one for one in trials if one.outcome in REFUSED_NAMES]
    assert not refused


@pytest.mark.slow
@pytest.mark.timeout(36_000)
def test_mutants_are_read_or_refused(tmp_path, capsys):
    files = sources(tmp_path)
    jobs = []
    for number in range(FIRST, FIRST + COUNT):
        name, path = files[number % len(files)]
        jobs.append(Job(f"{name} {number}", str(path), seed=f"{name} {number}", is_checked=number % 4 == 0))
    trials = []
    for start in range(0, COUNT, IN_ONE_BASE):
        batch = jobs[start : start + IN_ONE_BASE]
        tried = try_files(batch, tmp_path / f"проба {start}")
        trials += tried
        assert len(tried) == len(batch) + 1
    outcomes = Counter(one.outcome for one in trials)
    with capsys.disabled():
        sys.stdout.write(told(trials))
    broken = [f"{one.name}: {one.outcome} {one.broken}" for one in trials if one.broken]
    assert not broken, "\n".join(broken)
    assert sum(outcomes[name] for name in REFUSED_NAMES) > COUNT // 4
    assert outcomes["продажи"] > COUNT // 50, "some mutants must still be read"
