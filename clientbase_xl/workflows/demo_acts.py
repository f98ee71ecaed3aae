"""The acts of reconciliation of the demo, made through the real doors (METHOD section 7)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import groupby

import pandas as pd

from clientbase_xl.base.door import apply_changes
from clientbase_xl.base.journal import Change
from clientbase_xl.base.reconciliations import read_acts
from clientbase_xl.base.requests import submit
from clientbase_xl.base.store import Base
from clientbase_xl.rules.reconciliation_decision import LETTER_KEY
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.reconciliation import ACCEPT, LATER, LEAVE, LOWER, RAISE, RECONCILIATION
from clientbase_xl.workflows.reconcile import reconcile
from clientbase_xl.workflows.reconciliation_requests import propose, reason_of

_Typed = tuple[str, str, str]  # client, column, text
_SOURCE = "демо"
_MONTHS = 3
_EVERY, _ACCEPTED = 5, 6
_AGREED = "Согласовано с РОП"
_DECISIONS = ((LEAVE, "Спад временный: у клиента ремонт склада"), (LATER, "Ждём ответа о годовом бюджете"))


def store_acts(base: Base, today: date, now: datetime, user: str) -> None:
    """Reconcile on the first day of this quarter and of the one before; nothing where there are acts already.

    What the first act proposes is approved, and most cards were confirmed after it. Of the second one managers have
    decided on a few clients; the raised and lowered categories that they accept wait as requests.
    """
    if read_acts(base):
        return
    last = date(today.year, today.month - (today.month - 1) % _MONTHS, 1)
    first = (pd.Timestamp(last) - pd.DateOffset(months=_MONTHS)).date()
    before = reconcile(base, first, today, now=now, user=user).figures
    propose(base, first, now=now, user=user)
    _type(base, before, first, _confirmed(before, first, (0, 2, 4)), now)
    figures = reconcile(base, last, today, now=now, user=user).figures
    moved = figures[figures["proposal"].isin((RAISE, LOWER))]
    accepted, others = moved.head(_ACCEPTED), moved.iloc[_ACCEPTED : _ACCEPTED + len(_DECISIONS)]
    said = [(code, ACCEPT, _AGREED) for code in accepted["client_code"]]
    said += [(code, *words) for code, words in zip(others["client_code"], _DECISIONS, strict=False)]
    typed = [(code, key, text) for code, word, why in said for key, text in (("decision", word), ("comment", why))]
    _type(base, figures, last, typed + _confirmed(figures, last, (1,)), now)
    _ask(base, accepted, last, now)


def _confirmed(figures: pd.DataFrame, on: date, turns: tuple[int, ...]) -> list[_Typed]:
    """Return the days on which cards were confirmed in the fortnight after an act."""
    codes = enumerate(figures["client_code"])
    return [
        (code, "confirmed_on", str(on + timedelta(days=turn % 14))) for turn, code in codes if turn % _EVERY in turns
    ]


def _type(base: Base, figures: pd.DataFrame, on: date, typed: list[_Typed], now: datetime) -> None:
    """Store cells of «Сверка», each in the name of the client's manager."""
    leads = dict(zip(figures["client_code"], figures["manager"].astype(object), strict=True))
    ordered = sorted(typed, key=lambda cell: str(leads[cell[0]]))
    with base.writing() as connection:
        for manager, cells in groupby(ordered, key=lambda cell: str(leads[cell[0]])):
            changes = [Change(RECONCILIATION.key, (code, str(on)), key, None, text) for code, key, text in cells]
            apply_changes(connection, changes, at=now, by=manager, source=_SOURCE)


def _ask(base: Base, accepted: pd.DataFrame, on: date, now: datetime) -> None:
    """Ask for the letters that managers accept."""
    with base.writing() as connection:
        for row in accepted.to_dict("records"):
            change = Change(
                CLIENTS.key, (row["client_code"],), LETTER_KEY, row["category_before"], row["category_proposed"]
            )
            reason = reason_of(on, str(row["proposal"]))
            submit(connection, [change], at=now, by=str(row["manager"]), reason=reason, source=_SOURCE)
