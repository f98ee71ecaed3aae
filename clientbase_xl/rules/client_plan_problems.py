"""Where typed plans of clients contradict other things people typed.

METHOD section 13: the plan of a client is agreed with him, so it must not differ from the document, nor the plans of a
manager's clients from his own plan on «План и прогноз» (what is asked about is ours).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.problems import RecordProblem, Severity
from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_numbers
from clientbase_xl.rules.plan_documents import agreed_documents
from clientbase_xl.rules.plan_to_date import plan_period
from clientbase_xl.schemas.agreements import AGREEMENTS, UNSIGNED
from clientbase_xl.schemas.client_plans import CLIENT_PLANS
from clientbase_xl.schemas.plan_forecast import PAST, PLAN_FORECAST

_KOPECK = 0.005


def client_plan_problems(
    plans: pd.DataFrame,
    agreements: pd.DataFrame,
    manager_plans: pd.DataFrame,
    known: Collection[str],
    archived: Collection[str],
) -> tuple[RecordProblem, ...]:
    """Return what contradicts itself between CLIENT_PLANS, AGREEMENTS and PLAN_FORECAST.

    METHOD 13. In: CLIENT_PLANS; AGREEMENTS; typed plans of managers (`manager`, `month_on`, `plan_rub`); the codes of
    all clients and of those in the archive or stopped. A plan typed for such a client is a problem until its month is
    over. Months typed for the whole period of a signed document that do not add up to its plan are one, where no other
    document counts for any of them (`agreed_documents`); so are plans of clients that exceed the plan of their manager
    in a month that is not over (a notice: his plan has other clients too). Sums agree to the kopeck.
    """
    typed = plans[plans["plan_rub"].notna()]
    return (
        *_of_clients(typed, known, archived),
        *_of_documents(typed, agreements),
        *_of_managers(typed, manager_plans),
    )


def _of_clients(typed: pd.DataFrame, known: Collection[str], archived: Collection[str]) -> Iterator[RecordProblem]:
    for row in typed.to_dict("records"):
        code = row["client_code"]
        if code not in known:
            yield _problem(row, f"План клиента «{code}», которого нет в базе", "Сотрите план или внесите клиента.")
        elif code in archived and row["period"] != PAST:
            name = row["client_name"] or code
            text = f"{name}: план на {words.month(row['month_on'])}, а клиент в архиве или работа с ним прекращена"
            yield _problem(row, text, "Сотрите план или верните клиента в работу.")


def _of_documents(typed: pd.DataFrame, agreements: pd.DataFrame) -> Iterator[RecordProblem]:
    plans = {(row["client_code"], row["month_on"].date()): float(row["plan_rub"]) for row in typed.to_dict("records")}
    agreed = agreed_documents(agreements, agreements["state"] != UNSIGNED)
    for label, document in zip(agreements.index, agreements.to_dict("records"), strict=True):
        period, code = plan_period(document), document["client_code"]
        if period is None or any(agreed.get((code, month)) != label for month in period.months()):
            continue
        months = [plans.get((code, month)) for month in period.months()]
        known = [plan for plan in months if plan is not None]
        total = sum(known)
        if len(known) < len(months) or abs(total - period.plan_rub) < _KOPECK:
            continue
        name = document["client_name"] or code
        yield RecordProblem(
            f"{name}: план по месяцам {words.rub(total)}, а в документе {words.rub(period.plan_rub)}",
            f"Исправьте план документа или месяцы на листе «{CLIENT_PLANS.title}».",
            sheet=AGREEMENTS.title,
            column=AGREEMENTS["plan_rub"].title,
            value=words.rub(period.plan_rub),
            record=(str(document["row_id"]),),
            client_code=code or "",
        )


def _of_managers(typed: pd.DataFrame, manager_plans: pd.DataFrame) -> Iterator[RecordProblem]:
    coming = typed[(typed["period"] != PAST) & typed["manager"].notna()]
    limits = {
        (row["manager"], pd.Timestamp(row["month_on"])): float(row["plan_rub"])
        for row in manager_plans.to_dict("records")
        if pd.notna(row["plan_rub"])
    }
    sums = coming.assign(plan_rub=as_numbers(coming["plan_rub"])).groupby(["manager", "month_on"], as_index=False)
    for row in sums[["plan_rub"]].sum().to_dict("records"):
        manager, month, total = row["manager"], row["month_on"], row["plan_rub"]
        limit = limits.get((manager, month))
        if limit is not None and total > limit + _KOPECK:
            yield RecordProblem(
                f"{manager}, {words.month(month)}: планы его клиентов {words.rub(total)} больше его плана "
                f"{words.rub(limit)}",
                "Поднимите план менеджера или исправьте планы клиентов.",
                Severity.NOTICE,
                sheet=PLAN_FORECAST.title,
                column=PLAN_FORECAST["plan_rub"].title,
                value=words.rub(limit),
                record=(str(manager), _text(month)),
            )


def _problem(row: Mapping[Any, Any], message: str, remedy: str) -> RecordProblem:
    return RecordProblem(
        message,
        remedy,
        sheet=CLIENT_PLANS.title,
        column=CLIENT_PLANS["plan_rub"].title,
        value=words.rub(float(row["plan_rub"])),
        record=(row["client_code"], _text(row["month_on"])),
        client_code=row["client_code"],
    )


def _text(day: date) -> str:
    return f"{day:%Y-%m-%d}"
