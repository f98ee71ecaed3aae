"""Potential of a client in roubles a year: two routes from the answers, orders alone, or the answers of others.

METHOD section 4. The same arithmetic stands in the formulas of «Профиль клиента» (`schemas/profiles.py`).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from clientbase_xl.rules.joined import as_numbers, texts
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
ANSWER_KEYS = ("count_orders_per_year", "average_order_rub", "share_ours", "count_suppliers")
OWN_KEYS = ("turnover_12m_rub", "average_purchase_rub")
RATIO_KEYS = ("ratio_median", "ratio_high")
ANSWERED_WAYS = (BY_BOTH, BY_ORDERS, BY_SHARE)
"""Ways that a client's own answers lead; `BY_COUNT` is an answer that leaves an interval."""


def share_used(share_ours: pd.Series[Any], count_suppliers: pd.Series[Any]) -> pd.Series[float]:
    """Return our share as answered, 100 % for one supplier, NaN where neither says it or it is not 1–100 %."""
    share = as_numbers(share_ours)
    is_sound = (share >= SHARE_MIN) & (share <= 1)
    return share.where(is_sound, as_numbers(count_suppliers).eq(1).map({True: 1.0, False: np.nan}))


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
    table = pd.DataFrame({key: _numbers(answers, key) for key in (*ANSWER_KEYS, *OWN_KEYS, *RATIO_KEYS)})
    turnover = _known(table["turnover_12m_rub"])
    orders, order = (_positive(table[key]) for key in ("count_orders_per_year", "average_order_rub"))
    share = share_used(table["share_ours"], table["count_suppliers"]).to_numpy(dtype=float)
    a = orders * order
    b = np.divide(turnover, share, out=np.full(len(table), np.nan), where=(turnover > 0) & ~np.isnan(share))
    is_a, is_b = a >= turnover, ~np.isnan(b)
    counted = orders * _positive(table["average_purchase_rub"])
    is_only_count = ~np.isnan(counted) & np.isnan(order) & (turnover > 0)
    is_count = is_only_count & (counted >= turnover - ORDERS_SLACK_RUB) & ~is_b
    counted = np.fmax(counted, turnover)
    likely, least, most = _ends(table, settings, turnover, (a, is_a), (b, is_b), (counted, is_count))
    is_answered = (is_a | is_b | is_count) & table["turnover_12m_rub"].notna().to_numpy()
    found = {
        "route_a_rub": a,
        "route_b_rub": b,
        "potential_min_rub": least,
        "potential_rub": likely,
        "potential_max_rub": most,
        "share_of_wallet": np.where(is_answered, turnover / np.where(likely > 0, likely, np.nan), np.nan),
        "untapped_rub": np.where(is_answered, np.fmax(likely - turnover, 0), np.nan),
    }
    result = pd.DataFrame(found, index=answers.index)
    result["way"] = texts(_ways(is_a, is_b, is_count, turnover, likely), answers.index)
    is_apart = is_a & is_b & (np.round(np.abs(a - b) / np.fmax(a, b), 9) > settings.contradiction_share)
    share_typed = table["share_ours"].to_numpy(dtype=float)
    conditions = (
        (BELOW_TURNOVER, ~np.isnan(a) & ~is_a),
        (ROUTES_APART, is_apart),
        (TOO_FEW_ORDERS, is_only_count & ~is_b & ~is_count),
        (
            SHARE_AND_ONE,
            (table["count_suppliers"] == 1).to_numpy() & (share_typed >= SHARE_MIN) & (share_typed < 1),
        ),
    )
    chosen = np.select([mask for _, mask in conditions], [word for word, _ in conditions], default="")
    result["contradiction"] = texts([str(word) or None for word in chosen], answers.index)
    return result


def _numbers(answers: pd.DataFrame, key: str) -> pd.Series[float]:
    return as_numbers(answers[key]) if key in answers else pd.Series(np.nan, index=answers.index)


def _known(values: pd.Series[float]) -> Floats:
    return np.asarray(values.fillna(0), dtype=np.float64)


def _positive(values: pd.Series[float]) -> Floats:
    return np.asarray(values.where(values > 0), dtype=np.float64)


def _ends(
    table: pd.DataFrame,
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
        np.where(has_turnover & (table[key] > 0), np.fmax(turnover * table[key], turnover), np.nan)
        for key in RATIO_KEYS
    )
    conditions = [is_a & is_b, is_a, is_b, is_count]
    likely = np.select(conditions, [a, a, b, counted], default=median)
    own = np.where(has_turnover, turnover, np.nan)
    least = np.select(conditions, [np.fmin(a, b), a, b, own], default=own)
    most = np.select(conditions, [np.fmax(a, b), a, b, settings.orders_only_factor * counted], default=high)
    return likely, least, most


def _ways(is_a: Mask, is_b: Mask, is_count: Mask, turnover: Floats, likely: Floats) -> list[str | None]:
    conditions = [is_a & is_b, is_a, is_b, is_count, turnover <= 0, ~np.isnan(likely)]
    names = [BY_BOTH, BY_ORDERS, BY_SHARE, BY_COUNT, "", BY_CHANNEL]
    return [str(way) or None for way in np.select(conditions, names, default=AT_LEAST)]
