"""Cards of one ИНН and КПП on which nobody has decided, in words: at import, at sending, on «Проблемы»."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from clientbase_xl.base.cards import card_columns
from clientbase_xl.base.merges import merges_within, read_merges
from clientbase_xl.base.rows import read_rows, rows_within
from clientbase_xl.base.store import Base, Connection
from clientbase_xl.problems import ClientProblem
from clientbase_xl.rules.certain_pairs import certain_pairs
from clientbase_xl.rules.joined import as_flags, as_text
from clientbase_xl.rules.undecided_pairs import undecided_pairs
from clientbase_xl.schemas.client_pairs import CLIENT_PAIRS
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.workflows.duplicates import what_to_do
from clientbase_xl.workflows.state import State

TELLING = ("client_code", "client_name", "inn", "kpp", "phone")
"""Cells of a card whose change may show that it is another card's client."""
MOST_NAMED = 10
ASK_HEAD = "Карточки ведут разные менеджеры: попросите РОП решить, один ли это клиент."


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told of a card."""

    name: str
    manager: str
    is_archived: bool


def open_doubles(
    cards: pd.DataFrame,
    decisions: pd.DataFrame,
    merged: Mapping[str, str],
    *,
    manager: str = "",
    only: Collection[str] | None = None,
    file_name: str = "",
) -> tuple[ClientProblem, ...]:
    """Return a warning for each pair of cards of one ИНН and КПП on which nobody has decided, with what to do.

    METHOD section 7. In: CLIENTS columns client_code, client_name, manager, inn, kpp, is_archived; decisions about
    pairs; `merged`: codes that stand for nobody. Of a `manager`: pairs with a client of his, a colleague's card without
    its name. Pairs of two archived cards ask for nothing. The first ten are told, the last of them counts the rest.
    """
    pairs = undecided_pairs(certain_pairs(cards[~cards["client_code"].isin(list(merged))], only), decisions)
    if pairs.empty:
        return ()
    known = cards[cards["client_code"].isin({*pairs["first_code"], *pairs["second_code"]})]
    cells = (known["client_code"], as_text(known["client_name"]), as_text(known["manager"]))
    told = {
        str(code): _Told(name or str(code), leader or "", is_archived)
        for code, name, leader, is_archived in zip(*cells, as_flags(known["is_archived"]), strict=True)
    }
    problems = []
    for first, second, _, inn, kpp in pairs.itertuples(index=False, name=None):
        is_own = [not manager or told[code].manager == manager for code in (first, second)]
        if any(is_own) and not (told[first].is_archived and told[second].is_archived):
            code, other = (second, first) if not is_own[0] else (first, second)
            problems.append(_problem(code, other, told, f"ИНН {inn}{f' и КПП {kpp}' if kpp else ''}", all(is_own)))
    problems = [replace(one, file=file_name) for one in problems]
    shown, rest = problems[:MOST_NAMED], len(problems) - MOST_NAMED
    return (*shown[:-1], replace(shown[-1], count=rest + 1)) if rest > 0 else tuple(shown)


def doubles_of_state(base: Base, state: State, manager: str = "") -> tuple[ClientProblem, ...]:
    """Return the pairs for «Проблемы» of a workbook, each beside the cell of its first client that is shown."""
    found = open_doubles(
        state.cards, read_rows(base, CLIENT_PAIRS.key, state.moment), read_merges(base, state.moment), manager=manager
    )
    return tuple(replace(one, sheet=CLIENTS.title, column=CLIENTS["inn"].title) for one in found)


def doubles_within(connection: Connection, only: Collection[str], file_name: str) -> tuple[ClientProblem, ...]:
    """Return the pairs of some clients as they stand inside a transaction."""
    cards = card_columns(connection, (*TELLING, "manager", "is_archived"))
    decisions = rows_within(connection, CLIENT_PAIRS.key)
    return open_doubles(cards, decisions, merges_within(connection), only=only, file_name=file_name)


def changed_codes(connection: Connection, earlier: pd.DataFrame) -> set[str]:
    """Return the clients that are new or of whom a cell of TELLING has changed since `earlier` was read."""
    now = card_columns(connection, TELLING)
    was, told = (set(table.itertuples(index=False, name=None)) for table in (earlier, now))
    return {str(row[0]) for row in told - was}


def _problem(code: str, other: str, told: Mapping[str, _Told], same: str, is_own: bool) -> ClientProblem:
    of_other = f"{other} «{told[other].name}»" if is_own else f"{other} ({told[other].manager or 'без менеджера'})"
    archived = "".join(f"; {one} в архиве" for one in (code, other) if told[one].is_archived)
    return ClientProblem(
        f"Клиенты {code} «{told[code].name}» и {of_other}: тот же {same}{archived}",
        what_to_do(code, other) if is_own else ASK_HEAD,
        value=code,
        client_code=code,
    )
