"""What the base holds as texts: now, and as a workbook knows it after all that it has sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from clientbase_xl.base.cards import hidden_codes
from clientbase_xl.base.journal import Change, lines_of
from clientbase_xl.base.merges import merges_within, texts_of_survivors
from clientbase_xl.base.replay import texts_at
from clientbase_xl.base.requests import Request
from clientbase_xl.base.setting_texts import default_texts
from clientbase_xl.base.store import Connection
from clientbase_xl.schemas.catalogue import BY_KEY, HELD_TABLES
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.settings_sheet import SETTINGS
from clientbase_xl.schemas.typed_cells import stored_columns
from clientbase_xl.workflows.origin import Origin
from clientbase_xl.workflows.procedure import Person
from clientbase_xl.workflows.workbook_edits import Known

STORED_KEYS = tuple(sheet.key for sheet in HELD_TABLES if stored_columns(sheet))


def current_rows(connection: Connection) -> dict[str, Known]:
    """Return what stands in the base of every sheet with typed cells, as texts."""
    merged = merges_within(connection)
    return {key: _texts(connection, key, merged) for key in STORED_KEYS}


def what_was_sent(
    connection: Connection, origin: Origin, person: Person, requests: Sequence[Request]
) -> tuple[dict[str, Known], dict[str, Known], dict[str, Known]]:
    """Return the base of the moment when a workbook was made; with what it changed since; with what it asked for too.

    Only what this person sent by this workbook counts (a person without a name: what anybody did); what others
    changed meanwhile is left out. A cell that says what was sent is therefore no edit, however often the file is
    sent; one that was typed again is an edit of what was sent last.
    """
    merged = merges_within(connection, origin.made_seq)
    made = {key: _texts(connection, key, merged, origin.made_seq) for key in STORED_KEYS}
    own = [one for one in requests if one.workbook_id == origin.workbook_id and _is(person, one.submitted_by)]
    numbers = {one.request_id for one in own}
    lines = [
        line
        for line in lines_of(connection, origin.source, numbers, since=origin.made_seq)
        if line.entry.request_id in numbers or (line.entry.request_id is None and _is(person, line.entry.by))
    ]
    stored = [(line.entry.at, line.change) for line in lines]
    asked = [(one.submitted_at, one.change) for one in own]
    at_once = [(line.entry.at, line.change) for line in lines if line.entry.request_id is None]
    before = _overlaid(made, (change for _, change in stored))
    ordered = sorted([*asked, *at_once], key=lambda pair: pair[0])
    return made, before, _overlaid(before, (change for _, change in ordered))


def _is(person: Person, name: str) -> bool:
    return person.name.casefold() in ("", name.casefold())


def _overlaid(rows: Mapping[str, Known], changes: Iterable[Change]) -> dict[str, Known]:
    """Return rows with changes laid over them; the given rows stay as they are."""
    whole = {key: dict(known) for key, known in rows.items()}
    for change in changes:
        if change.sheet_key not in whole:
            continue
        cells = dict(whole[change.sheet_key].get(change.row_key, {}))
        if change.new is None:
            cells.pop(change.column_key, None)
        else:
            cells[change.column_key] = change.new
        whole[change.sheet_key][change.row_key] = cells
    return {**whole}


def _texts(connection: Connection, sheet_key: str, merged: Mapping[str, str], until: int | None = None) -> Known:
    """Return the rows of a sheet as texts: no cards of undone imports; settings that are not kept by their defaults.

    Records of merged clients name the card that stands for them, as a workbook shows them.
    """
    texts = texts_of_survivors(texts_at(connection, sheet_key, until), BY_KEY[sheet_key], merged)
    if sheet_key == CLIENTS.key:
        hidden = hidden_codes(connection)
        return {key: cells for key, cells in texts.items() if key[0] not in hidden}
    if sheet_key != SETTINGS.key:
        return texts
    kept = {key[0]: cells.get("value") for key, cells in texts.items()}
    whole = {address: kept.get(address) or text for address, text in default_texts().items()}
    return {(address,): {"value": text} if text is not None else {} for address, text in whole.items()}
