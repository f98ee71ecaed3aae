"""kill -9 while a base is reconciled: every act that was reported is there, and each is whole."""

from __future__ import annotations

import logging
import random
from datetime import date
from pathlib import Path

import pytest

from clientbase_xl.base.reconciliations import read_acts, read_figures
from clientbase_xl.base.verify import verify
from clientbase_xl.workflows.reconcile import reconcile
from tests.support.engines import Engine
from tests.support.governed import NOON, card, put, replayed, standing
from tests.support.importer import export, import_export
from tests.support.nursery import Moments, kill, kills, needs_fork, open_nursery

LOG = logging.getLogger(__name__)
COUNT_KILLS, COUNT_CLIENTS = 20, 60


@pytest.mark.slow
@needs_fork
@pytest.mark.timeout(600)
def test_a_killed_reconciliation_leaves_whole_acts_only(tmp_path: Path, engine: Engine) -> None:
    base = engine.usual(tmp_path / "база")
    import_export(base, export(1))
    put(base, *(one for number in range(2, COUNT_CLIENTS + 1) for one in card(f"К{number}", client_name="Ромашка")))
    reconcile(base, date(2026, 2, 1), date(2026, 12, 31), now=NOON, user="я")
    draw, counts = random.Random(20261127), [1]
    moments = Moments(draw, 0.2, share_done=0.6)
    with open_nursery("tests.support.reconciler", base.folder) as nursery:
        for _ in range(kills(COUNT_KILLS)):
            worker = nursery.fork()
            moments.wait()
            kill(worker)
            counts.append(len(read_acts(base)))
            moments.learn(is_something_done=counts[-1] > counts[-2])
    acts = read_acts(base)
    assert counts == sorted(counts)
    assert len(acts) > 1, "somebody got to work"
    held = {act.reconciled_on: len(read_figures(base, act.reconciled_on)) for act in acts}
    assert held == {act.reconciled_on: COUNT_CLIENTS for act in acts}, "an act is there by half"
    noted = Path(f"{base.folder}.done")
    done = noted.read_text(encoding="utf-8").split() if noted.exists() else []
    assert len(done) == len(set(done))
    assert set(done) <= {str(act.reconciled_on) for act in acts}, "an act that was reported is lost"
    assert verify(base) is None
    assert standing(base) == replayed(base)
    LOG.info("kills %d", kills(COUNT_KILLS))
    LOG.info("acknowledged %d", len(done))
