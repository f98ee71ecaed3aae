"""Every alarm opens its task in the base once, and nothing of it is there by half (METHOD sections 0 and 10)."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from clientbase_xl.base.door import apply_changes
from clientbase_xl.base.journal import Change, entries, head
from clientbase_xl.base.rows import read_rows
from clientbase_xl.reading.own_workbook import read_own_workbook
from clientbase_xl.schemas.monitoring import MONITORING
from clientbase_xl.schemas.survey_words import BLOCKS
from clientbase_xl.schemas.tasks import TASKS
from clientbase_xl.workflows.build_workbook import state_to_show
from clientbase_xl.workflows.refresh import Press, refresh
from clientbase_xl.workflows.send import try_send
from clientbase_xl.workflows.send_words import sent_lines
from tests.support.fake_book import open_book
from tests.support.nursery import needs_fork
from tests.support.office import BASE, TODAY, Office
from tests.support.own_book import OwnBook, edited

pytestmark = pytest.mark.long
NEW_PEOPLE: dict[str, Any] = {"block": BLOCKS[6], "dynamics": "да", "who_when": "Петрова, с мая"}


def asked(path: Path, day: date = TODAY, client: str = "1", **cells: Any) -> str:
    """Type a survey into a workbook and return the number of its task."""
    with edited(path) as book:
        given = {"surveyed_on": day, "client_code": client, **(cells or NEW_PEOPLE)}
        return f"м-{book.add_record('monitoring', **given)}-6"


def stored(office: Office, number: str = "0-1", day: date = TODAY, client: str = "1") -> str:
    """Store a survey behind the back of the sending and return the number of its task."""
    cells = {"surveyed_on": day.isoformat(), "client_code": client, **NEW_PEOPLE}
    with office.base.writing() as connection:
        changes = [Change("monitoring", (number,), key, None, str(value)) for key, value in cells.items()]
        apply_changes(connection, changes, at=office.now(), by="перенос", source="проба")
    return f"м-{number}-6"


def shown(office: Office, day: date = TODAY, moment: datetime | None = None) -> None:
    """Do what making a workbook of a day does in the base; `test_a_workbook_opens…` makes the whole of it."""
    state_to_show(office.base, day, now=office.now(), user="тест", moment=moment)


def opened(office: Office) -> list[str]:
    tasks = read_rows(office.base, "tasks")
    return [str(one) for one in tasks["row_id"] if str(one).startswith("м-")]


def sources(office: Office) -> Iterator[str]:
    return (entry.source for entry in entries(office.base))


def test_a_sent_alarm_opens_a_task_with_manager_day_and_offer(office: Office) -> None:
    path = office.book()
    number = asked(path)
    report = office.send(path)
    assert report.count_tasks == 1
    assert [one for one in report.problems if one.sheet in (MONITORING.title, TASKS.title)] == []
    assert sent_lines(report)[-1].endswith("Открыты задачи по тревогам опросов: 1")
    (task,) = read_rows(office.base, "tasks").to_dict("records")
    assert (task["row_id"], task["manager"], task["client_code"], task["kpi"]) == (number, "Ветров", "1", "прочее")
    assert task["due_on"].date() == TODAY + timedelta(days=7)
    assert task["offer"].startswith("Познакомьтесь с новым лицом")
    assert [*sources(office)].count("мониторинг") == 1
    assert office.is_whole()


def test_the_task_stands_on_its_sheet_and_beside_the_survey_in_the_next_workbook(office: Office) -> None:
    path = office.book()
    number = asked(path)
    office.send(path)
    book = OwnBook(office.book("вторая"))
    assert book.value("tasks", number, "client_code") == "1"
    survey = number.removeprefix("м-").removesuffix("-6")
    assert book.value("monitoring", survey, "task") == "открыта, срок 08.06.2026"
    assert book.value("survey_calls", "1", "alarms") == "Сменились решающие о закупке"


def test_sending_twice_and_by_two_people_opens_one(team: Office) -> None:
    path = team.book(user="шеф")
    number = asked(path)
    for user in ("шеф", "шеф", "ветров"):
        team.send(path, user)
    assert opened(team) == [number]
    assert team.is_whole()


def test_a_workbook_opens_what_no_sending_did_and_shows_it_at_once(office: Office) -> None:
    number = stored(office)
    path = office.book("новая", user="тест")
    assert OwnBook(path).value("tasks", number, "manager") == "Ветров"
    before = head(office.base)
    office.book("ещё одна", user="тест")
    assert (opened(office), head(office.base)) == ([number], before)


def test_a_task_that_a_person_emptied_is_never_opened_again(office: Office) -> None:
    number = stored(office)
    path = office.book("новая", user="тест")
    cells = ("task", "manager", "client_code", "kpi", "due_on", "offer")
    current = read_rows(office.base, "tasks").set_index("row_id").loc[number]
    with office.base.writing() as connection:
        texts = {key: current[key] if key != "due_on" else current[key].date().isoformat() for key in cells}
        changes = [Change("tasks", (number,), key, str(text), None) for key, text in texts.items()]
        apply_changes(connection, changes, at=office.now(), by="тест", source="проба")
    assert opened(office) == []
    before = head(office.base)
    shown(office)
    assert (opened(office), head(office.base)) == ([], before)
    asked(path, client="2")
    assert office.send(path).count_tasks == 1
    assert number not in opened(office)


@pytest.mark.parametrize(("back", "count"), [(90, 1), (91, 0), (-1, 0)])
def test_only_surveys_up_to_the_setting_open_tasks(office: Office, back: int, count: int) -> None:
    path = office.book()
    asked(path, TODAY - timedelta(days=back))
    assert office.send(path).count_tasks == count
    shown(office)
    assert len(opened(office)) == count


def test_a_calm_survey_and_a_workbook_without_surveys_open_none(office: Office) -> None:
    path = office.book()
    asked(path, block=BLOCKS[6], dynamics="нет")
    assert office.send(path).count_tasks == 0
    assert opened(office) == []


def test_the_check_before_sending_counts_the_task_and_stores_nothing(office: Office) -> None:
    path = office.book()
    asked(path)
    before = head(office.base)
    report = try_send(office.base, read_own_workbook(path), now=office.now(), user="тест")
    assert report.count_tasks == 1
    assert (opened(office), head(office.base)) == ([], before)


def test_a_press_opens_the_task_and_the_open_workbook_shows_it(office: Office) -> None:
    book = open_book(office.base)
    number = stored(office)
    refresh(office.base, book, TODAY, press=Press("Пересчитать", office.now(), "тест"))
    assert number in book.shown["t_tasks"].cells("row_id")
    assert opened(office) == [number]
    again = open_book(office.base)
    refresh(office.base, again, TODAY, press=Press("Пересчитать", office.now(), "тест"))
    assert opened(office) == [number]


def test_looking_at_the_past_or_without_a_press_writes_nothing(office: Office) -> None:
    book = open_book(office.base)
    stored(office)
    before = head(office.base)
    refresh(office.base, book, TODAY)
    shown(office, moment=office.now())
    assert (opened(office), head(office.base)) == ([], before)


@pytest.mark.parametrize("days", [-1, 1, 10])
def test_a_workbook_of_another_day_opens_no_task_in_the_live_base(office: Office, days: int) -> None:
    stored(office, day=TODAY - timedelta(days=1))
    before = head(office.base)
    shown(office, TODAY + timedelta(days=days))
    assert (opened(office), head(office.base)) == ([], before)


_DIES = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
import clientbase_xl.workflows.send as send
from clientbase_xl.base.store import Base
whole = send.open_alarm_tasks
def dies(*given, **named):
    assert whole(*given, **named) == 1
    os.kill(os.getpid(), signal.SIGKILL)
send.open_alarm_tasks = dies
send.send_workbook(Base.open(Path(sys.argv[1])), Path(sys.argv[2]), now=datetime(2026, 6, 1, 10), user="тест")
"""


@needs_fork
def test_killed_after_the_task_and_before_the_commit_neither_survey_nor_task_is_there(office: Office) -> None:
    path = office.book()
    number = asked(path)
    before = head(office.base)
    ended = subprocess.run(
        [sys.executable, "-c", _DIES, str(office.folder / BASE), str(path)], check=False, capture_output=True
    )
    assert ended.returncode == -9, ended.stderr.decode()
    assert (head(office.base), opened(office), len(read_rows(office.base, "monitoring"))) == (before, [], 0)
    assert office.send(path).count_tasks == 1
    assert opened(office) == [number]
    assert office.is_whole()
