"""«Справочники» of an open workbook: values that the base learnt take the free rows of their lists."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.problems import Problem, Severity
from clientbase_xl.schemas.lists import LIST_TITLES, LISTS
from clientbase_xl.workflows.open_book import OpenTable
from clientbase_xl.workflows.refresh_plan import ShownTable
from clientbase_xl.writing.cells import Cell, plain


def fill_lists(table: OpenTable, shown: ShownTable, lists: pd.DataFrame) -> list[Problem]:
    """Write values of the base that the lists do not have into their free rows; what is typed stays.

    A manager or a channel met in sales is offered in the drop-down lists at once. In: LISTS of the base. A list
    without a free row is a problem. «Вернуть как было» leaves the values: they are the base's.
    """
    if any(key not in shown.places for key in LISTS.keys):
        return []
    cells: dict[str, list[Cell]] = {key: shown.column(key) for key in ("value", "note")}
    keys, full = shown.column("list_key"), dict[str, None]()
    for one in lists.to_dict("records"):
        key, value = str(one["list_key"]), plain(one["value"])
        rows = [row for row, list_key in enumerate(keys) if list_key == key]
        if value is None or any(_said(cells["value"][row]) == _said(value) for row in rows):
            continue
        free = next((row for row in rows if not any(_said(cells[part][row]) for part in cells)), None)
        if free is None:
            full[LIST_TITLES.get(key, key)] = None
            continue
        for part in cells:
            cells[part][free] = plain(one[part])
            table.write(shown.places[part], free, [[cells[part][free]]])
    return [_full(table.title, title) for title in full]


def _said(cell: object) -> str:
    return "" if cell is None else str(cell).strip()


def _full(sheet: str, title: str) -> Problem:
    return Problem(
        f"В списке «{title}» нет свободной строки: новые значения не вписаны",
        "Отправьте введённое и сделайте книгу заново командой workbook.",
        Severity.WARNING,
        sheet=sheet,
    )
