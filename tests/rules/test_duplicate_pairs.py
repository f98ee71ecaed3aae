"""Pairs of cards that may be one client, over the whole base."""

from __future__ import annotations

import time

import pandas as pd
import pytest

from clientbase_xl.rules.duplicate_pairs import COLUMNS, duplicate_pairs
from clientbase_xl.settings import DuplicateSettings
from tests.support.double_cards import NOBODY, cards
from tests.support.labelled_clients import labelled_clients

OURS = DuplicateSettings()
ONE_INN = {"inn": "9601000019", "kpp": "960101001"}


def test_a_pair_stands_once_in_the_order_of_codes_the_surest_first() -> None:
    table = cards(
        {"client_code": "К4", "client_name": "Северянка"},
        {"client_code": "К3", "client_name": "ООО «Северянка»"},
        {"client_code": "К2", "client_name": "Юг", **ONE_INN},
        {"client_code": "К1", "client_name": "Север", **ONE_INN},
    )
    pairs = duplicate_pairs(table, NOBODY, OURS)
    assert list(pairs) == list(COLUMNS)
    assert pairs[["first_code", "second_code", "kind"]].to_numpy().tolist() == [
        ["К1", "К2", "ИНН"],
        ["К3", "К4", "наименование"],
    ]
    assert pairs["score"].tolist() == [1.0, 0.82]
    assert pairs["score"].dtype == "float64"


@pytest.mark.parametrize("table", [cards(), cards({"client_code": "К1", "client_name": "Север"}), pd.DataFrame()])
def test_an_empty_base_and_one_client_give_no_pair(table: pd.DataFrame) -> None:
    given = table if len(table.columns) else pd.DataFrame({"client_code": []}, dtype=object)
    pairs = duplicate_pairs(given, NOBODY, OURS)
    assert list(pairs) == list(COLUMNS)
    assert len(pairs) == 0


def test_the_order_of_rows_does_not_matter() -> None:
    labelled = labelled_clients(600, seed=7)
    pairs = duplicate_pairs(labelled.cards, labelled.persons, OURS)
    assert len(pairs) > 30
    shuffled = duplicate_pairs(
        labelled.cards.sample(frac=1, random_state=3), labelled.persons.sample(frac=1, random_state=3), OURS
    )
    pd.testing.assert_frame_equal(shuffled, pairs)


def test_the_names_of_the_codes_do_not_matter() -> None:
    """Whichever card comes first: the codes of the base in reverse give the same pairs."""
    labelled = labelled_clients(600, seed=7)
    codes = sorted(labelled.cards["client_code"])
    turned = dict(zip(codes, reversed(codes), strict=True))
    found = duplicate_pairs(labelled.cards, labelled.persons, OURS)
    again = duplicate_pairs(
        labelled.cards.assign(client_code=labelled.cards["client_code"].map(turned)),
        labelled.persons.assign(client_code=labelled.persons["client_code"].map(turned)),
        OURS,
    )
    before = {frozenset(pair) for pair in found[["first_code", "second_code"]].to_numpy().tolist()}
    after = {
        frozenset(turned[code] for code in pair) for pair in again[["first_code", "second_code"]].to_numpy().tolist()
    }
    assert after == before


def test_only_the_clients_asked_for_give_pairs_and_the_same_ones() -> None:
    labelled = labelled_clients(600, seed=7)
    every = duplicate_pairs(labelled.cards, labelled.persons, OURS)
    asked = frozenset(every["first_code"].head(5))
    some = duplicate_pairs(labelled.cards, labelled.persons, OURS, only=asked)
    expected = every[every["first_code"].isin(asked) | every["second_code"].isin(asked)].reset_index(drop=True)
    pd.testing.assert_frame_equal(some, expected)


def test_a_telephone_of_a_contact_person_is_one_of_the_card() -> None:
    table = cards(
        {"client_code": "К1", "client_name": "Северянка"},
        {"client_code": "К2", "client_name": "Севрянка", "phone": "8 (555) 111-22-33"},
    )
    people = pd.DataFrame({"client_code": ["К1"], "phone": ["+7 555 111 22 33"], "email": [None]}, dtype=object)
    assert len(duplicate_pairs(table, NOBODY, OURS)) == 0
    assert duplicate_pairs(table, people, OURS)["kind"].tolist() == ["телефон"]


CRAZY = ["", " ", "🙂", "9" * 50_000, "Ы" * 50_000, "ООО", "«»", "\x00", "=1+1", "ИНН 7701234567", "a@b@c.ru", "+" * 99]


@pytest.mark.parametrize("key", ["client_name", "inn", "kpp", "phone", "email", "delivery_address", "holding"])
def test_any_text_in_any_cell_is_borne(key: str) -> None:
    rows = [{"client_code": f"К{number}", key: text} for number, text in enumerate(CRAZY)]
    pairs = duplicate_pairs(cards(*rows, {"client_code": "К99", key: None}), NOBODY, OURS)
    assert len(pairs) == 0


def test_five_thousand_equal_names_take_no_time_of_squares() -> None:
    table = pd.DataFrame({"client_code": [f"К{number:05d}" for number in range(5_000)], "client_name": "ООО «Восход»"})
    started = time.process_time()
    assert len(duplicate_pairs(table, NOBODY, OURS)) == 0
    assert time.process_time() - started < 2


def test_five_thousand_names_that_differ_in_their_number_are_no_pairs_and_take_no_time() -> None:
    codes = [f"{number:05d}" for number in range(5_000)]
    table = pd.DataFrame({"client_code": codes, "client_name": [f"Клиент {code}" for code in codes]})
    started = time.process_time()
    assert len(duplicate_pairs(table, NOBODY, OURS)) == 0
    assert time.process_time() - started < 3


def test_five_thousand_cards_of_one_inn_are_each_a_pair_with_the_first() -> None:
    codes = [f"К{number:05d}" for number in range(5_000)]
    table = pd.DataFrame({"client_code": codes, "client_name": "Восход", **ONE_INN})
    started = time.process_time()
    pairs = duplicate_pairs(table, NOBODY, OURS)
    assert time.process_time() - started < 5
    assert set(pairs["first_code"]) == {"К00000"}
    assert len(pairs) == 4_999


def test_however_many_copies_of_a_card_there_are_each_pair_is_shown() -> None:
    copy = {"client_name": "Ромашка", "phone": "8 900 555-11-22"}
    for count in (2, 4, 5, 9):
        found = duplicate_pairs(
            cards(*({"client_code": f"К{one}", **copy} for one in range(count))), NOBODY, DuplicateSettings()
        )
        assert len(found) == count * (count - 1) // 2
        assert set(found["kind"]) == {"телефон"}
