"""Who of the six managers has which clients, and how deep they go in price.

Key accounts buy much at low margins; one manager calls nobody and loses clients; one hunts for new ones; one trades
with web shops only; one came a year ago, took clients over from two colleagues and sells by price.
"""

from __future__ import annotations

from datetime import date, timedelta

from clientbase_xl.demo import words
from clientbase_xl.demo.draws import Draws, on_curve
from clientbase_xl.demo.segments import INTERNET, RETAIL, Segment
from clientbase_xl.demo.stories import Story

SELL_BY_PRICE = {words.MANAGERS[0]: 0.015, words.MANAGERS[5]: 0.035}
"""Manager → what is added to every discount."""


def manager_of(story: Story, place: float, segment: Segment, today: date, draws: Draws) -> tuple[str, str, date | None]:
    """Return the manager of today, the manager before, and the day of the hand-over."""
    weights = [0.4, 3.2, 1.4, 2.4, 0.2, 1.5]
    if segment.channel != RETAIL:
        weights = [2.4, 0.5, 1.6, 1.7, 0.3, 1.5]
    if segment.channel == INTERNET:
        weights = [0.2, 0.1, 0.8, 0.4, 9.0, 0.3]
    if place < 0.05 and segment.channel != INTERNET:
        weights = [9.0, 2.5, 1.6, 0.5, 0.2, 2.2]
    if story in (Story.LAPSED, Story.LEFT, Story.DOZING):
        weights[3] *= 2.8
    if story in (Story.NEW, Story.GROWING):
        weights[2] *= 3.0
        weights[3] *= 0.3
    manager = draws.weighted(words.MANAGERS, weights)
    if manager == words.MANAGERS[5]:  # took clients over from two colleagues when she came
        return manager, draws.pick(words.MANAGERS[1:4:2]), today - timedelta(days=draws.integer(370, 395))
    if draws.chance(0.03):
        others = [name for name in words.MANAGERS[:5] if name != manager]
        return manager, draws.pick(others), today - timedelta(days=draws.integer(30, 300))
    return manager, manager, None


def usual_discount(place: float, manager: str, draws: Draws) -> float:
    """Return the usual discount: by volume, and deeper with the managers who sell by price."""
    usual = on_curve(((0, 0.155), (0.05, 0.13), (0.2, 0.085), (0.5, 0.04), (1, 0.01)), place)
    return max(0.0, usual + SELL_BY_PRICE.get(manager, 0.0) + draws.around(-0.05, 0.05))
