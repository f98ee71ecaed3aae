"""Decisions typed on «Заявки на изменения»: carried out one group at a time, each with what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

import pandas as pd

from clientbase_xl.base.requests import Request, decide_within, list_requests
from clientbase_xl.base.store import Base, Connection
from clientbase_xl.base.users import require_decider
from clientbase_xl.errors import BadUse
from clientbase_xl.problems import Problem
from clientbase_xl.schemas.requests import APPROVE, APPROVED, CONFLICT, PAIR, REJECT, REJECTED, REQUESTS, WAITING
from clientbase_xl.workflows.merge_notes import notes_of_requests

RESULT = {APPROVE: APPROVED, REJECT: REJECTED}
NO_REASON = (
    f"Не указана причина отказа. Заполните в этой строке «{REQUESTS['decision_reason'].title}» и отправьте книгу снова."
)
"""The way where the person is: the command's own words name its option."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of the requests of one group; `message` says why not, or what is left to do."""

    request_ids: tuple[int, ...]
    status: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class Decisions:
    """Decisions carried out, and those that could not be."""

    done: tuple[Decided, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _Typed:
    request_id: int
    word: str
    why: str


def carry_out(
    base: Base, connection: Connection, table: pd.DataFrame | None, *, by: str, now: datetime, file_name: str
) -> Decisions:
    """Decide the requests on which a decision was typed, inside a transaction that holds the write lock.

    METHOD section 7. In: the columns request_id, decision, decision_reason of REQUESTS. Only the number and the
    decision are read: what else stands in the row is computed, and typing over it changes nothing. A decision that
    was carried out before is passed over; one that may not be taken (own request, no right, no such request, no
    reason to reject) becomes a problem, the others go on.
    """
    known = {one.request_id: one for one in list_requests(base, connection=connection)}
    done: list[Decided] = []
    problems: list[Problem] = []
    settled: dict[int, str] = {}
    for typed in open_decisions(table, known):
        request = known.get(typed.request_id)
        if request is not None and settled.get(request.group_id) == typed.word:
            continue  # the cells of a new row are decided together
        try:
            message = _decide(base, connection, typed, request, done, by=by, now=now)
        except BadUse as refusal:
            message = f"{refusal.found} {refusal.remedy}".strip()
        if message:
            problems.append(_problem(typed, message, file_name))
        elif request is not None:
            settled[request.group_id] = typed.word
    return Decisions(tuple(done), tuple(problems))


def open_decisions(table: pd.DataFrame | None, known: dict[int, Request]) -> Iterator[_Typed]:
    """Yield the typed decisions that are not carried out already."""
    if table is None or not {"request_id", "decision"} <= set(table.columns):
        return
    reasons = table["decision_reason"] if "decision_reason" in table else [None] * len(table)
    for number, word, why in zip(table["request_id"].tolist(), table["decision"].tolist(), reasons, strict=True):
        text = "" if word is None or word != word else str(word).strip().casefold()
        if not text or not _is_number(number):
            continue
        typed = _Typed(int(float(number)), text, "" if why is None or why != why else str(why).strip())
        request = known.get(typed.request_id)
        if request is None or request.status != RESULT.get(text):
            yield typed


def _decide(
    base: Base,
    connection: Connection,
    typed: _Typed,
    request: Request | None,
    done: list[Decided],
    *,
    by: str,
    now: datetime,
) -> str:
    """Carry out one decision; return why it was not, "" when it was."""
    if typed.word not in RESULT:
        return f"Решение «{typed.word}» не понято: нужно «{APPROVE}» или «{REJECT}»"
    if request is not None and request.status != WAITING:
        return f"Заявка уже решена: {request.status}"
    is_approved = typed.word == APPROVE
    if request is not None and not is_approved and not typed.why:
        require_decider(base, connection, by)
        return NO_REASON
    is_merge = is_approved and request is not None and request.kind == PAIR
    notes = notes_of_requests(base, connection, [typed.request_id]) if is_merge else {}
    (outcome,) = decide_within(base, connection, [typed.request_id], approve=is_approved, by=by, at=now, why=typed.why)
    if outcome.status == WAITING:
        return outcome.message
    said = " ".join((outcome.message, *notes.get(outcome.request_ids[0], ()))).strip()
    done.append(Decided(outcome.request_ids, outcome.status, said))
    return f"Не утверждено: {outcome.message}" if outcome.status == CONFLICT else ""


def _problem(typed: _Typed, message: str, file_name: str) -> Problem:
    return Problem(
        f"Заявка № {typed.request_id}: {message}",
        "",
        file=file_name,
        sheet=REQUESTS.title,
        column=REQUESTS["decision"].title,
        value=typed.word,
    )


def _is_number(value: object) -> bool:
    try:
        return float(str(value)).is_integer()
    except ValueError:
        return False
