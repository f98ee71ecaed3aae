"""Every workbook that public libraries test themselves with is read or refused; nothing else ever happens."""

from __future__ import annotations

import sys
from collections import Counter

import pytest

from tests.support.corpus import BOOKS, unpacked
from tests.support.trial import Job, told, try_files

BOOKS_MIN = 250


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_every_file_of_the_corpus_is_read_or_refused(tmp_path, capsys):
    files = unpacked(tmp_path / "файлы")
    trials = try_files([Job(name, str(path)) for name, path in files], tmp_path / "проба")
    broken = [f"{one.name}: {one.outcome} {one.broken}" for one in trials if one.broken]
    assert not broken, "\n".join(broken)
    assert len(trials) == len(files) + 1
    assert trials[-1].outcome == "verified"
    outcomes = Counter(one.outcome for one in trials[:-1])
    with capsys.disabled():
        sys.stdout.write(told(trials))
    assert sum(path.suffix in BOOKS for _, path in files) >= BOOKS_MIN
    assert outcomes["LayoutNotRecognised"] + outcomes["UnknownLayout"] > BOOKS_MIN // 2, "most are sound, yet foreign"
