"""kill -9 during backups and restorations: what is there is whole, and every file is in the registry."""

from __future__ import annotations

import logging
import random
from pathlib import Path

import pytest

from clientbase_xl.base.backups import list_backups
from clientbase_xl.base.journal import head
from clientbase_xl.base.store import Base
from clientbase_xl.base.verify import verify
from clientbase_xl.workflows.restore import restore_backup
from tests.support.engines import Engine
from tests.support.governed import NOON, card, put, standing
from tests.support.importer import export, import_export
from tests.support.nursery import Moments, kill, kills, needs_fork, open_nursery

LOG = logging.getLogger(__name__)
COUNT_KILLS, COUNT_ON_SERVER = 20, 6


@pytest.mark.slow
@needs_fork
@pytest.mark.timeout(600)
def test_a_killed_backup_or_restoration_leaves_whole_files_and_bases_only(tmp_path: Path, engine: Engine) -> None:
    base = engine.usual(tmp_path / "база")
    count_kills = kills(COUNT_KILLS if base.is_embedded else COUNT_ON_SERVER)
    import_export(base, export(1))
    put(base, *(one for number in range(300) for one in card(f"Ф{number}", client_name="Ромашка", phone=str(number))))
    known, held = head(base), standing(base)
    draw, counts = random.Random(20261126), [0]
    moments = Moments(draw, 0.2 if base.is_embedded else 1.0, share_done=0.7)
    with open_nursery("tests.support.copier", base.folder) as nursery:
        while len(counts) <= count_kills or not counts[-1]:
            worker = nursery.fork()
            moments.wait()
            kill(worker)
            counts.append(len(list(tmp_path.glob("[0-9]*.zip"))))
            moments.learn(is_something_done=counts[-1] > counts[-2])
    files, bases = sorted(tmp_path.glob("[0-9]*.zip")), sorted(tmp_path.glob("база [0-9]*"))
    assert {path.name for path in files} <= {one.file_name for one in list_backups(base)}
    assert (head(base), standing(base), verify(base)) == (known, held, None)
    for folder in bases:
        restored = Base.open(folder)
        assert verify(restored, known[1]) is None
        assert standing(restored) == held
    for number, file in enumerate(files[-3:]):
        restore_backup(file, tmp_path / f"проверка {number}", now=NOON, user="я")
    LOG.info("kills %d", len(counts) - 1)
    LOG.info("acknowledged %d", len(files) + len(bases))
