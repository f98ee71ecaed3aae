"""Clients and prospects under one code: of whom a contact or a task may speak.

METHOD section 6 [K 3] (ours): the number of a prospect's record is its code until it is a client.
"""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.joined import as_text

_KEYS = ("client_code", "client_name", "manager")


def with_prospects(clients: pd.DataFrame, prospects: pd.DataFrame) -> pd.DataFrame:
    """Return code, name and manager of clients, then of prospects under the numbers of their records.

    In: cards or CLIENTS; stored PROSPECTS. Out: `client_code`, `client_name`, `manager`, rows in their order.
    """
    named = pd.DataFrame(
        {
            "client_code": as_text(prospects["row_id"]),
            "client_name": as_text(prospects["prospect_name"]),
            "manager": as_text(prospects["manager"]),
        }
    )
    ours = clients.reindex(columns=list(_KEYS)).astype(object)
    return pd.concat([ours, named], ignore_index=True)
