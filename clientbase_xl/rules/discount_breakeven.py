"""Break-even of a discount: by how much the volume must grow so that the gross profit stays.

METHOD section 14 [P]: growth at the old price = d ÷ (m − d); m ≤ d → «никогда»; m = н ÷ (1 + н) for a mark-up.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
NEVER = "никогда"
# 0.3 − 0.1 − 0.2 is no zero in binary fractions.
_DIGITS = 12


def margin_of_markup(markup: Floats) -> Floats:
    """Return margin as a fraction of the price from the mark-up as a fraction of the cost: 0.25 → 0.2."""
    return markup / (1 + markup)


def discount_breakeven(margin: Floats, discount: Floats) -> list[float | str]:
    """Return the break-even growth of volume as a fraction of 1, or «никогда».

    METHOD section 14. In: arrays of one length: margin (at most 1) and discount (0…1) as fractions of the old price,
    NaN: unknown. Out: NaN where either is unknown; no discount on a positive margin needs no growth; a margin equal
    to the discount, or smaller, never pays.
    """
    left = np.round(margin - discount, _DIGITS)
    growth = np.divide(discount, left, out=np.full(left.shape, np.nan), where=left > 0)
    return [NEVER if never else value for value, never in zip(growth.tolist(), (left <= 0).tolist(), strict=True)]
