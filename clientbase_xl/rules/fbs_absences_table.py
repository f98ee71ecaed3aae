"""«FBS отсутствия»: weeks of vacations, each employee, pairs; what each absence leaves, in counts and in words.

METHOD section 15: «устойчивая работа при дефиците персонала» (absence of any one, any two, those on vacation per week).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from clientbase_xl.rules.fbs_matrix import LEVEL_KEYS, Bools, FbsMatrix
from clientbase_xl.rules.fbs_roles import name_key
from clientbase_xl.rules.fbs_stress import COUNTS
from clientbase_xl.rules.fbs_substitutions import coming_week
from clientbase_xl.rules.fbs_vacations import DAYS, Vacation, fbs_vacations
from clientbase_xl.rules.words import counted, grouped, quoted, span
from clientbase_xl.rules.working_days import WorkingCalendar
from clientbase_xl.schemas.fbs_absences import (
    ALL_COVERED,
    FBS_ABSENCES,
    LOSES,
    NO_OWNER_LEFT,
    ONE_OFF,
    PAIR_OFF,
    WEEK_OFF,
)
from clientbase_xl.settings import FbsSettings

MOST_NAMED, MOST_PEOPLE = 6, 5
"""So many functions and people of a week a sentence names; the others it counts."""
MOST_IN_LINE = 3
_EVERY_WEEKDAY = WorkingCalendar()
_COUNT_LEVELS = len(LEVEL_KEYS)


@dataclass(frozen=True, slots=True)
class _Absence:
    """One row to be: functions uncovered and weak by level, those lost because of it, their names, the words."""

    kind: str
    absence: str
    days: tuple[date, date] | None
    counts: tuple[int, ...]
    lost: tuple[int, ...]
    weak_more: int
    names: tuple[str, ...]
    begins: str
    has_more: bool = False

    def record(self) -> dict[str, object]:
        """Return the row of FBS_ABSENCES."""
        loses = [word for word, count in zip(LOSES, self.lost, strict=True) if count]
        state = loses[0] if loses else NO_OWNER_LEFT if self.weak_more else ALL_COVERED
        counts = {f"count_{name}": value for name, value in zip(COUNTS, self.counts, strict=True)}
        return counts | {
            "kind": self.kind,
            "absence": self.absence,
            "state": state,
            "from_on": self.days and self.days[0],
            "to_on": self.days and self.days[1],
            "count_lost": sum(self.lost),
            "sentence": f"{self.begins} {self._tail()}.",
        }

    def _tail(self) -> str:
        weak = counted(self.weak_more, "функция", "функции", "функций")
        if self.names:
            more = " ещё и" if self.has_more else ""
            left = f"; без владельца — {weak}" if self.weak_more else ""
            return f"без прикрытия{more}: {quoted(self.names, MOST_NAMED)}{left}"
        return f"прикрыто всё, но без владельца — {weak}" if self.weak_more else "всё прикрыто"


def fbs_absences_table(
    matrix: FbsMatrix,
    vacations: Sequence[Vacation],
    today: date,
    settings: FbsSettings,
    calendar: WorkingCalendar = _EVERY_WEEKDAY,
) -> tuple[pd.DataFrame, str]:
    """Return FBS_ABSENCES, and the line above it: what nobody can do anyway, how many pairs are not shown.

    METHOD section 15. Weeks with vacations, from the coming one on, as many as the settings say; every employee, with
    the dates of his nearest vacation that is not over; pairs that lose together what neither loses alone, as many as
    the settings say. Within each of the three the worst first: by functions lost of the higher levels, then those left
    without an owner. Counts by level include what nobody can do anyway, `count_lost` does not; a pair's sentence names
    only what the two lose together. Without people or functions there are no rows.
    """
    if not matrix.people or not matrix.functions:
        return pd.DataFrame(columns=list(FBS_ABSENCES.keys), dtype=object), ""
    pairs = _pairs(matrix)
    shown = pairs[: settings.pairs_max]
    rows = [
        *_worst(_weeks(matrix, vacations, today, settings, calendar)),
        *_worst([_one(matrix, place, vacations, today) for place in range(len(matrix.people))]),
        *shown,
    ]
    table = pd.DataFrame([row.record() for row in rows], columns=list(FBS_ABSENCES.keys), dtype=object)
    return table, _line(matrix, settings, len(shown), len(pairs))


def _line(matrix: FbsMatrix, settings: FbsSettings, count_shown: int, count_pairs: int) -> str:
    anyway = matrix.named(matrix.without(())[0])
    weeks = counted(settings.weeks_ahead, "неделю", "недели", "недель")
    parts = [
        f"Некому делать и сейчас: {quoted(anyway, MOST_IN_LINE)}."
        if anyway
        else "Сейчас у каждой функции есть кто-то.",
        f"Отпуска — на {weeks} вперёд.",
    ]
    if count_pairs > count_shown:
        parts.append(f"Показаны худшие пары: {grouped(count_shown)}, ещё {grouped(count_pairs - count_shown)} — нет.")
    return " ".join(parts)


def _worst(rows: list[_Absence]) -> list[_Absence]:
    return sorted(rows, key=lambda row: (*(-count for count in row.lost), -row.weak_more))


def _weeks(
    matrix: FbsMatrix, vacations: Sequence[Vacation], today: date, settings: FbsSettings, calendar: WorkingCalendar
) -> list[_Absence]:
    anyway, weak_anyway = matrix.without(())
    before, weak_before = matrix.counts(anyway), int(weak_anyway.sum())
    table, _ = fbs_vacations(matrix, vacations, coming_week(today, calendar), settings.weeks_ahead, calendar)
    rows = []
    for week in table[table["absent"].map(len) > 0].to_dict("records"):
        counts = tuple(int(week[name]) for name in COUNTS)
        lost = tuple(int(count) for count in np.array(counts[:_COUNT_LEVELS]) - before)
        monday, sunday = week["week_on"], week["week_on"] + timedelta(days=DAYS - 1)
        said, absent = span(monday, sunday, today.year), week["absent"]
        more = f" и ещё {len(absent) - MOST_PEOPLE}" if len(absent) > MOST_PEOPLE else ""
        names = ", ".join(absent[:MOST_PEOPLE]) + more
        # A function without an owner that becomes uncovered is weak no more: then the difference is no count.
        weak_more = max(0, sum(counts[_COUNT_LEVELS:]) - weak_before)
        begins = f"Неделя {said}, нет на месте: {names};"
        rows.append(
            _Absence(WEEK_OFF, f"{said}: {names}", (monday, sunday), counts, lost, weak_more, week["functions"], begins)
        )
    return rows


def _one(matrix: FbsMatrix, place: int, vacations: Sequence[Vacation], today: date) -> _Absence:
    name = matrix.people[place]
    ahead = sorted(
        (one.from_on, one.to_on)
        for one in vacations
        if name_key(one.employee) == name_key(name) and one.from_on <= one.to_on and one.to_on >= today
    )
    days = ahead[0] if ahead else None
    when = f" {span(*days, today.year)}" if days else ""
    return _of(matrix, ONE_OFF, (place,), name, days, f"Если {name} отсутствует{when},")


def _pairs(matrix: FbsMatrix) -> list[_Absence]:
    """Return the pairs that lose together what neither loses alone, the worst first."""
    together: dict[tuple[int, int], Bools] = {}
    for function in np.flatnonzero(matrix.is_able.sum(axis=1) == 2):
        first, second = np.flatnonzero(matrix.is_able[function]).tolist()
        chosen = together.setdefault((first, second), np.zeros(len(matrix.functions), dtype=bool))
        chosen[function] = True
    lone = matrix.counts(matrix.is_key.T)
    found = []
    for (first, second), only in together.items():
        names = f"{matrix.people[first]} и {matrix.people[second]}"
        more = matrix.counts(only)
        row = _of(
            matrix,
            PAIR_OFF,
            (first, second),
            names,
            None,
            f"Если {names} отсутствуют вместе,",
            only=only,
            has_more=bool(lone[[first, second]].any()),
        )
        found.append(((*(-more).tolist(), *(-count for count in row.lost), first, second), row))
    return [row for _, row in sorted(found, key=lambda pair: pair[0])]


def _of(
    matrix: FbsMatrix,
    kind: str,
    gone: tuple[int, ...],
    absence: str,
    days: tuple[date, date] | None,
    begins: str,
    *,
    only: Bools | None = None,
    has_more: bool = False,
) -> _Absence:
    """Return the row of people who are away; `only` are the functions that its sentence names instead of all lost."""
    uncovered, weak = matrix.without(gone)
    is_lost = uncovered & matrix.is_able.any(axis=1)
    counts = (*matrix.counts(uncovered).tolist(), *matrix.counts(weak).tolist())
    lost = tuple(matrix.counts(is_lost).tolist())
    orphaned = int((weak & matrix.is_owner.any(axis=1)).sum())
    names = matrix.named(is_lost if only is None else only)
    return _Absence(kind, absence, days, counts, lost, orphaned, names, begins, has_more)
