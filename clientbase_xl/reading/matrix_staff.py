"""The list of employees of a book, against which the people of a matrix are checked (METHOD section 15)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from clientbase_xl.reading.matrix import Rows
from clientbase_xl.reading.matrix_words import cell_text

_SHEET = re.compile(r"(?:список\s+)?(?:сотрудник\w*|персонал\w*)|штат\w*")
_HEADING = re.compile(r"сотрудник\w*|ф\.?\s?и\.?\s?о\.?|фамилия.*|им(?:я|ена).*|менеджер\w*")


def read_staff(grids: Mapping[str, Rows]) -> tuple[str, ...] | None:
    """Return the names below «Сотрудник» or «ФИО» on the sheet «Сотрудники»; None for a book without such a list.

    METHOD section 15: a person not in the list of employees. The sheet is the first whose whole name is «Сотрудники»,
    «Список сотрудников», «Персонал» or «Штат»; a list without names is no list.
    """
    for title, grid in grids.items():
        if not _SHEET.fullmatch(" ".join(title.casefold().split())):
            continue
        for index, (_, row) in enumerate(grid):
            places = [place for place, cell in enumerate(row) if _HEADING.fullmatch(cell_text(cell).casefold())]
            if places:
                names = [cell_text(cells[places[0]]) for _, cells in grid[index + 1 :] if len(cells) > places[0]]
                return tuple(name for name in names if name) or None
    return None
