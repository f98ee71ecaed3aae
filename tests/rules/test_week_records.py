"""Alarms of surveys and papers that ran out belong to what changed in the week (METHOD section 19)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.week_records import ALARM, EXPIRED, record_changes, with_records
from clientbase_xl.schemas.agreements import AGREEMENTS
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.model import Sheet
from clientbase_xl.schemas.monitoring import IS_ALARM, MONITORING, NO_ALARM
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.schemas.week import WEEK_CHANGES

TODAY = date(2026, 11, 20)


def table(sheet: Sheet, *rows: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(sheet.keys), dtype=object)


def client(code: str, turnover: float = 100.0, **known: Any) -> dict[str, Any]:
    return {
        "client_code": code,
        "client_name": f"Фирма {code}",
        "manager": "Анна",
        "turnover_12m_rub": turnover,
    } | known


def found(
    *clients: dict[str, Any], alarms: tuple[dict[str, Any], ...] = (), papers: tuple[dict[str, Any], ...] = ()
) -> pd.DataFrame:
    """Return the changes; every alarm and paper is about the client К1 unless it names another."""
    asked = [{"client_code": "К1", "alarm": IS_ALARM, "block": "6. Платёжеспособность"} | one for one in alarms]
    held = [
        {"row_id": f"a-{number}", "client_code": "К1", "document_kind": "договор"} | one
        for number, one in enumerate(papers, 1)
    ]
    changes = record_changes(
        table(MONITORING, *asked), table(AGREEMENTS, *held), table(CLIENTS, *(clients or (client("К1"),))), TODAY
    )
    assert check_table(changes, WEEK_CHANGES) == ()
    return changes


@pytest.mark.parametrize(("days_ago", "count"), [(0, 0), (1, 1), (7, 1), (8, 0)])
def test_an_alarm_is_told_in_the_week_of_its_survey(days_ago: int, count: int) -> None:
    assert len(found(alarms=({"surveyed_on": TODAY - timedelta(days=days_ago)},))) == count


def test_the_alarms_of_a_client_are_one_row_that_says_why() -> None:
    asked = {"surveyed_on": date(2026, 11, 18), "reason": "Было «платит в срок»."}
    (row,) = found(alarms=(asked,)).to_dict("records")
    assert (row["change"], row["after"], row["before"]) == (ALARM, "6. Платёжеспособность", None)
    assert (row["manager"], row["amount_rub"], row["reason"]) == ("Анна", 100.0, "Было «платит в срок»")
    (both,) = found(alarms=(asked, asked | {"block": "7. Кто решает", "reason": "да"})).to_dict("records")
    assert both["after"] == "6. Платёжеспособность и ещё 1"
    assert both["reason"] == "Было «платит в срок»; да"
    assert found(alarms=({"surveyed_on": date(2026, 11, 18), "alarm": NO_ALARM},)).empty


@pytest.mark.parametrize(("days_ago", "count"), [(0, 0), (1, 1), (7, 1), (8, 0)])
def test_a_paper_is_over_the_day_after_its_last_day_and_told_in_that_week(days_ago: int, count: int) -> None:
    # Of seven days ago: in force then on its last day, over today. Of eight days ago: over a week ago already.
    assert len(found(papers=({"valid_until": TODAY - timedelta(days=days_ago)},))) == count


def test_the_contract_of_a_card_counts_where_no_contract_stands_among_the_documents() -> None:
    on_card = client("К1", contract_until=date(2026, 11, 15))
    (row,) = found(on_card).to_dict("records")
    assert (row["change"], row["before"], row["after"]) == (EXPIRED, "действовал", "истёк")
    assert row["reason"] == "Договор: последний день 15.11.2026"
    assert found(on_card, papers=({"valid_until": date(2027, 5, 1)},)).empty
    power = {"document_kind": "доверенность", "valid_until": date(2026, 11, 14)}
    both = found(on_card, papers=(power,))
    assert both["after"].tolist() == ["истекла", "истёк"]
    assert both["before"].tolist() == ["действовала", "действовал"]
    assert [reason.partition(":")[0] for reason in both["reason"]] == ["Доверенность", "Договор"]


def test_a_contract_with_a_successor_and_what_was_never_signed_did_not_run_out() -> None:
    over = {"valid_until": date(2026, 11, 16)}
    assert found(papers=(over,))["after"].tolist() == ["истёк"]
    assert found(papers=(over, {"valid_until": date(2027, 11, 16)})).empty
    assert found(papers=(over | {"document_kind": "дополнительное соглашение", "stage": "переговоры"},)).empty
    # The successor is only talked about: the old one did run out.
    assert len(found(papers=(over, {"valid_until": date(2027, 11, 16), "stage": "переговоры"}))) == 1


@pytest.mark.parametrize("cells", [{}, {"valid_until": date(2027, 5, 1), "stage": "переговоры"}])
def test_a_contract_without_a_day_or_not_signed_does_not_hide_that_of_the_card(cells: dict[str, Any]) -> None:
    on_card = client("К1", contract_until=date(2026, 11, 15))
    assert found(on_card, papers=(cells,))["reason"].tolist() == ["Договор: последний день 15.11.2026"]


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("договор", "действовал", "истёк"),
        ("доверенность", "действовала", "истекла"),
        ("соглашение о намерениях", "действовало", "истекло"),
        ("дополнительное соглашение", "действовало", "истекло"),
        ("другое", "действовало", "истекло"),
        (None, "действовал", "истёк"),  # «документ»
    ],
)
def test_what_was_and_what_became_agree_with_the_kind_of_document(kind: str | None, before: str, after: str) -> None:
    (row,) = found(papers=({"document_kind": kind, "valid_until": date(2026, 11, 15)},)).to_dict("records")
    assert (row["before"], row["after"]) == (before, after)
    assert row["reason"] == f"{(kind or 'документ').capitalize()}: последний день 15.11.2026"


def test_strangers_and_clients_out_of_work_are_left_out() -> None:
    alarm = {"surveyed_on": date(2026, 11, 18)}
    assert found(client("К2"), alarms=(alarm,)).empty
    assert found(client("К1", is_archived=True), alarms=(alarm,)).empty
    assert found(client("К1", is_stopped=True), alarms=(alarm,)).empty


def test_without_records_nothing_changed() -> None:
    assert found().empty


def test_records_stand_among_the_other_changes_by_turnover() -> None:
    rules = table(WEEK_CHANGES, {"change": "уснул", "client_code": "К2", "amount_rub": 150.0})
    records = table(
        WEEK_CHANGES,
        {"change": ALARM, "client_code": "К1", "amount_rub": 200.0},
        {"change": ALARM, "client_code": "К2", "amount_rub": 150.0},
        {"change": EXPIRED, "client_code": "К3", "amount_rub": None},
    )
    both = with_records(rules, records)
    assert [*zip(both["client_code"], both["change"], strict=True)] == [
        ("К1", ALARM),
        ("К2", "уснул"),
        ("К2", ALARM),
        ("К3", EXPIRED),
    ]
