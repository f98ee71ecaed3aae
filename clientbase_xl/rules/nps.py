"""NPS: the last answer of each client, the index of the base, and answers that make no sense.

METHOD section 17 [B]: loyalty is asked, 0–10, and cannot be computed. NPS = promoters (9–10) − detractors (0–6).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.problems import Problem, RecordProblem
from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_dates, as_numbers, as_text
from clientbase_xl.rules.periods import months_before
from clientbase_xl.schemas.manager_tasks import NPS_ANSWERS, NPS_MAX, NPS_MIN, PASSIVE_FROM, PROMOTER_FROM
from clientbase_xl.schemas.row_id import number_order
from clientbase_xl.settings import ManagerTaskSettings

KEYS = ("client_code", "nps_score", "nps_on", "nps_score_before")
OF_BASE, OF_MANAGER = "NPS базы", "NPS ваших клиентов"
"""Whose index a workbook shows: of the whole base, or of the clients of its manager."""


def last_answers(answers: pd.DataFrame, today: date) -> pd.DataFrame:
    """Return the last score of each client, its day and the score before it: columns KEYS, by code.

    METHOD section 17. In: stored NPS_ANSWERS. An answer without client, day or a whole score from 0 to 10, or of a day
    to come, is no answer; of one day the later record counts.
    """
    rows = _sound(answers, today).sort_values(["client_code", "day", "order"])
    by_client = rows.groupby("client_code")
    found = rows.assign(before=by_client["score"].shift()).drop_duplicates("client_code", keep="last")
    return pd.DataFrame(
        {
            "client_code": found["client_code"],
            "nps_score": found["score"],
            "nps_on": found["day"],
            "nps_score_before": found["before"],
        }
    ).reset_index(drop=True)


def in_force(days: pd.Series[Any], today: date, settings: ManagerTaskSettings) -> pd.Series[bool]:
    """Return which answers, by their days, are not older than `nps_months` (that day counts): METHOD section 17."""
    return as_dates(days) >= pd.Timestamp(months_before(today, settings.nps_months))


def nps_line(
    answers: pd.DataFrame, codes: Collection[str], today: date, settings: ManagerTaskSettings, title: str = OF_BASE
) -> str:
    """Return the index of some clients in one sentence that begins with `title`: METHOD section 17.

    The last answer of each client counts where it is `in_force`. Without answers there is no index, never 0.
    """
    found = last_answers(answers, today)
    is_counted = found["client_code"].isin(set(codes)) & in_force(found["nps_on"], today, settings)
    scores = found.loc[is_counted, "nps_score"]
    when = f"за {words.months(settings.nps_months)}"
    if scores.empty:
        return f"{title}: нет данных, ответов {when} нет"
    promoters, detractors = int((scores >= PROMOTER_FROM).sum()), int((scores < PASSIVE_FROM).sum())
    index = (promoters - detractors) / len(scores) * 100
    sign = "+" if index > 0 else ""
    return (
        f"{title} {sign}{words.grouped(index)}: промоутеров {promoters}, критиков {detractors} "
        f"из {len(scores)} ответивших {when} (активных клиентов {words.grouped(len(codes))})"
    )


def nps_problems(
    answers: pd.DataFrame, facts: pd.DataFrame, codes: Collection[str], today: date
) -> tuple[Problem, ...]:
    """Return answers of clients that are not there, of a day to come, or before the first purchase (METHOD 0).

    In: stored NPS_ANSWERS, FACTS, codes of all cards. Scores out of bounds are found by the catalogue's checks.
    """
    firsts = dict(zip(as_text(facts["client_code"]), as_dates(facts["first_purchase_on"]), strict=True))
    return tuple(_problems(answers, firsts, codes, today))


def _problems(
    answers: pd.DataFrame, firsts: dict[str, Any], codes: Collection[str], today: date
) -> Iterator[RecordProblem]:
    rows = zip(answers["row_id"], as_text(answers["client_code"]), as_dates(answers["asked_on"]), strict=True)
    for number, code, day in rows:
        if code and code not in codes:
            text = f"Ответ {number}: клиента с кодом {code} в базе нет"
            yield _problem(number, "client_code", text, "Проверьте код.", code, code)
        if day > pd.Timestamp(today):
            text = f"Ответ {number}: {words.day(day)} ещё не наступило, ответ не в счёт"
            yield _problem(number, "asked_on", text, "Исправьте дату.", words.day(day), code)
        elif day < firsts.get(code, pd.NaT):
            text = f"Ответ {number}: {words.day(day)} раньше первой покупки {code} ({words.day(firsts[code])})"
            yield _problem(number, "asked_on", text, "Проверьте дату и код.", words.day(day), code)


def _problem(number: Any, key: str, message: str, remedy: str, value: str, code: str | None) -> RecordProblem:
    return RecordProblem(
        message,
        remedy,
        sheet=NPS_ANSWERS.title,
        column=NPS_ANSWERS[key].title,
        value=value,
        record=(str(number),),
        client_code=code or "",
    )


def _sound(answers: pd.DataFrame, today: date) -> pd.DataFrame:
    table = pd.DataFrame(
        {
            "client_code": as_text(answers["client_code"]),
            "day": as_dates(answers["asked_on"]),
            "score": as_numbers(answers["score"]),
            "order": answers["row_id"].astype(str).map(number_order),
        }
    )
    is_score = table["score"].between(NPS_MIN, NPS_MAX) & (table["score"] % 1 == 0)
    return table[table["client_code"].notna() & (table["day"] <= pd.Timestamp(today)) & is_score]
