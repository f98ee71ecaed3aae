"""A line per kind of work with clients, of the department and of each manager (METHOD section 19)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.rules.week_lines import week_lines
from clientbase_xl.rules.week_summary import DEPARTMENT
from clientbase_xl.schemas.agreements import (
    ADDENDUM,
    AGREEMENTS,
    EXPIRED,
    IN_FORCE,
    LETTER,
    TALKS,
    UP_TO_30,
    UP_TO_60,
)
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.discounts import DISCOUNT_MANAGERS
from clientbase_xl.schemas.falling_purchases import FALLING, FALLING_PURCHASES, RECOVERED
from clientbase_xl.schemas.manager_tasks import AVERAGE, FREQUENCY, MANAGER_TASKS, NOTHING_FALLS
from clientbase_xl.schemas.model import Sheet
from clientbase_xl.schemas.monitoring import LONG_AGO, RECENT, SURVEY_CALLS
from clientbase_xl.schemas.next_touches import NEXT_TOUCHES
from clientbase_xl.schemas.programmes import FELL, FINISHED, OFFERED, PROGRAMMES, RUNNING
from clientbase_xl.schemas.prospects import DROPPED, IN_WORK, NO_PLAN, OVERDUE, PLANNED, PROSPECTS
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.schemas.week import WEEK_LINES
from tests.support.agreements import shown_documents

ANNA, BORIS = "Анна", "Борис"
Rows = Mapping[Sheet, list[dict[str, Any]]]


def lines(rows: Rows) -> dict[tuple[str, str], str]:
    """Return the text by manager and title; rows are Anna's unless they say otherwise. Spaces are plain."""
    tables = {
        sheet.key: pd.DataFrame([{"manager": ANNA} | row for row in given], columns=list(sheet.keys), dtype=object)
        for sheet, given in rows.items()
    }
    found = week_lines(tables, (ANNA, BORIS))
    assert check_table(found, WEEK_LINES) == ()
    return {(row["manager"], row["title"]): row["text"].replace("\xa0", " ") for row in found.to_dict("records")}


def test_where_nothing_is_recorded_nothing_is_said() -> None:
    assert lines({}) == {}
    nothing: Rows = {PROSPECTS: [], SURVEY_CALLS: [], FALLING_PURCHASES: [], AGREEMENTS: [], PROGRAMMES: []}
    assert lines(nothing) == {}
    calm: Rows = {
        PROSPECTS: [{"state": DROPPED}],
        SURVEY_CALLS: [{"survey_age": RECENT, "category": "A"}],
        FALLING_PURCHASES: [{"state": RECOVERED}],
        AGREEMENTS: [{"state": IN_FORCE}],
        PROGRAMMES: [{"status": FINISHED}],
        DISCOUNT_MANAGERS: [{"count_in_force": 0, "count_decided": 0}],
        NEXT_TOUCHES: [{"overdue_days": None}],
        MANAGER_TASKS: [{"weakest": NOTHING_FALLS}],
    }
    assert lines(calm) == {}


def test_the_missing_results_of_the_largest_prospects_are_named() -> None:
    rows = [
        {
            "prospect_name": "А",
            "state": IN_WORK,
            "potential_in_force_rub": 1e6,
            "missing": "встречи",
            "plan_state": OVERDUE,
        },
        {
            "prospect_name": "Б",
            "state": IN_WORK,
            "potential_in_force_rub": 3e6,
            "missing": "рассылка",
            "plan_state": NO_PLAN,
        },
        {
            "prospect_name": "В",
            "state": IN_WORK,
            "potential_in_force_rub": None,
            "missing": None,
            "plan_state": PLANNED,
        },
        {"prospect_name": "Г", "state": DROPPED, "potential_in_force_rub": 9e6, "missing": "всё"},
    ]
    found = lines({PROSPECTS: rows})
    assert found[ANNA, "Потенциальные клиенты"] == (
        "в работе 3 на 4,0 млн ₽ в год; план просрочен: 1; нет плана: 1; "
        "результатов не хватает у 2: Б — рассылка; А — встречи"
    )
    assert found[DEPARTMENT, "Потенциальные клиенты"] == found[ANNA, "Потенциальные клиенты"]
    assert (BORIS, "Потенциальные клиенты") not in found


def test_long_lists_of_missing_results_name_fewer_prospects() -> None:
    row = {"prospect_name": "Имя", "state": IN_WORK, "potential_in_force_rub": 1.0, "missing": "р" * 200}
    assert lines({PROSPECTS: [row] * 3})[ANNA, PROSPECTS.title].count("Имя — ") == 1
    assert "у 3:" in lines({PROSPECTS: [row] * 3})[ANNA, PROSPECTS.title]


def test_alarms_and_clients_a_and_b_not_asked_for_long_are_counted() -> None:
    rows = [
        {"client_name": "А", "worth_rub": 5.0, "alarms": "платит хуже", "survey_age": RECENT, "category": "A"},
        {"client_name": "Б", "worth_rub": 7.0, "alarms": None, "survey_age": LONG_AGO, "category": "B"},
        {"client_name": "В", "worth_rub": 9.0, "alarms": None, "survey_age": LONG_AGO, "category": "C"},
    ]
    assert lines({SURVEY_CALLS: rows})[ANNA, "Кого опросить"] == (
        "тревоги, 1 клиент: А — платит хуже; давно не опрошены A и B: 1"
    )


def test_falling_clients_are_counted_with_roubles_at_risk_and_the_largest_first() -> None:
    rows = [
        {"client_name": name, "state": FALLING, "at_risk_rub": risk}
        for name, risk in zip("АБВГ", (1, 4, 3, 2), strict=True)
    ]
    assert lines({FALLING_PURCHASES: rows})[ANNA, "Сокращают закупки"] == (
        "4 клиента, под угрозой 10 ₽ в год: Б, В, Г и ещё 1"
    )


def test_papers_that_ask_for_something_by_state() -> None:
    rows: list[dict[str, Any]] = [
        {"state": EXPIRED, "renew": "Перезаключить: договор"},
        {"state": UP_TO_30, "renew": "Продлить: договор"},
        {"state": EXPIRED, "renew": None},  # replaced, or a letter of intent
        {"state": UP_TO_60, "renew": None},
    ]
    assert lines({AGREEMENTS: rows})[ANNA, "Соглашения"] == "истекли: 1; до 30 дн.: 1"
    assert lines({AGREEMENTS: rows[2:]}) == {}


def test_papers_are_those_of_clients_in_work() -> None:
    over: dict[str, Any] = {"state": EXPIRED, "renew": "Перезаключить: договор"}
    rows = [over | {"client_code": code} for code in ("К1", "К2", "К3", "Чужой")]
    known: list[dict[str, Any]] = [
        {"client_code": "К1"},
        {"client_code": "К2", "is_stopped": True},
        {"client_code": "К3", "is_archived": 1},
    ]
    assert lines({AGREEMENTS: rows, CLIENTS: known})[ANNA, "Соглашения"] == "истекли: 1"
    assert lines({AGREEMENTS: rows[1:], CLIENTS: known}) == {}


def test_the_plan_to_date_is_that_of_plans_that_run_and_whose_fact_is_known() -> None:
    # Today is 20.11.2026: of 300 ₽ for November 190 are due, of 600 for October and November 300 + 190.
    month: dict[str, Any] = {"document_kind": ADDENDUM, "plan_from_on": date(2026, 11, 1), "plan_rub": 300.0}
    two = month | {"client_code": "К2", "plan_from_on": date(2026, 10, 1), "plan_to_on": date(2026, 11, 1)}
    shown = shown_documents(
        month,
        two | {"plan_rub": 600.0},
        month | {"client_code": "К3", "plan_from_on": date(2026, 10, 1)},  # over
        month | {"signed_on": date(2026, 11, 2), "plan_rub": 30.0, "document_kind": LETTER},  # the addendum counts
        month | {"client_code": "К4", "stage": TALKS},
        sold=170.0,
    )
    rows: list[dict[str, Any]] = [
        {str(key): cell for key, cell in row.items() if key != "manager"} for row in shown.to_dict("records")
    ]
    text = lines({AGREEMENTS: rows})[ANNA, "Соглашения"]
    assert text == "план заказов на дату выполнен на 50 %: 340 ₽ из 680 ₽"
    unknown = [row | {"fact_rub": None} if row["client_code"] == "К2" else row for row in rows]
    assert "89 %: 170 ₽ из 190 ₽" in lines({AGREEMENTS: unknown})[ANNA, "Соглашения"]
    assert lines({AGREEMENTS: [row | {"fact_rub": None} for row in rows]}) == {}


def test_programmes_that_do_not_help_are_told() -> None:
    rows = [{"status": RUNNING, "verdict": FELL}, {"status": RUNNING, "verdict": None}, {"status": OFFERED}]
    assert lines({PROGRAMMES: rows})[ANNA, "Программы"] == "идут: 2; предложены: 1; не помогают: 1"


def test_the_discounts_of_the_department_are_its_own_row() -> None:
    one = {"count_in_force": 2, "count_decided": 5, "given_rub": 1000.0, "depth": 0.08, "count_paid": 1}
    whole = one | {"manager": DEPARTMENT, "count_in_force": 3, "given_rub": None, "count_not_paid": 2}
    found = lines({DISCOUNT_MANAGERS: [one, whole]})
    assert found[ANNA, "Скидки менеджеров"] == "действует 2; за 12 мес. отдано 1 000 ₽, глубина 8 %; окупились 1"
    assert found[DEPARTMENT, "Скидки менеджеров"] == "действует 3; окупились 1; не окупились 2"


def test_due_touches_and_weak_tasks() -> None:
    due = [{"client_code": "К1", "client_name": None, "overdue_days": 0, "amount_rub": 5.0}, {"days_overdue": None}]
    weak = [{"weakest": FREQUENCY}, {"weakest": FREQUENCY}, {"weakest": AVERAGE}, {"weakest": NOTHING_FALLS}]
    found = lines({NEXT_TOUCHES: due, MANAGER_TASKS: weak})
    assert found[ANNA, "Следующее касание"] == "пора напомнить о себе, 1 клиент: К1"
    assert found[ANNA, "Пять задач КМ"] == "частота заказов — 2, средняя сумма сделки — 1"
