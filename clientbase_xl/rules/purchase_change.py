"""What the ledger says of a client's purchases at a survey: block 4 of the monitoring (METHOD section 10)."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from clientbase_xl.rules.joined import as_dates, texts
from clientbase_xl.rules.periods import MONTHS_IN_YEAR, month_start, shift_months
from clientbase_xl.schemas.survey_words import FALLS, GROWS, SAME

COUNT_MONTHS = 3
PERIOD_COLUMNS = ("client_code", "start_on", "end_on")
NOW, YEAR_AGO, BEFORE = 0, MONTHS_IN_YEAR, COUNT_MONTHS
_HAIR = 1e-9


def period_of(day: date, back: int) -> tuple[date, date]:
    """Return the 3 full months before a day, `back` months earlier: the first day, and the day after the last."""
    end = shift_months(month_start(day), -back)
    return shift_months(end, -COUNT_MONTHS), end


def survey_periods(surveys: pd.DataFrame) -> pd.DataFrame:
    """Return the periods whose roubles `purchase_change` needs: PERIOD_COLUMNS, for the ledger."""
    asked = surveys[["client_code", "surveyed_on"]].dropna().drop_duplicates()
    rows = [
        (code, *period_of(day.date(), back))
        for code, day in zip(asked["client_code"], as_dates(asked["surveyed_on"]), strict=True)
        for back in (NOW, YEAR_AGO, BEFORE)
    ]
    return pd.DataFrame(rows, columns=list(PERIOD_COLUMNS), dtype=object)


def purchase_change(surveys: pd.DataFrame, amounts: pd.DataFrame, first_sale_on: date | None) -> pd.Series[float]:
    """Return the change of purchases at each survey, a share (−0.25: a quarter less), NaN for no data.

    METHOD sections 2, 10. In: `client_code`, `surveyed_on`; PERIOD_COLUMNS with `amount_rub` for `survey_periods`; the
    first day of the ledger. The last 3 full months before the survey against the same a year before, else against the 3
    before them; a base must lie inside the ledger and be above 0.
    """
    keys = zip(amounts["client_code"], as_dates(amounts["start_on"]), as_dates(amounts["end_on"]), strict=True)
    known = {
        (code, start.date(), end.date()): amount
        for (code, start, end), amount in zip(keys, amounts["amount_rub"], strict=True)
    }

    def amount(code: str, day: date, back: int) -> float:
        period = period_of(day, back)
        is_inside = first_sale_on is not None and first_sale_on <= period[0]
        return known.get((code, *period), 0.0) if is_inside else 0.0

    def change(code: str | None, moment: pd.Timestamp) -> float:
        if code is None or pd.isna(moment):
            return float("nan")
        day = moment.date()
        base = amount(code, day, YEAR_AGO)
        base = base if base > 0 else amount(code, day, BEFORE)
        return amount(code, day, NOW) / base - 1 if base > 0 else float("nan")

    pairs = zip(surveys["client_code"], as_dates(surveys["surveyed_on"]), strict=True)
    return pd.Series([change(*pair) for pair in pairs], index=surveys.index, dtype="float64")


def with_ledger(surveys: pd.DataFrame, changes: pd.Series[float], cut_share: float) -> pd.DataFrame:
    """Return `settled_surveys` with what the ledger says of purchases: `ledger_change` (a share) and `ledger_word`.

    METHOD section 10: block 4 comes from the ledger. In: `purchase_change` of the rows that ask for it. A change of
    exactly `cut_share` (what METHOD section 11 calls a cut) is «падает» or «растёт», a smaller one «без изменений».
    """
    change = changes.reindex(surveys.index).where(surveys["asks_ledger"]).astype("float64")
    said = [change <= _HAIR - cut_share, change >= cut_share - _HAIR, change.notna()]
    words = np.select(said, [FALLS, GROWS, SAME], default="").tolist()
    return surveys.assign(ledger_change=change, ledger_word=texts([word or None for word in words], surveys.index))
