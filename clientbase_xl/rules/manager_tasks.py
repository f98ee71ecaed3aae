"""«Пять задач КМ»: repeat sales, average sum, frequency, assortment and loyalty of each client of the active base.

METHOD section 17 [B]: the first four from the ledger, loyalty is asked; frequency is limited when 100 % of the budget
is ours; assortment is not the same as the average sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.client_strategy import client_strategy
from clientbase_xl.rules.joined import NUMERIC, as_dates, as_numbers, as_text, by_codes, present
from clientbase_xl.rules.nps import in_force, last_answers
from clientbase_xl.rules.periods import MONTHS_IN_YEAR, months_before
from clientbase_xl.rules.sales_roles import RETENTION
from clientbase_xl.rules.task_direction import directions
from clientbase_xl.rules.weakest_task import ADVICE, TaskFigure, weakest_task
from clientbase_xl.schemas.manager_tasks import (
    ASSORTMENT,
    AVERAGE,
    FREQUENCY,
    FULL,
    LOYALTY,
    MANAGER_TASKS,
    REPEAT,
    SAME,
)
from clientbase_xl.settings import Settings

_FIGURES: Mapping[str, tuple[str, str, str]] = {
    REPEAT: ("repeat_rub", "repeat_before_rub", "repeat_direction"),
    AVERAGE: ("average_rub", "average_before_rub", "average_direction"),
    FREQUENCY: ("purchases_per_month", "purchases_per_month_before", "frequency_direction"),
    ASSORTMENT: ("count_skus", "count_skus_before", "assortment_direction"),
    LOYALTY: ("nps_score", "nps_score_before", "loyalty_direction"),
}
_YEAR_KEYS = (
    *("turnover_now_rub", "turnover_before_rub", "repeat_now_rub", "repeat_before_rub"),
    *("purchases_now", "purchases_before", "skus_now", "skus_before"),
)
_DIGITS = 12  # a file keeps 16 of a number: an open workbook shall show the same


def manager_tasks(
    clients: pd.DataFrame,
    years: pd.DataFrame,
    first_purchases: pd.DataFrame,
    types: pd.DataFrame | None,
    answers: pd.DataFrame,
    today: date,
    settings: Settings,
) -> pd.DataFrame:
    """Return MANAGER_TASKS, largest turnover first, then by code.

    METHOD section 17. In: CLIENTS of the active base; `task_years`; FACTS for the first purchase; `client_types` (None:
    the company's type for all); stored NPS_ANSWERS. Repeat sales: roubles after the day of the first purchase; average:
    turnover ÷ days with a purchase; frequency: these days ÷ 12; assortment: SKUs with a net quantity above 0. Before:
    the 12 months before, known for who first bought on their first day or earlier (a part of a year is no year); the
    average needs a purchase in them only. A frequency that stays while the share of wallet reaches `full_wallet_share`
    is «весь бюджет наш». A last score older than `nps_months` rules nothing: the client is asked again, its day stays.
    """
    table = clients.reset_index(drop=True)
    codes = pd.Index(as_text(table["client_code"]), dtype=object)
    found = {key: as_numbers(values).fillna(0) for key, values in by_codes(years, codes, _YEAR_KEYS).items()}
    first = as_dates(by_codes(first_purchases, codes, ("first_purchase_on",))["first_purchase_on"])
    is_whole = first <= pd.Timestamp(months_before(today, 2 * MONTHS_IN_YEAR))
    purchases, earlier = found["purchases_now"], found["purchases_before"]
    asked = by_codes(last_answers(answers, today), codes, ("nps_score", "nps_on", "nps_score_before"))
    is_fresh = in_force(asked["nps_on"], today, settings.tasks)
    known = types if types is not None else pd.DataFrame(columns=["client_code", "sales_type"])
    sales_type = as_text(by_codes(known, codes, ("sales_type",))["sales_type"])
    table = table.assign(
        repeat_rub=found["repeat_now_rub"],
        repeat_before_rub=found["repeat_before_rub"].where(is_whole),
        average_rub=found["turnover_now_rub"] / purchases.where(purchases > 0),
        average_before_rub=found["turnover_before_rub"] / earlier.where(earlier > 0),
        purchases_per_month=purchases / MONTHS_IN_YEAR,
        purchases_per_month_before=(earlier / MONTHS_IN_YEAR).where(is_whole),
        count_skus=found["skus_now"],
        count_skus_before=found["skus_before"].where(is_whole),
        nps_score=as_numbers(asked["nps_score"]).where(is_fresh),
        nps_score_before=as_numbers(asked["nps_score_before"]).where(is_fresh),
        old_score=as_numbers(asked["nps_score"]).mask(is_fresh),
        nps_on=as_dates(asked["nps_on"]),
        sales_type=sales_type.where(sales_type.notna(), settings.reactivation.sales_type),
        share_of_wallet=as_numbers(table["share_of_wallet"]),
        untapped_rub=as_numbers(table["untapped_rub"]),
        turnover_12m_rub=as_numbers(table["turnover_12m_rub"]),
    )
    for now, before, direction in _FIGURES.values():
        table[direction] = directions(table[now], table[before], settings.tasks.change_share)
    is_full = table["share_of_wallet"] >= settings.tasks.full_wallet_share
    stays = table["frequency_direction"] == SAME
    table["frequency_direction"] = table["frequency_direction"].mask(is_full & stays, FULL)
    table["retention_basis"] = table["sales_type"].map(dict(RETENTION))
    verdicts = pd.DataFrame([*_verdicts(table, settings)], columns=_VERDICTS, dtype=object)
    table = table.assign(**{key: verdicts[key] for key in _VERDICTS})
    ordered = table.sort_values(["turnover_12m_rub", "client_code"], ascending=[False, True], na_position="last")
    numbers = [column.key for column in MANAGER_TASKS if column.kind in NUMERIC]
    return present(ordered.assign(**{key: ordered[key].round(_DIGITS) for key in numbers}), MANAGER_TASKS)


_VERDICTS = ["weakest", "reason", "advice", "strategy", "strategy_ground"]


_JUDGED = [
    *(key for keys in _FIGURES.values() for key in keys),
    *("old_score", "nps_on", "category_approved", "category", "status", "share_of_wallet", "untapped_rub"),
]


def _verdicts(table: pd.DataFrame, settings: Settings) -> Iterator[tuple[str, str, str, str, str]]:
    for record in table[_JUDGED].to_dict("records"):
        row: dict[str, Any] = {str(key): value for key, value in record.items()}
        weakest, why = weakest_task({name: _figure(name, row) for name in _FIGURES}, _out_of_date(row))
        approved = row["category_approved"]
        letter = approved if isinstance(approved, str) else row["category"]
        strategy = client_strategy(
            letter, row["status"], row["share_of_wallet"], row["untapped_rub"], settings.category
        )
        yield weakest, f"{why[0].upper()}{why[1:]}", ADVICE[weakest], *strategy


def _out_of_date(row: Mapping[str, Any]) -> str:
    """Return the score that is too old to count, in words; "" where there is none."""
    score, day = row["old_score"], row["nps_on"]
    return "" if score != score else f"оценка {words.number(score)} от {words.day(day)} устарела"


def _figure(name: str, row: Mapping[str, Any]) -> TaskFigure:
    now, before, direction = (row[key] for key in _FIGURES[name])
    return TaskFigure(now, before, direction, _shown(name, now), _shown(name, before))


def _shown(name: str, value: float) -> str:
    if value != value:
        return ""
    if name in (REPEAT, AVERAGE):
        return words.rub(value)
    return f"{words.number(value)} в месяц" if name == FREQUENCY else words.number(value)
