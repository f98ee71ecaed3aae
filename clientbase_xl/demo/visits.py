"""On which days a client buys: its own rhythm, counted back from its last purchase."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from clientbase_xl.demo.draws import Draws
from clientbase_xl.demo.plans import ClientPlan
from clientbase_xl.demo.segments import RETAIL
from clientbase_xl.demo.stories import SEASON_MONTHS, Story
from clientbase_xl.demo.working_days import is_working, months_between, working_day_not_after, working_day_not_before

_SLOWDOWN_MONTHS = 9


def visit_days(plan: ClientPlan, today: date, draws: Draws) -> list[date]:
    """Return the days with a purchase, ascending and different; the last one is `plan.last_on`.

    Counting back keeps the silence of the plan exact, whatever the holidays do to the days before it.
    """
    if plan.story is Story.RETURNS_MORE:
        # Heavy purchases in the year before last, one small now: the goods of then come back.
        days = [plan.first_on + timedelta(days=step) for step in (0, 24, 51, 90)] + [plan.last_on]
        return _ascending(working_day_not_after(day) for day in days)
    days, day = [plan.last_on], plan.last_on
    while True:
        day -= timedelta(days=_interval(plan, day, today, draws))
        if plan.gap and plan.gap[0] < day < plan.gap[1]:
            day = plan.gap[0]
        if day < plan.first_on:
            break
        if plan.story is Story.SEASONAL and day.month not in SEASON_MONTHS:
            continue
        days.append(_shipping_day(plan, day, draws))
    return _ascending(day for day in days if plan.first_on <= day <= plan.last_on)


def _ascending(days: Iterable[date]) -> list[date]:
    return sorted(dict.fromkeys(days))


def _interval(plan: ClientPlan, day: date, today: date, draws: Draws) -> int:
    """Return the days to the purchase before this one: rhythm × chance, now and then a missed turn."""
    rhythm = float(plan.rhythm_days)
    recent = max(0.0, 1 - months_between(day, today) / _SLOWDOWN_MONTHS)
    rhythm *= 1 + (plan.rhythm_slowdown - 1) * recent
    if draws.chance(0.05):
        rhythm *= 2
    return max(1, int(rhythm * draws.around(0.6, 1.4) + 0.5))


def _shipping_day(plan: ClientPlan, day: date, draws: Draws) -> date:
    """Return a working day near `day`: most go by the route of their weekday, a few on Saturdays."""
    if draws.chance(0.65):
        on_route = day + timedelta(days=plan.route_weekday - day.weekday())
        if is_working(on_route):
            return on_route
    with_saturdays = plan.segment.channel == RETAIL and draws.chance(0.25)
    if with_saturdays and is_working(day, with_saturdays=True):
        return day
    return working_day_not_before(day) if draws.chance(0.5) else working_day_not_after(day)
