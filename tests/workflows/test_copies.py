"""Copies of one workbook share the numbers of its empty rows: nobody's record is overwritten, none is doubled."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from clientbase_xl.base.requests import list_requests
from clientbase_xl.base.rows import read_rows
from clientbase_xl.schemas.requests import WAITING
from tests.support.office import Office
from tests.support.own_book import edited

SHEETS = {
    "contacts": ("description", {"client_code": "1", "manager": "Ветров", "contacted_on": "2026-05-30"}),
    "tasks": ("task", {"client_code": "1", "manager": "Ветров"}),
    "contact_persons": ("person_name", {"client_code": "1"}),
}


def copies(team: Office) -> tuple[Path, Path]:
    """Return a workbook and a copy of it at another desk."""
    path = team.book(user="шеф")
    return path, Path(shutil.copy(path, path.with_name("копия.xlsx")))


def held(team: Office, sheet: str = "contacts") -> list[str]:
    """Return what the records of a sheet say, in order."""
    return sorted(read_rows(team.base, sheet)[SHEETS[sheet][0]])


def write(path: Path, sheet: str, words: str) -> str:
    """Type a record into the first empty row and return its number."""
    text, cells = SHEETS[sheet]
    with edited(path) as book:
        return book.add_record(sheet, **cells, **{text: words})


@pytest.mark.slow
@pytest.mark.parametrize("sheet", SHEETS)
def test_two_people_type_into_one_spare_row_of_their_copies_send_edit_and_send_again(team: Office, sheet: str) -> None:
    first, second = copies(team)
    numbers = {write(first, sheet, "от Ветрова"), write(second, sheet, "от шефа")}
    assert len(numbers) == 1
    for _ in range(2):
        team.send(first, "ветров")
        report = team.send(second, "шеф")
        assert (held(team, sheet), report.count_conflicts) == (["от Ветрова", "от шефа"], 0)
    for path, words in ((first, "снова Ветров"), (second, "снова шеф")):
        with edited(path) as book:
            book.type(sheet, *numbers, **{SHEETS[sheet][0]: words})
    for _ in range(2):
        team.send(first, "ветров")
        report = team.send(second, "шеф")
        assert (held(team, sheet), report.count_conflicts) == (["снова Ветров", "снова шеф"], 0)
    assert report.is_empty
    assert team.is_whole()


@pytest.mark.long
def test_who_gets_a_number_of_his_own_is_told(team: Office) -> None:
    first, second = copies(team)
    number = write(first, "contacts", "от Ветрова")
    write(second, "contacts", "от шефа")
    team.send(first, "ветров")
    notices = [one.message for one in team.send(second, "шеф").problems if f"Под № {number} " in one.message]
    assert len(notices) == 1


@pytest.mark.long
def test_a_file_that_a_manager_sent_doubles_nothing_when_the_head_sends_it_too(team: Office) -> None:
    path, _ = copies(team)
    write(path, "contacts", "от Ветрова")
    team.send(path, "ветров")
    assert team.send(path, "шеф").is_empty
    assert held(team) == ["от Ветрова"]


@pytest.mark.long
def test_a_copy_made_after_the_first_sending_brings_only_what_is_new_in_it(team: Office) -> None:
    path = team.book(user="шеф")
    number = write(path, "contacts", "от Ветрова")
    team.send(path, "ветров")
    copy = Path(shutil.copy(path, path.with_name("копия.xlsx")))
    write(copy, "contacts", "от шефа")
    team.send(copy, "шеф")
    assert held(team) == ["от Ветрова", "от шефа"]
    with edited(path) as book:
        book.type("contacts", number, description="исправлено")
    team.send(path, "ветров")
    assert team.send(copy, "шеф").is_empty
    assert held(team) == ["исправлено", "от шефа"]


@pytest.mark.long
def test_a_record_that_somebody_completes_stays_one_record(team: Office) -> None:
    path, _ = copies(team)
    number = write(path, "contacts", "от Ветрова")
    team.send(path, "ветров")
    with edited(path) as book:
        book.type("contacts", number, next_step="позвонить")
    assert team.send(path, "шеф").count_applied == 1
    assert held(team) == ["от Ветрова"]
    assert read_rows(team.base, "contacts")["next_step"].tolist() == ["позвонить"]


@pytest.mark.slow
def test_the_same_holds_while_the_first_record_waits_for_approval(team: Office) -> None:
    with edited(team.book(user="шеф")) as book:
        book.type("settings", "fields.contacts.description", value="по согласованию")
    team.send(book.path, "шеф")
    team.staff_more()
    team.folder.joinpath("книга.xlsx").unlink()
    first, second = copies(team)
    write(first, "contacts", "от Ветрова")
    write(second, "contacts", "от шефа")
    team.send(first, "ветров")
    assert team.send(first, "шеф").is_empty
    team.send(second, "шеф")
    waiting = list_requests(team.base, WAITING)
    assert len({one.row_key for one in waiting}) == 2
    for group in sorted({one.group_id for one in waiting}):
        team.approve(group, user="админ")
    assert held(team) == ["от Ветрова", "от шефа"]
    assert (team.send(first, "ветров").is_empty, team.send(second, "шеф").is_empty) == (True, True)


@pytest.mark.slow
def test_both_copies_may_be_written_over_when_both_were_sent(team: Office) -> None:
    first, second = copies(team)
    write(first, "contacts", "от Ветрова")
    write(second, "contacts", "от шефа")
    team.send(first, "ветров")
    team.send(second, "шеф")
    for path in (first, second):
        team.book(path.stem, user="шеф")
    assert held(team) == ["от Ветрова", "от шефа"]
