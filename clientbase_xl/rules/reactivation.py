"""Reactivation: lapsed clients in the order in which to call them.

METHOD section 8: export the sales of nine months, rank by shipped amount, keep who fell off relatively recently.
Seasonal clients (setting, off): «apart» means a table of their own (`seasonal`) with its own ranks (ours), so that
the ranks of the call list have no gaps.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.call_cards import CALL_KEYS
from clientbase_xl.rules.client_status import usual_rhythm
from clientbase_xl.rules.joined import empty, join_clients, present, texts
from clientbase_xl.schemas.reactivation import REACTIVATION
from clientbase_xl.settings import ReactivationSettings, Settings

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
COMPUTED_KEYS = tuple(column.key for column in REACTIVATION if not column.is_typed and column.key not in CALL_KEYS)
FLAG_IN_RHYTHM = "в своём ритме"
FLAG_SEASONAL = "сезонный"
_KEYS = (
    "client_name",
    "manager",
    "phone",
    "amount_9m_rub",
    "first_purchase_on",
    "last_purchase_on",
    "silence_days",
    "rhythm_days",
    "is_silent_year_ago",
    "is_archived",
    "is_stopped",
)


def reactivation(
    facts: pd.DataFrame, cards: pd.DataFrame, categories_table: pd.DataFrame, settings: Settings
) -> pd.DataFrame:
    """Return the clients to call, ranked by shipments of the window, highest first.

    METHOD section 8. In: FACTS, stored CLIENTS columns, CATEGORIES (all of one date). Out: computed REACTIVATION
    columns sorted by `rank`; ranks count from 1 without gaps, `rank_manager` within the manager of the card.
    In the list: shipments of the window > 0, silence from `silent_from_days` to `silent_to_days` inclusive, silence
    ≥ `min_rhythm_factor` × own rhythm (0 asks for none; above 0 a client without a rhythm cannot show it), neither
    archived nor stopped, and not seasonal while `is_seasonal_apart`. Equal amounts: by client code. Silence of
    exactly `in_rhythm_factor` intervals still carries «в своём ритме».
    """
    lapsed = _lapsed(facts, cards, settings.reactivation)
    if settings.reactivation.is_seasonal_apart:
        lapsed = lapsed[~_is_seasonal(lapsed)]
    return _ranked(lapsed, categories_table, settings.reactivation)


def seasonal(
    facts: pd.DataFrame, cards: pd.DataFrame, categories_table: pd.DataFrame, settings: Settings
) -> pd.DataFrame:
    """Return the lapsed clients that were as silent a year ago, ranked apart; empty while the setting is off.

    METHOD section 8. Same columns, filters and order as `reactivation`. A client is seasonal when the facts say so
    (`is_silent_year_ago`) and it had already bought before that season.
    """
    if not settings.reactivation.is_seasonal_apart:
        return empty(REACTIVATION, COMPUTED_KEYS)
    lapsed = _lapsed(facts, cards, settings.reactivation)
    return _ranked(lapsed[_is_seasonal(lapsed)], categories_table, settings.reactivation)


def _lapsed(facts: pd.DataFrame, cards: pd.DataFrame, settings: ReactivationSettings) -> pd.DataFrame:
    clients = join_clients(facts, cards, _KEYS)
    amount, silence, rhythm = (
        clients[key].to_numpy(dtype=float) for key in ("amount_9m_rub", "silence_days", "rhythm_days")
    )
    is_here = ~clients["is_archived"] & ~clients["is_stopped"]
    return clients[is_lapsed(amount, silence, rhythm, settings) & is_here]


def is_lapsed(amount_rub: Floats, silence_days: Floats, rhythm_days: Floats, settings: ReactivationSettings) -> Mask:
    """Tell who belongs on the call list by shipments of the window, silence and own rhythm.

    METHOD section 8; the boundaries of `reactivation`. In: arrays of one length, NaN: unknown.
    """
    is_between = (silence_days >= settings.silent_from_days) & (silence_days <= settings.silent_to_days)
    has_broken = (silence_days >= settings.min_rhythm_factor * rhythm_days) | (settings.min_rhythm_factor == 0)
    return (amount_rub > 0) & is_between & has_broken


def is_in_rhythm(silence_days: Floats, rhythm_days: Floats, settings: ReactivationSettings) -> Mask:
    """Tell who still keeps his own rhythm; silence of exactly `in_rhythm_factor` intervals does, no rhythm does not."""
    return silence_days <= settings.in_rhythm_factor * rhythm_days


def call_order(amount_rub: Floats, client_codes: Sequence[str]) -> list[int]:
    """Return the places of clients in the order to call them: amount descending, then client code (METHOD 0, 8)."""
    return sorted(range(len(client_codes)), key=lambda place: (-amount_rub[place], client_codes[place]))


def _is_seasonal(lapsed: pd.DataFrame) -> pd.Series[bool]:
    # Who first bought later than that was no client of ours a year ago: silence then says nothing.
    was_client = lapsed["first_purchase_on"] <= lapsed["last_purchase_on"] - pd.DateOffset(years=1)
    is_seasonal: pd.Series[bool] = lapsed["is_silent_year_ago"] & was_client
    return is_seasonal


def _ranked(lapsed: pd.DataFrame, categories_table: pd.DataFrame, settings: ReactivationSettings) -> pd.DataFrame:
    order = call_order(lapsed["amount_9m_rub"].to_numpy(dtype=float), lapsed["client_code"].tolist())
    table = lapsed.iloc[order].reset_index(drop=True)
    table["rank"] = np.arange(1, len(table) + 1)
    table["rank_manager"] = table.groupby("manager", dropna=False).cumcount() + 1
    letters = dict(zip(categories_table["client_code"], categories_table["category"], strict=True))
    table["category"] = texts(map(letters.get, table["client_code"]), table.index)
    silence_days, rhythm_days = (table[key].to_numpy(dtype=float) for key in ("silence_days", "rhythm_days"))
    is_in = is_in_rhythm(silence_days, rhythm_days, settings)
    is_seasonal = _is_seasonal(table) & settings.is_seasonal_apart
    marks = {
        (False, False): None,
        (True, False): FLAG_IN_RHYTHM,
        (False, True): FLAG_SEASONAL,
        (True, True): f"{FLAG_IN_RHYTHM}; {FLAG_SEASONAL}",
    }
    table["flags"] = texts(
        map(marks.get, zip(is_in.tolist(), is_seasonal, strict=True)),
        table.index,
    )
    window = words.months(settings.window_months)
    sentences = (
        f"За {window} отгружено {words.rub(amount)}; {_silence(silence, rhythm)}"
        for amount, silence, rhythm in zip(
            table["amount_9m_rub"], table["silence_days"], table["rhythm_days"], strict=True
        )
    )
    table["reason"] = texts(sentences, table.index)
    return present(table, REACTIVATION, COMPUTED_KEYS)


def _silence(silence_days: float, rhythm_days: float) -> str:
    if rhythm_days == rhythm_days:
        return f"{usual_rhythm(rhythm_days)}, не покупает {words.days(silence_days)}"
    return f"не покупает {words.days(silence_days)}, {usual_rhythm(rhythm_days)}"
