"""«Пул клиентов»: who buys steadily, and on whom to bet when the year's plan is agreed.

METHOD section 13 [P, S]: pool of stable clients (ours: purchases in ≥ 9 of 12 full months and coefficient of variation,
population, over months with a purchase ≤ 0.5) and clients to bet on (ours: approved A or B, or untapped in the top
20 %, trend ≥ 0).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_dates, as_numbers, present, texts
from clientbase_xl.rules.periods import MONTHS_IN_YEAR, month_start, shift_months
from clientbase_xl.rules.talk_stage import NEXT_STEPS
from clientbase_xl.schemas.client_plans import CLIENT_POOL
from clientbase_xl.settings import Settings

_BET_LETTERS = ("A", "B")
_DIGITS = 9  # exactly 0.5, 20 % or 0 must not be lost in the last bits of a quotient
_CLIENT_KEYS = ["client_code", "client_name", "manager", "category_approved", "untapped_rub", "trend"]


def client_pool(
    clients: pd.DataFrame,
    months: pd.DataFrame,
    ledger_first_on: date | None,
    stages: Mapping[str, str],
    today: date,
    settings: Settings,
) -> pd.DataFrame:
    """Return CLIENT_POOL: the clients that are stable or to bet on, by turnover of the last 12 full months.

    METHOD 13. In: CLIENTS of `today` (not archived; who has stopped is left out); `ledger.client_months` of 12 full
    months at least; the stage of the talks by code. The proposals are unknown until `with_proposals`. Stable: months
    with a purchase and variation both within the settings, inclusive; unknown while the ledger has less than 12 full
    months (the month in which it begins counts, as in the plan proposal). A month with a purchase counts whatever was
    returned in it; the variation of a mean not above 0 is unknown, of one month 0. To bet on: approved A or B, or among
    the first `bet_share` of the clients whose untapped roubles are known and above 0 (that many rounded up, equal ones
    all in), and a trend not below 0; a trend or an untapped sum that is not known leaves it unknown. Ties by code.
    """
    rules = settings.agreements
    table = clients.loc[~clients["is_stopped"].fillna(value=False).astype(bool), _CLIENT_KEYS].reset_index(drop=True)
    sums = _monthly(months, today)
    found = sums.reindex(table["client_code"])
    table["turnover_year_rub"] = as_numbers(found["turnover"]).fillna(0).to_numpy()
    table["count_months"] = as_numbers(found["count_months"]).fillna(0).astype("int64").to_numpy()
    table["variation"] = as_numbers(found["variation"]).to_numpy()
    is_known = ledger_first_on is not None and month_start(ledger_first_on) <= shift_months(
        month_start(today), -MONTHS_IN_YEAR
    )
    is_steady = (table["count_months"] >= rules.stable_months) & (
        table["variation"].round(_DIGITS) <= rules.stable_variation
    )
    table["is_stable"] = is_steady.astype("boolean") if is_known else pd.Series(pd.NA, table.index, dtype="boolean")
    table["rank_untapped"], count_top, count_known = _ranks(as_numbers(table["untapped_rub"]), rules.bet_share)
    table["is_bet"] = _bets(table, count_top)
    stage = table["client_code"].map(dict(stages))
    table["stage"] = texts((one if isinstance(one, str) else None for one in stage), table.index)
    table["next_step"] = texts((NEXT_STEPS[one] for one in table["stage"]), table.index)
    table[["quarter_rub", "year_rub"]] = np.nan
    chosen = table[table["is_stable"].fillna(value=False) | table["is_bet"].fillna(value=False)]
    ordered = chosen.sort_values(["turnover_year_rub", "client_code"], ascending=[False, True], ignore_index=True)
    ordered["rank"] = range(1, len(ordered) + 1)
    reasons = (_reason(row, settings, count_top, count_known) for row in ordered.to_dict("records"))
    ordered["reason"] = texts(reasons, ordered.index)
    return present(ordered, CLIENT_POOL)


def with_proposals(pool: pd.DataFrame, proposals: pd.DataFrame) -> pd.DataFrame:
    """Return CLIENT_POOL with the roubles that are proposed to its clients.

    METHOD 13. In: `proposals` with `client_code`, `quarter_rub`, `year_rub` (`pool_proposals`).
    """
    sums = proposals.set_index("client_code")
    return pool.assign(**{key: as_numbers(pool["client_code"].map(sums[key])) for key in ("quarter_rub", "year_rub")})


def _monthly(months: pd.DataFrame, today: date) -> pd.DataFrame:
    """Return turnover of the last 12 full months, months with a purchase and their variation, by client code."""
    end = month_start(today)
    start_on = as_dates(months["month_start_on"])
    year = months[(start_on >= pd.Timestamp(shift_months(end, -MONTHS_IN_YEAR))) & (start_on < pd.Timestamp(end))]
    bought = year[year["count_purchases"] > 0].groupby("client_code")["turnover_rub"]
    mean, deviation = bought.mean(), bought.std(ddof=0)
    variation = deviation / mean.where(mean > 0)
    whole = year.groupby("client_code")["turnover_rub"].sum()
    return pd.DataFrame({"turnover": whole.round(2), "count_months": bought.size(), "variation": variation})


def _ranks(untapped: pd.Series[float], share: float) -> tuple[pd.Series[Any], int, int]:
    """Return places by untapped roubles (equal ones share the better), how many are the top, how many are known."""
    known = untapped.where(untapped > 0)
    count = int(known.notna().sum())
    top = math.ceil(round(share * count, _DIGITS))
    return known.rank(method="min", ascending=False).astype("Int64"), top, count


def _bets(table: pd.DataFrame, count_top: int) -> pd.Series[Any]:
    is_letter = table["category_approved"].isin(_BET_LETTERS)
    is_top = (table["rank_untapped"] <= count_top).astype("boolean")
    is_none_left = as_numbers(table["untapped_rub"]) <= 0  # known, and nothing to take: not among the top
    is_worth = (is_letter | is_top.fillna(value=False)).astype("boolean")
    is_worth = is_worth.mask(~is_letter & is_top.isna() & ~is_none_left, pd.NA)
    trend = as_numbers(table["trend"]).round(_DIGITS)
    is_growing = (trend >= 0).astype("boolean").mask(trend.isna(), pd.NA)
    found: pd.Series[Any] = is_worth & is_growing
    return found


def _reason(row: Mapping[Any, Any], settings: Settings, count_top: int, count_known: int) -> str:
    rules = settings.agreements
    is_stable = row["is_stable"]
    if pd.isna(is_stable):
        steady = "Стабильность: нет данных, продаж меньше 12 полных месяцев"
    else:
        variation = row["variation"]
        spread = "нет данных" if np.isnan(variation) else _per_cent(variation)
        bounds = f"нужно от {rules.stable_months} и до {_per_cent(rules.stable_variation)}"
        steady = f"{'Стабильный' if is_stable else 'Не стабильный'}: покупки в {row['count_months']} из 12 мес., "
        steady += f"коэффициент вариации {spread} ({bounds})"
    return f"{steady}. {_bet_reason(row, count_top, count_known)}"


def _per_cent(share: float) -> str:
    text = words.grouped(share * 100, 1).removesuffix(",0")
    return f"{text}{words.NBSP}%"


def _bet_reason(row: Mapping[Any, Any], count_top: int, count_known: int) -> str:
    letter, rank, trend = row["category_approved"], row["rank_untapped"], row["trend"]
    parts = [f"категория {letter}" if letter else "категории нет"]
    if not pd.isna(rank):
        parts.append(f"не взято {words.rub(row['untapped_rub'])}, место {rank} из {count_known} (верх — {count_top})")
    else:
        parts.append("не взято: нет данных" if pd.isna(row["untapped_rub"]) else "не взято: ничего")
    parts.append("тренд: нет данных" if pd.isna(trend) else f"тренд {words.change(trend)}")
    is_bet = row["is_bet"]
    head = "Ставка: нет данных" if pd.isna(is_bet) else "Ставка" if is_bet else "Не ставка"
    return f"{head}: {', '.join(parts)}"
