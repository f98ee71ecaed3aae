"""«Предложение клиенту»: what to offer the chosen client and how much, with every number; it follows the choice."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

import pandas as pd
from xlsxwriter.utility import xl_rowcol_to_cell

from clientbase_xl.rules.client_offer import OfferTerms
from clientbase_xl.rules.offered_first import offered_first
from clientbase_xl.schemas.client_offer import (
    BUYS,
    CLIENT_OFFER,
    MOST_LINES,
    NOT_OFFERED,
    OFFER_LINES,
    PEERS,
    PEERS_BUY,
    SELL_OUT,
    SHIPMENTS,
)
from clientbase_xl.schemas.client_stock import CLIENT_STOCK
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.model import Kind
from clientbase_xl.schemas.start import START
from clientbase_xl.writing import offer_formulas as formulas
from clientbase_xl.writing import offer_layout as layout
from clientbase_xl.writing.book import Book, Page
from clientbase_xl.writing.cells import Cell
from clientbase_xl.writing.chosen_client import typed_look, write_choice_cell
from clientbase_xl.writing.names import cell_link, range_reference
from clientbase_xl.writing.offer_data import Shown, slot_references, write_offer_data
from clientbase_xl.writing.offer_page_sheet import write_offer_page
from clientbase_xl.writing.page_setup import LANDSCAPE_PIXELS, scale_to_fit, set_up_page
from clientbase_xl.writing.styles import ACCENT, BAD, LINE, MUTED, TAB_COLOURS, Tone
from clientbase_xl.writing.table_sheet import SheetContext

_PROTECTION = {"select_locked_cells": True, "select_unlocked_cells": True, "format_columns": True, "format_rows": True}
_KIND_TONES = {BUYS: Tone("#CDEBDD"), PEERS_BUY: Tone("#DCEBF6"), NOT_OFFERED: Tone("#E4E7EA", MUTED)}
_TRY_TITLES = {
    "review": ("период заказа R, дн.", "Дней между заказами"),
    "service": ("уровень сервиса", "Вероятность, что товара хватит: от 50 % до 99,99 %"),
    "lead": ("срок поставки L, дн.", "Один для всех строк; пусто — свой у каждой"),
    "short": ("короткий срок, дн.", "С ним сравниваем"),
}
_TEXT = (Kind.TEXT, Kind.CODE, Kind.CHOICE)


def write_offer(book: Book, index: pd.DataFrame, tables: Mapping[str, pd.DataFrame], context: SheetContext) -> None:
    """Fill «Предложение клиенту», its page for the client and the hidden sheet of both.

    METHOD section 12. `index` is CLIENT_CARD_INDEX (its labels are the list of clients), `tables` the sheets as they
    are written, with OFFER_LINES and the CLIENT_OFFER of the client shown first. Only the choice and the terms tried
    may be typed; they are no data and are not read back.
    """
    page = book.pages[CLIENT_OFFER.title]
    clients = tables[CLIENTS.key]
    code = offered_first(tables[OFFER_LINES.key], tables[CLIENT_STOCK.key], clients)
    offer, terms = tables[CLIENT_OFFER.key], OfferTerms.of(context.settings.offers)
    references = tuple(layout.visible_references(place) for place in range(1, MOST_LINES + 1))
    write_offer_data(book, tables, index, Shown(offer, references), terms, context.today, code)
    said = layout.said(offer)
    _write_choice(page, index, code)
    _write_head(page, clients[clients["client_code"] == code], said)
    _write_tries(page, terms)
    _write_lines(page, references, said)
    _finish(page, context)
    write_offer_page(book, context, said, clients[clients["client_code"] == code])


def _write_choice(page: Page, index: pd.DataFrame, code: str | None) -> None:
    """Write the cell in which a client is chosen, and under it how to choose."""
    row, styles = layout.CHOICE_ROW, page.styles
    page.put_link(row, 0, cell_link(START.title), "← Начало", "Вернуться на лист «Начало»")
    page.put(row, 2, "Клиент:", styles.format(font_size=12, bold=True, font_color=ACCENT, align="right"))
    label = write_choice_cell(page, row, layout.CHOICE_COLS, index, code, formulas.CHOICE)
    form = styles.format(font_size=9, italic=True, font_color=MUTED, align="left")
    page.put_formula(
        layout.MESSAGE_ROW, 2, f"={formulas.message_formula()}", formulas.AGAIN if label else formulas.NOBODY, form
    )


def _write_head(page: Page, client: pd.DataFrame, said: list[dict[str, Any]]) -> None:
    """Write who the client is, whose sales the demand is, of which days the stocks are, and the sums."""
    styles = page.styles
    parts = {"client_name": "", "channel": "канал: ", "category_approved": "категория: ", "manager": "менеджер: "}
    name, *others = parts
    page.put_formula(
        layout.CLIENT_ROW,
        2,
        f"={formulas.of_client(name)}",
        _of(client, name),
        styles.format(font_size=14, bold=True, font_color=ACCENT),
    )
    cells = {key: formulas.of_client(key) for key in others}
    text = "&".join(f'IF({cell}="","","   {parts[key]}"&{cell})' for key, cell in cells.items())
    value = "   ".join(f"{parts[key]}{_of(client, key)}" for key in others if _of(client, key))
    page.put_formula(
        layout.CLIENT_ROW, 4, f'=IF({formulas.ROW}=0,"",MID({text},4,500))', value, styles.format(font_color=MUTED)
    )
    sources = (SELL_OUT, SHIPMENTS, PEERS)
    counts = [sum(row["demand_source"] == source for row in said) for source in sources]
    words = ("Спрос: по продажам клиента — ", " SKU, по нашим отгрузкам вместо них — ", ", как у похожих — ")
    counted = [f'COUNTIF({layout.column_range("demand_source")},"{source}")' for source in sources]
    formula = "&".join(f'"{word}"&{count}' for word, count in zip(words, counted, strict=True))
    known = sum(isinstance(row["stock_units"], float | int) for row in said)
    formula += f'&". Остаток известен по "&COUNT({layout.column_range("stock_units")})&" SKU из "&{_count()}&"."'
    value = "".join(f"{word}{count}" for word, count in zip(words, counts, strict=True))
    value += f". Остаток известен по {known} SKU из {len(said)}."
    page.put_formula(
        layout.SOURCE_ROW, 2, f'=IF({_count()}=0,"",{formula})', value if said else "", styles.format(bold=True)
    )
    _write_sums(page, said)


def _write_sums(page: Page, said: list[dict[str, Any]]) -> None:
    """Write what the orders make together, and what a shorter lead time saves."""
    titles = (
        ("К заказу, SKU:", f'COUNTIF({layout.column_range("order_units")},">0")', "0", "order_units"),
        ("Сумма заказа, ₽:", f"SUM({layout.column_range('amount_rub')})", "#,##0", "amount_rub"),
        (
            "Запас клиента меньше при коротком сроке, ₽:",
            f"SUM({layout.column_range('saved_rub')})",
            "#,##0",
            "saved_rub",
        ),
    )
    head = page.styles.format(font_color=MUTED, align="right")
    for row, (title, formula, code, key) in enumerate(titles, layout.TRY_ROW):
        numbers = [one[key] for one in said if isinstance(one[key], float | int)]
        value = sum(number > 0 for number in numbers) if key == "order_units" else sum(numbers)
        form = page.styles.format(font_size=12, bold=True, font_color=ACCENT, align="left", num_format=code, indent=1)
        for (first, last), cell_form in zip(layout.SUM_COLS, (head, form), strict=True):
            page.check(page.sheet.merge_range(row, first, row, last, "", cell_form))
        page.put(row, layout.SUM_COLS[0][0], title, head)
        page.put_formula(row, layout.SUM_COLS[1][0], f"={formula}", value, form)


def _write_tries(page: Page, terms: OfferTerms) -> None:
    """Write the cells in which other terms are tried: empty ones, the settings said beside them."""
    styles, col = page.styles, layout.TRY_COL
    numbers = {
        "review": terms.review_days,
        "service": terms.service_level,
        "lead": terms.default_lead_days,
        "short": terms.short_lead_days,
    }
    for row, (key, (title, tip)) in enumerate(_TRY_TITLES.items(), layout.TRY_ROW):
        code = "0.0#%" if key == "service" else "0.##"
        page.put(row, col - 1, f"Что если: {title}", styles.format(font_color=MUTED, align="right"))
        page.put(row, col, None, styles.format(**typed_look(), bold=True, align="center", num_format=code))
        low, high = (0.5, 0.9999) if key == "service" else (0, 365)
        rule = {"validate": "decimal", "criteria": "between", "minimum": low, "maximum": high, "ignore_blank": True}
        rule |= {"input_title": title, "input_message": f"{tip}. Пусто — из «Настроек»."}
        rule |= {"error_title": title, "error_message": f"Нужно число от {low} до {high}".replace(".", ",")}
        page.check(page.sheet.data_validation(row, col, row, col, rule))
        page.book.define(formulas.try_name(key), range_reference(page.title, row, col, row, col), is_hidden=True)
        said = f'"сейчас {"у строк без своего " if key == "lead" else ""}"'
        form = styles.format(font_size=9, font_color=MUTED, align="left", indent=1, num_format=f"{said}{code}")
        page.put_formula(row, col + 1, f"={formulas.term_name(key)}", numbers[key], form)


def _write_lines(page: Page, references: tuple[Mapping[str, str], ...], said: list[dict[str, Any]]) -> None:
    """Write bands, headings and the lines: a formula in every cell, with the value of the client shown first."""
    first = 0
    for number, (band, members) in enumerate(groupby(CLIENT_OFFER, key=lambda column: column.band)):
        count = len(list(members))
        form = page.styles.band(number)
        if band:
            if count > 1:
                page.check(page.sheet.merge_range(layout.BAND_ROW, first, layout.BAND_ROW, first + count - 1, "", form))
            page.put(layout.BAND_ROW, first, band, form)
        first += count
    for column in CLIENT_OFFER:
        col = layout.COL[column.key]
        page.put(layout.HEADER_ROW, col, column.title, page.styles.header(column))
        page.check(page.sheet.write_comment(layout.HEADER_ROW, col, column.note, {"x_scale": 1.6, "y_scale": 0.7}))
        page.widen(col, layout.WIDTHS[column.key])
    forms = {column.key: page.styles.format(**_look(column.key, column.kind)) for column in CLIENT_OFFER}
    for place, shown in enumerate(references, 1):
        cells = formulas.shown_cells(slot_references(place), shown)
        row = layout.FIRST_ROW + place - 1
        page.check(page.sheet.set_row(row, layout.LINE_HEIGHT))
        values: Mapping[str, Cell] = said[place - 1] if place <= len(said) else {}
        for key, col in layout.COL.items():
            page.put_formula(row, col, f"={cells[key]}", values.get(key, ""), forms[key])


def _finish(page: Page, context: SheetContext) -> None:
    """Write colours, heights, the paper; only the choice and the tries may be typed."""
    rows = (layout.FIRST_ROW, 0, layout.LAST_ROW, layout.LAST_COL)
    kind = xl_rowcol_to_cell(layout.FIRST_ROW, layout.COL["kind"], False, True)
    for word, tone in _KIND_TONES.items():
        options = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": page.styles.difference(tone)}
        col = layout.COL["kind"]
        page.check(page.sheet.conditional_format(layout.FIRST_ROW, col, layout.LAST_ROW, col, options))
    note = xl_rowcol_to_cell(layout.FIRST_ROW, layout.COL["note"], False, True)
    col = layout.COL["note"]
    options = {"type": "formula", "criteria": f'=LEFT({note},6)="затова"', "format": page.styles.difference(BAD)}
    page.check(page.sheet.conditional_format(layout.FIRST_ROW, col, layout.LAST_ROW, col, options))
    line = page.book.workbook.add_format({"bottom": 1, "bottom_color": LINE})
    page.check(page.sheet.conditional_format(*rows, {"type": "formula", "criteria": f'={kind}<>""', "format": line}))
    page.check(page.sheet.set_row(layout.CHOICE_ROW, 24))
    page.check(page.sheet.set_row(layout.CLIENT_ROW, 21))
    page.check(page.sheet.set_row(layout.HEADER_ROW, 42))
    page.sheet.freeze_panes(layout.FIRST_ROW, layout.COL["kind"])
    page.sheet.set_tab_color(TAB_COLOURS[CLIENT_OFFER.group])
    set_up_page(
        page,
        today=context.today,
        owner=context.owner,
        is_landscape=True,
        header_rows=(layout.BAND_ROW, layout.HEADER_ROW),
        pages_wide=0,
    )
    _set_up_pages_across(page)
    page.sheet.protect("", _PROTECTION)


def _set_up_pages_across(page: Page) -> None:
    """Print two pages side by side: the head with all its numbers on the first, № and SKU on both."""
    repeated, second = range(layout.PRINT_REPEATED + 1), range(layout.PRINT_BREAK, layout.LAST_COL + 1)
    page.sheet.print_area(0, 0, layout.LAST_ROW, layout.LAST_COL)
    page.sheet.repeat_columns(0, layout.PRINT_REPEATED)
    page.sheet.set_v_pagebreaks([layout.PRINT_BREAK])
    page.sheet.print_across()
    parts = (range(layout.PRINT_BREAK), (*repeated, *second))
    page.sheet.set_print_scale(min(scale_to_fit(page, part, LANDSCAPE_PIXELS) for part in parts))


def _look(key: str, kind: Kind) -> dict[str, Any]:
    if kind in _TEXT:
        look: dict[str, Any] = {"align": "left", "indent": 1, "text_wrap": True}
        return look | ({"font_size": 9} if key in ("why", "note", "product_name") else {})
    look = {"num_format": layout.CODES.get(key, "#,##0.0"), "align": "right"}
    return look | ({"bold": True, "font_color": ACCENT} if key == "order_units" else {})


def _count() -> str:
    """Return the number of lines of the chosen client."""
    return f"COUNT({layout.column_range('rank')})"


def _of(client: pd.DataFrame, key: str) -> str:
    value = client[key].iloc[0] if len(client) else None
    return value if isinstance(value, str) else ""
