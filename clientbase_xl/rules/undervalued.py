"""«Недооценённые клиенты»: small by turnover, large by what they buy at all suppliers.

METHOD section 3, the core claim of [S]: a "C" client may buy from us only the remainder and give the main budget to
others.
"""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.abc import abc_groups
from clientbase_xl.rules.joined import by_codes, join_clients, present, texts
from clientbase_xl.rules.level_cuts import POTENTIAL_LEVELS
from clientbase_xl.schemas.profile_calls import ABC, BY_CARD, BY_SURVEY, UNDERVALUED
from clientbase_xl.settings import ProfileSettings

_OF_CLIENTS = ("client_name", "manager", "turnover_12m_rub", "last_purchase_on")
_OF_CATEGORIES = ("category", "category_approved", "potential_level")
_OF_POTENTIALS = (
    "potential_source",
    "potential_rub",
    "share_of_wallet",
    "untapped_rub",
    "obstacle",
    "bought_elsewhere",
    "surveyed_on",
)
_HIGH = POTENTIAL_LEVELS[:2]
_ANSWERED = (BY_SURVEY, BY_CARD)


def active_with_abc(
    facts: pd.DataFrame, cards: pd.DataFrame, categories_table: pd.DataFrame, settings: ProfileSettings
) -> pd.DataFrame:
    """Return the active base with name, manager, turnover (0 for none) and its ABC group (METHOD section 3)."""
    codes = pd.Index(categories_table["client_code"], dtype=object)
    table = by_codes(join_clients(facts, cards, _OF_CLIENTS), codes, _OF_CLIENTS)
    table["client_code"] = codes
    table["turnover_12m_rub"] = table["turnover_12m_rub"].fillna(0)
    table["abc"] = abc_groups(table, settings)
    return table


def undervalued(
    facts: pd.DataFrame,
    cards: pd.DataFrame,
    categories_table: pd.DataFrame,
    potentials: pd.DataFrame,
    settings: ProfileSettings,
) -> pd.DataFrame:
    """Return clients of ABC group B or C whose answered potential is Высокий or Максимальный, most untapped first.

    METHOD section 3. In: FACTS, stored CLIENTS, CATEGORIES and POTENTIALS of one date. Out: UNDERVALUED. Answered is a
    route of the survey or the card; orders alone and estimates are no answer. Ties: the later purchase, then the code.
    """
    table = active_with_abc(facts, cards, categories_table, settings)
    codes = pd.Index(table["client_code"], dtype=object)
    for found, keys in ((categories_table, _OF_CATEGORIES), (potentials, _OF_POTENTIALS)):
        for key, values in by_codes(found, codes, keys).items():
            table[key] = values
    is_found = (
        table["abc"].isin(ABC[1:]) & table["potential_level"].isin(_HIGH) & table["potential_source"].isin(_ANSWERED)
    )
    table = table[is_found].sort_values(
        ["untapped_rub", "last_purchase_on", "client_code"], ascending=[False, False, True], na_position="last"
    )
    table = table.reset_index(drop=True)
    table["rank"] = range(1, len(table) + 1)
    numbers = ("abc", "turnover_12m_rub", "potential_rub", "potential_level", "share_of_wallet", "potential_source")
    table["reason"] = texts([_reason(*row) for row in zip(*(table[key] for key in numbers), strict=True)], table.index)
    return present(table, UNDERVALUED)


def _reason(abc: str, turnover: float, potential: float, level: str, share: float, source: str) -> str:
    whence = "по опросу" if source == BY_SURVEY else "по карточке"
    text = f"По обороту {words.rub(turnover)} — {abc}, а потенциал {whence} {words.rub(potential)} — {level}"
    return f"{text}; у нас берёт {words.share(max(share, 0.0))}, остальное отдаёт другим"
