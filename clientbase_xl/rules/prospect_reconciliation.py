"""The reconciliation of the list of prospects: which results are there, what is missing, who stays in work.

METHOD sections 6 [K 3] (reconciled on 1 January, 8 results, only A and B stay in work) and 7.
"""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.completeness import PROSPECT_RESULTS
from clientbase_xl.rules.joined import as_flags, as_text, present, texts
from clientbase_xl.schemas.prospects import ACTIVATED, DROPPED, LATER, NO_PROSPECT, OFFERED_OUT
from clientbase_xl.schemas.reconciliation import (
    FIND_POTENTIAL,
    KEEP_LATER,
    KEEP_PROSPECT,
    OFF_LIST,
    RECONCILED_PROSPECTS,
    TO_CLIENTS,
)

_KEYS = tuple(key for key in RECONCILED_PROSPECTS.keys if key != "reconciled_on")
_OUT = {
    ACTIVATED: (TO_CLIENTS, "Первая отгрузка была"),
    NO_PROSPECT: (TO_CLIENTS, "Покупал ещё до внесения в список"),
    DROPPED: (OFF_LIST, "Отказались работать"),
}


def prospect_reconciliation(prospects: pd.DataFrame, last_letter: str) -> pd.DataFrame:
    """Return RECONCILED_PROSPECTS without its day: one row per prospect, in the order of the sheet.

    METHOD sections 6, 7; the words are ours. In: PROSPECTS of the day; the last letter that stays in work (setting). A
    client goes to the clients; who was dropped, or has a letter below the last one, leaves the work; without a letter
    the potential is to be found first; others stay, with what is missing named. `is_actual` is None for who is no
    longer on the list.
    """
    rows = prospects.reset_index(drop=True)
    states, letters, lacks = (as_text(rows[key]) for key in ("state", "category", "missing"))
    found = [_proposal(*row, last_letter) for row in zip(states, letters, lacks, strict=True)]
    table = pd.DataFrame(
        {
            "prospect_id": rows["row_id"],
            "prospect_name": rows["prospect_name"],
            "manager": rows["manager"],
            "state": states,
            "category": letters,
            "potential_rub": rows["potential_in_force_rub"],
            "completeness": rows["completeness"],
            "missing": lacks,
            "is_actual": (~as_flags(rows["is_unconfirmed"])).astype(object).where(rows["is_unconfirmed"].notna(), None),
            "proposal": texts([word for word, _ in found], rows.index),
            "reason": texts([why for _, why in found], rows.index),
        }
    )
    return present(table, RECONCILED_PROSPECTS, _KEYS)


def _proposal(state: str | None, letter: str | None, missing: str | None, last_letter: str) -> tuple[str, str]:
    if state in _OUT:
        return _OUT[state]
    if state == LATER:
        return KEEP_LATER, "Отложен: напомнить о себе по плану"
    if state == OFFERED_OUT:
        return OFF_LIST, f"Категория {letter}: в работе остаются до {last_letter}"
    if letter is None:
        return FIND_POTENTIAL, "Потенциал не известен, категории нет"
    count = len(PROSPECT_RESULTS) - len(missing.split("; ") if missing else ())
    return KEEP_PROSPECT, f"Категория {letter}, результатов {count} из {len(PROSPECT_RESULTS)}"
