"""The log of the program: what was pressed and where it broke, never the words of cells and messages."""

from __future__ import annotations

import logging
from pathlib import Path

from clientbase_xl.excel.log_file import COUNT_OLD, LOG, MAX_BYTES, log_to

SECRET = "Анна Петрова, 8 900 000-00-00"


def fail(text: str) -> None:
    """Fail as a library does: a cause that quotes a cell, an error that quotes it again."""
    try:
        raise ValueError(text)
    except ValueError as error:
        raise RuntimeError(f"ячейка {text}") from error


def test_an_error_is_shown_by_its_way_and_kind_without_its_words(tmp_path: Path) -> None:
    file = tmp_path / "новая" / "clientbase.log"
    with log_to(file) as given:
        assert given == file
        LOG.info("%s: begun", "Категории")
        try:
            fail(SECRET)
        except RuntimeError:
            LOG.exception("%s: failed", "Категории")
    text = file.read_text(encoding="utf-8")
    assert "INFO" in text
    assert "Категории: begun" in text
    assert "test_log_file.py" in text
    assert text.index("ValueError") < text.index("RuntimeError")
    assert "Анна" not in text
    assert "ячейка" not in text


def test_the_number_of_an_error_of_the_system_is_kept(tmp_path: Path) -> None:
    with log_to(tmp_path / "c.log"):
        try:
            (tmp_path / "Анна Петрова.xlsx").read_text()
        except OSError:
            LOG.exception("failed")
    text = (tmp_path / "c.log").read_text(encoding="utf-8")
    assert "FileNotFoundError 2" in text
    assert "Анна" not in text


def test_errors_that_point_at_each_other_end(tmp_path: Path) -> None:
    with log_to(tmp_path / "c.log"):
        first, second = ValueError("а"), KeyError("б")
        first.__cause__, second.__cause__ = second, first
        LOG.error("failed", exc_info=first)
    assert (tmp_path / "c.log").read_text(encoding="utf-8").count("ValueError") == 1


def test_nothing_stays_open_or_set_afterwards(tmp_path: Path) -> None:
    before = (list(LOG.handlers), LOG.level)
    with log_to(tmp_path / "c.log"):
        assert LOG.getEffectiveLevel() == logging.INFO
    assert (LOG.handlers, LOG.level) == before


def test_a_long_log_begins_anew_and_keeps_a_few_old_ones(tmp_path: Path) -> None:
    file = tmp_path / "c.log"
    for _ in range(COUNT_OLD + 3):
        with log_to(file):
            LOG.info("%s", "ы" * MAX_BYTES)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["c.log", *(f"c.log.{n + 1}" for n in range(COUNT_OLD))]


def test_where_no_log_can_be_written_the_work_goes_on(tmp_path: Path) -> None:
    (tmp_path / "занято").write_text("файл")
    with log_to(tmp_path / "занято" / "c.log") as file:
        assert file is None
        LOG.info("ничего")
    with log_to(None) as file:
        assert file is None
