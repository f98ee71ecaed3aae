"""How many of the lapsed clients that were called came back: per manager and in all.

METHOD section 8: conversion = returned ÷ contacted whose 90 days are over; 30 % [S] and 60 % [B] are reference marks
for comparison, never promises (section 0). Who returned while the time still runs is counted apart (ours): numerator
and denominator are the same clients.
"""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import empty, present
from clientbase_xl.schemas.reactivation_results import (
    BY_ITSELF,
    NOT_COUNTED,
    REACTIVATION_CONVERSION,
    RETURNED,
)
from clientbase_xl.settings import Settings

ALL_MANAGERS = "Все"
NO_MANAGER = "Менеджер не указан"


def reactivation_conversion(results: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return the conversion of each manager by name, and of all in the last row.

    METHOD section 8. In: REACTIVATION_RESULTS. Out: REACTIVATION_CONVERSION; no rows for no results. Rows without a
    contact count only as «вернулись сами»; so do shipments after the time, which stay in the denominator. A
    denominator of 0 gives no conversion («нет данных» in the reason), never 0.
    """
    counted = results[results["verdict"] != NOT_COUNTED]
    if counted.empty:
        return empty(REACTIVATION_CONVERSION)
    names = counted["manager"].where(counted["manager"].notna(), NO_MANAGER)
    groups = [(name, counted[names == name]) for name in sorted(set(names))]
    rows = [_row(str(name), group, settings) for name, group in (*groups, (ALL_MANAGERS, counted))]
    return present(pd.DataFrame(rows), REACTIVATION_CONVERSION)


def _row(name: str, group: pd.DataFrame, settings: Settings) -> dict[str, object]:
    rules = settings.reactivation
    contacted = group[group["contacted_on"].notna()]
    is_over = contacted["is_over"].fillna(False).astype(bool)
    is_returned = contacted["verdict"] == RETURNED
    over, returned = int(is_over.sum()), int((is_over & is_returned).sum())
    early = int((~is_over & is_returned).sum())
    if over:
        what = f"Вернулись {returned} из {over}, {words.share(returned / over)}"
    elif contacted.empty:
        what = "Нет данных: контактов с отпавшими не записано"
    else:
        what = f"Нет данных: ни у кого ещё не прошли {words.days(rules.return_days)} после контакта"
    if early:
        what += f"; уже вернулись, пока срок идёт: {early}"
    return {
        "manager": name,
        "count_contacted": len(contacted),
        "count_waiting": len(contacted) - over,
        "count_early": early,
        "count_over": over,
        "count_returned": returned,
        "conversion": returned / over if over else None,
        "amount_after_rub": contacted.loc[is_returned, "amount_after_rub"].sum() if len(contacted) else None,
        "count_self": int((group["verdict"] == BY_ITSELF).sum()),
        "mark": f"{words.share(rules.mark_low)} [S], {words.share(rules.mark_high)} [B]",
        "reason": what,
    }
