"""«Справочники» of an open workbook: values that the base learnt take the free rows of their lists."""

from __future__ import annotations

from collections import defaultdict, deque

import pandas as pd

from clientbase_xl.problems import Problem, Severity
from clientbase_xl.schemas.lists import LIST_TITLES, LISTS
from clientbase_xl.workflows.open_book import OpenTable
from clientbase_xl.workflows.refresh_plan import ShownTable
from clientbase_xl.writing.cells import plain


def fill_lists(table: OpenTable, shown: ShownTable, lists: pd.DataFrame) -> list[Problem]:
    """Write values of the base that the lists do not have into their free rows; what is typed stays.

    A manager or a channel met in sales is offered in the drop-down lists at once. In: LISTS of the base. A list
    without a free row is a problem. «Вернуть как было» leaves the values: they are the base's.
    """
    if any(key not in shown.places for key in LISTS.keys):
        return []
    known, free, full = set[tuple[str, str]](), defaultdict[str, deque[int]](deque), dict[str, None]()
    columns = (shown.column(key) for key in ("list_key", "value", "note"))
    for row, (list_key, value, note) in enumerate(zip(*columns, strict=True)):
        key = _said(list_key)
        known.add((key, _said(value)))
        if not _said(value) and not _said(note):
            free[key].append(row)
    for one in lists.to_dict("records"):
        key, value = str(one["list_key"]), plain(one["value"])
        if value is None or (key, _said(value)) in known:
            continue
        if not free[key]:
            full[LIST_TITLES.get(key, key)] = None
            continue
        known.add((key, _said(value)))
        row = free[key].popleft()
        for part in ("value", "note"):
            table.write(shown.places[part], row, [[plain(one[part])]])
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
