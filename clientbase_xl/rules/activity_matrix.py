"""«Матрица мероприятий»: how many clients a category has and what its contacts take, beside what people typed.

METHOD section 5 [K]: per category description, actions, two forms of contact with frequency and minutes, investment.
"""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.joined import as_numbers, as_text, settle
from clientbase_xl.schemas.activity_matrix import ACTIVITY_MATRIX
from clientbase_xl.schemas.clients import LETTERS
from clientbase_xl.schemas.shown_defaults import with_defaults

_MINUTES_IN_HOUR = 60


def typed_matrix(stored: pd.DataFrame) -> pd.DataFrame:
    """Return the key and the typed columns of all five letters: what was typed, else the method's own (METHOD 3, 5).

    In: stored rows of ACTIVITY_MATRIX, any of them or none. Texts with None, numbers float64 with NaN.
    """
    keys = [*ACTIVITY_MATRIX.key_columns, *(column.key for column in ACTIVITY_MATRIX.typed)]
    rows = stored.assign(category=as_text(stored["category"])).set_index("category")
    whole = rows.reindex(pd.Index(LETTERS, name="category", dtype=object)).reset_index()
    return settle(with_defaults(whole.reindex(columns=keys).astype(object), ACTIVITY_MATRIX), ACTIVITY_MATRIX, keys)


def activity_matrix(matrix: pd.DataFrame, plan: pd.DataFrame) -> pd.DataFrame:
    """Return the matrix with clients, contacts and hours a month, untapped roubles and turnover per letter.

    METHOD 5. In: `typed_matrix`, CONTACT_PLAN. Out: ACTIVITY_MATRIX, five rows A to E. A category without clients
    needs 0; its roubles are 0. Untapped is the sum over clients whose potential is known, NaN where it is known of
    none (of clients that there are).
    """
    hours = plan["minutes_per_month"] / _MINUTES_IN_HOUR
    groups = plan.assign(hours=hours, count=1).groupby("category_approved")
    sums = pd.DataFrame(
        {
            "count_clients": groups["count"].sum(),
            "visits_needed": groups["visits_per_month"].sum(),
            "calls_needed": groups["calls_per_month"].sum(),
            "hours_needed": groups["hours"].sum(),
            "untapped_rub": groups["untapped_rub"].sum(min_count=1),
            "turnover_12m_rub": groups["turnover_12m_rub"].sum(),
        }
    ).reindex(LETTERS)
    is_empty = sums["count_clients"].isna()
    whole = matrix.set_index("category")
    for key in sums:
        whole[key] = as_numbers(sums[key].mask(is_empty, 0.0))
    whole["count_clients"] = whole["count_clients"].astype("Int64")
    return whole.reset_index().reindex(columns=list(ACTIVITY_MATRIX.keys))
