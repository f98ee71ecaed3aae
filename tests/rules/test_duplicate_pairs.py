"""Pairs of cards that may be one client, over the whole base."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.duplicate_pairs import COLUMNS, duplicate_pairs
from clientbase_xl.settings import DuplicateSettings

NOBODY = pd.DataFrame({"client_code": [], "phone": [], "email": []}, dtype=object)


def test_the_same_inn_and_kpp_is_one_pair_in_the_order_of_codes() -> None:
    cards = pd.DataFrame(
        {
            "client_code": ["К2", "К1"],
            "client_name": ["Юг", "Север"],
            "inn": ["7701234567"] * 2,
            "kpp": ["770101001"] * 2,
        }
    )
    pairs = duplicate_pairs(cards, NOBODY, DuplicateSettings())
    assert list(pairs) == list(COLUMNS)
    assert pairs[["first_code", "second_code", "kind"]].to_numpy().tolist() == [["К1", "К2", "ИНН"]]
