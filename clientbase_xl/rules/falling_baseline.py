"""How much a client bought a month before, how much now, and whether that is a cut.

METHOD section 11: baseline = average of the same 3 months last year, else of the previous 6 full months; a typed
«предкризисный период» overrides. Cut: (baseline − now) ÷ baseline ≥ 20 % (ours).
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import numpy as np
import pandas as pd

from clientbase_xl.rules.joined import as_numbers, texts
from clientbase_xl.rules.periods import MONTHS_IN_YEAR, month_start, shift_months
from clientbase_xl.schemas.falling_purchases import (
    FALLING,
    MONTHS_BEFORE,
    NO_BASELINE,
    RECOVERED,
    TYPED_PERIOD,
    YEAR_AGO,
)
from clientbase_xl.settings import FallingSettings

COUNT_NOW, COUNT_BEFORE = 3, 6
KEYS = ("client_code", "state", "baseline_rub", "baseline_of", "now_rub", "cut_share", "at_risk_rub")
BASELINES_KEY = "falling_baselines"
"""Under which key the baselines of every client go to the card: they are no sheet."""
_HAIR = 1e-9


def falling_baseline(windows: pd.DataFrame, months_covered: int, settings: FallingSettings) -> pd.DataFrame:
    """Return baseline, purchases of now and their difference per client: columns KEYS, rows in their order.

    METHOD section 11. In: `client_code`, sums of roubles `now_rub` (last 3 full months), `year_ago_rub` (the same a
    year ago), `before_rub` (6 full months before the 3), `typed_month_rub` (a month of the typed period, NaN: none);
    how many last full months the ledger covers. Out: roubles a month; the typed period (overrides the others; unknown
    where nothing was bought in it), then a year ago (15 months covered, above 0), then the 6 months before (9 covered,
    above 0), else unknown. A cut of exactly
    `cut_share` is one. `at_risk_rub` is a year's (baseline − now) × 12, of a client that cuts only.
    """
    now = as_numbers(windows["now_rub"]) / COUNT_NOW
    if months_covered < COUNT_NOW:
        now = now * np.nan
    typed = as_numbers(windows["typed_month_rub"])
    year_ago = as_numbers(windows["year_ago_rub"]) / COUNT_NOW
    before = as_numbers(windows["before_rub"]) / COUNT_BEFORE
    is_year_ago = (year_ago > 0) & (months_covered >= MONTHS_IN_YEAR + COUNT_NOW)
    is_before = (before > 0) & (months_covered >= COUNT_NOW + COUNT_BEFORE)
    found = [typed.notna(), is_year_ago, is_before]
    baseline = pd.Series(
        np.select(found, [typed.where(typed > 0), year_ago, before], default=np.nan), index=windows.index
    )
    words = np.select(found, [TYPED_PERIOD, YEAR_AGO, MONTHS_BEFORE], default="")
    cut = (baseline - now) / baseline
    is_cut = cut >= settings.cut_share - _HAIR
    state = np.select([cut.isna(), is_cut], [NO_BASELINE, FALLING], default=RECOVERED)
    return pd.DataFrame(
        {
            "client_code": windows["client_code"],
            "state": texts(state.tolist(), windows.index),
            "baseline_rub": baseline,
            "baseline_of": texts([word or None for word in words.tolist()], windows.index),
            "now_rub": now,
            "cut_share": cut,
            "at_risk_rub": ((baseline - now) * MONTHS_IN_YEAR).where(is_cut),
        }
    )


def count_months(first: date, last: date) -> float:
    """Return how many calendar months lie between two days, both inclusive; a part of a month by its days.

    01.03–31.05 are 3 months, 01.02–14.02 of 28 days half a month. The last day may not lie before the first.
    """
    count, start = 0.0, month_start(first)
    while start <= last:
        after = shift_months(start, 1)
        covered = (min(last, after - timedelta(days=1)) - max(first, start)).days + 1
        count += covered / calendar.monthrange(start.year, start.month)[1]
        start = after
    return count
