"""Whose a row about a client is: of who leads the client, whoever else the row names."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from clientbase_xl.rules.joined import as_text, join_clients
from clientbase_xl.workflows.state import State, once


@once
def owners_of(state: State) -> Mapping[str, str]:
    """Return the manager of every client as «Клиенты» names him: of the card, else of the last document (METHOD 1)."""
    people = join_clients(state.facts, state.cards, ("manager",)).dropna(subset=["manager"])
    return dict(zip(people["client_code"], people["manager"], strict=True))


def owned(state: State, table: pd.DataFrame, manager: str, stated: str = "manager") -> pd.DataFrame:
    """Return the rows about a manager's clients, counted from 0; without a manager the table as it is.

    In: a table with `client_code` and the column `stated`, in which the row itself names somebody: a row about a client
    whom the base does not know, or whom nobody leads, is his.
    """
    if not manager:
        return table
    owners = owners_of(state)
    pairs = zip(as_text(table["client_code"]), as_text(table[stated]), strict=True)
    is_own = [owners.get(code, named) == manager for code, named in pairs]
    return table[pd.Series(is_own, index=table.index, dtype=bool)].reset_index(drop=True)
