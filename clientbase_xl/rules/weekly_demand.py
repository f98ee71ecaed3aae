"""Demand in units a day and its spread, from weeks of sales.

METHOD section 12 [P]: σ from weekly sell-out, fewer than 8 weeks → «нет данных»; our shipments are the proxy.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from clientbase_xl.schemas.client_offer import MIN_WEEKS

DAYS = 7
_HAIR = 1e-12
Floats = npt.NDArray[np.float64]


def demand_of_weeks(total: Floats, squares: Floats, weeks: Floats) -> tuple[Floats, Floats]:
    """Return units a day and their standard deviation a day from sums over weeks.

    METHOD section 12. In: Σ units, Σ units² and the number of weeks, weeks without sales included. The mean is at least
    0; no week → NaN. σ is the sample deviation of a week ÷ √7 (days alike and independent); under 8 weeks → NaN.
    """
    known = np.where(weeks > 0, weeks, np.nan)
    mean = total / known
    several = np.where(weeks >= MIN_WEEKS, weeks, np.nan)
    # Equal weeks leave a hair of rounding, and no spread.
    spread = squares - several * mean**2
    variance = np.where(spread > _HAIR * squares, spread, spread * 0.0) / (several - 1)
    return np.maximum(mean, 0.0) / DAYS, np.sqrt(variance / DAYS)


def shipment_demand(weekly: pd.DataFrame, first: pd.DataFrame, start: date, end: date) -> pd.DataFrame:
    """Return per client and article `demand_day`, `sigma_day` and `count_weeks` of our shipments.

    METHOD section 12. In: `weekly` with `client_code`, `sku`, `week_on` (Mondays), `units`; empty weeks have no row;
    `first` with `client_code`, `sku` (unique together), `first_on`: the weeks count from that of the first purchase;
    the Mondays `start` (inclusive) and `end` (exclusive). An article first bought in the current week has no full week.
    """
    pairs = first[["client_code", "sku"]].reset_index(drop=True)
    inside = weekly[(weekly["week_on"] >= pd.Timestamp(start)) & (weekly["week_on"] < pd.Timestamp(end))]
    sums = (
        inside.assign(squares=inside["units"] ** 2)
        .groupby(["client_code", "sku"], as_index=False)
        .agg(total=("units", "sum"), squares=("squares", "sum"))
    )
    merged = pairs.merge(sums, on=["client_code", "sku"], how="left")
    days = pd.to_datetime(first["first_on"]).reset_index(drop=True)
    monday = days - pd.to_timedelta(days.dt.day_of_week, unit="D")
    most = (end - start).days // DAYS
    count = ((pd.Timestamp(end) - monday).dt.days // DAYS).clip(lower=0, upper=most)
    weeks: Floats = np.asarray(count, dtype=np.float64)
    total = merged["total"].fillna(0).to_numpy(dtype=np.float64)
    squares = merged["squares"].fillna(0).to_numpy(dtype=np.float64)
    demand, sigma = demand_of_weeks(total, squares, weeks)
    return pairs.assign(demand_day=demand, sigma_day=sigma, count_weeks=weeks.astype("int64"))
