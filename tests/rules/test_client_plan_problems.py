"""Plans of clients against documents and the plans of their managers (METHOD section 13)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.problems import RecordProblem, Severity
from clientbase_xl.rules.client_plan_problems import client_plan_problems
from tests.support.agreements import shown_documents

ADDENDUM = {
    "document_kind": "дополнительное соглашение",
    "plan_from_on": date(2027, 1, 1),
    "plan_to_on": date(2027, 3, 1),
    "plan_rub": 300.0,
}
NO_PLANS = pd.DataFrame(columns=["manager", "month_on", "plan_rub"])


def plans(*rows: tuple[str, int, float | None], period: str = "впереди") -> pd.DataFrame:
    """Return CLIENT_PLANS of 2027: client, month, plan."""
    cells = [(code, "Опт", "Ветров", pd.Timestamp(2027, month, 1), period, plan) for code, month, plan in rows]
    keys = ["client_code", "client_name", "manager", "month_on", "period", "plan_rub"]
    return pd.DataFrame(cells, columns=keys).astype({"plan_rub": "float64"})


def problems(
    table: pd.DataFrame,
    *rows: dict[str, Any],
    manager_plans: pd.DataFrame = NO_PLANS,
    archived: tuple[str, ...] = (),
) -> tuple[RecordProblem, ...]:
    return client_plan_problems(table, shown_documents(*rows), manager_plans, ("К1", "К2"), archived)


def test_a_plan_of_a_stranger_is_named_with_its_cell() -> None:
    (found,) = problems(plans(("К9", 1, 5.0)))
    assert found.message == "План клиента «К9», которого нет в базе"
    assert (found.sheet, found.column, found.record) == ("План по клиентам", "План, ₽", ("К9", "2027-01-01"))


@pytest.mark.parametrize(("period", "count"), [("впереди", 1), ("идёт", 1), ("прошёл", 0)])
def test_a_plan_of_an_archived_client_is_a_problem_until_its_month_is_over(period: str, count: int) -> None:
    found = problems(plans(("К1", 1, 5.0), period=period), archived=("К1",))
    assert len(found) == count
    assert problems(plans(("К1", 1, None)), archived=("К1",)) == ()


def test_months_that_do_not_add_up_to_the_document_are_named() -> None:
    months = [("К1", month, 100.0) for month in (1, 2)]
    assert problems(plans(*months, ("К1", 3, 100.0)), ADDENDUM) == ()
    assert problems(plans(*months, ("К1", 3, 100.004)), ADDENDUM) == ()
    (found,) = problems(plans(*months, ("К1", 3, 90.0)), ADDENDUM)
    assert found.message == "Опт: план по месяцам 290\xa0₽, а в документе 300\xa0₽"
    assert (found.sheet, found.record) == ("Соглашения", ("a-1",))


def test_a_replaced_document_contradicts_nothing_and_the_one_that_counts_still_does() -> None:
    old, new = ADDENDUM | {"signed_on": date(2026, 10, 1)}, ADDENDUM | {"signed_on": date(2026, 11, 1)}
    quarter = plans(*(("К1", month, 200.0) for month in (1, 2, 3)))
    assert problems(quarter, old, new | {"plan_rub": 600.0}) == ()
    assert [one.record for one in problems(quarter, old | {"plan_rub": 600.0}, new)] == [("a-2",)]
    # Of the old quarter March belongs to a newer plan: its three months need not add up to 300 any more.
    march = new | {"plan_from_on": date(2027, 3, 1), "plan_to_on": date(2027, 3, 31), "plan_rub": 200.0}
    assert problems(quarter, old, march) == ()


def test_a_quarter_typed_in_part_and_a_draft_contradict_nothing() -> None:
    assert problems(plans(("К1", 1, 500.0)), ADDENDUM) == ()
    whole = plans(*(("К1", month, 5.0) for month in (1, 2, 3)))
    assert problems(whole, ADDENDUM | {"stage": "переговоры"}) == ()
    assert problems(whole.assign(client_code="К2"), ADDENDUM) == ()


def test_plans_of_clients_above_the_plan_of_their_manager_are_a_notice() -> None:
    of_manager = pd.DataFrame(
        [("Ветров", date(2027, 1, 1), 150.0), ("Ветров", date(2027, 2, 1), None)], columns=NO_PLANS.columns
    )
    table = plans(("К1", 1, 100.0), ("К2", 1, 50.0), ("К1", 2, 900.0))
    assert problems(table, manager_plans=of_manager) == ()
    (found,) = problems(plans(("К1", 1, 100.0), ("К2", 1, 50.01)), manager_plans=of_manager)
    assert found.severity is Severity.NOTICE
    assert found.message == "Ветров, январь\xa02027: планы его клиентов 150\xa0₽ больше его плана 150\xa0₽"
    assert (found.sheet, found.record, found.client_code) == ("План и прогноз", ("Ветров", "2027-01-01"), "")
    assert problems(plans(("К1", 1, 900.0), period="прошёл"), manager_plans=of_manager) == ()


def test_no_plans_have_no_problems() -> None:
    assert problems(plans()) == ()
