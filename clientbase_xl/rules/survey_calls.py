"""«Кого опросить»: who of the active base was not asked for long, and what worries of the others.

METHOD section 10: a survey older than 90 days → «давно не опрашивали»; section 0 [P]: a finger on the client's pulse.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_numbers, present, texts
from clientbase_xl.rules.survey_alarms import alarms_in_force
from clientbase_xl.rules.surveys import forecast_in_force, newest_rows
from clientbase_xl.schemas.monitoring import BLOCK_KEYS, LONG_AGO, NEVER, RECENT, SURVEY_CALLS
from clientbase_xl.settings import MonitoringSettings

OF_CLIENTS = ("client_code", "client_name", "manager", "category_approved", "untapped_rub", "turnover_12m_rub")
Row = dict[Any, Any]


def survey_calls(
    clients: pd.DataFrame, surveys: pd.DataFrame, today: date, settings: MonitoringSettings
) -> pd.DataFrame:
    """Return every client of the active base with its last survey: SURVEY_CALLS, most roubles first.

    METHOD section 10. In: OF_CLIENTS of the active base, each once; `settled_surveys`. Worth: untapped roubles, the
    turnover while unknown. A survey of exactly `old_days` days ago is not yet old; one ahead of `today` is none.
    Ties by the code.
    """
    table = clients[list(OF_CLIENTS)].reset_index(drop=True)
    table["category"] = table["category_approved"]
    newest = newest_rows(surveys)
    last = newest.groupby("client_code")["surveyed_on"].max().to_dict()
    table["surveyed_on"] = pd.to_datetime(table["client_code"].map(last))
    table["survey_days"] = (pd.Timestamp(today) - table["surveyed_on"]).dt.days
    table["survey_age"] = texts((_age(days, settings) for days in table["survey_days"]), table.index)
    untapped = as_numbers(table["untapped_rub"])
    table["worth_rub"] = untapped.where(untapped.notna(), as_numbers(table["turnover_12m_rub"]))
    alarms = _by_client(alarms_in_force(surveys, today, settings.old_days))
    table["alarms"] = texts((alarms.get(code) for code in table["client_code"]), table.index)
    said = {(row["client_code"], row["number"]): short_answer(row) for row in newest.to_dict("records")}
    for number, key in enumerate(BLOCK_KEYS, 1):
        table[key] = texts((said.get((code, number)) for code in table["client_code"]), table.index)
    table["is_untapped"] = untapped.notna()
    by = ["worth_rub", "client_code"]
    table = table.sort_values(by, ascending=[False, True], na_position="last").reset_index(drop=True)
    table["rank"] = range(1, len(table) + 1)
    table["reason"] = texts((_reason(row) for row in table.to_dict("records")), table.index)
    return present(table, SURVEY_CALLS)


def short_answer(row: Row) -> str:
    """Return the last answer to a block in short: what is, what the client expects, when he said so."""
    forecast = forecast_in_force(row)
    parts = [row["dynamics"] or "—", f"прогноз: {forecast}" if forecast else ""]
    return f"{', '.join(part for part in parts if part)} ({row['surveyed_on']:%d.%m.%y})"


def _age(days: float, settings: MonitoringSettings) -> str:
    if days != days:
        return NEVER
    return LONG_AGO if days > settings.old_days else RECENT


def _by_client(alarms: pd.DataFrame) -> dict[Any, str]:
    found: dict[Any, str] = {}
    for code, alarm in zip(alarms["client_code"], alarms["alarm"], strict=True):
        found[code] = f"{found[code]}; {alarm}" if code in found else alarm
    return found


def _reason(row: Row) -> str:
    what = "не взято за год" if row["is_untapped"] else "оборот за 12 мес., потенциал не известен"
    worth = f"{words.rub(row['worth_rub'])} — {what}" if row["worth_rub"] == row["worth_rub"] else "рубли не известны"
    if row["survey_age"] == NEVER:
        return f"Не опрашивали ни разу; {worth}"
    return f"Последний опрос {words.days(row['survey_days'])} назад; {worth}"
