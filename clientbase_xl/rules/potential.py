"""Potential of a client in roubles a year: two routes from the answers, orders alone, or the answers of others.

METHOD section 4. The same arithmetic stands in the formulas of «Профиль клиента» (`schemas/profiles.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from clientbase_xl.rules.joined import as_numbers, texts
from clientbase_xl.rules.share_of_wallet import share_of_wallet
from clientbase_xl.schemas.profiles import (
    AT_LEAST,
    BELOW_TURNOVER,
    BY_BOTH,
    BY_CHANNEL,
    BY_COUNT,
    BY_ORDERS,
    BY_SHARE,
    ORDERS_SLACK_RUB,
    ROUTES_APART,
    SHARE_AND_ONE,
    SHARE_MIN,
    TOO_FEW_ORDERS,
)
from clientbase_xl.settings import ProfileSettings

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Words = npt.NDArray[np.str_]
ANSWER_KEYS = ("count_orders_per_year", "average_order_rub", "share_ours", "count_suppliers")
OWN_KEYS = ("turnover_12m_rub", "average_purchase_rub")
RATIO_KEYS = ("ratio_median", "ratio_high")
_NUMBER_KEYS = (
    "route_a_rub",
    "route_b_rub",
    "potential_min_rub",
    "potential_rub",
    "potential_max_rub",
    "share_of_wallet",
    "untapped_rub",
)
ANSWERED_WAYS = (BY_BOTH, BY_ORDERS, BY_SHARE)
"""Ways that a client's own answers lead; `BY_COUNT` is an answer that leaves an interval."""


@dataclass(frozen=True, slots=True)
class Routes:
    """What the answers of clients lead to: arrays of one length; numbers are NaN and words "" where there is none."""

    route_a_rub: Floats
    route_b_rub: Floats
    potential_min_rub: Floats
    potential_rub: Floats
    potential_max_rub: Floats
    share_of_wallet: Floats
    untapped_rub: Floats
    way: Words
    contradiction: Words


def share_used(share_ours: pd.Series[Any], count_suppliers: pd.Series[Any]) -> pd.Series[float]:
    """Return our share as answered, 100 % for one supplier, NaN where neither says it or it is not 1–100 %."""
    share, suppliers = as_numbers(share_ours), as_numbers(count_suppliers)
    return pd.Series(known_share(share.to_numpy(), suppliers.to_numpy()), index=share.index, name=share.name)


def known_share(share_ours: Floats, count_suppliers: Floats) -> Floats:
    """Return what `share_used` says, for arrays."""
    is_sound = (share_ours >= SHARE_MIN) & (share_ours <= 1)
    return np.where(is_sound, share_ours, np.where(count_suppliers == 1, 1.0, np.nan))


def potential(answers: pd.DataFrame, settings: ProfileSettings) -> pd.DataFrame:
    """Return the routes of each row and the potential with its ends, way and contradiction.

    METHOD section 4. In: ANSWER_KEYS (a share is a fraction of 1), OWN_KEYS of the same date, RATIO_KEYS (potential ÷
    turnover of those who answered); NaN is unknown, an absent column too. Out, with the index of the input:
    route_a_rub, route_b_rub, potential_min_rub, potential_rub (likely), potential_max_rub, share_of_wallet,
    untapped_rub (≥ 0), way, contradiction (None where there is none).

    Boundaries: a share of exactly 1 % and of 100 % counts, 0 % and more than 100 % are no answers; orders and average
    order must be above 0; a route equal to own turnover stands, a smaller one is ignored and named; orders × our
    average purchase may miss the turnover by half a rouble of rounding; routes apart by exactly
    `contradiction_share` of the larger agree. Without turnover only route a leads anywhere. An estimate (no answer)
    has neither share of wallet nor untapped roubles.
    """
    numbers = {key: _numbers(answers, key) for key in (*ANSWER_KEYS, *OWN_KEYS, *RATIO_KEYS)}
    found = routes(numbers, settings)
    columns = {field.name: getattr(found, field.name) for field in fields(found)}
    result = pd.DataFrame({key: columns[key] for key in _NUMBER_KEYS}, index=answers.index)
    for key in ("way", "contradiction"):
        result[key] = texts([str(word) or None for word in columns[key]], answers.index)
    return result


def routes(answers: Mapping[str, Floats], settings: ProfileSettings) -> Routes:
    """Return what `potential` says, from arrays of one length under the same keys, every key present.

    METHOD section 4. Roubles a year, a share as a fraction of 1; boundaries as in `potential`.
    """
    turnover_known = answers["turnover_12m_rub"]
    turnover = np.nan_to_num(turnover_known, nan=0.0)
    orders, order = (_positive(answers[key]) for key in ("count_orders_per_year", "average_order_rub"))
    share = known_share(answers["share_ours"], answers["count_suppliers"])
    a = orders * order
    b = np.divide(turnover, share, out=np.full(len(turnover), np.nan), where=(turnover > 0) & ~np.isnan(share))
    is_a, is_b = a >= turnover, ~np.isnan(b)
    counted = orders * _positive(answers["average_purchase_rub"])
    is_only_count = ~np.isnan(counted) & np.isnan(order) & (turnover > 0)
    is_count = is_only_count & (counted >= turnover - ORDERS_SLACK_RUB) & ~is_b
    counted = np.fmax(counted, turnover)
    likely, least, most = _ends(answers, settings, turnover, (a, is_a), (b, is_b), (counted, is_count))
    is_answered = (is_a | is_b | is_count) & ~np.isnan(turnover_known)
    is_apart = is_a & is_b & (np.round(np.abs(a - b) / np.fmax(a, b), 9) > settings.contradiction_share)
    typed = answers["share_ours"]
    conditions = {
        BELOW_TURNOVER: ~np.isnan(a) & ~is_a,
        ROUTES_APART: is_apart,
        TOO_FEW_ORDERS: is_only_count & ~is_b & ~is_count,
        SHARE_AND_ONE: (answers["count_suppliers"] == 1) & (typed >= SHARE_MIN) & (typed < 1),
    }
    return Routes(
        a,
        b,
        least,
        likely,
        most,
        np.where(is_answered, share_of_wallet(turnover, likely), np.nan),
        np.where(is_answered, np.fmax(likely - turnover, 0), np.nan),
        _ways(is_a, is_b, is_count, turnover, likely),
        np.select(list(conditions.values()), list(conditions), default=""),
    )


def _numbers(answers: pd.DataFrame, key: str) -> Floats:
    if key not in answers:
        return np.full(len(answers), np.nan)
    return np.asarray(as_numbers(answers[key]), dtype=np.float64)


def _positive(values: Floats) -> Floats:
    return np.where(values > 0, values, np.nan)


def _ends(
    answers: Mapping[str, Floats],
    settings: ProfileSettings,
    turnover: Floats,
    by_orders: tuple[Floats, Mask],
    by_share: tuple[Floats, Mask],
    by_count: tuple[Floats, Mask],
) -> tuple[Floats, Floats, Floats]:
    """Return likely, least and most: routes first, then orders alone, then the answers of others."""
    (a, is_a), (b, is_b), (counted, is_count) = by_orders, by_share, by_count
    has_turnover = turnover > 0
    median, high = (
        np.where(has_turnover & (answers[key] > 0), np.fmax(turnover * answers[key], turnover), np.nan)
        for key in RATIO_KEYS
    )
    conditions = [is_a & is_b, is_a, is_b, is_count]
    likely = np.select(conditions, [a, a, b, counted], default=median)
    own = np.where(has_turnover, turnover, np.nan)
    least = np.select(conditions, [np.fmin(a, b), a, b, own], default=own)
    most = np.select(conditions, [np.fmax(a, b), a, b, settings.orders_only_factor * counted], default=high)
    return likely, least, most


def _ways(is_a: Mask, is_b: Mask, is_count: Mask, turnover: Floats, likely: Floats) -> Words:
    conditions = [is_a & is_b, is_a, is_b, is_count, turnover <= 0, ~np.isnan(likely)]
    return np.select(conditions, [BY_BOTH, BY_ORDERS, BY_SHARE, BY_COUNT, "", BY_CHANNEL], default=AT_LEAST)
