"""The act of reconciliation as a workbook to print and sign: the act, its clients, the prospects, who has gone.

METHOD section 7: a dated act with the difference to the previous one. Values only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd

from clientbase_xl.schemas.model import Mode, Sheet
from clientbase_xl.schemas.reconciliation import PROPOSALS, RECONCILED_PROSPECTS, RECONCILIATION
from clientbase_xl.settings import Settings
from clientbase_xl.writing.book import Book, Page, new_book, require_rows
from clientbase_xl.writing.highlights import highlight_table
from clientbase_xl.writing.page_setup import set_up_page
from clientbase_xl.writing.styles import MUTED
from clientbase_xl.writing.table import write_native_table

ACT, CLIENTS_PAGE, PROSPECTS_PAGE, GONE_PAGE = "Акт сверки", "Клиенты", "Потенциальные клиенты", "Выбыли"
TITLE_ROW, TEXT_ROW, TABLE_ROW = range(3)
_CLIENT_WIDTHS: Mapping[str, float] = {
    "client_code": 9,
    "client_name": 24,
    "manager": 15,
    "completeness": 8,
    "missing": 24,
    "last_confirmed_on": 11,
    "category_before": 7,
    "category": 7,
    "proposal": 13,
    "category_proposed": 7,
    "difference": 18,
    "reason": 44,
    "actions": 38,
}
_GONE_WIDTHS: Mapping[str, float] = {
    "client_code": 9,
    "client_name": 40,
    "manager": 22,
    "completeness": 12,
    "category_before": 12,
    "reason": 62,
}
_PROSPECT_WIDTHS: Mapping[str, float] = {
    "prospect_id": 12,
    "prospect_name": 30,
    "manager": 18,
    "state": 18,
    "category": 10,
    "potential_rub": 14,
    "completeness": 9,
    "missing": 46,
    "is_actual": 9,
    "proposal": 20,
    "reason": 34,
}
_SHORT_TITLES = {
    "category_before": "Было",
    "category": "Расчёт",
    "category_proposed": "Станет",
    "last_confirmed_on": "Данные подтв.",
    "difference": "С прошлого акта",
}
_GONE_TITLES = {
    "completeness": "Полнота в прошлом акте",
    "category_before": "Категория в прошлом акте",
    "reason": "Почему выбыл",
}
_MOST_LINES = 14
_LABEL, _VALUE = 1, 2


@dataclass(frozen=True, slots=True)
class ActContent:
    """What the act says: whose base, the lines of its front page (label, text), counts, its tables, who signs.

    `figures`: RECONCILIATION_FIGURES, with `difference` where there is an act before; `prospects`:
    RECONCILED_PROSPECTS or None; `gone`: clients of the act before that this one does not have, `reason` says why.
    """

    base_name: str
    reconciled_on: date
    made_by: str
    lines: Sequence[tuple[str, str]]
    proposals: Mapping[str, int]
    figures: pd.DataFrame
    prospects: pd.DataFrame | None
    gone: pd.DataFrame | None
    settings: Settings
    manager: str = ""


def write_act(path: Path, content: ActContent) -> None:
    """Write the act to a new workbook, whole or not at all; the same content gives the same bytes.

    A4: the front page upright with lines for signatures, tables lying, one page wide, headings repeated, pages
    numbered. Raises WriteRefused as `new_book` does.
    """
    require_rows({CLIENTS_PAGE: len(content.figures)}, TABLE_ROW + 1)
    title = f"{ACT} {content.reconciled_on:%d.%m.%Y}"
    with new_book(path, title=title, subject=content.base_name, today=content.reconciled_on) as book:
        _write_front(book.page(ACT), content)
        widths = {key: width for key, width in _CLIENT_WIDTHS.items() if key in content.figures}
        _write_table(book, CLIENTS_PAGE, RECONCILIATION, content.figures, widths, _SHORT_TITLES, content)
        if content.prospects is not None:
            _write_table(book, PROSPECTS_PAGE, RECONCILED_PROSPECTS, content.prospects, _PROSPECT_WIDTHS, {}, content)
        if content.gone is not None and len(content.gone):
            _write_table(book, GONE_PAGE, RECONCILIATION, content.gone, _GONE_WIDTHS, _GONE_TITLES, content)


def _write_front(page: Page, content: ActContent) -> None:
    """Write the front page: what was reconciled, what is proposed, who signs."""
    for col, width in ((0, 2), (_LABEL, 34), (_VALUE, 58)):
        page.widen(col, width)
    label = page.styles.format(font_color=MUTED, valign="top")
    text = page.styles.format(text_wrap=True, valign="top", align="left")
    page.put(0, _LABEL, f"{ACT} клиентской базы от {content.reconciled_on:%d.%m.%Y}", page.styles.title())
    page.sheet.set_row(0, 30)
    row = 2
    for name, value in content.lines:
        page.put(row, _LABEL, name, label)
        page.put(row, _VALUE, value, text)
        page.sheet.set_row(row, 16 * max(1, -(-len(value) // 60)))
        row += 1
    row = _write_counts(page, row + 1, content.proposals)
    page.put(row + 1, _LABEL, "Подписи", page.styles.section())
    page.put(row + 1, _VALUE, None, page.styles.section())
    row += 3
    for who, name in (("Акт составил", content.made_by), ("Акт утвердил", ""), ("Менеджеры ознакомлены", "")):
        page.put(row, _LABEL, who, label)
        page.put(row, _VALUE, f"_______________ / {name or '________________'} /  «___» ________ 20__ г.", text)
        page.sheet.set_row(row, 30)
        row += 1
    page.sheet.hide_gridlines(2)
    page.check(page.sheet.print_area(0, 0, row, _VALUE))
    set_up_page(page, today=content.reconciled_on, owner=_owner(content), is_landscape=False)


def _write_counts(page: Page, row: int, proposals: Mapping[str, int]) -> int:
    """Write how many clients each proposal concerns; return the row after."""
    page.put(row, _LABEL, "Предлагается", page.styles.section())
    page.put(row, _VALUE, "Клиентов", page.styles.section())
    number = page.styles.format(num_format="#,##0", align="left")
    for word in (one for one in PROPOSALS if one in proposals):
        row += 1
        page.put(row, _LABEL, word, page.styles.format())
        page.put(row, _VALUE, proposals[word], number)
    return row + 1


def _write_table(
    book: Book,
    title: str,
    sheet: Sheet,
    frame: pd.DataFrame,
    widths: Mapping[str, float],
    titles: Mapping[str, str],
    content: ActContent,
) -> None:
    """Write one table on a page of its own, lying, one page wide."""
    page = book.page(title)
    columns = tuple(
        replace(sheet[key], mode=Mode.COMPUTED, is_wrapped=True, title=titles.get(key, sheet[key].title))
        for key in widths
    )
    shown = replace(sheet, key=f"act_{len(book.pages)}", columns=columns, key_columns=())
    page.put(TITLE_ROW, 0, f"{title} на {content.reconciled_on:%d.%m.%Y}", page.styles.title())
    page.sheet.set_row(TITLE_ROW, 24)
    place = write_native_table(
        page, shown, frame, top=TABLE_ROW, has_notes=False, most_lines=_MOST_LINES, widths=widths
    )
    highlight_table(page, place, content.settings.reactivation)
    page.sheet.freeze_panes(TABLE_ROW + 1, 2)
    page.check(page.sheet.print_area(0, 0, place.last_row, len(columns) - 1))
    set_up_page(
        page,
        today=content.reconciled_on,
        owner=_owner(content),
        is_landscape=True,
        header_rows=(TABLE_ROW, TABLE_ROW),
    )


def _owner(content: ActContent) -> str:
    return f"{content.base_name}, {content.manager}" if content.manager else content.base_name
