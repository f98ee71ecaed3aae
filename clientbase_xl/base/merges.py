"""Merged clients: which card stands for which code (METHOD section 7: one information base).

A merge is a decision about a pair in force; nothing that was stored under the merged code is rewritten. Whoever reads
asks here which card a code means now, or meant at a moment.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

import pandas as pd
from sqlalchemy import Connection, select

from clientbase_xl.base.journal_tables import JOURNAL_CHANGES
from clientbase_xl.base.replay import Row, Texts, Until, texts_at
from clientbase_xl.base.tables import TABLES
from clientbase_xl.errors import BadUse
from clientbase_xl.schemas.client_pairs import CLIENT_PAIRS, MERGE, PAIR_DECISIONS
from clientbase_xl.schemas.client_plans import CLIENT_PLANS
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.falling_purchases import FALLING_PURCHASES
from clientbase_xl.schemas.model import Sheet
from clientbase_xl.schemas.reactivation import REACTIVATION

if TYPE_CHECKING:
    from clientbase_xl.base.store import Base

CODE = "client_code"
GIVEN = (REACTIVATION, FALLING_PURCHASES, CLIENT_PLANS)
"""Sheets whose rows are known by a client's code and go to the card that stays when clients are merged. Of other such
sheets (acts of reconciliation) a row says what was so on its day: it stays what it is."""
Wanted = Mapping[Row, Mapping[str, str | None]]


def read_merges(base: Base, as_of: Until = None) -> dict[str, str]:
    """Return every merged code with the code of the card that stands for it; see `merges_within`."""
    with base.reading() as connection:
        return merges_within(connection, as_of)


def merges_within(connection: Connection, as_of: Until = None) -> dict[str, str]:
    """Return every merged code with the code at the end of its chain, inside a transaction.

    As of an entry or a moment when one is given. Empty where nothing is merged.
    """
    if as_of is None:
        return _ends(_links(_merged_rows(connection)))
    return _ends(_links(texts_at(connection, CLIENT_PAIRS.key, as_of)))


def codes_of_client(connection: Connection, code: str) -> list[str]:
    """Return all codes of the client that a code means: this one first, then those merged with it."""
    merged = merges_within(connection)
    end = merged.get(code, code)
    return [code, *sorted({end, *(one for one, other in merged.items() if other == end)} - {code})]


def once_merged_with(connection: Connection, codes: Collection[str]) -> list[str]:
    """Return the codes that the journal has ever seen merged with some codes, in a chain too."""
    change = JOURNAL_CHANGES.c
    query = select(change.row_key).where(change.sheet_key == CLIENT_PAIRS.key, change.new == MERGE).distinct()
    pairs = [set(json.loads(text)) for text in connection.execute(query).scalars()]
    known, more = set(codes), set(codes)
    while more:
        more = {code for pair in pairs if pair & more for code in pair} - known
        known |= more
    return sorted(known - set(codes))


def of_survivors(frame: pd.DataFrame, sheet: Sheet, merged: Mapping[str, str]) -> pd.DataFrame:
    """Return stored rows as they show: those of a merged client under the card that stands for it.

    Rows of GIVEN were given to that card when the clients were merged; what stands under the old code is history and is
    left out. Cards stay, a merged one is in the archive, and so do acts.
    """
    if not merged or CODE not in frame or (CODE in sheet.key_columns and sheet not in GIVEN):
        return frame
    is_merged = frame[CODE].isin(list(merged))
    if not is_merged.any():
        return frame
    if CODE in sheet.key_columns:
        return frame[~is_merged].reset_index(drop=True)
    return frame.assign(**{CODE: frame[CODE].map(lambda code: merged.get(code, code))})


def texts_of_survivors(rows: Texts, sheet: Sheet, merged: Mapping[str, str]) -> Texts:
    """Return rows of texts whose client is the card that stands for it now; rows known by the client's code stay."""
    if not merged or not sheet.has_row_ids or CODE not in sheet:
        return rows
    return {
        key: {**cells, CODE: merged[cells[CODE]]} if cells.get(CODE) in merged else cells for key, cells in rows.items()
    }


def client_of_row(sheet_key: str, row_key: Row) -> str:
    """Return the code of the client whose card or row of GIVEN this is; "" for rows of all other sheets."""
    for sheet in (CLIENTS, *GIVEN):
        if sheet.key == sheet_key:
            return row_key[sheet.key_columns.index(CODE)]
    return ""


def other_of(row: Row, kept: str) -> str:
    """Return the code of a pair that does not stay."""
    return row[1] if kept == row[0] else row[0]


def require_sound(connection: Connection, wanted: Wanted) -> None:
    """Refuse decisions that no card could follow: METHOD section 7.

    `wanted` are the cells that a change would write. BadUse for a pair that is no pair, a card that is not there, one
    that is merged already, and where the card that is to stay was merged away itself or stands in the archive; for a
    merge taken back while the card that stayed is merged itself. A circle of merges can therefore not come to be.
    """
    before = _merged_rows(connection)
    after = dict(before)
    for row, cells in wanted.items():
        after[row] = {**before.get(row, {}), **cells}
    held, links = _links(before), _links(after)
    table = TABLES[CLIENTS.key]
    codes = {code for row in wanted for code in row}
    query = select(table.c.client_code, table.c.is_archived).where(table.c.client_code.in_(codes))
    archived = {str(code): bool(flag) for code, flag in connection.execute(query)}
    for row in wanted:
        if after[row].get("decision") != MERGE:
            _require_last(row, before.get(row, {}).get("kept_code"), links)
        if after[row].get("decision") not in PAIR_DECISIONS:
            continue
        if len(row) != 2 or row[0] >= row[1]:
            raise BadUse(f"Пара «{' / '.join(row)}» записана неверно.", "два разных кода, меньший первым")
        if missing := [code for code in row if code not in archived]:
            raise BadUse(f"Клиента с кодом «{missing[0]}» в базе нет.", remedy="Проверьте код.")
        if after[row].get("decision") == MERGE:
            _require_merge(row, after[row].get("kept_code"), held, links, archived)


def _require_last(row: Row, kept: str | None, links: Mapping[str, str]) -> None:
    if kept is not None and kept in links:
        raise BadUse(
            f"Клиент {kept}, с которым объединён {other_of(row, kept)}, сам объединён с {links[kept]}.",
            "объединения отменяют в обратном порядке",
            f"Сначала отмените: --unmerge {kept}.",
        )


def _require_merge(
    row: Row, kept: str | None, held: Mapping[str, str], links: Mapping[str, str], archived: Mapping[str, bool]
) -> None:
    if kept is None or kept not in row:
        raise BadUse(f"Не сказано, какая карточка остаётся: «{kept or ''}».", " или ".join(row))
    gone = other_of(row, kept)
    if gone in held or links[gone] != kept:
        into = held.get(gone, links[gone])
        raise BadUse(f"Клиент {gone} уже объединён с {into}.", remedy=f"Сначала отмените: --unmerge {gone}.")
    if kept in links:
        raise BadUse(f"Клиент {kept} сам объединён с {links[kept]}.", remedy=f"Объединяйте с {links[kept]}.")
    if archived[kept]:
        raise BadUse(f"Клиент {kept} в архиве: остаться должна рабочая карточка.", remedy="Оставьте другую карточку.")


def _merged_rows(connection: Connection) -> dict[Row, Mapping[str, str | None]]:
    table = TABLES[CLIENT_PAIRS.key]
    query = select(table.c.first_code, table.c.second_code, table.c.kept_code).where(table.c.decision == MERGE)
    return {
        (first, second): {"decision": MERGE, "kept_code": kept} for first, second, kept in connection.execute(query)
    }


def _links(rows: Wanted | Texts) -> dict[str, str]:
    """Return every merged code with the code that it was merged into, one link at a time."""
    kept = {row: cells.get("kept_code") for row, cells in rows.items() if cells.get("decision") == MERGE}
    return {other_of(row, code): code for row, code in kept.items() if code is not None}


def _ends(links: Mapping[str, str]) -> dict[str, str]:
    ends = {}
    for code, end in links.items():
        seen = {code}
        while end in links and end not in seen:  # a circle is only there when the file was changed past the program
            seen.add(end)
            end = links[end]
        ends[code] = end
    return ends
