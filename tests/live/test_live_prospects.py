"""A prospect typed into an open workbook, sent and recalculated: the buttons give what a new workbook shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import xlwings

from clientbase_xl.base.rows import read_rows
from clientbase_xl.excel.buttons import BUTTONS
from clientbase_xl.excel.press import Desk, press
from clientbase_xl.schemas.blocks import LINES
from tests.support.calc_engine import engine_office
from tests.support.office import TODAY, Office
from tests.support.shown_cells import column, type_into

pytestmark = [pytest.mark.live, pytest.mark.long]


@pytest.fixture(scope="module")
def app() -> Iterator[xlwings.App]:
    """Return a private office for this file."""
    with engine_office() as running:
        yield running


def test_what_is_typed_comes_home_and_back_with_its_figures(
    app: xlwings.App, office_of_one: Office, tmp_path: Path
) -> None:
    firm = office_of_one.copy(tmp_path / "Отдел")
    book = app.books.open(str(firm.book("Клиентская база")))
    try:
        number = column(book, "prospects", "row_id")[0]
        prospect = {"prospect_name": "Тура", "manager": "Ветров", "entered_on": datetime(2026, 4, 1)}  # noqa: DTZ001
        prospect |= {"count_orders_per_year": 12, "average_order_rub": 50_000, "client_code": "2"}
        contact = {"client_code": number, "manager": "Ветров", "contact_kind": "визит", "description": "Знакомство"}
        contact |= {"contacted_on": datetime(2026, 5, 5)}  # noqa: DTZ001
        answer = {"client_code": "1", "score": 9, "asked_on": datetime(2026, 5, 5)}  # noqa: DTZ001
        for sheet, cells in (("prospects", prospect), ("contacts", contact), ("nps_answers", answer)):
            for key, value in cells.items():
                type_into(book, sheet, key, 0, value)
        desk = Desk(firm.base, "тест", TODAY, firm.now(), UTC)
        assert press("Отправить изменения", BUTTONS["Отправить изменения"], desk, book)
        assert read_rows(firm.base, "prospects")["prospect_name"].tolist() == ["Тура"]
        assert press("Пересчитать всё", BUTTONS["Пересчитать всё"], desk, book)
        at = column(book, "prospects", "row_id").index(number)
        keys = ("state", "potential_in_force_rub", "count_contacts", "client_name")
        shown = [column(book, "prospects", key)[at] for key in keys]
        # Client 2 bought first on the tenth of May 2026, the visit was five days before.
        assert shown[:3] == ["стал клиентом", 600_000, 1]
        assert shown[3]
        kpis = zip(
            *(column(book, "prospect_kpis", key) for key in ("manager", "period", "count_activated")), strict=True
        )
        assert ("Ветров", "12 мес.", 1) in [*kpis]
        scores = dict(
            zip(column(book, "manager_tasks", "client_code"), column(book, "manager_tasks", "nps_score"), strict=True)
        )
        assert scores["1"] == 9
        line = book.names[LINES["nps_answers"].name].refers_to_range.value
        assert str(line).startswith("NPS базы +100")
    finally:
        book.close()
