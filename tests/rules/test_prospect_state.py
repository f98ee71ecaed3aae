"""State, plan and reconciliation of a prospect on the days that decide (METHOD section 6)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.prospect_activation import activations
from clientbase_xl.rules.prospect_category import prospect_categories
from clientbase_xl.rules.prospect_state import KEYS, prospect_states
from clientbase_xl.settings import ProspectSettings
from tests.support.prospects import CUTS, TODAY, WHOLE, facts, prospects

SETTINGS = ProspectSettings()


def state(
    row: Mapping[str, Any], today: date = TODAY, settings: ProspectSettings = SETTINGS, **firsts: date
) -> pd.Series[Any]:
    """Return what is said of one prospect."""
    table = prospects(row)
    found = prospect_states(
        table, prospect_categories(table, CUTS), activations(table, facts(**firsts)), today, settings
    )
    assert tuple(found.columns) == KEYS
    return found.iloc[0]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, "в работе"),
        ({"potential_rub": 400_000}, "в работе"),
        ({"potential_rub": 399_999}, "предложено: не вести"),
        ({"potential_rub": None}, "в работе"),  # nobody is dropped before the potential is asked
        ({"potential_rub": 1, "decision": "в работе"}, "в работе"),
        ({"decision": "отложен"}, "отложен"),
        ({"decision": "отказались работать"}, "отказались работать"),
        ({"client_code": "К1", "decision": "отложен"}, "стал клиентом"),
        ({"client_code": "К1", "entered_on": date(2026, 6, 2)}, "уже был клиентом"),
        ({"client_code": "К2"}, "в работе"),
    ],
)
def test_a_shipment_goes_before_a_decision_and_a_decision_before_the_letter(
    change: Mapping[str, Any], expected: str
) -> None:
    assert state({**WHOLE, **change}, К1=date(2026, 6, 1))["state"] == expected


def test_the_setting_says_which_letters_stay_in_work() -> None:
    low, high = {**WHOLE, "potential_rub": 1}, {**WHOLE, "potential_rub": 500_000}
    assert state(low, settings=ProspectSettings(last_letter_in_work="D"))["state"] == "в работе"
    assert state(high, settings=ProspectSettings(last_letter_in_work="A"))["state"] == "предложено: не вести"


@pytest.mark.parametrize(
    ("step_on", "expected"),
    [
        (date(2026, 11, 19), "план просрочен"),
        (date(2026, 11, 20), "план на этой неделе"),
        (date(2026, 11, 22), "план на этой неделе"),  # Sunday
        (date(2026, 11, 23), "план есть"),
        (None, "нет плана"),
    ],
)
def test_a_plan_is_overdue_the_day_after(step_on: date | None, expected: str) -> None:
    assert state({**WHOLE, "next_step_on": step_on})["plan_state"] == expected


def test_a_day_without_a_step_is_no_plan_and_who_is_not_led_is_not_asked_for_one() -> None:
    assert state({**WHOLE, "next_step": None})["plan_state"] == "нет плана"
    assert state({**WHOLE, "potential_rub": 1, "next_step_on": None})["plan_state"] is None
    assert state({**WHOLE, "decision": "отложен", "next_step_on": None})["plan_state"] is None
    assert state({**WHOLE, "decision": "отложен", "next_step_on": TODAY})["plan_state"] == "план на этой неделе"


@pytest.mark.parametrize(
    ("today", "entered", "confirmed", "is_old"),
    [
        (date(2026, 1, 1), date(2025, 3, 1), date(2025, 12, 31), True),  # the day itself asks for a new one
        (date(2026, 1, 1), date(2025, 3, 1), date(2026, 1, 1), False),
        (date(2025, 12, 31), date(2024, 3, 1), date(2025, 1, 1), False),
        (date(2026, 11, 20), date(2025, 12, 31), None, True),
        (date(2026, 11, 20), date(2026, 1, 1), None, False),  # entered since: nothing to reconcile yet
        (date(2026, 11, 20), date(2025, 3, 1), date(2026, 11, 20), False),
        (date(2026, 11, 20), date(2025, 3, 1), date(2026, 11, 21), True),  # confirmed in the future
        (date(2026, 11, 20), None, None, True),
    ],
)
def test_the_list_is_reconciled_on_the_first_of_january(
    today: date, entered: date | None, confirmed: date | None, is_old: bool
) -> None:
    row = {**WHOLE, "entered_on": entered, "confirmed_on": confirmed}
    assert state(row, today)["is_unconfirmed"] == is_old


def test_the_day_of_reconciliation_is_a_setting_and_ends_with_the_month() -> None:
    settings = ProspectSettings(reconcile_month=2, reconcile_day=31)
    assert settings.reconciled_on(date(2028, 2, 29)) == date(2028, 2, 29)
    assert settings.reconciled_on(date(2026, 2, 28)) == date(2026, 2, 28)
    assert settings.reconciled_on(date(2026, 2, 27)) == date(2025, 2, 28)


def test_nobody_reconciles_who_has_become_a_client() -> None:
    assert state({**WHOLE, "client_code": "К1"}, К1=date(2026, 6, 1))["is_unconfirmed"] is None
