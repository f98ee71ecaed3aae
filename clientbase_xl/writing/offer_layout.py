"""Where everything stands on «Предложение клиенту» and on the page for the client."""

from __future__ import annotations

import pandas as pd
from xlsxwriter.utility import xl_rowcol_to_cell

from clientbase_xl.schemas.client_offer import CLIENT_OFFER, MOST_LINES, NOT_OFFERED, OFFER_PAGE
from clientbase_xl.schemas.model import Kind
from clientbase_xl.writing.offer_formulas import NO_DATA
from clientbase_xl.writing.series_cells import series_cells

CHOICE_ROW, MESSAGE_ROW, CLIENT_ROW, SOURCE_ROW = 0, 1, 2, 3
TRY_ROW, TRY_COL = 4, 3
SUM_COLS = ((5, 8), (9, 10))
"""Of the titles of the sums and of the sums: left of PRINT_BREAK, or paper would tear them apart."""
BAND_ROW, HEADER_ROW = 8, 9
FIRST_ROW = HEADER_ROW + 1
LAST_ROW = FIRST_ROW + MOST_LINES - 1
CHOICE_COLS = (3, 6)
LINE_HEIGHT = 27
COL = {key: number for number, key in enumerate(CLIENT_OFFER.keys)}
LAST_COL = len(COL) - 1
PRINT_BREAK = COL["lead_days"]
"""The first column of the second page across, where the band of the order begins."""
PRINT_REPEATED = COL["sku"]
"""The last column that the second page repeats: what is written over the lines begins right of it."""
WIDTHS = {
    "rank": 4,
    "sku": 11,
    "product_name": 30,
    "kind": 13,
    "why": 46,
    "demand_day": 9,
    "demand_source": 17,
    "sigma_day": 10,
    "stock_units": 10,
    "in_transit_units": 8,
    "cover_days": 9,
    "lead_days": 7,
    "safety_units": 10,
    "need_units": 9,
    "pack_units": 9,
    "order_units": 9,
    "price_rub": 10,
    "amount_rub": 11,
    "short_order_units": 10,
    "saved_units": 10,
    "saved_rub": 11,
    "note": 46,
}
CODES = {"sigma_day": "#,##0.00", "demand_day": "#,##0.00", "cover_days": "#,##0", "lead_days": "#,##0.#"} | {
    "rank": "0",
    "order_units": "#,##0.##",
    "pack_units": "#,##0.##",
    "short_order_units": "#,##0.##",
    "stock_units": "#,##0.##",
    "in_transit_units": "#,##0.##",
    "price_rub": "#,##0.00",
    "amount_rub": "#,##0",
    "saved_rub": "#,##0",
}
_SAID = ("demand_day", "sigma_day", "stock_units", "price_rub")
_SAID_OF_OFFERED = ("safety_units", "need_units", "order_units")
PAGE_COL = {key: number for number, key in enumerate(OFFER_PAGE.keys)}
PAGE_HEADER_ROW = 8
PAGE_FIRST_ROW = PAGE_HEADER_ROW + 1


def visible_references(place: int) -> dict[str, str]:
    """Return the references to the cells of the line at a place counted from 1, by the keys of CLIENT_OFFER."""
    title = CLIENT_OFFER.title
    return {key: f"'{title}'!{xl_rowcol_to_cell(FIRST_ROW + place - 1, col, True, True)}" for key, col in COL.items()}


def column_range(key: str) -> str:
    """Return the reference to a column's cells of all lines."""
    cells = (xl_rowcol_to_cell(row, COL[key], True, True) for row in (FIRST_ROW, LAST_ROW))
    return f"'{CLIENT_OFFER.title}'!{':'.join(cells)}"


def said(offer: pd.DataFrame) -> list[dict[str, object]]:
    """Return the lines of CLIENT_OFFER as the sheet shows them: what is missing is said, never 0."""
    columns = {}
    for column in CLIENT_OFFER:
        cells = series_cells(offer[column.key], column.kind if column.kind is not Kind.CODE else Kind.CODE)
        columns[column.key] = ["" if cell is None else cell for cell in cells]
    rows = [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
    for row in rows:
        of_offered = () if row["kind"] == NOT_OFFERED else _SAID_OF_OFFERED
        row |= {key: NO_DATA for key in (*_SAID, *of_offered) if row[key] == ""}
    return rows
