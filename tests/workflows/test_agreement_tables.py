"""Documents, programmes and plans typed into a workbook: what all sheets say of them, and what a manager sees."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.base.rows import read_rows
from clientbase_xl.problems import ClientProblem, Problem
from clientbase_xl.rules.today_actions import today_actions
from clientbase_xl.workflows.agreement_tables import agreement_actions, agreement_tables, clients_with_papers
from clientbase_xl.workflows.build_workbook import workbook_tables
from clientbase_xl.workflows.plan_tables import proposal_table
from clientbase_xl.workflows.state import State, load_state
from tests.support.office import TODAY, Office
from tests.support.own_book import OwnBook, edited

# The office on 1 June 2026: client 1 of Ветров bought twice a month in March, April and May, 6 000 ₽ in all; client 3
# of Ветров twice in February; client 2 of Градова once in May.
ADDENDUM = {
    "document_kind": "дополнительное соглашение",
    "signed_on": date(2026, 2, 20),
    "valid_until": date(2026, 7, 31),
    "plan_from_on": date(2026, 3, 1),
    "plan_to_on": date(2026, 6, 30),
    "plan_rub": 16_000,
    "reward": "2 % за выполнение",
}


OWN = ("Программы", "Условия программ", "Соглашения", "План по клиентам")


def type_records(office: Office, *records: tuple[str, dict[str, Any]], user: str = "тест") -> None:
    """Type records into a workbook and send it."""
    with edited(office.book("введённое", user=user)) as book:
        for sheet_key, cells in records:
            book.add_record(sheet_key, **cells)
    report = office.send(book.path, user)
    assert not [one.sentence() for one in report.problems if one.sheet in OWN]


def shown(office: Office, manager: str = "") -> tuple[dict[str, pd.DataFrame], tuple[Problem, ...], State]:
    state = load_state(office.base, TODAY)
    return *agreement_tables(state, manager), state


def of(problems: tuple[Problem, ...], sheet: str) -> list[str]:
    return [one.message for one in problems if one.sheet == sheet]


@pytest.mark.long
def test_a_document_is_judged_its_plan_measured_and_the_start_page_told(office: Office) -> None:
    power = {"client_code": "1", "document_kind": "доверенность", "valid_until": date(2026, 5, 31)}
    type_records(office, ("agreements", {"client_code": "1"} | ADDENDUM), ("agreements", power))
    tables, problems, state = shown(office)
    table = tables["agreements"].set_index("document_kind")
    assert table["state"].to_dict() == {"доверенность": "истёк", "дополнительное соглашение": "осталось ≤ 60 дн."}
    plan = table.loc["дополнительное соглашение"]
    # Three of four months are over on 1 June: 12 000 of 16 000 due, 6 000 shipped.
    assert (plan["plan_to_date_rub"], plan["fact_rub"], plan["plan_share"]) == (12_000.0, 6_000.0, 0.5)
    assert (plan["manager"], table.loc["доверенность", "renew"]) == ("Ветров", "Перезаключить: доверенность")
    assert of(problems, "Соглашения") == [
        f"{plan['client_name']}, дополнительное соглашение: есть дополнительное соглашение, "
        "а соглашения о намерениях нет"
    ]
    actions = agreement_actions(state, {**tables, "clients": state.clients()})
    asked = {one.action.partition(":")[0]: one.amounts_rub.tolist() for one in actions if len(one.amounts_rub)}
    assert asked["Обновите доверенности и соглашения"] == [6_000.0]
    assert asked["Поговорите с клиентами, которые отстают от согласованного плана"] == [6_000.0]


@pytest.mark.long
def test_the_document_stands_before_the_card_on_the_call_list_and_the_start_page(office: Office) -> None:
    with edited(office.book("карточка")) as book:
        book.type("clients", "3", contract_until=date(2026, 5, 31), contract_no="1")
    office.send(book.path)
    before = load_state(office.base, TODAY)
    papers = before.call_list().set_index("client_code").loc["3", "papers"]
    assert papers == "Сначала продлить: договор (кончился 31.05.2026); доверенность — нет данных"
    contract = {"client_code": "3", "document_kind": "договор", "valid_until": date(2027, 5, 31)}
    power = {"client_code": "3", "document_kind": "доверенность", "valid_until": date(2026, 6, 1)}
    type_records(office, ("agreements", contract), ("agreements", power))
    _, problems, state = shown(office)
    papers = state.call_list().set_index("client_code").loc["3", "papers"]
    assert papers == "Действует договор до 31.05.2027, доверенность до 01.06.2026"
    assert any("а в карточке «Договор до» 31.05.2026" in one for one in of(problems, "Соглашения"))
    clients = state.clients()
    clients = clients.assign(category_approved="A")

    def renewals(table: pd.DataFrame) -> list[str]:
        found = today_actions(table, state.reactivation, state.settings, TODAY)["action"]
        return [one for one in found if "оговор" in one]

    assert renewals(clients) == ["Перезаключите договоры: срок истёк"]
    assert renewals(clients_with_papers(state, clients)) == []
    assert list(clients_with_papers(state, clients).columns) == list(clients.columns)


@pytest.mark.long
def test_a_programme_outside_its_group_is_a_problem_and_the_others_are_measured(office: Office) -> None:
    comeback = {"client_code": "3", "programme": "Возврат клиента", "status": "предложена"}
    stall = {"client_code": "1", "programme": "Возврат клиента", "status": "идёт", "from_on": date(2026, 5, 1)}
    type_records(office, ("programmes", comeback), ("programmes", stall))
    tables, problems, _ = shown(office)
    table = tables["programmes"].set_index("client_code")
    # Client 3 has been silent for 101 days; client 1 had bought 14 days before the programme began.
    assert table["is_in_group"].to_dict() == {"1": False, "3": True}
    first = table.loc["1"]
    assert (first["count_days"], first["turnover_since_rub"], first["turnover_before_rub"]) == (31, 2_000.0, 2_000.0)
    assert (first["verdict"], first["change"]) == ("без изменений", 0.0)
    assert len(of(problems, "Программы")) == 1
    assert "клиент не из её группы" in of(problems, "Программы")[0]
    terms = tables["programme_terms"].set_index("programme")
    counts = {key: terms.loc["Возврат клиента", key] for key in ("count_group", "count_taking", "count_offered")}
    assert set(counts.values()) == {1}
    assert terms.loc["Шоу-рум", "count_months_to"] == 6


@pytest.mark.long
def test_defaults_of_programmes_are_shown_but_not_stored_and_a_typed_word_comes_back(office: Office) -> None:
    with edited(office.book("условия")) as book:
        book.type("programme_terms", "Шоу-рум", categories="Ж", terms="Свои")
    report = office.send(book.path)
    assert report.count_applied == 2
    kept = read_rows(office.base, "programme_terms")
    assert kept["programme"].tolist() == ["Шоу-рум"]
    assert kept[["categories", "terms", "motive"]].isna().iloc[0].tolist() == [False, False, True]
    _, problems, _ = shown(office)
    assert of(problems, "Условия программ") == ["Программа «Шоу-рум»: «Ж» в группе не узнано — не подходит никто"]
    again = OwnBook(office.book("снова"))
    _, places = again.header("programme_terms")
    row = again.rows("programme_terms")["Шоу-рум"]
    cells = {key: again.sheet("programme_terms").cell(row, place).value for key, place in places.items()}
    assert (cells["categories"], cells["terms"], cells["count_months_to"]) == ("Ж", "Свои", 6)


@pytest.mark.long
def test_a_typed_plan_of_a_month_stays_beside_the_agreement_and_the_fact(office: Office) -> None:
    type_records(office, ("agreements", {"client_code": "1"} | ADDENDUM))
    with edited(office.book("план")) as book:
        rows = [key for key in book.rows("client_plans") if key.startswith("1/")]
        assert len(rows) == 4, "March to June, the months of the document: nobody is in the pool of so short a ledger"
        may = next(key for key in rows if "2026-05-01" in key)
        book.type("client_plans", may, plan_rub=4_000)
    assert office.send(book.path).count_applied == 1
    tables, _, _ = shown(office)
    table = tables["client_plans"].set_index("month_on")
    row = table.loc[pd.Timestamp("2026-05-01")]
    assert (row["plan_rub"], row["agreement_rub"], row["fact_rub"], row["plan_share"]) == (4_000, 4_000, 2_000, 0.5)
    assert table["period"].tolist() == ["прошёл", "прошёл", "прошёл", "идёт"]
    assert table["fact_rub"].isna().tolist() == [False, False, False, True], "no day of June is over"
    assert set(table["reward"]) == {"2 % за выполнение"}


@pytest.mark.long
def test_the_proposal_of_a_client_is_that_of_the_managers_plan(office: Office) -> None:
    state = load_state(office.base, TODAY)
    near, far = proposal_table(state), proposal_table(state, 14)
    joined = near.merge(far, on=["client_code", "month_on"], suffixes=("", "_far"))
    assert len(joined) == len(near)
    pd.testing.assert_series_equal(joined["proposal_rub"], joined["proposal_rub_far"], check_names=False)
    assert state.settings.plan.count_months_ahead == 3


@pytest.mark.long
def test_a_manager_has_his_documents_plans_and_problems_only(team: Office) -> None:
    own: dict[str, Any] = {"client_code": "2", "document_kind": "договор", "plan_rub": 5}
    type_records(team, ("agreements", {"client_code": "1"} | ADDENDUM), user="ветров")
    with edited(team.book("её", user="градова")) as book:
        book.add_record("agreements", valid_until=date(2026, 6, 30), **own)
        book.add_record("programmes", client_code="2", programme="Шоу-рум", status="идёт")
    team.send(book.path, "градова")
    tables, problems, _ = shown(team, "Градова")
    assert tables["agreements"]["client_code"].tolist() == ["2"]
    assert tables["programmes"]["client_code"].tolist() == ["2"]
    assert tables["client_plans"].empty
    assert {one.client_code for one in problems if isinstance(one, ClientProblem)} == {"2"}
    whole, _, _ = shown(team)
    assert sorted(whole["agreements"]["client_code"]) == ["1", "2"]
    assert set(OwnBook(team.book("снова её", user="градова")).rows("programme_terms")) == {
        *whole["programme_terms"]["programme"]
    }


@pytest.mark.long
def test_an_office_that_typed_nothing_has_the_sheets_and_no_problems(office: Office) -> None:
    tables, problems, _ = shown(office)
    assert problems == ()
    assert {key: len(table) for key, table in tables.items()} == {
        "programmes": 0,
        "programme_terms": 6,
        "agreements": 0,
        "client_pool": 0,
        "client_plans": 0,
        "next_touches": 0,
    }
    whole, _ = workbook_tables(office.base, load_state(office.base, TODAY), "", has_cards=False)
    assert set(tables) <= set(whole)
