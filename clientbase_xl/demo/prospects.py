"""Prospects of the demo: firms that the managers look for, in every state, and their talks with them.

The hunter has most of them and some became clients; who writes nothing down has two that nobody has confirmed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from clientbase_xl.demo import talks
from clientbase_xl.demo.draws import Draws
from clientbase_xl.demo.identities import Identity, make_identity
from clientbase_xl.demo.plans import ClientPlan
from clientbase_xl.demo.records import Record, more_records, records_frame
from clientbase_xl.demo.segments import SEGMENTS
from clientbase_xl.demo.stories import Story
from clientbase_xl.demo.words import MANAGERS
from clientbase_xl.demo.working_days import is_working
from clientbase_xl.schemas.contacts import CONTACTS, OUR_SIDE
from clientbase_xl.schemas.lists import DEFAULT_VALUES
from clientbase_xl.schemas.prospects import KEEP, NO_REFUSALS, POSTPONED, PROSPECTS, REFUSED, SOURCES_LIST, WAYS_LIST
from clientbase_xl.schemas.tasks import TASKS

_COUNTS = (8, 6, 15, 2, 7, 5)
"""Prospects of each manager beside those that became clients."""
_MOST_ACTIVATED = 9
_KINDS = ("холодный звонок", "звонок", "визит", "встреча у нас", "видеовстреча", "письмо", "отправлено КП")
_KIND_WEIGHTS = (5, 3, 2, 1, 1, 2, 3)
_STEPS = (
    "Позвонить закупщику, назначить встречу",
    "Отправить КП по инструменту",
    "Привезти образцы бытовой химии",
    "Встретиться с директором",
    "Узнать условия нынешнего поставщика",
    "Согласовать пробную партию",
)
_MEETINGS = ("вт, раз в две недели", "чт", "пн, маршрут 3", "ср, раз в месяц")
_REFUSALS = ("Отказ: договор с другим поставщиком до весны.", "Отказ: цена, торг не поддержали.")
_ROUTED_SHARE, _TYPED_SHARE = 0.62, 0.22
_ORDERS = (6, 8, 12, 12, 18, 24, 24, 36, 52)
_MANY_DAYS = 400


@dataclass(frozen=True, slots=True)
class _Firm:
    """One prospect before its record: who it is, whose, since when, the client that it became and when."""

    identity: Identity
    segment_channel: str
    manager: str
    entered_on: date
    client_code: str | None = None
    activated_on: date | None = None


def with_prospects(
    records: Mapping[str, pd.DataFrame],
    plans: Sequence[ClientPlan],
    identities: Mapping[str, Identity],
    first_days: Mapping[str, date],
    today: date,
    seed: int,
) -> dict[str, pd.DataFrame]:
    """Return typed records with prospects, their contacts and tasks; `first_days` is client code → first purchase."""
    firms = [*_activated(plans, identities, first_days, today, seed), *_coming(plans, identities, today, seed)]
    rows = [_record(firm, number, today, seed) for number, firm in enumerate(firms)]
    prospects = records_frame(PROSPECTS, rows)
    numbers = prospects["row_id"].tolist()
    talked = [one for number, firm in zip(numbers, firms, strict=True) for one in _talks(firm, number, today, seed)]
    tasks = [_task(firm, number, today) for number, firm in [*zip(numbers, firms, strict=True)][-24::4]]
    return {
        **records,
        PROSPECTS.key: prospects,
        CONTACTS.key: more_records(records[CONTACTS.key], CONTACTS, talked, by="contacted_on"),
        TASKS.key: more_records(records[TASKS.key], TASKS, tasks),
    }


def _activated(
    plans: Sequence[ClientPlan],
    identities: Mapping[str, Identity],
    first_days: Mapping[str, date],
    today: date,
    seed: int,
) -> Iterator[_Firm]:
    """Yield clients of the last year that had been prospects; the last one bought before it was entered."""
    recent = [
        plan
        for plan in plans
        if plan.story in (Story.NEW, Story.GROWING, Story.STEADY)
        and plan.code in first_days
        and (today - first_days[plan.code]).days < 360
    ]
    draws = Draws(seed, "prospects", "activated")
    chosen = draws.several(recent, [3.0 if plan.manager == MANAGERS[2] else 1.0 for plan in recent], _MOST_ACTIVATED)
    for place, plan in enumerate(chosen):
        first_on = first_days[plan.code]
        is_odd = place == len(chosen) - 1
        days = draws.integer(9, 25) if is_odd else -draws.integer(12, 70)
        yield _Firm(
            identities[plan.code],
            plan.segment.channel,
            plan.manager,
            min(first_on + timedelta(days=days), today - timedelta(days=1)),
            plan.code,
            None if is_odd else first_on,
        )


def _coming(plans: Sequence[ClientPlan], identities: Mapping[str, Identity], today: date, seed: int) -> Iterator[_Firm]:
    """Yield firms that have not bought; one of them is a client under the same name, entered by mistake."""
    taken = {one.name for one in identities.values()}
    steady = [plan for plan in plans if plan.story is Story.STEADY]
    for manager, count in zip(MANAGERS, _COUNTS, strict=True):
        draws = Draws(seed, "prospects", manager)
        for number in range(count):
            segment = draws.pick(SEGMENTS)
            identity = make_identity(segment, draws, taken)
            if manager == MANAGERS[1] and number == 3:
                identity = identities[steady[len(steady) // 3].code]
            entered = today - timedelta(days=draws.integer(8, _MANY_DAYS))
            yield _Firm(identity, segment.channel, manager, entered)


def _record(firm: _Firm, place: int, today: date, seed: int) -> Record:
    draws, who = Draws(seed, "prospect", firm.identity.name), firm.identity
    decision = None if firm.client_code else draws.weighted((None, KEEP, POSTPONED, REFUSED), (14, 2, 3, 2))
    is_led = decision in (None, KEEP) and not firm.client_code
    has_step = is_led and draws.chance(0.82)
    step_on = today + timedelta(days=draws.integer(-12, 25))
    is_careless = firm.manager == MANAGERS[3]
    confirmed = today - timedelta(days=draws.integer(1, 300))
    knows_inn = draws.chance(0.8)
    return {
        "prospect_name": who.name,
        "inn": who.inn if knows_inn else None,
        "town": who.address.split(",")[0],
        "site": f"{who.email.partition('@')[2]}" if draws.chance(0.6) else None,
        "channel": firm.segment_channel,
        "manager": firm.manager,
        "info_sources": _several(SOURCES_LIST, draws, 2),
        "tell_ways": _several(WAYS_LIST, draws, 3),
        "contact_name": who.contact_name if draws.chance(0.85) else None,
        "job_title": draws.pick(talks.JOB_TITLES[who.contact_role]),
        "contact_role": who.contact_role,
        "phone": who.phone if draws.chance(0.9) else None,
        "email": who.email if draws.chance(0.6) else None,
        **_potential(draws),
        "meeting_plan": draws.pick(_MEETINGS) if draws.chance(0.55) else None,
        "refusal_history": NO_REFUSALS if draws.chance(0.45) else None,
        "is_in_news": True if draws.chance(0.75) else None,
        "is_in_offers": True if draws.chance(0.6) else None,
        "next_step": draws.pick(_STEPS) if has_step else None,
        "next_step_on": step_on if has_step and place % 17 else None,
        "responsible": firm.manager if has_step and place % 13 else None,
        "entered_on": firm.entered_on,
        "confirmed_on": confirmed if confirmed > firm.entered_on and not is_careless and draws.chance(0.8) else None,
        "decision": decision,
        "client_code": firm.client_code,
    }


def _several(list_key: str, draws: Draws, most: int) -> str:
    values = [value for value, _ in DEFAULT_VALUES[list_key]]
    return "; ".join(draws.several(values, [1.0] * len(values), draws.integer(1, most)))


def _potential(draws: Draws) -> Record:
    """Return what is known of the potential: orders and their size, a guess in roubles, or nothing."""
    way = draws.unit()
    orders = draws.pick(_ORDERS)
    order_rub = float(round(draws.between(40_000, 290_000), -3))
    if way < _ROUTED_SHARE:
        return {"count_orders_per_year": orders, "average_order_rub": order_rub}
    if way < _ROUTED_SHARE + _TYPED_SHARE:
        return {"potential_rub": float(round(orders * order_rub, -5)) or 100_000.0}
    return {"count_orders_per_year": orders} if draws.chance(0.5) else {}


def _talks(firm: _Firm, number: str, today: date, seed: int) -> Iterator[Record]:
    """Yield contacts from the entry on: by the number, once it is a client by its code as well."""
    if firm.manager == MANAGERS[3]:
        return
    draws = Draws(seed, "prospect talks", firm.identity.name)
    end = min(firm.activated_on or today, today) - timedelta(days=1)
    day, count = firm.entered_on, draws.integer(1, 6 if firm.activated_on else 4)
    for _ in range(count):
        day += timedelta(days=draws.integer(3, 24))
        while not is_working(day):
            day += timedelta(days=1)
        if day > end:
            return
        result = draws.weighted(("договорились", "думает", "отказ", "не дозвонились"), (4, 4, 2, 2))
        kind = draws.weighted(_KINDS, _KIND_WEIGHTS)
        if result == "не дозвонились" and "звонок" not in kind:
            result = "думает"
        said, step = draws.pick(talks.TALKS[result])
        yield {
            "contacted_on": day,
            "client_code": number,
            "manager": firm.manager,
            "contact_kind": kind,
            "started_by": OUR_SIDE,
            "result": result,
            "description": draws.pick(_REFUSALS) if result == "отказ" else said if draws.chance(0.8) else None,
            "next_step": step,
        }


def _task(firm: _Firm, number: str, today: date) -> Record:
    return {
        "task": "Подготовить первое КП и привезти образцы",
        "manager": firm.manager,
        "client_code": number,
        "kpi": "прочее",
        "plan": 1,
        "unit": "КП",
        "due_on": today + timedelta(days=5),
    }
