"""Status of a client and membership of the active base.

METHOD section 0. A client has one status; where several fit, the first of this order wins (ours):

1. «архив», «работа прекращена»: a person decided, no computation overrules it;
2. «без покупок»: a card whose client never bought (ours, METHOD has no word for it);
3. «ушедший», then «уснувший»: who has stopped buying needs a call, even a client who is new;
4. «новый»: a rhythm cannot be trusted yet, so it comes before «засыпает»;
5. «засыпает», and otherwise «действующий».
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import join_clients, present, texts
from clientbase_xl.rules.periods import months_before
from clientbase_xl.schemas.categories import STATUS
from clientbase_xl.settings import Settings

Mask = npt.NDArray[np.bool_]
_KEYS = (
    "first_purchase_on",
    "last_purchase_on",
    "rhythm_days",
    "count_purchases_recent",
    "count_purchases_year_ago",
    "is_archived",
    "is_stopped",
)


def statuses(facts: pd.DataFrame, cards: pd.DataFrame, today: date, settings: Settings) -> pd.DataFrame:
    """Give every client of the facts or the cards one status with its numbers.

    METHOD section 0. In: FACTS and stored CLIENTS columns. Out: STATUS columns, one row per client, sorted by code.
    Boundaries: silent `silent_from_days`…`silent_to_days` inclusive → «уснувший», longer → «ушедший»; a first
    purchase exactly `new_days` ago → «новый»; silence of exactly `dozing_rhythm_factor` intervals → «засыпает»;
    purchases of exactly `dozing_drop_share` of last year's → not. The active base needs a purchase on or after
    `today` − `active_months` calendar months. A client without a purchase is never in it.
    """
    clients = join_clients(facts, cards, _KEYS)
    silence = _silence_days(clients, today)
    clients["silence_days"] = silence
    age_days = (pd.Timestamp(today) - clients["first_purchase_on"]).dt.days.to_numpy(dtype=float)
    bounds, rules = settings.reactivation, settings.status
    has_bought = clients["last_purchase_on"].notna().to_numpy()
    conditions: list[tuple[str, Mask]] = [
        ("архив", clients["is_archived"].to_numpy()),
        ("работа прекращена", clients["is_stopped"].to_numpy()),
        ("без покупок", ~has_bought),
        ("ушедший", silence > bounds.silent_to_days),
        ("уснувший", silence >= bounds.silent_from_days),
        ("новый", age_days <= rules.new_days),
        ("засыпает", _is_silent_for_rhythm(clients, settings)),
        ("засыпает", _buys_less_than_a_year_ago(clients, settings)),
    ]
    status = np.select([mask for _, mask in conditions], [name for name, _ in conditions], "действующий")
    since = pd.Timestamp(months_before(today, rules.active_months))
    is_out = clients["is_archived"] | clients["is_stopped"]
    clients["status"] = texts(status, clients.index)
    clients["is_active_base"] = ~is_out & (clients["last_purchase_on"] >= since)
    clients["status_reason"] = texts(_reasons(clients, age_days, settings), clients.index)
    return present(clients, STATUS)


def _silence_days(clients: pd.DataFrame, today: date) -> npt.NDArray[np.float64]:
    """Return days since the last purchase on `today`: computed here, so that facts and date cannot disagree."""
    days: npt.NDArray[np.float64] = (pd.Timestamp(today) - clients["last_purchase_on"]).dt.days.to_numpy(dtype=float)
    return days


def _is_silent_for_rhythm(clients: pd.DataFrame, settings: Settings) -> Mask:
    limit = settings.status.dozing_rhythm_factor * clients["rhythm_days"]
    mask: Mask = (clients["silence_days"] >= limit).to_numpy()
    return mask


def _buys_less_than_a_year_ago(clients: pd.DataFrame, settings: Settings) -> Mask:
    limit = settings.status.dozing_drop_share * clients["count_purchases_year_ago"]
    mask: Mask = (clients["count_purchases_recent"] < limit).to_numpy()
    return mask


def _reasons(clients: pd.DataFrame, age_days: npt.NDArray[np.float64], settings: Settings) -> list[str]:
    is_quiet = _is_silent_for_rhythm(clients, settings)
    return [
        _reason(status, last, silence, age, rhythm, recent, year_ago, bool(quiet), settings)
        for status, last, silence, age, rhythm, recent, year_ago, quiet in zip(
            clients["status"],
            clients["last_purchase_on"].dt.strftime("%d.%m.%Y"),
            clients["silence_days"],
            age_days,
            clients["rhythm_days"],
            clients["count_purchases_recent"],
            clients["count_purchases_year_ago"],
            is_quiet,
            strict=True,
        )
    ]


def _reason(
    status: str,
    last: Any,
    silence: float,
    age: float,
    rhythm: float,
    recent: float,
    year_ago: float,
    is_quiet: bool,
    settings: Settings,
) -> str:
    """Return the numbers of one status."""
    bounds, rules = settings.reactivation, settings.status
    match status:
        case "действующий":
            return f"Покупает: {_bought(last, silence)}; {usual_rhythm(rhythm)}"
        case "ушедший":
            return f"Молчит {words.days(silence)}, больше {words.days(bounds.silent_to_days)}; {usual_rhythm(rhythm)}"
        case "уснувший":
            between = f"от {bounds.silent_from_days} до {words.days(bounds.silent_to_days)}"
            return f"Молчит {words.days(silence)} ({between}); {usual_rhythm(rhythm)}"
        case "новый":
            return f"Первая покупка {words.days(age)} назад (до {words.days(rules.new_days)}); {_bought(last, silence)}"
        case "засыпает" if is_quiet:
            limit = f"порог — в {words.number(rules.dozing_rhythm_factor)} раза дольше обычного"
            return f"Молчит {words.days(silence)}, {usual_rhythm(rhythm)}; {limit}"
        case "засыпает":
            period = f"за {words.months(rules.dozing_months)} {words.number(recent)}"
            return f"Покупок {period}, год назад {words.number(year_ago)}; {_bought(last, silence)}"
        case "архив":
            return f"Отмечен «Архив»; {_bought(last, silence)}"
        case "работа прекращена":
            return f"Отмечено «Работа прекращена»; {_bought(last, silence)}"
    return "В загруженных продажах нет ни одной покупки"


def _bought(last: Any, silence: float) -> str:
    if not isinstance(last, str):
        return "покупок в продажах нет"
    return f"последняя покупка {last}, {words.days(silence)} назад"


def usual_rhythm(rhythm_days: float) -> str:
    """Return the own rhythm of a client in words; NaN is «нет ритма» (METHOD section 2)."""
    return f"обычно раз в {words.days(rhythm_days)}" if rhythm_days == rhythm_days else "своего ритма ещё нет"


def active_codes(status_table: pd.DataFrame) -> set[str]:
    """Return the codes of the active base."""
    return set(status_table.loc[status_table["is_active_base"].astype(bool), "client_code"])
