"""The card that stays takes what it lacks, halves of two are never put together, nothing filled is written over."""

from __future__ import annotations

import pytest

from clientbase_xl.rules.merged_card import is_stop_left, left_cells, sums_of_codes, taken_cells, total


def test_an_empty_cell_takes_what_the_other_card_says_and_a_filled_one_stays() -> None:
    kept, gone = {"region": "Тверь"}, {"region": "Псков", "channel": "Опт"}
    assert taken_cells(kept, gone) == {"channel": "Опт"}
    assert left_cells(kept, gone) == ["region"]


def test_what_every_card_says_for_itself_is_not_taken() -> None:
    gone = {
        "client_code": "2",
        "client_name": "Ладья",
        "category_approved": "A",
        "is_stopped": "да",
        "is_archived": "да",
    }
    assert taken_cells({}, gone) == {}
    assert left_cells({}, gone) == []


@pytest.mark.parametrize(
    ("kept", "gone", "taken"),
    [
        ({"contact_name": "Анна"}, {"contact_name": "Анна", "phone": "1"}, {"phone": "1"}),
        ({"contact_name": "Анна"}, {"contact_name": "Борис", "phone": "1"}, {}),
        ({}, {"contact_name": "Борис", "phone": "1"}, {"contact_name": "Борис", "phone": "1"}),
        ({"kpp": "1"}, {"inn": "7", "kpp": "2"}, {}),
        ({"inn": "7"}, {"inn": "7", "kpp": "2"}, {"kpp": "2"}),
        ({"contract_no": "5"}, {"contract_no": "6", "contract_until": "2027-01-01"}, {}),
    ],
)
def test_cells_of_one_person_registration_or_paper_come_together_or_not_at_all(
    kept: dict[str, str], gone: dict[str, str], taken: dict[str, str]
) -> None:
    assert taken_cells(kept, gone) == taken


def test_what_both_owe_is_added_up_to_the_kopeck() -> None:
    assert taken_cells({"overdue_rub": "0.10"}, {"overdue_rub": "0.20"}) == {"overdue_rub": "0.30"}
    assert taken_cells({}, {"overdue_rub": "0.20"}) == {"overdue_rub": "0.20"}
    assert taken_cells({"overdue_rub": "0.10"}, {}) == {}
    assert total("0.1", "0.2") == "0.3"


@pytest.mark.parametrize(
    ("given", "sums", "lacking"),
    [
        ({"1": "0.10", "2": "0.20"}, {"overdue_rub": "0.30"}, {}),
        ({"1": "5"}, {}, {"overdue_rub": ("2",)}),
        ({"3": "5"}, {}, {"overdue_rub": ("1", "2")}),
        ({"1": "1", "2": "0", "3": "7"}, {"overdue_rub": "8"}, {}),
        ({}, {}, {}),
    ],
)
def test_a_sum_of_several_codes_waits_for_every_code_that_held_one(
    given: dict[str, str], sums: dict[str, str], lacking: dict[str, tuple[str, ...]]
) -> None:
    held: dict[str, dict[str, str]] = {"1": {"overdue_rub": "3"}, "2": {"overdue_rub": "2"}, "3": {}}
    said = {code: {"overdue_rub": given[code]} if code in given else {} for code in held}
    assert sums_of_codes(said, held) == (sums, lacking)


@pytest.mark.parametrize(
    ("kept", "gone", "is_left"),
    [
        ({}, {"is_stopped": "да"}, True),
        ({"is_stopped": "нет"}, {"is_stopped": "да"}, True),
        ({"is_stopped": "да"}, {"is_stopped": "да"}, False),
        ({}, {"is_stopped": "нет"}, False),
        ({"is_stopped": "да"}, {}, False),
    ],
)
def test_a_stop_of_the_card_that_goes_is_left_behind_unless_the_other_is_stopped_too(
    kept: dict[str, str], gone: dict[str, str], *, is_left: bool
) -> None:
    assert is_stop_left(kept, gone) == is_left
