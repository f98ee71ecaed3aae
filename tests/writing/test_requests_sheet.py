"""«Заявки на изменения»: what waits comes first, what is decided is closed to typing."""

from __future__ import annotations

import openpyxl
import pandas as pd
import pytest
from openpyxl.workbook import Workbook

from clientbase_xl.schemas.requests import APPROVED, CONFLICT, REJECTED, REQUESTS, WAITING
from clientbase_xl.writing.requests_sheet import closed_rows, open_first
from clientbase_xl.writing.workbook import write_workbook
from tests.support.opened import opened
from tests.support.workbook_checks import findings
from tests.support.workbook_sample import sample_content

pytestmark = pytest.mark.long

STATUSES = (APPROVED, WAITING, REJECTED, CONFLICT, WAITING, APPROVED)


def requests(*statuses: str) -> pd.DataFrame:
    """Return REQUESTS numbered from 1 in these states."""
    return pd.DataFrame(
        {"request_id": range(1, len(statuses) + 1), "status": statuses, "new": "5", "decision_reason": "Так решили"}
    ).reindex(columns=list(REQUESTS.keys))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    path = tmp_path_factory.mktemp("requests") / "Книга.xlsx"
    whole = sample_content(2)
    write_workbook(path, sample_content(2, tables={**whole.tables, "requests": requests(*STATUSES)}))
    assert findings(path) == []
    return opened(path)


def cell(book: Workbook, key: str, row: int) -> openpyxl.cell.Cell:
    """Return a data cell of the sheet; rows count from 0."""
    return book[REQUESTS.title].cell(5 + row, REQUESTS.keys.index(key) + 1)


def rule(book: Workbook, key: str, row: int) -> str | None:
    """Return the first formula of the rule that holds for a cell."""
    place = cell(book, key, row).coordinate
    found = [one.formula1 for one in book[REQUESTS.title].data_validations.dataValidation if place in one.sqref]
    assert len(found) <= 1
    return found[0] if found else None


def test_what_waits_comes_first_by_number_and_the_last_decided_before_the_older() -> None:
    table = open_first(requests(*STATUSES))
    assert table["request_id"].tolist() == [2, 5, 4, 6, 3, 1]
    assert closed_rows(table) == (3, 4, 5)


def test_no_requests_are_no_rows() -> None:
    empty = requests()
    assert open_first(empty).empty
    assert closed_rows(empty) == ()


def test_a_decision_is_chosen_from_a_list_only_where_it_is_awaited(book: Workbook) -> None:
    assert [rule(book, "decision", row) for row in range(6)] == ['"утвердить,отклонить"'] * 3 + ["FALSE"] * 3
    assert [rule(book, "decision_reason", row) for row in range(6)] == [None] * 3 + ["FALSE"] * 3
    assert [cell(book, "decision", row).protection.locked for row in range(6)] == [False] * 3 + [True] * 3
    assert cell(book, "decision", 0).fill.fgColor.rgb != cell(book, "decision", 3).fill.fgColor.rgb


def test_the_rest_of_a_request_takes_no_typing_and_keeps_its_values(book: Workbook) -> None:
    for key in ("status", "old", "new", "submitted_by", "decided_by"):
        assert rule(book, key, 0) == "FALSE"
        assert cell(book, key, 0).protection.locked
    assert book[REQUESTS.title].protection.sheet
    assert cell(book, "decision_reason", 5).value == "Так решили"
    assert cell(book, "status", 0).value == WAITING


def test_only_the_request_and_its_decision_are_printed(book: Workbook) -> None:
    assert book[REQUESTS.title].print_area == "'Заявки на изменения'!$A$1:$N$10"
    assert REQUESTS.keys[13] == "decided_at"
