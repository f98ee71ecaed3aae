"""What of the surveys makes no sense: days, clients, words of another block, percentages, doubles (METHOD 10)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.problems import Problem, RecordProblem
from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_dates
from clientbase_xl.rules.survey_check import CHECKED_COLUMNS, survey_findings
from clientbase_xl.schemas.monitoring import CHECK_WORDS, MONITORING

Row = dict[Any, Any]
_REMEDIES = {
    "dynamics_word": "Выберите слово этого блока или другой блок.",
    "forecast_word": "Выберите слово этого блока или другой блок.",
    "dynamics_share": "Укажите направление или очистите процент.",
    "dynamics_sign": "Пишите процент без знака: направление говорит слово.",
    "forecast_share": "Укажите направление или очистите процент.",
    "forecast_sign": "Пишите процент без знака: направление говорит слово.",
    "name_without_change": "Поставьте «да» или очистите, кто и когда.",
}


def monitoring_problems(
    surveys: pd.DataFrame, cards: pd.DataFrame, facts: pd.DataFrame, today: date
) -> tuple[Problem, ...]:
    """Return what of `settled_surveys` contradicts itself, the calendar, the cards or the sales.

    METHOD section 10. A day after `today` or before the client's first purchase; a client without a card; the findings
    of `survey_findings`; two surveys of one block of one client on one day (the lower is in force). A survey on the day
    of the first purchase is sound; a client without purchases has no first one.
    """
    first = dict(zip(facts["client_code"], as_dates(facts["first_purchase_on"]), strict=True))
    known = set(cards["client_code"])
    found: list[Problem] = []
    for row in surveys.to_dict("records"):
        found += _of_day(row, first.get(row["client_code"], pd.NaT), today)
        if row["client_code"] is not None and row["client_code"] not in known:
            text = f"клиента с кодом «{row['client_code']}» в базе нет: опрос никого не тревожит"
            found.append(_problem(row, "client_code", text, "Проверьте код клиента."))
        for key in survey_findings(row):
            found.append(_problem(row, CHECKED_COLUMNS[key], CHECK_WORDS[key], _REMEDIES[key]))
    return (*found, *_doubles(surveys))


def _of_day(row: Row, first: Any, today: date) -> Iterator[Problem]:
    day = row["surveyed_on"]
    if day > pd.Timestamp(today):
        yield _problem(row, "surveyed_on", "день опроса ещё не наступил: ответы не в счёт", "Исправьте дату.")
    if day < first:
        text = f"опрос {words.day(day)} раньше первой покупки клиента {words.day(first)}"
        yield _problem(row, "surveyed_on", text, "Проверьте дату и код клиента.")


def _doubles(surveys: pd.DataFrame) -> Iterator[Problem]:
    keys = ["client_code", "surveyed_on", "number"]
    rows = surveys[surveys["number"] > 0].dropna(subset=keys[:2])
    for row in rows[rows.duplicated(keys, keep="first")].to_dict("records"):
        text = f"блок {row['number']} этого клиента в этот день уже опрошен: в силе нижняя запись"
        yield _problem(row, "block", text, "Оставьте один ответ.")


def _problem(row: Row, column: str, message: str, remedy: str) -> RecordProblem:
    value = row[column]
    return RecordProblem(
        f"Запись {row['row_id']}: {message}",
        remedy,
        sheet=MONITORING.title,
        column=MONITORING[column].title,
        value=words.day(value) if column == "surveyed_on" else _shown(value),
        record=(str(row["row_id"]),),
        client_code=row["client_code"] or "",
    )


def _shown(value: Any) -> str:
    if isinstance(value, float):
        return f"{words.number(value * 100)} %"
    return "" if value is None else str(value)
