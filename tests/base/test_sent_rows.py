"""Rows without a number: a workbook sent again stores only what it has not sent yet."""

from __future__ import annotations

from pathlib import Path

from clientbase_xl.base.meta import base_id
from clientbase_xl.base.sent_rows import add_sent, sent_counts
from clientbase_xl.base.store import Base


def test_rows_sent_are_counted_by_workbook_and_sheet(base: Base) -> None:
    with base.writing() as connection:
        add_sent(connection, "книга", "contacts", {"а": 2, "б": 1, "в": 0})
    with base.writing() as connection:
        add_sent(connection, "книга", "contacts", {"а": 1})
        add_sent(connection, "книга", "tasks", {"а": 5})
        add_sent(connection, "другая", "contacts", {})
    with base.reading() as connection:
        assert sent_counts(connection, "книга", "contacts") == {"а": 3, "б": 1}
        assert sent_counts(connection, "книга", "tasks") == {"а": 5}
        assert sent_counts(connection, "другая", "contacts") == {}


def test_a_base_keeps_its_identity_and_another_has_another(base: Base, tmp_path: Path) -> None:
    assert base_id(Base.open(base.folder)) == base_id(Base.init(base.folder)) == base_id(base)
    assert base_id(Base.init(tmp_path / "другая")) != base_id(base)
