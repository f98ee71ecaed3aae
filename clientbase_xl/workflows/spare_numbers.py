"""Records typed into the numbered empty rows of a workbook of which there are copies: whose record is it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import pandas as pd

from clientbase_xl.base.replay import states_of
from clientbase_xl.base.requests import Request
from clientbase_xl.base.store import Connection
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.model import ROW_ID, Sheet
from clientbase_xl.workflows.origin import Origin
from clientbase_xl.workflows.procedure import Person
from clientbase_xl.workflows.workbook_edits import Known, RowKey, is_same, typed_rows

FEWEST_CELLS = 3
"""From so many cells on, a row that repeats them all and adds others is that record completed, not another one."""
Cells = Mapping[str, str]
_APART = re.compile(r"([0-9a-f]{8}-\d+)-[0-9a-f]{4}")


@dataclass(slots=True)
class Past:
    """What a person's workbook knows, by sheet: when it was made, with what he stored, with what he asked for."""

    made: dict[str, Known]
    before: dict[str, Known]
    sent: dict[str, Known]


def set_apart(
    connection: Connection,
    tables: Mapping[str, pd.DataFrame],
    past: Past,
    current: Mapping[str, Known],
    requests: Sequence[Request],
    *,
    origin: Origin,
    person: Person,
) -> dict[str, pd.DataFrame]:
    """Return the typed tables with numbers of their own for records whose number a copy of the workbook has used.

    METHOD section 7: nothing typed is lost. Copies share the numbers of the empty rows. A row that says what
    somebody else has sent under its number is that record (the same file sent by a second person), and `past` comes
    to know it; any other row is a record of the sender's own, with a number that stays the same when he sends again.
    A person without a name stands for everybody: his rows are looked up among all that was sent from the workbook.
    """
    whole = dict(tables)
    for key in tables:
        # What an earlier sheet renamed stands here already under its new number.
        sheet, table = BY_KEY[key], whole[key]
        if not sheet.has_row_ids or ROW_ID not in table:
            continue
        if person.name:
            taken = _taken(sheet, past, current, requests)
            numbers = _own_numbers(connection, sheet, table, past, requests, taken, origin, person)
        else:
            numbers = _known_numbers(sheet, table, past, origin)
        if numbers:
            renamed = {str(table[ROW_ID].iloc[at]): number for at, number in numbers.items()}
            whole[key] = table.assign(**{ROW_ID: [numbers.get(at, one) for at, one in enumerate(table[ROW_ID])]})
            _follow(whole, key, renamed)
    return whole


def _follow(tables: dict[str, pd.DataFrame], sheet_key: str, renamed: Mapping[str, str]) -> None:
    """Let the rows that mean a record by its number mean it by its new one."""
    for key, table in tables.items():
        for column in BY_KEY[key]:
            if column.refers_to == sheet_key and column.key in table:
                numbers = [renamed.get(str(one), one) for one in table[column.key]]
                tables[key] = table.assign(**{column.key: numbers})


def is_apart(number: str) -> bool:
    """Tell whether a number is one that a copy of a workbook gave beside the one in the sheet."""
    return _APART.fullmatch(number) is not None


def spare_number(number: str) -> str:
    """Return the number that stands in the sheet where the record has one of its own beside it."""
    found = _APART.fullmatch(number)
    return found[1] if found else number


def _taken(sheet: Sheet, past: Past, current: Mapping[str, Known], requests: Sequence[Request]) -> set[RowKey]:
    """Return the records of others that came since the workbook was made, those only asked for too."""
    stored = current[sheet.key].keys() - past.before[sheet.key].keys()
    asked = {one.row_key for one in requests if one.sheet_key == sheet.key}
    return set(stored) | (asked - past.sent[sheet.key].keys())


def _own_numbers(
    connection: Connection,
    sheet: Sheet,
    table: pd.DataFrame,
    past: Past,
    requests: Sequence[Request],
    taken: set[RowKey],
    origin: Origin,
    person: Person,
) -> dict[int, str]:
    """Return the new number of each row, by its place, that is not the record which has its number."""
    rows = [(at, key, cells) for at, (key, cells) in _spare_rows(sheet, table, origin) if key in taken]
    states = states_of(connection, sheet.key, {key for _, key, _ in rows}) if rows else {}
    suffix = sha256(person.name.casefold().encode()).hexdigest()[:4]
    numbers: dict[int, str] = {}
    for at, key, cells in rows:
        own = (f"{key[0]}-{suffix}",)
        asked = [*_asked(requests, sheet, key)]
        is_own = own in past.sent[sheet.key]
        stored = _matching(sheet, cells, states.get(key, ()), is_own)
        said = stored if stored is not None else _matching(sheet, cells, asked, is_own)
        if said is None:
            numbers[at] = own[0]
            continue
        _learn(past.made, sheet, key, said)
        _learn(past.sent, sheet, key, said)
        if stored is not None:
            _learn(past.before, sheet, key, stored)
    return numbers


def _known_numbers(sheet: Sheet, table: pd.DataFrame, past: Past, origin: Origin) -> dict[int, str]:
    """Return for rows that say what was sent under a number of somebody's own that number."""
    sent = past.sent[sheet.key]
    numbers: dict[int, str] = {}
    for at, (key, cells) in _spare_rows(sheet, table, origin):
        if _says(sheet, cells, sent.get(key, {})):
            continue
        for other, known in sent.items():
            if other[0].startswith(f"{key[0]}-") and _says(sheet, cells, known):
                numbers[at] = other[0]
    return numbers


def _spare_rows(sheet: Sheet, table: pd.DataFrame, origin: Origin) -> Iterator[tuple[int, tuple[RowKey, Cells]]]:
    """Yield the filled rows with a number that the workbook brought along, with their places."""
    for at, (key, cells) in enumerate(typed_rows(sheet, table)):
        filled = {name: text for name, text in cells.items() if text}
        if filled and key[0].startswith(f"{origin.workbook_id[:8]}-"):
            yield at, (key, filled)


def _asked(requests: Sequence[Request], sheet: Sheet, key: RowKey) -> Iterator[Cells]:
    """Yield what was asked for under a number, request by request."""
    groups: dict[int, dict[str, str]] = {}
    for one in requests:
        if (one.sheet_key, one.row_key) == (sheet.key, key) and one.new:
            groups.setdefault(one.group_id, {})[one.column_key] = one.new
    yield from groups.values()


def _matching(sheet: Sheet, cells: Cells, states: Sequence[Cells], is_own: bool) -> Cells | None:
    """Return the state of a record that a row repeats, the latest of equals; None for another record.

    A row that adds cells is that record completed, unless the sender has a record of his own under the number.
    """
    for state in reversed(states):
        if _says(sheet, cells, state):
            return state
    for state in reversed(states):
        if not is_own and len(state) >= FEWEST_CELLS and _says(sheet, {**cells, **_only(cells, state)}, state):
            return state
    return None


def _only(cells: Cells, state: Cells) -> Cells:
    return {name: "" for name in cells if name not in state}


def _says(sheet: Sheet, cells: Cells, state: Cells) -> bool:
    """Tell whether a row says exactly what a record says; an erased value may be anything."""
    names = cells.keys() | state.keys()
    return bool(state) and all(is_same(cells.get(name) or None, state.get(name), sheet[name]) for name in names)


def _learn(known: dict[str, Known], sheet: Sheet, key: RowKey, state: Cells) -> None:
    known[sheet.key] = {**known[sheet.key], key: dict(state)}
