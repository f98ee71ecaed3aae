"""Whatever happens, the answer is Russian and the exit code says whether the work was done."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from clientbase_xl.cli import last_resort
from tests.support.desk import Desk, line
from tests.support.process import command

pytestmark = pytest.mark.long

LONG = "я" * 300


def is_refused(desk: Desk, *arguments: object) -> str:
    """Check that a command is refused in Russian and not by an error of ours; return its answer."""
    answer = desk.run(*arguments)
    assert answer.code == 2, answer.out + answer.err
    assert "Что сделать" in answer.err or "Допустимо" in answer.err, answer.err
    assert last_resort.OUR_ERROR not in answer.err, answer.err
    return answer.err


@pytest.mark.parametrize("option", ["--base", "--source"])
def test_bytes_that_are_no_text_are_refused_before_anything_is_made(desk: Desk, option: str) -> None:
    before = sorted(desk.folder.rglob("*"))
    path = desk.export("май.csv", line("05.05.2026", "1", "100,00"))
    told = is_refused(desk, "import", path, "--base", desk.base, option, "q\udcff")
    assert "UTF-8" in told
    assert sorted(desk.folder.rglob("*")) == sorted([*before, path])


@pytest.mark.parametrize(
    "arguments",
    [
        ("workbook", "--out", f"{LONG}.xlsx"),
        ("facts", "--out", f"{LONG}.csv"),
        ("weekly", "--out", LONG),
        ("import", f"{LONG}.csv"),
        ("workbook", "--out", "а.xlsx", "--today", "0001-01-01"),
        ("weekly", "--out", "а", "--today", "9999-12-31"),
        ("facts", "--out", "а.csv", "--today", "1989-12-31"),
        ("compute", "statuses", "--out", "а.csv", "--today", "2101-01-01"),
    ],
)
def test_names_too_long_and_days_too_far_are_refused(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(desk.folder)
    is_refused(desk, *arguments, "--base", desk.base)
    is_refused(desk, *arguments, "--base", LONG)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes in the file system are POSIX")
def test_a_pipe_in_place_of_a_file_is_refused_and_not_waited_for(desk: Desk) -> None:
    os.mkfifo(desk.folder / "труба.csv")
    assert "труба.csv" in is_refused(desk, "check", desk.folder / "труба.csv")


@pytest.mark.long
def test_a_table_is_not_written_over_a_workbook_of_ours(desk: Desk) -> None:
    desk.call("import", desk.export("май.csv", line("05.05.2026", "1", "100,00")))
    book = desk.folder / "База.xlsx"
    desk.call("workbook", "--out", book, "--today", "2026-06-01")
    before = book.read_bytes()
    for arguments in (("facts",), ("compute", "statuses")):
        assert "База.xlsx" in is_refused(desk, *arguments, "--out", book, "--base", desk.base)
    assert book.read_bytes() == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is of Linux")
def test_an_answer_that_nobody_takes_does_not_change_what_was_done(desk: Desk) -> None:
    path = desk.export("май.csv", line("05.05.2026", "1", "100,00"))
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            command("import", path, "--base", desk.base), stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (done.returncode, done.stderr) == (0, "")
    assert "май.csv" in desk.call("imports").out


def test_a_reader_that_leaves_early_is_no_error() -> None:
    code = "import sys, clientbase_xl.cli as c; sys.stdout.reconfigure(line_buffering=True); c.main(['rules'] )"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_an_error_of_ours_is_named_and_ends_with_refusal(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("поделили")

    monkeypatch.setattr("clientbase_xl.workflows.list_imports.imports_shown", fail)
    answer = desk.call("imports")
    assert answer.code == 2
    assert answer.err.startswith(last_resort.OUR_ERROR)
    assert "test_last_resort.py" in answer.err
    assert "Traceback" not in answer.err
    monkeypatch.setenv(last_resort.SHOW_TRACE, "1")
    assert "Traceback" in desk.call("imports").err


def test_ctrl_c_is_answered_in_russian_with_the_code_of_a_refusal(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("clientbase_xl.workflows.list_imports.imports_shown", interrupt)
    answer = desk.call("imports")
    assert answer.code == 2
    assert answer.err.startswith("Прервано")
