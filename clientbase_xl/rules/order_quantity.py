"""Optimal order of a client: the stock that guarantees its sales with a minimum safety stock.

METHOD section 12 [P] (ours: the formula): d·(L + R) + safety stock − stock − in transit, at least 0, whole packs.
"""

from __future__ import annotations

import numpy as np

from clientbase_xl.rules.safety_stock import Floats, safety_stock

_HAIR = 1e-9


def order_quantity(
    demand_per_day: Floats,
    lead_days: Floats,
    demand_sigma: Floats,
    review_days: Floats,
    service_level: Floats,
    lead_sigma_days: Floats,
    stock_units: Floats,
    in_transit_units: Floats,
    pack_units: Floats,
) -> Floats:
    """Return the order in units, a whole number of packs.

    METHOD section 12. In: as `safety_stock`, and the client's own stock and goods in transit in units (NaN: 0), units
    in a pack. An unknown σ (fewer than 8 weeks of sell-out) means a safety stock of 0, as METHOD says; any other
    missing number → NaN. Less than nothing to order is 0; a need of exactly a whole number of packs is not rounded up.
    """
    extra = safety_stock(demand_per_day, lead_days, demand_sigma, review_days, service_level, lead_sigma_days)
    extra = np.where(np.isnan(demand_sigma), 0.0, extra)
    target = demand_per_day * (lead_days + review_days) + extra
    need = target - np.nan_to_num(stock_units, nan=0.0) - np.nan_to_num(in_transit_units, nan=0.0)
    packs = np.ceil(np.maximum(need, 0.0) / np.where(pack_units > 0, pack_units, np.nan) - _HAIR)
    return np.maximum(packs, 0.0) * pack_units
