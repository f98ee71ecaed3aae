"""Sending a workbook: what people typed comes home, by the procedure of the company (METHOD section 7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pandas as pd

from clientbase_xl.base.cards import hidden_codes
from clientbase_xl.base.door import apply_changes
from clientbase_xl.base.journal import Change, history, last_line
from clientbase_xl.base.replay import texts_at
from clientbase_xl.base.requests import Request, decide_within, list_requests, submit
from clientbase_xl.base.setting_texts import default_texts, settings_of
from clientbase_xl.base.settings_store import load_field_values
from clientbase_xl.base.store import Base, Connection
from clientbase_xl.problems import Problem, Severity
from clientbase_xl.reading.own_workbook import OwnWorkbook, read_own_workbook
from clientbase_xl.schemas.catalogue import ALL_SHEETS, BY_KEY
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.lists import LISTS
from clientbase_xl.schemas.model import YES
from clientbase_xl.schemas.requests import CHANGE, REQUESTS, WAITING
from clientbase_xl.schemas.settings_sheet import SETTINGS
from clientbase_xl.schemas.typed_cells import stored_columns
from clientbase_xl.schemas.users import HEAD
from clientbase_xl.workflows.decisions import Decided, carry_out, open_decisions
from clientbase_xl.workflows.origin import Origin, read_origin
from clientbase_xl.workflows.people import person_of
from clientbase_xl.workflows.procedure import Person
from clientbase_xl.workflows.send_plan import Ground, Plan, Seen, make_plan, unstored
from clientbase_xl.workflows.workbook_edits import Edits, Known, RowEdit, RowKey, find_edits, row_name

SINGLE = "один пользователь"
STORED_KEYS = tuple(sheet.key for sheet in ALL_SHEETS if stored_columns(sheet))
ANYBODY = Person("", HEAD, is_single=True)


@dataclass(frozen=True, slots=True)
class SendReport:
    """What became of a workbook's typed cells; `request_ids` are those that wait for somebody's decision."""

    file_name: str
    count_applied: int = 0
    count_requested: int = 0
    count_conflicts: int = 0
    count_known: int = 0
    request_ids: tuple[int, ...] = ()
    conflict_ids: tuple[int, ...] = ()
    decided: tuple[Decided, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was typed since the last sending."""
        return not (self.count_applied or self.count_requested or self.count_conflicts or self.decided or self.problems)


def send_workbook(base: Base, path: Path, *, now: datetime, user: str, reason: str = "") -> SendReport:
    """Bring the typed cells of a workbook into the base, all in one commit, and return what became of each.

    METHOD section 7. What differs from the base as it was when the workbook was made is typed. By the class of the
    field and the role of `user` a cell is stored at once, becomes a request, or is refused; a cell that somebody
    else changed meanwhile becomes a conflict and changes nothing; decisions typed on «Заявки на изменения» are
    carried out. Sending the same file again changes nothing. Raises BadUse for a stranger and for a workbook of
    another base, BadFile for a damaged one.
    """
    book = read_own_workbook(path)
    origin = read_origin(base, path, book.marks)
    with base.writing() as connection:
        person = person_of(base, user, connection)
        edits, ground = survey(base, connection, origin, book, person)
        plan = make_plan(edits, ground)
        requested, conflicts = store_plan(
            base,
            connection,
            plan,
            person,
            now=now,
            source=origin.source,
            reason=reason,
            identity=origin.workbook_id,
        )
        commands = book.tables.get(REQUESTS.key)
        decided = carry_out(base, connection, commands, by=person.name, now=now, file_name=path.name)
    problems = (*book.problems, *plan.problems, *_odd(edits, path.name), *_missing(edits, path.name), *decided.problems)
    return SendReport(
        path.name,
        count_applied=len(plan.apply) + (_count_asked(plan) if person.is_single else 0),
        count_requested=0 if person.is_single else _count_asked(plan),
        count_conflicts=len(plan.conflicts),
        count_known=plan.count_known,
        request_ids=() if person.is_single else tuple(requested),
        conflict_ids=tuple(conflicts),
        decided=decided.done,
        problems=problems,
    )


def has_decisions(book: OwnWorkbook) -> bool:
    """Tell whether anybody typed a decision on «Заявки на изменения»."""
    return any(True for _ in open_decisions(book.tables.get(REQUESTS.key), {}))


def typed_but_not_stored(base: Base, path: Path, book: OwnWorkbook) -> list[str]:
    """Return what a workbook holds that is neither in the base nor asked for, each named for a person."""
    origin = read_origin(base, path, book.marks)
    with base.reading() as connection:
        edits, ground = survey(base, connection, origin, book, ANYBODY)
        known = {one.request_id: one for one in list_requests(base, connection=connection)}
    named = [
        f"«{BY_KEY[one.sheet_key].title}», {row_name(one.sheet_key, one.row_key)}, "
        f"«{BY_KEY[one.sheet_key][one.column_key].title}»: в базе «{one.old or ''}», в книге «{one.new or ''}»"
        for one in unstored(edits, ground)
    ]
    decisions = [
        f"«{REQUESTS.title}», заявка № {one.request_id}: решение «{one.word}» не отправлено"
        for one in open_decisions(book.tables.get(REQUESTS.key), known)
        if one.request_id not in known or known[one.request_id].status == WAITING
    ]
    return [*named, *decisions, *(problem.sentence() for problem in _odd(edits, path.name))]


def survey(
    base: Base, connection: Connection, origin: Origin, book: OwnWorkbook, person: Person
) -> tuple[Edits, Ground]:
    """Return what was typed into a workbook and what the base says of it now."""
    before = {key: _texts(connection, key, origin.made_seq) for key in STORED_KEYS}
    current = current_rows(connection)
    requests = list_requests(base, connection=connection)
    own = {one.request_id: one for one in requests if one.workbook_id == origin.workbook_id}
    if person.name:
        own = {number: one for number, one in own.items() if one.submitted_by.casefold() == person.name.casefold()}
    shown = _shown(before, current, origin.manager)
    edits = find_edits(book.tables, before, workbook_id=origin.workbook_id, shown=shown)
    ground = replace(
        ground_of(base, connection, person, current, requests),
        file_name=origin.file_name,
        sent=frozenset((one.sheet_key, one.row_key, one.column_key, one.new) for one in own.values()),
        seen=lambda change: _seen(base, change, origin, person, own),
    )
    rows = tuple(_set_apart(edit, ground) for edit in edits.rows)
    return replace(edits, rows=rows), ground


def current_rows(connection: Connection) -> dict[str, Known]:
    """Return what stands in the base of every sheet with typed cells, as texts."""
    return {key: _texts(connection, key) for key in STORED_KEYS}


def ground_of(
    base: Base, connection: Connection, person: Person, current: Mapping[str, Known], requests: Sequence[Request]
) -> Ground:
    """Return what the base says while a person's changes are judged."""
    return Ground(
        person=person,
        current=current,
        settings=settings_of({key[0]: cells.get("value") for key, cells in current[SETTINGS.key].items()}),
        fields=load_field_values(base, connection=connection),
        lists=_lists(current[LISTS.key]),
        cards=_cards(current[CLIENTS.key]),
        waiting={(one.sheet_key, one.row_key): one.request_id for one in requests if _is_new_row(one)},
    )


def store_plan(
    base: Base,
    connection: Connection,
    plan: Plan,
    person: Person,
    *,
    now: datetime,
    source: str,
    reason: str,
    identity: str = "",
) -> tuple[list[int], list[int]]:
    """Write a plan; return the numbers of the requests and of the conflicts.

    `identity` is that of the workbook the changes come from. A single user's requests are approved at once.
    """
    by = person.name
    if plan.apply:
        apply_changes(connection, plan.apply, at=now, by=by, source=source, reason=reason)
    numbers: list[int] = []
    if cells := [change for asked in plan.asked if asked.kind == CHANGE for change in asked.changes]:
        numbers += submit(connection, cells, at=now, by=by, reason=reason, workbook_id=identity, source=source)
    for asked in plan.asked:
        if asked.kind != CHANGE:
            why = "; ".join(part for part in (reason, asked.note) if part)
            rest = {"reason": why, "kind": asked.kind, "workbook_id": identity, "source": source}
            numbers += submit(connection, asked.changes, at=now, by=by, **rest)
    if numbers and person.is_single:
        decide_within(base, connection, numbers, approve=True, by=by, at=now, why=SINGLE)
    conflicts: list[int] = []
    for change in plan.conflicts:
        why = _conflict(connection, change)
        rest = {"reason": reason, "workbook_id": identity, "conflict": why, "source": source}
        conflicts += submit(connection, [change], at=now, by=by, **rest)
    return numbers, conflicts


def _conflict(connection: Connection, change: Change) -> str:
    """Return both values of a conflict, and who set the one in the base and when."""
    column = BY_KEY[change.sheet_key][change.column_key].title
    last = last_line(connection, change.sheet_key, change.row_key, change.column_key)
    now = last.change.new or "" if last else ""
    who = f" ({last.entry.by}, {last.entry.at:%d.%m.%Y %H:%M}, {last.entry.source})" if last else ""
    return f"«{column}»: в базе «{now}»{who}, в книге «{change.old or ''}» → «{change.new or ''}»"


def _texts(connection: Connection, sheet_key: str, until: int | None = None) -> Known:
    """Return the rows of a sheet as texts: no cards of undone imports; settings that are not kept by their defaults."""
    texts = texts_at(connection, sheet_key, until)
    if sheet_key == CLIENTS.key:
        hidden = hidden_codes(connection)
        return {key: cells for key, cells in texts.items() if key[0] not in hidden}
    if sheet_key != SETTINGS.key:
        return texts
    kept = {key[0]: cells.get("value") for key, cells in texts.items()}
    whole = {address: kept.get(address) or text for address, text in default_texts().items()}
    return {(address,): {"value": text} if text is not None else {} for address, text in whole.items()}


def _shown(before: Mapping[str, Known], current: Mapping[str, Known], manager: str) -> dict[str, set[RowKey]]:
    """Return the rows that a workbook was made with; those of «Реактивация» change with the day."""
    cards = before[CLIENTS.key]
    clients = {
        key
        for key, cells in cards.items()
        if cells.get("is_archived") != YES and key in current[CLIENTS.key] and manager in ("", cells.get("manager", ""))
    }
    shown = {CLIENTS.key: clients, SETTINGS.key: set(before[SETTINGS.key]), LISTS.key: set(before[LISTS.key])}
    for sheet in ALL_SHEETS:
        if sheet.has_row_ids:
            shown[sheet.key] = {key for key in before[sheet.key] if key in current[sheet.key] and not manager}
    return shown


def _lists(rows: Known) -> dict[str, set[str]]:
    lists: dict[str, set[str]] = {}
    for list_key, value in rows:
        lists.setdefault(list_key, set()).add(value)
    return lists


def _cards(clients: Known) -> pd.DataFrame:
    keys = ("client_name", "inn", "kpp")
    rows = [{"client_code": key[0], **{name: cells.get(name) for name in keys}} for key, cells in clients.items()]
    return pd.DataFrame(rows, columns=["client_code", *keys], dtype=object)


def _is_new_row(request: Request) -> bool:
    return request.status == WAITING and request.kind != CHANGE


def _seen(base: Base, change: Change, origin: Origin, person: Person, own: Mapping[int, Request]) -> Seen:
    """Tell what this workbook did before to a cell that the base has changed since: by the history of the cell."""

    def is_ours(source: str, by: str, request_id: int | None) -> bool:
        if request_id is not None:
            return request_id in own
        return source == origin.source and person.name.casefold() in ("", by.casefold())

    lines = history(base, change.sheet_key, change.row_key, change.column_key)
    ours = [is_ours(line.entry.source, line.entry.by, line.entry.request_id) for line in lines]
    if ours and ours[-1]:
        return Seen.LAST
    sent_before = any(flag and line.change.new == change.new for flag, line in zip(ours, lines, strict=True))
    return Seen.BEFORE if sent_before else Seen.NEVER


def _set_apart(edit: RowEdit, ground: Ground) -> RowEdit:
    """Give a new record a number of its own when somebody else's copy of the workbook has used up its number."""
    current = ground.current.get(edit.sheet_key, {}).get(edit.row_key)
    if not (edit.is_new and current and BY_KEY[edit.sheet_key].has_row_ids and ground.person.name):
        return edit
    standing = [Change(edit.sheet_key, edit.row_key, key, None, text) for key, text in current.items()]
    if any(ground.seen(change) is not Seen.NEVER for change in standing):
        return edit
    row_key = (f"{edit.row_key[0]}-{sha256(ground.person.name.casefold().encode()).hexdigest()[:4]}",)
    return replace(edit, row_key=row_key, changes=tuple(change._replace(row_key=row_key) for change in edit.changes))


def _count_asked(plan: Plan) -> int:
    return sum(len(asked.changes) for asked in plan.asked)


def _odd(edits: Edits, file_name: str) -> Iterator[Problem]:
    for odd in edits.oddities:
        yield Problem(odd.message, odd.remedy, file=file_name, sheet=BY_KEY[odd.sheet_key].title)


def _missing(edits: Edits, file_name: str) -> Iterator[Problem]:
    """Yield a notice per sheet for rows that the workbook no longer shows: deleting a row deletes nothing."""
    for sheet_key in dict.fromkeys(key for key, _ in edits.missing):
        rows = [row for key, row in edits.missing if key == sheet_key]
        yield Problem(
            f"Из книги удалены строки, первая — «{row_name(sheet_key, rows[0])}»: в базе они остались",
            "Клиента убирают из работы значением «да» в столбце «Архив»." if sheet_key == CLIENTS.key else "",
            Severity.NOTICE,
            file=file_name,
            sheet=BY_KEY[sheet_key].title,
            count=len(rows),
        )
