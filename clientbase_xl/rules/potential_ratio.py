"""How much more than at us clients buy: potential ÷ turnover of those who answered, for those who did not.

METHOD section 4: the median and the 90th percentile of the channel, with fewer than 10 answers there of the whole
base, else nothing. Between the 10th and the 90th lie four clients of five (ours: the interval of 80 %).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from clientbase_xl.settings import ProfileSettings

RATIO_KEYS = ("ratio_low", "ratio_median", "ratio_high")


def potential_ratios(clients: pd.DataFrame, settings: ProfileSettings) -> pd.DataFrame:
    """Return per client the ratios to estimate by, with how many answers they come from and whose.

    METHOD section 4. In: `channel`, `turnover_12m_rub` and `potential_rub` — answered, NaN for who did not. Out, with
    the index of the input: ratio_low, ratio_median, ratio_high (NaN: too few answers), count_ratio (answers),
    is_of_channel. Only clients with turnover have a ratio. Percentiles are interpolated linearly, as PERCENTILE of
    a spreadsheet does. Boundaries: exactly `min_answered` answers in the channel are enough; a client without a channel
    is estimated by the whole base.
    """
    is_counted = clients["potential_rub"].notna() & (clients["turnover_12m_rub"] > 0)
    ratio = (clients["potential_rub"] / clients["turnover_12m_rub"].where(is_counted)).where(is_counted)
    whole = _quantiles(ratio[is_counted], settings)
    by_channel = {
        channel: _quantiles(values, settings)
        for channel, values in ratio[is_counted].groupby(clients.loc[is_counted, "channel"])
    }
    nothing = (np.nan, np.nan, np.nan, 0, False)
    rows = []
    for channel in clients["channel"].tolist():
        found = by_channel.get(channel) if channel is not None and channel == channel else None
        rows.append((*found, True) if found else (*whole, False) if whole else nothing)
    columns = [*RATIO_KEYS, "count_ratio", "is_of_channel"]
    return pd.DataFrame(rows, index=clients.index, columns=columns)


def _quantiles(ratios: pd.Series[Any], settings: ProfileSettings) -> tuple[float, float, float, int] | None:
    """Return low, median, high and count; None for too few answers."""
    if len(ratios) < settings.min_answered:
        return None
    low, median, high = np.quantile(ratios.to_numpy(dtype=float), (settings.low_quantile, 0.5, settings.high_quantile))
    return float(low), float(median), float(high), len(ratios)


def interval_80(turnover_rub: pd.Series[float], ratios: pd.DataFrame) -> pd.DataFrame:
    """Return low_rub and high_rub between which four of five potentials lie; never below own turnover.

    METHOD section 4 clips the upper end to own turnover; the lower end is ours. NaN without turnover or ratios.
    """
    turnover = turnover_rub.where(turnover_rub > 0)
    ends = {"low_rub": "ratio_low", "high_rub": "ratio_high"}
    return pd.DataFrame({end: (turnover * ratios[key]).clip(lower=turnover) for end, key in ends.items()})
