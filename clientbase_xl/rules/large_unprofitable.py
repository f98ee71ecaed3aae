"""«Крупные, но невыгодные»: first by turnover, last by category.

METHOD section 3, the second list: ABC by turnover = A and category D or E.
"""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import by_codes, present, texts
from clientbase_xl.rules.undervalued import active_with_abc
from clientbase_xl.schemas.profile_calls import ABC, LARGE_UNPROFITABLE
from clientbase_xl.settings import ProfileSettings

_OF_CATEGORIES = ("category", "category_approved", "potential_rub", "profitability_12m_rub", "distance", "reason")
_BAD = ("D", "E")


def large_unprofitable(
    facts: pd.DataFrame, cards: pd.DataFrame, categories_table: pd.DataFrame, settings: ProfileSettings
) -> pd.DataFrame:
    """Return clients of ABC group A whose computed category is D or E, largest turnover first.

    METHOD section 3. In: FACTS, stored CLIENTS, CATEGORIES of one date. Out: LARGE_UNPROFITABLE; the category is
    today's, the approved one stands beside it. The margin is profitability ÷ turnover, empty where profit is unknown.
    Ties: the later purchase, then the code.
    """
    table = active_with_abc(facts, cards, categories_table, settings)
    codes = pd.Index(table["client_code"], dtype=object)
    for key, values in by_codes(categories_table, codes, _OF_CATEGORIES).items():
        table[key] = values
    table = table[(table["abc"] == ABC[0]) & table["category"].isin(_BAD)].sort_values(
        ["turnover_12m_rub", "last_purchase_on", "client_code"], ascending=[False, False, True], na_position="last"
    )
    table = table.reset_index(drop=True)
    table["rank"] = range(1, len(table) + 1)
    table["margin"] = table["profitability_12m_rub"] / table["turnover_12m_rub"]
    rows = zip(table["turnover_12m_rub"], table["reason"], strict=True)
    table["reason"] = texts(
        [f"По обороту {words.rub(turnover)} — {ABC[0]}, но: {reason}" for turnover, reason in rows], table.index
    )
    return present(table, LARGE_UNPROFITABLE)
