"""A sheet that is one table: way back, title, purpose, bands, the table, and how it scrolls, prints and is guarded."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

import pandas as pd

from clientbase_xl.schemas.blocks import LINES, PURPOSES
from clientbase_xl.schemas.catalogue import ALL_SHEETS
from clientbase_xl.schemas.model import Sheet
from clientbase_xl.schemas.start import START
from clientbase_xl.settings import Settings
from clientbase_xl.writing.book import Book, Page
from clientbase_xl.writing.highlights import highlight_table, mark_strangers
from clientbase_xl.writing.names import cell_link
from clientbase_xl.writing.page_setup import LANDSCAPE_PIXELS, scale_to_fit, set_up_page
from clientbase_xl.writing.people_parts import people_parts
from clientbase_xl.writing.styles import ACCENT, TAB_COLOURS
from clientbase_xl.writing.table import TablePlace, write_native_table
from clientbase_xl.writing.validation import guard_table

TITLE_ROW, PURPOSE_ROW, BAND_ROW, HEADER_ROW = range(4)
"""Rows of every table sheet, from 0; the heading is in row 4 as people count."""
ROWS_ABOVE_DATA = HEADER_ROW + 1

_SORTED = frozenset(
    {"clients", "reactivation", "move_to_phone", "contacts_due", "manager_tasks", "survey_calls", "falling_purchases"}
    | {"reconciliation", "solvency", "client_plans", "plan_forecast", "week_forecast", "fbs_employees"}
)
"""Sheets whose rows the program decides on: people sort them, most of them type into them."""
FREE_SHEETS = _SORTED | {sheet.key for sheet in ALL_SHEETS if sheet.has_row_ids and sheet.typed}
"""Sheets without sheet protection: people sort, fold and add rows there; validation guards the computed cells.

Every sheet of typed records is one of them: a table on a protected sheet cannot grow past its spare rows.
"""
FOLDED_BANDS = frozenset({"Карточка"})
"""Bands that can be folded away by the outline above the columns."""
OF_THE_PROGRAM: dict[str, tuple[str, ...]] = {
    "settings": ("address",),
    "lists": ("list_key",),
    "fbs_matrix": ("count_needed", "row_id", "errors", "warnings"),
    "fbs_employees": ("function_id",),
}
"""Hidden columns: by them the program reads a sheet back, or a formula is put together."""
PRINTED_BANDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "clients": (("Клиент", "Категория"), ("Факты", "Потенциал")),
    "profiles": (("Опрос", "Сколько закупают"), ("Что, у кого и почему",), ("Потенциал",)),
    "profile_calls": (("Кого спросить",), ("Что известно",)),
    "undervalued": (("Клиент",), ("Что ответил",)),
    "requests": (("Заявка", "Решение"),),
    "prospects": (
        ("ПК", "План развития"),
        ("Потенциал и категория", "Результаты"),
        ("Как связаться",),
        ("Список", "Итог"),
    ),
    "manager_tasks": (
        ("Клиент", "Что делать"),
        (
            *("1. Повторные продажи", "2. Средняя сумма сделки", "3. Частота заказов", "4. Развитие ассортимента"),
            "5. Лояльность",
        ),
        ("Почему",),
    ),
    "monitoring": (("Опрос", "Что сказал клиент"), ("Что из этого следует",), ("Что делать",)),
    "survey_calls": (("Кого опросить",), ("Последние ответы",)),
    "falling_purchases": (("Клиент", "Сколько теряем"), ("Что узнали",), ("Почему сокращает", "Что делать")),
    "discounts": (
        ("Решение", "На что", "Что взамен"),
        ("Просчёт до решения",),
        ("Что вышло", "До и после, по продажам"),
    ),
    "cost_cuts": (("Что сокращаем", "Кого касается: пусто — всех"), ("Что пострадает", "Под риском", "Решение")),
    "agreements": (("Документ",), ("Срок", "План заказов"), ("Выполнение",)),
    "programmes": (("Клиент", "Программа", "Группа"), ("Что даёт",)),
    "programme_terms": (("Зачем", "Группа: для кого", "Условия"), ("Результат",)),
    "client_pool": (("Клиент", "Стабильный", "Ставка"), ("Переговоры и план", "Почему")),
    "plan_forecast": (("Период", "План, ₽", "Прогноз менеджера, ₽", "Факт"), ("Как сбывается", "Почему")),
    "sales_types": (("Что продаём", "Тип"), ("Что из этого следует", "За 12 мес.")),
    "reactivation": (("Клиент", "Почему звонить"), ("Как звонить", "Результат")),
}
"""Sheets too wide for one page: the bands of each page side by side; other bands are not printed."""
PRINTED_FROM: dict[str, tuple[str, ...]] = {"fbs_absences": ("sentence",), "fbs_team": ("count_backed_high",)} | {
    "reconciliation": ("proposal", "actions")
}
"""Wide sheets without bands: the first column of every further page."""

PROTECTION = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
}


@dataclass(frozen=True, slots=True)
class SheetContext:
    """What every sheet of a workbook shares: settings, date, whose base it is, lists that have a name."""

    settings: Settings
    today: date
    owner: str
    lists: Collection[str]


def write_table_sheet(
    book: Book,
    sheet: Sheet,
    frame: pd.DataFrame,
    context: SheetContext,
    *,
    codes: Mapping[str, Sequence[str]] | None = None,
    count_filled: int | None = None,
    closed: Collection[int] = (),
    headline: str = "",
) -> TablePlace:
    """Fill the page that `book` has under the sheet's title with a frame as the catalogue declares it.

    The first `count_filled` rows are records (default: all), the others wait for typing and are not printed. Without
    records the sheet's friendly text stands above the table. Typed cells of the `closed` rows (numbers of rows of the
    frame) are shown and guarded like computed ones. A `headline` stands above the heading of a sheet without bands.
    """
    page = book.pages[sheet.title]
    count = len(frame) if count_filled is None else count_filled
    place = write_native_table(page, sheet, frame, top=HEADER_ROW, codes=codes, closed=closed)
    page.widen(0, 10)
    col = _printed_once(sheet)
    _write_head(page, sheet, purpose_text(sheet, is_empty=count == 0), col)
    write_bands(page, place)
    if sheet.key in LINES:
        page.sheet.set_row(BAND_ROW, 22)
        page.put(BAND_ROW, col, headline or None, page.styles.format(bold=True, font_size=11, font_color=ACCENT))
        page.name_block(LINES[sheet.key], BAND_ROW, col)
    for key in OF_THE_PROGRAM.get(sheet.key, ()):
        page.widen(place.col(key), 0, hidden=True)
    highlight_table(page, place, context.settings.reactivation)
    mark_strangers(page, place)
    guard_table(page, place, context.lists, closed=closed)
    page.sheet.freeze_panes(HEADER_ROW + 1, sheet.frozen_columns)
    page.sheet.set_tab_color(TAB_COLOURS[sheet.group])
    page.sheet.set_zoom(100)
    _print(page, place, context, place.first_row + count - 1 if count else place.last_row)
    if sheet.key not in FREE_SHEETS:
        page.sheet.protect("", PROTECTION)
    return place


def _write_head(page: Page, sheet: Sheet, purpose: str, col: int) -> None:
    """Write the way back, the title and, from a column on, the purpose."""
    page.put_link(TITLE_ROW, 0, cell_link(START.title), "← Начало", "Вернуться на лист «Начало»")
    page.put(TITLE_ROW, 1, sheet.title, page.styles.title())
    page.sheet.set_row(TITLE_ROW, 24)
    page.put(PURPOSE_ROW, col, purpose, page.styles.purpose())
    if sheet.key in PURPOSES:
        page.name_block(PURPOSES[sheet.key], PURPOSE_ROW, col)


def _printed_once(sheet: Sheet) -> int:
    """Return the column in which the lines above a table begin: they print whole, and on one page only.

    In the first of columns that repeat on every page a line would be cut off on all of them; only those of a typed wide
    sheet have room for it. The place hangs on nothing but the sheet, because a press fills the lines of a book anew.
    """
    is_parted = sheet.key in {*PRINTED_BANDS, *PRINTED_FROM} or (sheet.wide is not None and not sheet.wide.is_typed)
    return sheet.frozen_columns if is_parted else 0


def purpose_text(sheet: Sheet, *, is_empty: bool) -> str:
    """Return what stands under a sheet's title: what it is for, that it is empty, which cells people fill."""
    text = f"{sheet.purpose} {sheet.empty_text}" if is_empty else sheet.purpose
    return f"{text} Кремовое заполняете вы." if sheet.typed else text


def write_bands(page: Page, place: TablePlace) -> None:
    """Write the bands above the header, each in its colour; a band's name stands at its first column."""
    bands = [(key, place.sheet[key].band) for key in place.keys]
    if not any(band for _, band in bands):
        page.sheet.set_row(BAND_ROW, 6)
        return
    for number, (band, members) in enumerate(groupby(bands, key=lambda pair: pair[1])):
        form = page.styles.band(number)
        for position, (key, _) in enumerate(members):
            col = place.col(key)
            page.put(BAND_ROW, col, band if position == 0 else None, form)
            if band in FOLDED_BANDS:
                page.widen(col, 0, level=1)
    page.sheet.outline_settings(True, True, False, False)


def _parts(page: Page, place: TablePlace) -> list[list[int]]:
    """Return the columns of each of the pages side by side: chosen bands, of a wide sheet people; [] for one page."""
    if starts := PRINTED_FROM.get(place.sheet.key):
        edges = [place.left, *(place.col(key) for key in starts), place.left + len(place.keys)]
        return [list(range(first, end)) for first, end in pairwise(edges)]
    halves = PRINTED_BANDS.get(place.sheet.key, ())
    parts = [[place.col(key) for key in place.keys if place.sheet[key].band in bands] for bands in halves]
    return parts or people_parts(page, place)


def _print(page: Page, place: TablePlace, context: SheetContext, last_row: int) -> None:
    """Set up the paper: one page wide, or as many as there are parts."""
    sheet, parts = place.sheet, _parts(page, place)
    set_up_page(
        page,
        today=context.today,
        owner=context.owner,
        is_landscape=sheet.is_landscape,
        header_rows=(BAND_ROW if sheet.key in PRINTED_BANDS else HEADER_ROW, HEADER_ROW),
        pages_wide=0 if parts else 1,
    )
    if not parts:
        page.sheet.print_area(0, 0, last_row, place.left + len(place.keys) - 1)
        return
    page.sheet.print_area(0, 0, last_row, max(parts[-1]))
    page.sheet.repeat_columns(0, sheet.frozen_columns - 1)
    if breaks := [min(part) for part in parts[1:]]:
        page.sheet.set_v_pagebreaks(breaks)
        page.sheet.print_across()
    repeated = range(sheet.frozen_columns)
    page.sheet.set_print_scale(min(scale_to_fit(page, {*part, *repeated}, LANDSCAPE_PIXELS) for part in parts))
