"""Requests to change the base: listed for people, approved or rejected in one go (METHOD section 7)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo

from clientbase_xl.base.cards import read_cards
from clientbase_xl.base.requests import Outcome, decide, decide_within
from clientbase_xl.base.rows import read_rows
from clientbase_xl.base.settings_store import settings_within
from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadUse
from clientbase_xl.schemas.fbs_functions import FBS_FUNCTIONS
from clientbase_xl.schemas.requests import APPROVED, CONFLICT, REJECTED, WAITING
from clientbase_xl.workflows.alarm_tasks import open_alarm_tasks
from clientbase_xl.workflows.governed_tables import requests_at, requests_table, row_names
from clientbase_xl.workflows.merge_notes import notes_of_requests
from clientbase_xl.workflows.people import person_of
from clientbase_xl.workflows.state import local_day

OPEN = (WAITING, CONFLICT)


@dataclass(frozen=True, slots=True)
class ShownRequest:
    """One request as `clientbase requests` prints it."""

    request_id: int
    status: str
    sheet: str
    row: str
    column: str
    old: str | None
    new: str | None
    now: str | None
    reason: str | None
    submitted_by: str
    submitted_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    kind: str
    group_id: str


def requests_shown(base: Base, statuses: Collection[str] = OPEN, moment: datetime | None = None) -> list[ShownRequest]:
    """Return the requests of some statuses in the order of submission; by default those still of concern.

    With `moment` they are as they were then; what stands in the cells is always of now.
    """
    requests = [one for one in requests_at(base, moment) if one.status in statuses]
    table = requests_table(base, requests, row_names(read_cards(base), read_rows(base, FBS_FUNCTIONS.key)))
    return [
        ShownRequest(
            row["request_id"],
            row["status"],
            row["sheet_title"],
            row["row_name"],
            row["column_title"],
            row["old"],
            row["new"],
            row["now"],
            row["reason"],
            row["submitted_by"],
            row["submitted_at"],
            row["decided_by"],
            row["decided_at"],
            row["kind"],
            row["group_id"],
        )
        for row in table.to_dict("records")
    ]


def decide_requests(
    base: Base,
    approve: Sequence[int],
    reject: Sequence[int],
    *,
    why: str,
    now: datetime,
    user: str,
    zone: tzinfo = UTC,
) -> list[Outcome]:
    """Approve and reject requests and return one outcome per group, in the given order.

    METHOD section 7: the requester never approves; a request whose old value no longer holds becomes a conflict and
    changes nothing. Alarms of approved surveys open their tasks in the same transaction, by the day of a clock in
    `zone` (section 10). Raises BadUse, nothing being changed, for a stranger, an unknown number, a person who may not
    decide, a rejection without a reason, or a number that is to be both.
    """
    both = sorted(set(approve) & set(reject))
    if both:
        raise BadUse(f"Заявка № {both[0]} и в --approve, и в --reject.", "одно решение на заявку")
    name = person_of(base, user).name
    outcomes = decide(base, reject, approve=False, by=name, at=now, why=why) if reject else []
    if not approve:
        return outcomes
    with base.writing() as connection:
        notes = notes_of_requests(base, connection, approve)
        approved = decide_within(base, connection, approve, approve=True, by=name, at=now, why=why)
        outcomes += [_with_notes(one, notes) for one in approved]
        monitoring = settings_within(connection).monitoring
        open_alarm_tasks(connection, local_day(now, zone), monitoring, now=now, user=name)
    return outcomes


def _with_notes(outcome: Outcome, notes: Mapping[int, tuple[str, ...]]) -> Outcome:
    """Return what became of a group, with what was noted of it before when it was carried out."""
    found = notes.get(outcome.request_ids[0], ())
    return replace(outcome, notes=found) if found and outcome.status == APPROVED else outcome


def read_numbers(texts: Sequence[str]) -> list[int]:
    """Return the numbers of requests named as «3», «3,5» or «3-7», each once, in the given order."""
    numbers: list[int] = []
    for part in (part.strip() for text in texts for part in text.split(",")):
        found = re.fullmatch(r"(\d{1,9})(?:-(\d{1,9}))?", part)
        if not found or int(found[2] or found[1]) - int(found[1]) > 10_000:
            raise BadUse(f"Номер заявки «{part}» не понят.", "3 или 3,5 или 3-7")
        numbers += range(int(found[1]), int(found[2] or found[1]) + 1)
    return list(dict.fromkeys(numbers))


def sentence(outcome: Outcome) -> str:
    """Return what became of a group of requests as one Russian sentence."""
    numbers = outcome.request_ids
    which = f"Заявка № {numbers[0]}" if len(numbers) == 1 else f"Заявки № {numbers[0]}–{numbers[-1]}"
    words = {
        APPROVED: "утверждена" if len(numbers) == 1 else "утверждены",
        REJECTED: "отклонена" if len(numbers) == 1 else "отклонены",
        CONFLICT: "в конфликте, ничего не изменено",
        WAITING: "на согласовании",
    }
    return " ".join([f"{which}: {words[outcome.status]}.", *filter(None, (outcome.message, *outcome.notes))])
