"""«Предложение клиенту» follows choice, terms and stocks: LibreOffice computes what the rule says, while typing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import xlwings

from clientbase_xl.rules.client_offer import OfferTerms, client_offer
from clientbase_xl.rules.client_stock import client_stock
from clientbase_xl.rules.offer_page import offer_page
from clientbase_xl.schemas.client_offer import CLIENT_OFFER, MOST_LINES, OFFER_PAGE, PAGE_LINES
from clientbase_xl.schemas.client_stock import CLIENT_STOCK
from clientbase_xl.settings import OfferSettings
from clientbase_xl.writing import offer_layout as layout
from clientbase_xl.writing.content import WorkbookContent
from clientbase_xl.writing.offer_page_sheet import TOTAL, write_offer_file
from clientbase_xl.writing.workbook import write_workbook
from tests.support.calc import Office, pdf_facts
from tests.support.calc_engine import engine_office
from tests.support.live_book import LiveBook, opened_copy
from tests.support.offer_book import BARE, FULL, NO_LINES, REPORTING, offer_content
from tests.support.workbook_sample import TODAY

pytestmark = [pytest.mark.live, pytest.mark.long]

CHOICE = (layout.CHOICE_ROW, layout.CHOICE_COLS[0])
TERMS = OfferTerms.of(OfferSettings())
TRY_ROWS = {"review": 0, "service": 1, "lead": 2, "short": 3}


@pytest.fixture(scope="module")
def content() -> WorkbookContent:
    """Return a content with offers."""
    return offer_content()


@pytest.fixture(scope="module")
def path(content: WorkbookContent, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return its workbook."""
    made = tmp_path_factory.mktemp("offer") / "Книга.xlsx"
    write_workbook(made, content)
    return made


@pytest.fixture(scope="module")
def app() -> Iterator[xlwings.App]:
    """Return an office driven through xlwings."""
    with engine_office() as running:
        yield running


@pytest.fixture
def live(app: xlwings.App, path: Path, tmp_path: Path) -> Iterator[LiveBook]:
    """Return the workbook open."""
    with opened_copy(app, path, tmp_path) as book:
        yield book


def lines(book: LiveBook) -> list[list[Any]]:
    """Return the filled lines of the sheet."""
    sheet = book.book.sheets[CLIENT_OFFER.title]
    rows = sheet[layout.FIRST_ROW : layout.FIRST_ROW + MOST_LINES, 0 : layout.LAST_COL + 1].options(ndim=2).value
    return [row for row in rows if row[0] not in (None, "")]


def assert_says(book: LiveBook, code: str, stock: pd.DataFrame, content: WorkbookContent, terms: OfferTerms) -> None:
    """Compare the lines and the page with the rule."""
    offer = client_offer(code, content.tables["offer_lines"], stock, terms, TODAY)
    said, shown = layout.said(offer), lines(book)
    assert len(shown) == len(said)
    for row, cells in zip(said, shown, strict=True):
        for key, col in layout.COL.items():
            where = (code, row["sku"], key)
            if isinstance(row[key], str):
                assert (cells[col] or "") == row[key], where
            else:
                assert cells[col] == pytest.approx(row[key], rel=1e-9, abs=0.011 if key.endswith("_rub") else 1e-9), (
                    where
                )
    page = book.book.sheets[OFFER_PAGE.title][layout.PAGE_FIRST_ROW : layout.PAGE_FIRST_ROW + PAGE_LINES, 0:7].value
    ordered = offer_page(offer)
    assert [row[1] for row in page if row[0] not in (None, "")] == ordered["sku"].tolist()
    if len(ordered):
        assert page[len(ordered)][2] == TOTAL
        assert page[len(ordered)][6] == pytest.approx(ordered["amount_rub"].sum(), abs=0.05)


def type_try(book: LiveBook, key: str, value: float | None) -> None:
    """Type a term to try."""
    book.book.sheets[CLIENT_OFFER.title][layout.TRY_ROW + TRY_ROWS[key], layout.TRY_COL].value = value


def choose(book: LiveBook, text: str) -> None:
    """Choose a client."""
    cell = book.book.sheets[CLIENT_OFFER.title][CHOICE]
    cell.number_format = "@"
    cell.value = text


def test_the_stored_values_are_what_libreoffice_computes(office: Office, path: Path) -> None:
    result = office.recalculate(path)
    assert result.errors == ()
    assert [line for line in result.differences if "редложени" in line] == []


def test_another_client_is_another_offer_at_once(live: LiveBook, content: WorkbookContent) -> None:
    stock = content.tables["client_stock"]
    for code in (REPORTING, FULL, BARE, NO_LINES, REPORTING):
        choose(live, code)
        assert_says(live, code, stock, content, TERMS)
    choose(live, "нет такого")
    assert lines(live) == []
    sheet = live.book.sheets[CLIENT_OFFER.title]
    assert str(sheet[layout.MESSAGE_ROW, 2].value).startswith("Клиента «нет такого» нет среди клиентов этой книги.")
    choose(live, NO_LINES)
    assert "Предложение даст команда offer" in str(sheet[layout.MESSAGE_ROW, 2].value)


def test_the_terms_tried_answer_and_emptied_ones_give_way_to_the_settings(
    live: LiveBook, content: WorkbookContent
) -> None:
    stock = content.tables["client_stock"]
    tries = {"review": 14.0, "service": 0.99, "lead": 12.0, "short": 1.0}
    names = {"review": "review_days", "service": "service_level", "lead": "lead_days", "short": "short_lead_days"}
    terms = TERMS
    for key, value in tries.items():
        type_try(live, key, value)
        terms = replace(terms, **{names[key]: value})
        assert_says(live, REPORTING, stock, content, terms)
    for key in tries:
        type_try(live, key, None)
    assert_says(live, REPORTING, stock, content, TERMS)


def test_a_count_typed_into_an_empty_row_is_in_the_order_at_once(live: LiveBook, content: WorkbookContent) -> None:
    before = lines(live)
    count_records = len(content.tables["client_stock"])
    typed = (
        {"client_code": REPORTING, "sku": "Б-4", "stock_units": 0.0, "lead_days": 10.0, "pack_units": 8.0},
        {"client_code": REPORTING, "sku": "А-1", "stock_units": 1.0, "in_transit_units": 2.0},
        {"client_code": REPORTING, "sku": "Б-6", "stock_units": 5.0, "sell_out_units": 35.0},
        # Both correct sales recorded before: of a week kept in the base, and of the row above.
        {"client_code": REPORTING, "sku": "А-1", "sell_out_units": 90.0, "counted_on": TODAY - timedelta(days=16)},
        {"client_code": REPORTING, "sku": "б-6", "sell_out_units": 42.0},
    )
    for number, cells in enumerate(typed):
        row = count_records + number
        for key, value in cells.items():
            live.cell("client_stock", key, row).value = value
        live.cell("client_stock", "counted_on", row).value = cells.get("counted_on", TODAY)
    assert lines(live) != before
    records = content.tables["client_stock"][["row_id", *(column.key for column in CLIENT_STOCK.typed)]]
    more = pd.DataFrame([{"row_id": f"z-{n}", "counted_on": TODAY} | dict(one) for n, one in enumerate(typed)])
    whole = pd.concat([records.astype(object), more.astype(object)], ignore_index=True)
    stock = client_stock(whole, content.tables["clients"], {}, TODAY)
    assert_says(live, REPORTING, stock, content, TERMS)


def test_a_text_where_a_number_belongs_spoils_nothing_else(live: LiveBook, content: WorkbookContent) -> None:
    row = len(content.tables["client_stock"])
    for key, value in {"client_code": REPORTING, "sku": "А-1", "stock_units": "много", "counted_on": "вчера"}.items():
        live.cell("client_stock", key, row).value = value
    assert_says(live, REPORTING, content.tables["client_stock"], content, TERMS)


def test_the_page_of_the_longest_offer_is_one_a4_page_upright(
    office: Office, tmp_path: Path, content: WorkbookContent
) -> None:
    stock, everything = content.tables["client_stock"], content.tables["offer_lines"]
    page = offer_page(client_offer(FULL, everything, stock, TERMS, date(2026, 11, 20) + timedelta(days=0)))
    assert len(page) == 32
    path = tmp_path / "Предложение.xlsx"
    write_offer_file(path, page, {"client_name": "Ромашка", "manager": "Белова"}, [7.0], TODAY, "Пример")
    printed = pdf_facts(office.convert_to_pdf(path, tmp_path))
    assert (printed.count_pages, printed.sizes_points) == (1, frozenset({(595, 842)}))
    assert "###" not in printed.text
    assert TOTAL in printed.text
