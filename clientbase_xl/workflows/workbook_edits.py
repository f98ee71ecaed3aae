"""What people typed into a workbook since it was made: its typed cells against the base of that moment."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from clientbase_xl.base.journal import ERASED, Change
from clientbase_xl.base.texts import settled
from clientbase_xl.schemas.catalogue import HELD_TABLES
from clientbase_xl.schemas.field_classes import CLASS_WORDS
from clientbase_xl.schemas.lists import LIST_TITLES, LISTS
from clientbase_xl.schemas.model import Column, Sheet
from clientbase_xl.schemas.settings_sheet import SETTINGS
from clientbase_xl.schemas.shown_defaults import shown_default
from clientbase_xl.schemas.typed_cells import canonical, stored_columns
from clientbase_xl.settings import latin_letter
from clientbase_xl.workflows.cell_checks import understood
from clientbase_xl.workflows.settings_edits import plain_text
from clientbase_xl.writing.cells import fit_text

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
Cells = dict[str, str | None]
RowKey = tuple[str, ...]
Known = Mapping[RowKey, Mapping[str, str]]
"""Rows of a sheet in the base: key → column key → canonical text, filled cells only."""


@dataclass(frozen=True, slots=True)
class RowEdit:
    """The cells of one row that differ from the base of the moment when the workbook was made.

    `is_new`: the base did not have the row then, and this workbook has not made it since.
    """

    sheet_key: str
    row_key: RowKey
    changes: tuple[Change, ...]
    is_new: bool = False

    def text(self, column_key: str) -> str:
        """Return what was typed into a column; "" for an untouched or emptied one."""
        return next((change.new or "" for change in self.changes if change.column_key == column_key), "")


@dataclass(frozen=True, slots=True)
class Oddity:
    """A row that cannot be told apart from another one, or that nobody could be asked about: what and where."""

    sheet_key: str
    row_key: RowKey
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Edits:
    """All that was typed into a workbook, rows of the base that it no longer shows, and rows that make no sense.

    `put_back` are cells of which another value was sent before and which now say what they said in the beginning.
    `erased` are cells (sheet, row, column) in which something stands that was erased on request since then.
    """

    rows: tuple[RowEdit, ...]
    missing: tuple[tuple[str, RowKey], ...]
    oddities: tuple[Oddity, ...]
    put_back: tuple[Change, ...] = ()
    erased: tuple[tuple[str, RowKey, str], ...] = ()


def find_edits(
    typed: Mapping[str, pd.DataFrame],
    before: Mapping[str, Known],
    *,
    workbook_id: str,
    sent: Mapping[str, Known] | None = None,
    made: Mapping[str, Known] | None = None,
    shown: Mapping[str, set[RowKey]] | None = None,
) -> Edits:
    """Return what differs between the typed cells of a workbook and the base as it was when the workbook was made.

    `typed` comes from `read_typed` (sheet key → catalogue columns), `before` holds the base of that moment as texts,
    with what this workbook has changed since; `sent` also what it has asked for; `made` without either (both are
    `before` where not given). A cell that says what was sent is no edit, nor is one that says what the workbook was
    made with: it may be a copy in which nobody typed, so `put_back` only names it. `shown` are the rows that the
    workbook was made with. Rows are found by their keys, wherever they stand; a column that the workbook has lost
    says nothing about its cells. A row of a sheet with numbers of records that lost its number, or repeats that of
    another row, becomes a record of its own, known by what it says.
    """
    rows: list[RowEdit] = []
    missing: list[tuple[str, RowKey]] = []
    oddities: list[Oddity] = []
    put_back: list[Change] = []
    erased: list[tuple[str, RowKey, str]] = []
    for sheet in HELD_TABLES:
        frame = typed.get(sheet.key)
        if frame is None or not stored_columns(sheet):
            continue
        known = before.get(sheet.key, {})
        said = known if sent is None else sent.get(sheet.key, {})
        found, odd = _identified(sheet, frame, said, workbook_id)
        oddities += odd
        first = known if made is None else made.get(sheet.key, {})
        for key, cells in found.items():
            put_back += _put_back(sheet, key, cells, first, said)
            erased += _erased(sheet, key, cells, (known, said, first))
            if edit := _edit(sheet, key, cells, known, said, first):
                rows.append(edit)
        missing += [(sheet.key, key) for key in sorted((shown or {}).get(sheet.key, set()) - found.keys())]
    return Edits(tuple(rows), tuple(missing), tuple(oddities), tuple(put_back), tuple(erased))


def row_name(sheet_key: str, row_key: RowKey, name: str = "") -> str:
    """Return a row as people know it: list and value, client with its name, else the words of its key."""
    if sheet_key == LISTS.key:
        return f"{LIST_TITLES.get(row_key[0], row_key[0])}: {row_key[1]}"
    words = " / ".join(_day_words(part) or part for part in row_key)
    return f"{words} {name}".strip()


def _day_words(text: str) -> str:
    """Return a day of a key as people write it; "" for what is no day."""
    return f"{text[8:]}.{text[5:7]}.{text[:4]}" if _DAY.fullmatch(text) else ""


def typed_rows(sheet: Sheet, frame: pd.DataFrame) -> Iterator[tuple[RowKey, Cells]]:
    """Yield the key and the stored typed cells of every row of a table as canonical texts, None for an empty cell."""
    columns = [column for column in stored_columns(sheet) if column.key in frame.columns]
    texts = {
        key: [canonical(value, sheet[key].kind) or None for value in frame[key].tolist()]
        for key in dict.fromkeys([*(key for key in sheet.key_columns if key in frame), *(one.key for one in columns)])
    }
    for number in range(len(frame)):
        row_key = tuple((texts[key][number] or "") if key in texts else "" for key in sheet.key_columns)
        yield (
            row_key,
            {column.key: _typed_text(sheet, row_key, column, texts[column.key][number]) for column in columns},
        )


def _typed_text(sheet: Sheet, row_key: RowKey, column: Column, text: str | None) -> str | None:
    """Return what a cell says, nothing when it only shows its default."""
    shown = shown_default(sheet.key, row_key, column.key)
    return None if shown is not None and text == canonical(shown, column.kind) else text


def _identified(
    sheet: Sheet, frame: pd.DataFrame, known: Known, workbook_id: str
) -> tuple[dict[RowKey, Cells], list[Oddity]]:
    """Return every row under the key by which it is known, and the rows that make no sense."""
    found: dict[RowKey, Cells] = {}
    nameless: list[Cells] = []
    oddities: list[Oddity] = []
    for key, cells in typed_rows(sheet, frame):
        is_whole = all(key)
        if is_whole and key not in found:
            found[key] = cells
        elif sheet.has_row_ids:
            if is_whole and _distance(cells, known.get(key, {})) < _distance(found[key], known.get(key, {})):
                cells, found[key] = found[key], cells
            if any(cells.values()) and not (is_whole and cells == found[key]):
                nameless.append(cells)
        elif is_whole:
            if cells != found[key]:
                oddities.append(_repeated(sheet, key))
        elif any(text for column, text in cells.items() if column not in sheet.key_columns):
            oddities.append(_without_key(sheet, key))
    for mark, cells in _marked(sheet, nameless):
        found[(f"{workbook_id[:8]}-{mark[:12]}",)] = cells
    return found, oddities


def _marked(sheet: Sheet, rows: list[Cells]) -> Iterator[tuple[str, Cells]]:
    """Yield rows without a number with what they are known by: what they say, and the how-manieth that says so."""
    seen: Counter[str] = Counter()
    for cells in rows:
        said = "\x1f".join((sheet.key, *(f"{key}={text}" for key, text in sorted(cells.items()) if text)))
        seen[said] += 1
        yield hashlib.sha256(f"{said}\x1e{seen[said]}".encode()).hexdigest(), cells


def _distance(cells: Cells, known: Mapping[str, str]) -> int:
    return sum(text != known.get(key) for key, text in cells.items())


def _edit(sheet: Sheet, key: RowKey, cells: Cells, known: Known, said: Known, first: Known) -> RowEdit | None:
    """Return what is new in a row; of a row that the base does not have yet all that stands in it."""
    before, sent, made = known.get(key, {}), said.get(key, {}), first.get(key, {})
    is_fresh = {
        column: not any(is_same(text, one.get(column), sheet[column]) for one in (sent, made))
        for column, text in cells.items()
    }
    is_whole = key not in known and any(is_fresh.values())
    changes = tuple(
        Change(sheet.key, key, column, before.get(column), text)
        for column, text in cells.items()
        if (is_whole or is_fresh[column]) and not is_same(text, before.get(column), sheet[column])
    )
    return RowEdit(sheet.key, key, changes, is_new=key not in known) if changes else None


def _put_back(sheet: Sheet, key: RowKey, cells: Cells, first: Known, said: Known) -> Iterator[Change]:
    """Yield the cells of a row that say what the workbook was made with though another value was sent."""
    made, sent = first.get(key, {}), said.get(key, {})
    if sent == made:
        return
    for column, text in cells.items():
        if is_same(text, made.get(column), sheet[column]) and not is_same(text, sent.get(column), sheet[column]):
            yield Change(sheet.key, key, column, sent.get(column), text)


def _erased(sheet: Sheet, key: RowKey, cells: Cells, states: Iterable[Known]) -> Iterator[tuple[str, RowKey, str]]:
    """Yield the cells of a row in which something stands where the base says that it was erased on request."""
    for column, text in cells.items():
        if text not in (None, ERASED) and any(one.get(key, {}).get(column) == ERASED for one in states):
            yield sheet.key, key, column


def is_same(text: str | None, before: str | None, column: Column) -> bool:
    """Tell whether a cell still says what the workbook was made with.

    Notation does not matter: «1 000,50» is what was stored as 1000.5. A personal value that was erased since then
    must not come back from an old workbook; a text too long for a cell was written cut.
    """
    if text == before or before == ERASED:
        return True
    try:
        if text is not None and before is not None and _as_kept(text, column) == before:
            return True
    except (TypeError, ValueError):
        return False
    return text is not None and before is not None and text == canonical(fit_text(before)[0], column.kind)


def _as_kept(text: str, column: Column) -> str | None:
    """Return what the base keeps of a typed text; ValueError when it is not of the column's kind."""
    if column is SETTINGS["value"]:
        word = latin_letter(plain_text(text) or "")
        return next((one for one in CLASS_WORDS if one.casefold() == word.casefold()), word)
    return settled(understood(text, column), column)


def _repeated(sheet: Sheet, key: RowKey) -> Oddity:
    return Oddity(
        sheet.key,
        key,
        f"В книге две разные строки «{row_name(sheet.key, key)}»: взята первая",
        "Оставьте одну строку и отправьте книгу снова.",
    )


def _without_key(sheet: Sheet, key: RowKey) -> Oddity:
    titles = ", ".join(
        f"«{sheet[column].title}»" for column, text in zip(sheet.key_columns, key, strict=True) if not text
    )
    return Oddity(sheet.key, key, f"Строка без {titles} не отправлена", "Заполните ячейку и отправьте книгу снова.")
