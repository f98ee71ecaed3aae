"""Who was shipped to by whom in a period: the active addresses, АА (METHOD section 5)."""

from __future__ import annotations

from typing import Any

import ibis
import pandas as pd
import pyarrow as pa

from clientbase_xl.ledger.predicates import is_purchase, within
from clientbase_xl.ledger.results import fetch_frame
from clientbase_xl.ledger.windows import Window

_OWNER = ("client_code", "manager")


def lines_of_owners(lines: Any, owners: pd.DataFrame) -> Any:
    """Return the lines with the manager who leads the client now in place of the manager of the document.

    METHOD section 1: sales of a client handed over mid-period count for the one or the other (a setting). In:
    `owners` with `client_code` (unique) and `manager` (None: nobody). Lines without a client keep their manager;
    a client that is not in `owners` has none.
    """
    texts = {key: pa.array(owners[key].astype(object).where(owners[key].notna(), None), pa.string()) for key in _OWNER}
    known = ibis.memtable(pa.table(texts))
    joined = lines.left_join(known, "client_code", rname="{name}_of_card")
    manager = joined.client_code.isnull().ifelse(joined.manager, joined.manager_of_card)
    return joined.mutate(manager=manager).select(*lines.columns)


def lines_of_manager(lines: Any, manager: str) -> Any:
    """Return the lines of one manager."""
    return lines.filter(lines.manager == manager)


def shipped_clients(lines: Any, window: Window) -> pd.DataFrame:
    """Return the clients shipped to in a window, once per manager of their lines: `manager`, `client_code`.

    METHOD sections 0 and 5: shipped to = a day with a line of positive quantity outside return documents. Lines
    without a client have no address. `manager` is "" where lines do not state it; by manager and code.
    """
    bought = purchases_within(lines, window)
    pairs = bought.select(manager=ibis.coalesce(bought.manager, ""), client_code=bought.client_code).distinct()
    return fetch_frame(pairs).sort_values(["manager", "client_code"]).reset_index(drop=True)


def purchases_within(lines: Any, window: Window) -> Any:
    """Return the purchase lines of known clients in a window."""
    return lines.filter(is_purchase(lines) & within(lines, window) & lines.client_code.notnull())
