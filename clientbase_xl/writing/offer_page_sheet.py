"""«Предложение (печать)»: one A4 page that the client gets; in the workbook it follows the choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from clientbase_xl.schemas.client_offer import OFFER_PAGE, PAGE_LINES
from clientbase_xl.schemas.model import Kind
from clientbase_xl.schemas.start import START
from clientbase_xl.writing import offer_layout as layout
from clientbase_xl.writing.book import Book, Page, new_book
from clientbase_xl.writing.cells import Cell
from clientbase_xl.writing.names import cell_link
from clientbase_xl.writing.offer_data import serial, slot_range
from clientbase_xl.writing.offer_formulas import of_client, term_name
from clientbase_xl.writing.page_setup import A4
from clientbase_xl.writing.styles import ACCENT, BAND_TONES, LINE, MUTED, TAB_COLOURS
from clientbase_xl.writing.table_sheet import SheetContext

TITLE = "Предложение: рекомендуемый заказ"
TOTAL, NOTHING = "Итого", "Заказывать пока нечего: запаса хватает."
ON_REQUEST = "по запросу"
NOTE = "Количество рассчитано по продажам и запасу. Цены — последних отгрузок, подтверждаются при заказе."
_WIDTHS = {
    "rank": 5,
    "sku": 13,
    "product_name": 42,
    "pack_units": 11,
    "order_units": 11,
    "price_rub": 12,
    "amount_rub": 14,
}
_CODES = {"price_rub": "#,##0.00", "amount_rub": "#,##0.00", "order_units": "#,##0.##", "pack_units": "#,##0.##"}
_LAST = len(layout.PAGE_COL) - 1
_ROW_HEIGHT = 18


def write_offer_page(
    book: Book, context: SheetContext, said: Sequence[Mapping[Any, Any]], client: pd.DataFrame
) -> None:
    """Fill the page of the client shown first; it follows the choice on «Предложение клиенту».

    METHOD section 12. Nothing of ours and of other clients stands on it. `said` are the lines of that sheet, `client`
    the row of CLIENTS (none: nobody).
    """
    page = book.pages[OFFER_PAGE.title]
    ordered = [row for row in said if isinstance(row["order_units"], float | int) and row["order_units"] > 0]
    name, manager = (_of(client, key) for key in ("client_name", "manager"))
    forms = _Forms(page)
    page.put_link(0, 0, cell_link(START.title), "← Начало", "Вернуться на лист «Начало»")
    page.put(1, 0, TITLE, forms.title)
    page.put_formula(2, 0, f"={of_client('client_name')}", name, forms.client)
    page.put(3, 0, "Дата:", forms.muted)
    page.put_formula(3, 2, f"={term_name('today')}", serial(context.today), forms.day)
    page.put(4, 0, "Менеджер:", forms.muted)
    page.put_formula(4, 2, f"={of_client('manager')}", manager, forms.text)
    page.put(5, 0, "Поставка:", forms.muted)
    page.put_formula(
        5, 2, f"={_delivery_formula()}", delivery([float(row["lead_days"]) for row in ordered]), forms.text
    )
    page.put(6, 0, NOTE, forms.note)
    _write_headings(page, forms)
    counted = slot_range("count_ordered")
    count = f"MAX({counted})"
    values = _page_rows(ordered)
    for place in range(1, PAGE_LINES + 1):
        row = layout.PAGE_HEADER_ROW + place
        page.check(page.sheet.set_row(row, _ROW_HEIGHT))
        for key, col in layout.PAGE_COL.items():
            shown = values[place - 1].get(key, "") if place <= len(values) else ""
            page.put_formula(row, col, f"={_cell_formula(key, place, counted, count)}", shown, forms.cells[key])
    _finish(page, layout.PAGE_HEADER_ROW + PAGE_LINES)
    page.sheet.protect("", {"select_locked_cells": True, "select_unlocked_cells": True, "format_columns": True})


def write_offer_file(
    path: Path, rows: pd.DataFrame, client: Mapping[str, str], leads: Sequence[float], today: date, owner: str
) -> None:
    """Write the page of one client as a workbook of its own, values only; WriteRefused as `new_book`.

    `rows` is OFFER_PAGE, `client` has `client_name` and `manager`, `leads` the lead times of the lines in days.
    """
    with new_book(path, title=f"Предложение: {client['client_name']}", subject=owner, today=today) as book:
        page = book.page(OFFER_PAGE.title)
        forms = _Forms(page)
        page.put(1, 0, TITLE, forms.title)
        page.put(2, 0, client["client_name"], forms.client)
        for row, (title, value) in enumerate(
            (("Дата:", today), ("Менеджер:", client["manager"] or None), ("Поставка:", delivery(leads))), 3
        ):
            page.put(row, 0, title, forms.muted)
            page.put(row, 2, value, forms.day if title == "Дата:" else forms.text)
        page.put(6, 0, NOTE, forms.note)
        _write_headings(page, forms)
        shown = _page_rows(rows.astype(object).where(rows.notna(), None).to_dict("records"))
        for row, cells in enumerate(shown, layout.PAGE_FIRST_ROW):
            page.check(page.sheet.set_row(row, _ROW_HEIGHT))
            for key, col in layout.PAGE_COL.items():
                page.put(row, col, cells.get(key) or None, forms.cells[key], forms.cells[key])
        _finish(page, layout.PAGE_HEADER_ROW + len(shown))


def delivery(leads: Sequence[float]) -> str:
    """Return how long a delivery takes in words: the shortest and the longest lead time, "" for no line."""
    if not leads:
        return ""
    low, high = round(min(leads)), round(max(leads))
    return f"{low} дн. от заказа" if low == high else f"от {low} до {high} дн. от заказа"


class _Forms:
    """The formats of the page."""

    def __init__(self, page: Page) -> None:
        styles = page.styles
        self.title = styles.format(font_size=16, bold=True, font_color=ACCENT)
        self.client = styles.format(font_size=14, bold=True)
        self.muted = styles.format(font_color=MUTED)
        self.text = styles.format(align="left")
        self.day = styles.format(align="left", num_format="dd.mm.yyyy")
        self.note = styles.format(font_size=9, italic=True, font_color=MUTED)
        tone = BAND_TONES[0]
        self.head = styles.format(
            bold=True,
            bg_color=tone.fill,
            font_color=tone.ink,
            text_wrap=True,
            align="center",
            border=1,
            border_color=LINE,
        )
        self.cells = {
            column.key: styles.format(
                num_format=_CODES.get(column.key, "@" if column.kind is Kind.CODE else "General"),
                align="left"
                if column.kind in (Kind.TEXT, Kind.CODE)
                else "center"
                if column.key == "rank"
                else "right",
                shrink=column.kind in (Kind.TEXT, Kind.CODE),
            )
            for column in OFFER_PAGE
        }


def _write_headings(page: Page, forms: _Forms) -> None:
    for column in OFFER_PAGE:
        col = layout.PAGE_COL[column.key]
        page.put(layout.PAGE_HEADER_ROW, col, column.title, forms.head)
        page.widen(col, _WIDTHS[column.key])
    for row, height in ((1, 24), (2, 22), (layout.PAGE_HEADER_ROW, 30)):
        page.check(page.sheet.set_row(row, height))


def _page_rows(ordered: Sequence[Mapping[Any, Any]]) -> list[dict[str, Cell]]:
    """Return the rows of the page: the lines, then the sum; what to say when there is nothing."""
    if not ordered:
        return [{"product_name": NOTHING}]
    rows: list[dict[str, Cell]] = [
        {"rank": place, **{key: row[key] for key in layout.PAGE_COL if key != "rank"}}
        for place, row in enumerate(ordered, 1)
    ]
    for row in rows:
        if _number(row["price_rub"]) is None:
            row |= {"price_rub": ON_REQUEST, "amount_rub": ""}
    total = sum(number for row in rows if (number := _number(row["amount_rub"])) is not None)
    return [*rows, {"product_name": TOTAL, "amount_rub": round(total, 2)}]


def _cell_formula(key: str, place: int, counted: str, count: str) -> str:
    """Return the formula of a cell: the `place`-th line with an order, the sum below the last, else nothing."""
    found = f"MATCH({place},{counted},0)"
    line = str(place) if key == "rank" else f"INDEX({layout.column_range(key)},{found})"
    if key == "price_rub":
        line = f'IF(ISNUMBER({line}),{line},"{ON_REQUEST}")'
    below = {
        "product_name": f'IF({count}=0,IF({place}=1,"{NOTHING}",""),IF({place}={count}+1,"{TOTAL}",""))',
        "amount_rub": f'IF(AND({count}>0,{place}={count}+1),SUM({layout.column_range("amount_rub")}),"")',
    }.get(key, '""')
    return f"IF({place}<={count},{line},{below})"


def _delivery_formula() -> str:
    """Return the words of `delivery` for the lines with an order."""
    leads = slot_range("ordered_lead")
    low, high = f"ROUND(MIN({leads}),0)", f"ROUND(MAX({leads}),0)"
    return f'IF(COUNT({leads})=0,"",IF({low}={high},{low}&" дн. от заказа","от "&{low}&" до "&{high}&" дн. от заказа"))'


def _finish(page: Page, last_row: int) -> None:
    line = page.book.workbook.add_format({"bottom": 1, "bottom_color": LINE})
    bold = page.book.workbook.add_format({"bold": True, "top": 1, "top_color": ACCENT})
    first = layout.PAGE_FIRST_ROW
    sheet, name = page.sheet, f"$C{first + 1}"
    for criteria, form in ((f'={name}="{TOTAL}"', bold), (f'={name}<>""', line)):
        options = {"type": "formula", "criteria": criteria, "format": form}
        page.check(sheet.conditional_format(first, 0, last_row, _LAST, options))
    sheet.set_tab_color(TAB_COLOURS[OFFER_PAGE.group])
    sheet.set_portrait()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 1)
    sheet.print_area(1, 0, last_row, _LAST)


def _of(client: pd.DataFrame, key: str) -> str:
    value = client[key].iloc[0] if len(client) else None
    return value if isinstance(value, str) else ""


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, float | int) else None
