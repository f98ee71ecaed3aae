"""The one door: whoever changes a governed table does it here, and the journal has it in the same transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, and_, bindparam, delete, func, select, update

from clientbase_xl.base.journal import Change, record
from clientbase_xl.base.many_rows import insert_rows
from clientbase_xl.base.merges import require_sound
from clientbase_xl.base.merging import decisions_among, merge_changes, unmerge_changes
from clientbase_xl.base.replay import Texts
from clientbase_xl.base.setting_texts import default_texts, settings_of
from clientbase_xl.base.tables import (
    FROM_LINES,
    FROZEN,
    GOVERNED,
    PRELIMINARY,
    TABLES,
    birth_column,
    governed_columns,
    unshown_flags,
)
from clientbase_xl.base.texts import key_value, settled, text_of, value_of
from clientbase_xl.errors import BadUse
from clientbase_xl.schemas.client_pairs import CLIENT_PAIRS
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.lists import LIST_TITLES, LISTS
from clientbase_xl.schemas.model import NO, YES, Column, Sheet
from clientbase_xl.schemas.settings_sheet import SETTINGS

MOST_KEYS = 500
"""Above this many rows a table is read whole."""
_LETTER = "category_approved"
_LIST_OF = {
    (key, column.key): column.list_key
    for key, sheet in GOVERNED.items()
    for column in governed_columns(sheet)
    if column.list_key
}


def apply_changes(
    connection: Connection,
    changes: Iterable[Change],
    *,
    at: datetime,
    by: str,
    source: str,
    reason: str = "",
    request_id: int | None = None,
    also: Sequence[Change] = (),
    is_automatic: bool = False,
    known: Mapping[str, Texts] | None = None,
) -> int | None:
    """Write changes to the tables and the journal; return the number of the entry, None when nothing changed.

    Texts are canonical; `old` must be what stands there now (for a setting its default where none is kept). A row
    is made by the change of its typed key («Код», «Значение») or of any cell where the key is not typed, and is
    deleted when that becomes empty. Values new to a list of «Справочники» come into it. `also` are changes of
    tables that others keep, for the journal only. Unless `is_automatic` (sales lines, the first computed category)
    a person now speaks for the client's card: it stays when its imports are undone, and an approved category is
    no longer preliminary, also when the same letter is approved. Clients merged by a decision about a pair, or taken
    apart again, bring the changes of their cards and rows with them (`base/merging.py`). `known` are current texts that
    the caller has read in this transaction. Raises BadUse, for the caller to roll back, when an old value does not
    hold, a new one is not of its column's kind, a setting or a merge is not allowed, a row does not exist, or a row of
    an act that is there would change.
    """
    groups: dict[str, list[Change]] = {}
    for change in changes:
        groups.setdefault(change.sheet_key, []).append(change)
    real: list[Change] = []
    for sheet_key, group in groups.items():
        real += _apply(connection, GOVERNED[sheet_key], group, (known or {}).get(sheet_key), is_automatic)
    real += _extend_lists(connection, real)
    real += _follow_merges(connection, real)
    if not real and not also:
        return None
    return record(connection, [*real, *also], at=at, by=by, source=source, reason=reason, request_id=request_id)


def current_texts(connection: Connection, sheet: Sheet, row_keys: Collection[tuple[str, ...]]) -> Texts:
    """Return the rows of a governed table that exist among the given ones: filled cells as texts."""
    if not row_keys:
        return {}
    table, columns = TABLES[sheet.key], governed_columns(sheet)
    positions = [index for key in sheet.key_columns for index, column in enumerate(columns) if column.key == key]
    shown = [
        (index, column.key, column.kind)
        for index, column in enumerate(columns)
        if column.key not in sheet.key_columns or column.is_typed
    ]
    query = select(*(table.c[column.key] for column in columns))
    if len(row_keys) <= MOST_KEYS:
        last = sheet.key_columns[-1]
        query = query.where(table.c[last].in_([_key_part(sheet, last, key[-1]) for key in row_keys]))
    wanted, found, flags = set(row_keys), {}, unshown_flags(sheet)
    for row in connection.execute(query):
        key = tuple(str(row[position]) for position in positions)
        if key in wanted:
            texts = (
                (name, text_of(row[at], kind))
                for at, name, kind in shown
                if row[at] is not None and (name not in flags or row[at] != flags[name])
            )
            found[key] = {name: text for name, text in texts if text is not None}
    return found


def cell_text(connection: Connection, sheet_key: str, row_key: tuple[str, ...], column_key: str) -> str | None:
    """Return what stands in one cell now: for a setting that is not kept its default."""
    sheet = GOVERNED[sheet_key]
    return _standing(sheet, current_texts(connection, sheet, [row_key]), row_key, column_key)


def _standing(sheet: Sheet, current: Texts, row_key: tuple[str, ...], column_key: str) -> str | None:
    text = current.get(row_key, {}).get(column_key)
    if text is None and sheet is SETTINGS:
        return default_texts().get(row_key[0])
    return text


def _apply(
    connection: Connection, sheet: Sheet, changes: Sequence[Change], known: Texts | None, is_automatic: bool
) -> list[Change]:
    """Write the changes of one table and return those that are real."""
    columns = {column.key: column for column in governed_columns(sheet)}
    current = known if known is not None else current_texts(connection, sheet, {one.row_key for one in changes})
    wanted: dict[tuple[str, ...], dict[str, str | None]] = {}
    real: list[Change] = []
    for sheet_key, row_key, column_key, old, new in changes:
        text = _settled(new, columns[column_key], sheet)
        standing = _standing(sheet, current, row_key, column_key)
        if old != standing:
            raise _stale(sheet, row_key, columns[column_key], old, standing)
        if text == standing or (text is None and sheet is SETTINGS and row_key not in current):
            if column_key == _LETTER and not is_automatic and PRELIMINARY in current.get(row_key, {}):
                # Who approves the letter that was fixed without him confirms it.
                wanted.setdefault(row_key, {})[PRELIMINARY] = None
                real.append(Change(sheet_key, row_key, PRELIMINARY, YES, None))
            continue
        wanted.setdefault(row_key, {})[column_key] = text
        real.append(Change(sheet_key, row_key, column_key, standing, text))
    _check_rows(sheet, current, wanted)
    real += _emptied(sheet, current, wanted)
    if sheet is CLIENTS and not is_automatic:
        real += _spoken_for(current, wanted)
    if sheet is SETTINGS and wanted:
        _check_settings(connection, wanted)
    if sheet is CLIENT_PAIRS and wanted:
        require_sound(connection, wanted)
    _write(connection, sheet, columns, current, wanted)
    return real


def _emptied(sheet: Sheet, current: Texts, wanted: dict[tuple[str, ...], dict[str, str | None]]) -> list[Change]:
    """Return the further cells that empty when a row with a typed key is deleted."""
    birth, more = birth_column(sheet), []
    for row_key, cells in wanted.items():
        if birth and cells.get(birth, "") is None:
            for column_key, text in current[row_key].items():
                if column_key not in cells:
                    more.append(Change(sheet.key, row_key, column_key, text, None))
    return more


def _spoken_for(current: Texts, wanted: dict[tuple[str, ...], dict[str, str | None]]) -> list[Change]:
    """Return the unshown flags that change when a person changes a card."""
    more = []
    for row_key, cells in wanted.items():
        held = current.get(row_key, {})
        now = {FROM_LINES: NO} | ({PRELIMINARY: None} if "category_approved" in cells else {})
        for flag, text in now.items():
            if flag not in cells and held.get(flag) != text:
                cells[flag] = text
                more.append(Change(CLIENTS.key, row_key, flag, held.get(flag), text))
    return more


def _follow_merges(connection: Connection, changes: list[Change]) -> list[Change]:
    """Write what follows from clients merged and taken apart again, and return it."""
    more: list[Change] = []
    for row, is_merged in decisions_among(changes):
        if is_merged:
            wanted = merge_changes(connection, row, current_texts)
        else:
            wanted, _ = unmerge_changes(connection, row, current_texts)
        for sheet_key in dict.fromkeys(one.sheet_key for one in wanted):
            own = [one for one in wanted if one.sheet_key == sheet_key]
            more += _apply(connection, GOVERNED[sheet_key], own, None, not is_merged)
    return more


def _check_rows(sheet: Sheet, current: Texts, wanted: Mapping[tuple[str, ...], Mapping[str, str | None]]) -> None:
    """Refuse rows without a whole key, keys that differ from their cell, and cells of rows that do not exist."""
    birth = birth_column(sheet)
    for row_key, cells in wanted.items():
        where = f"«{sheet.title}», {' / '.join(row_key)}"
        if len(row_key) != len(sheet.key_columns) or not all(row_key):
            raise BadUse(f"{where}: у строки нет ключа.")
        if sheet.key in FROZEN and row_key in current:
            raise BadUse(f"{where}: составленный акт не меняют.", remedy="Сделайте сверку другим днём.")
        if birth and row_key not in current and cells.get(birth) is None:
            raise BadUse(f"{where}: такой строки в базе нет.")
        if birth and cells.get(birth, None) not in (None, row_key[sheet.key_columns.index(birth)]):
            raise BadUse(f"{where}: ключ строки не меняют.")
        if sheet is LISTS and row_key[0] not in LIST_TITLES:
            raise BadUse(f"Справочника «{row_key[0]}» нет.", ", ".join(LIST_TITLES))


def _check_settings(connection: Connection, wanted: Mapping[tuple[str, ...], Mapping[str, str | None]]) -> None:
    table = TABLES[SETTINGS.key]
    kept = {str(address): value for address, value in connection.execute(select(table.c.address, table.c.value))}
    settings_of(kept | {row_key[0]: cells["value"] for row_key, cells in wanted.items()})


def _write(
    connection: Connection,
    sheet: Sheet,
    columns: Mapping[str, Column],
    current: Texts,
    wanted: Mapping[tuple[str, ...], Mapping[str, str | None]],
) -> None:
    """Insert, update and delete rows in as few statements as there are sets of columns."""
    birth, table, flags = birth_column(sheet), TABLES[sheet.key], unshown_flags(sheet)
    new: list[tuple[tuple[str, ...], Mapping[str, str | None]]] = []
    changed: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    gone: list[tuple[str, ...]] = []
    for row_key, cells in wanted.items():
        if row_key not in current:
            new.append((row_key, cells))
        elif _is_gone(birth, current[row_key], cells):
            gone.append(row_key)
        else:
            changed.setdefault(tuple(sorted(cells)), []).append(
                _named_key(sheet, row_key)
                | {f"to_{name}": _kept(text, columns[name], flags) for name, text in cells.items()}
            )
    _insert(connection, sheet, columns, new)
    for keys, rows in changed.items():
        statement = update(table).where(_same_row(table, sheet)).values({key: bindparam(f"to_{key}") for key in keys})
        connection.execute(statement, rows)
    if gone:
        connection.execute(delete(table).where(_same_row(table, sheet)), [_named_key(sheet, one) for one in gone])


def _is_gone(birth: str, before: Mapping[str, str], cells: Mapping[str, str | None]) -> bool:
    if birth:
        return cells.get(birth, "") is None
    return not any((dict(before) | dict(cells)).values())


def _key_values(sheet: Sheet, row_key: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(_key_part(sheet, name, part) for name, part in zip(sheet.key_columns, row_key, strict=True))


def _key_part(sheet: Sheet, name: str, text: str) -> Any:
    """Return what a table keeps for a part of a key; BadUse when it is not of its kind."""
    try:
        return key_value(text, sheet[name])
    except ValueError as error:
        raise BadUse(f"«{sheet.title}»: ключ «{text}» не подходит столбцу «{sheet[name].title}».") from error


def _named_key(sheet: Sheet, row_key: tuple[str, ...]) -> dict[str, Any]:
    return {f"key_{name}": part for name, part in zip(sheet.key_columns, _key_values(sheet, row_key), strict=True)}


def _same_row(table: Table, sheet: Sheet) -> Any:
    return and_(*(table.c[key] == bindparam(f"key_{key}") for key in sheet.key_columns))


def _insert(
    connection: Connection,
    sheet: Sheet,
    columns: Mapping[str, Column],
    rows: Sequence[tuple[tuple[str, ...], Mapping[str, str | None]]],
) -> None:
    if not rows:
        return
    # Only the columns that anybody fills: a first import brings thousands of clients with four fields each.
    flags = unshown_flags(sheet)
    filled = dict.fromkeys(name for _, cells in rows for name in cells if name not in sheet.key_columns) | flags
    typed = [(name, columns[name]) for name in filled]
    values = [
        (*_key_values(sheet, row_key), *(_kept(cells.get(name), column, flags) for name, column in typed))
        for row_key, cells in rows
    ]
    names = [*sheet.key_columns, *filled]
    if sheet is LISTS:
        names.append("position")
        values = _numbered(connection, values)
    insert_rows(connection, TABLES[sheet.key], names, values)


def _kept(text: str | None, column: Column, flags: Mapping[str, bool]) -> Any:
    if text is None:
        return flags.get(column.key)
    return value_of(text, column)


def _numbered(connection: Connection, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Give new values of lists their places: after those that are there."""
    table = TABLES[LISTS.key]
    query = select(table.c.list_key, func.max(table.c.position)).group_by(table.c.list_key)
    last = {str(key): int(position) for key, position in connection.execute(query)}
    for list_key, *_ in rows:
        last.setdefault(list_key, 0)
    numbered = []
    for row in rows:
        last[row[0]] += 1
        numbered.append((*row, last[row[0]]))
    return numbered


def _extend_lists(connection: Connection, changes: Iterable[Change]) -> list[Change]:
    """Add to «Справочники» the values that changes bring for columns with a drop-down list."""
    brought: dict[str, set[str]] = {}
    for sheet_key, _, column_key, _, new in changes:
        list_key = _LIST_OF.get((sheet_key, column_key))
        if list_key and new is not None:
            brought.setdefault(list_key, set()).add(new)
    rows = {(key, value) for key, values in brought.items() for value in values}
    missing = sorted(rows - current_texts(connection, LISTS, rows).keys()) if rows else []
    additions = [Change(LISTS.key, row, "value", None, row[1]) for row in missing]
    return _apply(connection, LISTS, additions, {}, True) if additions else []


def _settled(text: str | None, column: Column, sheet: Sheet) -> str | None:
    try:
        return settled(text, column)
    except (TypeError, ValueError) as error:
        raise BadUse(f"«{sheet.title}»: значение «{text}» не подходит столбцу «{column.title}».") from error


def _stale(sheet: Sheet, row_key: tuple[str, ...], column: Column, old: str | None, now: str | None) -> BadUse:
    return BadUse(
        f"«{sheet.title}», {' / '.join(row_key)}, «{column.title}»: в базе «{now or ''}», а ожидалось «{old or ''}».",
        remedy="Значение успели изменить: возьмите новую книгу и повторите.",
    )
