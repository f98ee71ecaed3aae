"""The matrix, the load, contacts of the week and channels in a workbook, and what is typed into them coming home."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from clientbase_xl.base.journal import head
from clientbase_xl.base.rows import read_rows
from clientbase_xl.ledger.summary import summarise
from clientbase_xl.schemas.sales_channels import RESPONSIBLE_DEFAULT
from clientbase_xl.workflows.activity_tables import activity_tables, weekly_contacts, working_days_of_month
from clientbase_xl.workflows.state import load_state
from tests.support.office import TODAY, Office
from tests.support.own_book import OwnBook, edited


def tables_of(office: Office, manager: str = "") -> dict[str, pd.DataFrame]:
    state = load_state(office.base, TODAY)
    clients = state.clients()
    own = clients[clients["manager"] == manager] if manager else clients
    return activity_tables(state, own, manager)[0]


def typed(office: Office, sheet_key: str, row_key: str, column_key: str) -> object:
    """Return a stored cell, None where nothing is stored."""
    rows = read_rows(office.base, sheet_key)
    found = rows[rows.iloc[:, 0] == row_key]
    value = found[column_key].iloc[0] if len(found) else None
    return None if value != value else value


@pytest.mark.long
def test_a_workbook_shows_the_method_where_nothing_is_typed_and_sends_none_of_it(office: Office) -> None:
    path, before = office.book(), head(office.base)
    book = OwnBook(path)
    assert [book.value("activity_matrix", letter, "visits_per_month") for letter in "ABCDE"] == [4, 2, 0.5, 0, 0]
    assert book.value("sales_channels", "Интернет канал", "responsible") == RESPONSIBLE_DEFAULT
    assert office.send(path).is_empty
    assert head(office.base) == before
    assert read_rows(office.base, "activity_matrix").empty


@pytest.mark.long
def test_what_is_typed_over_a_default_is_stored_counts_and_goes_back_when_erased(office: Office) -> None:
    with edited(office.book()) as book:
        book.type("activity_matrix", "C", visits_per_month=1, actions="Ездим")
        book.type("sales_channels", "Опт", strategy="растём", responsible="РОП")
    assert office.send(book.path).count_applied == 4
    assert typed(office, "activity_matrix", "C", "visits_per_month") == 1
    assert tables_of(office)["activity_matrix"].set_index("category").loc["C", "actions"] == "Ездим"
    with edited(office.book("вторая")) as book:
        assert book.value("activity_matrix", "C", "visits_per_month") == 1
        book.type("activity_matrix", "C", visits_per_month=None, actions=None)
        book.type("sales_channels", "Опт", responsible=RESPONSIBLE_DEFAULT)
    assert office.send(book.path).count_applied == 3
    assert read_rows(office.base, "activity_matrix").empty
    assert typed(office, "sales_channels", "Опт", "responsible") is None
    matrix = tables_of(office)["activity_matrix"].set_index("category")
    assert matrix.loc["C", "visits_per_month"] == 0.5
    assert office.is_whole()


@pytest.mark.long
def test_a_cell_of_the_method_typed_to_the_same_value_is_no_edit(office: Office) -> None:
    with edited(office.book()) as book:
        book.type("activity_matrix", "A", visits_per_month=4.0, call_minutes=15)
    assert office.send(book.path).is_empty


@pytest.mark.long
def test_a_typed_zero_is_a_zero_and_a_number_out_of_bounds_is_said(office: Office) -> None:
    with edited(office.book()) as book:
        book.type("activity_matrix", "A", visits_per_month=0, calls_per_month=-1)
    report = office.send(book.path)
    assert typed(office, "activity_matrix", "A", "visits_per_month") == 0
    assert any("-1" in problem.value or "-1" in problem.message for problem in report.problems)


@pytest.mark.long
def test_the_matrix_and_the_channels_are_the_heads(team: Office) -> None:
    with edited(team.book(user="ветров")) as book:
        book.type("activity_matrix", "A", visits_per_month=1)
        book.type("sales_channels", "Опт", priority="не приоритет")
    report = team.send(book.path, "ветров")
    assert (report.count_applied, report.count_requested, len(report.problems)) == (0, 0, 2)
    with edited(team.book("шефа", user="шеф")) as book:
        book.type("activity_matrix", "A", visits_per_month=1)
    assert team.send(book.path, "шеф").count_applied == 1
    assert team.is_whole()


@pytest.mark.long
def test_an_own_frequency_is_asked_for_and_without_a_reason_it_is_a_problem(team: Office) -> None:
    with edited(team.book(user="ветров")) as book:
        book.type("clients", "1", visits_per_month=1)
    report = team.send(book.path, "ветров")
    assert (report.count_applied, report.count_requested) == (0, 1)
    assert team.approve(*report.request_ids) == ["утверждена"]
    state = load_state(team.base, TODAY)
    found = activity_tables(state, state.clients())[1]
    assert any(problem.message == "Клиент 1 «Фирма 1»: своя частота контактов без причины" for problem in found)


@pytest.mark.long
def test_the_turnover_of_the_channels_adds_up_to_the_ledger(office: Office) -> None:
    state = load_state(office.base, TODAY)
    channels = activity_tables(state, state.clients())[0]["sales_channels"]
    whole = sum(Decimal(str(value)) for value in channels["turnover_12m_rub"])
    assert whole == summarise(state.lines).amount_rub
    assert channels["count_clients"].sum() == len(state.clients())


@pytest.mark.long
def test_a_managers_workbook_shows_his_clients_only(team: Office) -> None:
    tables = tables_of(team, "Градова")
    assert tables["contact_load"]["manager"].tolist() == ["Градова"]
    assert set(tables["contacts_due"]["client_code"]) <= {"2"}
    assert tables["sales_channels"]["turnover_12m_rub"].sum() == 300
    assert tables["activity_matrix"]["count_clients"].sum() == 1
    every = OwnBook(team.book(user="градова"))
    assert set(every.rows("contact_load")) == {"Градова"}


@pytest.mark.long
def test_the_weekly_pages_get_the_contacts_of_one_manager_by_the_end_of_their_week(office: Office) -> None:
    state = load_state(office.base, TODAY)
    contacts_of = weekly_contacts(state, state.clients(), date(2026, 6, 1))
    assert set(contacts_of("Ветров")["manager"]) == {"Ветров"}
    assert contacts_of("Никто").empty
    assert (contacts_of("Ветров")["due_on"] <= pd.Timestamp(2026, 6, 7)).all()


@pytest.mark.long
def test_the_month_of_the_load_has_the_working_days_of_the_calendar(office: Office) -> None:
    # June 2026: 22 weekdays, Friday 12.06 is a holiday.
    assert working_days_of_month(load_state(office.base, TODAY)) == 21
    row = tables_of(office)["contact_load"].iloc[0]
    assert row["hours_available"] == 21 * 8 * 0.6


@pytest.mark.long
def test_a_base_without_sales_has_its_five_letters_and_listed_channels(office: Office) -> None:
    state = load_state(office.base, date(2025, 1, 1))
    nobody = state.clients().iloc[0:0]
    tables, problems = activity_tables(state, nobody)
    assert tables["activity_matrix"]["category"].tolist() == list("ABCDE")
    assert tables["contacts_due"].empty
    assert len(tables["sales_channels"]) >= 3
    assert problems == (), "channels that nobody uses yet"
