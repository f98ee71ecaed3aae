"""Files from outside tried one after another in a process of its own, which can die, run away or swell without harm.

`try_files` starts this module as a child over a list of files; each is checked, then imported into a real base with
every question answered «yes». The child notes for each what became of it, its seconds and the most memory it took;
where the child itself dies, that is noted and another goes on with the next file.
"""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from clientbase_xl.base.store import DATABASE, Base
from clientbase_xl.base.verify import verify
from clientbase_xl.errors import BadFile, BadUse, BaseRefused, ClientbaseError
from clientbase_xl.workflows.check_file import ALREADY_THERE, check_file
from clientbase_xl.workflows.import_sales import ImportOrder, import_files
from tests.conftest import PROJECT
from tests.support.mutate import mutated

SECONDS_MAX = 60
MEMORY_MAX = 2 * 1024**3
# Libraries set addresses aside that they never fill; what is really taken is measured.
ADDRESSES_MAX = 6 * 1024**3
CHILD_SECONDS_MAX = 3600
NOW = datetime.fromisoformat("2026-06-01T09:00")
VAT = ("без НДС", "без НДС")
REFUSALS = (BadFile, BadUse, BaseRefused)


@dataclass(frozen=True)
class Job:
    """A file to try; with a `seed` what is tried is a damaged copy of it."""

    name: str
    path: str
    seed: str = ""
    is_checked: bool = True


@dataclass(frozen=True)
class Trial:
    """What became of a file; `broken` says what must not happen, "" when nothing did."""

    name: str
    outcome: str
    seconds: float
    memory_bytes: int
    broken: str = ""


def try_files(jobs: Sequence[Job], folder: Path) -> list[Trial]:
    """Try files with one base in an empty folder; the last answer is about the base after all of them."""
    folder.mkdir(parents=True, exist_ok=True)
    Base.init(folder / "база", at=NOW, by="тест")
    trials: list[Trial] = []
    while len(trials) <= len(jobs):
        given = json.dumps([asdict(job) for job in jobs[len(trials) :]])
        with (folder / "stderr.txt").open("w+", encoding="utf-8", errors="replace") as said:
            child = subprocess.Popen(
                [sys.executable, "-m", "tests.support.trial", str(folder)],
                cwd=PROJECT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                text=True,
            )
            out, _ = child.communicate(given, timeout=CHILD_SECONDS_MAX)
            done = [Trial(**json.loads(line)) for line in out.splitlines()]
            trials += done
            said.seek(0)
            aloud = said.read().strip()
        if child.returncode:
            if not jobs[len(trials) :]:
                return [*trials, Trial("база", "died", 0, 0, aloud[-2000:])]
            trials.append(Trial(jobs[len(trials)].name, "died", 0, 0, f"died: {child.returncode} {aloud[-500:]}"))
        elif aloud:
            trials[-1] = Trial("база", "spoke", 0, 0, f"said aloud: {aloud[-2000:]}")
    return trials


def told(trials: Sequence[Trial]) -> str:
    """Return what came out, in two lines: outcomes by kind, the slowest and the largest."""
    outcomes = dict(Counter(one.outcome for one in trials))
    slowest = max(trials, key=lambda one: one.seconds)
    largest = max(trials, key=lambda one: one.memory_bytes)
    spent = f"slowest {slowest.seconds} s ({slowest.name}), largest {largest.memory_bytes >> 20} MB ({largest.name})"
    return f"\n{len(trials)} trials: {outcomes}\n{spent}\n"


def put_down(job: Job, folder: Path) -> Path:
    """Write the file to be tried under a name of ours."""
    content = Path(job.path).read_bytes()
    tried = folder / f"файл{Path(job.path).suffix.casefold()}"
    tried.write_bytes(mutated(content, job.seed) if job.seed else content)
    return tried


def one_at_home(base: Base, job: Job, tried: Path) -> str:
    """Check and import one file and return what it held or how it was refused; whatever else is raised goes on."""
    order = ImportOrder((tried,), "1С", vat=VAT[0], cost_vat=VAT[1])
    checked = _kind(lambda: check_file(tried, {}, base=base, source="1С").kind) if job.is_checked else ""
    imported = _kind(
        lambda: import_files(base, order, now=NOW, user="тест", confirm=lambda _: True, ask_vat=lambda _: VAT)[0].kind
    )
    # `check` tells what `import` would do; only storing may find more: other lines in force, no cards at all, the same.
    assert not checked or imported in (checked, ALREADY_THERE, *REFUSED_NAMES), (checked, imported)
    assert checked not in REFUSED_NAMES or imported in REFUSED_NAMES, (checked, imported)
    return imported


REFUSED_NAMES = {"BadFile", "BadUse", "BaseRefused", "UnknownLayout", "LayoutNotRecognised"}


def _kind(call: Callable[[], str]) -> str:
    try:
        return call()
    except REFUSALS as refused:
        _check_words(refused)
        return type(refused).__name__


def _check_words(refused: ClientbaseError) -> None:
    """A refusal is a few Russian words, not an excuse of some library."""
    assert any("а" <= letter <= "я" for letter in refused.found), refused.found
    assert len(str(refused)) < 10_000, "a refusal of a book's length"
    assert "Traceback" not in str(refused)


def _work(folder: Path) -> None:
    jobs = [Job(**one) for one in json.load(sys.stdin)]
    # What any library prints counts as said aloud, not as an answer.
    answers = os.dup(1)
    os.dup2(2, 1)
    base = Base.open(folder / "база")
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES_MAX, ADDRESSES_MAX))
    random.seed(1)
    with closing(sqlite3.connect(base.folder / DATABASE)) as watcher:
        for job in jobs:
            tried, before = put_down(job, folder), _state(base, watcher)
            _reset_peak()
            # The process is ended from outside: no handler of Python runs while a library computes.
            signal.setitimer(signal.ITIMER_PROF, SECONDS_MAX)
            started, broken = time.monotonic(), ""
            try:
                outcome = one_at_home(base, job, tried)
            except Exception:
                outcome, broken = "raised", traceback.format_exc()
            signal.setitimer(signal.ITIMER_PROF, 0)
            seconds, memory = time.monotonic() - started, _peak()
            if (outcome in REFUSED_NAMES or outcome == "raised") and _state(base, watcher) != before:
                broken += "the base is not as it was"
            if memory > MEMORY_MAX:
                broken += f"took {memory / 1024**2:.0f} MB"
            _tell(Trial(job.name, outcome, round(seconds, 3), memory, broken), answers)
    wrong = verify(base)
    _tell(Trial("база", "verified", 0, 0, repr(wrong) if wrong else ""), answers)


def _state(base: Base, watcher: sqlite3.Connection) -> tuple[object, ...]:
    """Return what changes with any commit of another connection and with any file of the ledger."""
    parts = sorted((one.name, one.stat().st_size, one.stat().st_mtime_ns) for one in base.ledger_dir.iterdir())
    return (*watcher.execute("PRAGMA data_version").fetchone(), *parts)


def _reset_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def _peak() -> int:
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def _tell(trial: Trial, answers: int) -> None:
    os.write(answers, (json.dumps(asdict(trial), ensure_ascii=False) + "\n").encode())


if __name__ == "__main__":
    _work(Path(sys.argv[1]))
