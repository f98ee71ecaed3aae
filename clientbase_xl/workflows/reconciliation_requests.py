"""From decisions on an act of reconciliation to requests: the approved category changes by them only (METHOD 7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from clientbase_xl.base.door import apply_changes, current_texts
from clientbase_xl.base.journal import Change
from clientbase_xl.base.reconciliations import SOURCE, read_acts
from clientbase_xl.base.requests import Request, decide_within, list_requests, same_person, submit
from clientbase_xl.base.rows import rows_within
from clientbase_xl.base.settings_store import load_field_values
from clientbase_xl.base.store import Base, Connection
from clientbase_xl.base.tables import PRELIMINARY
from clientbase_xl.base.users import other_deciders, who_decides
from clientbase_xl.problems import Problem
from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_text
from clientbase_xl.rules.reconciliation_decision import LETTER_KEY, asked_cell
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.model import YES
from clientbase_xl.schemas.reconciliation import ACCEPT, OF_LETTERS, RECONCILIATION, RECONCILIATION_FIGURES
from clientbase_xl.schemas.requests import WAITING
from clientbase_xl.schemas.users import HEAD, MANAGER
from clientbase_xl.workflows.people import person_of
from clientbase_xl.workflows.procedure import Person, Way, class_of_field, way_of
from clientbase_xl.workflows.reconcile import decisions_of, kept_act

AT_ONCE = "один пользователь"
DECISION_KEY = "decision"
OLD_ACT = "Если по новым числам решили бы иначе, отклоните заявку или решите заново в новой книге."
NEXT_ACT = "Решите по следующему акту сверки: в нём будут новые числа."


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of decisions: requests (approved at once for a single user), what was no longer to be asked.

    `count_applied`: cells that the person may change himself, done at once; `others`: who may approve the requests.
    `count_known`: asked for before, or done; `moved`: codes whose cell has changed since the act.
    """

    request_ids: tuple[int, ...] = ()
    is_approved: bool = False
    count_applied: int = 0
    others: tuple[str, ...] = ()
    count_known: int = 0
    moved: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def reason_of(on: date, decision: str) -> str:
    """Return the reason of a request that follows from an act; by its beginning the request is found again."""
    return f"{of_act(on)}: {decision}"


def of_act(on: date) -> str:
    """Return how the requests of an act begin their reason."""
    return f"Сверка от {words.day(on)}"


def ask_typed(
    base: Base, connection: Connection, changes: Iterable[Change], person: Person, *, now: datetime, file_name: str
) -> Asked:
    """Ask for what freshly stored decisions of «Сверка» mean, inside a transaction that holds the write lock.

    METHOD section 7. In: the changes that were stored. What the person may change on «Клиенты» is changed at once. A
    decision of a client whom the act does not have, and one whose cell somebody has changed since the act, becomes a
    problem and asks for nothing; so does one that another person's request waits for. What was rejected may be asked
    for again: the decision is a fresh one.
    """
    typed = {
        change.row_key: change.new
        for change in changes
        if change.sheet_key == RECONCILIATION.key and change.column_key == DECISION_KEY and change.new
    }
    if not typed:
        return Asked()
    held = current_texts(connection, RECONCILIATION_FIGURES, set(typed))
    problems, wanted = [], []
    last = max((act.reconciled_on for act in read_acts(base, connection=connection)), default=date.min)
    for row_key, decision in typed.items():
        on = date.fromisoformat(row_key[1])
        if on < last and row_key in held:
            text = f"решение принято по числам акта от {words.day(on)}, а последний — от {words.day(last)}"
            problems.append(_problem(row_key, decision, text, file_name, OLD_ACT))
        if row_key not in held:
            problems.append(
                _problem(row_key, decision, "этого клиента в акте нет: решение ни о чём не просит", file_name)
            )
        else:
            wanted.append((row_key[0], on, decision, _figures(held[row_key])))
    waiting: dict[str, Request] = {}
    asked = _ask(base, connection, wanted, person, now=now, waiting=waiting)
    names = {code: ((code, on.isoformat()), decision) for code, on, decision, _ in wanted}
    problems += [
        _problem(
            *names[code],
            f"об этом уже просит {one.submitted_by}: заявка № {one.request_id} на согласовании",
            file_name,
            "Утвердите её или отклоните: requests.",
        )
        for code, one in waiting.items()
    ]
    problems += [
        _problem(*names[code], "карточку после акта уже изменили: решение не отправлено", file_name)
        for code in asked.moved
    ]
    return replace(asked, problems=tuple(problems))


def propose(base: Base, on: date, *, now: datetime, user: str) -> Asked:
    """Ask for every category that the act of a day proposes, where nobody has decided otherwise in «Сверка».

    METHOD section 7. A менеджер asks for his own clients; what a РОП may change himself is changed at once. What was
    asked for by this act before, whatever became of it, is not asked for again, but for a request that nobody may
    decide on. Raises BadUse for a stranger and for a day without an act.
    """
    person = person_of(base, user)
    kept = kept_act(base, on)
    own = person.manager if person.role == MANAGER and not person.is_single else ""
    with base.writing() as connection:
        decided = decisions_of(rows_within(connection, RECONCILIATION.key), on)
        is_decided = set(decided.loc[as_text(decided[DECISION_KEY]).notna(), "client_code"])
        rows = kept.figures.astype(object).where(kept.figures.notna(), None)
        wanted = [
            (str(row["client_code"]), on, ACCEPT, {str(key): value for key, value in row.items()})
            for row in rows.to_dict("records")
            if row["proposal"] in OF_LETTERS
            and row["client_code"] not in is_decided
            and (not own or row["manager"] == own)
        ]
        return _ask(base, connection, wanted, person, now=now)


def asked_lines(asked: Asked) -> Iterator[str]:
    """Yield what a person is told of proposals that were submitted."""
    numbers = asked.request_ids
    if asked.count_applied:
        yield f"Категории изменены сразу, это право РОП: {asked.count_applied}."
    elif not numbers:
        yield "Новых заявок по акту нет."
    if numbers and asked.is_approved:
        yield f"Категории утверждены сразу, база одного пользователя: {len(numbers)}."
    elif numbers:
        which = f"№ {numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else f"№ {numbers[0]}"
        yield f"Подано заявок {len(numbers)} ({which}), утверждают командой requests --approve."
        yield who_decides(asked.others)
    if asked.count_known:
        yield f"Поданы раньше или уже исполнены: {asked.count_known}."
    if asked.moved:
        yield f"Категорию после акта изменили, заявка не подана: {', '.join(asked.moved[:10])}."


def _ask(
    base: Base,
    connection: Connection,
    wanted: Iterable[tuple[str, date, str, Mapping[str, Any]]],
    person: Person,
    *,
    now: datetime,
    waiting: dict[str, Request] | None = None,
) -> Asked:
    """Change or submit what decisions (client, day, word, figures) ask for; one act of the journal per reason.

    `waiting` is given for fresh decisions: the requests of others that wait for the same are put there by client.
    """
    fields = load_field_values(base, connection=connection)
    others = tuple(other_deciders(base, person.name, connection))
    is_head = person.role == HEAD and not person.is_single
    cells = [(code, on, word, figures, asked_cell(word, figures)) for code, on, word, figures in wanted]
    cards = current_texts(connection, CLIENTS, {(code,) for code, *_ in cells})
    before = _asked_before(list_requests(base, connection=connection))
    groups: dict[tuple[str, Way], list[Change]] = {}
    moved, count_known = [], 0
    for code, on, word, figures, asked in cells:
        if asked is None or (code,) not in cards:
            continue
        column, value = asked
        way = way_of(class_of_field(CLIENTS.key, column, fields), person) if is_head else Way.REQUEST
        earlier = before.get((of_act(on), code, column, value), [])
        held = _in_force(base, connection, earlier, person, way, is_fresh=waiting is not None)
        standing = cards[(code,)].get(column)
        is_done = standing == value and not (column == LETTER_KEY and PRELIMINARY in cards[(code,)])
        if is_done or held is not None:
            count_known += 1
            if held is not None and not is_done and waiting is not None and held.submitted_by != person.name:
                waiting[code] = held
        elif column == LETTER_KEY and standing != figures["category_before"]:
            moved.append(code)
        else:
            shown = str(figures["proposal"]) if word == ACCEPT else f"решено {word}"
            change = Change(CLIENTS.key, (code,), column, standing, value)
            groups.setdefault((reason_of(on, shown), way), []).append(change)
    numbers: list[int] = []
    count_applied = 0
    for (reason, way), changes in groups.items():
        if way is Way.APPLY:
            apply_changes(connection, changes, at=now, by=person.name, source=SOURCE, reason=reason)
            count_applied += len(changes)
        else:
            numbers += submit(connection, changes, at=now, by=person.name, reason=reason, source=SOURCE)
    if numbers and person.is_single:
        decide_within(base, connection, numbers, approve=True, by=person.name, at=now, why=AT_ONCE)
    return Asked(tuple(numbers), person.is_single, count_applied, others, count_known, tuple(moved))


def _in_force(
    base: Base, connection: Connection, earlier: Iterable[Request], person: Person, way: Way, *, is_fresh: bool
) -> Request | None:
    """Return the request by which the same is asked for already; None where it is to be asked for, or done, now.

    A fresh decision counts those that wait, a proposal those decided on too. One that nobody may decide on holds up
    nobody but who made it, and not him either once he may change the cell himself.
    """
    for one in earlier:
        is_own = same_person(one.submitted_by, person.name)
        if one.status != WAITING:
            if not is_fresh:
                return one
        elif way is not Way.APPLY if is_own else person.is_single or other_deciders(base, one.submitted_by, connection):
            return one
    return None


def requests_of_act(requests: Iterable[Request], on: date) -> dict[str, Request]:
    """Return the last request of an act about each client, by code."""
    return {
        one.row_key[0]: one for one in requests if one.sheet_key == CLIENTS.key and one.reason.startswith(of_act(on))
    }


def _asked_before(requests: Iterable[Request]) -> dict[tuple[str, str, str, str | None], list[Request]]:
    """Return the requests that acts have led to by act, client, column and value."""
    found: dict[tuple[str, str, str, str | None], list[Request]] = {}
    for one in requests:
        if one.sheet_key == CLIENTS.key:
            place = one.reason.partition(":")[0], one.row_key[0], one.column_key, one.new
            found.setdefault(place, []).append(one)
    return found


def _figures(texts: Mapping[str, str]) -> dict[str, Any]:
    figures: dict[str, Any] = dict.fromkeys(RECONCILIATION_FIGURES.keys) | dict(texts)
    return figures | {"is_preliminary": texts.get("is_preliminary") == YES}


def _problem(
    row_key: tuple[str, ...], decision: str | None, message: str, file_name: str, remedy: str = NEXT_ACT
) -> Problem:
    return Problem(
        f"Клиент {row_key[0]}: {message}",
        remedy,
        file=file_name,
        sheet=RECONCILIATION.title,
        column=RECONCILIATION[DECISION_KEY].title,
        value=decision or "",
    )
