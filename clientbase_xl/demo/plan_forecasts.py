"""Plans and forecasts of the demo, as they were saved day by day: first values and later corrections.

One manager promises too much, one too little, one corrects on Fridays, one skips most weeks, one is late at times.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from math import fsum

from clientbase_xl.demo import words
from clientbase_xl.demo.documents import Line
from clientbase_xl.demo.draws import Draws
from clientbase_xl.demo.working_days import working_day_not_after, working_day_not_before
from clientbase_xl.rules.periods import month_start, shift_months, week_start
from clientbase_xl.schemas.plan_forecast import FORECASTS, PLAN_FORECAST, WEEK_FORECAST

COUNT_WEEKS = 10
COUNT_MONTHS_BACK, COUNT_MONTHS_AHEAD = 3, 3
HEAD = "демо"
_MORNING, _EVENING = time(7), time(15)  # UTC: ten in the morning and six in the evening of Moscow
_WEEK = timedelta(weeks=1)
_ROUND_RUB = 10_000


@dataclass(frozen=True, slots=True)
class Saved:
    """One cell that somebody saved: when (UTC without a zone), who, which cell, what stood there and stands now."""

    at: datetime
    by: str
    sheet_key: str
    row_key: tuple[str, str]
    column_key: str
    old: str | None
    new: str


@dataclass(frozen=True, slots=True)
class _Habit:
    """How a manager forecasts: expectation ÷ what comes of it, how often at all, how often too late, Friday's hand."""

    low: float
    high: float
    chance: float = 1.0
    late: float = 0.0
    is_corrected: bool = False
    is_whole: bool = True


_HABITS: Mapping[str, _Habit] = dict(
    zip(
        words.MANAGERS,
        (
            _Habit(1.15, 1.40),  # the optimist
            _Habit(0.75, 0.92),  # the pessimist
            _Habit(0.70, 1.45, is_corrected=True),  # Friday's
            _Habit(0.95, 1.20, chance=0.3),  # skips
            _Habit(0.90, 1.12, chance=0.9, late=0.25),  # late at times
            _Habit(0.94, 1.08, is_whole=False),  # expectation only, at times
        ),
        strict=True,
    )
)


def make_forecasts(lines: Iterable[Line], today: date, seed: int) -> tuple[Saved, ...]:
    """Return what was saved on «План и прогноз» and «Прогноз недели» before `today`, in the order of time.

    Plans of the last 3, the current and the next 3 months by the head; forecasts of the last 10 weeks, the current
    and the next one, and of the months, by the managers. A corrected cell is saved twice; one week of one manager
    contradicts itself. Roubles are canonical texts.
    """
    sold = _turnover(lines)
    saved = [*_plans(sold, today, seed)]
    for manager, habit in _HABITS.items():
        saved += _weeks(manager, habit, sold, today, seed)
        saved += _months(manager, habit, sold, today, seed)
    moment = datetime.combine(today, time(0))
    return tuple(sorted((one for one in saved if one.at < moment), key=lambda one: (one.at, one.by)))


def _turnover(lines: Iterable[Line]) -> dict[tuple[str, str, date], float]:
    """Return roubles by manager and month, and by manager and week."""
    parts: dict[tuple[str, str, date], list[int]] = {}
    for line in lines:
        amount = line.quantity * line.price_kop
        parts.setdefault((line.manager, "month", month_start(line.sold_on)), []).append(amount)
        parts.setdefault((line.manager, "week", week_start(line.sold_on)), []).append(amount)
    return {key: sum(amounts) / 100 for key, amounts in parts.items()}


def _plans(sold: Mapping[tuple[str, str, date], float], today: date, seed: int) -> Iterator[Saved]:
    """Yield the plans: the months before, last year's season and some more; the last coming month not for everybody."""
    current = month_start(today)
    for manager in words.MANAGERS:
        for number in range(-COUNT_MONTHS_BACK, COUNT_MONTHS_AHEAD + 1):
            month = shift_months(current, number)
            draws = Draws(seed, "plans", manager, number)
            raise_by = draws.between(0.97, 1.12)
            if number == COUNT_MONTHS_AHEAD and manager == words.MANAGERS[-1]:
                continue
            before = min(month, current)
            year_ago = _usual(sold, manager, shift_months(before, -12))
            season = sold.get((manager, "month", shift_months(month, -12)), 0.0) / year_ago if year_ago > 0 else 1.0
            plan = _rounded(_usual(sold, manager, before) * min(max(season, 0.6), 1.3) * raise_by)
            day = min(shift_months(month, -1).replace(day=25), today - timedelta(days=2))
            at = datetime.combine(working_day_not_after(day), _EVENING)
            yield Saved(at, HEAD, PLAN_FORECAST.key, (manager, month.isoformat()), "plan_rub", None, plan)


def _usual(sold: Mapping[tuple[str, str, date], float], manager: str, month: date) -> float:
    """Return the average turnover of the three months before a month."""
    return fsum(sold.get((manager, "month", shift_months(month, -number)), 0.0) for number in (1, 2, 3)) / 3


def _weeks(
    manager: str, habit: _Habit, sold: Mapping[tuple[str, str, date], float], today: date, seed: int
) -> Iterator[Saved]:
    current = week_start(today)
    usual = fsum(sold.get((manager, "week", current - _WEEK * number), 0.0) for number in range(1, 5)) / 4
    for number in range(-COUNT_WEEKS, 2):
        monday = current + _WEEK * number
        draws = Draws(seed, "week forecasts", manager, number)
        is_given, is_late = draws.chance(habit.chance), draws.chance(habit.late)
        comes = sold.get((manager, "week", monday), 0.0) if number < 0 else usual
        day = working_day_not_before(monday)
        if number == 1:
            day = working_day_not_after(today - timedelta(days=1))
            is_given = is_given and draws.chance(0.5)
        if is_late and number < 0:
            day = working_day_not_before(monday + _WEEK)
        if not is_given or comes <= 0:
            continue
        key = (WEEK_FORECAST.key, (manager, monday.isoformat()))
        is_contradictory = number == -1 and manager == words.MANAGERS[-1]
        saved = [*_forecast(manager, habit, key, comes, day, draws, is_contradictory=is_contradictory)]
        if habit.is_corrected and number < 0:
            saved = _corrected(saved, comes, working_day_not_after(monday + timedelta(days=4)), draws)
        yield from saved


def _months(
    manager: str, habit: _Habit, sold: Mapping[tuple[str, str, date], float], today: date, seed: int
) -> Iterator[Saved]:
    current = month_start(today)
    usual = _usual(sold, manager, current)
    for number in range(-COUNT_MONTHS_BACK, 1):
        month = shift_months(current, number)
        draws = Draws(seed, "month forecasts", manager, number)
        if not draws.chance(max(habit.chance, 0.5)):
            continue
        comes = sold.get((manager, "month", month), 0.0) if number < 0 else usual
        key = (PLAN_FORECAST.key, (manager, month.isoformat()))
        if comes <= 0:
            continue
        saved = [*_forecast(manager, habit, key, comes, working_day_not_before(month), draws)]
        if habit.is_corrected and number < 0:
            saved = _corrected(saved, comes, working_day_not_after(month.replace(day=25)), draws)
        yield from saved


def _forecast(
    manager: str,
    habit: _Habit,
    key: tuple[str, tuple[str, str]],
    comes: float,
    day: date,
    draws: Draws,
    *,
    is_contradictory: bool = False,
) -> Iterator[Saved]:
    """Yield the three forecasts of a period, or the expectation alone."""
    expected = comes * draws.between(habit.low, habit.high)
    low, high = draws.between(0.6, 0.85), draws.between(1.1, 1.35)
    is_whole = habit.is_whole or draws.chance(0.6)
    values = (expected * (1.1 if is_contradictory else low), expected, expected * high)
    at = datetime.combine(day, _MORNING)
    for column, value in zip(FORECASTS, values, strict=True):
        if is_whole or is_contradictory or column == "expected_rub":
            yield Saved(at, manager, *key, column, None, _rounded(value))


def _corrected(saved: list[Saved], comes: float, day: date, draws: Draws) -> list[Saved]:
    """Return a forecast with its numbers corrected when the period is nearly over and its outcome known."""
    outcome = comes * draws.between(0.97, 1.03)
    values = dict(zip(FORECASTS, (outcome * 0.95, outcome, outcome * 1.06), strict=True))
    at = datetime.combine(day, _EVENING)
    again = [replace(one, at=at, old=one.new, new=_rounded(values[one.column_key])) for one in saved]
    return [*saved, *(one for one in again if one.new != one.old)]


def _rounded(value: float) -> str:
    return str(int(value / _ROUND_RUB + 0.5) * _ROUND_RUB)
