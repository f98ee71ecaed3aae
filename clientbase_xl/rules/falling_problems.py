"""What of «Сокращают закупки» makes no sense: periods, sell-out without price, reasons against numbers (METHOD 11)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.problems import Problem, RecordProblem, Severity
from clientbase_xl.rules import words
from clientbase_xl.rules.crisis_periods import AHEAD, BACKWARDS, BEFORE_SALES, HALF, period_fault
from clientbase_xl.rules.falling_reason import INSOLVENT
from clientbase_xl.schemas.falling_purchases import FALLING_PURCHASES, REASON_WORDS, TYPED_PERIOD

Row = dict[Any, Any]
_PERIODS = {
    HALF: ("у предкризисного периода один конец: он не в счёт", "Впишите оба дня или очистите."),
    BACKWARDS: ("предкризисный период кончается раньше, чем начинается: он не в счёт", "Поменяйте дни местами."),
    AHEAD: ("предкризисный период ещё не кончился: он не в счёт", "Последний день — не позже вчерашнего."),
    BEFORE_SALES: ("предкризисный период начинается раньше загруженных продаж: он не в счёт", "Сдвиньте первый день."),
}


def falling_problems(table: pd.DataFrame, first_sale_on: date | None, today: date) -> tuple[Problem, ...]:
    """Return what people typed into FALLING_PURCHASES that contradicts itself or the numbers beside it.

    METHOD section 11. Numbers below 0 are found by the catalogue's bounds. A period is judged by `period_fault`; a
    sound one in which nothing was bought is told too.
    """
    return tuple(problem for row in table.to_dict("records") for problem in _of_row(row, first_sale_on, today))


def _of_row(row: Row, first_sale_on: date | None, today: date) -> Iterator[Problem]:
    fault = period_fault(row["crisis_from"], row["crisis_until"], first_sale_on, today)
    if fault:
        is_at_end = fault == AHEAD or not _known(row["crisis_from"])
        column = "crisis_until" if is_at_end else "crisis_from"
        yield _problem(row, column, *_PERIODS[fault])
    elif row["baseline_of"] == TYPED_PERIOD and not _known(row["baseline_rub"]):
        text = "в предкризисный период клиент ничего не купил: базы нет, сокращение не посчитать"
        yield _problem(row, "crisis_from", text, "Впишите другой период или очистите.")
    if _known(row["sell_out_units"]) and not _known(row["unit_price_rub"]):
        text = "продажи клиента известны, а наша цена — нет: целевой объём по ним не посчитать"
        yield _problem(row, "unit_price_rub", text, "Впишите среднюю цену за единицу.")
    if _known(row["overdue_days"]) and row["overdue_days"] > 0 and row["overdue_rub"] == 0:
        text = f"просрочка {words.days(row['overdue_days'])}, а в карточке просрочено 0 ₽: дни не в счёт"
        yield _problem(row, "overdue_days", text, "Исправьте дни или сумму в карточке.")
    if row["reason_decided"] == REASON_WORDS[INSOLVENT - 1] and not _is_late(row):
        text = "решена причина 3, а просрочки и превышения лимита не видно"
        yield _problem(row, "reason_decided", text, "Впишите дни просрочки или долг, если они есть.", Severity.NOTICE)


def _is_late(row: Row) -> bool:
    is_overdue = row["overdue_rub"] > 0 or (_known(row["overdue_days"]) and row["overdue_days"] > 0)
    return bool(is_overdue or row["free_limit_rub"] < 0)


def _known(value: Any) -> bool:
    return bool(pd.notna(value))


def _problem(row: Row, column: str, message: str, remedy: str, severity: Severity = Severity.WARNING) -> RecordProblem:
    value = row[column]
    shown = words.day(value) if isinstance(value, pd.Timestamp) else str(value) if _known(value) else ""
    return RecordProblem(
        f"{row['client_name'] or row['client_code']}: {message}",
        remedy,
        severity,
        sheet=FALLING_PURCHASES.title,
        column=FALLING_PURCHASES[column].title,
        value=shown,
        record=(row["client_code"],),
        client_code=row["client_code"],
    )
