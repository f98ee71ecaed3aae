"""Documents and plans in a live spreadsheet: what is typed is sent, judged by a press, and stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlwings

from clientbase_xl.base.door import apply_changes
from clientbase_xl.base.journal import Change
from tests.support.calc_engine import engine_office
from tests.support.live_book import LiveBook, opened_copy
from tests.support.office import Office

pytestmark = [pytest.mark.live, pytest.mark.long]

SEND, REFRESH = "Отправить изменения", "Пересчитать всё"
NUMBER = "00000000-1"
ADDENDUM = {
    "client_code": "1",
    "document_kind": "дополнительное соглашение",
    "plan_from_on": "2026-03-01",
    "plan_to_on": "2026-06-30",
    "plan_rub": "16000",
}


@pytest.fixture(scope="module")
def app() -> Iterator[xlwings.App]:
    """Return a private office for this file."""
    with engine_office() as running:
        yield running


@pytest.fixture(scope="module")
def firm(office_of_one: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return a base with one addendum of client 1: a plan from March to June, no last day."""
    office = office_of_one.copy(tmp_path_factory.mktemp("договоры") / "Отдел продаж")
    changes = [Change("agreements", (NUMBER,), key, None, cell) for key, cell in ADDENDUM.items()]
    with office.base.writing() as connection:
        apply_changes(connection, changes, at=office.now(), by="тест", source="тест")
    return office


@pytest.fixture(scope="module")
def live(app: xlwings.App, firm: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveBook]:
    """Return the workbook of that base, open."""
    with opened_copy(app, firm.book("Клиентская база"), tmp_path_factory.mktemp("стол")) as opened:
        yield opened


def pressed(live: LiveBook, firm: Office, name: str) -> str:
    """Press a button that must succeed and return its message."""
    done, said = live.press(name, firm)
    assert done, said
    return said


def document(live: LiveBook, number: str = NUMBER) -> dict[str, Any]:
    """Return what stands in the row of a document."""
    row = live.row_of("agreements", "row_id", number)
    keys = ("state", "left_days", "renew", "plan_to_date_rub", "fact_rub", "valid_until")
    return {key: live.cell("agreements", key, row).value for key in keys}


def test_a_typed_last_day_is_judged_after_sending_and_a_press(live: LiveBook, firm: Office) -> None:
    before = document(live)
    assert (before["state"], before["left_days"]) == ("нет данных", None), "no last day is never «действует»"
    assert (before["plan_to_date_rub"], before["fact_rub"]) == (12_000, 6_000)
    row = live.row_of("agreements", "row_id", NUMBER)
    # 60 days from 1 June 2026 end on 31 July.
    live.cell("agreements", "valid_until", row).value = datetime(2026, 7, 31)  # noqa: DTZ001 - a day of a cell
    spare = live.column("agreements", "document_kind").index(None)
    power = {"client_code": "3", "document_kind": "доверенность", "valid_until": datetime(2026, 5, 31)}  # noqa: DTZ001
    for key, value in power.items():
        live.cell("agreements", key, spare).value = value
    number = live.cell("agreements", "row_id", spare).value
    pressed(live, firm, SEND)
    pressed(live, firm, REFRESH)
    found = document(live)
    assert (found["state"], found["left_days"]) == ("осталось ≤ 60 дн.", 60)
    assert found["renew"] == "Подготовить продление: дополнительное соглашение"
    assert found["valid_until"].date() == date(2026, 7, 31)
    over = document(live, number)
    assert (over["state"], over["left_days"], over["renew"]) == ("истёк", -1, "Перезаключить: доверенность")
    calls = live.row_of("reactivation", "client_code", "3")
    assert live.cell("reactivation", "papers", calls).value.startswith("Сначала продлить: доверенность")


def test_a_plan_of_a_month_shows_its_share_at_once_and_stays_through_a_press(live: LiveBook, firm: Office) -> None:
    months = live.column("client_plans", "month_on")
    may = next(place for place, day in enumerate(months) if day and day.date() == date(2026, 5, 1))
    cells = {
        key: live.cell("client_plans", key, may) for key in ("plan_rub", "plan_share", "agreement_rub", "fact_rub")
    }
    assert [cells[key].value for key in ("agreement_rub", "fact_rub", "plan_share")] == [4_000, 2_000, 0.5]
    cells["plan_rub"].value = 2_500
    live.book.app.calculate()
    assert cells["plan_share"].value == pytest.approx(0.8), "the typed plan stands before that of the document"
    pressed(live, firm, REFRESH)
    assert (cells["plan_rub"].value, cells["plan_share"].value) == (2_500, pytest.approx(0.8))
    pressed(live, firm, SEND)
    pressed(live, firm, REFRESH)
    assert cells["plan_rub"].value == 2_500


def test_the_live_share_is_that_of_a_saved_book(live: LiveBook, tmp_path: Path) -> None:
    saved = live.saved(tmp_path / "сохранена.xlsx")
    assert saved.stat().st_size > 10_000
    shares = [one for one in live.column("client_plans", "plan_share") if one not in (None, "")]
    assert shares, "formulas of the sheet have values"
    assert not [one for one in shares if not isinstance(one, float)]
