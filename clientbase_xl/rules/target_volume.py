"""Target volume a month with a client that cuts purchases, by the reason why it does.

METHOD section 11 [P]: 1 expects demand to fall → the volume before the crisis; 2 has recorded a fall of retail sales →
not below its real sell-out of our goods; 3 became insolvent → a safe minimum; 4 other or unknown → no number (ours).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
EXPECTS_FALL, SELLS_LESS, INSOLVENT, OTHER = 1, 2, 3, 4
REASONS = (EXPECTS_FALL, SELLS_LESS, INSOLVENT, OTHER)


def target_volume(
    reason: Floats,
    baseline_rub: Floats,
    sell_out_units: Floats,
    price_rub: Floats,
    prepaid_rub: Floats,
    free_limit_rub: Floats,
) -> Floats:
    """Return the target volume a month in roubles.

    METHOD section 11 [P]. In: arrays of one length: reason 1–4; baseline of purchases, prepaid money and free credit
    limit in roubles; sell-out of our goods in units a month and our price in roubles a unit; NaN: unknown. Out:
    1 → baseline, 2 → units × price, 3 → prepaid + free limit (what is not known of the two counts as 0, but one must
    be known), 4 and what the reason's numbers do not give → NaN, never 0. An exhausted limit (below 0) frees nothing.
    """
    is_secured = ~(np.isnan(prepaid_rub) & np.isnan(free_limit_rub))
    safe = np.nan_to_num(prepaid_rub, nan=0.0) + np.fmax(np.nan_to_num(free_limit_rub, nan=0.0), 0.0)
    return np.select(
        [reason == EXPECTS_FALL, reason == SELLS_LESS, reason == INSOLVENT],
        [baseline_rub, sell_out_units * price_rub, np.where(is_secured, safe, np.nan)],
        default=np.nan,
    )
