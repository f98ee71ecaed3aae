"""Whose offer «Предложение клиенту» shows first: the client about whose stock most is known.

METHOD section 12 (ours): the offer speaks of the CLIENT's stock, so it begins where there is one.
"""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.client_stock import pair_key
from clientbase_xl.schemas.client_offer import NOT_OFFERED
from clientbase_xl.schemas.client_stock import COUNTED


def offered_first(lines: pd.DataFrame, stock: pd.DataFrame, clients: pd.DataFrame) -> str | None:
    """Return the code of the client with most counted articles among those offered, then most offered ones.

    METHOD section 12. In: OFFER_LINES, CLIENT_STOCK with its states, CLIENTS; ties by the order of CLIENTS. None
    without lines; where nobody is offered anything, the first client with lines.
    """
    of_clients = lines[lines["client_code"].isin(clients["client_code"])]
    if of_clients.empty:
        return None
    counted = stock[stock["state"] == COUNTED]
    known = {pair_key(code, sku) for code, sku in zip(counted["client_code"], counted["sku"], strict=True)}
    pairs = zip(of_clients["client_code"], of_clients["sku"], strict=True)
    is_known = pd.Series([pair_key(code, sku) in known for code, sku in pairs], index=of_clients.index)
    is_offered = of_clients["kind"] != NOT_OFFERED
    places = {code: place for place, code in enumerate(clients["client_code"])}
    marked = of_clients.assign(is_known=is_known & is_offered, is_offered=is_offered)
    sums = marked.groupby("client_code").agg(known=("is_known", "sum"), offered=("is_offered", "sum"))
    sums["place"] = [places[code] for code in sums.index]
    return str(sums.sort_values(["known", "offered", "place"], ascending=[False, False, True]).index[0])
