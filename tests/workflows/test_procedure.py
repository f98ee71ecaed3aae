"""The way of a typed cell: by the class of its field and the role of who typed it."""

from __future__ import annotations

import pytest

from clientbase_xl.base.journal import Change
from clientbase_xl.schemas.model import ChangeClass
from clientbase_xl.schemas.users import ADMINISTRATOR, HEAD, MANAGER
from clientbase_xl.workflows.procedure import Person, Way, class_of_field, owner_refusal, strictest, way_of
from clientbase_xl.workflows.workbook_edits import RowEdit

VETROV = Person("vetrov", MANAGER, "Ветров")
CLIENTS = {("1",): {"manager": "Ветров"}, ("2",): {"manager": "Градова"}, ("3",): {}}


@pytest.mark.parametrize(
    ("role", "ways"),
    [
        (MANAGER, [Way.APPLY, Way.REQUEST, Way.REFUSE]),
        (HEAD, [Way.APPLY, Way.REQUEST, Way.APPLY]),
        (ADMINISTRATOR, [Way.APPLY, Way.REQUEST, Way.REFUSE]),
    ],
)
def test_the_way_follows_class_and_role(role: str, ways: list[Way]) -> None:
    person = Person("кто-то", role)
    assert [way_of(one, person) for one in (ChangeClass.FREE, ChangeClass.APPROVAL, ChangeClass.HEAD)] == ways


def test_settings_decide_on_the_class_but_never_on_their_own() -> None:
    assert class_of_field("clients", "phone", {}) is ChangeClass.FREE
    assert class_of_field("clients", "phone", {"fields.clients.phone": "только РОП"}) is ChangeClass.HEAD
    assert class_of_field("settings", "value", {"fields.settings.value": "свободно"}) is ChangeClass.HEAD


def test_the_strictest_class_of_a_row_counts() -> None:
    assert strictest([ChangeClass.FREE, ChangeClass.HEAD, ChangeClass.APPROVAL]) is ChangeClass.HEAD


PROSPECTS = {
    ("а-1",): {"manager": "Ветров"},
    ("а-2",): {"manager": "Градова"},
    ("а-3",): {},
    ("2",): {"manager": "Ветров"},
}
"""One has the code of Градова's client: the card decides."""
MONTH = "2026-05-01"


def edit(sheet_key: str, *row_key: str, **typed: str) -> RowEdit:
    """Return typed cells of a row."""
    changes = tuple(Change(sheet_key, row_key, key, None, text) for key, text in typed.items())
    return RowEdit(sheet_key, row_key, changes)


@pytest.mark.parametrize(
    ("typed", "current", "is_refused"),
    [
        (edit("clients", "1", comment="а"), {}, False),
        (edit("clients", "2", comment="а"), {}, True),
        (edit("clients", "3", comment="а"), {}, False),
        (edit("clients", "9", manager="Градова"), {}, True),
        (edit("clients", "9", manager="Ветров"), {}, False),
        (edit("reactivation", "2", answer="да"), {}, True),
        (edit("contacts", "w-1", client_code="1", manager="Градова"), {}, False),
        (edit("contacts", "w-1", client_code="2"), {}, True),
        (edit("contacts", "w-1", client_code="1"), {"client_code": "2"}, True),
        (edit("contacts", "w-1", client_code="77", manager="Ветров"), {}, False),
        (edit("tasks", "w-1", manager="Градова"), {}, True),
        (edit("tasks", "w-1", task="позвонить"), {"manager": "Градова"}, True),
        (edit("tasks", "w-1", task="позвонить"), {}, False),
        (edit("contact_persons", "w-1", client_code="2"), {}, True),
        (edit("client_plans", "1", MONTH, plan_rub="5"), {}, False),
        (edit("client_plans", "2", MONTH, plan_rub="5"), {}, True),
        (edit("client_plans", "3", MONTH, plan_rub="5"), {}, False),
        (edit("plan_forecast", "Ветров", MONTH, commit_rub="5"), {}, False),
        (edit("plan_forecast", "Градова", MONTH, commit_rub="5"), {}, True),
        (edit("contacts", "w-1", client_code="а-1", manager="Градова"), {}, False),
        (edit("contacts", "w-1", client_code="а-2", manager="Ветров"), {}, True),
        (edit("contacts", "w-1", client_code="а-3", manager="Ветров"), {}, False),
        (edit("contacts", "w-1", description="а"), {"client_code": "а-2", "manager": "Ветров"}, True),
        (edit("tasks", "w-1", client_code="а-2", manager="Ветров"), {}, True),
        (edit("contact_persons", "w-1", client_code="а-2"), {}, False),
        (edit("prospects", "а-2", client_code="1"), {"manager": "Градова"}, True),
        (edit("prospects", "а-1", client_code="1"), {"manager": "Ветров"}, False),
        (edit("contacts", "w-1", client_code="2", manager="Ветров"), {}, True),
        (edit("cost_cuts", "w-1", manager="Градова"), {}, False),
        (edit("cost_cuts", "w-1", client_code="2"), {}, False),
    ],
)
def test_a_manager_touches_his_own_clients_only(typed: RowEdit, current: dict[str, str], is_refused: bool) -> None:
    assert bool(owner_refusal(typed, VETROV, CLIENTS, current, PROSPECTS)) is is_refused
    assert owner_refusal(typed, Person("г", HEAD), CLIENTS, current, PROSPECTS) == ""
    assert owner_refusal(typed, Person("г", MANAGER, "Ветров", is_single=True), CLIENTS, current, PROSPECTS) == ""
