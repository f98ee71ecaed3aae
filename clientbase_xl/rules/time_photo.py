"""«Хронометраж»: what each noted activity is, and which notes make no sense.

METHOD section 16 [S, B]: managers note minutes per activity for a week; each activity is selling or serving the deal.
Which of the two an activity is stands beside it in «Справочники».
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.problems import Problem, RecordProblem
from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_dates, as_numbers, as_text, texts
from clientbase_xl.schemas.lists import LIST_TITLES, LISTS
from clientbase_xl.schemas.time_photo import (
    ACTIVITIES_LIST,
    MINUTES_IN_DAY,
    SELLING,
    SERVING,
    TIME_PHOTO,
    UNSORTED,
)

_HAIR = 1e-9


def activity_kinds(lists: pd.DataFrame) -> dict[str, str]:
    """Return activity in small letters → SELLING or SERVING, as «Справочники» say it in whatever case.

    METHOD section 16. In: LISTS. An activity whose note is another word is not there.
    """
    own = lists[lists["list_key"] == ACTIVITIES_LIST]
    pairs = zip(as_text(own["value"]), as_text(own["note"]), strict=True)
    said = {str(name).strip().casefold(): str(note or "").strip().casefold() for name, note in pairs if name}
    return {name: kind for name, kind in said.items() if kind in (SELLING, SERVING)}


def time_photo(notes: pd.DataFrame, lists: pd.DataFrame) -> pd.DataFrame:
    """Return the notes with the kind of each activity: TIME_PHOTO, rows in their order.

    METHOD section 16. In: stored rows of TIME_PHOTO; LISTS. Without an activity there is no kind; one that
    «Справочники» do not sort is UNSORTED. Typed cells stay as they are.
    """
    table = notes.reindex(columns=list(TIME_PHOTO.keys)).reset_index(drop=True)
    for key in ("manager", "activity", "comment"):
        table[key] = as_text(table[key])
    table["activity_kind"] = texts(_kinds(table["activity"], activity_kinds(lists)), table.index)
    return table


def time_problems(table: pd.DataFrame, today: date) -> tuple[Problem, ...]:
    """Return what of TIME_PHOTO makes no sense: activities nobody sorted, days to come, days longer than 24 hours.

    METHOD section 16. One problem per activity, with a count of its rows; one per manager and day.
    """
    return (*_unsorted(table), *_coming(table, today), *_long_days(table))


def _kinds(activities: pd.Series[Any], kinds: Mapping[str, str]) -> Iterator[str | None]:
    for one in activities:
        yield None if one is None else kinds.get(str(one).strip().casefold(), UNSORTED)


def _unsorted(table: pd.DataFrame) -> Iterator[Problem]:
    for activity, own in table[table["activity_kind"] == UNSORTED].groupby("activity"):
        yield RecordProblem(
            f"«{activity}» — не продажа и не обслуживание: эти минуты не входят в доли",
            f"Впишите «{SELLING}» или «{SERVING}» в «{LISTS['note'].title}» списка «{LIST_TITLES[ACTIVITIES_LIST]}».",
            sheet=TIME_PHOTO.title,
            column=TIME_PHOTO["activity"].title,
            value=str(activity),
            count=len(own),
            record=(str(own["row_id"].iloc[0]),),
        )


def _coming(table: pd.DataFrame, today: date) -> Iterator[Problem]:
    days = as_dates(table["noted_on"])
    for number, day in zip(table["row_id"], days, strict=True):
        if day == day and day > pd.Timestamp(today):
            yield RecordProblem(
                f"Запись {number}: день ещё не наступил",
                "Исправьте дату: хронометраж пишут о прошедшем дне.",
                sheet=TIME_PHOTO.title,
                column=TIME_PHOTO["noted_on"].title,
                value=words.day(day),
                record=(str(number),),
            )


def _long_days(table: pd.DataFrame) -> Iterator[Problem]:
    notes = pd.DataFrame(
        {"manager": table["manager"], "day": as_dates(table["noted_on"]), "minutes": as_numbers(table["count_minutes"])}
    )
    of_day = notes.groupby(["manager", "day"])["minutes"].sum().reset_index()
    for manager, day, minutes in of_day.itertuples(index=False, name=None):
        if minutes > MINUTES_IN_DAY + _HAIR:
            yield Problem(
                f"{manager}, {words.day(day)}: записано {words.grouped(minutes)} минут, в сутках {MINUTES_IN_DAY}",
                "Проверьте минуты этого дня: возможно, строка вписана дважды.",
                sheet=TIME_PHOTO.title,
                column=TIME_PHOTO["count_minutes"].title,
                value=words.grouped(minutes),
            )
