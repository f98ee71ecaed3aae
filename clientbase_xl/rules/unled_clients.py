"""Clients whom nobody leads: without a manager, or with one who has left.

METHOD sections 1 and 7: a client belongs to the company, and every change of a card needs somebody who answers for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pandas as pd

from clientbase_xl.problems import ClientProblem, Problem
from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_flags, as_text
from clientbase_xl.schemas.clients import CLIENTS

MOST_NAMED = 5
_HAND_OVER = (
    f"Передайте их: впишите другого менеджера в столбец «{CLIENTS['manager'].title}» листа «{CLIENTS.title}» и "
    "отправьте книгу. Что он не успел отправить, отправит РОП из его книги."
)
_NAME = f"Впишите менеджера в столбец «{CLIENTS['manager'].title}» листа «{CLIENTS.title}» и отправьте книгу."


def unled_clients(clients: pd.DataFrame, gone: Collection[str]) -> tuple[Problem, ...]:
    """Return a problem for the clients without a manager, and one per manager who has left and still has clients.

    METHOD sections 1, 7. In: CLIENTS, the largest first; the names of managers who have left. Those with whom work is
    stopped ask for nobody. Each problem counts its clients, names the first of them and what to do.
    """
    in_work = clients[~as_flags(clients["is_stopped"])]
    return tuple(_problems(in_work, as_text(in_work["manager"]), gone))


def _problems(clients: pd.DataFrame, managers: pd.Series, gone: Collection[str]) -> Iterator[Problem]:
    without = clients[managers.isna()]
    if len(without):
        yield _problem(f"Клиентов без менеджера — {len(without)}: {_named(without)}", _NAME, without)
    for name in sorted(gone):
        left = clients[managers == name]
        if len(left):
            turnover = words.rub(float(left["turnover_12m_rub"].fillna(0).sum()))
            text = f"Менеджер «{name}» больше не работает, а клиентов за ним — {len(left)} ({turnover} за 12 мес.)"
            yield _problem(f"{text}: {_named(left)}", _HAND_OVER, left)


def _problem(message: str, remedy: str, clients: pd.DataFrame) -> ClientProblem:
    return ClientProblem(
        message,
        remedy,
        sheet=CLIENTS.title,
        column=CLIENTS["manager"].title,
        client_code=str(clients["client_code"].iloc[0]),
    )


def _named(clients: pd.DataFrame) -> str:
    names = [
        f"{code} «{name}»" if isinstance(name, str) else str(code)
        for code, name in zip(clients["client_code"], clients["client_name"], strict=True)
    ]
    return ", ".join(names[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else "")
