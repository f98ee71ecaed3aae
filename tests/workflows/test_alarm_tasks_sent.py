"""Which sendings open the tasks of alarms: by the day on the wall, of decided requests, of profiles (METHOD 10)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from pathlib import Path

import pytest

from clientbase_xl.base.requests import WAITING, list_requests
from clientbase_xl.base.rows import read_rows
from clientbase_xl.base.settings_store import save_values
from clientbase_xl.reading.own_workbook import read_own_workbook
from clientbase_xl.schemas.survey_words import ALARM_PURCHASES, BLOCKS
from clientbase_xl.workflows.requests import decide_requests
from clientbase_xl.workflows.send import send_workbook, try_send
from tests.support.office import TODAY, Office
from tests.support.own_book import edited

pytestmark = pytest.mark.long
VLADIVOSTOK = timezone(timedelta(hours=10))
TOMORROW = TODAY + timedelta(days=1)


def asked(path: Path, day: date = TODAY, **cells: str) -> str:
    """Type that people at client 1 have changed, or other answers; return the number of the survey."""
    with edited(path) as book:
        given = {"block": BLOCKS[6], "dynamics": "да", "who_when": "Петрова, с мая"} | cells
        return book.add_record("monitoring", surveyed_on=day, client_code="1", **given)


def by_approval(office: Office) -> None:
    """Let answers of surveys be approved."""
    with office.base.writing() as connection:
        save_values(connection, {"fields.monitoring.dynamics": "по согласованию"}, at=office.now(), by="шеф")


def opened(office: Office) -> list[str]:
    return [str(one) for one in read_rows(office.base, "tasks")["row_id"]]


@pytest.mark.parametrize(("zone", "count"), [(VLADIVOSTOK, 1), (UTC, 0)])
def test_a_survey_of_the_morning_is_of_today_by_the_clock_on_the_wall(office: Office, zone: tzinfo, count: int) -> None:
    path = office.book()
    asked(path, TOMORROW)
    nine_there = datetime.combine(TODAY, time(23))
    trial = try_send(office.base, read_own_workbook(path), now=nine_there, user="тест", zone=zone)
    report = send_workbook(office.base, path, now=nine_there, user="тест", zone=zone)
    assert (trial.count_tasks, report.count_tasks, len(opened(office))) == (count, count, count)


def test_a_survey_that_is_approved_opens_its_task_with_the_decision(team: Office) -> None:
    by_approval(team)
    path = team.book("его", user="ветров")
    number = asked(path)
    assert team.send(path, "ветров").count_tasks == 0
    request, *_ = list_requests(team.base, WAITING)
    with edited(team.book("шефа", user="шеф")) as book:
        book.type("requests", str(request.request_id), decision="утвердить")
    assert team.send(book.path, "шеф").count_tasks == 1
    assert opened(team) == [f"м-{number}-6"]
    assert team.is_whole()


def test_a_survey_that_is_approved_by_the_command_opens_its_task_too(team: Office) -> None:
    by_approval(team)
    path = team.book("его", user="ветров")
    number = asked(path)
    team.send(path, "ветров")
    request, *_ = list_requests(team.base, WAITING)
    decide_requests(team.base, [request.request_id], [], why="", now=team.now(), user="шеф")
    assert opened(team) == [f"м-{number}-6"]
    assert team.is_whole()


def test_the_approval_of_a_single_user_opens_the_task_at_once(office: Office) -> None:
    by_approval(office)
    path = office.book("его")
    number = asked(path)
    assert office.send(path).count_tasks == 1
    assert opened(office) == [f"м-{number}-6"]


def test_a_profile_that_foretells_less_opens_the_task_of_a_survey_that_said_nothing_of_it(office: Office) -> None:
    path = office.book()
    number = asked(path, block=BLOCKS[3], dynamics="без изменений", who_when="")
    assert office.send(path).count_tasks == 0
    with edited(office.book("анкета")) as book:
        book.add_record("profiles", client_code="1", surveyed_on=TODAY - timedelta(days=9), purchase_plan="меньше")
    assert office.send(book.path).count_tasks == 1
    (task,) = read_rows(office.base, "tasks").to_dict("records")
    assert (task["row_id"], ALARM_PURCHASES.casefold() in task["task"].casefold()) == (f"м-{number}-3", True)
