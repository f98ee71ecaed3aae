"""Cards of clients: what people know about a client beside what the sales lines say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd
from sqlalchemy import Connection, exists, not_, or_, select

from clientbase_xl.base.door import apply_changes, current_texts
from clientbase_xl.base.erased_cells import Cell, erased_cells
from clientbase_xl.base.frames import from_cell, to_frame
from clientbase_xl.base.imports import registry_changes
from clientbase_xl.base.journal import Change
from clientbase_xl.base.many_rows import insert_rows
from clientbase_xl.base.merges import merges_within
from clientbase_xl.base.replay import Texts, Until, frame_of, texts_at
from clientbase_xl.base.tables import (
    CLIENT_IMPORTS,
    CLIENTS_TABLE,
    FROM_LINES,
    IMPORT_UNDOS,
    PRELIMINARY,
    stored_columns,
)
from clientbase_xl.base.texts import text_of
from clientbase_xl.errors import BadUse
from clientbase_xl.rules.merged_card import ADDED, NOT_TAKEN, sums_of_codes
from clientbase_xl.schemas.clients import CLIENTS, LETTERS
from clientbase_xl.schemas.imports import IMPORTS
from clientbase_xl.schemas.model import NO, YES, Column, Kind

if TYPE_CHECKING:
    from clientbase_xl.base.store import Base
_STORED = stored_columns(CLIENTS)
_PRELIMINARY = Column("is_category_preliminary", "Предварительно", Kind.FLAG, "Утверждённая категория не сверялась.")
_READ = (*_STORED, _PRELIMINARY)
_KINDS = {column.key: column.kind for column in _STORED}
_PERSONAL_KEYS = {column.key for column in _STORED if column.is_personal}

# A card counts when a person made or changed it, or when an import that names it is not undone.
_IS_VISIBLE = or_(
    CLIENTS_TABLE.c.is_from_lines.is_(False),
    exists().where(
        CLIENT_IMPORTS.c.client_code == CLIENTS_TABLE.c.client_code,
        CLIENT_IMPORTS.c.import_id.not_in(select(IMPORT_UNDOS.c.import_id)),
    ),
)


class CardsPlan(NamedTuple):
    """What a table of cards changes, and what it leaves as it is.

    `before` are the cards as they stand, `count_new` the clients that are new; `erased` the cells that it would fill
    and that were erased on request; `partial` the sums of merged clients of which it gives a part only, as card and
    column, with the codes that it lacks.
    """

    before: Texts
    changes: list[Change]
    count_new: int
    erased: list[Cell]
    partial: dict[Cell, tuple[str, ...]]


def read_cards(base: Base, as_of: Until = None) -> pd.DataFrame:
    """Return the cards of all clients, archived ones too, by client code; as of an entry or a moment when given.

    Columns: the stored columns of CLIENTS (typed ones and `category_approved`) and `is_category_preliminary`.
    Money is float64, missing numbers NaN, missing texts None, flags boolean, dates datetime64. A card that only
    undone imports brought is left out.
    """
    if as_of is not None:
        return _cards_at(base, as_of)
    names = [CLIENTS_TABLE.c[column.key] for column in _READ]
    query = select(*names).where(_IS_VISIBLE).order_by(CLIENTS_TABLE.c.client_code)
    with base.reading() as connection:
        rows = connection.execute(query).fetchall()
    keys = [column.key for column in _READ]
    return to_frame(_READ, [dict(zip(keys, row, strict=True)) for row in rows])


def _cards_at(base: Base, as_of: Until) -> pd.DataFrame:
    """Return the cards that the journal says were there, without those of imports not yet made or undone by then."""
    with base.reading() as connection:
        rows = texts_at(connection, CLIENTS.key, as_of)
        registry = texts_at(connection, IMPORTS.key, as_of)
        in_force = {int(row[0]) for row, cells in registry.items() if "undone_at" not in cells}
        links = connection.execute(select(CLIENT_IMPORTS.c.client_code, CLIENT_IMPORTS.c.import_id))
        named = {code for code, number in links if number in in_force}
    held = {row: cells for row, cells in sorted(rows.items()) if FROM_LINES in cells or row[0] in named}
    return frame_of(CLIENTS, held)[[column.key for column in _READ]]


def store_cards(
    connection: Connection,
    frame: pd.DataFrame,
    *,
    at: datetime,
    by: str,
    source: str = "импорт",
    reason: str = "",
    is_from_lines: bool = False,
    import_id: int | None = None,
    of_whole_clients: bool = False,
) -> CardsPlan:
    """Create and update cards from a table with the column `client_code`; return what it changed and what it left.

    From sales lines (`is_from_lines`, with the import's number): only empty fields are filled, nothing typed is
    ever overwritten. From a file of cards: the fields it brings are updated; an empty cell never erases, and a cell
    whose personal data were erased on request stays empty (METHOD section 7, 152-ФЗ).
    Managers and channels not yet in «Справочники» are added there. A later row of the same client wins.
    Columns that the base does not keep are passed over. What is said of a merged client goes to the card that stands
    for it, into its empty fields only; the sums of ADDED are those of all its codes, and stay where the table lacks
    one of them, unless its rows are `of_whole_clients`. All of it is one act of the journal, with the import's
    row of the registry when a number is given. Raises BadUse when `client_code` is missing or empty, or a value
    is not of its column's kind.
    """
    given = _rows(frame)
    plan = _plan(connection, given, is_from_lines=is_from_lines, of_whole_clients=of_whole_clients)
    apply_changes(
        connection,
        plan.changes,
        at=at,
        by=by,
        source=source,
        reason=reason,
        also=registry_changes(connection, import_id, given) if import_id is not None else (),
        is_automatic=is_from_lines,
        known={CLIENTS.key: plan.before},
    )
    if import_id is not None and given:
        _link(connection, given, import_id)
    return plan


def plan_cards(connection: Connection, frame: pd.DataFrame, *, of_whole_clients: bool = False) -> CardsPlan:
    """Return what a file of cards would change, nothing being written: for requests instead of an import."""
    return _plan(connection, _rows(frame), is_from_lines=False, of_whole_clients=of_whole_clients)


def card_columns(connection: Connection, keys: Sequence[str]) -> pd.DataFrame:
    """Return stored columns of the cards that are shown, by client code, as they stand in this transaction."""
    query = select(*(CLIENTS_TABLE.c[key] for key in keys)).where(_IS_VISIBLE).order_by(CLIENTS_TABLE.c.client_code)
    return pd.DataFrame(connection.execute(query).fetchall(), columns=list(keys), dtype=object)


def hidden_codes(connection: Connection, codes: Collection[str] | None = None) -> set[str]:
    """Return which codes, or which of the given ones, have a card that only undone imports brought: it is not shown."""
    query = select(CLIENTS_TABLE.c.client_code).where(not_(_IS_VISIBLE))
    found = set(connection.execute(query).scalars())
    return found if codes is None else found & set(codes)


def set_preliminary_categories(base: Base, categories: Mapping[str, str], *, at: datetime, by: str) -> int:
    """Approve the computed category of cards that have none yet, marked as preliminary (METHOD section 3).

    `categories` maps client codes to letters A–E. Codes without a card are passed over, an approved category is
    never changed. Returns how many cards got one; nothing is written when none did. Raises BadUse for any other letter.
    """
    wrong = sorted({letter for letter in categories.values() if letter not in LETTERS})
    if wrong:
        raise BadUse(f"Категория «{wrong[0]}».", ", ".join(LETTERS))
    empty = select(CLIENTS_TABLE.c.client_code).where(CLIENTS_TABLE.c.category_approved.is_(None))
    with base.reading() as connection:
        if not set(connection.execute(empty).scalars()) & categories.keys():
            return 0
    with base.writing() as connection:
        codes = sorted(set(connection.execute(empty).scalars()) & categories.keys())
        changes = [
            change
            for code in codes
            for change in (
                Change(CLIENTS.key, (code,), "category_approved", None, categories[code]),
                Change(CLIENTS.key, (code,), PRELIMINARY, None, YES),
            )
        ]
        apply_changes(connection, changes, at=at, by=by, source="первый расчёт", is_automatic=True)
        return len(codes)


def _rows(frame: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Return the filled fields of each client: code → column key → value."""
    if "client_code" not in frame.columns:
        raise BadUse("В карточках нет столбца «Код».")
    columns = [column for column in _STORED if column.key in frame.columns and column.is_typed]
    cells = [[_cell(value, column) for value in frame[column.key].tolist()] for column in columns]
    rows: dict[str, dict[str, Any]] = {}
    for values in zip(*cells, strict=True):
        fields = {column.key: value for column, value in zip(columns, values, strict=True) if value is not None}
        if "client_code" not in fields:
            raise BadUse("В карточках есть строка без кода клиента.")
        rows.setdefault(fields["client_code"], {}).update(fields)
    return rows


def _cell(value: Any, column: Column) -> Any:
    try:
        return from_cell(value, column.kind)
    except (TypeError, ValueError) as error:
        raise BadUse(
            f"Карточки: значение «{value}» не подходит столбцу «{column.title}».",
            remedy="исправьте значение в файле карточек и загрузите его снова.",
        ) from error


def _plan(
    connection: Connection, given: Mapping[str, Mapping[str, Any]], *, is_from_lines: bool, of_whole_clients: bool
) -> CardsPlan:
    """Return what the given fields change on cards, and what of them is left."""
    merged = merges_within(connection)
    codes = _codes_of_ends(given, merged)
    rows = {merged.get(code, code) for code in given}.union(*codes.values())
    before = current_texts(connection, CLIENTS, {(code,) for code in rows})
    erased = _erased(connection, given, merged, before)
    kept = (
        {
            code: {key: value for key, value in fields.items() if (code, key) not in erased}
            for code, fields in given.items()
        }
        if erased
        else given
    )
    partial: dict[Cell, tuple[str, ...]] = {}
    sums: list[Change] = []
    if codes and not of_whole_clients:
        sums, partial = _sums(kept, codes, before)
        summed = {code for all_of in codes.values() for code in all_of}
        kept = {
            code: {key: value for key, value in fields.items() if code not in summed or key not in ADDED}
            for code, fields in kept.items()
        }
    own = {code: fields for code, fields in kept.items() if code not in merged} if merged else kept
    old = {code: fields for code, fields in kept.items() if code in merged}
    changes, count_new = _changes(connection, own, before, is_from_lines=is_from_lines)
    filled = {(row, key) for _, row, key, _, new in changes if new is not None}
    for code, fields in old.items():
        row = (merged[code],)
        for key, value in fields.items():
            if key not in NOT_TAKEN and key not in before[row] and (row, key) not in filled:
                filled.add((row, key))
                changes.append(Change(CLIENTS.key, row, key, None, text_of(value, _KINDS[key])))
    return CardsPlan(before, changes + sums, count_new, sorted({(merged.get(c, c), key) for c, key in erased}), partial)


def _codes_of_ends(codes: Iterable[str], merged: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the cards that stand for several codes, of which one is among the given, with all those codes."""
    ends = {merged.get(code, code) for code in codes} & set(merged.values())
    return {end: [end, *sorted(code for code, other in merged.items() if other == end)] for end in sorted(ends)}


def _erased(
    connection: Connection,
    given: Mapping[str, Mapping[str, Any]],
    merged: Mapping[str, str],
    before: Texts,
) -> set[Cell]:
    """Return the given cells that would bring back what was erased, from this card or from the one it stands on."""
    lacking = {
        (code, key): (merged.get(code, code), key)
        for code, fields in given.items()
        if (merged.get(code, code),) in before
        for key in _PERSONAL_KEYS & fields.keys() - before[merged.get(code, code),].keys()
    }
    if not lacking:
        return set()
    erased = erased_cells(connection, CLIENTS.key, {*lacking, *lacking.values()})
    return {cell for cell, standing in lacking.items() if {cell, standing} & erased}


def _sums(
    given: Mapping[str, Mapping[str, Any]], codes: Mapping[str, Sequence[str]], before: Texts
) -> tuple[list[Change], dict[Cell, tuple[str, ...]]]:
    """Return the sums that change on cards that stand for several codes, and those of which a part is not given."""
    changes: list[Change] = []
    partial: dict[Cell, tuple[str, ...]] = {}
    for end, all_of in codes.items():
        said = {
            code: {key: text for key in ADDED if (text := text_of(given.get(code, {}).get(key), _KINDS[key]))}
            for code in all_of
        }
        held = {code: before.get((code,), {}) for code in all_of}
        sums, lacking = sums_of_codes(said, held)
        partial |= {(end, key): missing for key, missing in lacking.items()}
        changes += [
            Change(CLIENTS.key, (end,), key, held[end].get(key), text)
            for key, text in sums.items()
            if held[end].get(key) != text
        ]
    return changes, partial


def _changes(
    connection: Connection, given: Mapping[str, Mapping[str, Any]], before: Texts, *, is_from_lines: bool
) -> tuple[list[Change], int]:
    """Return what the given fields change on cards, and how many of the clients are new."""
    visible = set(connection.execute(select(CLIENTS_TABLE.c.client_code).where(_IS_VISIBLE)).scalars())
    changes: list[Change] = []
    for code, fields in given.items():
        old = before.get((code,), {})
        new: dict[str, str | None] = {key: text_of(value, _KINDS[key]) for key, value in fields.items()}
        if code not in visible:
            # Everything on a card that is not shown came from undone imports: it starts anew, with what is known now.
            new = dict.fromkeys(old) | new | {FROM_LINES: None if is_from_lines else NO}
        elif is_from_lines:
            new = {key: text for key, text in new.items() if key not in old}
        else:
            new[FROM_LINES] = NO  # a person speaks for the card now
        changes += [
            Change(CLIENTS.key, (code,), key, old.get(key), text) for key, text in new.items() if old.get(key) != text
        ]
    return changes, sum(code not in visible for code in given)


def _link(connection: Connection, codes: Iterable[str], import_id: int) -> None:
    """Note which clients an import names."""
    insert_rows(connection, CLIENT_IMPORTS, ("client_code", "import_id"), [(code, import_id) for code in codes])
