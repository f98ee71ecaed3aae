"""Blocks of the weekly pages that come from typed records, read back by another library."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from clientbase_xl.schemas.contacts import CONTACTS
from clientbase_xl.schemas.requests import REQUESTS
from clientbase_xl.schemas.tasks import TASKS
from clientbase_xl.schemas.week import WEEK_ACTIVITY
from clientbase_xl.writing.weekly import write_weekly
from tests.support.opened import opened
from tests.support.weekly_sample import PEOPLE, empty, governed_content, weekly_content

pytestmark = pytest.mark.long

BLOCKS = ("Контакты недели", "Просроченные задачи", "Работа за неделю", "Ждут решения руководителя")
HASH = "0123456789abcdef" * 4


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    path = tmp_path_factory.mktemp("weekly") / "Неделя.xlsx"
    write_weekly(path, governed_content())
    return opened(path)


def texts(book: Workbook, title: str) -> list[str]:
    """Return every text of a sheet, row by row."""
    return [cell.value for row in book[title].iter_rows() for cell in row if isinstance(cell.value, str)]


def block(book: Workbook, title: str, name: str) -> list[list[object]]:
    """Return the rows under a heading, its column headings first; empty cells left out."""
    page = book[title]
    start = next(cell.row for cell in page["A"] if cell.value == name) + 1
    found = []
    for row in page.iter_rows(min_row=start, values_only=True):
        if row[0] is None:
            break
        found.append([value for value in row if value is not None])
    return found


def test_the_head_sees_requests_activity_and_overdue_tasks_of_all(book: Workbook) -> None:
    waiting = block(book, "Отдел", "Ждут решения руководителя")
    assert waiting[0] == ["Запись", "Поле", "Было → стало", "Кто просит", "№, подана, почему"]
    assert waiting[1][2:] == [
        "1 200 000 → 2 400 000",
        "Иванова Анна",
        "№ 1; 18.11.2026; Клиент назвал годовой бюджет закупок по анкете.",
    ]
    activity = block(book, "Отдел", "Работа за неделю")
    assert [row[0] for row in activity[1:]] == sorted(PEOPLE)
    assert {row[1] for row in activity[1:]} == {9}
    assert len(block(book, "Отдел", "Просроченные задачи")) > 2
    assert "Контакты недели" not in texts(book, "Отдел")


def test_a_manager_sees_his_own_tasks_and_contacts_but_no_requests(book: Workbook) -> None:
    tasks = block(book, "Петров Борис", "Просроченные задачи")
    assert tasks[0] == ["Задача", "Срок", "Факт из плана", "Показатель", "Клиент"]
    assert tasks[1][2] == "0 из 12 000 ₽".replace("12 000", "12\xa0000")
    contacts = block(book, "Петров Борис", "Контакты недели")
    assert contacts[0][:4] == ["Клиент", "Дата", "Вид", "Итог"]
    assert "Подготовить образцы; следующее касание 01.12.2026" in {row[-1] for row in contacts}
    assert not {"Ждут решения руководителя", "Работа за неделю"} & set(texts(book, "Петров Борис"))


def test_a_shortened_list_says_how_much_it_shows(book: Workbook) -> None:
    assert "показано 6 из 21" in texts(book, "Отдел")
    assert len(block(book, "Иванова Анна", "Контакты недели")) == 1 + 6
    assert "показано 6 из 9" in texts(book, "Иванова Анна")


def test_the_fingerprint_of_the_journal_stands_whole_on_the_page_of_the_head_only(book: Workbook) -> None:
    line = f"Журнал изменений, запись № 1234, отпечаток: {HASH}"
    assert texts(book, "Отдел").count(line) == 1
    assert not [text for person in PEOPLE for text in texts(book, person) if HASH in text]


def test_without_typed_records_the_blocks_are_left_out(tmp_path: Path) -> None:
    write_weekly(tmp_path / "a.xlsx", weekly_content())
    book = opened(tmp_path / "a.xlsx")
    for title in ("Отдел", "Иванова Анна"):
        assert not [text for text in texts(book, title) if text in BLOCKS or text.startswith("Журнал")]


def test_nothing_written_down_is_said_and_is_no_refusal(tmp_path: Path) -> None:
    nothing = governed_content(
        contacts=empty(CONTACTS), tasks=empty(TASKS), activity=empty(WEEK_ACTIVITY), requests=empty(REQUESTS)
    )
    write_weekly(tmp_path / "a.xlsx", nothing)
    book = opened(tmp_path / "a.xlsx")
    assert {
        "Заявок на согласовании нет.",
        "Ни контактов за неделю, ни просроченных задач не записано.",
        "Просроченных задач нет.",
    } <= set(texts(book, "Отдел"))
    assert any(text.startswith("Контактов за неделю не записано") for text in texts(book, "Иванова Анна"))


def test_a_new_client_has_no_value_before_and_an_emptied_cell_says_so(tmp_path: Path) -> None:
    content = governed_content(PEOPLE[:1])
    assert content.requests is not None
    changed = content.requests.head(2).assign(kind=["новый клиент", "изменение"], old=[None, "5"], new=["Ладья", None])
    write_weekly(tmp_path / "a.xlsx", governed_content(PEOPLE[:1], requests=changed))
    rows = block(opened(tmp_path / "a.xlsx"), "Отдел", "Ждут решения руководителя")[1:]
    assert [row[2] for row in rows] == ["Ладья", "5 → пусто"]


@pytest.mark.slow
@pytest.mark.parametrize("people", [PEOPLE, tuple(f"Менеджер {number}" for number in range(40))])
def test_with_all_blocks_every_sheet_still_fits_two_pages(tmp_path: Path, people: tuple[str, ...]) -> None:
    write_weekly(tmp_path / "a.xlsx", governed_content(people, each=20))
    for page in opened(tmp_path / "a.xlsx"):
        assert page.page_setup.fitToHeight in (None, 1, 2)
