"""The offer of one client: for each article the demand, the stock, the order with every number, and a faster delivery.

METHOD section 12 [P]: optimal order, «Высокая скорость доставки»; overstocking a client is not growth [B].
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from clientbase_xl.rules.client_stock import latest_counts, pair_key, sell_outs
from clientbase_xl.rules.joined import as_numbers, present, texts
from clientbase_xl.rules.order_quantity import order_quantity
from clientbase_xl.rules.safety_stock import safety_stock
from clientbase_xl.rules.weekly_demand import demand_of_weeks
from clientbase_xl.schemas.client_offer import (
    CLIENT_OFFER,
    MIN_WEEKS,
    NO_DEMAND,
    NOT_OFFERED,
    PEERS_BUY,
    SELL_OUT,
    SHIPMENTS,
)
from clientbase_xl.settings import OfferSettings

OVERSTOCK, NO_STOCK, TRIAL = "затоваривание: хватает на {} дн.", "остаток не вписан: считаем 0", "пробный заказ"
OLD_STOCK = "остаток {} дн. назад"
FEW_WEEKS = f"меньше {MIN_WEEKS} недель: страховой запас 0"
NO_SALES, NO_PRICE, NOT_TAKEN = "спрос неизвестен", "нет цены", "давно не брал"
WIDE_SPREAD = "запас по разбросу наших отгрузок: впишите продажи клиента"
NOTE_JOINT = "; "


@dataclass(frozen=True, slots=True)
class OfferTerms:
    """With what an offer is computed: the settings, and what somebody tries instead of them on the sheet.

    `lead_days` None: each article's own lead time counts.
    """

    review_days: float
    service_level: float
    short_lead_days: float
    default_lead_days: float
    demand_weeks: int
    fresh_days: int
    overstock_days: int
    lead_days: float | None = None

    @classmethod
    def of(cls, settings: OfferSettings) -> OfferTerms:
        """Return the terms that the settings say."""
        return cls(
            review_days=settings.review_days,
            service_level=settings.service_level,
            short_lead_days=settings.short_lead_days,
            default_lead_days=settings.lead_days,
            demand_weeks=settings.demand_weeks,
            fresh_days=settings.fresh_days,
            overstock_days=settings.overstock_days,
        )


def client_offer(
    client_code: str, lines: pd.DataFrame, stock: pd.DataFrame, terms: OfferTerms, today: date
) -> pd.DataFrame:
    """Return the offer of one client with every number of its orders: CLIENT_OFFER.

    METHOD section 12. In: OFFER_LINES and CLIENT_STOCK of any clients. The client's own sell-out counts when the newest
    one is not older than the setting (inclusive), else our shipments; σ needs 8 weeks, else the safety stock is 0 and
    the note says so. A stock nobody typed counts as 0 and is said. An article that is not liquid gets no order. A
    safety stock larger than the demand itself shows that shipments come in lumps: the note asks for sell-out. A
    shorter lead time never exceeds the article's own; it saves d·ΔL and the difference of the safety stocks.
    """
    own = lines[lines["client_code"] == client_code].sort_values("rank").reset_index(drop=True)
    table = own.copy()
    keys = [pair_key(client_code, sku) for sku in own["sku"]]
    counts = latest_counts(stock, today).set_index("pair").reindex(keys).reset_index(drop=True)
    _set_demand(table, keys, stock, terms, today)
    table["stock_units"] = as_numbers(counts["stock_units"])
    transit = as_numbers(counts["in_transit_units"])
    table["in_transit_units"] = transit.where(transit.notna() | table["stock_units"].isna(), 0.0)
    pack = as_numbers(counts["pack_units"])
    table["pack_units"] = pack.where(pack > 0, as_numbers(table["pack_units"]))
    _set_orders(table, counts, terms)
    ages = (pd.Timestamp(today) - counts["day"]).dt.days if len(counts) else pd.Series(dtype="float64")
    table["note"] = _notes(table, ages, terms)
    return present(table, CLIENT_OFFER)


def _set_demand(table: pd.DataFrame, keys: list[str], stock: pd.DataFrame, terms: OfferTerms, today: date) -> None:
    """Let the client's own sales, where they are fresh, take the place of our shipments."""
    rows = sell_outs(stock, today, terms.demand_weeks)
    sold = rows.assign(sold=as_numbers(rows["sell_out_units"]))
    sold["squares"] = sold["sold"] ** 2
    sums = sold.groupby("pair").agg(
        total=("sold", "sum"), squares=("squares", "sum"), weeks=("sold", "size"), last=("day", "max")
    )
    of_line = sums.reindex(keys).reset_index(drop=True)
    is_fresh = (pd.Timestamp(today) - pd.to_datetime(of_line["last"])).dt.days <= terms.fresh_days
    numbers = (of_line[key].to_numpy(dtype=np.float64) for key in ("total", "squares", "weeks"))
    demand, sigma = demand_of_weeks(*numbers)
    table["demand_day"] = np.where(is_fresh, demand, as_numbers(table["demand_day"]))
    table["sigma_day"] = np.where(is_fresh, sigma, as_numbers(table["sigma_day"]))
    unknown = table["demand_source"].where(table["demand_day"].notna(), NO_DEMAND)
    table["demand_source"] = texts(np.where(is_fresh, SELL_OUT, unknown).tolist(), table.index)


def _set_orders(table: pd.DataFrame, counts: pd.DataFrame, terms: OfferTerms) -> None:
    """Set lead time, safety stock, need, order and what a shorter lead time saves."""
    typed = as_numbers(counts["lead_days"])
    own_lead = typed.where(typed >= 0, terms.default_lead_days)
    lead = own_lead if terms.lead_days is None else own_lead * 0 + terms.lead_days
    spread = as_numbers(counts["lead_sigma_days"])
    lead_sigma = spread.where(spread >= 0, 0.0).to_numpy()
    demand, sigma, pack = (table[key].to_numpy(dtype=np.float64) for key in ("demand_day", "sigma_day", "pack_units"))
    stock = np.nan_to_num(table["stock_units"].to_numpy(dtype=np.float64))
    transit = np.nan_to_num(table["in_transit_units"].to_numpy(dtype=np.float64))
    review = np.full(len(table), terms.review_days)
    service = np.full(len(table), terms.service_level)
    is_offered = (table["kind"] != NOT_OFFERED).to_numpy()

    def worked_out(days: Any) -> tuple[Any, Any, Any]:
        extra = safety_stock(demand, days, sigma, review, service, lead_sigma)
        extra = np.where(np.isnan(sigma), 0.0, extra) + demand * 0
        target = demand * (days + review) + extra
        order = order_quantity(demand, days, sigma, review, service, lead_sigma, stock, transit, pack)
        return extra, target, order

    days = lead.to_numpy(dtype=np.float64)
    extra, target, order = worked_out(days)
    _, short_target, short_order = worked_out(np.minimum(days, terms.short_lead_days))
    price = as_numbers(table["price_rub"]).to_numpy()
    saved = np.maximum(target - short_target, 0.0)
    table["lead_days"] = lead
    has_stock = table["stock_units"].notna().to_numpy() & (demand > 0)
    table["cover_days"] = np.where(has_stock, (stock + transit) / np.where(demand > 0, demand, np.nan), np.nan)
    for key, values in {
        "safety_units": extra,
        "need_units": target - stock - transit,
        "order_units": order,
        "amount_rub": np.round(order * price, 2),
        "short_order_units": short_order,
        "saved_units": saved,
        "saved_rub": np.round(saved * price, 2),
    }.items():
        table[key] = np.where(is_offered, values, np.nan)


def _cycle(row: Mapping[Any, Any], terms: OfferTerms) -> float:
    """Return the demand from one delivery to the next in units."""
    return float(row["demand_day"] * (row["lead_days"] + terms.review_days))


def _notes(table: pd.DataFrame, ages: pd.Series[Any], terms: OfferTerms) -> pd.Series[Any]:
    """Return what to mind of each line, "" for nothing; whole numbers only, so that a formula says the same."""
    found = []
    for age, row in zip(ages.tolist(), table.to_dict("records"), strict=True):
        is_offered, is_new = row["kind"] != NOT_OFFERED, row["kind"] == PEERS_BUY
        has_stock, has_demand = not pd.isna(row["stock_units"]), not pd.isna(row["demand_day"])
        parts = [
            (OVERSTOCK.format(int(row["cover_days"])), row["cover_days"] >= terms.overstock_days)
            if not pd.isna(row["cover_days"])
            else ("", False),
            (OLD_STOCK.format(0 if pd.isna(age) else int(age)), has_stock and age > terms.fresh_days),
            (NO_STOCK, is_offered and not is_new and not has_stock),
            (TRIAL, is_new),
            (NOT_TAKEN, is_offered and has_demand and row["demand_day"] == 0),
            (WIDE_SPREAD, row["demand_source"] == SHIPMENTS and row["safety_units"] > _cycle(row, terms)),
            (FEW_WEEKS, is_offered and has_demand and pd.isna(row["sigma_day"])),
            (NO_SALES, is_offered and not has_demand),
            (NO_PRICE, is_offered and pd.isna(row["price_rub"])),
        ]
        found.append(NOTE_JOINT.join(text for text, is_so in parts if is_so))
    return texts(found, table.index)
