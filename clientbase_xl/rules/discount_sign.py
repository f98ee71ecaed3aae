"""Warning signs: discounts become more, or deeper.

METHOD section 14: «тотальное снижение цены → резкое падение рентабельности»: number and depth of discounts are its
cause; the windows and thresholds are ours.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_dates, as_numbers
from clientbase_xl.rules.margin_sign import PRICE_PAIR
from clientbase_xl.rules.periods import months_before
from clientbase_xl.rules.time_shares import per_cent
from clientbase_xl.rules.warning_sign import WarningSign, as_shown, is_warned, points
from clientbase_xl.schemas.warning_signs import CAUSE
from clientbase_xl.settings import WarningSettings

_COUNT = WarningSign(*PRICE_PAIR, "Начато скидок", "шт.", 0.0, side=CAUSE)
_DEPTH = WarningSign(*PRICE_PAIR, "Средняя скидка", "%", 0.0, side=CAUSE)


def discount_signs(discounts: pd.DataFrame, today: date, settings: WarningSettings) -> tuple[WarningSign, WarningSign]:
    """Return the number and the depth of discounts begun in the last months against as many months before them.

    METHOD section 14. In: DISCOUNTS or its stored rows. Counted is the day from which a discount is valid, in
    [`today` − n months; `today`) and [`today` − 2n; `today` − n). Boundaries: a growth of exactly the threshold warns,
    of the number only when at least `discounts_min` began. Depth is the plain mean of the discounts begun. Unknown:
    nothing recorded, records that begin within these 2n months (on their first day they are whole), no discount begun
    in one of the periods (depth).
    """
    count_sign = replace(_COUNT, threshold=settings.discounts_growth)
    depth_sign = replace(_DEPTH, threshold=settings.discount_depth_growth)
    months = settings.discount_months
    border, start = (months_before(today, number * months) for number in (1, 2))
    days = as_dates(discounts["decided_on"])
    begun = days[days < pd.Timestamp(today)]
    if begun.empty or begun.min() > pd.Timestamp(start):
        since = "в «Скидка» ничего не записано" if begun.empty else f"скидки записаны с {words.day(begun.min())}"
        why = since if begun.empty else f"{since}, для сравнения нужны {words.months(2 * months)}"
        return replace(count_sign, reason=why), replace(depth_sign, reason=why)
    is_now = days.between(pd.Timestamp(border), pd.Timestamp(today), inclusive="left")
    is_before = days.between(pd.Timestamp(start), pd.Timestamp(border), inclusive="left")
    shares = as_numbers(discounts["discount_share"])
    depths = shares[is_now].dropna(), shares[is_before].dropna()
    return (
        _count(count_sign, int(is_now.sum()), int(is_before.sum()), settings),
        _depth(depth_sign, *depths, settings),
    )


def _count(sign: WarningSign, now: int, before: int, settings: WarningSettings) -> WarningSign:
    growth = now / before - 1 if before else float("inf") if now else 0.0
    changed = f" ({words.change(growth)})" if before else ""
    return replace(
        sign,
        value=float(now),
        value_before=float(before),
        is_warning=now >= settings.discounts_min and is_warned(growth, settings.discounts_growth),
        reason=f"за {words.months(settings.discount_months)} {now}, за столько же до них {before}{changed}",
    )


def _depth(
    sign: WarningSign, now: pd.Series[float], before: pd.Series[float], settings: WarningSettings
) -> WarningSign:
    months = words.months(settings.discount_months)
    if now.empty or before.empty:
        when = f"последние {months}" if now.empty else f"{months} до последних"
        return replace(sign, reason=f"за {when} скидок не начато")
    shown, shown_before = as_shown(float(now.mean())), as_shown(float(before.mean()))
    return replace(
        sign,
        value=shown,
        value_before=shown_before,
        is_warning=is_warned(shown - shown_before, settings.discount_depth_growth),
        reason=f"за {months} {per_cent(shown)}, за столько же до них {per_cent(shown_before)} "
        f"({points(shown - shown_before)})",
    )
