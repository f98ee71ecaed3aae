"""Sending a workbook: what people typed comes home, by the procedure of the company (METHOD section 7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import pandas as pd

from clientbase_xl.base.door import apply_changes
from clientbase_xl.base.journal import Change, is_erasable, last_line
from clientbase_xl.base.merges import merges_within
from clientbase_xl.base.requests import Request, decide_within, list_requests, submit
from clientbase_xl.base.rows import rows_within
from clientbase_xl.base.setting_texts import settings_of
from clientbase_xl.base.settings_store import load_field_values, settings_within
from clientbase_xl.base.store import Base, Connection
from clientbase_xl.base.users import ADD_DECIDER, other_deciders
from clientbase_xl.problems import Problem, Severity
from clientbase_xl.reading.own_workbook import OwnWorkbook, read_own_workbook
from clientbase_xl.schemas.catalogue import BY_KEY, HELD_TABLES
from clientbase_xl.schemas.client_pairs import CLIENT_PAIRS
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.contact_persons import CONTACT_PERSONS
from clientbase_xl.schemas.fbs_functions import FBS_FUNCTIONS
from clientbase_xl.schemas.lists import LISTS
from clientbase_xl.schemas.model import YES, Sheet
from clientbase_xl.schemas.monitoring import MONITORING
from clientbase_xl.schemas.profiles import PROFILES
from clientbase_xl.schemas.requests import CHANGE, REQUESTS, WAITING
from clientbase_xl.schemas.settings_sheet import SETTINGS
from clientbase_xl.schemas.tasks import TASKS
from clientbase_xl.schemas.users import HEAD
from clientbase_xl.workflows.alarm_tasks import open_alarm_tasks
from clientbase_xl.workflows.decisions import Decided, Decisions, carry_out, open_decisions
from clientbase_xl.workflows.fbs_names import as_known, function_names, odd_roles, with_function
from clientbase_xl.workflows.foreign_clients import foreign_rows
from clientbase_xl.workflows.known_rows import current_rows, what_was_sent
from clientbase_xl.workflows.merged_codes import as_stored
from clientbase_xl.workflows.origin import Origin, read_origin
from clientbase_xl.workflows.people import person_of
from clientbase_xl.workflows.procedure import Person
from clientbase_xl.workflows.reconciliation_requests import ask_typed
from clientbase_xl.workflows.send_plan import OF_LIKENESS, Ground, Plan, make_plan, unstored
from clientbase_xl.workflows.spare_numbers import Past, is_apart, set_apart, spare_number
from clientbase_xl.workflows.state import local_day
from clientbase_xl.workflows.typed_names import as_spelled
from clientbase_xl.workflows.workbook_edits import Edits, Known, RowKey, find_edits, row_name

SINGLE = "один пользователь"
ANYBODY = Person("", HEAD, is_single=True)
_OF_SURVEYS = (MONITORING.key, PROFILES.key)
"""Sheets whose typed cells raise alarms."""
_HOW_TO_END = {
    CLIENTS.key: "Клиента убирают из работы значением «да» в столбце «Архив».",
    TASKS.key: f"Задачу закрывают днём в столбце «{TASKS['done_on'].title}».",
    LISTS.key: f"Значение закрывают столбцом «{LISTS['is_closed'].title}».",
}
"""What people do instead of deleting a row."""


@dataclass(frozen=True, slots=True)
class SendReport:
    """What became of a workbook's typed cells; `request_ids` are those that wait for somebody's decision,
    `count_tasks` the tasks that alarms of surveys opened."""

    file_name: str
    count_applied: int = 0
    count_requested: int = 0
    count_conflicts: int = 0
    count_known: int = 0
    count_tasks: int = 0
    request_ids: tuple[int, ...] = ()
    conflict_ids: tuple[int, ...] = ()
    decided: tuple[Decided, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was typed since the last sending."""
        return not (self.count_applied or self.count_requested or self.count_conflicts or self.decided or self.problems)


def send_workbook(
    base: Base, path: Path, *, now: datetime, user: str, reason: str = "", zone: tzinfo = UTC
) -> SendReport:
    """Bring the typed cells of a workbook into the base, all in one commit, and return what became of each.

    METHOD section 7. What differs from the base as it was when the workbook was made is typed. By the class of the
    field and the role of `user` a cell is stored at once, becomes a request, or is refused; a cell that somebody
    else changed meanwhile becomes a conflict and changes nothing; decisions typed on «Сверка» become requests, those
    typed on «Заявки на изменения» are carried out. Sending the same file again changes nothing. `zone` is that of the
    clock on the wall: by its day the alarms of surveys open their tasks (METHOD section 10). Raises BadUse for a
    stranger and for a workbook of another base, BadFile for a damaged one.
    """
    return send_book(base, read_own_workbook(path), now=now, user=user, reason=reason, zone=zone)


def send_book(
    base: Base, book: OwnWorkbook, *, now: datetime, user: str, reason: str = "", zone: tzinfo = UTC
) -> SendReport:
    """Bring the typed cells of a workbook that is read already into the base; see `send_workbook`."""
    origin = read_origin(base, Path(book.file_name), book.marks)
    with base.writing() as connection:
        return _send_within(base, connection, book, origin, now=now, user=user, reason=reason, zone=zone)


def try_send(base: Base, book: OwnWorkbook, *, now: datetime, user: str, zone: tzinfo = UTC) -> SendReport:
    """Return what sending a workbook would do and refuse, by doing it in a transaction that is taken back.

    Nothing is stored; the numbers of requests in the report are those that they would get. Raises as `send_book`
    does, BaseRefused for a base that takes no writing.
    """
    origin = read_origin(base, Path(book.file_name), book.marks)
    with base.trying() as connection:
        return _send_within(base, connection, book, origin, now=now, user=user, reason="", zone=zone)


def _send_within(
    base: Base,
    connection: Connection,
    book: OwnWorkbook,
    origin: Origin,
    *,
    now: datetime,
    user: str,
    reason: str,
    zone: tzinfo,
) -> SendReport:
    """Send a workbook inside a transaction that holds the write lock."""
    person = person_of(base, user, connection)
    edits, ground = survey(base, connection, origin, book, person)
    ground = replace(ground, today=local_day(now, zone))
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
        zone=zone,
    )
    reconciled = ask_typed(base, connection, plan.apply, person, now=now, file_name=book.file_name)
    requested += reconciled.request_ids
    decided = Decisions(problems=(*_not_his_to_decide(book, origin, person),))
    if not decided.problems:
        commands = book.tables.get(REQUESTS.key)
        decided = carry_out(base, connection, commands, by=person.name, now=now, file_name=book.file_name)
    count_tasks = 0
    if decided.done or _speaks_of_surveys(plan):
        monitoring = settings_within(connection).monitoring  # a decision may have changed them
        count_tasks = open_alarm_tasks(connection, local_day(now, zone), monitoring, now=now, user=person.name)
    more = (*_odd(edits, book.file_name), *_apart(edits, book.file_name), *_missing(edits, book.file_name))
    more = (*more, *_erased(edits, book.file_name), *odd_roles(edits, ground.current, book.file_name))
    more = (*more, *_undecidable(base, connection, person, requested, book.file_name))
    problems = (*book.problems, *plan.problems, *reconciled.problems, *more, *decided.problems)
    count_asked = _count_asked(plan) + len(reconciled.request_ids)
    return SendReport(
        book.file_name,
        count_applied=len(plan.apply) + reconciled.count_applied + (count_asked if person.is_single else 0),
        count_requested=0 if person.is_single else count_asked,
        count_conflicts=len(plan.conflicts),
        count_known=plan.count_known,
        count_tasks=count_tasks,
        request_ids=() if person.is_single else tuple(requested),
        conflict_ids=tuple(conflicts),
        decided=decided.done,
        problems=problems,
    )


def _undecidable(
    base: Base, connection: Connection, person: Person, requested: Sequence[int], file_name: str
) -> Iterator[Problem]:
    """Yield a warning when nobody may approve what a person has just asked for: he is the only one who decides."""
    if requested and not person.is_single and not other_deciders(base, person.name, connection):
        yield Problem(
            "Утвердить ваши заявки некому: свою заявку утверждает кто-то другой",
            ADD_DECIDER,
            file=file_name,
            sheet=REQUESTS.title,
            count=len(requested),
        )


def _speaks_of_surveys(plan: Plan) -> bool:
    """Tell whether answers of clients were stored, or asked for: a single user's requests are approved at once."""
    stored = (*plan.apply, *(change for asked in plan.asked for change in asked.changes))
    return any(change.sheet_key in _OF_SURVEYS for change in stored)


def _not_his_to_decide(book: OwnWorkbook, origin: Origin, person: Person) -> Iterator[Problem]:
    """Yield the refusal of decisions typed into a менеджер's workbook: whoever sends it for him has not taken them."""
    if origin.manager and origin.manager != person.manager and not person.is_single and has_decisions(book):
        yield Problem(
            f"Это книга менеджера «{origin.manager}»: решения по заявкам из неё не приняты",
            "Решайте в своей книге или командой requests.",
            file=origin.file_name,
            sheet=REQUESTS.title,
            column=REQUESTS["decision"].title,
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
    names = function_names(ground.current[FBS_FUNCTIONS.key])
    named = [
        f"«{BY_KEY[one.sheet_key].title}», {_named(one, names)}, "
        f"«{BY_KEY[one.sheet_key][one.column_key].title}»: в базе «{one.old or ''}», в книге «{one.new or ''}»"
        for one in unstored(edits, ground)
    ]
    decisions = [
        f"«{REQUESTS.title}», заявка № {one.request_id}: решение «{one.word}» не отправлено"
        for one in open_decisions(book.tables.get(REQUESTS.key), known)
        if one.request_id not in known or known[one.request_id].status == WAITING
    ]
    odd = [f"«{BY_KEY[one.sheet_key].title}»: {one.message}" for one in edits.oddities]
    unread = [
        f"«{one.sheet}»: {one.message}" + (f" («{one.value}»)" if one.value else "")
        for one in book.problems
        if one.severity is Severity.ERROR
    ]
    return [*named, *decisions, *odd, *unread, *book.added]


def _named(change: Change, functions: Mapping[str, str]) -> str:
    return row_name(change.sheet_key, with_function(change.sheet_key, change.row_key, functions))


def survey(
    base: Base, connection: Connection, origin: Origin, book: OwnWorkbook, person: Person
) -> tuple[Edits, Ground]:
    """Return what was typed into a workbook and what the base says of it now."""
    current = current_rows(connection)
    requests = list_requests(base, connection=connection)
    past = Past(*what_was_sent(connection, origin, person, requests))
    shown = _shown(past.made, current, origin.manager)
    tables = as_spelled(book.tables, (current, past.made, past.sent), _lists(current[LISTS.key]))
    tables = set_apart(connection, tables, past, current, requests, origin=origin, person=person)
    tables = as_known(tables, current)
    edits = find_edits(tables, past.before, workbook_id=origin.workbook_id, sent=past.sent, made=past.made, shown=shown)
    ground = ground_of(base, connection, person, current, requests)
    foreign = foreign_rows(base, connection, edits.rows)
    return edits, replace(ground, file_name=origin.file_name, made=past.made[CLIENTS.key], foreign=foreign)


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
        cards=_columns(current[CLIENTS.key], OF_LIKENESS),
        persons=_columns(current[CONTACT_PERSONS.key], ("row_id", "client_code", "phone", "email")),
        merged=merges_within(connection),
        pairs=rows_within(connection, CLIENT_PAIRS.key),
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
    zone: tzinfo = UTC,
) -> tuple[list[int], list[int]]:
    """Write a plan; return the numbers of the requests and of the conflicts.

    `identity` is that of the workbook the changes come from; conflicts tell the day by `zone`. A single user's requests
    are approved at once.
    """
    by = person.name
    if merged := merges_within(connection):
        as_stored(connection, plan, merged)
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
        why = _conflict(connection, change, zone)
        rest = {"reason": reason, "workbook_id": identity, "conflict": why, "source": source}
        conflicts += submit(connection, [change], at=now, by=by, **rest)
    return numbers, conflicts


def _conflict(connection: Connection, change: Change, zone: tzinfo) -> str:
    """Return both values of a conflict, and who set the one in the base and when."""
    column = BY_KEY[change.sheet_key][change.column_key].title
    last = last_line(connection, change.sheet_key, change.row_key, change.column_key)
    now = last.change.new or "" if last else ""
    who = f" ({last.entry.by}, {local_day(last.entry.at, zone):%d.%m.%Y}, {last.entry.source})" if last else ""
    if is_erasable(change.sheet_key, change.column_key):
        return f"«{column}»: в базе другое{who}"  # the journal keeps this sentence; the values must stay erasable
    return f"«{column}»: в базе «{now}»{who}, в книге «{change.old or ''}» → «{change.new or ''}»"


def _shown(before: Mapping[str, Known], current: Mapping[str, Known], manager: str) -> dict[str, set[RowKey]]:
    """Return the rows that a workbook was made with; those of «Реактивация» change with the day."""
    cards = before[CLIENTS.key]
    clients = {
        key
        for key, cells in cards.items()
        if cells.get("is_archived") != YES and key in current[CLIENTS.key] and manager in ("", cells.get("manager", ""))
    }
    shown = {CLIENTS.key: clients, SETTINGS.key: set(before[SETTINGS.key]), LISTS.key: set(before[LISTS.key])}
    owners = {key[0]: cells.get("manager", "") for key, cells in cards.items()}
    for sheet in HELD_TABLES:
        if sheet.has_row_ids:
            rows = before[sheet.key].items()
            kept = {key for key, cells in rows if not manager or _is_surely_of(manager, sheet, cells, owners)}
            shown[sheet.key] = kept & current[sheet.key].keys()
    return shown


def _is_surely_of(manager: str, sheet: Sheet, cells: Mapping[str, str], owners: Mapping[str, str]) -> bool:
    """Tell whether a record was in a manager's workbook on any sheet: it names him, and no client of another."""
    is_named = cells.get("manager", "") == manager if "manager" in sheet else sheet is CONTACT_PERSONS
    return is_named and owners.get(cells.get("client_code", ""), manager) == manager


def _lists(rows: Known) -> dict[str, set[str]]:
    lists: dict[str, set[str]] = {}
    for list_key, value in rows:
        lists.setdefault(list_key, set()).add(value)
    return lists


def _columns(rows: Known, keys: Sequence[str]) -> pd.DataFrame:
    """Return columns of a sheet as they stand, the key of its rows first."""
    texts = [(row[0], *(cells.get(key) for key in keys[1:])) for row, cells in rows.items()]
    return pd.DataFrame(texts, columns=list(keys), dtype=object)


def _is_new_row(request: Request) -> bool:
    return request.status == WAITING and request.kind != CHANGE


def _count_asked(plan: Plan) -> int:
    return sum(len(asked.changes) for asked in plan.asked)


def _odd(edits: Edits, file_name: str) -> Iterator[Problem]:
    for odd in edits.oddities:
        yield Problem(odd.message, odd.remedy, file=file_name, sheet=BY_KEY[odd.sheet_key].title)
    if edits.put_back:
        first = edits.put_back[0]
        yield Problem(
            f"{row_name(first.sheet_key, first.row_key)}: в ячейке прежнее значение, а из этой книги отправлено "
            f"«{first.old or ''}»: в базе осталось отправленное",
            "Если его надо вернуть, сделайте новую книгу и исправьте в ней.",
            Severity.NOTICE,
            file=file_name,
            sheet=BY_KEY[first.sheet_key].title,
            column=BY_KEY[first.sheet_key][first.column_key].title,
            count=len(edits.put_back),
        )


def _erased(edits: Edits, file_name: str) -> Iterator[Problem]:
    """Yield a notice per sheet for cells that still say what was erased: an old workbook brings nothing back."""
    for sheet_key in dict.fromkeys(key for key, *_ in edits.erased):
        cells = [(row, column) for key, row, column in edits.erased if key == sheet_key]
        yield Problem(
            f"{row_name(sheet_key, cells[0][0])}: данные удалены из базы по запросу, из этой книги они не возвращены",
            "Удалите эту книгу и сделайте новую командой workbook; новые данные того же лица введите в новой книге.",
            Severity.NOTICE,
            file=file_name,
            sheet=BY_KEY[sheet_key].title,
            column=BY_KEY[sheet_key][cells[0][1]].title,
            count=len(cells),
        )


def _apart(edits: Edits, file_name: str) -> Iterator[Problem]:
    """Yield a notice per sheet for records that got a number of their own beside somebody else's."""
    for sheet_key in dict.fromkeys(edit.sheet_key for edit in edits.rows):
        sheet = BY_KEY[sheet_key]
        rows = [edit.row_key[0] for edit in edits.rows if edit.sheet_key == sheet_key and edit.is_new]
        if sheet.has_row_ids and (apart := [number for number in rows if is_apart(number)]):
            yield Problem(
                f"Под № {spare_number(apart[0])} уже есть запись другого человека: из этой копии книги внесена "
                f"отдельная, № {apart[0]}",
                "Если это та же запись, исправляйте её в новой книге.",
                Severity.NOTICE,
                file=file_name,
                sheet=sheet.title,
                count=len(apart),
            )


def _missing(edits: Edits, file_name: str) -> Iterator[Problem]:
    """Yield a notice per sheet for rows that the workbook no longer shows: deleting a row deletes nothing."""
    for sheet_key in dict.fromkeys(key for key, _ in edits.missing):
        rows = [row for key, row in edits.missing if key == sheet_key]
        yield Problem(
            f"Из книги удалены строки, первая — «{row_name(sheet_key, rows[0])}»: в базе они остались",
            _HOW_TO_END.get(sheet_key, "Они будут и в новой книге; что в них неверно, исправьте там."),
            Severity.NOTICE,
            file=file_name,
            sheet=BY_KEY[sheet_key].title,
            count=len(rows),
        )
