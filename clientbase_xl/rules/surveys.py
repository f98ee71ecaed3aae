"""The surveys of «Мониторинг» as the other rules need them: blocks as numbers, what was answered before.

METHOD section 10: a row is client × date × block. What an earlier survey said is its last answer to the same block of
an earlier day; «не знает» is no answer to compare with (ours).
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.rules.joined import as_dates, as_numbers, as_text
from clientbase_xl.rules.periods import months_before
from clientbase_xl.rules.survey_answers import survey_answers
from clientbase_xl.rules.survey_pairs import pair_blocks
from clientbase_xl.schemas.model import Kind
from clientbase_xl.schemas.monitoring import MONITORING
from clientbase_xl.schemas.profiles import PLANS
from clientbase_xl.schemas.row_id import number_order
from clientbase_xl.schemas.survey_words import (
    DIRECTIONS,
    OUR_PURCHASES,
    UNKNOWN,
    block_number,
    block_words,
)

PLAN_MONTHS = 12
"""A plan «на год» of the profile speaks of so many months after its survey."""
ADDED_KEYS = (
    *("number", "is_ahead", "before", "before_on", "profile_forecast", "profile_share"),
    *("competitors", "competitors_on", "asks_ledger", "ledger_change", "ledger_word"),
)
_TEXT_KEYS = ("row_id", *(column.key for column in MONITORING.typed if column.kind not in (Kind.DATE, Kind.SHARE)))
_FORECAST_OF = dict(zip(PLANS, DIRECTIONS, strict=False))
Row = dict[Any, Any]


def settled_surveys(surveys: pd.DataFrame, profiles: pd.DataFrame, today: date, old_days: int) -> pd.DataFrame:
    """Return the surveys with what stands beside them: stored columns of MONITORING and ADDED_KEYS, in day order.

    METHOD sections 4, 10. In: stored MONITORING and PROFILES. Out, by client, day, number of the record: `number` of
    the block (0: none), `is_ahead` (after `today`; a row without a day too: it feeds nobody), the last answer to the
    block of an earlier day and its day, for block 4 without a forecast the plan of purchases of the
    profile (растёт / без изменений / падает), asked on the day of the survey or up to 12 months before; the answer of
    block 5 beside block 4 by `pair_blocks`, whose answers are in force for `old_days`; nothing yet of the ledger
    (`with_ledger`).
    """
    table = surveys.reindex(columns=[column.key for column in MONITORING if column.is_typed or column.key == "row_id"])
    for key in ("dynamics_share", "forecast_share"):
        table[key] = as_numbers(table[key])
    for key in _TEXT_KEYS:
        table[key] = as_text(table[key])
    table["surveyed_on"] = as_dates(table["surveyed_on"])
    table["row_key"] = [number_order(str(one)) for one in table["row_id"]]
    table = table.sort_values(["client_code", "surveyed_on", "row_key"], kind="stable").reset_index(drop=True)
    table["number"] = [block_number(block) for block in table["block"]]
    table["is_ahead"] = ~(table["surveyed_on"] <= pd.Timestamp(today))
    rows = table.drop(columns="row_key").to_dict("records")
    _add_before(rows)
    _add_plans(rows, profiles, today)
    pair_blocks(rows, old_days)
    keys = [key for key in (*table.columns, *ADDED_KEYS[2:]) if key != "row_key"]
    found = pd.DataFrame(rows, columns=keys).assign(ledger_change=float("nan"), ledger_word=None)
    for key in (*_TEXT_KEYS, "before", "competitors", "profile_forecast", "ledger_word"):
        found[key] = as_text(found[key])
    for key in ("surveyed_on", "before_on", "competitors_on"):
        found[key] = as_dates(found[key])
    found["profile_share"] = as_numbers(found["profile_share"])
    return found.astype({"number": "int64", "is_ahead": "bool", "asks_ledger": "bool"})


def newest_rows(surveys: pd.DataFrame) -> pd.DataFrame:
    """Return the last survey of each client and block that says anything, of `settled_surveys`; of one day the lower.

    A survey ahead of today and one of no block say nothing.
    """
    says = surveys["dynamics"].notna() | surveys["forecast"].notna() | surveys["profile_forecast"].notna()
    told = surveys[says & ~surveys["is_ahead"] & (surveys["number"] > 0) & surveys["client_code"].notna()]
    return told.drop_duplicates(["client_code", "number"], keep="last").reset_index(drop=True)


def forecast_in_force(row: Row) -> str | None:
    """Return what a row says of the future: the client's own forecast, in block 4 else that of the profile."""
    found: str | None = row["forecast"] or (row["profile_forecast"] if row["number"] == OUR_PURCHASES else None)
    return found


def _add_before(rows: list[Row]) -> None:
    last: dict[tuple[Any, int], list[Row]] = {}
    for row in rows:
        earlier = last.setdefault((row["client_code"], row["number"]), [])
        before = next((one for one in reversed(earlier) if one["surveyed_on"] < row["surveyed_on"]), None)
        row["before"] = before["dynamics"] if before else None
        row["before_on"] = before["surveyed_on"] if before else None
        is_answer = row["dynamics"] in block_words(row["number"]) and row["dynamics"] != UNKNOWN
        if is_answer and row["number"] and not row["is_ahead"]:
            earlier.append(row)


def _add_plans(rows: list[Row], profiles: pd.DataFrame, today: date) -> None:
    answers = survey_answers(profiles, today)
    answers = answers[answers["purchase_plan"].isin(PLANS) & answers["dated_purchase_plan"].notna()]
    keys = ["client_code", "surveyed_on", "dated_purchase_plan", "purchase_plan", "plan_change"]
    plans: dict[Any, list[Row]] = {}
    for answer in answers[keys].dropna(subset=["surveyed_on"]).to_dict("records"):
        plans.setdefault(answer["client_code"], []).append(dict(answer))
    for row in rows:
        row["profile_forecast"], row["profile_share"] = None, None
        if row["number"] != OUR_PURCHASES or row["forecast"] or row["surveyed_on"] is pd.NaT:
            continue
        day = row["surveyed_on"]
        since = pd.Timestamp(months_before(day.date(), PLAN_MONTHS))
        known = [one for one in plans.get(row["client_code"], ()) if one["surveyed_on"] <= day]
        if known and known[-1]["dated_purchase_plan"] >= since:
            row["profile_forecast"] = _FORECAST_OF[known[-1]["purchase_plan"]]
            row["profile_share"] = known[-1]["plan_change"]
