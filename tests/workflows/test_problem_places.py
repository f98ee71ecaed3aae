"""A finding about a record leads to the record's row: in a new file, and in an open book that people have sorted."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.problems import ClientProblem, Problem, RecordProblem
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.lists import LISTS
from clientbase_xl.schemas.requests import APPROVED, REQUESTS, WAITING
from clientbase_xl.schemas.tasks import TASKS
from clientbase_xl.workflows.problem_places import Places, placed, places_in_book, places_in_file, sheets_of
from clientbase_xl.workflows.refresh_plan import ShownTable, TableUpdate

TABLES = {
    CLIENTS.key: pd.DataFrame({"client_code": ["К-1", "К-2"]}),
    TASKS.key: pd.DataFrame({"row_id": ["а-1", "а-2", "а-3"], "client_code": ["К-2", None, "К-2"]}),
}


def of_task(number: str, client_code: str = "") -> RecordProblem:
    return RecordProblem("Срок раньше", "Исправьте.", sheet=TASKS.title, record=(number,), client_code=client_code)


def rows_of(*problems: Problem) -> list[int | None]:
    return [one.row for one in placed(problems, places_in_file(TABLES))]


def test_the_first_record_of_a_file_stands_in_row_five() -> None:
    assert rows_of(of_task("а-1"), of_task("а-3")) == [5, 7]


def test_a_client_is_found_by_his_code_in_the_first_of_his_rows() -> None:
    about = ClientProblem("Потенциал", "Исправьте.", sheet=CLIENTS.title, client_code="К-2")
    of_client = ClientProblem("Нет задач", "Поставьте.", sheet=TASKS.title, client_code="К-2")
    without_record = RecordProblem("Нет задач", "Поставьте.", sheet=TASKS.title, client_code="К-2")
    assert rows_of(about, of_client, without_record) == [6, 5, 5]


def test_a_record_that_is_not_there_has_no_row_and_is_not_taken_for_another_of_its_client() -> None:
    assert rows_of(of_task("а-9"), of_task("а-9", "К-9"), of_task("а-9", "К-2")) == [None, None, None]


def test_requests_stand_in_a_file_as_they_are_read_what_waits_first() -> None:
    requests = pd.DataFrame({"request_id": [1, 2, 3], "status": [APPROVED, WAITING, WAITING]})
    places = places_in_file({REQUESTS.key: requests})
    found = [RecordProblem("Решите", "Решите.", sheet=REQUESTS.title, record=(number,)) for number in "123"]
    assert [one.row for one in placed(found, places)] == [7, 5, 6]


def test_findings_without_a_record_of_files_and_of_other_sheets_stay_as_they_are() -> None:
    kept = (
        Problem("Что-то", "Сделайте.", sheet=TASKS.title),
        RecordProblem("Пусто", "Заполните.", sheet=TASKS.title, row=9),
        RecordProblem("Пусто", "Заполните.", sheet=TASKS.title, row=9, file="выгрузка.xlsx", record=("а-1",)),
        ClientProblem("Свой лист", "Сделайте.", sheet="Мой лист", client_code="К-1"),
        RecordProblem("Список", "Сделайте.", sheet=LISTS.title, record=("managers", "Имя")),
    )
    assert placed(kept, places_in_file(TABLES)) == kept
    assert sheets_of(kept) == frozenset()


def test_a_sheet_is_asked_for_once_and_only_when_a_finding_needs_it() -> None:
    asked: list[str] = []

    def places_of(sheet: object) -> Places | None:
        asked.append(getattr(sheet, "key", ""))
        return None

    assert [one.row for one in placed((of_task("а-1"), of_task("а-2")), places_of)] == [None, None]
    assert asked == [TASKS.key]
    assert sheets_of((of_task("а-1"),)) == {TASKS.key}


def test_in_an_open_book_the_rows_are_those_after_sorting_and_after_new_ones_came() -> None:
    places = {"row_id": 0, "client_code": 1}
    shown = ShownTable(TASKS, places, [["а-3", "К-2"], ["а-1", "К-2"], ["", ""]])
    update = TableUpdate(TASKS, {}, [{"row_id": "а-2", "client_code": None}], count_rows=2, count_total=3)
    book = places_in_book({TASKS.key: (shown, update, 12)})
    found = placed((of_task("а-1"), of_task("а-2"), of_task("а-3"), of_task("а-4")), book)
    assert [one.row for one in found] == [13, 14, 12, None]
    as_it_is = places_in_book({TASKS.key: (shown, None, 12)})
    assert [one.row for one in placed((of_task("а-2"), of_task("а-3")), as_it_is)] == [None, 12]


def test_a_sheet_that_the_book_has_lost_gives_no_row() -> None:
    assert [one.row for one in placed((of_task("а-1"),), places_in_book({}))] == [None]
