"""«План и прогноз» and «Прогноз недели»: plan, forecasts and fact side by side, with the reasons (METHOD 13 and 19)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.forecast_bias import NO_DATA, counted_first
from clientbase_xl.rules.joined import present
from clientbase_xl.rules.periods import month_start
from clientbase_xl.rules.plan_periods import (
    facts_of,
    month_end,
    period_of,
    plan_rows,
    shown_months,
    shown_weeks,
    week_end,
)
from clientbase_xl.rules.run_rate import NAN, Pace, pace, run_rate
from clientbase_xl.rules.working_days import WorkingCalendar
from clientbase_xl.schemas.plan_forecast import COMING, CURRENT, PAST, PLAN_FORECAST, WEEK_FORECAST
from clientbase_xl.settings import PlanSettings


@dataclass(frozen=True, slots=True)
class PlanInput:
    """What both sheets are made from.

    `managers` at work; `months` and `weeks` with manager, first day and turnover_rub (MANAGER_MONTHS, MANAGER_WEEKS);
    `stored_months` and `stored_weeks` the typed rows; `first_months` and `first_weeks` what `base.first_values` gives
    for the expectation.
    """

    today: date
    managers: tuple[str, ...]
    months: pd.DataFrame
    weeks: pd.DataFrame
    stored_months: pd.DataFrame
    stored_weeks: pd.DataFrame
    first_months: pd.DataFrame
    first_weeks: pd.DataFrame
    calendar: WorkingCalendar
    settings: PlanSettings


def month_table(given: PlanInput) -> pd.DataFrame:
    """Return manager × month with typed cells, fact, run rate and first expectation; proposal and bias still empty.

    Columns PLAN_FORECAST. METHOD 19. The run rate stands in the current month, the miss of the first expectation in
    past months. By manager and month.
    """
    days = shown_months(given.today, given.settings)
    table = _typed(given, "month_on", days, given.months, given.stored_months, "month_start_on")
    table = _judged(table, given, "month_on", given.first_months, month_end)
    share = table["fact_rub"] / table["plan_rub"].where(table["plan_rub"] > 0)
    return table.assign(plan_share=share, proposal_rub=NAN, bias=NAN)


def week_table(given: PlanInput, months: pd.DataFrame) -> pd.DataFrame:
    """Return manager × week as `month_table`; `months` is its result, from which a week's part of the plan comes."""
    days = shown_weeks(given.today, given.settings)
    table = _typed(given, "week_start_on", days, given.weeks, given.stored_weeks, "week_start_on")
    table = _judged(table, given, "week_start_on", given.first_weeks, week_end)
    planned = months[months["plan_rub"].notna()]
    plans = dict(
        zip(zip(planned["manager"], planned["month_on"], strict=True), planned["plan_rub"].tolist(), strict=True)
    )
    parts = [
        plan_part(plans, manager, start.date(), week_end(start.date()), given.calendar)
        for manager, start in zip(table["manager"], table["week_start_on"], strict=True)
    ]
    return table.assign(plan_rub=pd.Series(parts, index=table.index, dtype="float64"))


def plan_part(
    plans: dict[tuple[str, pd.Timestamp], float], manager: str, first: date, last: date, calendar: WorkingCalendar
) -> float:
    """Return the part of monthly plans that falls on the days from `first` to `last`, by working days (ours).

    A week over the turn of a month takes its days from both plans. NaN when a month with working days among them has
    no plan; a week without working days has a plan of 0.
    """
    months = zip(_months_of(first, last), plan_days(first, last, calendar, is_whole=True), strict=True)
    parts = [
        plans.get((manager, pd.Timestamp(month)), NAN) / share.count_all * share.count_passed
        for month, share in months
        if share.count_passed
    ]
    return round(sum(parts), 2)


def plan_days(first: date, last: date, calendar: WorkingCalendar, *, is_whole: bool = False) -> list[Pace]:
    """Return for each month of a week its working days in the week and in all; `is_whole`: also a month with none."""
    shares = [
        Pace(
            calendar.between(max(first, month), min(last, month_end(month))), calendar.between(month, month_end(month))
        )
        for month in _months_of(first, last)
    ]
    return [share for share in shares if is_whole or share.count_passed]


def _months_of(first: date, last: date) -> list[date]:
    return list(dict.fromkeys((month_start(first), month_start(last))))


def finish_months(table: pd.DataFrame, proposals: pd.DataFrame, biases: pd.DataFrame, given: PlanInput) -> pd.DataFrame:
    """Return PLAN_FORECAST with proposal, bias and reason.

    In: `month_table`, `plan_proposal.manager_proposals`, FORECAST_BIAS. Bias stands in the current month, where it
    tells how to read the forecast.
    """
    merged = table.drop(columns="proposal_rub").merge(proposals, on=["manager", "month_on"], how="left")
    by_manager = biases.set_index("manager")
    is_open = merged["period"] == CURRENT
    merged["bias"] = merged["manager"].map(by_manager["bias"]).where(is_open).astype("float64")
    notes = merged["manager"].map(by_manager["reason"]).where(is_open)
    reasons = []
    for row, bias in zip(merged.to_dict("records"), notes, strict=True):
        parts = [_proposal_words(row), _days_words(row, given, "month_on", month_end), *_first_words(row), bias]
        reasons.append(_sentence(parts))
    return present(merged.assign(reason=reasons), PLAN_FORECAST)


def finish_weeks(table: pd.DataFrame, given: PlanInput) -> pd.DataFrame:
    """Return WEEK_FORECAST with reasons."""
    reasons = [_sentence(_week_words(row, given)) for row in table.to_dict("records")]
    return present(table.assign(reason=pd.Series(reasons, index=table.index, dtype=object)), WEEK_FORECAST)


def pace_words(days: Pace) -> str:
    """Return how far a period has gone («9 из 21 рабочего дня»)."""
    tail = words.counted(days.count_all, "рабочего дня", "рабочих дней", "рабочих дней")
    return f"{days.count_passed} из {tail}"


def _typed(
    given: PlanInput, key: str, days: list[date], totals: pd.DataFrame, stored: pd.DataFrame, start_key: str
) -> pd.DataFrame:
    """Return the rows of a sheet with what was typed and the fact."""
    facts = totals.rename(columns={start_key: key})
    facts = facts.assign(**{key: facts[key].astype("datetime64[us]"), "manager": facts["manager"].fillna("")})
    kept = stored.assign(**{key: stored[key].astype("datetime64[us]")})
    rows = plan_rows(key, days, given.today, given.managers, facts, kept)
    table = rows.merge(kept, on=["manager", key], how="left")
    return table.assign(fact_rub=facts_of(table, key, facts, given.today))


def _judged(
    table: pd.DataFrame, given: PlanInput, key: str, history: pd.DataFrame, end_of: Callable[[date], date]
) -> pd.DataFrame:
    """Add the period, the run rate and the first expectation with its miss."""
    starts = [one.date() for one in table[key]]
    ends = {pd.Timestamp(one): pd.Timestamp(end_of(one)) for one in starts}
    table = table.merge(counted_first(history, key, ends), on=["manager", key], how="left")
    table["period"] = pd.Series([period_of(one, end_of(one), given.today) for one in starts], dtype=object)
    rates = [
        run_rate(fact, pace(one, end_of(one), given.today, given.calendar)) if period == CURRENT else NAN
        for one, fact, period in zip(starts, table["fact_rub"], table["period"], strict=True)
    ]
    table["run_rate_rub"] = pd.Series(rates, index=table.index, dtype="float64")
    miss = (table["first_expected_rub"] - table["fact_rub"]).round(2)
    table["first_error_rub"] = miss.where(table["period"] == PAST)
    return table


def _proposal_words(row: Mapping[Any, Any]) -> str:
    """Return what the proposal of a month is made of; "" for past months."""
    if row["period"] == PAST:
        return ""
    count, young, left, lapsed, value = (
        0.0 if pd.isna(row[key]) else float(row[key])
        for key in ("count_clients", "count_young", "count_left", "lapsed_rub", "proposal_rub")
    )
    if not count:
        return f"предложение: {NO_DATA}"
    text = f"предложение: {words.clients(int(count))}"
    text += f", {int(young)} моложе года" if young else ""
    text += f", новых не вошло: {int(left)}" if left else ""
    return text + (f"; в том числе {words.rub(lapsed)} от уснувших и ушедших" if lapsed and value else "")


def _days_words(row: Mapping[Any, Any], given: PlanInput, key: str, end_of: Callable[[date], date]) -> str:
    """Return the working days of a period, of the current one also how many have passed."""
    first = row[key].date()
    days = pace(first, end_of(first), given.today, given.calendar)
    if row["period"] != CURRENT:
        return words.counted(days.count_all, "рабочий день", "рабочих дня", "рабочих дней")
    return f"прошло {pace_words(days)}" + ("" if days.count_passed else f", темп: {NO_DATA}")


def _first_words(row: Mapping[Any, Any], *, is_dated: bool = True) -> list[str]:
    """Return when the forecast that counts was saved, or why there is none; a coming period may still get one."""
    if not pd.isna(row["first_expected_rub"]):
        return [f"первое ожидание внесено {words.day(row['first_on'])}"] if is_dated else []
    if not pd.isna(row["expected_rub"]):
        return ["прогноз внесён после периода: не в счёт"]
    return [] if row["period"] == COMING else ["прогноза нет"]


def _week_words(row: Mapping[Any, Any], given: PlanInput) -> list[str]:
    """Return the reason of a week: its days, what part of a month's plan it has, whether its forecast counts."""
    first = row["week_start_on"].date()
    shares = plan_days(first, week_end(first), given.calendar)
    parts = " + ".join(f"{one.count_passed} из {one.count_all}" for one in shares)
    plan = "" if pd.isna(row["plan_rub"]) or not parts else f"план: {parts} рабочих дней месяца"
    return [_days_words(row, given, "week_start_on", week_end), plan, *_first_words(row, is_dated=False)]


def _sentence(parts: list[str]) -> str:
    text = "; ".join(part for part in parts if isinstance(part, str) and part)
    return text[:1].upper() + text[1:]
