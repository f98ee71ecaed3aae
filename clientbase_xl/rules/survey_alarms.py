"""Alarms of the surveys (METHOD section 10, ours): what a client's answers warn of.

Forecast падает in 1, 2 or 4; 6 worse than before; 7 = да; 4 падает while 5 растёт.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.rules.surveys import forecast_in_force, newest_rows
from clientbase_xl.schemas.survey_words import (
    ALARM_COMPETITORS,
    ALARM_PEOPLE,
    ALARM_SOLVENCY,
    CHANGED,
    FALLS,
    FORECAST_ALARMS,
    GROWS,
    OUR_PURCHASES,
    PEOPLE_BLOCK,
    SOLVENCY_BLOCK,
    SOLVENCY_WORDS,
    THEIR_PURCHASES,
)

KEYS = ("row_id", "client_code", "surveyed_on", "number", "alarm", "possible_actions")
Row = dict[Any, Any]


def row_alarms(row: Row) -> tuple[str, ...]:
    """Return the alarms of one survey, a record of `settled_surveys`; a word of another block alarms nobody.

    METHOD section 10. Block 4 may raise two. «Worse than before» needs an earlier answer. «4 падает while 5 растёт»
    compares the dynamics of the two last answers (`pair_blocks`); where the client said no word of block 4 the ledger's
    counts (`with_ledger`), and where block 4 was not asked at all the alarm stands at block 5.
    """
    number, said, found = row["number"], row["dynamics"], []
    if number in FORECAST_ALARMS and forecast_in_force(row) == FALLS:
        found.append(FORECAST_ALARMS[number])
    if number == OUR_PURCHASES and our_word(row) == FALLS and row["competitors"] == GROWS:
        found.append(ALARM_COMPETITORS)
    if number == THEIR_PURCHASES and said == GROWS and row["ledger_word"] == FALLS:
        found.append(ALARM_COMPETITORS)
    if number == SOLVENCY_BLOCK and is_worse(said, row["before"]):
        found.append(ALARM_SOLVENCY)
    if number == PEOPLE_BLOCK and said == CHANGED:
        found.append(ALARM_PEOPLE)
    return tuple(found)


def our_word(row: Row) -> str | None:
    """Return where purchases from us go by a row of block 4: the client's word, without it that of the ledger.

    A row that says nothing at all, of the future neither, is no answer.
    """
    word: str | None = row["dynamics"] or (row["ledger_word"] if forecast_in_force(row) else None)
    return word


def is_worse(answer: str | None, before: str | None) -> bool:
    """Tell whether an answer of block 6 is worse than the one before; unknown is not."""
    known = answer in SOLVENCY_WORDS and before in SOLVENCY_WORDS
    return known and SOLVENCY_WORDS.index(str(answer)) > SOLVENCY_WORDS.index(str(before))


def alarms_in_force(surveys: pd.DataFrame, today: date, most_days: int) -> pd.DataFrame:
    """Return the alarms of the last survey of each client and block, not older than so many days: columns KEYS.

    METHOD section 10. In: `settled_surveys`. A newer survey of the block replaces an older one, whatever it says.
    Exactly `most_days` ago is not older. Of «4 падает while 5 растёт» both answers must be in force. A row per alarm,
    by client, block, alarm.
    """
    newest = newest_rows(surveys)
    since = pd.Timestamp(today) - pd.Timedelta(days=most_days)
    rows = newest[newest["surveyed_on"] >= since].to_dict("records")
    found = [
        {key: row[key] for key in KEYS if key != "alarm"} | {"alarm": one}
        for row in rows
        for one in row_alarms(row)
        if one != ALARM_COMPETITORS or not row["competitors_on"] < since
    ]
    return pd.DataFrame(found, columns=list(KEYS), dtype=object).sort_values(
        ["client_code", "number"], kind="stable", ignore_index=True
    )
