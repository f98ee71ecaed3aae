"""What clients bought after a contact, and who came back after a break (METHOD section 8)."""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis
import pandas as pd
import pyarrow as pa

from clientbase_xl.ledger.purchases import purchase_days
from clientbase_xl.ledger.results import fetch_frame

KOPECKS = 100
CONTACT_KEYS = ("client_code", "contacted_on")
AFTER_CONTACT_KEYS = (*CONTACT_KEYS, "last_before_on", "first_after_on", "amount_after_rub")
BREAK_KEYS = ("client_code", "last_before_on", "first_after_on", "amount_after_rub")
_CONTACTS = pa.schema([("client_code", pa.string()), ("contacted_on", pa.date32())])


def after_contacts(lines: Any, contacts: pd.DataFrame, return_days: int) -> pd.DataFrame:
    """Return per contact the purchases around it: one row per client and day of `contacts`, by code and day.

    In: CONTACT_KEYS (text, dates), equal rows count once. Out: AFTER_CONTACT_KEYS; `last_before_on` is the last
    purchase before the day of the contact, `first_after_on` the first one on that day or later (NaT: none),
    `amount_after_rub` the roubles net of returns from that day to `return_days` later, both inclusive (NaN: no lines).
    Everything is joined and summed where the lines live. Raises BaseRefused when a part cannot be read.
    """
    asked = contacts[list(CONTACT_KEYS)].drop_duplicates()
    days = [pd.Timestamp(day).date() for day in asked["contacted_on"]]
    if not days:
        return _empty(AFTER_CONTACT_KEYS)
    given = ibis.memtable(pa.table({"client_code": asked["client_code"].tolist(), "contacted_on": days}, _CONTACTS))
    purchases = purchase_days(lines.filter(lines.client_code.notnull()))
    met = given.join(purchases, "client_code")
    around = met.group_by(CONTACT_KEYS).aggregate(
        last_before_on=met.sold_on.max(where=met.sold_on < met.contacted_on),
        first_after_on=met.sold_on.min(where=met.sold_on >= met.contacted_on),
    )
    sold = given.join(lines, "client_code")
    since = sold.sold_on.delta(sold.contacted_on, unit="day")
    sums = sold.filter((since >= 0) & (since <= return_days)).group_by(CONTACT_KEYS)
    amounts = fetch_frame(sums.aggregate(amount=sold.amount_rub.sum()))
    asked = asked.assign(contacted_on=pd.to_datetime(pd.Series(days, index=asked.index)).astype("datetime64[us]"))
    table = asked.merge(fetch_frame(around), on=list(CONTACT_KEYS), how="left")
    return _finish(table.merge(amounts, on=list(CONTACT_KEYS), how="left"), AFTER_CONTACT_KEYS)


def breaks(lines: Any, min_days: int, since: date, return_days: int) -> pd.DataFrame:
    """Return every purchase from `since` on that followed a silence of at least `min_days` days.

    Out: BREAK_KEYS, one row per client and break, by code and day; the amount runs from that purchase to
    `return_days` later. A first purchase ends no break. Raises BaseRefused when a part cannot be read.
    """
    known = lines.filter(lines.client_code.notnull())
    days = purchase_days(known)
    previous = days.sold_on.lag().over(ibis.window(group_by="client_code", order_by="sold_on"))
    dated = days.mutate(last_before_on=previous)
    silent = dated.sold_on.delta(dated.last_before_on, unit="day") >= min_days
    found = dated.filter(dated.last_before_on.notnull() & silent & (dated.sold_on >= ibis.date(since)))
    found = found.select("client_code", "last_before_on", first_after_on=found.sold_on)
    sold = found.join(known.select("client_code", "sold_on", "amount_rub"), "client_code")
    after = sold.sold_on.delta(sold.first_after_on, unit="day")
    keys = ("client_code", "last_before_on", "first_after_on")
    sums = sold.filter((after >= 0) & (after <= return_days)).group_by(keys).aggregate(amount=sold.amount_rub.sum())
    return _finish(fetch_frame(sums), BREAK_KEYS)


def _finish(table: pd.DataFrame, keys: tuple[str, ...]) -> pd.DataFrame:
    table["amount_after_rub"] = table["amount"].astype("float64") / KOPECKS
    return table[list(keys)].sort_values(list(keys[:2])).reset_index(drop=True).astype({"client_code": "object"})


def _empty(keys: tuple[str, ...]) -> pd.DataFrame:
    kinds = {"client_code": "object", "amount_after_rub": "float64"}
    return pd.DataFrame({key: pd.Series(dtype=kinds.get(key, "datetime64[us]")) for key in keys})
