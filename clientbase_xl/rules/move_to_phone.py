"""Which clients of an overloaded manager move from visits to the telephone first, and who does not fit at all.

METHOD section 5: lowest untapped ₽ per visit hour.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.contact_plan import hours, minutes_per_month
from clientbase_xl.rules.joined import texts
from clientbase_xl.schemas.contact_load import DOES_NOT_FIT, TO_PHONE

MINUTES_IN_HOUR, _MONTHS_IN_YEAR = 60, 12
# Frequencies like 0,1 do not add up exactly; a load that fits exactly must not be over by a hair.
HAIR = 1e-6


def move_to_phone(own: pd.DataFrame, available_minutes: float) -> pd.DataFrame:
    """Return the clients of one manager to move until the load fits, then those that do not fit, in their order.

    METHOD 5. In: CONTACT_PLAN of one manager, his minutes of the month. Out: the columns of MOVE_TO_PHONE and more; no
    rows where the load fits, exactly too. A moved client keeps every contact, its visits become calls; a client whose
    visit takes no longer than a call is not moved. Whole clients move, lowest worth per visit hour of a year first
    (worth: untapped roubles, the turnover while the potential is unknown; ours), ties by code, until the rest fits.
    When all moved and it still does not, clients leave whole in the order of worth per hour of their calls (ours).
    """
    over = float(own["minutes_per_month"].sum()) - available_minutes
    calls = own["visits_per_month"] + own["calls_per_month"]
    visit_minutes = own["visits_per_month"] * own["visit_minutes"]
    saved = visit_minutes - own["visits_per_month"] * own["call_minutes"]
    movable = own.assign(
        move=TO_PHONE, saved=saved, rub_per_hour=_per_hour(own["worth_rub"], visit_minutes), spent=visit_minutes
    )
    movable = movable[saved > HAIR].sort_values(["rub_per_hour", "client_code"])
    moved, over = _until_fits(movable, over)
    if over > HAIR:
        is_moved = own["client_code"].isin(moved["client_code"])
        left = minutes_per_month(own).where(~is_moved, calls * own["call_minutes"])
        out = own.assign(move=DOES_NOT_FIT, saved=left, rub_per_hour=_per_hour(own["worth_rub"], left), spent=left)
        dropped, _ = _until_fits(out[left > HAIR].sort_values(["rub_per_hour", "client_code"]), over)
        # Who does not fit by telephone either is not moved there first.
        kept = moved[~moved["client_code"].isin(dropped["client_code"])]
        whole = dropped.assign(saved=minutes_per_month(dropped))
        moved = pd.concat([kept, whole])
    ranked = moved.assign(rank_manager=np.arange(1, len(moved) + 1), hours_saved=moved["saved"] / MINUTES_IN_HOUR)
    return ranked.assign(reason=texts(_move_reasons(ranked), ranked.index))


def _until_fits(ordered: pd.DataFrame, over: float) -> tuple[pd.DataFrame, float]:
    """Return the first rows whose savings together reach what is over, and what stays over."""
    before = ordered["saved"].cumsum().shift(fill_value=0.0)
    taken = ordered[before < over - HAIR]
    return taken, over - float(taken["saved"].sum())


def _per_hour(worth_rub: pd.Series[float], minutes: pd.Series[float]) -> pd.Series[float]:
    """Return yearly roubles per yearly hour of contacts."""
    yearly = minutes.where(minutes > 0) * _MONTHS_IN_YEAR / MINUTES_IN_HOUR
    return worth_rub / yearly


def _move_reasons(moves: pd.DataFrame) -> list[str]:
    keys = ["move", "untapped_rub", "worth_rub", "spent", "rub_per_hour", "saved"]
    return [_move_reason(*one) for one in moves[keys].itertuples(index=False, name=None)]


def _move_reason(move: str, untapped: float, worth: float, spent: float, per_hour: float, saved: float) -> str:
    yearly = hours(spent * _MONTHS_IN_YEAR / MINUTES_IN_HOUR)
    what = (
        f"не взято {words.rub(worth)}" if untapped == untapped else f"потенциал не известен, оборот {words.rub(worth)}"
    )
    text = f"{what[0].upper()}{what[1:]} ÷ {yearly} в год = {words.rub(per_hour)} на час"
    if move == TO_PHONE:
        return f"{text}; освободится {hours(saved / MINUTES_IN_HOUR)} в месяц"
    return f"{text}; часов не хватает и на звонки"
