"""Warning sign: the share of turnover outside the target segment grows.

METHOD section 14: «круговая атака рыночных сегментов → потеря целевого сегмента»; the threshold is ours.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_numbers, by_codes
from clientbase_xl.rules.periods import MONTHS_IN_YEAR, months_before
from clientbase_xl.rules.time_shares import per_cent
from clientbase_xl.rules.warning_sign import WarningSign, as_shown, is_warned, points
from clientbase_xl.settings import WarningSettings

_SIGN = WarningSign(
    "круговая атака рыночных сегментов", "потеря целевого сегмента", "Оборот вне целевого сегмента", "%", 0.0
)
_NOW, _BEFORE = "turnover_now_rub", "turnover_before_rub"


def segment_sign(
    years: pd.DataFrame, cards: pd.DataFrame, first_on: date | None, today: date, settings: WarningSettings
) -> WarningSign:
    """Return the share of 12 months' turnover of clients outside the target segment against a year ago.

    METHOD section 14. In: turnover of the last 12 months and of the 12 before by client code, stored cards
    (`is_target`: yes, no, not filled), the first day of the ledger. Today's mark holds for both years. Boundaries: a
    growth of exactly the threshold warns. Unknown: a ledger shorter than 24 months; a client without a mark is
    neither in nor out, and with less than the demanded part of turnover marked in either year nothing is said; a
    turnover of marked clients that is not above 0.
    """
    sign = replace(_SIGN, threshold=settings.segment_growth)
    if first_on is None or first_on > months_before(today, 2 * MONTHS_IN_YEAR):
        since = "продаж в базе ещё нет" if first_on is None else f"продажи в базе с {words.day(first_on)}"
        return replace(sign, reason=f"{since}, нужны {words.months(2 * MONTHS_IN_YEAR)}")
    codes = pd.Index(years["client_code"], dtype=object)
    is_target = by_codes(cards, codes, ("is_target",))["is_target"].astype("boolean")
    if is_target.isna().all():
        return replace(sign, reason="целевой сегмент не отмечен ни у одного клиента (лист «Клиенты»)")
    shares: list[float] = []
    for key in (_NOW, _BEFORE):
        turnover = as_numbers(years[key]).fillna(0).reset_index(drop=True)
        known, whole = float(turnover[is_target.notna()].sum()), float(turnover.abs().sum())
        marked = float(turnover[is_target.notna()].abs().sum()) / whole if whole else 0.0
        if marked < settings.segment_known_min or known <= 0:
            least = per_cent(settings.segment_known_min)
            return replace(
                sign, reason=f"целевой сегмент отмечен у клиентов с {words.share(marked)} оборота, нужно от {least}"
            )
        shares.append(float(turnover[~is_target.fillna(True)].sum()) / known)
    now, before = map(as_shown, shares)
    return replace(
        sign,
        value=now,
        value_before=before,
        is_warning=is_warned(now - before, settings.segment_growth),
        reason=f"за 12{words.NBSP}мес. {per_cent(now)}, год назад {per_cent(before)} ({points(now - before)})",
    )
