"""«Карточка»: one client on one A4 page; in the workbook it follows the choice, in a file of its own it is values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from xlsxwriter.chart import Chart

from clientbase_xl.rules.card_fields import CARD_LISTS
from clientbase_xl.schemas.client_card import CLIENT_CARD
from clientbase_xl.schemas.start import START
from clientbase_xl.writing import card_layout as layout
from clientbase_xl.writing.book import Book, Page, new_book
from clientbase_xl.writing.card_data import (
    CARD_DATA_SHEET,
    MonthCells,
    card_cells,
    write_card_data,
    write_month_values,
)
from clientbase_xl.writing.card_formulas import CHOICE, cell_formulas, limited, message_formula
from clientbase_xl.writing.card_layout import CardLayout, Spot, Words, card_layout
from clientbase_xl.writing.cells import FIRST_DAY, Cell
from clientbase_xl.writing.chosen_client import write_choice_cell
from clientbase_xl.writing.names import cell_link
from clientbase_xl.writing.page_setup import set_up_page
from clientbase_xl.writing.styles import (
    ACCENT,
    BAND_TONES,
    CATEGORY_TONES,
    FONT,
    INK,
    LINE,
    MUTED,
    STATUS_TONES,
    TAB_COLOURS,
)
from clientbase_xl.writing.table_sheet import SheetContext

_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.6, "bottom": 0.45}
_FONT = {"name": FONT, "size": 8, "color": INK, "bold": False}
_PROTECTION = {"select_locked_cells": True, "select_unlocked_cells": True}
MESSAGE = "Выберите другого из списка или впишите код либо часть названия."
NOBODY = "Клиент не выбран. Выберите его в кремовой ячейке из списка или впишите код либо часть названия."


def write_card(
    book: Book, index: pd.DataFrame, card: pd.DataFrame, tables: Mapping[str, pd.DataFrame], context: SheetContext
) -> None:
    """Fill the page «Карточка» and its hidden sheet: formulas that follow the choice, with the values of `card`.

    `index` is CLIENT_CARD_INDEX, `card` CLIENT_CARD of the client shown first (empty: nobody is chosen), `tables` the
    sheets as they are written. Only the choice may be typed; it is no data and is not read back.
    """
    page, plan = book.pages[CLIENT_CARD.title], card_layout()
    cells = {f"{one.key}_heading": one.heading for one in CARD_LISTS} | card_cells(card)
    _write_choice(page, index, cells)
    months = write_card_data(book, index, cells, tables)
    formulas = cell_formulas()
    for spot in plan.spots:
        value = _stored(shown(cells.get(spot.key), spot.limit))
        _put(page, spot, value, limited(formulas[spot.key], spot.limit) if _is_text(spot) else formulas[spot.key])
    _finish(page, plan, months, context.today, context.owner)
    page.put_link(layout.CHOICE_ROW, 0, cell_link(START.title), "← Начало", "Вернуться на лист «Начало»")
    page.sheet.freeze_panes(layout.MESSAGE_ROW + 1, 0)
    page.sheet.protect("", _PROTECTION)


def write_card_file(path: Path, card: pd.DataFrame, today: date, owner: str) -> None:
    """Write the card of one client as a workbook of one page, values only; WriteRefused as `new_book`."""
    cells, plan = card_cells(card), card_layout()
    title = str(cells.get("client_name") or cells.get("client_code"))
    with new_book(path, title=f"Карточка: {title}", subject=owner, today=today) as book:
        page = book.page(CLIENT_CARD.title)
        book.page(CARD_DATA_SHEET).sheet.hide()
        form = page.styles.title()
        page.put(layout.CHOICE_ROW, 0, "Карточка клиента", form)
        page.put(layout.MESSAGE_ROW, 0, f"{owner} · на {today:%d.%m.%Y}", page.styles.purpose())
        for spot in plan.spots:
            _put(page, spot, shown(cells.get(spot.key), spot.limit), None)
        _finish(page, plan, write_month_values(book, cells), today, owner)


def shown(value: Cell, limit: int) -> Cell:
    """Return a value as its cell shows it: a long text ends with «…»."""
    if isinstance(value, str) and len(value) > limit:
        return f"{value[: limit - 1]}…"
    return value


def _is_text(spot: Spot) -> bool:
    """Tell whether a cell may hold a text that has to be cut."""
    return spot.code == "General" and spot.align == "left"


def _stored(value: Cell) -> Cell:
    """Return a value as the result of a formula is stored: a day is a number."""
    if isinstance(value, date):
        day = value.date() if hasattr(value, "date") else value
        return (day - FIRST_DAY).days + 61
    return value


def _write_choice(page: Page, index: pd.DataFrame, cells: Mapping[str, Cell]) -> None:
    """Write the cell in which a client is chosen, and under it how to choose."""
    row, styles = layout.CHOICE_ROW, page.styles
    page.sheet.merge_range(
        row, 2, row, 4, "Клиент:", styles.format(font_size=12, bold=True, font_color=ACCENT, align="right")
    )
    code = cells.get("client_code")
    label = write_choice_cell(page, row, layout.CHOICE_COLS, index, str(code) if code else None, CHOICE)
    note = styles.format(font_size=9, italic=True, font_color=MUTED, align="left", shrink=True)
    row = layout.MESSAGE_ROW
    page.check(page.sheet.merge_range(row, 0, row, layout.LAST, "", note))
    page.put_formula(row, 0, f"={message_formula()}", MESSAGE if label else NOBODY, note)


def _put(page: Page, spot: Spot, value: Cell, formula: str | None) -> None:
    """Write one cell of the card over its columns: a formula with its value, or the value alone."""
    form = page.styles.format(**_look(spot))
    if spot.last > spot.first:
        page.check(page.sheet.merge_range(spot.row, spot.first, spot.row, spot.last, "", form))
    if formula is None:
        page.put(spot.row, spot.first, value, form, page.styles.format(**_look(spot) | {"num_format": "@"}))
    else:
        page.put_formula(spot.row, spot.first, f"={formula}", value, form)


def _look(spot: Spot) -> dict[str, Any]:
    look: dict[str, Any] = {"num_format": spot.code, "align": spot.align, "font_size": spot.size}
    if spot.is_bold:
        look["bold"] = True
    if spot.key.endswith(("_why", "_mark")):  # beside a number or a coloured letter
        look["indent"] = 1
    if spot.key.endswith(("_heading", "months_title")):
        return look | _section_look()
    look |= {"bottom": 4, "bottom_color": LINE}
    return look | ({"text_wrap": True} if spot.lines > 1 else {"shrink": True})


def _section_look() -> dict[str, Any]:
    tone = BAND_TONES[0]
    return {"bg_color": tone.fill, "font_color": tone.ink, "bold": True, "font_size": 10, "indent": 1, "align": "left"}


def _write_words(page: Page, one: Words) -> None:
    look: dict[str, Any] = {
        "section": _section_look(),
        "label": {"font_color": MUTED, "font_size": 9, "bottom": 4, "bottom_color": LINE, "shrink": True},
        "badge": {"font_color": MUTED, "font_size": 9, "align": "right", "shrink": True},
        "head": {"font_color": MUTED, "font_size": 9, "bold": True, "bottom": 1, "bottom_color": LINE},
    }[one.look]
    form = page.styles.format(**look)
    if one.last > one.first:
        page.check(page.sheet.merge_range(one.row, one.first, one.row, one.last, "", form))
    page.put(one.row, one.first, one.text, form)


def _finish(page: Page, plan: CardLayout, months: MonthCells, today: date, owner: str) -> None:
    """Write the words, the colours, the chart, the heights and the paper."""
    for col in range(layout.COLUMNS):
        page.widen(col, layout.COLUMN_WIDTH)
    for row, height in plan.heights.items():
        page.check(page.sheet.set_row(row, height))
    for one in plan.words:
        _write_words(page, one)
    for spot in plan.spots:
        if spot.key in ("category", "category_approved", "status"):
            _colour(page, spot)
    _insert_chart(page, plan, months)
    page.sheet.set_tab_color(TAB_COLOURS[CLIENT_CARD.group])
    set_up_page(page, today=today, owner=owner, is_landscape=False)
    page.sheet.set_margins(**_MARGINS)
    page.sheet.fit_to_pages(1, 1)
    page.sheet.center_horizontally()
    page.sheet.print_area(0, 0, plan.last_row, layout.LAST)


def _colour(page: Page, spot: Spot) -> None:
    """Colour a category or a status by its word, as everywhere in the workbook."""
    tones = STATUS_TONES if spot.key == "status" else CATEGORY_TONES
    for word, tone in tones.items():
        options = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": page.styles.difference(tone)}
        page.check(page.sheet.conditional_format(spot.row, spot.first, spot.row, spot.last, options))


def _insert_chart(page: Page, plan: CardLayout, months: MonthCells) -> None:
    """Draw the months as columns over the room that the page leaves for them."""
    chart: Chart = page.book.workbook.add_chart({"type": "column"})
    chart.add_series(
        {"name": "Оборот", "categories": months.names, "values": months.values, "fill": {"color": ACCENT}, "gap": 40}
    )
    chart.set_title({"none": True})
    chart.set_legend({"none": True})
    chart.set_chartarea({"border": {"none": True}, "fill": {"color": "#FFFFFF"}})
    chart.set_x_axis({"num_font": _FONT | {"rotation": -90}, "line": {"color": MUTED}, "label_position": "low"})
    chart.set_y_axis(
        {
            "num_font": _FONT,
            "num_format": "#,##0,",
            "major_gridlines": {"visible": True, "line": {"color": LINE, "width": 0.5}},
            "line": {"none": True},
        }
    )
    chart.show_hidden_data()
    first_row, first_col, last_row, last_col = plan.chart
    points = sum(plan.heights[row] for row in range(first_row, last_row + 1))
    width = (last_col - first_col + 1) * (layout.COLUMN_WIDTH * 7 + 5)
    chart.set_size({"width": width - 6, "height": points * 4 / 3 - 4})
    options = {"x_offset": 2, "y_offset": 2, "object_position": 1, "description": "Оборот клиента по месяцам"}
    page.check(page.sheet.insert_chart(first_row, first_col, chart, options))
