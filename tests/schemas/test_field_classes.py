"""Who may change a field: the catalogue's class, and what «Настройки» lay over it."""

from __future__ import annotations

import pytest

from clientbase_xl.errors import BadUse
from clientbase_xl.schemas.field_classes import (
    check_field_value,
    class_of,
    field_addresses,
    field_rows,
    is_field_address,
    split_values,
)
from clientbase_xl.schemas.model import ChangeClass

POTENTIAL = "fields.clients.potential_rub"


def test_without_a_setting_the_class_is_that_of_the_catalogue() -> None:
    assert class_of("clients", "phone", {}) is ChangeClass.FREE
    assert class_of("clients", "potential_rub", {}) is ChangeClass.APPROVAL
    assert class_of("clients", "credit_limit_rub", {POTENTIAL: "свободно"}) is ChangeClass.HEAD


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("свободно", ChangeClass.FREE),
        (" Только РОП ", ChangeClass.HEAD),
        ("", ChangeClass.APPROVAL),
        (None, ChangeClass.APPROVAL),
        (float("nan"), ChangeClass.APPROVAL),
    ],
)
def test_a_setting_lies_over_the_catalogue_and_an_empty_one_does_not(value: object, expected: ChangeClass) -> None:
    assert class_of("clients", "potential_rub", {POTENTIAL: value}) is expected


def test_a_wrong_word_or_field_is_refused_with_what_is_allowed() -> None:
    with pytest.raises(BadUse, match="potential_rub") as refused:
        check_field_value(POTENTIAL, "как-нибудь")
    assert "по согласованию" in str(refused.value)
    with pytest.raises(BadUse, match="такого поля нет"):
        check_field_value("fields.clients.reason", "свободно")
    with pytest.raises(KeyError):
        class_of("clients", "absent", {})


def test_settings_cannot_be_given_away_by_a_setting() -> None:
    address = "fields.settings.value"
    assert address not in field_addresses()
    assert class_of("settings", "value", {address: "свободно"}) is ChangeClass.HEAD
    assert class_of("requests", "decision", {"fields.requests.decision": "свободно"}) is ChangeClass.HEAD


def test_every_stored_typed_field_has_a_row_with_its_default() -> None:
    rows = {row.address: row for row in field_rows({POTENTIAL: "только РОП"})}
    assert set(rows) == set(field_addresses())
    assert {address.split(".")[1] for address in rows} == {
        "clients",
        "contact_persons",
        "profiles",
        "prospects",
        "sales_channels",
        "reconciliation",
        "activity_matrix",
        "tasks",
        "contacts",
        "nps_answers",
        "reactivation",
        "monitoring",
        "falling_purchases",
        "client_stock",
        "programmes",
        "programme_terms",
        "agreements",
        "client_plans",
        "plan_forecast",
        "week_forecast",
        "discounts",
        "cost_cuts",
        "fbs_functions",
        "fbs_roles",
        "fbs_employees",
        "vacations",
        "time_photo",
        "sales_types",
        "diagnosis",
        "lists",
    }
    row = rows[POTENTIAL]
    assert (row.title, row.value, row.default) == ("Клиенты: Потенциал, ₽ в год", "только РОП", "по согласованию")
    assert "fields.clients.what_if_profit_rub" not in rows


def test_values_of_fields_and_thresholds_are_told_apart() -> None:
    values = {POTENTIAL: "свободно", "status.new_days": 30}
    assert split_values(values) == ({"status.new_days": 30}, {POTENTIAL: "свободно"})
    assert is_field_address(POTENTIAL)
    assert not is_field_address("facts.rhythm_months")
