"""Listing of new SKUs beside the names of the clients: METHOD section 5, KPI 4 [K 1].

Which shipments are first ones is asked where the lines lie (`ledger/listings.py`).
"""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.joined import by_codes, join_clients, present
from clientbase_xl.schemas.base_kpis import LISTINGS


def new_listings(found: pd.DataFrame, facts: pd.DataFrame, cards: pd.DataFrame) -> pd.DataFrame:
    """Return the first shipments of SKUs to old clients with the clients' names: columns LISTINGS.

    METHOD 5, KPI 4. In: what `ledger.listings` gives, FACTS, stored CLIENTS (the name of the card wins). Out: the same
    rows in the same order, amounts in roubles; a client that neither table knows has no name. No rows in, none out.
    """
    codes = pd.Index(found["client_code"], dtype=object)
    names = by_codes(join_clients(facts, cards, ("client_name",)), codes, ("client_name",))["client_name"]
    return present(found.assign(client_name=names.to_numpy()), LISTINGS)
