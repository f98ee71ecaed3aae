"""What typed cells add to «Справочники» by the way (METHOD section 7): told, for a slip of the hand is a value too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clientbase_xl.base.journal import Change
from clientbase_xl.problems import Problem, Severity
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.lists import LIST_TITLES, LISTS
from clientbase_xl.schemas.typed_cells import shortened
from clientbase_xl.workflows.cell_checks import Lists, is_listed

_REMEDY = "Опечатка — исправьте ячейку и удалите лишнее из «Справочники»."


def list_additions(stored: Iterable[Change], lists: Lists, file_name: str) -> Iterator[Problem]:
    """Yield a notice for every value that the stored cells bring into a list, at the first cell that brings it.

    METHOD section 7. In: the cells that are stored at once, the lists of before. A value that is typed into
    «Справочники» itself in the same workbook is no surprise.
    """
    changes = list(stored)
    told = {change.row_key for change in changes if change.sheet_key == LISTS.key}
    for change in changes:
        column = BY_KEY[change.sheet_key][change.column_key]
        row = (column.list_key or "", change.new or "")
        if is_listed(change, lists) or row in told:
            continue
        told.add(row)
        title = LIST_TITLES.get(row[0], row[0])
        yield Problem(
            f"Добавлено в «{LISTS.title}», список «{title}»: «{shortened(row[1])}»",
            _REMEDY,
            Severity.NOTICE,
            file=file_name,
            sheet=BY_KEY[change.sheet_key].title,
            column=column.title,
            value=shortened(row[1]),
        )
