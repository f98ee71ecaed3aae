"""Names that differ by case or spaces only are one name, whoever types them (EXPORTS, Traps)."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from clientbase_xl.base.journal import head
from clientbase_xl.base.lists import read_lists
from clientbase_xl.base.requests import list_requests
from clientbase_xl.base.rows import read_rows
from clientbase_xl.schemas.requests import WAITING
from clientbase_xl.workflows.typed_names import as_spelled
from tests.support.office import NEW_CLIENT, Office
from tests.support.own_book import edited

LISTS = {"managers": {"Петрова А.", "Сидоров Б.", "сидоров б."}, "channels": {"Опт"}}


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [
        ("Петрова  А.", "Петрова А."),
        ("Петрова\u00a0А.", "Петрова А."),
        ("петрова\nа.", "Петрова А."),
        ("сидоров б.", "сидоров б."),
        ("СИДОРОВ Б.", "СИДОРОВ Б."),
        ("Новый \u202fМ.", "Новый М."),
    ],
)
def test_a_manager_is_spelled_as_the_list_spells_him_unless_two_are_alike(typed: str, spelled: str) -> None:
    tables = {"clients": pd.DataFrame({"client_code": ["1"], "manager": [typed]}, dtype=object)}
    assert as_spelled(tables, (), LISTS)["clients"]["manager"].tolist() == [spelled]
    assert tables["clients"]["manager"].tolist() == [typed]


def test_names_become_one_line_and_free_texts_and_telephones_keep_their_lines() -> None:
    cells = {"client_code": "К\u00a01", "client_name": "ООО\u00a0«Новый\nклиент»", "phone": "1\n2", "comment": "а\nб"}
    table = as_spelled({"clients": pd.DataFrame([cells], dtype=object)}, (), {})["clients"]
    assert table.iloc[0].tolist() == ["К 1", "ООО «Новый клиент»", "1\n2", "а\nб"]


def test_what_the_base_holds_so_already_stays_as_it_is() -> None:
    state = {"clients": {("К  1",): {"client_code": "К  1", "client_name": "А  1", "manager": "петрова а."}}}
    cells = {"client_code": "К  1", "client_name": "А  1", "manager": "петрова а."}
    frame = pd.DataFrame([cells], dtype=object)
    contacts = pd.DataFrame({"client_code": ["К  1"], "manager": ["петрова а."]}, dtype=object)
    found = as_spelled({"clients": frame, "contacts": contacts}, ({}, state), LISTS)
    assert found["clients"].iloc[0].to_dict() == cells
    assert found["contacts"].iloc[0].tolist() == ["К  1", "Петрова А."]


@pytest.mark.long
def test_a_name_with_other_spaces_or_case_makes_no_new_manager(team: Office) -> None:
    managers = set(read_lists(team.base).query("list_key == 'managers'")["value"])
    with edited(team.book(user="шеф")) as book:
        book.type("clients", "1", manager="\u00a0ветров ", channel="ОПТ", client_name="ООО\u00a0«Новая\nФирма»")
        book.type("clients", "2", manager="ВЕТРОВ")
        book.add("clients", **NEW_CLIENT | {"client_code": "7\u00a0 7", "manager": "ветров"})
    team.send(book.path, "шеф")
    team.staff_more()
    waiting = list_requests(team.base, WAITING)
    assert {(one.row_key, one.new) for one in waiting if one.column_key == "manager"} == {
        (("2",), "Ветров"),
        (("7 7",), "Ветров"),
    }
    team.approve(*(one.request_id for one in waiting), user="админ")
    assert set(read_lists(team.base).query("list_key == 'managers'")["value"]) == managers
    assert (team.card("1", "client_name"), team.card("2", "manager")) == ("ООО «Новая Фирма»", "Ветров")
    assert team.card("7 7", "manager") == "Ветров"
    before = head(team.base)
    again = team.send(book.path, "шеф")
    assert (again.count_applied, again.count_requested, again.count_conflicts, head(team.base)) == (0, 0, 0, before)
    assert team.is_whole()


@pytest.mark.long
def test_a_manager_who_types_his_name_in_another_case_sends_his_own_record_once(team: Office) -> None:
    with edited(team.book(user="ветров")) as book:
        book.add_record("contacts", client_code="1", contacted_on=date(2026, 5, 30), manager="ветров")
        book.add("tasks", task="Без номера", manager="ВЕТРОВ\u00a0", due_on=date(2026, 6, 5))
    report = team.send(book.path, "ветров")
    assert [one.message for one in report.problems if "не принято" in one.message or "Чужая" in one.message] == []
    assert read_rows(team.base, "contacts")["manager"].tolist() == ["Ветров"]
    assert read_rows(team.base, "tasks")["manager"].tolist() == ["Ветров"]
    before = head(team.base)
    team.send(book.path, "ветров")
    team.send(book.path, "шеф")
    assert head(team.base) == before
    assert read_rows(team.base, "tasks")["manager"].tolist() == ["Ветров"]
