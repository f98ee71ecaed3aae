"""The history of one field: who put which value there, when, how and why (METHOD section 7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from clientbase_xl.base.door import cell_text
from clientbase_xl.base.journal import history
from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadUse
from clientbase_xl.schemas.catalogue import HELD_TABLES
from clientbase_xl.schemas.lists import LIST_TITLES, LISTS
from clientbase_xl.schemas.model import Column, Sheet
from clientbase_xl.schemas.typed_cells import stored_columns
from clientbase_xl.workflows.workbook_edits import RowKey


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One change of a field."""

    seq: int
    at: datetime
    by: str
    source: str
    reason: str
    request_id: int | None
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class FieldHistory:
    """A field, what stands in it now, and its changes, oldest first."""

    sheet: str
    row: str
    column: str
    now: str | None
    changes: tuple[ShownChange, ...]


def field_history(
    base: Base, sheet_name: str, row_name: str, column_name: str, moment: datetime | None = None
) -> FieldHistory:
    """Return the history of a field named by title or key of sheet and column and by the key of its row.

    The row of a list is «список/значение». With `moment` the history and the value are of then. Raises BadUse naming
    the sheets or columns there are.
    """
    sheet = find_sheet(sheet_name)
    column, row_key = find_column(sheet, column_name), find_row(sheet, row_name)
    known = history(base, sheet.key, row_key, column.key)
    lines = [line for line in known if moment is None or line.entry.at <= moment]
    with base.reading() as connection:
        now = cell_text(connection, sheet.key, row_key, column.key)
    if len(lines) < len(known):
        now = lines[-1].change.new if lines else known[0].change.old
    if not lines and now is None:
        raise BadUse(
            f"У поля «{column.title}» записи «{row_name}» на листе «{sheet.title}» истории нет.",
            remedy="Проверьте код записи: у клиента это «Код».",
        )
    changes = tuple(
        ShownChange(
            line.entry.seq,
            line.entry.at,
            line.entry.by,
            line.entry.source,
            line.entry.reason,
            line.entry.request_id,
            line.change.old,
            line.change.new,
        )
        for line in lines
    )
    return FieldHistory(sheet.title, row_name, column.title, now, changes)


def find_sheet(name: str) -> Sheet:
    """Return a sheet with typed cells by its title or key, whatever the case; BadUse names them all."""
    sheets = [sheet for sheet in HELD_TABLES if stored_columns(sheet)]
    wanted = name.strip().casefold()
    for sheet in sheets:
        if wanted in (sheet.key, sheet.title.casefold()):
            return sheet
    raise BadUse(f"Листа «{name}» с введёнными данными нет.", ", ".join(f"«{sheet.title}»" for sheet in sheets))


def find_row(sheet: Sheet, name: str) -> RowKey:
    """Return the key of a row as a person names it, its parts joined by «/»; BadUse where a part is missing."""
    if sheet is not LISTS:
        parts = tuple(part.strip() for part in name.rsplit("/", len(sheet.key_columns) - 1))
        if len(parts) < len(sheet.key_columns):
            titles = "/".join(f"«{sheet[key].title}»" for key in sheet.key_columns)
            raise BadUse(f"Запись «{name}» листа «{sheet.title}» не понята.", titles)
        return parts
    title, slash, value = name.partition("/")
    keys = {title.casefold(): key for key, title in LIST_TITLES.items()} | {key: key for key in LIST_TITLES}
    if not slash or title.strip().casefold() not in keys:
        known = ", ".join(f"«{one}/…»" for one in LIST_TITLES.values())
        raise BadUse(f"Запись справочника «{name}» не понята.", known)
    return keys[title.strip().casefold()], value.strip()


def find_column(sheet: Sheet, name: str) -> Column:
    """Return a kept column of a sheet by its title or key, whatever the case; BadUse names them all."""
    wanted = name.strip().casefold()
    columns = list(stored_columns(sheet)) + [one for one in sheet if one.key == "category_approved"]
    for column in columns:
        if wanted in (column.key, column.title.casefold()):
            return column
    raise BadUse(f"Поля «{name}» на листе «{sheet.title}» нет.", ", ".join(f"«{one.title}»" for one in columns))
