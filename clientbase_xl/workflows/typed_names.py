"""Names and codes as people type them, brought to one spelling before anything is compared (EXPORTS, Traps)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.model import Column, Kind, Sheet
from clientbase_xl.schemas.typed_cells import stored_columns
from clientbase_xl.workflows.cell_checks import Lists
from clientbase_xl.workflows.workbook_edits import Known

_STACKED = ("phone", "email", "delivery_address")
"""People put several of these under each other: a line break parts them."""


@dataclass(frozen=True, slots=True)
class _Names:
    """The values of a list, and the one value that a folded text means (none where several fold alike)."""

    exact: Collection[str]
    folded: Mapping[str, str]


def as_spelled(
    tables: Mapping[str, pd.DataFrame], states: Sequence[Mapping[str, Known]], lists: Lists
) -> dict[str, pd.DataFrame]:
    """Return typed tables whose names, codes and list values are one line with single spaces, as the lists spell them.

    EXPORTS, Traps: names that differ by case, a double or a no-break space only are one name. Free texts, telephones
    and addresses keep their lines. `states` are what the base said at any moment that the workbook is compared with: a
    text that stands there so already stays, so that a cell in which nobody typed is no edit.
    """
    whole = dict(tables)
    names = {key: _names(values) for key, values in lists.items()}
    for sheet_key, table in tables.items():
        sheet = BY_KEY[sheet_key]
        for column in stored_columns(sheet):
            if column.key not in table or not _is_one_line(sheet, column):
                continue
            odd = _odd(table[column.key], names.get(column.list_key))
            if not odd or not (odd := _unknown(odd, sheet, column, states)):
                continue
            cells = [odd.get(cell, cell) if isinstance(cell, str) else cell for cell in table[column.key].tolist()]
            series = pd.Series(cells, index=table.index, dtype=object)
            whole[sheet_key] = whole[sheet_key].assign(**{column.key: series})
    return whole


def _is_one_line(sheet: Sheet, column: Column) -> bool:
    if column.list_key:
        return column.key not in sheet.key_columns
    is_free = column.is_wrapped or column.may_name_people or column.key in _STACKED
    return column.kind in (Kind.TEXT, Kind.CODE) and not is_free


def _names(values: Collection[str]) -> _Names:
    folded: dict[str, set[str]] = {}
    for value in values:
        folded.setdefault(_line(value).casefold(), set()).add(value)
    return _Names(values, {key: one for key, (one, *more) in folded.items() if not more})


def _odd(cells: Iterable[object], names: _Names | None) -> dict[str, str]:
    """Return the texts of a column that are spelled otherwise than they will be, with their spelling."""
    spelled = {text: _spelled(text, names) for text in {cell for cell in cells if isinstance(cell, str)}}
    return {text: line for text, line in spelled.items() if text != line}


def _spelled(text: str, names: _Names | None) -> str:
    if names is None:
        return _line(text)
    if text in names.exact:
        return text
    line = _line(text)
    return line if line in names.exact else names.folded.get(line.casefold(), line)


def _line(text: str) -> str:
    return " ".join(text.split())


def _unknown(
    odd: Mapping[str, str], sheet: Sheet, column: Column, states: Sequence[Mapping[str, Known]]
) -> dict[str, str]:
    """Return the spellings without the texts that the base holds so: in this column, or as the code of a client."""
    known: set[str] = set()
    for state in states:
        if column.key == CLIENTS.key_columns[0]:
            known.update(key[0] for key in state.get(CLIENTS.key, {}))
        for row_key, cells in state.get(sheet.key, {}).items():
            known.add(cells.get(column.key, ""))
            known.update(row_key if column.key in sheet.key_columns else ())
    return {text: line for text, line in odd.items() if text not in known}
