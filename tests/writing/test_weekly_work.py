"""The work with clients on the weekly pages: a line per kind, whole, and shorter when the page is full (METHOD 19)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from clientbase_xl.schemas.week import WEEK_LINES
from clientbase_xl.writing.weekly import write_weekly
from clientbase_xl.writing.weekly_work import WORK_TITLE
from tests.support.opened import opened
from tests.support.weekly_method_sample import WORK_TITLES, method_content, work
from tests.support.weekly_sample import PEOPLE, weekly_content


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    path = tmp_path_factory.mktemp("weekly") / "Неделя.xlsx"
    write_weekly(path, weekly_content(PEOPLE[:2], lines=work(PEOPLE[:2])))
    return opened(path)


def lines(page: Worksheet) -> list[tuple[object, object]]:
    """Return the lines of the block as they stand."""
    start = next((cell.row for cell in page["A"] if cell.value == WORK_TITLE), None)
    if start is None:
        return []
    found = []
    for row in page.iter_rows(min_row=start + 2, values_only=True):
        if row[0] is None:
            break
        found.append((row[0], row[1]))
    return found


@pytest.mark.parametrize("title", ["Отдел", PEOPLE[0], PEOPLE[1]])
def test_every_page_has_a_line_per_kind_with_its_whole_text(book: Workbook, title: str) -> None:
    found = lines(book[title])
    assert [name for name, _ in found] == list(WORK_TITLES)
    texts = work(PEOPLE[:1])["text"].tolist()[: len(WORK_TITLES)]
    assert [text for _, text in found] == texts


def test_where_there_is_no_work_there_is_no_block(tmp_path: Path) -> None:
    path = tmp_path / "Неделя.xlsx"
    none = pd.DataFrame(columns=list(WEEK_LINES.keys))
    write_weekly(path, weekly_content(PEOPLE[:1], lines=none))
    assert lines(opened(path)["Отдел"]) == []


@pytest.mark.long
def test_a_full_page_keeps_the_first_lines_and_says_how_many_there_are(tmp_path: Path) -> None:
    path = tmp_path / "Неделя.xlsx"
    people = tuple(f"Менеджер {number}" for number in range(40))
    write_weekly(path, method_content(people))
    page = opened(path)["Отдел"]
    found = [name for name, _ in lines(page)]
    assert 3 <= len(found) < len(WORK_TITLES)
    assert found == list(WORK_TITLES[: len(found)])
    start = next(cell.row for cell in page["A"] if cell.value == WORK_TITLE)
    assert str(page.cell(start, 5).value) == f"показано {len(found)} из {len(WORK_TITLES)}"
