"""«Мониторинг»: each survey with the answer before, what the ledger says, its alarm and its task (METHOD 10)."""

from __future__ import annotations

from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.alarm_tasks import default_actions, task_number
from clientbase_xl.rules.joined import as_dates, as_numbers, as_text, present, texts
from clientbase_xl.rules.survey_alarms import is_worse, row_alarms
from clientbase_xl.rules.survey_check import survey_check
from clientbase_xl.rules.surveys import forecast_in_force
from clientbase_xl.schemas.monitoring import IS_ALARM, MONITORING, NO_ALARM
from clientbase_xl.schemas.row_id import number_order
from clientbase_xl.schemas.survey_words import ALARM_COMPETITORS, FORECAST_ALARMS, OUR_PURCHASES, SOLVENCY_BLOCK

NO_TASK = "не открыта"
Row = dict[Any, Any]


def monitoring_table(
    surveys: pd.DataFrame, cards: pd.DataFrame, tasks: pd.DataFrame, lists: pd.DataFrame
) -> pd.DataFrame:
    """Return MONITORING, the newest surveys first, of one day by client and block.

    METHOD section 10. In: `settled_surveys` with the ledger, stored CLIENTS, TASKS and LISTS. The change of purchases
    stands in block 4 (in block 5 where block 4 was not asked), the overdue debt of the card in block 6. «Тревога»
    speaks of the row alone; which alarms are still in force is the matter of «Кого опросить».
    """
    table = surveys.copy()
    by_code = cards.drop_duplicates("client_code").set_index("client_code")
    for key in ("client_name", "manager"):
        table[key] = as_text(table["client_code"].map(by_code[key].to_dict()).astype(object))
    overdue = as_numbers(table["client_code"].map(by_code["overdue_rub"].to_dict()))
    table["overdue_rub"] = overdue.where(table["number"] == SOLVENCY_BLOCK)
    table["check"] = survey_check(table)
    rows = table.to_dict("records")
    alarms = [row_alarms(row) for row in rows]
    actions, opened = default_actions(lists), _task_words(tasks)
    columns = {
        "alarm": [
            None if row["block"] is None else IS_ALARM if found else NO_ALARM for row, found in _zip(rows, alarms)
        ],
        "reason": ["; ".join(alarm_reason(row, one) for one in found) or None for row, found in _zip(rows, alarms)],
        "change": [change_words(row) for row in rows],
        "default_action": ["; ".join(actions[one] for one in found) or None for found in alarms],
        "task": [
            "; ".join(opened.get(task_number(str(row["row_id"]), one), NO_TASK) for one in found) or None
            for row, found in _zip(rows, alarms)
        ],
    }
    for key, cells in columns.items():
        table[key] = texts(cells, table.index)
    table["row_key"] = [number_order(str(one)) for one in table["row_id"]]
    by = ["surveyed_on", "client_code", "number", "row_key"]
    table = table.sort_values(by, ascending=[False, True, True, True], na_position="first", kind="stable")
    return present(table, MONITORING)


def alarm_reason(row: Row, alarm: str) -> str:
    """Return the answers that an alarm follows from."""
    said, before = row["dynamics"], row["before"]
    if alarm == ALARM_COMPETITORS:
        return f"{alarm}: {_against_competitors(row)}"
    if alarm in FORECAST_ALARMS.values():
        is_own = bool(row["forecast"])
        share = row["forecast_share"] if is_own else row["profile_share"]
        much = f" на {words.share(abs(share))}" if share == share and share else ""
        return f"{alarm}: прогноз — «{forecast_in_force(row)}»{much}{'' if is_own else ', из профиля'}"
    if is_worse(said, before):
        return f"{alarm}: {words.day(row['before_on'])} — «{before}», теперь «{said}»"
    return f"{alarm}{': ' + row['who_when'] if row['who_when'] else ''}"


def _against_competitors(row: Row) -> str:
    """Return both words, where the first comes from the ledger with its change, the second of another day with it."""
    is_ours = row["number"] == OUR_PURCHASES
    ours = f"«{row['dynamics']}»"
    if not (is_ours and row["dynamics"]):
        ours = f"«{row['ledger_word']}» по отгрузкам ({words.change(row['ledger_change'])})"
    theirs = f"«{row['competitors'] if is_ours else row['dynamics']}»"
    if is_ours and row["competitors_on"] != row["surveyed_on"]:
        theirs += f" ({words.day(row['competitors_on'])})"
    return f"закупки у нас — {ours}, у конкурентов — {theirs}"


def change_words(row: Row) -> str | None:
    """Return how an answer differs from the one before; None where one of them is missing."""
    said, before = row["dynamics"], row["before"]
    if not said or not before:
        return None
    if row["number"] == SOLVENCY_BLOCK and said != before:
        return f"{'хуже' if is_worse(said, before) else 'лучше'}: {before} → {said}"
    return "то же" if said == before else f"{before} → {said}"


def _task_words(tasks: pd.DataFrame) -> dict[str, str]:
    """Return number of a task → what became of it."""
    return {
        str(number): f"выполнена {words.day(done)}" if done == done else _due_words(due)
        for number, due, done in zip(
            tasks["row_id"], as_dates(tasks["due_on"]), as_dates(tasks["done_on"]), strict=True
        )
    }


def _due_words(due: Any) -> str:
    return f"открыта, срок {words.day(due)}" if due == due else "открыта, без срока"


def _zip(rows: list[Row], alarms: list[tuple[str, ...]]) -> zip[tuple[Row, tuple[str, ...]]]:
    return zip(rows, alarms, strict=True)
