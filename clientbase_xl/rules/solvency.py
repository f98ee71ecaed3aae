"""«Платёжеспособность»: whose payments to watch, with the way back kept open.

METHOD section 11 [P], reason 3: cut to a safe minimum, keep the possibility to resume, track solvency; section 10,
block 6.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.falling_reason import INSOLVENT
from clientbase_xl.rules.free_limit import free_limit, needs_debt
from clientbase_xl.rules.joined import as_dates, as_numbers, as_text, present, texts
from clientbase_xl.rules.target_volume import target_volume
from clientbase_xl.schemas.falling_purchases import (
    BETTER,
    HOLD,
    NO_TREND,
    REASON_WORDS,
    RESUME,
    SOLVENCY,
    STEADY,
    WATCH,
    WORSE,
)
from clientbase_xl.schemas.survey_words import PAYS, SOLVENCY_WORDS
from clientbase_xl.settings import MonitoringSettings

OF_CLIENTS = ("client_code", "client_name", "manager", "overdue_rub", "credit_limit_rub", "turnover_12m_rub")
OF_FALLING = ("reason_in_force", "overdue_days", "debt_rub", "prepaid_rub", "next_check_on")
OF_ANSWERS = ("answer", "answered_on", "before")
"""The last answer of block 6, its day, the answer before it."""
ASK_DEBT = "Впишите долг на листе «Сокращают закупки»: без него минимум не известен"


def solvency(
    clients: pd.DataFrame, falling: pd.DataFrame, answers: pd.DataFrame, today: date, settings: MonitoringSettings
) -> pd.DataFrame:
    """Return whose payments to watch: SOLVENCY, by overdue roubles, then turnover, then code.

    METHOD sections 10, 11. In: OF_CLIENTS of clients in work; FALLING_PURCHASES; OF_ANSWERS by `client_code`.
    On the list: reason 3 in force, block 6 worse than before or not the best word now, an overdue debt above 0 ₽ (or
    days of one whose roubles are unknown), a limit exceeded. «можно возобновить»: the last answer is the best word and
    at most `old_days` old, nothing is known to be overdue and the limit is kept; «безопасный минимум»: reason 3 or the
    worst word; else «следить». A client with a limit and an unknown debt has no safe minimum.
    """
    table = clients[list(OF_CLIENTS)].reset_index(drop=True)
    codes = table["client_code"]
    cells = falling.drop_duplicates("client_code").set_index("client_code")
    said = answers.drop_duplicates("client_code").set_index("client_code")
    for source, keys in ((cells, OF_FALLING), (said, OF_ANSWERS)):
        for key in keys:
            table[key] = codes.map(source[key].to_dict()).astype(object)
    for key in ("overdue_rub", "credit_limit_rub", "overdue_days", "debt_rub", "prepaid_rub", "turnover_12m_rub"):
        table[key] = as_numbers(table[key])
    for key in ("answered_on", "next_check_on"):
        table[key] = as_dates(table[key])
    for key in ("reason_in_force", "answer", "before"):
        table[key] = as_text(table[key])
    limit, debt, overdue = (table[key].to_numpy() for key in ("credit_limit_rub", "debt_rub", "overdue_rub"))
    table["free_limit_rub"] = free_limit(limit, debt, overdue)
    table["needs_debt"] = needs_debt(limit, table["free_limit_rub"].to_numpy())
    table["answer_days"] = (pd.Timestamp(today) - table["answered_on"]).dt.days
    table["is_old"] = table["answer_days"] > settings.old_days
    pairs = zip(table["answer"], table["before"], strict=True)
    table["solvency_trend"] = texts((trend_word(now, before) for now, before in pairs), table.index)
    _add_target(table)
    rows = table.to_dict("records")
    table["why"] = pd.Series([_why(row) for row in rows], index=table.index, dtype=object)
    table["solvency_state"] = texts((_state(row) for row in rows), table.index)
    table = table[pd.Series([bool(why) for why in table["why"]], index=table.index, dtype=bool)]
    by = ["overdue_rub", "turnover_12m_rub", "client_code"]
    table = table.sort_values(by, ascending=[False, False, True], na_position="last").reset_index(drop=True)
    table["rank"] = range(1, len(table) + 1)
    table["reason"] = texts((_reason(row) for row in table.to_dict("records")), table.index)
    return present(table, SOLVENCY)


def trend_word(answer: str | None, before: str | None) -> str:
    """Return how an answer of block 6 compares with the one before it; «нет данных» where one is missing."""
    if answer not in SOLVENCY_WORDS or before not in SOLVENCY_WORDS:
        return NO_TREND
    step = SOLVENCY_WORDS.index(answer) - SOLVENCY_WORDS.index(before)
    return WORSE if step > 0 else BETTER if step < 0 else STEADY


def _add_target(table: pd.DataFrame) -> None:
    unknown = np.full(len(table), np.nan)
    is_whole = (table["prepaid_rub"] >= 0) & ~table["needs_debt"]
    prepaid = table["prepaid_rub"].where(is_whole).to_numpy()
    reasons = np.full(len(table), float(INSOLVENT))
    free = table["free_limit_rub"].to_numpy()
    table["target_rub"] = target_volume(reasons, unknown, unknown, unknown, prepaid, free)


def _is_insolvent(row: dict[Any, Any]) -> bool:
    return bool(row["reason_in_force"] == REASON_WORDS[INSOLVENT - 1])


def _why(row: dict[Any, Any]) -> list[str]:
    """Return why a client is on the list; nothing for one who is not."""
    found = []
    if _is_insolvent(row):
        found.append("причина сокращения 3")
    if row["overdue_rub"] > 0:
        late = f", {words.days(row['overdue_days'])}" if row["overdue_days"] == row["overdue_days"] else ""
        found.append(f"просрочено {words.rub(row['overdue_rub'])}{late}")
    elif _is_overdue(row):
        found.append(f"просрочка {words.days(row['overdue_days'])}, сумма не известна")
    if row["free_limit_rub"] < 0:
        found.append(f"лимит превышен на {words.rub(-row['free_limit_rub'])}")
    if row["answer"] in SOLVENCY_WORDS[1:]:
        before = f" (раньше — «{row['before']}»)" if row["solvency_trend"] in (WORSE, BETTER) else ""
        found.append(f"ответил «{row['answer']}»{before}")
    return found


def _is_overdue(row: dict[Any, Any]) -> bool:
    return bool(row["overdue_rub"] > 0 or (row["overdue_days"] > 0 and row["overdue_rub"] != 0))


def _state(row: dict[Any, Any]) -> str:
    is_late = _is_overdue(row) or row["free_limit_rub"] < 0
    if row["answer"] == PAYS and not row["is_old"] and not is_late:
        return RESUME
    return HOLD if _is_insolvent(row) or row["answer"] == SOLVENCY_WORDS[-1] else WATCH


def _reason(row: dict[Any, Any]) -> str:
    told = [*row["why"]]
    if row["answer"] == PAYS and row["is_old"]:
        told.append(f"ответил «{PAYS}», но {words.days(row['answer_days'])} назад: спросите снова")
    why = "; ".join(told).removesuffix(".")
    asks = f". {ASK_DEBT}" if row["needs_debt"] else ""
    return (
        why[:1].upper()
        + why[1:]
        + {
            RESUME: ". Снова платит в срок: верните прежние условия постепенно",
            HOLD: ". Отгружайте не больше безопасного минимума, но не прощайтесь: спрашивайте об оплате",
            WATCH: ". Спросите об оплате и договоритесь о графике",
        }[row["solvency_state"]]
        + asks
    )
