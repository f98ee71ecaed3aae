"""What a менеджер sends about clients and prospects of a colleague, and about what only the head decides (METHOD 7)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from clientbase_xl.base.rows import read_rows
from clientbase_xl.problems import Problem
from clientbase_xl.schemas.cost_cuts import COST_CUTS
from clientbase_xl.schemas.model import ChangeClass
from clientbase_xl.schemas.row_id import is_row_number
from tests.support.at_desk import AtDesk
from tests.support.office import Office
from tests.support.own_book import edited

pytestmark = pytest.mark.long
PLANS = "client_plans"
DOCUMENT = {
    "document_kind": "дополнительное соглашение",
    "plan_from_on": date(2026, 4, 1),
    "plan_to_on": date(2026, 6, 30),
}


def with_documents(team: Office) -> None:
    """Sign a plan with clients 1 and 2, so that «План по клиентам» has their months."""
    with edited(team.book("договоры", user="шеф")) as book:
        for place, code in enumerate(("1", "2")):
            book.add_record(
                "agreements", place, client_code=code, valid_until=date(2026, 7, 31), plan_rub=3_000, **DOCUMENT
            )
    team.send(book.path, "шеф")


def typed_plan(path: Path, code: str, amount: float = 4_000) -> None:
    """Type a plan for May."""
    with edited(path) as book:
        row = next(key for key in book.rows(PLANS) if key.startswith(f"{code}/") and "2026-05-01" in key)
        book.type(PLANS, row, plan_rub=amount)


def plans(team: Office) -> dict[str, float]:
    table = read_rows(team.base, PLANS)
    return {str(code): float(plan) for code, plan in zip(table["client_code"], table["plan_rub"], strict=True)}


def said(problem: Problem) -> tuple[str, str, str]:
    return problem.sheet, problem.column, problem.message


def test_a_manager_may_not_change_the_plan_of_a_colleagues_client(team: Office) -> None:
    with_documents(team)
    path = team.book("книга шефа", user="шеф")
    typed_plan(path, "2")
    typed_plan(path, "1")
    report = team.send(path, "ветров")
    assert report.count_applied == 1
    (problem,) = report.problems
    name = "2 / 01.05.2026 Фирма 2"
    assert said(problem) == (
        "План по клиентам",
        "План, ₽",
        f"{name}: Чужая запись не изменена: клиента ведёт Градова",
    )
    assert plans(team) == {"1": 4_000}
    assert team.send(path, "шеф").count_applied == 1
    assert plans(team) == {"1": 4_000, "2": 4_000}


def test_a_plan_of_an_unknown_client_is_a_problem(team: Office) -> None:
    with_documents(team)
    with edited(team.book("книга шефа", user="шеф")) as book:
        row = next(key for key in book.rows(PLANS) if key.startswith("1/") and "2026-05-01" in key)
        book.type(PLANS, row, plan_rub=7)
        book.type(PLANS, row, client_code="нет такого")
    report = team.send(book.path, "шеф")
    messages = [one.message for one in report.problems]
    assert "нет такого / 01.05.2026: Клиента с таким кодом в базе нет" in messages
    assert (report.count_applied, plans(team)) == (0, {})


def test_a_contact_about_a_prospect_is_of_who_leads_it(team: Office) -> None:
    with edited(team.book("её", user="градова")) as book:
        number = book.add_record("prospects", prospect_name="Кофейня", manager="Градова")
    team.send(book.path, "градова")
    contact = {"contacted_on": date(2026, 6, 1), "contact_kind": "звонок", "client_code": number}
    with edited(team.book("его", user="ветров")) as book:
        book.add_record("contacts", manager="Ветров", **contact)
        book.add_record("tasks", task="Позвонить", manager="Ветров", client_code=number)
    report = team.send(book.path, "ветров")
    assert report.count_applied == 0
    assert [one.message.rpartition(": ")[2] for one in report.problems] == ["клиента ведёт Градова"] * 2
    with edited(team.book("её снова", user="градова")) as book:
        book.add_record("contacts", manager="Градова", **contact)
    assert team.send(book.path, "градова").problems == ()
    assert read_rows(team.base, "contacts")["client_code"].tolist() == [number]


def test_every_cell_of_a_cut_is_the_heads_and_a_manager_is_refused_with_the_reason(team: Office) -> None:
    assert {column.change_class for column in COST_CUTS.typed} == {ChangeClass.HEAD}
    cut = {"cost_kind": "персонал (бонусная часть)", "what": "бонус", "saving_rub": 900, "manager": "Градова"}
    with edited(team.book("сокращения", user="ветров")) as book:
        book.add_record("cost_cuts", **cut)
    report = team.send(book.path, "ветров")
    assert [one.message.rpartition(": ")[2] for one in report.problems] == ["это поле меняет только РОП"]
    assert report.count_applied == 0
    assert read_rows(team.base, "cost_cuts").empty
    with edited(team.book("сокращения шефа", user="шеф")) as book:
        number = book.add_record("cost_cuts", **cut)
    assert team.send(book.path, "шеф").count_applied == len(cut)
    assert read_rows(team.base, "cost_cuts")["row_id"].tolist() == [number]


def test_a_number_of_a_record_that_no_workbook_gives_is_refused_with_what_to_do(team: Office) -> None:
    """The number of a prospect stands for the code of a client elsewhere: under «2» it would open Градова's client."""
    firm = {"prospect_name": "Двойник", "manager": "Ветров"}
    book = AtDesk(team, "Ветров").add("prospects", row_id="2", **firm)
    book.add("contacts", client_code="2", contacted_on=date(2026, 6, 1), manager="Ветров")
    report = book.send("ветров")
    assert report.count_applied == 0
    assert [one.message.partition(": ")[2] for one in report.problems] == [
        "Запись не принята: «2» в «№ записи» — не номер, который ставит программа",
        "Чужая запись не изменена: клиента ведёт Градова",
    ]
    assert "Очистите" in report.problems[0].remedy
    assert read_rows(team.base, "prospects").empty
    assert AtDesk(team, "Ветров").add("prospects", **firm).send("ветров").count_applied == len(firm)
    (given,) = read_rows(team.base, "prospects")["row_id"]
    assert is_row_number(given)
