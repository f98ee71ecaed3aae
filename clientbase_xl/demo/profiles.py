"""Surveys of the demo: who was asked what and when, and where the talk ended.

Every client has a hidden true potential, the one its card was written from; answers are that truth as people say it:
rounded, now and then contradictory, once below what the client buys from us.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from clientbase_xl.demo import words
from clientbase_xl.demo.draws import Draws, on_curve
from clientbase_xl.demo.plans import ClientPlan
from clientbase_xl.demo.records import Record, records_frame
from clientbase_xl.demo.stories import Story
from clientbase_xl.demo.working_days import working_day_not_after
from clientbase_xl.schemas.profiles import OBSTACLES, PLANS, PROFILES, QUESTIONS

# How likely a client was ever asked, by the roubles a year that it buys.
_ASKED = ((60_000.0, 0.40), (300_000.0, 0.58), (1_000_000.0, 0.72), (3_000_000.0, 0.88))
_HARDLY_ASKED = {Story.LEFT: 0.35, Story.ONE_OFF: 0.3, Story.NEW: 0.6}
_SILENT_MANAGER, _SILENT_FACTOR = words.MANAGERS[3], 0.45
# After how many questions the talk ended: 1 … 9.
_DEPTHS = (14.0, 11.0, 12.0, 8.0, 7.0, 6.0, 5.0, 5.0, 32.0)
_DOES_NOT_KNOW, _TWICE, _CONTRADICTORY = 0.07, 0.14, 0.05
_CATEGORIES = (
    "краски и герметики",
    "электроинструмент",
    "крепёж",
    "автохимия",
    "посуда и текстиль",
    "садовый инвентарь",
)
_OTHERS = ("местная оптовая база", "федеральный дистрибьютор", "маркетплейс", "завод напрямую", "рынок")
_DECIDES = (
    "директор, раз в месяц",
    "закупщик, по понедельникам",
    "собственник, под сезон",
    "товаровед предлагает, директор утверждает",
    "закупщик, по остаткам раз в неделю",
)


@dataclass(frozen=True, slots=True)
class Truth:
    """What nobody told: roubles a year at all suppliers, and what of it is ours."""

    potential_rub: float
    turnover_rub: float
    count_purchases: int


def make_profiles(
    plans: Sequence[ClientPlan],
    truths: Mapping[str, Truth],
    card_potential_rub: Mapping[str, float],
    today: date,
    seed: int,
) -> pd.DataFrame:
    """Return the stored columns of «Профиль клиента», dtype object, surveys before `today` in order of days.

    Nobody is asked whose card holds a potential below own turnover: that fault of the cards stays to be found.
    """
    surveys: list[Record] = []
    for plan in plans:
        truth, draws = truths[plan.code], Draws(seed, "profile", plan.code)
        is_faulty = card_potential_rub.get(plan.code, truth.turnover_rub) < truth.turnover_rub
        chance = on_curve(_ASKED, plan.yearly_rub) * _HARDLY_ASKED.get(plan.story, 1.0)
        chance *= _SILENT_FACTOR if plan.manager == _SILENT_MANAGER else 1.0
        if draws.chance(chance) and not is_faulty:
            surveys += _surveys(plan, truth, today, draws)
    _plant_below_turnover(surveys, truths)
    surveys.sort(key=lambda one: (str(one["surveyed_on"]), str(one["client_code"])))
    return records_frame(PROFILES, surveys)


def _surveys(plan: ClientPlan, truth: Truth, today: date, draws: Draws) -> Iterator[Record]:
    """Yield one survey, or an older interrupted one and a newer that asks what was left and some again."""
    day = working_day_not_after(today - timedelta(days=draws.integer(3, 280)))
    depth = draws.weighted(range(1, 10), _DEPTHS)
    whole = _answers(plan, truth, draws)
    said = {one.key for one in QUESTIONS[:depth] if one.number == 1 or not draws.chance(_DOES_NOT_KNOW)}
    head: Record = {"client_code": plan.code, "asked_by": plan.manager}
    if draws.chance(_TWICE):
        earlier = working_day_not_after(day - timedelta(days=draws.integer(120, 420)))
        first = {one.key for one in QUESTIONS[: draws.integer(1, 4)]}
        before = _answers(plan, Truth(truth.potential_rub * 0.92, truth.turnover_rub, truth.count_purchases), draws)
        yield head | {"surveyed_on": earlier} | _said(before, first)
        said -= {key for key in sorted(first) if draws.chance(0.6)}
        said = said or {"other_suppliers"}
    yield head | {"surveyed_on": day} | _said(whole, said)


def _said(answers: Record, keys: set[str]) -> Record:
    found = {key: value for key, value in answers.items() if key in keys}
    if "purchase_plan" in keys:
        found["plan_change"] = answers["plan_change"]
    return found


def _answers(plan: ClientPlan, truth: Truth, draws: Draws) -> Record:
    """Return the answers to all questions, as somebody says them who rounds but does not lie."""
    orders = int(_rounded(max(2.0, truth.count_purchases * draws.between(1.05, 1.7) + 1)))
    order = truth.potential_rub * draws.around(0.9, 1.1) / orders
    order *= draws.between(1.7, 2.4) if draws.chance(_CONTRADICTORY) else 1.0
    order = max(order, truth.turnover_rub * 1.04 / orders)
    share = truth.turnover_rub / truth.potential_rub * draws.around(0.94, 1.06)
    percent = max(1, min(100, int(share * 100 + 0.5)))
    percent = min(100, int(percent / 5 + 0.5) * 5) if percent >= 20 else percent
    if percent >= 98:
        suppliers = 1
    else:
        suppliers = draws.weighted((2, 3, 4, 5, 7), (4, 5, 3, 1, 1) if percent > 40 else (1, 3, 4, 3, 2))
    trend = {Story.GROWING: (6, 3, 1), Story.FALLING: (1, 3, 6)}.get(plan.story, (3, 6, 2))
    purchase_plan = draws.weighted(PLANS, trend)
    is_change_said = purchase_plan != PLANS[1] and draws.chance(0.7)
    elsewhere = draws.several(_CATEGORIES, [1.0] * len(_CATEGORIES), draws.integer(1, 2))
    return {
        "count_orders_per_year": orders,
        "average_order_rub": _rounded(order, up=True),
        "share_ours": percent / 100,
        "count_suppliers": suppliers,
        "bought_elsewhere": ", ".join(elsewhere) if suppliers > 1 else "ничего",
        "other_suppliers": draws.pick(_OTHERS) if suppliers > 1 else "ни у кого",
        "obstacle": draws.weighted(OBSTACLES, (6, 5, 3, 4, 1)),
        "purchase_plan": purchase_plan,
        "plan_change": draws.integer(1, 6) * 5 / 100 if is_change_said else None,
        "decision": draws.pick(_DECIDES),
    }


def _rounded(value: float, *, up: bool = False) -> float:
    """Return the value to two significant digits, as people say numbers."""
    step = 1
    while value / step >= 100:
        step *= 10
    whole = int(value / step) if up else int(value / step + 0.5)
    return float((whole + (up and whole * step < value)) * step)


def _plant_below_turnover(surveys: Sequence[Record], truths: Mapping[str, Truth]) -> None:
    """Make the tenth full survey name half of what the client buys from us: he took an order of ours for all."""
    full = [
        one
        for one in surveys
        if {"count_orders_per_year", "average_order_rub", "decision"} <= one.keys()
        and truths[str(one["client_code"])].turnover_rub > 200_000
    ]
    for survey in full[9:10]:
        orders = survey["count_orders_per_year"]
        assert isinstance(orders, int)
        survey["average_order_rub"] = _rounded(truths[str(survey["client_code"])].turnover_rub / 2 / orders)
