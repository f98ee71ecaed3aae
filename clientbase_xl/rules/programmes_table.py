"""«Программы»: is the client in the group, and what has the programme given so far.

METHOD section 13: individual sales programmes, their clients and result. Turnover before and since is ours: the same
number of days on both sides of the start, and the year before it for scale.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.client_records import client_records
from clientbase_xl.rules.joined import as_dates, as_text, by_codes, texts
from clientbase_xl.rules.periods import MONTHS_IN_YEAR, shift_months
from clientbase_xl.rules.programme_group import Group, programme_group
from clientbase_xl.rules.record_cells import day_of, is_filled, number_of
from clientbase_xl.schemas.programmes import (
    CAME_BACK,
    FELL,
    FINISHED,
    GREW,
    HELD,
    NO_VERDICT,
    NOT_BOUGHT,
    NOT_STARTED,
    PROGRAMMES,
    RUNNING,
    TOO_EARLY,
)
from clientbase_xl.schemas.row_id import number_order
from clientbase_xl.settings import Settings

SPANS = ("since", "before", "year")
"""Windows of a programme: from its start on, as many days before it, the 12 months before it."""
_CLIENT_KEYS = ("manager", "category", "channel", "status", "is_target")
_ORDER = {status: place for place, status in enumerate(PROGRAMMES["status"].choices[2::-1])}
_DIGITS = 9  # a change of exactly 10 % must not be lost in the last bits of a quotient


def programme_windows(records: pd.DataFrame, terms: pd.DataFrame, today: date) -> pd.DataFrame:
    """Return the windows whose turnover a programme asks for: a row per record that has begun, and per span.

    METHOD 13. In: stored PROGRAMMES; PROGRAMME_TERMS with defaults (an empty end is start + the longest term). Out:
    `row_id`, `client_code`, `span` (SPANS), `start_on`, `end_on` (exclusive). A programme has begun when it is «идёт»
    or «завершена» and its first day lies before `today`; lines of today do not count; an end before the start is none.
    """
    lasts = {row["programme"]: row["count_months_to"] for row in terms.to_dict("records")}
    rows = []
    for record in records.to_dict("records"):
        start, end = span_of(record, lasts)
        stop = min(end + timedelta(days=1), today) if end else today
        if record["status"] not in (RUNNING, FINISHED) or start is None or start >= stop:
            continue
        days = {"since": (start, stop), "before": (start - (stop - start), start)}
        days["year"] = (shift_months(start, -MONTHS_IN_YEAR), start)
        rows += [(record["row_id"], record["client_code"], span, *days[span]) for span in SPANS]
    table = pd.DataFrame(rows, columns=["row_id", "client_code", "span", "start_on", "end_on"])
    return table.assign(**{key: as_dates(table[key]) for key in ("start_on", "end_on")})


def span_of(record: Mapping[Any, Any], last_months: Mapping[str, Any]) -> tuple[date | None, date | None]:
    """Return first and last day of a programme; without a typed end that of its longest term, None where open."""
    start, end = day_of(record["from_on"]), day_of(record["to_on"])
    months = number_of(last_months.get(record["programme"]))
    if start and end is None and months is not None:
        end = shift_months(start, int(months)) - timedelta(days=1)
    return start, end


def programmes_table(
    records: pd.DataFrame,
    clients: pd.DataFrame,
    groups: Mapping[str, Group],
    sums: pd.DataFrame,
    silences: pd.DataFrame,
    ledger_first_on: date | None,
    settings: Settings,
) -> pd.DataFrame:
    """Return PROGRAMMES with group, turnover before and since, verdict: running ones first, by turnover since.

    METHOD 13. In: stored PROGRAMMES; `clients` with `client_code`, `client_name`, `manager`, `category`, `channel`,
    `status`, `is_target`; groups by programme; `sums`: `programme_windows` with `turnover_rub`, `count_purchases`;
    `silences`: `row_id`, `silence_days` on the day of the start (NaN: never bought before). The status that a group
    asks for is that of the start: who was silent long enough then was «уснувший» or «ушедший», whatever he is now;
    else today's. A span that begins before the ledger is unknown. Verdict: «вернулся» when nothing was bought for as
    many days before and something since, at once when the client was silent for `silent_from_days` at the start, else
    after `programme_days`; below `programme_days` «рано судить»; a change of exactly `programme_change` is one. Who has
    never bought before the start has nothing to be compared with, a code that is not in `clients` has no figures:
    «нет данных» both (section 0).
    """
    table = client_records(records, clients, PROGRAMMES)
    codes = pd.Index(table["client_code"], dtype=object)
    people = by_codes(clients.drop_duplicates("client_code"), codes, _CLIENT_KEYS)
    table["manager"] = as_text(people["manager"])
    silence = dict(zip(silences["row_id"], silences["silence_days"], strict=True))
    spans = _spans(sums, ledger_first_on)
    known = set(clients["client_code"])
    rows = []
    for record, client in zip(table.to_dict("records"), people.to_dict("records"), strict=True):
        silent_days = silence.get(record["row_id"])
        then = _status_then(silent_days, settings)
        status = then or client["status"]
        is_in, why = programme_group(groups.get(record["programme"]), {**client, "status": status})
        if record["client_code"] in known:
            result = _result(record, spans, silent_days, settings)
        else:
            reason = "Клиента с таким кодом в базе нет" if is_filled(record["client_code"]) else "Клиент не указан"
            result = {"verdict": NO_VERDICT, "reason": reason}
        rows.append({"is_in_group": is_in, "group_reason": why} | result)
    keys = ("is_in_group", "group_reason", "count_days", "turnover_before_rub", "turnover_since_rub", "change",
            "turnover_year_before_rub", "verdict", "reason")  # fmt: skip
    found = pd.DataFrame(rows, columns=list(keys), dtype=object)
    for key in keys:
        table[key] = found[key]
    table["is_in_group"] = table["is_in_group"].astype("boolean")
    table["count_days"] = table["count_days"].astype("Int64")
    for key in ("turnover_before_rub", "turnover_since_rub", "change", "turnover_year_before_rub"):
        table[key] = pd.to_numeric(table[key]).astype("float64")
    for key in ("group_reason", "verdict", "reason"):
        table[key] = texts(table[key], table.index)
    by = pd.DataFrame(
        {
            "place": table["status"].map(_ORDER).fillna(len(_ORDER)),
            "turnover": -table["turnover_since_rub"].fillna(0),
            "row": table["row_id"].astype(str).map(number_order),
        }
    )
    return table.loc[by.sort_values(["place", "turnover", "row"]).index].reset_index(drop=True)


def _spans(sums: pd.DataFrame, ledger_first_on: date | None) -> dict[tuple[str, str], Mapping[Any, Any]]:
    """Return the sums by record and span; those that the ledger does not cover are not there."""
    first = None if ledger_first_on is None else pd.Timestamp(ledger_first_on)
    known = sums if first is not None else sums.iloc[:0]
    return {
        (row["row_id"], row["span"]): row
        for row in known.to_dict("records")
        if first is not None and row["start_on"] >= first
    }


def _status_then(silence_days: Any, settings: Settings) -> str | None:
    bounds = settings.reactivation
    if not is_filled(silence_days) or silence_days < bounds.silent_from_days:
        return None
    return "ушедший" if silence_days > bounds.silent_to_days else "уснувший"


def _result(
    record: Mapping[Any, Any],
    spans: Mapping[tuple[str, str], Mapping[Any, Any]],
    silent_days: Any,
    settings: Settings,
) -> dict[str, Any]:
    since, before, year = (spans.get((record["row_id"], span)) for span in SPANS)
    if since is None:
        return _not_judged(record)
    days = (since["end_on"] - since["start_on"]).days
    amount, past = since["turnover_rub"], None if before is None else before["turnover_rub"]
    change = amount / past - 1 if past is not None and past > 0 else None
    numbers = {
        "count_days": days,
        "turnover_since_rub": amount,
        "turnover_before_rub": past,
        "turnover_year_before_rub": None if year is None else year["turnover_rub"],
        "change": change,
    }
    verdict = _verdict(since, before, change, days, silent_days, settings)
    said = f"За {words.days(days)} с {words.day(since['start_on'])}: {words.rub(amount)}"
    said += f"; за столько же до начала: {words.rub(past)}" if past is not None else "; до начала: нет данных"
    if change is not None:
        said += f"; {words.change(change)}"
    if verdict == NO_VERDICT and past is not None and not is_filled(silent_days):
        said += "; до начала клиент не покупал: сравнивать не с чем"
    if verdict == TOO_EARLY:
        said += f"; судить с {words.days(settings.agreements.programme_days)}"
    return numbers | {"verdict": verdict, "reason": said}


def _verdict(
    since: Mapping[Any, Any],
    before: Mapping[Any, Any] | None,
    change: float | None,
    days: int,
    silent_days: Any,
    settings: Settings,
) -> str:
    has_bought, is_early = since["count_purchases"] > 0, days < settings.agreements.programme_days
    was_absent = before is not None and before["count_purchases"] == 0
    # A few days without a purchase are no silence: who buys weekly has them before any day.
    was_silent = _status_then(silent_days, settings) is not None
    if has_bought and was_absent and (was_silent or (is_filled(silent_days) and not is_early)):
        return CAME_BACK
    if is_early:
        return TOO_EARLY
    if was_absent and not is_filled(silent_days):  # he has never bought before: there is nowhere to come back to
        return NO_VERDICT
    if not has_bought:
        return NOT_BOUGHT
    if change is None:
        return NO_VERDICT
    limit, rounded = settings.agreements.programme_change, round(change, _DIGITS)
    return GREW if rounded >= limit else FELL if rounded <= -limit else HELD


def _not_judged(record: Mapping[Any, Any]) -> dict[str, Any]:
    if record["status"] not in (RUNNING, FINISHED):
        return {"verdict": NOT_STARTED, "reason": f"Статус: {record['status'] or 'не указан'}"}
    start = day_of(record["from_on"])
    if start is None:
        return {"verdict": NO_VERDICT, "reason": "Нет даты начала"}
    return {
        "verdict": NOT_STARTED,
        "reason": f"Начало {words.day(start)}; дней продаж ещё нет",
    }
