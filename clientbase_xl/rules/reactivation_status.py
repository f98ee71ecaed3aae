"""Where one client stands to the call list: on it, too early, too late, or nothing was shipped to him.

METHOD section 8. The conditions are those of `rules/reactivation.py`; the words are ours.
"""

from __future__ import annotations

import numpy as np

from clientbase_xl.rules.reactivation import Floats, call_order, is_in_rhythm, is_lapsed
from clientbase_xl.settings import ReactivationSettings

CALL, CALL_IN_RHYTHM = "звонить", "звонить, но в своём ритме"
NOTHING_SHIPPED, NOT_YET, LONG_AGO = "нет отгрузок за окно", "ещё не отпал", "отпал давно"
NOT_BROKEN = "молчит меньше своего ритма"


def reactivation_status(
    amount_rub: Floats, silence_days: Floats, rhythm_days: Floats, settings: ReactivationSettings
) -> list[str | None]:
    """Return the word of each client.

    METHOD section 8. In: arrays of one length: shipments of the window net of returns, days since the last purchase,
    own rhythm (NaN: none). Out: None where silence or shipments are unknown. Day 60 and day 180 of silence are both
    «звонить», with the default settings; silence of exactly `in_rhythm_factor` intervals is still in rhythm.
    """
    is_in = is_in_rhythm(silence_days, rhythm_days, settings)
    on_list = is_lapsed(amount_rub, silence_days, rhythm_days, settings)
    found = np.select(
        [
            np.isnan(amount_rub) | np.isnan(silence_days),
            on_list & is_in,
            on_list,
            ~(amount_rub > 0),
            silence_days < settings.silent_from_days,
            silence_days > settings.silent_to_days,
        ],
        ["", CALL_IN_RHYTHM, CALL, NOTHING_SHIPPED, NOT_YET, LONG_AGO],
        default=NOT_BROKEN,
    )
    return [str(word) or None for word in found]


def reactivation_ranks(
    amount_rub: Floats, silence_days: Floats, rhythm_days: Floats, codes: list[str], settings: ReactivationSettings
) -> list[int | None]:
    """Return the place of each client on the call list, from 1 without gaps; None for who is not on it.

    METHOD section 8: ranked after filtering, shipments descending, ties by client code, then by place in the list.
    """
    on_list = np.flatnonzero(is_lapsed(amount_rub, silence_days, rhythm_days, settings))
    ranks: list[int | None] = [None] * len(codes)
    order = call_order(amount_rub[on_list], [codes[place] for place in on_list])
    for rank, place in enumerate(order, start=1):
        ranks[int(on_list[place])] = rank
    return ranks
