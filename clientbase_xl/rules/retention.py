"""Retention: how many of the clients that bought for the first time bought a second time.

METHOD section 9 [B]: second purchases ÷ first purchases; below 67 % there is «дыра в кармане»; not for project sales.
Monthly cohorts of the first purchase. Ours: a client is mature when its first purchase is at least 90 days ago, a
cohort when its last day is; a cohort that begins within the first months of the ledger has unknown first purchases.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

import numpy as np
import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_dates, as_flags, present
from clientbase_xl.rules.periods import month_start, shift_months
from clientbase_xl.schemas.retention import (
    BEGINNING,
    FEW,
    HOLE,
    MONTH_KEYS,
    NO_HOLE,
    RETENTION,
    YOUNG,
)
from clientbase_xl.settings import RetentionSettings, Settings


def retention(
    purchases: pd.DataFrame, cards: pd.DataFrame, first_line_on: date | None, today: date, settings: Settings
) -> pd.DataFrame:
    """Return the cohorts by month of the first purchase, the oldest first.

    METHOD section 9 [B]. In: `purchases` with `client_code`, `first_on`, `second_on`, `months_mask` (bit k: bought in
    the k-th calendar month after the first); cards with `client_code`, `is_project`; the first day of the ledger.
    Out: RETENTION; months without a first purchase are absent. Shares are of the cohort's clients. A month that is not
    full on `today` is not observed: its cell is empty, never 0. Exactly `hole_share` is no hole, 66.67 % is below 67 %;
    fewer than `min_clients` → «мало данных». Clients with «Проектные продажи» are left out.
    """
    rules = settings.retention
    clients = dated_clients(purchases, cards, first_line_on, today, rules)
    rows = []
    for start, cohort in clients.groupby("cohort_on", sort=True):
        first_day = pd.Timestamp(start).date()  # type: ignore[arg-type]
        count, again = len(cohort), int(cohort["second_on"].notna().sum())
        is_mature = shift_months(first_day, 1) - timedelta(days=1) <= today - timedelta(days=rules.mature_days)
        verdict = _verdict(count, again, is_mature, bool(cohort["is_known"].iloc[0]), rules)
        rows.append(
            {
                "cohort": f"{first_day:%Y-%m}",
                "count_first": count,
                "count_second": again,
                "share_second": share_second(count, again),
                "is_mature": is_mature,
                "verdict": verdict,
                "reason": _reason(verdict, count, again, rules),
                **_months(cohort["months_mask"].to_numpy(dtype=np.int64), first_day, today),
            }
        )
    return present(pd.DataFrame(rows, columns=list(RETENTION.keys)).astype({"is_mature": bool}), RETENTION)


def dated_clients(
    purchases: pd.DataFrame, cards: pd.DataFrame, first_line_on: date | None, today: date, rules: RetentionSettings
) -> pd.DataFrame:
    """Return the clients that count: `purchases` without project sales, with `cohort_on`, `is_known`, `is_grown`.

    `is_known`: the month of the first purchase does not begin within the first `unknown_months` of the ledger;
    `is_grown`: the first purchase is `mature_days` ago or earlier.
    """
    clients = purchases[~purchases["client_code"].isin(_project_codes(cards))].reset_index(drop=True)
    first_on = as_dates(clients["first_on"])
    cohort_on = first_on.dt.to_period("M").dt.to_timestamp().astype(first_on.dtype)
    known_from = pd.Timestamp.min
    if first_line_on is not None and rules.unknown_months:
        known_from = pd.Timestamp(shift_months(first_line_on, rules.unknown_months))
    return clients.assign(
        first_on=first_on,
        second_on=as_dates(clients["second_on"]),
        cohort_on=cohort_on,
        is_known=cohort_on >= known_from,
        is_grown=first_on <= pd.Timestamp(today - timedelta(days=rules.mature_days)),
    )


def judged(count: int, again: int, rules: RetentionSettings) -> str:
    """Return the verdict on clients of which all are mature and known: «мало данных», «дыра в кармане», «дыры нет»."""
    if count < rules.min_clients:
        return FEW
    return HOLE if again / count < rules.hole_share else NO_HOLE


def share_second(count_first: int, count_second: int) -> float:
    """Return second ÷ first purchases as a fraction of 1; NaN where nobody bought for the first time.

    METHOD section 9 [B]. Never rounded: 4 of 6 stay below 67 %.
    """
    return count_second / count_first if count_first else float("nan")


def _project_codes(cards: pd.DataFrame) -> Collection[str]:
    if "is_project" not in cards:
        return ()
    return set(cards.loc[as_flags(cards["is_project"]), "client_code"])


def _verdict(count: int, again: int, is_mature: bool, is_known: bool, rules: RetentionSettings) -> str:
    if not is_known:
        return BEGINNING
    return judged(count, again, rules) if is_mature else YOUNG


def _reason(verdict: str, count: int, again: int, rules: RetentionSettings) -> str:
    numbers = f"{again} из {count}"
    match verdict:
        case "начало истории":
            return f"{numbers}; могли купить и раньше"
        case "не созрела":
            return f"{numbers}; не у всех прошло {words.days(rules.mature_days)}"
        case "мало данных":
            return f"{numbers}; клиентов меньше {rules.min_clients}"
    sign = "<" if verdict == HOLE else "≥"
    return f"{numbers}: {words.share(again / count)} {sign} {words.share(rules.hole_share)}"


def _months(masks: np.ndarray, first_day: date, today: date) -> dict[str, float | None]:
    """Return the share of clients that bought in each month after the first; None for months not yet over."""
    return {
        key: float(((masks >> number) & 1).mean()) if number == 0 or _is_over(first_day, number, today) else None
        for number, key in enumerate(MONTH_KEYS)
    }


def _is_over(first_day: date, number: int, today: date) -> bool:
    return shift_months(first_day, number) < month_start(today)
