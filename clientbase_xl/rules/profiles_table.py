"""«Профиль клиента»: every survey beside the potential that follows from it.

METHOD sections 1 and 4. The formulas of the sheet give the same values while typing.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from clientbase_xl.rules.client_records import client_records
from clientbase_xl.rules.joined import as_numbers, by_codes, texts
from clientbase_xl.rules.next_question import next_question
from clientbase_xl.rules.potential import ANSWER_KEYS, potential, share_used
from clientbase_xl.rules.potential_words import potential_words
from clientbase_xl.rules.survey_answers import EARLIER_KEYS, survey_answers
from clientbase_xl.schemas.profiles import PROFILES
from clientbase_xl.schemas.row_id import number_order
from clientbase_xl.settings import ProfileSettings

_FOUND = (
    "potential_min_rub",
    "potential_rub",
    "potential_max_rub",
    "share_of_wallet",
    "untapped_rub",
    "contradiction",
    "way",
    "route_a_rub",
    "route_b_rub",
)
_USED = ("orders_used", "average_order_used_rub", "share_used")
_RATIOS = ("ratio_median", "ratio_high", "ratio_low", "count_ratio", "is_of_channel")


def profiles_table(
    profiles: pd.DataFrame,
    clients: pd.DataFrame,
    ratios: pd.DataFrame,
    today: date,
    settings: ProfileSettings,
    names: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return PROFILES: the newest surveys first, then by client and number of the record.

    METHOD section 4. In: stored PROFILES; CLIENTS (turnover and average purchase: a survey of somebody who is not on
    that sheet has none, as the formula has none); `ratios` of `client_potentials`; `names` are all cards, archived
    ones too (default: `clients`). Typed cells stay as they are. A row of a survey that is not the newest is computed
    with the answers known then and the turnover of today.
    """
    cards = clients if names is None else names
    table = client_records(profiles, cards[["client_code", "client_name"]], PROFILES)
    answers = survey_answers(profiles, today)
    answers = (
        answers.set_index(answers["row_id"].astype(str)).reindex(table["row_id"].astype(str)).reset_index(drop=True)
    )
    codes = pd.Index(table["client_code"], dtype=object)
    own = by_codes(clients, codes, ["turnover_12m_rub", "average_purchase_rub"])
    rates = by_codes(ratios, codes, _RATIOS)
    for key in own:
        table[key] = own[key] = as_numbers(own[key])
    for key in _RATIOS[:-1]:
        rates[key] = as_numbers(rates[key])
    for key in ("ratio_median", "ratio_high"):
        table[key] = rates[key]
    computed = potential(pd.concat([answers[list(ANSWER_KEYS)], own, rates], axis=1), settings)
    for key in _FOUND:
        table[key] = computed[key]
    for key in ("state", "earlier_answers", *EARLIER_KEYS):
        table[key] = answers[key]
    used = ("orders_used", "count_orders_per_year"), ("average_order_used_rub", "average_order_rub")
    for key, source in used:
        table[key] = as_numbers(answers[source])
    table["share_used"] = share_used(answers["share_ours"], answers["count_suppliers"])
    turnover = table["turnover_12m_rub"]
    table["next_question"] = next_question(answers, computed["way"], turnover, settings)
    table["reason"] = texts(potential_words(computed, answers, rates, turnover, settings), table.index)
    _empty_without_client(table)
    numbers = table["row_id"].astype(str).map(number_order)
    by = pd.DataFrame({"day": answers["surveyed_on"], "code": table["client_code"], "row": numbers})
    ordered = by.sort_values(["day", "code", "row"], ascending=[False, True, True], na_position="last").index
    result: pd.DataFrame = table.loc[ordered].reset_index(drop=True)
    return result


def _empty_without_client(table: pd.DataFrame) -> None:
    """Leave the results of a row without a client empty, as its formulas do."""
    nobody = table["client_code"].isna()
    if nobody.any():
        for key in (*_FOUND, *_USED, "next_question", "reason"):
            missing = None if table[key].dtype == object else np.nan
            table[key] = table[key].mask(nobody, missing)
