"""What changed since last week: the rules at today − 7 against today.

METHOD section 19. «Стал нулевым» (ours): bought in the `weekly.zero_days` before last week's date, not in the
days before today.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.client_status import usual_rhythm
from clientbase_xl.rules.joined import join_clients, present
from clientbase_xl.rules.week_state import WeekState
from clientbase_xl.schemas.week import WEEK_CHANGES

NEW = "новый клиент"
RETURNED = "вернулся"
CATEGORY = "сменилась категория"
ZERO = "стал нулевым"
LAPSED = "уснул"
LEFT = "ушёл"
OUT = "вышел из активной базы"
ORDER = (CATEGORY, LAPSED, LEFT, OUT, ZERO, RETURNED, NEW)
_SILENT = ("уснувший", "ушедший")
_CLIENT_KEYS = (
    "client_name",
    "manager",
    "turnover_12m_rub",
    "first_purchase_on",
    "last_purchase_on",
    "silence_days",
    "rhythm_days",
    "is_archived",
    "is_stopped",
)
_STATUS_KEYS = ("status", "status_reason", "is_active_base")
_LEVEL_KEYS = ("category", "profit_level", "potential_level", "profitability_12m_rub")


def week_changes(now: WeekState, before: WeekState) -> pd.DataFrame:
    """Return one row per client and kind of change, largest turnover first.

    METHOD section 19. Out: WEEK_CHANGES columns; equal turnover by client code, then in the order of `ORDER`.
    Archived and stopped clients do not take part. A client may change in several ways in one week. Turnover is
    today's, for a client that left the active base last week's.
    """
    both = _compare(now, before)
    parts = [_part(both[mask], kind, describe) for kind, mask, describe in _kinds(both, now, before)]
    table = pd.concat(parts, ignore_index=True)
    table["place"] = table["change"].map(ORDER.index)
    table = table.sort_values(["amount_rub", "client_code", "place"], ascending=[False, True, True])
    return present(table, WEEK_CHANGES)


def _compare(now: WeekState, before: WeekState) -> pd.DataFrame:
    """Return one row per client of today that is in work, with `_before` columns of last week."""
    both = _flat(now).merge(_flat(before), on="client_code", how="left", suffixes=("", "_before"))
    for key in ("is_active_base", "is_active_base_before"):
        both[key] = both[key].astype("boolean").fillna(False).astype(bool)
    return both[~both["is_archived"] & ~both["is_stopped"]]


def _flat(state: WeekState) -> pd.DataFrame:
    table = join_clients(state.facts, state.cards, _CLIENT_KEYS)
    for found, keys in ((state.statuses, _STATUS_KEYS), (state.categories, _LEVEL_KEYS)):
        table = table.merge(found[["client_code", *keys]], on="client_code", how="left")
    return table


Describe = Callable[[dict[str, Any]], tuple[Any, Any, str]]


def _kinds(both: pd.DataFrame, now: WeekState, before: WeekState) -> list[tuple[str, pd.Series[bool], Describe]]:
    since = pd.Timestamp(before.today)
    was_silent = both["status_before"].isin(_SILENT)
    is_new = both["first_purchase_on"] >= since
    has_bought = both["last_purchase_on"] >= since
    was_there = both["last_purchase_on_before"].notna()
    is_changed = both["category"].notna() & both["category_before"].notna()
    active_months = words.months(now.settings.status.active_months)
    zero_days = now.settings.weekly.zero_days
    return [
        (CATEGORY, is_changed & (both["category"] != both["category_before"]), _category_change),
        (LAPSED, was_there & (both["status"] == "уснувший") & ~was_silent, _status_change),
        (LEFT, was_there & (both["status"] == "ушедший") & (both["status_before"] != "ушедший"), _status_change),
        (
            OUT,
            both["is_active_base_before"] & ~both["is_active_base"],
            lambda row: (
                "в активной базе",
                "вне активной базы",
                f"Последняя покупка {_day(row['last_purchase_on'])}, больше {active_months} назад",
            ),
        ),
        (
            ZERO,
            both["is_active_base"] & (both["silence_days"] > zero_days) & (both["silence_days_before"] <= zero_days),
            lambda row: _became_zero(row, words.days(zero_days)),
        ),
        (RETURNED, was_silent & has_bought, _return),
        (
            NEW,
            is_new,
            lambda row: (None, row["status"], f"Первая покупка {_day(row['first_purchase_on'])}"),
        ),
    ]


def _part(chosen: pd.DataFrame, kind: str, describe: Describe) -> pd.DataFrame:
    rows = []
    for record in chosen.to_dict("records"):
        row = {str(key): value for key, value in record.items()}
        was, became, reason = describe(row)
        turnover = row["turnover_12m_rub_before"] if kind == OUT else row["turnover_12m_rub"]
        rows.append(
            {
                "manager": row["manager"],
                "change": kind,
                "client_code": row["client_code"],
                "client_name": row["client_name"],
                "before": was,
                "after": became,
                "amount_rub": turnover,
                "reason": reason,
            }
        )
    return present(pd.DataFrame(rows, columns=list(WEEK_CHANGES.keys)), WEEK_CHANGES)


def _category_change(row: dict[str, Any]) -> tuple[Any, Any, str]:
    is_profit = all(row[key] == row[key] for key in ("profitability_12m_rub", "profitability_12m_rub_before"))
    name, key = ("Прибыльность", "profitability_12m_rub") if is_profit else ("Оборот", "turnover_12m_rub")
    reason = (
        f"{name} {words.rub(row[f'{key}_before'])} → {words.rub(row[key])}: "
        f"{row['profit_level_before']} → {row['profit_level']}"
    )
    if round(row[f"{key}_before"]) == round(row[key]):
        reason += " (сдвинулась граница: изменились другие клиенты)"
    levels = [row[f"potential_level{suffix}"] for suffix in ("_before", "")]
    if levels[0] != levels[1]:
        old, new = (level if isinstance(level, str) else "не известен" for level in levels)
        reason += f"; потенциал {old} → {new}"
    return row["category_before"], row["category"], reason


def _status_change(row: dict[str, Any]) -> tuple[Any, Any, str]:
    return row["status_before"], row["status"], row["status_reason"]


def _return(row: dict[str, Any]) -> tuple[Any, Any, str]:
    silence = words.days(row["silence_days_before"])
    reason = f"Купил {_day(row['last_purchase_on'])}; неделю назад молчал уже {silence}"
    return row["status_before"], row["status"], reason


def _became_zero(row: dict[str, Any], period: str) -> tuple[Any, Any, str]:
    usual = usual_rhythm(row["rhythm_days"])
    reason = f"Последняя покупка {_day(row['last_purchase_on'])}, {words.days(row['silence_days'])} назад; {usual}"
    return f"покупал за {period}", f"нет покупок {period}", reason


def _day(moment: pd.Timestamp) -> str:
    return words.day(moment.date())
