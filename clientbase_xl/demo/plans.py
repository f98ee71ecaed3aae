"""The plan of each client: who it is for us, what it buys how often, from when to when.

A plan fixes the first and the last purchase, the rhythm, the yearly volume and how both change; `visits` and
`documents` turn it into lines.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from math import fsum

from clientbase_xl.demo.assortment import CATEGORIES
from clientbase_xl.demo.draws import Draws, on_curve
from clientbase_xl.demo.portfolios import SELL_BY_PRICE, manager_of, usual_discount
from clientbase_xl.demo.segments import BY_KEY, INTERNET, SEGMENTS, Segment
from clientbase_xl.demo.stories import (
    STORY_COUNTS,
    Story,
    change,
    lifetime,
    usual_rhythm_days,
    volume_place,
    yearly_rub,
)


@dataclass(frozen=True, slots=True)
class ClientPlan:
    """How one client buys: days, yearly volume in roubles at the end, shares as fractions of 1."""

    number: int
    code: str
    story: Story
    segment: Segment
    yearly_rub: float
    rhythm_days: int
    first_on: date
    last_on: date
    gap: tuple[date, date] | None
    monthly_growth: float
    rhythm_slowdown: float
    discount: float
    return_chance: float
    width_skus: int
    route_weekday: int
    manager: str
    manager_before: str
    handed_over_on: date | None
    cost_to_serve_share: float = 0.0
    is_loss: bool = False


def make_plans(today: date, seed: int) -> tuple[ClientPlan, ...]:
    """Return the plans of all clients in the order of their codes; codes grow with the first purchase roughly."""
    draws = Draws(seed, "stories")
    places = [
        (story, volume_place(story, number, count, draws))
        for story, count in STORY_COUNTS.items()
        for number in range(count)
    ]
    plans = [_plan(story, place, today, Draws(seed, "plan", n)) for n, (story, place) in enumerate(places)]
    plans.sort(key=lambda plan: (plan.first_on, -plan.yearly_rub))
    codes = _codes(len(plans), draws)
    coded = [replace(plan, number=n, code=code) for n, (plan, code) in enumerate(zip(plans, codes, strict=True))]
    return _with_losses(tuple(coded), draws)


def _codes(count: int, draws: Draws) -> list[str]:
    """Return ascending five-digit codes with gaps, as an accounting system gives them."""
    codes, code = [], 10_204
    for _ in range(count):
        code += draws.integer(1, 29)
        codes.append(str(code))
    return codes


def _plan(story: Story, place: float, today: date, draws: Draws) -> ClientPlan:
    segment = _segment(place, draws)
    if story is Story.PROJECT and draws.chance(0.7):
        segment = BY_KEY["builder"]
    elif story is Story.SEASONAL:
        segment = BY_KEY["garden centre"]
    rhythm = usual_rhythm_days(story, place, draws)
    first_on, last_on, gap = lifetime(story, rhythm, today, draws)
    manager, before, handed_on = manager_of(story, place, segment, today, draws)
    growth, slowdown = change(story, draws)
    low, high = segment.width_skus
    width = int(low + (high - low) * on_curve(((0, 0.95), (0.1, 0.75), (0.4, 0.4), (1, 0.05)), place))
    return ClientPlan(
        number=0,
        code="",
        story=story,
        segment=segment,
        yearly_rub=yearly_rub(place) * draws.between(0.85, 1.15) * (0.6 + 0.4 * segment.scale),
        rhythm_days=rhythm,
        first_on=first_on,
        last_on=last_on,
        gap=gap,
        monthly_growth=growth,
        rhythm_slowdown=slowdown,
        discount=usual_discount(place, manager, draws),
        return_chance=draws.around(0.0, 0.09) * (1.6 if segment.channel == INTERNET else 1.0),
        width_skus=max(4, int(width * draws.between(0.7, 1.3))),
        route_weekday=draws.weighted(range(5), (1.0, 1.15, 1.1, 1.1, 0.8)),
        manager=manager,
        manager_before=before,
        handed_over_on=handed_on,
        cost_to_serve_share=draws.around(0.002, 0.035) if place < 0.4 else 0.0,
    )


def _segment(place: float, draws: Draws) -> Segment:
    """Return a segment; the large clients are mostly wholesale bases, sub-distributors and builders' markets."""
    is_large = place < 0.12
    weights = [segment.share * (segment.scale if is_large else 1.0) for segment in SEGMENTS]
    return draws.weighted(SEGMENTS, weights)


_COUNT_SOLD_BELOW_COST = 6
_COUNT_EATEN_BY_SERVICE = 6


def _with_losses(plans: tuple[ClientPlan, ...], draws: Draws) -> tuple[ClientPlan, ...]:
    """Return the plans with a dozen clients that bring a loss: half by price, half by the cost to serve them."""
    able = [p for p in plans if p.story in (Story.STEADY, Story.GROWING) and 90_000 < p.yearly_rub < 2_600_000]
    keen = [4.0 if plan.manager in SELL_BY_PRICE else 1.0 for plan in able]
    chosen = draws.several(able, keen, _COUNT_SOLD_BELOW_COST + _COUNT_EATEN_BY_SERVICE)
    changed = {}
    for place, plan in enumerate(chosen):
        margin = _usual_margin(plan.segment)
        if place < _COUNT_SOLD_BELOW_COST:
            changed[plan.code] = replace(plan, discount=margin + draws.between(0.02, 0.06), is_loss=True)
        else:
            changed[plan.code] = replace(
                plan,
                discount=margin - draws.between(0.04, 0.07),
                cost_to_serve_share=draws.between(0.125, 0.16),
                is_loss=True,
            )
    return tuple(changed.get(plan.code, plan) for plan in plans)


def _usual_margin(segment: Segment) -> float:
    """Return the margin at list prices of what the segment buys."""
    margins = {category.prefix: category.margin for category in CATEGORIES}
    weights = segment.tastes
    return fsum(weight * margins[prefix] for prefix, weight in weights.items()) / fsum(weights.values())
