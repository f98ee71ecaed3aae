"""Prospects on «Начало»: who is due, whose results are missing, whom nobody reconciled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from clientbase_xl.rules.prospect_actions import prospect_actions
from clientbase_xl.rules.prospects_table import prospects_table
from clientbase_xl.settings import ProspectSettings
from tests.support.prospects import CUTS, NO_CUTS, TODAY, WHOLE, cards, contacts, facts, prospects

SETTINGS = ProspectSettings()


def names_of(*rows: Mapping[str, Any], settings: ProspectSettings = SETTINGS) -> list[list[str]]:
    """Return whom each action names: overdue, potential, plan, results, list."""
    table = prospects_table(prospects(*rows), contacts(), facts(), cards(), CUTS, TODAY, settings)
    return [one.names.tolist() for one in prospect_actions(table, TODAY, settings)]


def test_every_prospect_is_asked_for_the_first_thing_it_lacks() -> None:
    rows = (
        {**WHOLE, "prospect_name": "Просрочен", "next_step_on": date(2026, 11, 19)},
        {**WHOLE, "prospect_name": "Неизвестный", "potential_rub": None, "next_step": None},
        {**WHOLE, "prospect_name": "Без плана", "next_step": None, "potential_rub": 500_000},
        {**WHOLE, "prospect_name": "Без контакта"},
        {**WHOLE, "prospect_name": "Низкий", "potential_rub": 1, "next_step": None},
        {**WHOLE, "prospect_name": "Отложен и стар", "decision": "отложен", "entered_on": date(2025, 1, 1)},
    )
    table = prospects_table(prospects(*rows), contacts(), facts(), cards(), CUTS, TODAY, SETTINGS)
    found = prospect_actions(table, TODAY, SETTINGS)
    assert [one.names.tolist() for one in found] == [
        ["Просрочен"],
        ["Неизвестный"],
        ["Без плана"],
        ["Без контакта"],
        ["Отложен и стар"],
    ]
    assert [float(one.amounts_rub.sum()) for one in found] == [2e6, 0, 5e5, 2e6, 2e6]
    assert {one.sheet_key for one in found} == {"prospects"}
    assert found[1].action.startswith("Определите потенциал")
    assert found[4].reason.endswith("не подтверждены с 01.01.2026")


def test_unknown_potential_is_asked_for_even_with_a_plan_and_after_an_overdue_step() -> None:
    bare = {**WHOLE, "prospect_name": "Бланк", "potential_rub": None}
    assert names_of(bare) == [[], ["Бланк"], [], [], []]
    assert names_of(bare | {"next_step_on": date(2026, 11, 19)}) == [["Бланк"], [], [], [], []]
    assert names_of(bare | {"decision": "отложен"}) == [[], [], [], [], []]


def test_a_base_without_cut_offs_asks_nobody_for_a_potential_that_is_known() -> None:
    rows = prospects({**WHOLE, "next_step": None}, {**WHOLE, "potential_rub": 0})
    table = prospects_table(rows, contacts(), facts(), cards(), NO_CUTS, TODAY, SETTINGS)
    assert [len(one.names) for one in prospect_actions(table, TODAY, SETTINGS)] == [0, 1, 1, 0, 0]


def test_who_is_in_work_by_decision_or_by_the_setting_is_reminded_of_like_a_and_b() -> None:
    low = {**WHOLE, "prospect_name": "Низкий", "potential_rub": 1}
    no_plan = low | {"next_step": None}
    assert names_of(low) == names_of(no_plan) == [[], [], [], [], []]
    assert names_of(no_plan | {"decision": "в работе"}) == [[], [], ["Низкий"], [], []]
    assert names_of(low | {"decision": "в работе"}) == [[], [], [], ["Низкий"], []]
    talk = contacts(("п-1", date(2026, 11, 2), "звонок", {"description": "Говорили"}))
    whole = prospects_table(prospects(low | {"decision": "в работе"}), talk, facts(), cards(), CUTS, TODAY, SETTINGS)
    assert whole["missing"].tolist() == ["присвоена категория A или B"]
    assert all(one.names.empty for one in prospect_actions(whole, TODAY, SETTINGS))
    assert names_of(no_plan, settings=ProspectSettings(last_letter_in_work="D")) == [[], [], ["Низкий"], [], []]


def test_an_empty_list_asks_for_nothing_and_a_nameless_row_shows_its_number() -> None:
    bare = {**WHOLE, "prospect_name": None, "potential_rub": None, "next_step_on": date(2026, 11, 1)}
    table = prospects_table(prospects(bare), contacts(), facts(), cards(), CUTS, TODAY, SETTINGS)
    assert prospect_actions(table, TODAY, SETTINGS)[0].names.tolist() == ["п-1"]
    assert all(one.names.empty for one in prospect_actions(table.head(0), TODAY, SETTINGS))
