"""What is wrong with typed documents: unknown clients, dates that contradict, plans without a period, stages skipped.

METHOD section 13; which contradictions are asked about is ours.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import pandas as pd

from clientbase_xl.problems import RecordProblem, Severity
from clientbase_xl.rules import words
from clientbase_xl.rules.plan_to_date import MOST_MONTHS, plan_period
from clientbase_xl.rules.record_cells import cell_words, day_of, is_filled
from clientbase_xl.schemas.agreements import ADDENDUM, AGREEMENTS, LETTER, STAGES, UNSIGNED

Row = Mapping[Any, Any]


def agreement_problems(
    agreements: pd.DataFrame, cards: pd.DataFrame, managers: Collection[str]
) -> tuple[RecordProblem, ...]:
    """Return what contradicts itself on «Соглашения», record by record.

    METHOD 13. In: AGREEMENTS; cards with `client_code`, `is_archived`; the managers of «Справочники». An end on the
    day of the document is in order. An addendum of a client who has no letter of intent is a notice: the talks skipped
    a step, or nobody wrote it down; so is a stage behind that of the document's own kind. A document of an archived
    client is a problem when it has a plan.
    """
    archived = {row["client_code"] for row in cards.to_dict("records") if row["is_archived"] is True}
    known = set(cards["client_code"])
    rows = agreements.to_dict("records")
    with_letter = {row["client_code"] for row in rows if row["document_kind"] == LETTER}
    found: list[RecordProblem] = []
    for row in rows:
        found += _of_row(row, known, archived, managers)
        if row["client_code"] in known:
            found += _of_plan(row)
            found += _of_stage(row, with_letter)
    return tuple(found)


def _of_row(
    row: Row, known: Collection[str], archived: Collection[str], managers: Collection[str]
) -> Iterator[RecordProblem]:
    name = _name(row)
    if row["client_code"] not in known:
        what = f"клиента «{row['client_code']}» в базе нет" if row["client_code"] else "документ без клиента"
        yield _problem(row, "client_code", f"{name}: {what}", "Впишите код из листа «Клиенты».")
    elif row["client_code"] in archived and is_filled(row["plan_rub"]):
        yield _problem(row, "client_code", f"{name}: план у клиента в архиве", "Уберите план или верните клиента.")
    if row["responsible"] is not None and row["responsible"] not in managers:
        text = f"{name}: ответственного «{row['responsible']}» нет в списке менеджеров"
        yield _problem(row, "responsible", text, "Выберите менеджера или добавьте его в «Справочники».")
    signed, until = day_of(row["signed_on"]), day_of(row["valid_until"])
    if signed and until and until < signed:
        yield _problem(row, "valid_until", f"{name}: кончается раньше своей даты", "Исправьте одну из двух дат.")


def _of_plan(row: Row) -> Iterator[RecordProblem]:
    name, first, last = _name(row), day_of(row["plan_from_on"]), day_of(row["plan_to_on"])
    has_month = bool(first or last)
    if not is_filled(row["plan_rub"]):
        if has_month:
            yield _problem(row, "plan_rub", f"{name}: период плана есть, суммы нет", "Впишите план в рублях.")
        return
    if not has_month:
        yield _problem(row, "plan_from_on", f"{name}: план без периода", "Впишите первый и последний месяц плана.")
    elif plan_period(row) is None:
        is_long = first is not None and last is not None and last >= first
        what = f"период плана длиннее {words.months(MOST_MONTHS)}" if is_long else "план кончается до своего начала"
        yield _problem(row, "plan_to_on", f"{name}: {what}", "Исправьте месяцы плана.")


def _of_stage(row: Row, with_letter: Collection[str]) -> Iterator[RecordProblem]:
    name, kind, stage = _name(row), row["document_kind"], row["stage"]
    if kind == ADDENDUM and row["state"] != UNSIGNED and row["client_code"] not in with_letter:
        text = f"{name}: есть дополнительное соглашение, а соглашения о намерениях нет"
        yield _problem(row, "stage", text, "Впишите соглашение о намерениях, если оно было.", Severity.NOTICE)
    is_behind = kind == ADDENDUM and stage == LETTER
    is_ahead = kind == LETTER and stage in STAGES and STAGES.index(stage) > STAGES.index(LETTER)
    if is_behind or is_ahead:
        text = f"{name}: этап «{stage}» не подходит к виду документа"
        yield _problem(row, "stage", text, "Исправьте этап или вид документа.", Severity.NOTICE)


def _name(row: Row) -> str:
    number = f" № {row['document_no']}" if row["document_no"] else ""
    client = row["client_name"] or row["client_code"] or "Клиент не указан"
    return f"{client}, {row['document_kind'] or 'документ'}{number}"


def _problem(row: Row, key: str, message: str, remedy: str, severity: Severity = Severity.WARNING) -> RecordProblem:
    return RecordProblem(
        message,
        remedy,
        severity,
        sheet=AGREEMENTS.title,
        column=AGREEMENTS[key].title,
        value=cell_words(row[key]),
        record=(str(row["row_id"]),),
        client_code=row["client_code"] or "",
    )
