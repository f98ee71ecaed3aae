"""What the managers of the demo asked their clients, block by block, and what they found out about those who buy less.

The answers follow the stories: who falls says so, who grows says so; one manager asks hardly anybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from clientbase_xl.demo import words
from clientbase_xl.demo.draws import Draws
from clientbase_xl.demo.plans import ClientPlan
from clientbase_xl.demo.records import Record, records_frame
from clientbase_xl.demo.stories import Story
from clientbase_xl.demo.working_days import working_day_not_after
from clientbase_xl.schemas.falling_purchases import FALLING_PURCHASES, REASON_WORDS
from clientbase_xl.schemas.monitoring import MONITORING
from clientbase_xl.schemas.survey_words import (
    BLOCKS,
    CHANGED,
    DELAYS,
    DOES_NOT_PAY,
    FALLS,
    GROWS,
    OUR_PURCHASES,
    PAYS,
    PEOPLE_BLOCK,
    SAME,
    SOLVENCY_BLOCK,
    THEIR_PURCHASES,
    UNCHANGED,
    UNKNOWN,
)
from clientbase_xl.schemas.typed_cells import stored_columns

_SILENT_MANAGER = words.MANAGERS[3]
_ASKED_FROM_RUB, _ASKED, _FIRST_DAYS, _LAST_DAYS = 300_000.0, 0.15, 3, 178
_DIRECTIONS = (GROWS, SAME, FALLS, UNKNOWN)
_WEIGHTS = {Story.GROWING: (7, 3, 0, 1), Story.FALLING: (0, 3, 7, 1), Story.DOZING: (1, 4, 5, 1)}
_USUAL = (3, 6, 1, 1)
_NEWCOMERS = (
    "новый закупщик, с начала месяца",
    "закупки передали директору филиала, с прошлой недели",
    "категорийный менеджер сменился, знакомимся",
)
_OWN_ACTIONS = ("Показать новую линейку на встрече", "Предложить акцию на два месяца", "Согласовать график поставок")
_COMMENTS = ("Говорили с закупщиком", "По словам директора", "Проверили по остаткам на складе")
_SELLS_LESS, _EXPECTS, _OTHER, _INSOLVENT = range(4)
"""In turn, what was found out about those who buy less."""


def watch_records(
    plans: Sequence[ClientPlan],
    first_days: Mapping[str, date],
    overdue_rub: Mapping[str, float],
    today: date,
    seed: int,
) -> dict[str, pd.DataFrame]:
    """Return the stored columns of «Мониторинг» and «Сокращают закупки» by sheet key, dtype object.

    Surveys of the last 6 months before `today`, none before the first purchase of its client; `overdue_rub` of the
    cards decides who pays late.
    """
    alive = [plan for plan in plans if plan.story not in (Story.LEFT, Story.ONE_OFF, Story.PROJECT)]
    studied = [*_studied(plans)]
    expecting = {plan.code for number, plan in studied if _kind(number) == _EXPECTS}
    surveys: list[Record] = []
    for plan in alive:
        talk = _Talk(plan, first_days[plan.code], overdue_rub.get(plan.code), plan.code in expecting)
        surveys += _surveys(talk, today, seed)
    surveys.sort(key=lambda one: (str(one["surveyed_on"]), str(one["client_code"]), str(one["block"])))
    keys = [*FALLING_PURCHASES.key_columns, *(column.key for column in stored_columns(FALLING_PURCHASES))]
    falling = [_falling(plan, number, overdue_rub.get(plan.code), today, seed) for number, plan in studied]
    return {
        MONITORING.key: records_frame(MONITORING, surveys),
        FALLING_PURCHASES.key: pd.DataFrame(falling, columns=list(dict.fromkeys(keys)), dtype=object),
    }


def _studied(plans: Sequence[ClientPlan]) -> Iterator[tuple[int, ClientPlan]]:
    """Yield the falling clients about whom something was found out: two of three, the larger ones first."""
    falling = sorted((plan for plan in plans if plan.story is Story.FALLING), key=lambda plan: -plan.yearly_rub)
    for number, plan in enumerate(falling):
        if number % 3 != 2:
            yield number, plan


@dataclass(frozen=True, slots=True)
class _Talk:
    """Whom the managers ask: since when a client, what is overdue, whether it only waits for hard times."""

    plan: ClientPlan
    first_on: date
    overdue_rub: float | None
    is_expecting: bool


def _kind(number: int) -> int:
    """Return what was found out about the falling client of this place; every third was not studied."""
    return (number // 3 * 2 + number % 3) % 4


def _surveys(talk: _Talk, today: date, seed: int) -> Iterator[Record]:
    """Yield the rows of one survey, or of an earlier one and the last."""
    plan = talk.plan
    draws = Draws(seed, "monitoring", plan.code)
    chance = _ASKED * (0.2 if plan.manager == _SILENT_MANAGER else 1.0) * (1.8 if plan.story is Story.FALLING else 1.0)
    chance = 1.0 if talk.is_expecting else min(0.95, chance * (2.0 if talk.overdue_rub else 1.0))
    if (plan.yearly_rub < _ASKED_FROM_RUB and not talk.is_expecting) or not draws.chance(chance):
        return
    longest = 60 if talk.is_expecting or plan.story is Story.FALLING else _LAST_DAYS
    last = working_day_not_after(today - timedelta(days=draws.integer(_FIRST_DAYS, longest)))
    days = [last]
    if draws.chance(0.9 if talk.overdue_rub else 0.45):
        days.insert(0, working_day_not_after(last - timedelta(days=draws.integer(40, 95))))
    for number, day in enumerate(days):
        if day >= talk.first_on and (today - day).days <= _LAST_DAYS + 8:
            yield from _survey(talk, day, draws, is_last=number == len(days) - 1)


def _survey(talk: _Talk, day: date, draws: Draws, *, is_last: bool) -> Iterator[Record]:
    """Yield a row per block that the talk got to: the first ones nearly always."""
    weights = _WEIGHTS.get(talk.plan.story, _USUAL)
    for number, block in enumerate(BLOCKS, 1):
        is_certain = number == OUR_PURCHASES or (number == SOLVENCY_BLOCK and talk.overdue_rub)
        if not is_certain and not draws.chance(0.9 if number < OUR_PURCHASES else 0.7):
            continue
        head: Record = {"surveyed_on": day, "client_code": talk.plan.code, "block": block}
        if number == SOLVENCY_BLOCK:
            yield head | {"dynamics": _payment(talk.overdue_rub, draws, is_last=is_last)}
        elif number == PEOPLE_BLOCK:
            is_new = is_last and draws.chance(0.12)
            yield head | {
                "dynamics": CHANGED if is_new else UNCHANGED,
                "who_when": draws.pick(_NEWCOMERS) if is_new else None,
            }
        else:
            said = _movement(number, weights, draws)
            is_forced = talk.is_expecting and is_last and number == OUR_PURCHASES
            yield head | said | ({"forecast": FALLS, "forecast_share": None} if is_forced else {})


def _movement(number: int, weights: Sequence[float], draws: Draws) -> Record:
    is_theirs = number in (3, THEIR_PURCHASES)
    own = (weights[2], weights[1], weights[0], weights[3] + 2) if is_theirs else weights
    said = draws.weighted(_DIRECTIONS, own)
    ahead = draws.weighted(_DIRECTIONS, own) if draws.chance(0.7) else None
    return {
        "dynamics": said,
        "dynamics_share": draws.integer(1, 6) * 5 / 100 if said in (GROWS, FALLS) and draws.chance(0.5) else None,
        "forecast": ahead,
        "forecast_share": draws.integer(1, 5) * 5 / 100 if ahead in (GROWS, FALLS) and draws.chance(0.4) else None,
        "possible_actions": draws.pick(_OWN_ACTIONS) if ahead == FALLS and draws.chance(0.3) else None,
    }


def _payment(overdue: float | None, draws: Draws, *, is_last: bool) -> str:
    if overdue and is_last:
        return draws.weighted((DELAYS, DOES_NOT_PAY), (4, 1))
    return draws.weighted((PAYS, DELAYS), (30, 1))


def _falling(plan: ClientPlan, number: int, overdue: float | None, today: date, seed: int) -> Record:
    """Return what was found out about one falling client: in turn a reason, from the numbers it follows from."""
    draws = Draws(seed, "falling", plan.code)
    price = float(draws.integer(9, 60) * 10)
    before = float(max(3, int(plan.yearly_rub / 12 / price)))
    units = {"sell_out_before_units": before, "unit_price_rub": price}
    kind = _kind(number)
    record: Record = {
        "client_code": plan.code,
        "comment": draws.pick(_COMMENTS) if draws.chance(0.5) else None,
        "next_check_on": today + timedelta(days=draws.integer(5, 40)) if draws.chance(0.6) else None,
    }
    if overdue or kind == _INSOLVENT:
        late = {"overdue_days": draws.integer(31, 75)} if overdue else {}
        return record | late | {"prepaid_rub": float(draws.integer(0, 12) * 5_000), "debt_rub": overdue or None}
    if kind == _SELLS_LESS:
        return record | units | {"sell_out_units": float(int(before * draws.between(0.55, 0.86)))}
    if kind == _EXPECTS:
        return record | units | {"sell_out_units": before}
    decided = {"reason_decided": REASON_WORDS[-1], "comment": "Половину закупок перевёл к соседнему поставщику"}
    return record | (decided if draws.chance(0.5) else {})
