"""How far the talks about a client's plan have come, and the next step.

METHOD section 13 [P]: talks → соглашение о намерениях → дополнительное соглашение with a forecast plan of orders at
least for the first quarter.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.rules.plan_to_date import plan_period
from clientbase_xl.rules.record_cells import day_of
from clientbase_xl.schemas.agreements import (
    ADDENDUM,
    ADDENDUM_STAGE,
    LETTER,
    LETTER_STAGE,
    PLAN_STAGE,
    STAGES,
    TALKS,
)

NEXT_STEPS: Mapping[str | None, str] = {
    None: "Начать переговоры о плане",
    TALKS: "Подписать соглашение о намерениях",
    LETTER_STAGE: "Подписать дополнительное соглашение с планом заказов",
    ADDENDUM_STAGE: "Вписать план заказов, хотя бы на первый квартал",
    PLAN_STAGE: "Следить за выполнением плана",
}


def stage_of(document: Mapping[Any, Any]) -> str | None:
    """Return the stage of one document of AGREEMENTS: the typed one, else what its kind says; None for other papers.

    METHOD 13. A letter of intent is its own stage; an addendum with a plan of orders is «план».
    """
    typed, kind = document["stage"], document["document_kind"]
    if isinstance(typed, str) and typed in STAGES:
        return typed
    if kind == LETTER:
        return LETTER_STAGE
    if kind == ADDENDUM:
        return ADDENDUM_STAGE if plan_period(document) is None else PLAN_STAGE
    return None


def talk_stages(documents: pd.DataFrame, month_on: date, year_end_month: int) -> dict[str, str]:
    """Return client code → the furthest stage of the talks about a plan that begins with `month_on`.

    METHOD 13. In: stored AGREEMENTS; the month with which talks about the next year begin. A document belongs to these
    talks when its plan reaches `month_on`; without a plan when it is still valid on that day; without a last day when
    it is dated since the last `year_end_month` before `month_on` (its first day counts). So a letter of the year before
    is no step of this year. Talks without any day are those of now; a signed document without any is none. Clients
    without such a document are not there: their talks have not begun.
    """
    years_back = 1 if month_on.month <= year_end_month else 0
    begun_on = date(month_on.year - years_back, year_end_month, 1)
    found: dict[str, str] = {}
    for document in documents.to_dict("records"):
        code, stage = document["client_code"], stage_of(document)
        if stage is None or not isinstance(code, str) or not code or not _reaches(document, stage, month_on, begun_on):
            continue
        known = found.get(code)
        if known is None or STAGES.index(stage) > STAGES.index(known):
            found[code] = stage
    return found


def _reaches(document: Mapping[Any, Any], stage: str, month_on: date, begun_on: date) -> bool:
    period, until, signed = plan_period(document), day_of(document["valid_until"]), day_of(document["signed_on"])
    if period is not None:
        return period.last >= month_on
    if until is not None:
        return until >= month_on
    return stage == TALKS if signed is None else signed >= begun_on
