"""Share of wallet: which part of what a client spends on our assortment he spends with us.

METHOD section 4: turnover ÷ P, blank while P is unknown; a potential below own turnover counts as unknown.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def share_of_wallet(turnover_12m_rub: Floats, potential_rub: Floats) -> Floats:
    """Return turnover ÷ potential as a fraction of 1.

    METHOD section 4. In: arrays of one length, roubles a year, NaN: unknown. Out: NaN where either is unknown or the
    potential is not above 0; exactly 1 where both are equal. A potential below the turnover is for the caller to
    refuse (`known_potential`).
    """
    return turnover_12m_rub / np.where(potential_rub > 0, potential_rub, np.nan)


def known_potential(turnover_12m_rub: Floats, potential_rub: Floats) -> Floats:
    """Return the potential, NaN where it is no answer: 0 and less, or below own turnover (METHOD section 4).

    An unknown turnover refuses nothing.
    """
    turnover = np.nan_to_num(turnover_12m_rub, nan=0.0)
    return np.where((potential_rub > 0) & (potential_rub >= turnover), potential_rub, np.nan)
