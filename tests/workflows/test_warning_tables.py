"""What warns the head comes from the base: gaps of the coming week, warning signs, the figures of «Начало»."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.base.door import apply_changes
from clientbase_xl.base.journal import Change
from clientbase_xl.base.lists import add_values
from clientbase_xl.rules.fbs_substitutions import coming_week
from clientbase_xl.schemas.blocks import COUNT_HEAD_FIGURES
from clientbase_xl.schemas.fbs_substitutions import NOBODY_LEFT
from clientbase_xl.schemas.fbs_words import EMPLOYEES_LIST, FBS_LEVELS, OWNER, SECOND_BACKUP
from clientbase_xl.schemas.typed_cells import typed_cells
from clientbase_xl.workflows.build_workbook import base_counts, workbook_tables
from clientbase_xl.workflows.state import State, load_state
from clientbase_xl.workflows.warning_tables import coming_fbs_week, warning_table
from tests.support.office import TODAY, Office

pytestmark = pytest.mark.long

ORDERS, CALLS, STORE = "00000000-1", "00000000-2", "00000000-3"
ANNA, BORIS = "Алёна Белова", "Боря"
MONDAY = coming_week(TODAY)


def store(office: Office, records: dict[str, list[dict[str, Any]]]) -> None:
    """Store rows as if somebody had typed them."""
    frames = {key: pd.DataFrame(rows, dtype=object) for key, rows in records.items()}
    changes = [Change(one.sheet_key, one.row_key, one.column_key, None, one.text) for one in typed_cells(frames)]
    with office.base.writing() as connection:
        apply_changes(connection, changes, at=office.now(), by="шеф", source="тест")


def with_fbs(office: Office) -> State:
    """Give the office three functions, two employees and an absence of both on the coming Wednesday."""
    names = {ORDERS: "Приём заявок", CALLS: "Холодные звонки", STORE: "Склад"}
    functions = [{"row_id": number, "function": name, "level": FBS_LEVELS[0]} for number, name in names.items()]
    roles = [
        {"function_id": ORDERS, "employee": ANNA, "role": OWNER},
        {"function_id": ORDERS, "employee": BORIS, "role": SECOND_BACKUP},
        {"function_id": CALLS, "employee": BORIS, "role": OWNER},
    ]
    days = {ANNA: (MONDAY, MONDAY + timedelta(days=6)), BORIS: (MONDAY + timedelta(days=2),) * 2}
    absences = [
        {"row_id": f"00000000-{number}", "employee": name, "away_from": first, "away_to": last}
        for number, (name, (first, last)) in enumerate(days.items(), 1)
    ]
    with office.base.writing() as connection:
        add_values(connection, EMPLOYEES_LIST, [ANNA, BORIS], at=office.now(), by="шеф")
    store(office, {"fbs_functions": functions, "fbs_roles": roles, "vacations": absences})
    return load_state(office.base, TODAY)


def figures(office: Office, state: State, manager: str = "") -> dict[str, Any]:
    """Return title → value, or text, of «Начало»."""
    tables, problems = workbook_tables(office.base, state, manager, has_cards=False)
    counts = base_counts(office.base, state, tables, len(problems), manager)
    return {
        str(title).replace("\xa0", " "): text if pd.isna(value) else value
        for title, value, text in zip(counts["title"], counts["value"], counts["text"], strict=True)
    }


def test_start_page_head_page_and_substitution_sheet_agree_on_what_nobody_can_do(team: Office) -> None:
    state = with_fbs(team)
    week = coming_fbs_week(state)
    assert week is not None
    assert week.uncovered == ((1, "Приём заявок"), (1, "Холодные звонки"))
    assert week.of_nobody == ((1, "Склад"),)
    sheet = workbook_tables(team.base, state, "", has_cards=False)[0]["fbs_substitutions"]
    assert set(sheet.loc[sheet["state"] == NOBODY_LEFT, "function"]) == {name for _, name in week.uncovered}
    found = figures(team, state)
    (title,) = [one for one in found if one.startswith("Функций FBS без прикрытия")]
    assert found[title] == 2
    assert found["Функций FBS с ошибками"] == 3


def test_a_manager_has_none_of_the_figures_of_the_head(team: Office) -> None:
    state = load_state(team.base, TODAY)
    head, own = figures(team, state), figures(team, state, "Ветров")
    assert set(head) - set(own) >= {"Функций FBS без прикрытия", "Симптомов в диагностике"}
    assert not [title for title in own if "FBS" in title or "диагностике" in title]
    assert len([title for title in head if title not in own]) >= COUNT_HEAD_FIGURES


def test_without_a_matrix_and_without_records_nothing_warns_and_each_sign_says_why(team: Office) -> None:
    state = load_state(team.base, TODAY)
    assert coming_fbs_week(state) is None
    signs = warning_table(state)
    assert len(signs) == 5, "segments, number and depth of discounts, margin, contacts"
    assert not signs["is_warning"].fillna(value=False).any()
    assert signs["reason"].str.len().min() > 5


def test_fewer_contacts_of_managers_who_still_work_warn_and_of_one_who_left_do_not(team: Office) -> None:
    def contact(number: int, manager: str, weeks_back: int) -> dict[str, Any]:
        day: date = TODAY - timedelta(weeks=weeks_back)
        return {
            "row_id": f"10000000-{number}",
            "contacted_on": day,
            "client_code": "1",
            "manager": manager,
            "contact_kind": "звонок",
        }

    rows = [contact(number, "Ветров", 8 if number < 30 else 4) for number in range(45)]
    rows += [contact(number, "Ушедший", 8) for number in range(100, 130)]
    store(team, {"contacts": rows})
    closed = [Change("lists", ("managers", "Ушедший"), "is_closed", None, "да")]  # the contacts brought his name
    with team.base.writing() as connection:
        apply_changes(connection, closed, at=team.now(), by="шеф", source="тест")
    signs = warning_table(load_state(team.base, TODAY)).set_index("sign")
    assert bool(signs.loc["демотивация", "is_warning"])
    assert "−50" in signs.loc["демотивация", "reason"]
    assert "Ушедший" not in signs.loc["демотивация", "reason"]
