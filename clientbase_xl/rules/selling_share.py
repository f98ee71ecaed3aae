"""Share of selling time: which part of the noted minutes goes to selling and not to serving the deal.

METHOD section 16 [S, B]: managers note minutes per activity; each activity is selling or serving.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def selling_share(minutes: Floats, is_selling: Floats) -> float:
    """Return selling minutes ÷ all minutes as a fraction of 1.

    METHOD section 16. In: arrays of one length: minutes ≥ 0 (NaN: not noted), 1 for selling, 0 for serving, NaN for
    an activity that nobody sorted: its minutes are left out on both sides. Out: NaN where no minute is left.
    """
    counted = np.where(np.isnan(is_selling), np.nan, minutes)
    total = float(np.nansum(counted))
    return float(np.nansum(counted * is_selling)) / total if total > 0 else float("nan")
