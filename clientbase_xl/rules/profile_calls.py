"""«Кого спросить»: clients whose potential is not known exactly, in the order of what an answer is worth.

METHOD section 4: worth = P max − P min, unknown → turnover; the list is sorted by worth.
"""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import by_codes, join_clients, present, texts
from clientbase_xl.schemas.profile_calls import PROFILE_CALLS

_OF_CLIENTS = ("client_name", "manager", "phone", "turnover_12m_rub", "last_purchase_on")
_OF_POTENTIALS = (
    "next_question",
    "worth_rub",
    "potential_min_rub",
    "potential_rub",
    "potential_max_rub",
    "count_answered",
    "surveyed_on",
    "reason",
)


def profile_calls(
    facts: pd.DataFrame, cards: pd.DataFrame, categories_table: pd.DataFrame, potentials: pd.DataFrame
) -> pd.DataFrame:
    """Return whom to ask, first where the answer is worth most roubles.

    METHOD section 4. In: FACTS, stored CLIENTS, CATEGORIES (the active base), POTENTIALS, all of one date. Out:
    PROFILE_CALLS. Boundaries: worth 0 (potential known exactly) and category E (potential would not change it, prices
    come first; ours) are left out, and so is who has nothing left to be asked. Ties: the later purchase, then the code.
    """
    chosen = categories_table[categories_table["category"] != "E"]
    codes = pd.Index(chosen["client_code"], dtype=object)
    table = by_codes(potentials, codes, _OF_POTENTIALS)
    clients = join_clients(facts, cards, _OF_CLIENTS)
    for key, values in by_codes(clients, codes, _OF_CLIENTS).items():
        table[key] = values
    for key in ("client_code", "category", "category_range"):
        table[key] = chosen[key].to_numpy()
    table["turnover_12m_rub"] = table["turnover_12m_rub"].fillna(0)
    table = table[(table["worth_rub"].round(2) > 0) & table["next_question"].notna()]
    table = table.sort_values(
        ["worth_rub", "last_purchase_on", "client_code"], ascending=[False, False, True], na_position="last"
    ).reset_index(drop=True)
    table["rank"] = range(1, len(table) + 1)
    table["rank_manager"] = table.groupby(table["manager"].fillna(""), sort=False).cumcount() + 1
    whose = zip(table["reason"], table["potential_max_rub"].notna(), table["worth_rub"], strict=True)
    table["reason"] = texts([_reason(*row) for row in whose], table.index)
    return present(table, PROFILE_CALLS)


def _reason(reason: str, is_width: bool, worth: float) -> str:
    what = "ширина промежутка" if is_width else "оборот, потенциал неизвестен"
    return f"{reason}. Цена ответа {words.rub(worth)}: {what}"
