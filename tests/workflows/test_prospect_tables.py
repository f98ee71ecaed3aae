"""Prospects typed into a workbook: home to the base, back with results, plan and first shipment (METHOD section 6)."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.base.rows import read_rows
from clientbase_xl.base.users import add_user
from clientbase_xl.problems import Problem, RecordProblem
from clientbase_xl.schemas.prospects import PROSPECTS
from clientbase_xl.schemas.users import HEAD
from clientbase_xl.workflows.build_workbook import workbook_tables
from clientbase_xl.workflows.prospect_tables import prospect_actions
from clientbase_xl.workflows.refresh import refresh
from clientbase_xl.workflows.state import load_state
from tests.support.fake_book import open_book
from tests.support.office import TODAY, Office
from tests.support.own_book import OwnBook, edited

pytestmark = pytest.mark.long

CUTS = {"category.potential_rub_max": 1_000_000, "category.potential_rub_high": 400_000}
ROOK: Mapping[str, Any] = {
    "prospect_name": "ООО «Тура»",
    "inn": "7707083893",
    "manager": "Ветров",
    "contact_name": "Анна",
    "phone": "8 900 000-00-00",
    "count_orders_per_year": 12,
    "average_order_rub": 50_000,
    "meeting_plan": "вт",
    "is_in_news": "да",
    "is_in_offers": "да",
    "next_step": "Позвонить",
    "next_step_on": date(2026, 6, 3),
    "responsible": "Ветров",
    "entered_on": date(2026, 4, 1),
}


def tables_of(office: Office, manager: str = "") -> tuple[dict[str, pd.DataFrame], tuple[Problem, ...]]:
    """Return the tables and problems of a workbook."""
    return workbook_tables(office.base, load_state(office.base, TODAY), manager, has_cards=False)


def set_cuts(book: OwnBook) -> None:
    """Type the cut-offs of potential into «Настройки»."""
    for address, value in CUTS.items():
        book.type("settings", address, value=value)


def test_a_prospect_and_a_contact_with_it_come_home_in_one_sending(office: Office) -> None:
    with edited(office.book()) as book:
        set_cuts(book)
        number = book.add_record("prospects", **ROOK)
        talk: dict[str, Any] = {"contacted_on": date(2026, 5, 20), "client_code": number, "manager": "Ветров"}
        book.add_record("contacts", **talk, contact_kind="визит", result="отказ", description="Есть поставщик")
        book.add_record("tasks", task="КП", manager="Ветров", client_code=number, due_on=date(2026, 6, 5))
    report = office.send(book.path)
    assert (report.count_conflicts, report.problems) == (0, ())
    tables, problems = tables_of(office)
    row = tables["prospects"].set_index("row_id").loc[number]
    assert (row["category"], row["state"], row["plan_state"]) == ("B", "в работе", "план на этой неделе")
    assert (row["missing"], row["completeness"], row["count_contacts"]) == (None, 1, 1)
    assert tables["contacts"]["client_name"].tolist() == ["ООО «Тура»"]
    assert tables["tasks"]["client_name"].tolist() == ["ООО «Тура»"]
    assert [one.message for one in problems if one.sheet == "Потенциальные клиенты"] == []
    kpis = tables["prospect_kpis"].set_index(["manager", "period"])["count_meetings"]
    assert kpis.loc["Ветров"].tolist() == kpis.loc["Отдел"].tolist() == [0, 1, 1]
    assert office.is_whole()
    again = OwnBook(office.book("снова"))
    shown = {key: again.value("prospects", number, key) for key in ("prospect_name", "average_order_rub", "category")}
    assert shown == {"prospect_name": "ООО «Тура»", "average_order_rub": 50_000, "category": "B"}
    assert office.send(again.path).is_empty


def test_a_code_of_nobody_in_a_contact_is_still_named(office: Office) -> None:
    with edited(office.book()) as book:
        book.add_record("contacts", contacted_on=TODAY, client_code="нет-1", manager="Ветров", contact_kind="визит")
    (problem,) = office.send(book.path).problems
    assert "клиента с таким кодом в базе нет" in problem.message


def test_the_first_shipment_after_the_entry_activates_and_an_earlier_one_is_a_problem_with_its_cell(
    office: Office,
) -> None:
    # Client 2 bought first on the tenth of May 2026.
    with edited(office.book()) as book:
        same_day = book.add_record("prospects", **{**ROOK, "client_code": "2", "entered_on": date(2026, 5, 10)})
        late = book.add_record(
            "prospects", prospect_name="Слон", manager="Градова", client_code="3", entered_on=date(2026, 5, 1)
        )
    office.send(book.path)
    tables, problems = tables_of(office)
    states = tables["prospects"].set_index("row_id")["state"]
    assert (states[same_day], states[late]) == ("стал клиентом", "уже был клиентом")
    activated = tables["prospect_kpis"].set_index(["manager", "period"])["count_activated"]
    assert activated.loc["Ветров"].tolist() == [0, 1, 1]
    assert activated.loc["Градова"].tolist() == [0, 0, 0]
    (problem,) = (one for one in problems if one.sheet == "Потенциальные клиенты")
    assert isinstance(problem, RecordProblem)
    assert (problem.record, problem.column, problem.client_code) == ((late,), "Код клиента", "3")
    assert problem.row == 5 + tables["prospects"]["row_id"].tolist().index(late)


def test_a_manager_has_his_prospects_only_and_touches_no_others(team: Office) -> None:
    with edited(team.book(user="шеф")) as book:
        own = book.add_record("prospects", **{**ROOK, "responsible": None})
        other = book.add_record(
            "prospects", prospect_name="Слон", manager="Градова", next_step="Позвонить", entered_on=date(2026, 5, 1)
        )
    team.send(book.path, "шеф")
    tables, problems = tables_of(team, "Градова")
    assert tables["prospects"]["row_id"].tolist() == [other]
    assert set(tables["prospect_kpis"]["manager"]) == {"Градова"}
    of_prospects = [one for one in problems if isinstance(one, RecordProblem) and one.sheet == PROSPECTS.title]
    assert {one.record for one in of_prospects} == {(other,)}
    with edited(team.book("чужой", user="ветров")) as book:
        assert other not in book.rows("prospects")
        book.type("prospects", own, next_step="Отправить КП")
    assert team.send(book.path, "ветров").problems == ()
    with edited(team.book("общий", user="шеф")) as book:
        book.type("prospects", other, next_step="Перехватить")
    (problem,) = team.send(book.path, "ветров").problems
    assert "это запись менеджера Градова" in problem.message
    steps = read_rows(team.base, "prospects").set_index("row_id")["next_step"]
    assert (steps[own], steps[other]) == ("Отправить КП", "Позвонить")


def test_a_contact_follows_the_prospect_whose_number_a_copy_of_the_workbook_has_used(team: Office) -> None:
    first = team.book(user="шеф")
    second = Path(shutil.copy(first, first.with_name("копия.xlsx")))
    for path, name in ((first, "Первая"), (second, "Вторая")):
        with edited(path) as book:
            number = book.add_record("prospects", prospect_name=name, manager="Ветров", entered_on=date(2026, 5, 1))
            talk: dict[str, Any] = {"contacted_on": date(2026, 5, 20), "client_code": number, "manager": "Ветров"}
            book.add_record("contacts", **talk, contact_kind="визит", description=name)
    team.send(first, "шеф")
    add_user(team.base, "зам", HEAD, at=team.now(), by="шеф")
    team.send(second, "зам")
    names = read_rows(team.base, "prospects").set_index("row_id")["prospect_name"].to_dict()
    talks = read_rows(team.base, "contacts")
    assert len(names) == 2
    assert [names[code] for code in talks["client_code"]] == talks["description"].tolist()
    assert sorted(talks["description"]) == ["Вторая", "Первая"]
    assert team.is_whole()


def test_an_open_workbook_is_brought_up_to_date_and_keeps_what_is_typed(office: Office) -> None:
    shown = open_book(office.base)
    with edited(office.book()) as book:
        set_cuts(book)
        number = book.add_record("prospects", **ROOK)
    office.send(book.path)
    refresh(office.base, shown, TODAY)
    table = shown.tables()["t_prospects"]
    at = table.cells("row_id").index(number)
    shown_cells = [table.cells(key)[at] for key in ("category", "prospect_name", "state")]
    assert shown_cells == ["B", "ООО «Тура»", "в работе"]


def test_the_start_page_is_told_of_what_is_overdue(office: Office) -> None:
    with edited(office.book()) as book:
        book.add_record("prospects", **{**ROOK, "next_step_on": date(2026, 5, 31)})
    office.send(book.path)
    state = load_state(office.base, TODAY)
    actions = prospect_actions(state, workbook_tables(office.base, state, "", has_cards=False)[0])
    assert [(one.names.tolist(), float(one.amounts_rub.sum())) for one in actions[:1]] == [(["ООО «Тура»"], 600_000.0)]
