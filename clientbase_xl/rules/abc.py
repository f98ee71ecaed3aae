"""ABC by turnover: which clients give the first 80 % of it, which the next 15 %, which the rest.

METHOD section 3 (ours): the plain division that [S] calls uninformative; it stands beside potential and profit only to
show whom it undervalues and whom it flatters.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from clientbase_xl.rules.joined import texts
from clientbase_xl.rules.level_cuts import ranks_by_share, shares_before
from clientbase_xl.schemas.profile_calls import ABC
from clientbase_xl.settings import ProfileSettings


def abc_groups(clients: pd.DataFrame, settings: ProfileSettings) -> pd.Series[str]:
    """Return A, B or C per client of the active base.

    METHOD section 3. In: client_code, turnover_12m_rub, last_purchase_on of the active base. Boundaries: a client is
    A while the share accumulated before it is below 80 %, B below 95 %; a share of exactly 80 % is B; no turnover or
    less is C. Ties: the later purchase, then the code (METHOD section 0).
    """
    order = clients[["turnover_12m_rub", "last_purchase_on", "client_code"]]
    order = order[order["turnover_12m_rub"].round(2) > 0].sort_values(
        ["turnover_12m_rub", "last_purchase_on", "client_code"], ascending=[False, False, True], na_position="last"
    )
    before = shares_before(order["turnover_12m_rub"].to_numpy(dtype=float))
    ranks = ranks_by_share(before, (settings.abc_share_a, settings.abc_share_b))
    groups = pd.Series(ABC[-1], index=clients.index, dtype=object)
    groups.loc[order.index] = np.array(ABC, dtype=object)[ranks]
    return texts(groups.tolist(), clients.index)
