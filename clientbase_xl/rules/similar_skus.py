"""What similar clients buy again and this one does not: same channel, same approved category.

METHOD section 12 [P] (ours: the threshold): ≥ 30 % of similar clients re-buy, this one did not buy in 12 months.
"""

from __future__ import annotations

import math
from collections.abc import Collection

import pandas as pd

from clientbase_xl.rules.joined import as_text
from clientbase_xl.settings import OfferSettings

_HAIR = 1e-9
KEYS = ("client_code", "sku", "count_rebuyers", "count_peers", "peer_share", "units_median")


def similar_groups(clients: pd.DataFrame, active: Collection[str]) -> pd.DataFrame:
    """Return the groups of similar clients: `client_code`, `group_id`, `channel`, `category`, `count_peers` (others).

    METHOD section 12. In: CLIENTS (`client_code`, `channel`, `category_approved`) and the codes of the active base. Who
    has no channel or no approved category, or is not of the active base, is similar to nobody and left out.
    """
    table = pd.DataFrame(
        {
            "client_code": as_text(clients["client_code"]),
            "channel": as_text(clients["channel"]),
            "category": as_text(clients["category_approved"]),
        }
    )
    known = table[table.notna().all(axis=1) & table["client_code"].isin(list(active))].reset_index(drop=True)
    by = known.groupby(["channel", "category"], sort=True)
    known["group_id"] = by.ngroup().astype("int64")
    known["count_peers"] = by["client_code"].transform("size").astype("int64") - 1
    return known


def least_rebuyers(groups: pd.DataFrame, settings: OfferSettings) -> pd.DataFrame:
    """Return how many of a group must re-buy an article: `group_id`, `count_least`; groups too small are left out.

    The share is of the others: who did not buy an article himself is not among its re-buyers.
    """
    sizes = groups[["group_id", "count_peers"]].drop_duplicates("group_id")
    enough = sizes[sizes["count_peers"] >= settings.min_peers]
    least = [max(1, math.ceil(settings.peer_share * count - _HAIR)) for count in enough["count_peers"]]
    return pd.DataFrame({"group_id": enough["group_id"].to_numpy(), "count_least": pd.Series(least, dtype="int64")})


def similar_skus(
    found: pd.DataFrame, groups: pd.DataFrame, bought: pd.DataFrame, settings: OfferSettings
) -> pd.DataFrame:
    """Return per client the articles that similar clients re-buy and he did not buy: KEYS, the most re-bought first.

    METHOD section 12. In: `found` with `group_id`, `sku`, `count_rebuyers`, `units_median`; `similar_groups` of the
    clients asked for; `bought` with `client_code` and `sku` of what they bought in 12 months. The share is of similar
    clients without himself, inclusive; at most `count_peers` articles of a client; ties by article.
    """
    pairs = groups.merge(found, on="group_id")
    pairs["peer_share"] = pairs["count_rebuyers"] / pairs["count_peers"]
    is_wanted = (pairs["count_peers"] >= settings.min_peers) & (pairs["peer_share"] >= settings.peer_share - _HAIR)
    own = pd.MultiIndex.from_frame(bought[["client_code", "sku"]])
    is_new = ~pd.MultiIndex.from_frame(pairs[["client_code", "sku"]]).isin(own)
    kept = pairs[is_wanted & is_new].sort_values(
        ["client_code", "count_rebuyers", "sku"], ascending=[True, False, True], kind="stable"
    )
    kept = kept[kept.groupby("client_code").cumcount() < settings.count_peers]
    return kept.reindex(columns=list(KEYS)).reset_index(drop=True)
