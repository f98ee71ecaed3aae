"""What the surveys say now of a client's future and of its payments, for the clients that cut purchases (METHOD 11)."""

from __future__ import annotations

from datetime import date

import pandas as pd

from clientbase_xl.rules.surveys import forecast_in_force, newest_rows
from clientbase_xl.schemas.survey_words import (
    DIRECTIONS,
    FORECAST_BLOCKS,
    SOLVENCY_BLOCK,
    SOLVENCY_WORDS,
    UNKNOWN,
)

FORECAST_ORDER = tuple(sorted(FORECAST_BLOCKS, reverse=True))
"""Purchases from us say more than the sales of our goods, these more than all sales of the client (ours)."""
ANSWER_KEYS = ("client_code", "answer", "answered_on", "before")


def last_forecasts(surveys: pd.DataFrame, today: date, most_days: int) -> dict[str, str]:
    """Return client code → what the client expects: of block 4, else 2, else 1; «не знает» is no forecast.

    METHOD sections 10, 11. In: `settled_surveys`. The last survey of a block, not older than `most_days` (that day
    counts).
    """
    newest = newest_rows(surveys)
    recent = newest[(pd.Timestamp(today) - newest["surveyed_on"]).dt.days <= most_days]
    said = {(row["number"], row["client_code"]): forecast_in_force(row) for row in recent.to_dict("records")}
    found: dict[str, str] = {}
    for number in FORECAST_ORDER:
        for (block, code), forecast in said.items():
            if block == number and forecast in DIRECTIONS and forecast != UNKNOWN:
                found.setdefault(code, str(forecast))
    return found


def solvency_answers(surveys: pd.DataFrame) -> pd.DataFrame:
    """Return the last answer to block 6 of each client, its day and the answer before it: columns ANSWER_KEYS."""
    told = surveys[surveys["dynamics"].isin(SOLVENCY_WORDS)]
    newest = newest_rows(told)
    own = newest[newest["number"] == SOLVENCY_BLOCK]
    renamed = own.rename(columns={"dynamics": "answer", "surveyed_on": "answered_on"})
    return renamed[list(ANSWER_KEYS)].reset_index(drop=True)
