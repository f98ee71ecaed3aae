"""Managers whom only the list knows are named at their cells (METHOD section 0)."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from clientbase_xl.problems import RecordProblem, Severity
from clientbase_xl.rules.unseen_people import unseen_people

RECORDS = {
    "prospects": pd.DataFrame(
        [("п-1", None, "Сидоркин", "Ветров"), ("п-2", "К1", None, "Сидоркин")],
        columns=["row_id", "client_code", "manager", "responsible"],
    ),
    "discounts": pd.DataFrame([("с-1", "К1", "Ветров")], columns=["row_id", "client_code", "manager"]),
    "agreements": pd.DataFrame(
        [("д-1", "К2", "Пупкин"), ("д-2", "К2", None)], columns=["row_id", "client_code", "responsible"]
    ),
}


def found(listed: Collection[str], seen: Collection[str]) -> tuple[RecordProblem, ...]:
    return unseen_people(RECORDS, listed, seen)


def test_every_cell_with_a_manager_whom_only_the_list_knows_is_a_notice_with_its_place() -> None:
    problems = found(["Ветров", "Сидоркин", "Пупкин"], ["Ветров"])
    places = [(one.sheet, one.column, one.record, one.value) for one in problems]
    assert places == [
        ("Потенциальные клиенты", "Менеджер", ("п-1",), "Сидоркин"),
        ("Потенциальные клиенты", "Ответственный", ("п-2",), "Сидоркин"),
        ("Соглашения", "Ответственный", ("д-1",), "Пупкин"),
    ]
    assert {one.severity for one in problems} == {Severity.NOTICE}
    assert [one.client_code for one in problems] == ["", "К1", "К2"]


def test_who_is_seen_elsewhere_is_no_stranger_however_he_is_spelled() -> None:
    assert found(["Ветров", "Сидоркин", "Пупкин"], ["ВЕТРОВ", "сидоркин ", "Пупкин"]) == ()


def test_who_is_on_no_list_is_the_finding_of_the_sheet_itself() -> None:
    assert found(["Ветров"], ["Ветров"]) == ()
