"""In what state a document is: days left, warnings at 60 and 30 days, expired the day after its last day.

METHOD section 13 [P, S]: «agreements up to date: days left ≤ 60 / ≤ 30 / expired (the day after the last day); no date
→ «нет данных», never "in force"». A document still talked about, or dated after today, is not signed (ours).
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from clientbase_xl.rules.joined import as_dates, as_text
from clientbase_xl.rules.today_actions import CONTRACT_STEPS_DAYS
from clientbase_xl.schemas.agreements import (
    EXPIRED,
    IN_FORCE,
    NO_DATE,
    OTHER,
    TALKS,
    UNSIGNED,
    UP_TO_30,
    UP_TO_60,
)
from clientbase_xl.schemas.row_id import number_order

KEYS = ("left_days", "state", "is_latest")


def document_states(documents: pd.DataFrame, today: date) -> pd.DataFrame:
    """Return KEYS for every document, in the order and with the index of the documents.

    METHOD 13. In: stored AGREEMENTS. `left_days` counts from `today` to the last day: 0 on the last day, below 0 after
    it, NA without a date. Boundaries: 60 and 30 days left warn, −1 is expired. `is_latest`: of the signed documents of
    one kind and client the one that lasts longest (a dated one before one without a date, else the later number of
    record, in whatever order the documents stand); the others have been replaced and ask for nothing. Every document of
    the kind «другое» is a paper of its own, and so is what is not signed.
    """
    until, signed = as_dates(documents["valid_until"]), as_dates(documents["signed_on"])
    near, far = CONTRACT_STEPS_DAYS
    left = (until - pd.Timestamp(today)).dt.days
    state = pd.Series(IN_FORCE, index=documents.index, dtype=object)
    for days, word in ((far, UP_TO_60), (near, UP_TO_30), (-1, EXPIRED)):
        state = state.mask(left <= days, word)
    state = state.mask(until.isna(), NO_DATE)
    is_draft = (as_text(documents["stage"]) == TALKS) | (signed > pd.Timestamp(today))
    state = state.mask(is_draft, UNSIGNED)
    table = pd.DataFrame({"left_days": left.astype("Int64"), "state": state}, index=documents.index)
    return table.assign(is_latest=_is_latest(documents, until, is_draft))


def latest_documents(agreements: pd.DataFrame) -> pd.Series[bool]:
    """Return `is_latest` of `document_states` for AGREEMENTS, whose state is known already.

    METHOD 13. In: AGREEMENTS as shown, all documents of each client in it; the index stays.
    """
    return _is_latest(agreements, as_dates(agreements["valid_until"]), agreements["state"] == UNSIGNED)


def _is_latest(documents: pd.DataFrame, until: pd.Series[date], is_draft: pd.Series[bool]) -> pd.Series[bool]:
    kind, client = as_text(documents["document_kind"]), as_text(documents["client_code"])
    is_single = is_draft | (kind == OTHER) | kind.isna() | client.isna()
    row = documents["row_id"].astype(str).map(number_order)
    known = pd.DataFrame({"kind": kind, "client": client, "until": until, "row": row})[~is_single]
    known = known.sort_values(["until", "row"], kind="stable", na_position="first")
    last = known.groupby(["client", "kind"], sort=False).tail(1).index
    return is_single | pd.Series(documents.index.isin(last), index=documents.index)
