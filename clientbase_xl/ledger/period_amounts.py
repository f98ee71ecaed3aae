"""Roubles of a client in a period that belongs to it: around a survey, before the crisis (METHOD 10 and 11)."""

from __future__ import annotations

from typing import Any

import ibis
import pandas as pd
import pyarrow as pa

from clientbase_xl.ledger.margins import KOPECKS
from clientbase_xl.ledger.results import fetch_frame

PERIOD_KEYS = ("client_code", "start_on", "end_on")
KEYS = (*PERIOD_KEYS, "amount_rub")
_PERIODS = pa.schema([("client_code", pa.string()), ("start_on", pa.date32()), ("end_on", pa.date32())])


def period_amounts(lines: Any, periods: pd.DataFrame) -> pd.DataFrame:
    """Return the roubles net of returns of each client in each of its periods: columns KEYS, in the order of the keys.

    In: PERIOD_KEYS (text, dates), `start_on` inclusive, `end_on` exclusive; equal rows count once. Out: exact to the
    kopeck; a period without lines has 0, whether the ledger reaches it or not. Joined and summed where the lines live.
    Raises BaseRefused when a part cannot be read.
    """
    keys = list(PERIOD_KEYS)
    asked = periods[keys].drop_duplicates().sort_values(keys, ignore_index=True)
    if asked.empty:
        return asked.assign(amount_rub=pd.Series(dtype="float64"))
    days = {key: [pd.Timestamp(day).date() for day in asked[key]] for key in keys[1:]}
    given = ibis.memtable(pa.table({"client_code": asked["client_code"].tolist(), **days}, _PERIODS))
    met = given.join(lines.select("client_code", "sold_on", "amount_rub"), "client_code")
    met = met.filter((met.sold_on >= met.start_on) & (met.sold_on < met.end_on))
    sums = fetch_frame(met.group_by(keys).aggregate(amount=met.amount_rub.sum()))
    asked[keys[1:]] = asked[keys[1:]].astype("datetime64[us]")
    table = asked.merge(sums, on=keys, how="left")
    return table.assign(amount_rub=table.pop("amount").fillna(0).astype("float64") / KOPECKS)
