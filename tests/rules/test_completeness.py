"""Completeness of prospects and cards by hand (METHOD sections 1, 6 and 7)."""

from __future__ import annotations

import math

import pytest

from clientbase_xl.errors import BadUse
from clientbase_xl.rules.completeness import (
    CARD_PARAMETERS,
    PROSPECT_RESULTS,
    card_by_titles,
    completeness,
    count_mandatory,
    missing_card_fields,
    missing_results,
)

WHOLE = ["да", "A", "500000", "да", "звонил 3.11", "отказов не было", "да", "да"]
CARD = {
    "client_name": "Ромашка",
    "inn": "7701234567",
    "kpp": "770101001",
    "channel": "Опт",
    "manager": "Аня",
    "backup_manager": "Боря",
    "contact_name": "Серов",
    "contact_role": "ЛПР",
    "phone": "+7",
    "delivery_address": "склад",
    "category_approved": "B",
    "potential_rub": "500000",
    "contract_no": "12",
    "contract_until": "31.12.2026",
    "payment_delay_days": "0",
    "credit_limit_rub": "0",
    "status": "действующий",
}


def test_a_prospect_with_all_eight_results_is_complete() -> None:
    assert missing_results(WHOLE) == ()
    assert completeness(0, 8) == 1.0


@pytest.mark.parametrize("place", range(8))
@pytest.mark.parametrize("empty", ["", "нет", "НЕТ", "0", "—"])
def test_an_empty_cell_or_a_no_is_a_missing_result(place: int, empty: str) -> None:
    assert missing_results([*WHOLE[:place], empty, *WHOLE[place + 1 :]]) == (PROSPECT_RESULTS[place],)


@pytest.mark.parametrize(
    ("letter", "is_there"), [("A", True), ("в", True), ("Б", False), ("C", False), ("С", False), ("да", True)]
)
def test_only_categories_a_and_b_are_a_result(letter: str, is_there: bool) -> None:
    found = missing_results([WHOLE[0], letter, *WHOLE[2:]])
    assert (found == ()) is is_there


def test_another_number_of_results_is_refused() -> None:
    with pytest.raises(BadUse, match="8 ячеек с результатами, а не 7"):
        missing_results(WHOLE[:7])


def test_a_whole_card_lacks_nothing_and_zero_days_and_limits_are_answers() -> None:
    assert missing_card_fields(CARD) == ()
    assert count_mandatory(CARD) == len(CARD_PARAMETERS) == 17


@pytest.mark.parametrize("key", [key for key in CARD if key not in ("phone", "inn")])
def test_each_mandatory_field_is_missed(key: str) -> None:
    assert len(missing_card_fields(CARD | {key: ""})) == 1


def test_a_sole_trader_needs_no_kpp_and_one_way_to_reach_is_enough() -> None:
    trader = CARD | {"inn": "770123456789", "kpp": ""}
    assert missing_card_fields(trader) == ()
    assert count_mandatory(trader) == 16
    assert missing_card_fields(CARD | {"phone": "", "email": "a@b"}) == ()
    assert missing_card_fields(CARD | {"phone": ""}) == ("Телефон или E-mail",)


def test_a_role_without_a_say_and_a_potential_of_zero_are_missing() -> None:
    assert missing_card_fields(CARD | {"contact_role": "ГПР"}) == ("Роль",)
    assert missing_card_fields(CARD | {"contact_role": "лвр"}) == ()
    assert missing_card_fields(CARD | {"potential_rub": "0"}) == ("Потенциал, ₽ в год",)


def test_cells_are_found_by_the_titles_of_the_sheet() -> None:
    assert card_by_titles(["клиент", "Заметка", "ИНН"], ["Ромашка", "x", "77"]) == {
        "client_name": "Ромашка",
        "inn": "77",
    }
    with pytest.raises(BadUse, match="Заголовки"):
        card_by_titles(["Заметка"], ["x"])


def test_completeness_is_filled_over_mandatory() -> None:
    assert completeness(2, 8) == 0.75
    assert completeness(8, 8) == 0.0
    assert math.isnan(completeness(0, 0))
