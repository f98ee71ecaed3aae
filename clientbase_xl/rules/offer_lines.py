"""The lines of every client's offer: his own liquid assortment, what similar clients re-buy, what is not offered.

METHOD section 12 [P]: «Специально подобранный ассортимент» – only liquid, fast-turning items.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import present, texts
from clientbase_xl.rules.liquid_assortment import KNOWN_MONTHS
from clientbase_xl.schemas.client_offer import (
    BUYS,
    NO_DEMAND,
    NOT_OFFERED,
    OFFER_LINES,
    PEERS,
    PEERS_BUY,
    SHIPMENTS,
)

_PAIR = ["client_code", "sku"]


def offer_lines(
    own: pd.DataFrame,
    peers: pd.DataFrame,
    articles: pd.DataFrame,
    packs: Mapping[str, float],
    peer_days: float,
) -> pd.DataFrame:
    """Return the lines of the offers of clients: OFFER_LINES, by client and place.

    METHOD section 12. In: `own` with `client_code`, `sku`, `amount_rub` (12 months), `demand_day`, `sigma_day`,
    `price_rub`, unique pairs; `peers` as `similar_skus`; `articles` as `liquid_assortment`; units in a pack by article;
    the days of the window of `units_median`. First what the client buys and is liquid, in the order of liquidity; then
    what similar clients re-buy, trial demand being that of the median re-buyer, its price the average of 3 months; then
    what he buys and is not liquid, by roubles. An article that `articles` lacks is not liquid.
    """
    known = articles.set_index("sku")
    mine = own.join(known[["product_name", "liquid_rank", "is_liquid", "reason"]], on="sku")
    is_liquid = mine["is_liquid"].astype("boolean").fillna(False).astype(bool)
    mine["section"] = np.where(is_liquid, 0, 2)
    mine["place"] = np.where(
        is_liquid, mine["liquid_rank"].astype("Float64").to_numpy(na_value=np.nan), -mine["amount_rub"]
    )
    mine["kind"] = np.where(is_liquid, BUYS, NOT_OFFERED)
    mine["why"] = mine["reason"].where(mine["reason"].notna(), "Продаж за 6 мес. нет")
    mine["demand_source"] = np.where(mine["demand_day"].notna(), SHIPMENTS, NO_DEMAND)
    new = peers.join(known[["product_name", "units", "amount_rub"]], on="sku")
    new["section"], new["place"] = 1, new.groupby("client_code").cumcount().astype(float)
    new["kind"], new["demand_source"], new["sigma_day"] = PEERS_BUY, PEERS, np.nan
    new["demand_day"] = new["units_median"].astype(float) / peer_days
    new["price_rub"] = (new["amount_rub"] / new["units"].where(new["units"] > 0)).where(new["amount_rub"] > 0)
    new["why"] = texts([_peer_reason(row) for row in new.to_dict("records")], new.index)
    keys = [*_PAIR, "product_name", "section", "place", "kind", "why"]
    keys += ["demand_day", "sigma_day", "demand_source", "price_rub"]
    parts = [part.reindex(columns=keys) for part in (mine, new) if len(part)]
    if not parts:
        return present(pd.DataFrame(columns=list(OFFER_LINES.keys)), OFFER_LINES)
    table = pd.concat(parts, ignore_index=True)
    table = table.sort_values(["client_code", "section", "place", "sku"], kind="stable", ignore_index=True)
    table["rank"] = table.groupby("client_code").cumcount() + 1
    table["line_key"] = [line_key(code, rank) for code, rank in zip(table["client_code"], table["rank"], strict=True)]
    table["price_rub"] = table["price_rub"].astype(float).round(2)
    table["pack_units"] = table["sku"].map(dict(packs)).astype(float).fillna(1.0)
    return present(table, OFFER_LINES)


def line_key(client_code: object, rank: object) -> str:
    """Return the key by which the sheet finds a line of a client."""
    return f"{client_code}|{rank}"


def _peer_reason(row: Mapping[object, object]) -> str:
    share = words.share(float(str(row["peer_share"])))
    count, of = row["count_rebuyers"], row["count_peers"]
    return f"Снова берут {count} из {of} похожих ({share}), клиент не брал {KNOWN_MONTHS} мес."
