"""A workbook is taken only by the base, and from the state, that it was made of."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from clientbase_xl.errors import BadUse
from clientbase_xl.reading.own_workbook import read_marks
from clientbase_xl.workflows.origin import HASH_MARK, SEQ_MARK, head_at, is_of_base, read_origin
from tests.support.office import Office
from tests.support.own_book import edited


@pytest.mark.long
def test_a_workbook_knows_its_base_state_and_manager(team: Office) -> None:
    path = team.book(user="ветров")
    marks = read_marks(path)
    origin = read_origin(team.base, path, marks)
    assert is_of_base(team.base, marks)
    assert (origin.made_seq, marks[HASH_MARK]) == head_at(team.base)
    assert origin.manager == "Ветров"


@pytest.mark.long
@pytest.mark.parametrize("mark", ["clientbase_base_id", SEQ_MARK, "clientbase_workbook_id"])
def test_a_workbook_without_a_mark_is_refused(office: Office, mark: str) -> None:
    path = office.book()
    marks = {name: text for name, text in read_marks(path).items() if name != mark}
    with pytest.raises(BadUse, match="нет отметки"):
        read_origin(office.base, path, marks)


@pytest.mark.slow
def test_a_base_restored_from_an_older_copy_refuses_newer_workbooks(office: Office, tmp_path: Path) -> None:
    copy = tmp_path / "копия базы"
    shutil.copytree(office.folder / "база", copy)
    with edited(office.book()) as book:
        book.type("clients", "1", comment="а")
    office.send(book.path)
    newer = office.book("новее")
    shutil.rmtree(office.folder / "база")
    shutil.copytree(copy, office.folder / "база")
    with pytest.raises(BadUse, match="старой копии"):
        office.send(newer)


@pytest.mark.long
def test_a_rewritten_journal_is_noticed_by_the_hash(office: Office) -> None:
    path = office.book()
    marks = read_marks(path) | {HASH_MARK: "0" * 64}
    with pytest.raises(BadUse, match="состоянию базы"):
        read_origin(office.base, path, marks)
