"""Which last day of contract and power of attorney counts (METHOD sections 8 and 13)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.rules.paper_ends import paper_contradictions, with_paper_ends
from clientbase_xl.rules.papers_ready import papers_ready
from tests.support.agreements import TODAY, documents, people

CARD = {"client_code": "К1", "client_name": "Опт", "contract_no": "1/К", "contract_until": date(2026, 12, 31)}


def ends(*rows: dict[str, Any], card: dict[str, Any] = CARD) -> tuple[Any, ...]:
    row = with_paper_ends(people(card), documents(*rows), TODAY).iloc[0]
    days = [None if pd.isna(row[key]) else row[key].date() for key in ("contract_until", "power_until")]
    return row["contract_no"], *days


def contract(until: date | None, **cells: Any) -> dict[str, Any]:
    return {"document_kind": "договор", "document_no": "2/Д", "valid_until": until} | cells


def power(until: date | None, **cells: Any) -> dict[str, Any]:
    return {"document_kind": "доверенность", "valid_until": until} | cells


def test_without_documents_the_card_is_the_truth() -> None:
    assert ends() == ("1/К", date(2026, 12, 31), None)
    assert ends(contract(date(2027, 1, 1), client_code="К2")) == ("1/К", date(2026, 12, 31), None)


def test_a_document_stands_before_the_card_and_the_one_that_lasts_longest_counts() -> None:
    found = ends(contract(date(2027, 5, 1)), contract(date(2026, 5, 1), document_no="0"), power(date(2026, 11, 19)))
    assert found == ("2/Д", date(2027, 5, 1), date(2026, 11, 19))
    assert ends(contract(date(2026, 6, 1))) == ("2/Д", date(2026, 6, 1), None)


def test_a_document_without_a_day_or_not_signed_changes_nothing() -> None:
    assert ends(contract(None)) == ("1/К", date(2026, 12, 31), None)
    assert ends(contract(date(2028, 1, 1), stage="переговоры")) == ("1/К", date(2026, 12, 31), None)
    assert ends(power(date(2028, 1, 1), signed_on=date(2026, 11, 21))) == ("1/К", date(2026, 12, 31), None)


def test_a_contract_without_a_number_keeps_that_of_the_card() -> None:
    assert ends(contract(date(2027, 5, 1), document_no=None))[0] == "1/К"


def test_papers_ready_says_of_documents_what_to_renew_first() -> None:
    table = with_paper_ends(people(CARD), documents(power(date(2026, 11, 19))), TODAY)
    assert papers_ready(table, TODAY)["papers"].tolist() == [
        "Сначала продлить: доверенность (кончилась 19.11.2026); действует договор до 31.12.2026"
    ]


def test_a_contract_that_ends_on_another_day_than_the_card_says_is_named() -> None:
    rows = documents(contract(date(2027, 5, 1)))
    (found,) = paper_contradictions(people(CARD), rows, TODAY)
    assert found.message == "Опт: договор до 01.05.2027, а в карточке «Договор до» 31.12.2026"
    assert (found.sheet, found.column, found.record) == ("Соглашения", "Последний день", ("a-1",))
    assert found.client_code == "К1"


def test_the_same_day_a_replaced_document_and_an_empty_card_contradict_nothing() -> None:
    assert paper_contradictions(people(CARD), documents(contract(date(2026, 12, 31))), TODAY) == ()
    old = documents(contract(date(2026, 1, 31)), contract(date(2026, 12, 31)))
    assert paper_contradictions(people(CARD), old, TODAY) == ()
    assert paper_contradictions(people(CARD | {"contract_until": None}), documents(contract(TODAY)), TODAY) == ()
    assert paper_contradictions(people(CARD), documents(power(date(2027, 5, 1))), TODAY) == ()
    assert paper_contradictions(people(), documents(), TODAY) == ()
