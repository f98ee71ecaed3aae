"""Clients of the base that may be one: found over all cards, or for new ones only (METHOD section 7)."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pandas as pd

from clientbase_xl.base.cards import card_columns
from clientbase_xl.base.merges import merges_within
from clientbase_xl.base.rows import rows_within
from clientbase_xl.base.settings_store import settings_within
from clientbase_xl.base.store import Base, Connection
from clientbase_xl.problems import Problem
from clientbase_xl.rules.duplicate_pairs import duplicate_pairs
from clientbase_xl.rules.like_new_clients import like_new_clients
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


def all_pairs(connection: Connection, only: Collection[str] | None = None) -> pd.DataFrame:
    """Return the pairs of like clients, decided or not; with `only` those with one of these codes."""
    persons = rows_within(connection, CONTACT_PERSONS.key)
    return duplicate_pairs(cards_to_compare(connection), persons, settings_within(connection).duplicates, only)


def cards_to_compare(connection: Connection) -> pd.DataFrame:
    """Return what is compared of every card that stands for a client: those shown, without the merged ones."""
    cards, merged = card_columns(connection, OF_CARDS), merges_within(connection)
    return cards[~cards["client_code"].isin(list(merged))].reset_index(drop=True) if merged else cards


def warnings_of_new(connection: Connection, codes: Collection[str]) -> dict[str, Problem]:
    """Return a warning for each of the new clients that resembles others, by its code, the surest first.

    Only candidates for a person: nothing is stopped by them (METHOD section 7). Nothing of a warning is stored: what
    is equal may be somebody's telephone.
    """
    cards, persons = card_columns(connection, OF_CARDS), rows_within(connection, CONTACT_PERSONS.key)
    settings = settings_within(connection).duplicates
    like = like_new_clients(cards, persons, codes, merges_within(connection), settings)
    names = dict(zip(cards["client_code"], cards["client_name"], strict=True))
    return {
        str(code): _warning(str(code), names.get(code) or str(code), others)
        for code, others in like.groupby("client_code", sort=False)
    }


def write_pairs(path: Path, pairs: pd.DataFrame) -> None:
    """Write pairs for people and programs, by the extension; see `write_table`."""
    require_extension(path)
    write_table(path, pairs, None)


def what_to_do(kept: str, other: str) -> str:
    """Return the commands that decide on a pair."""
    return (
        f"Если это один клиент: clientbase duplicates --merge {kept} {other} --why «…»; "
        f"если разные: clientbase duplicates --not-duplicate {kept} {other} --why «…»."
    )


def _warning(new: str, name: str, like: pd.DataFrame) -> Problem:
    shown = [
        f"{code} «{other or code}» ({evidence})"
        for code, other, evidence in like[["other_code", "other_name", "evidence"]][:MOST_NAMED].itertuples(
            index=False, name=None
        )
    ]
    more = f" и ещё {len(like) - MOST_NAMED}" if len(like) > MOST_NAMED else ""
    other = like["other_code"].iloc[0]
    return Problem(
        f"Новый клиент {new} «{name}» похож на {', '.join(shown)}{more}",
        what_to_do(str(other), new),
        value=new,
    )
