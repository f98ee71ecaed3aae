"""Turnover of single clients in windows of their own: of a programme, an agreement, a month of a plan (METHOD 13)."""

from __future__ import annotations

from typing import Any

import ibis
import pandas as pd
import pyarrow as pa

from clientbase_xl.ledger.predicates import is_purchase
from clientbase_xl.ledger.results import fetch_frame

KOPECKS = 100
WINDOW_KEYS = ("client_code", "start_on", "end_on")
"""Columns of the windows asked for: days from `start_on` (inclusive) to `end_on` (exclusive)."""
KEYS = (*WINDOW_KEYS, "turnover_rub", "count_purchases")
_WINDOWS = pa.schema([("client_code", pa.string()), ("start_on", pa.date32()), ("end_on", pa.date32())])


def window_turnovers(lines: Any, windows: pd.DataFrame) -> pd.DataFrame:
    """Return turnover net of returns and days with a purchase of each client in each window: columns KEYS.

    In: WINDOW_KEYS (text, days), equal rows count once, rows with a missing cell not at all. Out: a row per window by
    code, first and last day; a window without lines of the client has 0 roubles and 0 purchases, also where the ledger
    begins later: whoever asks knows what it covers. Money float64 exact to the kopeck. Everything is joined and summed
    where the lines live. Raises BaseRefused when a part cannot be read.
    """
    asked = windows[list(WINDOW_KEYS)].dropna().drop_duplicates()
    for key in WINDOW_KEYS[1:]:
        asked[key] = pd.to_datetime(asked[key]).astype("datetime64[us]")
    asked = asked.drop_duplicates().sort_values(list(WINDOW_KEYS), ignore_index=True)
    if asked.empty:
        return asked.assign(turnover_rub=pd.Series(dtype="float64"), count_purchases=pd.Series(dtype="int64"))
    cells = {key: [day.date() for day in asked[key]] for key in WINDOW_KEYS[1:]}
    given = ibis.memtable(pa.table({"client_code": asked["client_code"].tolist()} | cells, _WINDOWS))
    sums = fetch_frame(totals(lines, given))
    table = asked.merge(sums, on=list(WINDOW_KEYS), how="left")
    return asked.assign(
        turnover_rub=table["amount"].fillna(0).astype("float64") / KOPECKS,
        count_purchases=table["count_days"].fillna(0).astype("int64"),
    )


def totals(lines: Any, windows: Any) -> Any:
    """Return the expression: sums per row of `windows`, a table of the engine with WINDOW_KEYS."""
    sold = windows.join(lines, "client_code")
    inside = sold.filter((sold.sold_on >= sold.start_on) & (sold.sold_on < sold.end_on))
    return inside.group_by(list(WINDOW_KEYS)).aggregate(
        amount=inside.amount_rub.sum(), count_days=inside.sold_on.nunique(where=is_purchase(inside))
    )
