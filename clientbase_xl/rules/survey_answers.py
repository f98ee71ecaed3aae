"""Several dated surveys of a client together: what was answered earlier and not asked again keeps its answer.

METHOD section 4 says that the talk may end any moment and section 1 that a row is client × date; how dates add up is
ours: per question the newest survey that has an answer. One exception: «один поставщик» of a newer survey replaces an
older share, because both answer the same thing.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_dates, as_numbers, as_text, texts
from clientbase_xl.schemas.profiles import AHEAD, NEWEST, OLDER, QUESTIONS, SHARE_MIN
from clientbase_xl.schemas.row_id import number_order

EARLIER_KEYS = ("earlier_orders", "earlier_average_order_rub", "earlier_share", "earlier_suppliers")
QUESTION_KEYS = tuple(question.key for question in QUESTIONS)
_ONE_SUPPLIER = -1.0  # a mark in a column of shares, never a share


def survey_answers(profiles: pd.DataFrame, today: date) -> pd.DataFrame:
    """Return each survey with the answers in force at it: its own, else the last of earlier surveys of the client.

    METHOD sections 1 and 4. In: the stored columns of PROFILES. Out, by client, date, number of the record: row_id,
    client_code, surveyed_on (datetime64), state, QUESTION_KEYS (combined), plan_change (of the answer of the plan in
    force), EARLIER_KEYS (what the sheet falls back on), earlier_answers (sentence, None), dated_<question> (day of the
    answer in force). Boundaries: a survey of `today` counts, a later one feeds nobody («дата впереди»); a survey
    without a date is the oldest; of two of one day the one with the larger number of record is newer. Numbers that
    are no answers (orders or average order not above 0, share outside 1–100 %, fewer suppliers than 1) are left out.
    """
    table = profiles.reindex(columns=["row_id", "client_code", "surveyed_on", *QUESTION_KEYS, "plan_change"]).copy()
    table["client_code"] = as_text(table["client_code"])
    table["surveyed_on"] = as_dates(table["surveyed_on"])
    for question in QUESTIONS:
        values = table[question.key]
        table[question.key] = _sound(as_numbers(values), question.key) if question.is_number else as_text(values)
    table["plan_change"] = as_numbers(table["plan_change"])
    table["row_key"] = table["row_id"].astype(str).map(number_order)
    by = ["client_code", "surveyed_on", "row_key"]
    table = table.sort_values(by, na_position="first", kind="stable").reset_index(drop=True)
    _add_states(table, today)
    own = table.loc[:, list(QUESTION_KEYS)].copy()
    _add_earlier(table, own)
    _combine(table, own)
    return table.drop(columns="row_key")


def newest_answers(answers: pd.DataFrame) -> pd.DataFrame:
    """Return the survey in force of each client, sorted by code (METHOD section 4)."""
    kept: pd.DataFrame = answers[(answers["state"] == NEWEST) & answers["client_code"].notna()]
    return kept.sort_values("client_code").reset_index(drop=True)


def _sound(values: pd.Series[float], key: str) -> pd.Series[float]:
    if key == "share_ours":
        return values.where((values >= SHARE_MIN) & (values <= 1))
    return values.where(values >= 1 if key == "count_suppliers" else values > 0)


def _add_states(table: pd.DataFrame, today: date) -> None:
    is_ahead = table["surveyed_on"] > pd.Timestamp(today)
    last = ~table["client_code"].where(~is_ahead).duplicated(keep="last") & ~is_ahead
    is_newest = last | table["client_code"].isna()
    table["state"] = texts(np.select([is_ahead, is_newest], [AHEAD, NEWEST], default=OLDER).tolist(), table.index)


def _before(table: pd.DataFrame, values: pd.Series[float]) -> pd.Series[float]:
    """Return the last known value of earlier rows of the same client."""
    shifted = values.groupby(table["client_code"]).shift()
    found: pd.Series[float] = shifted.groupby(table["client_code"]).ffill()
    return found


def _add_earlier(table: pd.DataFrame, own: pd.DataFrame) -> None:
    """Add what earlier surveys answered: numbers for the formulas, a sentence, and days of answers."""
    for key, source in zip(
        EARLIER_KEYS, ("count_orders_per_year", "average_order_rub", None, "count_suppliers"), strict=True
    ):
        if source:
            table[key] = _before(table, own[source])
    marked = own["share_ours"].where(own["share_ours"].notna() | (own["count_suppliers"] != 1), _ONE_SUPPLIER)
    share = _before(table, marked)
    table["earlier_share"] = share.where(share != _ONE_SUPPLIER)
    parts: list[list[str]] = [[] for _ in range(len(table))]
    for question in QUESTIONS:
        is_own = own[question.key].notna()
        days = table["surveyed_on"].where(is_own)
        before = _before(table, days.where(is_own))
        table[f"dated_{question.key}"] = days.where(is_own, before)
        was = _before(table, is_own.astype(float).where(is_own))
        for place in np.flatnonzero(was.notna().to_numpy()):
            day: Any = before.iloc[place]
            parts[place].append(f"{question.title} ({words.day(day) if day == day else 'без даты'})")
    table["earlier_answers"] = texts(["; ".join(part) or None for part in parts], table.index)


def _combine(table: pd.DataFrame, own: pd.DataFrame) -> None:
    """Lay the earlier answers under the own ones."""
    for key in QUESTION_KEYS:
        numbers = {"count_orders_per_year": "earlier_orders", "average_order_rub": "earlier_average_order_rub"}
        numbers |= {"count_suppliers": "earlier_suppliers"}
        if key == "share_ours":
            earlier = table["earlier_share"].where(own["count_suppliers"] != 1)
        elif key in numbers:
            earlier = table[numbers[key]]
        else:
            earlier = _text_before(table, own[key])
        table[key] = own[key].where(own[key].notna(), earlier)
    of_plan = table["plan_change"].where(own["purchase_plan"].notna())
    held = of_plan.where(of_plan.notna() | own["purchase_plan"].isna(), np.inf)  # a plan without a number hides older
    change = held.groupby(table["client_code"]).ffill().where(table["client_code"].notna(), held)
    table["plan_change"] = change.where(change != np.inf)


def _text_before(table: pd.DataFrame, values: pd.Series[str]) -> pd.Series[str]:
    shifted = values.groupby(table["client_code"]).shift()
    found: pd.Series[str] = as_text(shifted.groupby(table["client_code"]).ffill())
    return found
