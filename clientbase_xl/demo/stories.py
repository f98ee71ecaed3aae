"""What happened to each client: how many live which story, and what the story does to volume, rhythm and days.

Volumes follow one steep curve inside every story, so that a fifth of the clients gives three quarters of the turnover.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from clientbase_xl.demo.draws import Draws, on_curve
from clientbase_xl.demo.working_days import history_start, working_day_not_after


class Story(StrEnum):
    """The stories; `STORY_COUNTS` says how many clients live each."""

    STEADY = "steady"
    SEASONAL = "spring and summer only"
    GROWING = "growing"
    FALLING = "falling"
    DOZING = "dozing off"
    LAPSED = "lapsed 60–180 days ago"
    LEFT = "left for good"
    RETURNED = "left and returned"
    NEW = "new in the last 90 days"
    ONE_OFF = "one purchase"
    PROJECT = "project"
    RETURNS_MORE = "returns exceed sales"
    RETURNED_ALL = "returned everything"


STORY_COUNTS = {
    Story.STEADY: 186,
    Story.SEASONAL: 10,
    Story.GROWING: 66,
    Story.FALLING: 54,
    Story.DOZING: 38,
    Story.LAPSED: 46,
    Story.LEFT: 84,
    Story.RETURNED: 26,
    Story.NEW: 24,
    Story.ONE_OFF: 38,
    Story.PROJECT: 24,
    Story.RETURNS_MORE: 3,
    Story.RETURNED_ALL: 1,
}
"""600 clients."""

SEASON_MONTHS = (3, 4, 5, 6, 7, 8)

# (place in the story's list from the largest, 0…1; roubles a year at today's prices)
_VOLUME = (
    (0.0, 10_800_000.0), (0.01, 7_400_000.0), (0.03, 5_300_000.0), (0.06, 3_450_000.0), (0.10, 2_150_000.0),
    (0.20, 960_000.0), (0.35, 430_000.0), (0.50, 225_000.0), (0.70, 112_000.0), (0.90, 52_000.0), (1.0, 24_000.0),
)  # fmt: skip
_TOP_PLACE = {Story.LAPSED: 0.055, Story.DOZING: 0.05, Story.LEFT: 0.10, Story.RETURNED: 0.06, Story.NEW: 0.09}
_TOP_PLACE |= {Story.ONE_OFF: 0.30, Story.PROJECT: 0.06, Story.FALLING: 0.012, Story.SEASONAL: 0.12}
_END_PLACE = {
    Story.LAPSED: 0.62,
    Story.FALLING: 0.8,
    Story.DOZING: 0.8,
    Story.GROWING: 0.9,
    Story.RETURNED: 0.8,
    Story.SEASONAL: 0.6,
}
_RHYTHMS_DAYS = (7, 10, 14, 21, 30, 45, 75)
# Weights of the rhythms for clients up to this place of the volume curve.
_RHYTHM_WEIGHTS = (
    (0.04, (6, 6, 5, 1, 0, 0, 0)),
    (0.12, (0, 2, 8, 8, 2, 0, 0)),
    (0.35, (0, 0, 1, 6, 9, 5, 0)),
    (0.65, (0, 0, 0, 1, 7, 9, 4)),
    (1.01, (0, 0, 0, 0, 3, 8, 8)),
)


def yearly_rub(place: float) -> float:
    """Return the roubles a year of a client at this place of the volume curve."""
    return on_curve(_VOLUME, place)


def volume_place(story: Story, number: int, count: int, draws: Draws) -> float:
    """Return where on the volume curve the client stands: places are spread evenly inside a story."""
    top, end = _TOP_PLACE.get(story, 0.0), _END_PLACE.get(story, 1.0)
    return top + (end - top) * (number + draws.unit()) / count


def usual_rhythm_days(story: Story, place: float, draws: Draws) -> int:
    """Return the usual days between purchases: the larger the client, the oftener it buys."""
    weights = next(row for until, row in _RHYTHM_WEIGHTS if place < until)
    rhythm = draws.weighted(_RHYTHMS_DAYS, weights)
    # Dozing shows only in a rhythm of which 1.5–3 intervals fit into 60 days.
    longest = {Story.DOZING: 30, Story.FALLING: 30, Story.LAPSED: 45, Story.SEASONAL: 21}.get(story, rhythm)
    return min(rhythm, longest)


def lifetime(story: Story, rhythm: int, today: date, draws: Draws) -> tuple[date, date, tuple[date, date] | None]:
    """Return the first and the last purchase and the pause between them; the last one is a working day."""
    start = history_start(today)
    length = (today - start).days
    first = start + timedelta(days=draws.integer(0, rhythm))
    if draws.chance(0.3):
        first = start + timedelta(days=draws.integer(0, length - 240))
    silence = draws.integer(1, max(2, min(55 if rhythm < 75 else 80, rhythm)))
    gap = None
    if story is Story.DOZING:
        silence = min(57, int(rhythm * draws.between(1.7, 2.6)))
    elif story is Story.LAPSED:
        silence = draws.integer(61, 176)
        first = min(first, today - timedelta(days=420))
    elif story is Story.LEFT:
        silence = draws.integer(186, length - 90)
        first = min(first, today - timedelta(days=silence + 80))
    elif story is Story.RETURNED:
        back = draws.integer(max(12, rhythm), 150)
        gap = (today - timedelta(days=back + draws.integer(150, 300)), today - timedelta(days=back))
        first = min(first, start + timedelta(days=120))
    elif story is Story.NEW:
        first = today - timedelta(days=draws.integer(4, 88))
        silence = min(silence, 45)
    elif story is Story.ONE_OFF:
        silence = draws.integer(95, length - 10)
    elif story in (Story.RETURNS_MORE, Story.RETURNED_ALL):
        silence = draws.integer(110, 170)
        first = today - timedelta(days=520 if story is Story.RETURNS_MORE else 175)
    elif story is Story.PROJECT:
        silence = draws.integer(15, 330)
        first = today - timedelta(days=silence + draws.integer(40, 150))
    last = working_day_not_after(today - timedelta(days=silence))
    if story is Story.SEASONAL and last.month not in SEASON_MONTHS:
        last = working_day_not_after(_season_end(last) - timedelta(days=draws.integer(0, 20)))
    if story is Story.ONE_OFF:
        first = last
    return max(start, min(first, last)), last, gap


def _season_end(day: date) -> date:
    """Return the last day of the season before `day`."""
    year = day.year if day.month > SEASON_MONTHS[-1] else day.year - 1
    return date(year, SEASON_MONTHS[-1] + 1, 1) - timedelta(days=1)


def change(story: Story, draws: Draws) -> tuple[float, float]:
    """Return the monthly growth of the volume and by how much the rhythm has slowed down at the end."""
    if story is Story.GROWING:
        return draws.between(0.018, 0.045), 0.75
    if story is Story.FALLING:
        return draws.between(-0.06, -0.025), draws.between(1.5, 3.0)
    if story is Story.DOZING:
        return draws.between(-0.02, 0.005), 1.0
    return draws.between(-0.006, 0.014), 1.0
