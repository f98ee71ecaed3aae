"""Clients of the base that may be one: found over all cards, or for new ones only (METHOD section 7)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

import pandas as pd

from clientbase_xl.base.cards import card_columns
from clientbase_xl.base.merges import merges_within
from clientbase_xl.base.rows import rows_within
from clientbase_xl.base.settings_store import settings_within
from clientbase_xl.base.store import Base, Connection
from clientbase_xl.problems import Problem
from clientbase_xl.rules.duplicate_pairs import duplicate_pairs
from clientbase_xl.rules.pairs_side_by_side import SHOWN, pairs_side_by_side
from clientbase_xl.rules.undecided_pairs import undecided_pairs
from clientbase_xl.schemas.client_pairs import CLIENT_PAIRS
from clientbase_xl.schemas.contact_persons import CONTACT_PERSONS
from clientbase_xl.schemas.users import MANAGER
from clientbase_xl.workflows.people import person_of
from clientbase_xl.writing.table_file import require_extension, write_table

OF_CARDS = ("client_code", *SHOWN)
MOST_NAMED = 3


def find_duplicates(base: Base, *, user: str) -> pd.DataFrame:
    """Return the pairs of clients that may be one and that nobody has decided on, both cards side by side.

    METHOD section 7. Columns: those of `duplicate_pairs`, then `first_…` and `second_…` of `pairs_side_by_side`; the
    surest first. A merged card stands for nobody and is left out. A менеджер sees pairs with a client of his.
    """
    person = person_of(base, user)
    with base.reading() as connection:
        cards, pairs = cards_to_compare(connection), all_pairs(connection)
        pairs = undecided_pairs(pairs, rows_within(connection, CLIENT_PAIRS.key))
    is_manager = person.role == MANAGER and not person.is_single
    return pairs_side_by_side(pairs, cards, person.manager if is_manager else "")


def all_pairs(connection: Connection) -> pd.DataFrame:
    """Return all pairs of like clients, decided or not; see `duplicate_pairs`."""
    persons = rows_within(connection, CONTACT_PERSONS.key)
    return duplicate_pairs(cards_to_compare(connection), persons, settings_within(connection).duplicates)


def cards_to_compare(connection: Connection) -> pd.DataFrame:
    """Return what is compared of every card that stands for a client: those shown, without the merged ones."""
    cards, merged = card_columns(connection, OF_CARDS), merges_within(connection)
    return cards[~cards["client_code"].isin(list(merged))].reset_index(drop=True) if merged else cards


def like_new_clients(connection: Connection, codes: Collection[str]) -> dict[str, Problem]:
    """Return a warning for each of the new clients that resembles others, by its code, the surest first.

    Only candidates for a person: nothing is stopped by them (METHOD section 7). Nothing of a warning is stored: what
    is equal may be somebody's telephone.
    """
    pairs = undecided_pairs(all_pairs(connection), rows_within(connection, CLIENT_PAIRS.key))
    pairs = pairs[pairs["first_code"].isin(list(codes)) | pairs["second_code"].isin(list(codes))]
    if pairs.empty:
        return {}
    cards = card_columns(connection, ("client_code", "client_name"))
    names = dict(zip(cards["client_code"], cards["client_name"], strict=True))
    found: dict[str, list[tuple[str, str]]] = {}
    shown = pairs[["first_code", "second_code", "evidence"]]
    for first, second, evidence in shown.itertuples(index=False, name=None):
        new, other = (second, first) if second in codes else (first, second)
        found.setdefault(new, []).append((other, evidence))
    return {new: _warning(new, others, names) for new, others in found.items()}


def write_pairs(path: Path, pairs: pd.DataFrame) -> None:
    """Write pairs for people and programs, by the extension; see `write_table`."""
    require_extension(path)
    write_table(path, pairs, None)


def _warning(new: str, others: list[tuple[str, str]], names: Mapping[str, str | None]) -> Problem:
    shown = [f"{code} «{names.get(code) or code}» ({evidence})" for code, evidence in others[:MOST_NAMED]]
    more = f" и ещё {len(others) - MOST_NAMED}" if len(others) > MOST_NAMED else ""
    other = others[0][0]
    return Problem(
        f"Новый клиент {new} «{names.get(new) or new}» похож на {', '.join(shown)}{more}",
        f"Если это один клиент: clientbase duplicates --merge {other} {new} --why «…»; "
        f"если разные: clientbase duplicates --not-duplicate {other} {new} --why «…».",
        value=new,
    )
