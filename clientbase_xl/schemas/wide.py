"""Sheets with a column per person: the sheet with its people, and its cells as rows of the stored table and back.

The base keeps a row per function and employee (`Wide.table`); people see and fill a column per employee.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.model import Column, Sheet, Wide

if TYPE_CHECKING:
    import pandas as pd

_MARK = ":"


def across_key(wide: Wide, name: str) -> str:
    """Return the key of the column under a heading; no key of the catalogue has a colon."""
    return f"{wide.across}{_MARK}{name}"


def names_across(sheet: Sheet, keys: Iterable[object]) -> tuple[str, ...]:
    """Return the headings among the keys of a table's columns, in their order."""
    if sheet.wide is None:
        return ()
    start = f"{sheet.wide.across}{_MARK}"
    return tuple(str(key).removeprefix(start) for key in keys if str(key).startswith(start))


def widened(sheet: Sheet, names: Sequence[str]) -> Sheet:
    """Return a sheet with a typed column per name in its place; a sheet that is not wide comes back as it is.

    Names are the headings: a name repeated in whatever case, or one of a column of the sheet, is passed over.
    """
    wide = sheet.wide
    if wide is None or not names:
        return sheet
    value = BY_KEY[wide.table][wide.value]
    taken = {column.title.casefold() for column in sheet}
    added: list[Column] = []
    for name in names:
        if name.casefold() not in taken:
            taken.add(name.casefold())
            added.append(replace(value, key=across_key(wide, name), title=name))
    at = sheet.keys.index(wide.before)
    return replace(sheet, columns=(*sheet.columns[:at], *added, *sheet.columns[at:]))


def as_shown(sheet: Sheet, frame: pd.DataFrame) -> Sheet:
    """Return a sheet with the people whose columns a table has."""
    return widened(sheet, names_across(sheet, frame.columns))


def stored_rows(sheet: Sheet, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the cells of a wide table as rows of the stored one, a row per cell; empty cells too.

    `frame` holds the key of the sheet and the columns of people; out: key columns and value of the stored table.
    """
    import pandas as pd

    if (wide := sheet.wide) is None:
        raise ValueError(f"{sheet.key}: no wide sheet")
    table, key = BY_KEY[wide.table], sheet.key_columns[0]
    rows = frame[key].tolist()
    parts = [
        pd.DataFrame(
            {table.key_columns[0]: rows, wide.across: name, wide.value: frame[across_key(wide, name)].tolist()},
            dtype=object,
        )
        for name in names_across(sheet, frame.columns)
    ]
    columns = [table.key_columns[0], wide.across, wide.value]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns, dtype=object)


def wide_cells(
    sheet: Sheet, rows: pd.DataFrame, keys: Sequence[object], names: Sequence[str]
) -> dict[str, list[object]]:
    """Return the cells of people's columns by column key, one per row of `keys`; `rows` come from the stored table.

    Of several rows about one cell the last counts; rows about others than `keys` and `names` are left out.
    """
    if (wide := sheet.wide) is None:
        raise ValueError(f"{sheet.key}: no wide sheet")
    first = BY_KEY[wide.table].key_columns[0]
    cells = dict(
        zip(zip(rows[first].tolist(), rows[wide.across].tolist(), strict=True), rows[wide.value].tolist(), strict=True)
    )
    return {across_key(wide, name): [cells.get((key, name)) for key in keys] for name in names}
