"""Typed records of the demo: people of the clients, contacts of the last two months, tasks.

One manager visits, one calls by telephone, one hunts with cold calls, one writes nothing down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

import pandas as pd

from clientbase_xl.demo import talks, words
from clientbase_xl.demo.draws import Draws
from clientbase_xl.demo.identities import Identity, random_person
from clientbase_xl.demo.plans import ClientPlan
from clientbase_xl.demo.stories import Story
from clientbase_xl.demo.working_days import is_working
from clientbase_xl.schemas.contact_persons import CONTACT_PERSONS, PERSON_ROLES
from clientbase_xl.schemas.contacts import CONTACT_KINDS, CONTACT_RESULTS, CONTACTS, OFFER, OUR_SIDE, THEIR_SIDE
from clientbase_xl.schemas.model import ROW_ID, Sheet
from clientbase_xl.schemas.tasks import TASKS
from clientbase_xl.schemas.typed_cells import stored_columns

COUNT_DAYS = 60
"""Days of contacts before today."""
_NUMBERED_BY = "00000000"
"""Records made with the base are numbered 00000000-1 …, which no workbook's identity begins with."""
# Contacts a working day, and how likely each kind is: звонок, холодный, визит, у нас, видео, письмо, КП.
_HABITS: tuple[tuple[float, tuple[float, ...]], ...] = (
    (2.2, (4, 0, 5, 2, 2, 2, 2)),
    (3.0, (8, 0, 3, 0.5, 0, 1, 1)),
    (4.2, (3, 9, 2, 0.5, 1, 1, 4)),
    (0.25, (6, 0, 0, 0, 0, 2, 0)),
    (2.4, (4, 0, 0, 0, 3, 8, 2)),
    (2.8, (5, 1, 2, 0.5, 1, 2, 6)),
)
_RESULT_WEIGHTS = (5.0, 3.0, 3.0, 2.0, 2.0, 2.0)
_PERSONS_FROM_RUB = 250_000
_TASKS_EACH = 11
CALLS, NOT_REACHED = ("звонок", "холодный звонок"), "не дозвонились"

Record = dict[str, object]


def make_records(
    plans: Sequence[ClientPlan], identities: Mapping[str, Identity], today: date, seed: int
) -> dict[str, pd.DataFrame]:
    """Return the stored columns of «Контактные лица», «Задачи» and «Контакты» by sheet key, dtype object.

    Cells are dates, numbers, texts, True and False, None where empty; rows are numbered in `row_id`. Contacts and days
    of completion lie before `today`, due days and next touches on both sides. Clients long gone have no records.
    """
    alive = [plan for plan in plans if plan.story not in (Story.LEFT, Story.ONE_OFF)]
    people = [*_people(alive, identities, today, seed)]
    names = {str(one["client_code"]): str(one["person_name"]) for one in reversed(people)}
    return {
        CONTACT_PERSONS.key: records_frame(CONTACT_PERSONS, people),
        TASKS.key: records_frame(TASKS, _tasks(alive, today, seed)),
        CONTACTS.key: records_frame(CONTACTS, _contacts(alive, names, today, seed)),
    }


def records_frame(sheet: Sheet, records: Iterable[Record]) -> pd.DataFrame:
    """Return records as the stored columns of a sheet, numbered from 1; what a record does not name is empty."""
    keys = [*sheet.key_columns, *(column.key for column in stored_columns(sheet))]
    rows = [
        [f"{_NUMBERED_BY}-{number}", *(record.get(key) for key in keys[1:])] for number, record in enumerate(records, 1)
    ]
    return pd.DataFrame(rows, columns=keys, dtype=object)


def more_records(frame: pd.DataFrame, sheet: Sheet, records: Iterable[Record], by: str = "") -> pd.DataFrame:
    """Return the stored columns of a sheet with further records below, or in the order of a day; numbered anew."""
    whole = pd.concat([frame, records_frame(sheet, records)], ignore_index=True).astype(object)
    if by:
        whole = whole.sort_values(by, kind="stable", ignore_index=True)
    return whole.assign(**{ROW_ID: [f"{_NUMBERED_BY}-{number}" for number in range(1, len(whole) + 1)]})


def _people(
    plans: Iterable[ClientPlan], identities: Mapping[str, Identity], today: date, seed: int
) -> Iterator[Record]:
    """Yield the person of the card first, then colleagues of larger clients; a few have left the client."""
    for plan in plans:
        if plan.yearly_rub < _PERSONS_FROM_RUB:
            continue
        draws, who = Draws(seed, "people", plan.code), identities[plan.code]
        yield _person(plan, who.contact_name, who.contact_role, who.phone, who.email, today, draws) | {"is_main": True}
        for _ in range(draws.weighted((0, 1, 2), (5, 4, 2) if plan.yearly_rub < 1_000_000 else (1, 4, 4))):
            role = draws.weighted(PERSON_ROLES, (1, 4, 3, 4, 4, 3))
            phone = f"+7 (555) {draws.integer(0, 999):03d}-{draws.integer(0, 99):02d}-{draws.integer(0, 99):02d}"
            yield _person(plan, random_person(draws), role, phone, None, today, draws) | {
                "is_main": False,
                "is_gone": True if draws.chance(0.05) else None,
            }


def _person(plan: ClientPlan, name: str, role: str, phone: str, email: str | None, today: date, draws: Draws) -> Record:
    has_consent = draws.chance(0.7)
    return {
        "client_code": plan.code,
        "person_name": name,
        "job_title": draws.pick(talks.JOB_TITLES[role]),
        "role": role,
        "phone": phone if draws.chance(0.9) else None,
        "email": email,
        "is_consent_given": True if has_consent else None,
        "consent_on": today - timedelta(days=draws.integer(20, 900)) if has_consent else None,
        "comment": draws.pick(talks.PERSON_COMMENTS) if draws.chance(0.1) else None,
    }


def _contacts(plans: Sequence[ClientPlan], names: Mapping[str, str], today: date, seed: int) -> Iterator[Record]:
    """Yield contacts day by day, each manager in the own habit; large clients are spoken to more often."""
    own = {name: [plan for plan in plans if plan.manager == name] for name in words.MANAGERS}
    for back in range(COUNT_DAYS, 0, -1):
        day = today - timedelta(days=back)
        if not is_working(day):
            continue
        for manager, (pace, kinds) in zip(words.MANAGERS, _HABITS, strict=True):
            draws = Draws(seed, "contacts", manager, back)
            weights = [plan.yearly_rub + 200_000.0 for plan in own[manager]]
            count = int(pace) + draws.chance(pace - int(pace))
            for plan in draws.several(own[manager], weights, count):
                yield _contact(plan, names.get(plan.code), day, kinds, draws)


def _contact(plan: ClientPlan, name: str | None, day: date, kinds: Sequence[float], draws: Draws) -> Record:
    kind = draws.weighted(CONTACT_KINDS, kinds)
    result = draws.weighted(CONTACT_RESULTS, _RESULT_WEIGHTS)
    if result == NOT_REACHED and kind not in CALLS:  # a letter reaches, a visit finds somebody
        result = "думает"
    is_ours = kind in ("холодный звонок", OFFER) or result == NOT_REACHED or draws.chance(0.5)
    description, step = draws.pick(talks.TALKS[result])
    return {
        "contacted_on": day,
        "client_code": plan.code,
        "manager": plan.manager,
        "contact_kind": kind,
        "started_by": None if draws.chance(0.05) else OUR_SIDE if is_ours else THEIR_SIDE,
        "person_name": name if draws.chance(0.7) else None,
        "result": result,
        "description": description if draws.chance(0.85) else None,
        "next_step": step,
        "next_touch_on": day + timedelta(days=draws.integer(3, 30)) if step and draws.chance(0.7) else None,
    }


def _tasks(plans: Sequence[ClientPlan], today: date, seed: int) -> Iterator[Record]:
    """Yield tasks of each manager on larger clients: done, going on, overdue."""
    for manager in words.MANAGERS:
        draws = Draws(seed, "tasks", manager)
        own = [plan for plan in plans if plan.manager == manager]
        for plan in draws.several(own, [plan.yearly_rub for plan in own], _TASKS_EACH):
            title, kpi, unit, goals, offer = draws.pick(talks.TASKS)
            goal, due = draws.pick(goals), today + timedelta(days=draws.integer(-35, 40))
            is_done = draws.chance(0.75 if due < today else 0.2)
            done = min(due, today - timedelta(days=1)) - timedelta(days=draws.integer(0, 6))
            yield {
                "task": title,
                "manager": manager,
                "client_code": plan.code,
                "kpi": kpi,
                "plan": goal,
                "fact": goal if is_done else draws.integer(0, goal - 1) if goal > 1 and draws.chance(0.6) else None,
                "unit": unit,
                "due_on": due,
                "done_on": done if is_done else None,
                "offer": offer if draws.chance(0.7) else None,
            }
