"""Decisions about clients that look like one: what, who, when, why (METHOD section 7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from clientbase_xl.base.journal import last_line
from clientbase_xl.base.requests import list_requests
from clientbase_xl.base.rows import rows_within
from clientbase_xl.base.store import Base
from clientbase_xl.schemas.client_pairs import CLIENT_PAIRS
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.requests import APPROVED
from clientbase_xl.schemas.users import MANAGER
from clientbase_xl.workflows.people import person_of


@dataclass(frozen=True, slots=True)
class DecidedPair:
    """One decision in force: who took it, and who asked for it where it was a request.

    `decided_by` is None where the request is not shown to who asks here.
    """

    first_code: str
    second_code: str
    decision: str
    kept_code: str | None
    kind: str | None
    why: str | None
    decided_by: str | None
    asked_by: str | None
    decided_at: datetime


def decided_pairs(base: Base, *, user: str) -> list[DecidedPair]:
    """Return the decisions in force by their codes; a менеджер sees those about clients of his."""
    person = person_of(base, user)
    with base.reading() as connection:
        rows = rows_within(connection, CLIENT_PAIRS.key)
        cards = rows_within(connection, CLIENTS.key)
        own = set(cards.loc[cards["manager"] == person.manager, "client_code"])
        requests = {one.request_id: one.decided_by for one in list_requests(base, APPROVED, connection=connection)}
        found = []
        filled = rows.astype(object).where(rows.notna(), None)
        for first, second, decision, kept, kind, why in filled[list(CLIENT_PAIRS.keys)].itertuples(
            index=False, name=None
        ):
            pair = (first, second)
            line = last_line(connection, CLIENT_PAIRS.key, pair, "decision")
            is_hidden = person.role == MANAGER and not person.is_single and not own & set(pair)
            if line is not None and decision and not is_hidden:
                entry = line.entry
                # An approved request stands in the journal under the name of who asked for it.
                by, asked = (requests.get(entry.request_id), entry.by) if entry.request_id else (entry.by, None)
                found.append(DecidedPair(first, second, decision, kept, kind, why, by, asked, entry.at))
    return found
