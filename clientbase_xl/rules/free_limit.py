"""What may still be shipped to a client without payment (METHOD section 11: prepaid + free credit limit)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def free_limit(credit_limit_rub: Floats, debt_rub: Floats, overdue_rub: Floats) -> Floats:
    """Return the credit limit less the debt, in roubles; below 0: the limit is exceeded.

    METHOD section 11. In: arrays of one length, NaN: unknown. The larger of debt and overdue counts. A card knows only
    the overdue part of the debt: where the debt is unknown, an overdue part of the whole limit or more proves that
    nothing is free (of a limit of 0 nothing ever is), a smaller one proves nothing (NaN); without a limit NaN, never 0.
    """
    free = credit_limit_rub - np.fmax(np.fmax(debt_rub, overdue_rub), 0.0)
    return np.where(np.isnan(debt_rub) & (free > 0), np.nan, free)


def needs_debt(credit_limit_rub: Floats, free_limit_rub: Floats) -> npt.NDArray[np.bool_]:
    """Tell where there is a limit and only the debt is missing to know what of it is free."""
    return ~np.isnan(credit_limit_rub) & np.isnan(free_limit_rub)
