"""Why a client cuts its purchases: the suggested reason with its evidence.

METHOD section 11 (ours), first match: overdue > 30 days or limit exceeded → 3; sell-out down ≥ 10 % → 2; sell-out not
down and forecast падает → 1; else 4.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_numbers, as_text, texts
from clientbase_xl.schemas.survey_words import FALLS
from clientbase_xl.settings import FallingSettings

EXPECTS, SELLS_LESS, INSOLVENT, OTHER = 1, 2, 3, 4
KEYS = ("overdue_days", "overdue_rub", "free_limit_rub", "sell_out_units", "sell_out_before_units", "forecast")
_PLACES = 9  # what the formula of the sheet rounds to: a hair of a quotient decides nothing


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A reason (1–4) and the numbers it follows from."""

    reason: int
    evidence: str


def falling_reason(clients: pd.DataFrame, settings: FallingSettings) -> pd.DataFrame:
    """Return the suggested reason of each client: `reason_number` (Int64) and `evidence`, rows in their order.

    METHOD section 11. In: KEYS, NaN or None: unknown; sell-out in units a month now and before. Boundaries: overdue of
    exactly `overdue_days` is not more; days of an overdue debt of 0 ₽ say nothing; a limit used up is not
    exceeded; sell-out down by exactly `sell_out_fall` is down. Sell-out that nobody asked about is not known to be
    «not down», so that a falling forecast alone is reason 4.
    """
    numbers = {key: as_numbers(clients[key]) for key in KEYS[:-1]}
    forecasts = as_text(clients["forecast"])
    found = [
        suggest(*row, settings=settings)
        for row in zip(*(numbers[key].tolist() for key in KEYS[:-1]), forecasts.tolist(), strict=True)
    ]
    reasons = pd.Series([one.reason for one in found], index=clients.index, dtype="Int64")
    return pd.DataFrame({"reason_number": reasons, "evidence": texts((one.evidence for one in found), clients.index)})


def suggest(
    overdue_days: float,
    overdue_rub: float,
    free_limit_rub: float,
    sell_out_units: float,
    sell_out_before_units: float,
    forecast: Any,
    *,
    settings: FallingSettings,
) -> Suggestion:
    """Return the suggestion for one client; see `falling_reason`."""
    if overdue_days > settings.overdue_days and overdue_rub != 0:
        return Suggestion(
            INSOLVENT, f"просрочка {words.days(overdue_days)}, больше {words.days(settings.overdue_days)}"
        )
    if free_limit_rub < 0:
        return Suggestion(INSOLVENT, f"лимит превышен на {words.rub(-free_limit_rub)}")
    if not (sell_out_units >= 0 and sell_out_before_units > 0):
        if forecast == FALLS:
            return Suggestion(OTHER, "ждёт падения, но его продажи нашего товара не известны: спросите")
        return Suggestion(OTHER, "просрочки и превышения лимита не видно, его продажи не известны: спросите")
    fall = round(1 - sell_out_units / sell_out_before_units, _PLACES)
    sold = f"продавал {words.number(sell_out_before_units)}, продаёт {words.number(sell_out_units)} ед. в месяц"
    limit = words.share(settings.sell_out_fall)
    if fall >= settings.sell_out_fall:
        return Suggestion(SELLS_LESS, f"{sold}: {words.change(-fall)}, порог {limit}")
    if forecast == FALLS:
        return Suggestion(EXPECTS, f"{sold}: падения от {limit} нет, а прогноз — «{FALLS}»")
    return Suggestion(OTHER, f"{sold}: падения от {limit} нет, и падения он не ждёт")
