"""kill -9, two importers at once and a full disk: the base holds all of an import or nothing of it."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text

from clientbase_xl.base.imports import list_imports, valid_parts
from clientbase_xl.base.store import Base
from clientbase_xl.errors import BaseRefused, WriteRefused
from clientbase_xl.ledger.lines import ValidPart, open_lines
from clientbase_xl.ledger.parts import is_intact
from clientbase_xl.ledger.summary import LedgerSummary, summarise
from tests.conftest import PROJECT
from tests.support.importer import NOW, export, import_export
from tests.support.nursery import Moments, Nursery, kill, kills, needs_fork, open_nursery
from tests.support.process import small_disk

COUNT_KILLS, COUNT_ON_SERVER = 50, 30
"""On a server the same code runs over the same transactions: fewer kills tell that it is so there too."""


def ledger_total(base: Base) -> LedgerSummary:
    """Return the totals of the lines in force."""
    parts = [
        ValidPart(base.ledger_dir / item.part_name, periods, is_whole, item.amount_vat or "", item.cost_vat or "")
        for item, periods, is_whole in valid_parts(list_imports(base))
    ]
    return summarise(open_lines(parts, NOW.date()))


def assert_whole(folder: Path) -> int:
    """Check that registry, parts, cards and problems agree; return the number of imports."""
    base = Base.open(folder)
    records = list_imports(base)
    names = {item.part_name for item in records}
    present = {path.name for path in base.ledger_dir.iterdir()}
    assert names <= present, "a registered part is missing"
    assert len(present - names) <= 1, "one interrupted import leaves at most one file"
    with base.reading() as connection:
        linked = set(connection.execute(text("SELECT import_id FROM client_imports")).scalars())
        noted = set(connection.execute(text("SELECT import_id FROM problems")).scalars())
    assert linked == noted == {item.import_id for item in records}
    if records:
        # All exports cover the same month: the last one alone counts, to the kopeck.
        assert is_intact(base.ledger_dir / records[-1].part_name)
        total = ledger_total(base)
        assert (total.amount_rub, total.count_lines) == (records[-1].amount_rub, records[-1].count_accepted)
    return len(records)


@pytest.fixture
def nursery(base: Base) -> Iterator[Nursery]:
    """Start the process that forks importers of the base."""
    with open_nursery("tests.support.importer", base.folder) as started:
        yield started


@pytest.mark.slow
@needs_fork
@pytest.mark.timeout(600)
def test_killed_imports_are_there_whole_or_not_at_all(base: Base, nursery: Nursery) -> None:
    draw, count_kills = random.Random(20261121), kills(COUNT_KILLS if base.is_embedded else COUNT_ON_SERVER)
    moments = Moments(draw, 0.2, share_done=0.5)
    counts = [0]
    orphans = 0
    for _ in range(count_kills):
        importer = nursery.fork()
        moments.wait()
        kill(importer)
        counts.append(assert_whole(base.folder))
        moments.learn(is_something_done=counts[-1] > counts[-2])
        orphans += len(list(base.ledger_dir.iterdir())) > len({item.part_name for item in list_imports(base)})
    assert counts == sorted(counts), "no import that was there is lost"
    assert counts[-1] > count_kills / 4, "the importers got to work"
    assert orphans > 0, "some kill came between the file and the commit"
    import_export(base, export(10**6 + 1))
    assert {path.name for path in base.ledger_dir.iterdir()} == {item.part_name for item in list_imports(base)}


@pytest.mark.long
@needs_fork
def test_two_importers_at_once_wait_for_each_other(base: Base, nursery: Nursery) -> None:
    importers = [nursery.fork(), nursery.fork()]
    deadline = time.monotonic() + 30
    while len(list_imports(base)) < 20 and time.monotonic() < deadline:
        time.sleep(0.05)
    for importer in importers:
        kill(importer)
    assert assert_whole(base.folder) >= 20


@pytest.mark.long
def test_the_same_export_imported_twice_at_once_counts_once(base: Base) -> None:
    code = (
        "import sys; from pathlib import Path; from clientbase_xl.base.store import Base; "
        "from tests.support.importer import export, import_export; "
        "base = Base.open(Path(sys.argv[1])); sys.stdin.readline(); "
        "print([import_export(base, export(number)) for number in (1, 1)])"
    )
    command = [sys.executable, "-c", code, str(base.folder)]
    both = [
        subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = sorted(process.communicate("\n", timeout=60)[0].strip() for process in both)
    assert said == ["[1, None]", "[None, None]"]
    assert assert_whole(base.folder) == 1


def refusal_of_import(base: Base, number: int) -> str:
    """Import an export of many lines; return what the program refused with, "" when it went through."""
    try:
        import_export(base, export(number, 3000))
    except (BaseRefused, WriteRefused) as refusal:
        return str(refusal)
    return ""


def test_a_full_disk_refuses_the_import_and_leaves_the_base_as_it_was(tmp_path: Path) -> None:
    answers = []
    with small_disk(tmp_path / "Диск", 1200) as disk:
        base = Base.init(disk / "База")
        import_export(base, export(1))
        for number, free_kib in enumerate((0, 4, 16, 40, 80, 120, 160), start=2):
            before = assert_whole(base.folder)
            ballast = disk / "балласт"
            ballast.write_bytes(bytes(max(0, shutil.disk_usage(disk).free - free_kib * 1024)))
            answers.append(refusal_of_import(base, number))
            ballast.unlink()
            assert assert_whole(base.folder) == before + (not answers[-1])
    refusals = [answer for answer in answers if answer]
    assert 0 < len(refusals) < len(answers), "some disk was too full, and some was not"
    assert all("места" in answer for answer in refusals)


def test_a_registry_that_sums_to_the_export_sums_to_the_ledger(base: Base) -> None:
    import_export(base, export(3, 7))
    assert ledger_total(base).amount_rub == Decimal(21)
