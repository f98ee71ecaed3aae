"""Minimum safety stock of a client's article: what covers the spread of its sales and of our delivery.

METHOD section 12 [P] (ours: the formula): z·√((L + R)·σ_d² + d²·σ_L²), per day; z is the exact normal quantile.
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
_NORMAL = NormalDist()


def safety_stock(
    demand_per_day: Floats,
    lead_days: Floats,
    demand_sigma: Floats,
    review_days: Floats,
    service_level: Floats,
    lead_sigma_days: Floats,
) -> Floats:
    """Return the safety stock in units, not rounded.

    METHOD section 12. In: arrays of one length: demand in units a day and its standard deviation a day, lead time and
    its standard deviation in days, days between reviews (0: reorder point), service level as a fraction above 0 and
    below 1. Out: NaN where a number is missing. A service level of 50 % and less asks for no safety stock: 0.
    """
    spread = (lead_days + review_days) * demand_sigma**2 + demand_per_day**2 * lead_sigma_days**2
    return np.maximum(quantiles(service_level), 0.0) * np.sqrt(spread)


def quantiles(service_level: Floats) -> Floats:
    """Return z of each service level; NaN outside 0…1 exclusive."""
    levels, places = np.unique(service_level, return_inverse=True)
    found = [_NORMAL.inv_cdf(level) if 0 < level < 1 else np.nan for level in levels.tolist()]
    z: Floats = np.array(found, dtype=np.float64)[places].reshape(service_level.shape)
    return z
