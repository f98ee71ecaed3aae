"""Which answers to blocks 4 and 5 of the surveys stand against each other: «4 падает while 5 растёт» (METHOD 10)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from clientbase_xl.schemas.survey_words import DIRECTIONS, OUR_PURCHASES, THEIR_PURCHASES

Row = dict[Any, Any]


def pair_blocks(rows: list[Row], most_days: int) -> None:
    """Add to records of surveys what the other block says: `competitors`, `competitors_on`, `asks_ledger`.

    METHOD section 10. In: `client_code`, `surveyed_on`, `number`, `is_ahead`, `dynamics`, `forecast`,
    `profile_forecast`, in day order. A row of block 4 gets the last answer to block 5 given before the client's next
    survey of block 4, at most `most_days` before or after it: two answers further apart are never in force together. A
    survey ahead of today is no partner. The ledger is asked of every row of block 4, and of block 5 where nothing was
    said of block 4 within `most_days`.
    """
    of_client: dict[tuple[Any, int], list[Row]] = {}
    for row in rows:
        row["competitors"], row["competitors_on"], row["asks_ledger"] = None, None, row["number"] == OUR_PURCHASES
        if row["client_code"] is not None and not row["is_ahead"]:
            of_client.setdefault((row["client_code"], row["number"]), []).append(row)
    reach = timedelta(days=most_days)
    for row in rows:
        if row["client_code"] is None or row["surveyed_on"] != row["surveyed_on"]:
            continue
        ours = of_client.get((row["client_code"], OUR_PURCHASES), [])
        if row["number"] == OUR_PURCHASES:
            partner = _partner(row, ours, of_client.get((row["client_code"], THEIR_PURCHASES), []), reach)
            if partner is not None:
                row["competitors"], row["competitors_on"] = partner["dynamics"], partner["surveyed_on"]
        elif row["number"] == THEIR_PURCHASES:
            row["asks_ledger"] = not any(says(one) and _is_near(one, row, reach) for one in ours)


def says(row: Row) -> bool:
    """Tell whether a survey says anything of today or of the future."""
    return bool(row["dynamics"] or row["forecast"] or row["profile_forecast"])


def _partner(row: Row, ours: list[Row], theirs: list[Row], reach: timedelta) -> Mapping[Any, Any] | None:
    """Return the last answer to block 5 that stands beside a row of block 4."""
    later = [one["surveyed_on"] for one in ours if one["surveyed_on"] > row["surveyed_on"] and says(one)]
    known = [
        one
        for one in theirs
        if one["dynamics"] in DIRECTIONS
        and _is_near(one, row, reach)
        and (not later or one["surveyed_on"] < min(later))
    ]
    return known[-1] if known else None


def _is_near(one: Row, other: Row, reach: timedelta) -> bool:
    return bool(abs(one["surveyed_on"] - other["surveyed_on"]) <= reach)
