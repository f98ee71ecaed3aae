"""Sales that stay with the card that stayed when a merge is taken back (METHOD section 7)."""

from __future__ import annotations

from datetime import datetime

from clientbase_xl.base.cards import card_columns
from clientbase_xl.base.imports import imports_within, valid_parts
from clientbase_xl.base.store import Base, Connection
from clientbase_xl.ledger import engine
from clientbase_xl.ledger.lines import open_all_lines
from clientbase_xl.rules import words
from clientbase_xl.rules.client_names import CardNames, is_same_spelling
from clientbase_xl.workflows.ledger_access import as_parts
from clientbase_xl.workflows.settlement_cards import OF_CARDS

MOST_NAMED = 5


def sales_left(base: Base, connection: Connection, kept: str, gone: str, since: datetime) -> tuple[str, ...]:
    """Return a sentence on sales kept for a card under a name that means the merged client too; nothing: empty.

    In: the codes of a merge in force and its moment (UTC). A line without a code whose name fits both cards was given
    to the one that stays; a line with its code reads the same. Only imports since the merge are read. A name written
    as that card has it is its own.
    """
    valid = [part for part in valid_parts(imports_within(connection)) if part[0].imported_at >= since]
    if not valid:
        return ()
    lines = open_all_lines(as_parts(base, valid))
    own = lines.filter((lines.client_code == kept) & lines.client_name.notnull())
    sums = engine.fetch(own.group_by("client_name").aggregate(amount_rub=own.amount_rub.sum())).to_pylist()
    cards = card_columns(connection, OF_CARDS)
    known = CardNames(cards[cards["client_code"].isin((kept, gone))])
    found = {row["client_name"]: row["amount_rub"] for row in sums if _is_shared(known, row["client_name"], kept, gone)}
    if not found:
        return ()
    amount = f"{words.grouped(sum(found.values()), 2)}{words.NBSP}₽"
    return (
        f"Продажи под именем {words.quoted(sorted(found), MOST_NAMED)}, загруженные после объединения, остались у "
        f"{kept}: {amount}. Если это {gone}, напишите в выгрузке код и загрузите её снова.",
    )


def _is_shared(known: CardNames, name: str, kept: str, gone: str) -> bool:
    """Tell whether a name means the merged client and is not the very name of the card that stays."""
    is_own = kept in known.by_code and is_same_spelling(known.by_code[kept].client_name, name)
    return not is_own and gone in {card.client_code for card in known.find(name)}
