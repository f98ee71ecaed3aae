"""The Calc engine's paper: printed cells and the day in the header, and how a button moves both."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import xlwings

from clientbase_xl.excel.paper import print_down_to, show_day
from clientbase_xl.writing.book import new_book
from clientbase_xl.writing.page_setup import set_up_page
from tests.support.calc_engine import engine_office

pytestmark = [pytest.mark.live, pytest.mark.long]


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[xlwings.Sheet, xlwings.Sheet]]:
    """Return a sheet that prints A1:C9 under the day 01.06.2026, and one without a header."""
    path = Path(tmp_path_factory.mktemp("бумага"), "Лист.xlsx")
    with new_book(path, title="Лист", today=date(2026, 6, 1)) as made:
        page = made.page("Первый")
        set_up_page(page, today=date(2026, 6, 1), owner="База", is_landscape=True)
        page.sheet.print_area(0, 0, 8, 2)
        made.page("Второй")
    with engine_office() as app:
        book = app.books.open(str(path))
        yield book.sheets["Первый"], book.sheets["Второй"]
        book.close()


def test_a_print_area_that_ends_with_the_table_follows_it_and_others_stay(
    sheets: tuple[xlwings.Sheet, xlwings.Sheet],
) -> None:
    printed, whole = sheets
    assert printed.page_setup.print_area == "$A$1:$C$9"
    print_down_to(printed, 7, 20)
    assert printed.page_setup.print_area == "$A$1:$C$9"
    print_down_to(printed, 9, 12)
    assert printed.page_setup.print_area == "$A$1:$C$12"
    print_down_to(whole, 9, 12)
    assert whole.page_setup.print_area is None
    printed.page_setup.print_area = None
    assert printed.page_setup.print_area is None
    with pytest.raises(ValueError, match="не ячейки листа"):
        printed.page_setup.print_area = "не адрес"


def test_only_the_day_of_a_header_changes(sheets: tuple[xlwings.Sheet, xlwings.Sheet]) -> None:
    printed, bare = sheets
    assert printed.page_setup.impl.right_header == "01.06.2026"
    assert show_day(printed, date(2026, 6, 9))
    assert printed.page_setup.impl.right_header == "09.06.2026"
    assert not show_day(printed, date(2026, 6, 9))
    printed.page_setup.impl.right_header = "для совещания"
    assert not show_day(printed, date(2026, 6, 10))
    assert printed.page_setup.impl.right_header == "для совещания"
    assert not show_day(bare, date(2026, 6, 9))
