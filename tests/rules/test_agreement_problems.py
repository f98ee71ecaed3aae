"""What is wrong with typed documents (METHOD section 13)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from clientbase_xl.problems import RecordProblem, Severity
from clientbase_xl.rules.agreement_problems import agreement_problems
from tests.support.agreements import people, shown_documents

CARDS = people({"client_code": "К1", "client_name": "Опт"}, {"client_code": "К2", "is_archived": True})
LETTER = {"document_kind": "соглашение о намерениях"}
ADDENDUM = {"document_kind": "дополнительное соглашение", "valid_until": date(2027, 12, 31)}
PLAN = {"plan_rub": 5.0, "plan_from_on": date(2027, 1, 1), "plan_to_on": date(2027, 3, 1)}


def problems(*rows: dict[str, Any]) -> tuple[RecordProblem, ...]:
    return agreement_problems(shown_documents(*rows, cards=CARDS), CARDS, ["Ветров"])


def said(*rows: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one.column, one.message.partition(": ")[2]) for one in problems(*rows)]


def test_a_sound_document_is_no_problem() -> None:
    same = date(2026, 5, 1)
    assert problems({"document_kind": "договор", "signed_on": same, "valid_until": same, "responsible": "Ветров"}) == ()
    assert problems(LETTER, ADDENDUM | PLAN) == ()
    assert problems() == ()


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        ({"client_code": None}, "Код клиента", "документ без клиента"),
        ({"client_code": "К9"}, "Код клиента", "клиента «К9» в базе нет"),
        ({"client_code": "К2"} | PLAN, "Код клиента", "план у клиента в архиве"),
        ({"responsible": "Никто"}, "Ответственный", "ответственного «Никто» нет в списке менеджеров"),
        (
            {"signed_on": date(2026, 5, 2), "valid_until": date(2026, 5, 1)},
            "Последний день",
            "кончается раньше своей даты",
        ),
        ({"plan_rub": 5.0}, "План с месяца", "план без периода"),
        ({"plan_from_on": date(2027, 1, 1)}, "План, ₽", "период плана есть, суммы нет"),
        (PLAN | {"plan_to_on": date(2026, 12, 31)}, "План по месяц", "план кончается до своего начала"),
        (PLAN | {"plan_to_on": date(2033, 1, 1)}, "План по месяц", "период плана длиннее 60\xa0мес."),
    ],
)
def test_each_contradiction_is_named_with_its_cell(row: dict[str, Any], column: str, message: str) -> None:
    assert said({"document_kind": "договор"} | row) == [(column, message)]


def test_a_problem_knows_its_record_and_client() -> None:
    (found,) = problems({"document_kind": "договор", "document_no": "7", "plan_rub": 5.0})
    assert found.message == "Опт, договор № 7: план без периода"
    assert (found.sheet, found.record, found.client_code) == ("Соглашения", ("a-1",), "К1")


def test_an_addendum_without_a_letter_of_intent_is_a_notice_unless_it_is_a_draft() -> None:
    (found,) = problems(ADDENDUM)
    assert found.severity is Severity.NOTICE
    assert "соглашения о намерениях нет" in found.message
    assert problems(ADDENDUM | {"stage": "переговоры"}) == ()
    assert problems(ADDENDUM, LETTER | {"client_code": "К2"}) != ()


def test_a_stage_that_contradicts_the_kind_is_a_notice() -> None:
    assert said(LETTER | {"stage": "план"}) == [("Этап", "этап «план» не подходит к виду документа")]
    assert said(LETTER, ADDENDUM | {"stage": "соглашение о намерениях"}) == [
        ("Этап", "этап «соглашение о намерениях» не подходит к виду документа")
    ]
    assert said(LETTER | {"stage": "соглашение о намерениях"}) == []
