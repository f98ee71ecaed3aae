"""When a prospect became a client: the first shipment after it entered the list.

METHOD section 6 [K 3]: активированные ПК.
"""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.joined import as_dates, as_text

KEYS = ("first_purchase_on", "activated_on", "is_no_prospect")


def activations(prospects: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    """Return the first purchase of the named client, the day of activation, and who was a client before: columns KEYS.

    METHOD section 6. In: stored PROSPECTS (`client_code`, `entered_on`); FACTS of all clients. Out: index of the input,
    days as datetime64. The first purchase of the whole ledger on the day of entry or later activates (within a day the
    order is not known); an earlier one means that it was no prospect. Without a code, a purchase or a day of entry
    neither is said.
    """
    firsts = dict(zip(as_text(facts["client_code"]), as_dates(facts["first_purchase_on"]), strict=True))
    first = as_dates(as_text(prospects["client_code"]).map(firsts))
    entered = as_dates(prospects["entered_on"])
    return pd.DataFrame(
        {"first_purchase_on": first, "activated_on": first.where(first >= entered), "is_no_prospect": first < entered},
        index=prospects.index,
    )
