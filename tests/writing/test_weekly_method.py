"""Blocks of the weekly pages that rules compute: plans, bridge, contacts due, retention, products (METHOD 19)."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from clientbase_xl.schemas.plan_forecast import FORECASTS
from clientbase_xl.writing.weekly import write_weekly
from tests.support.opened import opened
from tests.support.weekly_method_sample import method_content, plan_lines
from tests.support.weekly_sample import PEOPLE, weekly_content

pytestmark = pytest.mark.long

BLOCKS = {
    "План – прогноз – факт",
    "Движение базы (АКБ)",
    "Удержание и реактивация",
    "АА и нулевые по брендам и категориям",
    "Контакты по плану",
    "Работа с клиентами",
}
NBSP = "\xa0"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    path = tmp_path_factory.mktemp("weekly") / "Неделя.xlsx"
    write_weekly(path, method_content())
    return opened(path)


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


def texts(book: Workbook, title: str) -> set[str]:
    return {cell.value for row in book[title].iter_rows() for cell in row if isinstance(cell.value, str)}


@pytest.mark.parametrize("title", ["Отдел", PEOPLE[0]])
def test_a_line_per_period_with_the_expectation_that_counts(book: Workbook, title: str) -> None:
    headed, month, last, this, following = block(book, title, "План – прогноз – факт")
    assert headed[:5] == ["Период", "План, ₽", "Ожидание, ₽", "Факт, ₽", "Темп, ₽"]
    assert month[:5] == ["ноябрь 2026", 2_100_000, 1_900_000, 1_750_000, 1_980_000]
    assert last[:4] == ["прошлая неделя", 2_100_000, 2_000_000, 1_750_000]  # the first one, not its correction
    assert this[3] == 1_750_000
    assert following[:3] == ["следующая неделя", 2_100_000, 1_900_000]
    assert str(month[-1]).startswith(f"гарантия 1,5{NBSP}млн{NBSP}₽; максимум 2,5{NBSP}млн{NBSP}₽; план выполнен на 83")


def test_without_a_typed_plan_or_forecast_the_block_is_left_out(tmp_path: Path) -> None:
    bare = plan_lines(PEOPLE)
    bare[["plan_rub", *FORECASTS]] = None
    write_weekly(tmp_path / "Неделя.xlsx", method_content(plan=bare))
    assert "План – прогноз – факт" not in texts(opened(tmp_path / "Неделя.xlsx"), "Отдел")


def test_the_bridge_of_the_head_adds_up_and_replaces_the_strip(book: Workbook) -> None:
    _, week, month = block(book, "Отдел", "Движение базы (АКБ)")
    assert week == ["последняя неделя", 387, 2, 10, 12, 1, "386 (-1)"]
    assert month[-1] == "385 (-2); прекращена работа −1"
    assert "Движение за неделю" not in texts(book, "Отдел")
    assert "Движение за неделю" in texts(book, PEOPLE[0])


def test_second_purchases_and_returns_stand_with_numerator_and_denominator(book: Workbook) -> None:
    _, everybody, mature, beginning, returned = block(book, "Отдел", "Удержание и реактивация")
    assert everybody[1:3] == [519, 576]
    assert mature[-1] == "2 из 3, 66 % < 67 % — дыра в кармане"  # the verdict is said once
    assert beginning[3] == "нет данных"
    assert returned[:3] == ["Реактивация: вернулись", 12, 23]


def test_the_largest_brands_and_categories_stand_with_zero_clients(book: Workbook) -> None:
    rows = block(book, "Отдел", "АА и нулевые по брендам и категориям")[1:]
    assert next(row[0] for row in rows if str(row[0]).startswith("бренд")) == "бренд 1"
    assert not [row for row in rows if str(row[0]).startswith("SKU")]
    assert rows[0][1:5] == [120, 118, 400, 5_000_000]


def test_a_manager_sees_his_contacts_due_in_order_and_his_load(book: Workbook) -> None:
    rows = block(book, PEOPLE[1], "Контакты по плану")[1:]
    assert len(rows) >= 4
    assert {str(row[0])[:12] for row in rows} == {"ООО «Черёмух"}
    assert all("-2-" in str(row[0]) for row in rows)
    assert any(text.startswith("Нагрузка месяца: помещается") for text in texts(book, PEOPLE[1]))
    assert any(text.startswith("Нагрузка месяца: перегружен") for text in texts(book, PEOPLE[0]))
    assert "Контакты по плану" not in texts(book, "Отдел")


def test_a_page_without_these_tables_is_as_before(tmp_path: Path) -> None:
    write_weekly(tmp_path / "Неделя.xlsx", weekly_content())
    plain = opened(tmp_path / "Неделя.xlsx")
    assert not BLOCKS & set().union(*(texts(plain, title) for title in plain.sheetnames))
