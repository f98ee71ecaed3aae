"""Whether who asked for a change may be told what stands in the cell (METHOD sections 5 and 7)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from clientbase_xl.base.door import current_texts
from clientbase_xl.base.tables import GOVERNED, TABLES
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.cost_cuts import COST_CUTS
from clientbase_xl.schemas.model import ROW_ID, Sheet
from clientbase_xl.schemas.prospects import PROSPECTS
from clientbase_xl.schemas.users import MANAGER, USERS

_CLIENT, _MANAGER = "client_code", "manager"


def may_be_told(connection: Connection, asker: str, sheet_key: str, row_key: Sequence[str]) -> bool:
    """Tell whether a person may read a row: a менеджер those of his clients, whoever else is registered all of them.

    The sentence about a conflict is kept with his request, where he reads it. Without registered users everybody reads
    everything; who is registered no longer reads nothing.
    """
    people = TABLES[USERS.key].c
    found = connection.execute(select(people.name, people.role, people.manager)).all()
    if not found:
        return True
    wanted = asker.strip().casefold()
    role, manager = next(((role, own) for name, role, own in found if name.casefold() == wanted), ("", None))
    if role != MANAGER:
        return bool(role)
    return _is_of(connection, GOVERNED[sheet_key], row_key, manager or "")


def _is_of(connection: Connection, sheet: Sheet, row_key: Sequence[str], manager: str) -> bool:
    """Tell whether a row is a manager's: by its clients where the base knows them, else by whom the row names."""
    key = dict(zip(sheet.key_columns, row_key, strict=True))
    cells = {**current_texts(connection, sheet, [tuple(row_key)]).get(tuple(row_key), {}), **key}
    codes = [text for name, text in key.items() if name.endswith("_code")] or [cells.get(_CLIENT, "")]
    if sheet is PROSPECTS:
        codes = [key[ROW_ID]]
    owners = [owner for code in codes if code and (owner := _owner(connection, code)) is not None]
    if owners or sheet is COST_CUTS:
        return all(owner == manager for owner in owners)
    return cells.get(_MANAGER, manager) == manager


def _owner(connection: Connection, code: str) -> str | None:
    """Return who leads a client, or the prospect of that number: "" for nobody, None for one the base does not know."""
    cards, prospects = TABLES[CLIENTS.key].c, TABLES[PROSPECTS.key].c
    for key, named in ((cards.client_code, cards.manager), (prospects.row_id, prospects.manager)):
        row = connection.execute(select(named).where(key == code)).first()
        if row is not None:
            return str(row[0] or "")
    return None
