"""kill -9 at random moments and a full disk leave a consistent base and whole files."""

from __future__ import annotations

import random
import shutil
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from clientbase_xl.base.store import Base
from clientbase_xl.workflows.export_facts import load_facts
from tests.support.commander import Commander, open_commander
from tests.support.desk import HEADER, Desk, line
from tests.support.nursery import needs_fork
from tests.support.process import run_and_kill, run_to_end, small_disk

COUNT_KILLS, COUNT_OF_PROGRAM = 18, 3
COUNT_FILE_KILLS, COUNT_FILES_OF_PROGRAM = 4, 1
"""The first kills meet the program from its start; the others meet forks of it, loaded already, at work at once."""
COUNT_LINES = 20_000
COUNT_LINES_OF_FILES = 1_000
"""Files are killed while few clients are computed and the writing of the sheets is most of the work."""


def _export(path: Path, month: int, amount: str, count_lines: int = COUNT_LINES) -> Path:
    rows = (
        line(f"{1 + number % 28:02d}.{month:02d}.2026", str(number % (count_lines // 40)), amount) + "\n"
        for number in range(count_lines)
    )
    path.write_text(HEADER + "".join(rows), encoding="utf-8")
    return path


def _turnover(base: Path) -> float:
    """Return what the next program that opens the base computes."""
    facts = load_facts(Base.open(base), date(2026, 12, 1))
    return round(float(facts["turnover_12m_rub"].sum()), 2)


@pytest.fixture
def commander(tmp_path: Path) -> Iterator[Commander]:
    """Start the process that forks commands."""
    folder = tmp_path / "команды"
    folder.mkdir()
    with open_commander(folder) as started:
        yield started


@pytest.mark.slow
@needs_fork
@pytest.mark.timeout(900)
def test_an_import_killed_at_any_moment_is_there_whole_or_not_at_all(desk: Desk, commander: Commander) -> None:
    draw = random.Random(20261121)
    first = _export(desk.folder / "апрель.csv", 4, "10,00")
    code, said, _ = run_to_end("import", first, "--base", desk.base)
    assert code == 0, said
    before = float(COUNT_LINES * 10)
    second = _export(desk.folder / "май.csv", 5, "7,00")
    pristine = desk.folder / "копия"
    shutil.copytree(desk.base, pristine)
    again = ("import", second, "--base", desk.base)
    _, _, seconds = run_to_end(*again)
    after = before + COUNT_LINES * 7
    assert _turnover(desk.base) == after
    shutil.rmtree(desk.base)
    shutil.copytree(pristine, desk.base)
    seconds_at_work = commander.run_to_end(*again)
    assert _turnover(desk.base) == after
    seen: set[float] = set()
    for number in range(COUNT_KILLS):
        shutil.rmtree(desk.base)
        shutil.copytree(pristine, desk.base)
        # The interesting moments are at the end, where files and rows are made.
        if number < COUNT_OF_PROGRAM:
            run_and_kill(seconds * draw.uniform(0.4, 1.05), *again)
        else:
            commander.run_and_kill(seconds_at_work * draw.uniform(0.0, 1.05), *again)
        total = _turnover(desk.base)
        assert total in (before, after)
        seen.add(total)
    code, said, _ = run_to_end(*again)
    assert code in (0, 1), said
    assert _turnover(desk.base) == after
    parts = {path.name for path in (desk.base / "ledger").iterdir()}
    assert len(parts) == 2, "the next import sweeps what a killed one left"
    assert before in seen, "no kill came early enough to matter"


@pytest.mark.slow
@needs_fork
@pytest.mark.timeout(900)
@pytest.mark.parametrize("kind", ["workbook", "weekly"])
def test_a_file_killed_while_it_is_written_is_the_old_one_or_the_new_one(
    desk: Desk, commander: Commander, kind: str
) -> None:
    draw = random.Random(20261122)
    run_to_end("import", _export(desk.folder / "апрель.csv", 4, "10,00", COUNT_LINES_OF_FILES), "--base", desk.base)
    out = desk.folder / "готово"
    out.mkdir()
    target = out / "База.xlsx" if kind == "workbook" else out
    arguments = (kind, "--out", target, "--base", desk.base, "--today", "2026-05-12")
    code, said, seconds = run_to_end(*arguments)
    assert code in (0, 1), said
    (made,) = out.glob("*.xlsx")
    held = made.read_bytes()
    said_by = {_first_page(made)}
    later = (*arguments[:-1], "2026-05-13")
    seconds_at_work = commander.run_to_end(*arguments)
    held = made.read_bytes()
    for number in range(COUNT_FILE_KILLS):
        if number < COUNT_FILES_OF_PROGRAM:
            run_and_kill(seconds * draw.uniform(0.5, 1.05), *later)
        else:
            commander.run_and_kill(seconds_at_work * draw.uniform(0.4, 1.05), *later)
        if (content := made.read_bytes()) != held:  # a workbook knows its moment: every whole one has bytes of its own
            held = content
            said_by.add(_first_page(made))
    assert len(said_by) <= 2, "only whole files of the two days are ever seen"


def _first_page(path: Path) -> tuple[object, ...]:
    """Return the sheets and the first page of a workbook; zipfile.BadZipFile for one that is not whole."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
    book = openpyxl.load_workbook(path, read_only=True)
    try:
        return (*book.sheetnames, *book.worksheets[0].iter_rows(values_only=True))
    finally:
        book.close()


EMPTY_BASE_KB = 2_000
"""A disk that holds an empty base with room to spare, to be filled up to little before it is written to."""


@pytest.mark.long
@pytest.mark.parametrize("kind", ["import", "workbook", "facts"])
def test_a_full_disk_is_answered_in_russian_and_leaves_everything_as_it_was(desk: Desk, kind: str) -> None:
    path = _export(desk.folder / "апрель.csv", 4, "10,00")
    with small_disk(desk.folder / "диск", EMPTY_BASE_KB) as disk:
        if kind == "import":
            assert desk.run("init", "--base", disk / "б").code == 0
            (disk / "балласт").write_bytes(bytes(disk_free(disk) - 48 * 1024))
            answer = desk.run("import", path, "--base", disk / "б")
            assert desk.run("imports", "--base", disk / "б", "--json").out.strip() == "[]"
        else:
            desk.call("import", path)
            target = disk / ("Б.xlsx" if kind == "workbook" else "ф.csv")
            (disk / "балласт").write_bytes(bytes(disk_free(disk) - 8 * 1024))
            answer = desk.call(kind, "--out", target, "--today", "2026-05-12")
            assert sorted(item.name for item in disk.iterdir()) == ["балласт"]
        assert answer.code == 2, answer.out + answer.err
        assert "места" in answer.err
        assert "Traceback" not in answer.err


def disk_free(folder: Path) -> int:
    """Return the free bytes of the disk under a folder."""
    return shutil.disk_usage(folder).free
