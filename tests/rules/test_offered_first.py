"""Whose offer is shown first (METHOD section 12)."""

from __future__ import annotations

from datetime import date

import pandas as pd

from clientbase_xl.rules.offered_first import offered_first
from clientbase_xl.schemas.client_offer import NOT_OFFERED
from tests.support.offers import TODAY, count, offer_line, offer_lines_of, stock_of

CLIENTS = pd.DataFrame({"client_code": ["К2", "К1", "К3"]})


def test_the_client_with_most_counted_articles_then_most_lines_then_the_first_of_the_sheet() -> None:
    lines = offer_lines_of(offer_line(code="К1"), offer_line(code="К2"), offer_line("Б", 2, code="К2"))
    assert offered_first(lines, stock_of(count(1, TODAY, stock_units=1)), CLIENTS) == "К1"
    assert offered_first(lines, stock_of(), CLIENTS) == "К2"
    equal = offer_lines_of(offer_line(code="К1"), offer_line(code="К2"))
    assert offered_first(equal, stock_of(), CLIENTS) == "К2"


def test_counts_of_what_is_not_offered_and_of_tomorrow_do_not_count() -> None:
    lines = offer_lines_of(
        offer_line(code="К1"), offer_line("Б", 2, code="К1", kind=NOT_OFFERED), offer_line(code="К2")
    )
    stock = stock_of(count(1, TODAY, "Б", stock_units=1), count(2, date(2026, 11, 21), stock_units=1))
    assert offered_first(lines, stock, CLIENTS) == "К2"


def test_where_nothing_is_offered_the_first_client_with_lines_is_shown() -> None:
    lines = offer_lines_of(offer_line(code="К3", kind=NOT_OFFERED), offer_line(code="К1", kind=NOT_OFFERED))
    assert offered_first(lines, stock_of(), CLIENTS) == "К1"


def test_nobody_without_lines_or_outside_the_workbook() -> None:
    assert offered_first(offer_lines_of(), stock_of(), CLIENTS) is None
    assert offered_first(offer_lines_of(offer_line(code="Я")), stock_of(), CLIENTS) is None
