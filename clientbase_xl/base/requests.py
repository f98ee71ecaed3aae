"""Requests to change cells: submitted by one person, decided by another, never both (METHOD section 7)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, insert, or_, select, update

from clientbase_xl.base.askers import may_be_told
from clientbase_xl.base.cards import hidden_codes
from clientbase_xl.base.connection import connected
from clientbase_xl.base.door import apply_changes, cell_text, current_texts
from clientbase_xl.base.journal import Change, is_erasable, last_line, record, row_text, salt_source, value_digest
from clientbase_xl.base.journal_tables import REQUESTS_TABLE
from clientbase_xl.base.merges import client_of_row, merges_within
from clientbase_xl.base.tables import GOVERNED, governed_columns
from clientbase_xl.base.texts import settled
from clientbase_xl.base.users import is_single_user, other_deciders, require_decider, who_decides
from clientbase_xl.errors import BadUse
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.requests import APPROVED, CHANGE, CONFLICT, REJECTED, REQUESTS, WAITING

if TYPE_CHECKING:
    from clientbase_xl.base.store import Base

DIGEST = "digest"
"""What the journal calls the salted digest of a request's frozen fields."""


@dataclass(frozen=True, slots=True)
class Request:
    """One requested change of a cell. Requests of one group (the cells of a new row) are decided together."""

    request_id: int
    submitted_at: datetime
    submitted_by: str
    sheet_key: str
    row_key: tuple[str, ...]
    column_key: str
    old: str | None
    new: str | None
    reason: str
    kind: str
    group_id: int
    workbook_id: str
    status: str
    decided_at: datetime | None
    decided_by: str | None
    decision_reason: str | None

    @property
    def change(self) -> Change:
        """Return what is asked for."""
        return Change(self.sheet_key, self.row_key, self.column_key, self.old, self.new)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the requests of one group: their status now, and a sentence when it is not what was asked.

    `notes` say what is left to do beside what was done.
    """

    request_ids: tuple[int, ...]
    status: str
    message: str = ""
    notes: tuple[str, ...] = ()


FROZEN = tuple(name for name in Request.__dataclass_fields__ if not name.startswith("deci") and name != "status")


def submit(
    connection: Connection,
    changes: Sequence[Change],
    *,
    at: datetime,
    by: str,
    reason: str = "",
    kind: str = CHANGE,
    workbook_id: str = "",
    conflict: str = "",
    source: str = "отправка книги",
) -> list[int]:
    """Store requests, one per change, and return their numbers; the caller holds the write lock.

    Those of kind «изменение» stand alone, others form one group. With `conflict` (the sentence that says why) they
    are decided already. What the same person asks for again (still waiting, or from the same workbook) keeps its
    number. Journalled with a digest of what is frozen. Raises BadUse for a value that does not fit its column.
    """
    asked = [_settled(change) for change in changes]
    held = [_find(connection, change, by, workbook_id) for change in asked]
    if held and all(held):
        return [number for number in held if number]
    if kind != CHANGE:
        held = [None] * len(asked)
    numbers, rows, salt = [], [], salt_source(connection)
    next_id = _last_number(connection) + 1
    first = next_id
    for change, number in zip(asked, held, strict=True):
        if number is None:
            number, next_id = next_id, next_id + 1
            fields = change._asdict() | {"row_key": row_text(change.row_key)}
            rows.append(
                fields
                | {"request_id": number, "group_id": number if kind == CHANGE else first}
                | {"submitted_at": at, "submitted_by": by, "reason": reason, "kind": kind, "workbook_id": workbook_id}
                | {"salt": salt(f"request {number}"), "status": CONFLICT if conflict else WAITING}
                | ({"decided_at": at, "decided_by": by, "decision_reason": conflict} if conflict else {})
            )
        numbers.append(number)
    if rows:
        connection.execute(insert(REQUESTS_TABLE), rows)
        noted = [change for row in rows for change in _noted(row)]
        record(connection, noted, at=at, by=by, source=source, reason=reason)
    return numbers


def _last_number(connection: Connection) -> int:
    """Return the last number given, whoever asks: on a server a manager sees his own requests only."""
    if connection.dialect.name == "postgresql":
        return int(connection.execute(select(func.cb_last_request())).scalar_one())
    return int(connection.execute(select(func.coalesce(func.max(REQUESTS_TABLE.c.request_id), 0))).scalar_one())


def list_requests(base: Base, status: str = "", *, connection: Connection | None = None) -> list[Request]:
    """Return the requests of a status, all without one, in the order of submission."""
    query = _query()
    if status:
        query = query.where(REQUESTS_TABLE.c.status == status)
    with connected(base, connection) as used:
        return [_request(row) for row in used.execute(query)]


def decide(
    base: Base, request_ids: Iterable[int], *, approve: bool, by: str, at: datetime, why: str = ""
) -> list[Outcome]:
    """Approve or reject requests in one commit and return one outcome per group, in the given order.

    A group is decided as a whole, whichever of its numbers are given. Raises BadUse, nothing being changed, for an
    unknown number, a person who may not decide, or a rejection without a reason.
    """
    with base.writing() as connection:
        return decide_within(base, connection, request_ids, approve=approve, by=by, at=at, why=why)


def decide_within(
    base: Base,
    connection: Connection,
    request_ids: Iterable[int],
    *,
    approve: bool,
    by: str,
    at: datetime,
    why: str = "",
) -> list[Outcome]:
    """Do the same inside a transaction that holds the write lock."""
    require_decider(base, connection, by)
    if not approve and not why.strip():
        raise BadUse("Не указана причина отказа.", remedy="Добавьте её: --why «…».")
    known = {request.request_id: request for request in list_requests(base, connection=connection)}
    wanted = list(request_ids)
    if unknown := [number for number in wanted if number not in known]:
        waiting = ", ".join(str(number) for number, one in known.items() if one.status == WAITING)
        raise BadUse(f"Заявки № {unknown[0]} нет.", f"на согласовании: {waiting or 'заявок нет'}")
    groups: dict[int, list[Request]] = {}
    for request in known.values():
        groups.setdefault(request.group_id, []).append(request)
    is_single = is_single_user(base, connection)
    outcomes = []
    for group_id in dict.fromkeys(known[number].group_id for number in wanted):
        group = groups[group_id]
        if group[0].status != WAITING:
            outcomes.append(Outcome(_numbers(group), group[0].status, f"Решено раньше: {_decision(group[0])}."))
        elif not approve:
            _close(connection, group, REJECTED, at=at, by=by, why=why)
            outcomes.append(Outcome(_numbers(group), REJECTED))
        elif not is_single and same_person(by, group[0].submitted_by):
            outcomes.append(Outcome(_numbers(group), WAITING, who_decides(other_deciders(base, by, connection))))
        else:
            outcomes.append(_approve(connection, group, at=at, by=by, why=why))
    return outcomes


def _approve(connection: Connection, group: list[Request], *, at: datetime, by: str, why: str) -> Outcome:
    """Carry out a group when all its old values hold; a conflict changes nothing but the requests' status."""
    changes, conflicts = _standing_changes(connection, group)
    if merged := _of_merged(connection, group):
        conflicts = [(group[0], said) for said in merged]
    if conflicts:
        kept = "; ".join(_kept_sentence(connection, request, said) for request, said in conflicts)
        _close(connection, group, CONFLICT, at=at, by=by, why=kept)
        return Outcome(_numbers(group), CONFLICT, "; ".join(said for _, said in conflicts))
    first = group[0]
    reason = "; ".join(part for part in (first.reason, f"утверждено: {by}", why) if part)
    try:
        with connection.begin_nested():
            also = _decided(connection, group, APPROVED, at=at, by=by, why=why)
            apply_changes(
                connection,
                changes,
                at=at,
                by=first.submitted_by,
                source="заявка",
                reason=reason,
                request_id=first.request_id,
                also=also,
            )
    except BadUse as refused:
        return Outcome(_numbers(group), WAITING, str(refused))
    return Outcome(_numbers(group), APPROVED)


def _standing_changes(connection: Connection, group: list[Request]) -> tuple[list[Change], list[tuple[Request, str]]]:
    """Return the changes from what stands now, and the requests whose old value does not hold, each with a sentence."""
    changes: list[Change] = []
    conflicts: list[tuple[Request, str]] = []
    hidden = _hidden(connection, group)
    asked = {(one.row_key, one.column_key) for one in group}
    for row_key, cells in hidden.items():
        # The card is left over from undone imports and shown nowhere: the new client starts without its cells.
        for column_key, text in cells.items():
            if (row_key, column_key) not in asked:
                changes.append(Change(CLIENTS.key, row_key, column_key, text, None))
    for request in group:
        now = cell_text(connection, request.sheet_key, request.row_key, request.column_key)
        if (now not in (request.old, request.new) and request.row_key not in hidden) or (
            request.old is None and now == request.new and _is_birth(request) and request.row_key not in hidden
        ):
            conflicts.append((request, _conflict(connection, request, now)))
        else:
            changes.append(request.change._replace(old=now))
    return changes, conflicts


def _of_merged(connection: Connection, group: list[Request]) -> list[str]:
    """Return a sentence for each client of a group that is merged into another: its card speaks for nobody now."""
    codes = {code for one in group if (code := client_of_row(one.sheet_key, one.row_key))}
    merged = merges_within(connection) if codes else {}
    return [
        f"Клиент {code} объединён с {merged[code]}: попросите о том же в карточке {merged[code]}"
        for code in sorted(codes & merged.keys())
    ]


def _is_birth(request: Request) -> bool:
    """Tell whether a request makes a row: one that somebody else has made meanwhile is a conflict, not the same."""
    sheet = GOVERNED[request.sheet_key]
    return request.column_key in sheet.key_columns


def _hidden(connection: Connection, group: list[Request]) -> Mapping[tuple[str, ...], Mapping[str, str]]:
    rows = {one.row_key for one in group if one.sheet_key == CLIENTS.key and _is_birth(one)}
    codes = hidden_codes(connection, {row[0] for row in rows}) if rows else set()
    return current_texts(connection, CLIENTS, {(code,) for code in codes}) if codes else {}


def _conflict(connection: Connection, request: Request, now: str | None) -> str:
    column = GOVERNED[request.sheet_key][request.column_key].title
    last = last_line(connection, request.sheet_key, request.row_key, request.column_key)
    who = f" ({last.entry.by}, {last.entry.at:%d.%m.%Y}, {last.entry.source})" if last else ""
    if is_erasable(request.sheet_key, request.column_key):
        return f"«{column}»: в базе другое{who}"  # the journal keeps this sentence; the values must stay erasable
    return f"«{column}»: в базе «{now or ''}»{who}, в заявке «{request.old or ''}» → «{request.new or ''}»"


def _kept_sentence(connection: Connection, request: Request, said: str) -> str:
    """Return the sentence that stays with a request: its asker reads it, the cell may be no longer his to read."""
    if may_be_told(connection, request.submitted_by, request.sheet_key, request.row_key):
        return said
    return f"«{GOVERNED[request.sheet_key][request.column_key].title}»: в базе другое"


def _close(connection: Connection, group: list[Request], status: str, *, at: datetime, by: str, why: str) -> None:
    noted = _decided(connection, group, status, at=at, by=by, why=why)
    source = "отказ" if status == REJECTED else "конфликт"
    record(connection, noted, at=at, by=by, source=source, reason=why, request_id=group[0].request_id)


def _decided(
    connection: Connection, group: list[Request], status: str, *, at: datetime, by: str, why: str
) -> list[Change]:
    """Write a decision and return what the journal says of it."""
    connection.execute(
        update(REQUESTS_TABLE)
        .where(REQUESTS_TABLE.c.request_id.in_(_numbers(group)), REQUESTS_TABLE.c.status == WAITING)
        .values(status=status, decided_at=at, decided_by=by, decision_reason=why)
    )
    return [
        change
        for one in group
        for change in (
            Change(REQUESTS.key, (str(one.request_id),), "status", one.status, status),
            Change(REQUESTS.key, (str(one.request_id),), "decision", None, decision_text(at, by, why)),
        )
    ]


def decision_text(at: datetime, by: str, why: str) -> str:
    """Return a decision as the journal holds it."""
    return json.dumps([at.isoformat(" "), by, why], ensure_ascii=False)


def frozen_digest(fields: Mapping[str, Any], salt: str) -> str:
    """Return the digest of what is frozen in a request; `row_key` as its JSON text."""
    moment = fields["submitted_at"].isoformat(timespec="microseconds")
    content = [moment if name == "submitted_at" else fields[name] for name in FROZEN]
    return value_digest(salt, json.dumps(content, ensure_ascii=False))


def _noted(row: Mapping[str, Any]) -> list[Change]:
    key = (str(row["request_id"]),)
    noted = [
        Change(REQUESTS.key, key, "status", None, row["status"]),
        Change(REQUESTS.key, key, DIGEST, None, frozen_digest(row, row["salt"])),
    ]
    if row["status"] != WAITING:
        text = decision_text(row["decided_at"], row["decided_by"], row["decision_reason"])
        noted.append(Change(REQUESTS.key, key, "decision", None, text))
    return noted


def _settled(change: Change) -> Change:
    sheet = GOVERNED[change.sheet_key]
    column = next(column for column in governed_columns(sheet) if column.key == change.column_key)
    try:
        return change._replace(new=settled(change.new, column))
    except (TypeError, ValueError) as error:
        raise BadUse(f"«{sheet.title}»: значение «{change.new}» не подходит столбцу «{column.title}».") from error


def _find(connection: Connection, change: Change, by: str, workbook_id: str) -> int | None:
    """Return the request by which the same person has asked for the same already."""
    table = REQUESTS_TABLE.c
    is_known = table.status == WAITING
    if workbook_id:
        is_known = or_(is_known, table.workbook_id == workbook_id)
    return connection.execute(
        select(func.min(table.request_id)).where(
            table.sheet_key == change.sheet_key,
            table.row_key == row_text(change.row_key),
            table.column_key == change.column_key,
            table.old.is_not_distinct_from(change.old),
            table.new.is_not_distinct_from(change.new),
            table.submitted_by == by,
            is_known,
        )
    ).scalar()


def _query() -> Any:
    columns = [REQUESTS_TABLE.c[name] for name in Request.__dataclass_fields__]
    return select(*columns).order_by(REQUESTS_TABLE.c.request_id)


def _request(row: Any) -> Request:
    return Request(**(dict(row._mapping) | {"row_key": tuple(json.loads(row._mapping["row_key"]))}))


def _numbers(group: Iterable[Request]) -> tuple[int, ...]:
    return tuple(request.request_id for request in group)


def _decision(request: Request) -> str:
    when = f"{request.decided_at:%d.%m.%Y}" if request.decided_at else ""
    return f"{request.status}, {request.decided_by}, {when}"


def same_person(first: str, second: str) -> bool:
    """Tell whether two names of users are one person's: letters' case and outer spaces aside."""
    return first.strip().casefold() == second.strip().casefold()
