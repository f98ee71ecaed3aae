"""Of several documents of a client: whose plan counts for a month, and which plan runs now.

METHOD section 13: talks → letter of intent → addendum with a forecast plan of orders. Which of several plans counts is
ours: the one that the talks have brought furthest.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.rules.joined import as_dates, as_numbers, as_text
from clientbase_xl.rules.plan_to_date import plan_period
from clientbase_xl.rules.talk_stage import stage_of
from clientbase_xl.schemas.agreements import STAGES, UNSIGNED
from clientbase_xl.schemas.row_id import number_order

Rank = tuple[int, pd.Timestamp, str]


def plan_rank(document: Mapping[Any, Any]) -> Rank:
    """Return what decides between plans, the largest counts: the furthest stage, the later day, the later record."""
    stage, signed = stage_of(document), pd.Timestamp(document["signed_on"])
    when = pd.Timestamp.min if pd.isna(signed) else signed
    return -1 if stage is None else STAGES.index(stage), when, number_order(str(document["row_id"]))


def agreed_documents(documents: pd.DataFrame, is_signed: pd.Series[bool]) -> dict[tuple[str, date], Any]:
    """Return (client code, first day of a month) → label in the index of the document whose plan counts for it.

    METHOD 13. In: stored AGREEMENTS or the shown sheet; `is_signed` of the same index. What is not signed agrees
    nothing; of several documents the largest `plan_rank` counts, month by month.
    """
    rows = []
    for label, document, signed in zip(documents.index, documents.to_dict("records"), is_signed, strict=True):
        period, code = plan_period(document), document["client_code"]
        if signed and period is not None and isinstance(code, str):
            rows.append((plan_rank(document), label, code, period))
    return {
        (code, month): label
        for _, label, code, period in sorted(rows, key=lambda row: row[0])
        for month in period.months()
    }


def running_plans(agreements: pd.DataFrame) -> pd.Series[bool]:
    """Tell of each document of AGREEMENTS whether its plan is the one that its client is to fulfil now.

    METHOD 13. A plan runs from its second day, when a day of it is over, up to its last day: something of it is due to
    date, and not the whole. It counts when the document is signed and, of several that run, has the largest
    `plan_rank`, as on «План по клиентам»; so a plan that is over or replaced counts no more. A plan of 0 never runs.
    """
    plan, due = as_numbers(agreements["plan_rub"]).round(2), as_numbers(agreements["plan_to_date_rub"])
    code = as_text(agreements["client_code"])
    runs = (due > 0) & (due < plan) & (agreements["state"] != UNSIGNED) & code.notna()
    best: dict[str, tuple[Rank, Any]] = {}
    shown = agreements.assign(signed_on=as_dates(agreements["signed_on"]))[runs]
    for label, document in zip(shown.index, shown.to_dict("records"), strict=True):
        found = (plan_rank(document), label)
        best[code[label]] = max(best.get(code[label], found), found)
    return runs & agreements.index.isin([label for _, label in best.values()])
