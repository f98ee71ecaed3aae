"""The 8 results of work with a prospect: which are there, which are missing.

METHOD section 6 [K 3]. What counts as a result is said once, in `rules/completeness.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from clientbase_xl.rules.completeness import PROSPECT_RESULTS, completeness, missing_results
from clientbase_xl.rules.joined import as_flags, as_text, texts
from clientbase_xl.schemas.contacts import REFUSAL

KEYS = ("missing", "completeness")
_YES, _NO = "да", ""


def prospect_results(prospects: pd.DataFrame, categories: pd.DataFrame, contacts: pd.DataFrame) -> pd.DataFrame:
    """Return what of the 8 results each prospect lacks and the share that is there: columns KEYS, index of the input.

    METHOD section 6. In: stored PROSPECTS; `prospect_categories`; `prospect_contacts`. 1 needs ИНН, a person and a
    telephone or an e-mail; 2 the letter A or B; 3 a potential; 4 what is typed about meetings; 5 a contact with a
    description; 6 a refusal with a description, or what is typed («отказов не было» is a result); 7 and 8 «да».
    `missing` is None when all are there.
    """
    rows = [*_cells(prospects, categories, contacts)]
    lacks = [missing_results(row) for row in rows]
    return pd.DataFrame(
        {
            "missing": texts(["; ".join(lack) or None for lack in lacks], prospects.index),
            "completeness": pd.Series(
                [completeness(len(lack), len(PROSPECT_RESULTS)) for lack in lacks], prospects.index, dtype="float64"
            ),
        },
        index=prospects.index,
    )


def _cells(
    prospects: pd.DataFrame, categories: pd.DataFrame, contacts: pd.DataFrame
) -> Iterator[tuple[str, str, str, str, str, str, str, str]]:
    """Yield the eight cells of each prospect in the order of PROSPECT_RESULTS."""
    told = contacts[as_text(contacts["description"]).notna()]
    talked, refused = set(told["prospect_id"]), set(told.loc[told["result"] == REFUSAL, "prospect_id"])
    text = {key: as_text(prospects[key]) for key in _TEXTS}
    reached = text["phone"].notna() | text["email"].notna()
    known = text["inn"].notna() & text["contact_name"].notna() & reached
    flags = [as_flags(prospects[key]) for key in ("is_in_news", "is_in_offers")]
    for row in prospects.index:
        number = text["row_id"][row]
        typed_refusals = text["refusal_history"][row] or ""
        yield (
            _YES if known[row] else _NO,
            categories["category"][row] or _NO,
            _YES if categories["potential_in_force_rub"][row] > 0 else _NO,
            text["meeting_plan"][row] or _NO,
            _YES if number in talked else _NO,
            _YES if number in refused else typed_refusals,
            _YES if flags[0][row] else _NO,
            _YES if flags[1][row] else _NO,
        )


_TEXTS = ("row_id", "inn", "contact_name", "phone", "email", "meeting_plan", "refusal_history")
