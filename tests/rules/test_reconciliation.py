"""Completeness and actuality at their boundaries, by hand (METHOD section 7)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.errors import BadUse
from clientbase_xl.rules.reconciliation import Beside, last_confirmations, reconciliation
from tests.support.clients import settings_of
from tests.support.reconciliation import MATRIX, clients, persons

ON = date(2026, 1, 1)


def act(
    *rows: dict[str, Any], people: tuple[dict[str, Any], ...] = (), confirmed: date | None = ON, **settings: Any
) -> pd.DataFrame:
    """Return the figures of an act on the clients given."""
    beside = Beside(persons(*people), MATRIX, {"К1": confirmed} if confirmed else {})
    return reconciliation(clients(*rows), beside, ON, settings_of(**settings))


def test_a_whole_card_confirmed_today_is_complete_and_actual() -> None:
    (row,) = act({}).to_dict("records")
    assert (row["completeness"], row["missing"], row["is_actual"]) == (1.0, None, True)
    assert (row["proposal"], row["category_before"], row["category"]) == ("оставить", "B", "B")
    assert row["reason"] == "Расчётная та же; Прибыльность 400 ₽ — Высокая; данные подтверждены 0\xa0дн. назад"
    assert row["actions"] is None


def test_what_is_missing_is_named_and_counted() -> None:
    (row,) = act({"backup_manager": None, "phone": None, "potential_in_force_rub": None}).to_dict("records")
    assert row["missing"] == "Дублёр; Телефон или E-mail; Потенциал, ₽ в год"
    assert row["completeness"] == 14 / 17
    assert row["actions"] == "Назначить дублёра; заполнить: Дублёр; Телефон или E-mail; Потенциал, ₽ в год"


def test_kpp_is_asked_of_legal_persons_only() -> None:
    assert act({"kpp": None})["completeness"].iloc[0] == 16 / 17
    assert act({"kpp": None, "inn": "770708389301"})["completeness"].iloc[0] == 1.0


@pytest.mark.parametrize(("days", "is_actual"), [(0, True), (179, True), (180, True), (181, False)])
def test_data_are_actual_up_to_the_180th_day(days: int, is_actual: bool) -> None:
    row = act({}, confirmed=ON - timedelta(days=days)).iloc[0]
    assert bool(row["is_actual"]) is is_actual
    assert ("подтвердить данные" in str(row["actions"]).lower()) is not is_actual


def test_a_confirmation_after_the_day_or_none_counts_for_nothing() -> None:
    for confirmed in (ON + timedelta(days=1), None):
        row = act({}, confirmed=confirmed).iloc[0]
        assert (row["is_actual"], pd.isna(row["last_confirmed_on"])) == (False, True)
        assert "не подтверждались" in row["reason"]


def test_without_mandatory_parameters_there_is_no_completeness() -> None:
    assert pd.isna(act({"inn": None}, reconciliation__required_fields=";")["completeness"].iloc[0])


def test_the_mandatory_set_is_a_setting_and_a_wrong_column_is_refused() -> None:
    assert act({"inn": None}, reconciliation__required_fields="Клиент; ИНН")["completeness"].iloc[0] == 0.5
    with pytest.raises(BadUse, match=r"reconciliation\.required_fields.*Инэн"):
        act({}, reconciliation__required_fields="Инэн")


@pytest.mark.parametrize(
    ("person", "missing"),
    [
        ({"role": "ЛПР", "person_name": "Пётр", "phone": "1"}, None),
        ({"role": "ЛПР", "person_name": "Пётр", "phone": "1", "is_gone": True}, "Роль"),
        ({"role": "склад", "person_name": "Пётр", "phone": "1"}, "Роль"),
    ],
)
def test_a_decider_of_contact_persons_fills_what_the_card_leaves_empty(
    person: dict[str, Any], missing: str | None
) -> None:
    row = act({"contact_role": "ГПР"}, people=({"client_code": "К1", **person},)).iloc[0]
    assert row["missing"] == missing


def test_the_last_confirmation_up_to_the_day_counts() -> None:
    rows = pd.DataFrame(
        {
            "client_code": ["К1", "К1", "К2"],
            "confirmed_on": ["2025-05-01", "2025-12-31", "2026-01-02"],
        }
    )
    assert last_confirmations(rows, ON) == {"К1": date(2025, 12, 31)}
