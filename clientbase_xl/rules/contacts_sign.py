"""Warning sign: managers talk to clients less than they did.

METHOD section 14: «мобилизация персонала продаж → демотивация»; windows and threshold are ours.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.fbs_roles import name_key
from clientbase_xl.rules.fbs_vacations import Vacation
from clientbase_xl.rules.joined import as_dates, as_text
from clientbase_xl.rules.warning_sign import WarningSign, is_warned
from clientbase_xl.rules.working_days import WorkingCalendar
from clientbase_xl.settings import WarningSettings

_UNIT = "в день"
_SIGN = WarningSign("мобилизация персонала продаж", "демотивация", "Контактов на менеджера", _UNIT, 0.0)
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_MOST_NAMED = 3
_Counts = dict[str, tuple[int, int]]
"""Contacts of a person now and before, and likewise days."""


def contacts_sign(
    contacts: pd.DataFrame,
    absences: Sequence[Vacation],
    left: Collection[str],
    calendar: WorkingCalendar,
    today: date,
    settings: WarningSettings,
) -> WarningSign:
    """Return contacts per manager and working day of the last weeks against as many weeks before them.

    METHOD section 14. In: stored CONTACTS, absences of employees, managers who have left (closed in «Справочники»),
    the calendar. Managers are those with a contact in either window; a day off, and a day of an absence, is no working
    day, so that holidays and vacations alarm nobody. Boundaries: today does not count; the day so many weeks ago does;
    a fall of exactly the threshold warns. Unknown: records that begin after the first of the weeks compared, fewer
    contacts before than the settings ask for, no working day. Who fell by the threshold too is named, the deepest
    fall first, three at most, and only with enough contacts before.
    """
    weeks = settings.contact_weeks
    sign = replace(_SIGN, threshold=settings.contacts_fall)
    border = today - weeks * _WEEK
    start = border - weeks * _WEEK
    days = as_dates(contacts["contacted_on"])
    seen = contacts[(days < pd.Timestamp(today)).to_numpy()]
    first_on = as_dates(seen["contacted_on"]).min()
    if pd.isna(first_on):
        return replace(sign, reason="в «Контакты» ничего не записано")
    if first_on.date() >= start + _WEEK:
        return replace(
            sign, reason=f"контакты записаны с {words.day(first_on)}, для сравнения нужны {2 * weeks}{words.NBSP}нед."
        )
    spelled, counts = _counted(seen, {name_key(name) for name in left}, start, border)
    total, before = (sum(one[at] for one in counts.values()) for at in (0, 1))
    if before < settings.contacts_min:
        return replace(
            sign, reason=f"за {weeks} нед. до этих записано контактов: {before}, нужно от {settings.contacts_min}"
        )
    spans = _working(calendar, border, today), _working(calendar, start, border)
    worked = {key: _worked(key, absences, spans) for key in counts}
    spent, spent_before = (sum(one[at] for one in worked.values()) for at in (0, 1))
    if not spent or not spent_before:
        return replace(sign, reason="рабочих дней в сравниваемых неделях нет")
    now, then = total / spent, before / spent_before
    fall = 1 - now / then
    return replace(
        sign,
        value=now,
        value_before=then,
        is_warning=is_warned(fall, settings.contacts_fall),
        reason=f"за {weeks} нед. {words.grouped(now, 1)} в рабочий день, за {weeks} нед. до них "
        f"{words.grouped(then, 1)} ({words.change(-fall)}){_fallen(spelled, counts, worked, settings)}",
    )


def _counted(seen: pd.DataFrame, left: Collection[str], start: date, border: date) -> tuple[dict[str, str], _Counts]:
    """Return how managers are spelled and their contacts, both by the key of the name."""
    recent = seen[(as_dates(seen["contacted_on"]) >= pd.Timestamp(start)).to_numpy()]
    names, days = as_text(recent["manager"]), as_dates(recent["contacted_on"])
    spelled: dict[str, str] = {}
    counts: _Counts = {}
    for name, day in zip(names, days, strict=True):
        key = name_key(name or "")
        if not key or key in left:
            continue
        spelled.setdefault(key, name)
        now, before = counts.get(key, (0, 0))
        is_now = day >= pd.Timestamp(border)
        counts[key] = (now + is_now, before + (not is_now))
    return spelled, counts


def _working(calendar: WorkingCalendar, first: date, end: date) -> list[date]:
    """Return the working days from `first` to `end`, the last one excluded."""
    days = (first + _DAY * number for number in range((end - first).days))
    return [day for day in days if calendar.is_working(day)]


def _worked(key: str, absences: Sequence[Vacation], spans: tuple[list[date], list[date]]) -> tuple[int, int]:
    """Return on how many working days of both windows a person was there."""
    own = [one for one in absences if name_key(one.employee) == key]
    now, before = (sum(not any(one.from_on <= day <= one.to_on for one in own) for day in days) for days in spans)
    return now, before


def _fallen(spelled: dict[str, str], counts: _Counts, worked: _Counts, settings: WarningSettings) -> str:
    """Return who fell by the threshold, the deepest first; "" for nobody."""
    falls = []
    for key, (now, before) in counts.items():
        spent, spent_before = worked[key]
        if before >= settings.contacts_min and spent and spent_before:
            fall = 1 - now / spent / (before / spent_before)
            if is_warned(fall, settings.contacts_fall):
                falls.append((-fall, spelled[key]))
    named = ", ".join(f"{name} {words.change(change)}" for change, name in sorted(falls)[:_MOST_NAMED])
    return f"; сильнее всех: {named}" if named else ""
