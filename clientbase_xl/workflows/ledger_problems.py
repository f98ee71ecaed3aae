"""What makes everything computed doubtful: no sales, sales that end long before the date, profit nobody knows."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from clientbase_xl.problems import Problem, Severity
from clientbase_xl.rules import words

STALE_DAYS = 14
"""Longer than the January holidays: a department that sells every day has a newer sale (ours)."""


def ledger_problems(facts: pd.DataFrame, today: date) -> tuple[Problem, ...]:
    """Return what a reader of any table must know about the sales behind it.

    METHOD sections 0 (lines of today and later are invisible) and 2 (unknown cost). In: FACTS of `today`. A last
    purchase up to `STALE_DAYS` days ago is fresh; after that clients who bought since would be called silent.
    """
    last = facts["last_purchase_on"].dropna()
    if last.empty:
        return (
            Problem(
                f"В базе нет продаж раньше {words.day(today)}: считать не из чего",
                "Загрузите продажи командой import. Если они загружены, назовите более позднюю дату: --today.",
                Severity.NOTICE,
            ),
        )
    return (*_stale(pd.Timestamp(last.max()).date(), today), *_profit_unknown(facts))


def _stale(last_on: date, today: date) -> tuple[Problem, ...]:
    silent = (today - last_on).days
    if silent <= STALE_DAYS:
        return ()
    return (
        Problem(
            f"Последняя покупка в базе — {words.day(last_on)}, {words.days(silent)} назад: "
            "кто купил позже, здесь считается молчащим",
            f"Загрузите свежие продажи или считайте на день данных: --today {last_on + timedelta(days=1)}.",
        ),
    )


def _profit_unknown(facts: pd.DataFrame) -> tuple[Problem, ...]:
    """Return a notice when there is turnover and nobody's profit is known: the levels then follow turnover."""
    sold = facts[facts["turnover_12m_rub"].fillna(0) != 0]
    if sold.empty or sold["gross_profit_12m_rub"].notna().any():
        return ()
    return (
        Problem(
            "Валовая прибыль неизвестна: себестоимости нет, она есть не у всех строк "
            "или у сумм и себестоимости разный НДС; уровни прибыли взяты по обороту, категории E не бывает",
            "Загрузите продажи с себестоимостью и назовите НДС: --vat и --cost-vat.",
            Severity.NOTICE,
        ),
    )
