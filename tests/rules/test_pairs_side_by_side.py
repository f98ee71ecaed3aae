"""Who decides on a pair sees both cards; a менеджер sees of a colleague's card only whose it is."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.pairs_side_by_side import pairs_side_by_side

CARDS = pd.DataFrame(
    [("1", "Ладья", "А", "8900"), ("2", "Ладья ООО", "Б", None), ("3", "Ладъя", "Б", "8911")],
    columns=["client_code", "client_name", "manager", "phone"],
)
PAIRS = pd.DataFrame(
    [("1", "2", "телефон", "тот же телефон +7 900", 0.9), ("2", "3", "наименование", "похожее", 0.8)],
    columns=["first_code", "second_code", "kind", "evidence", "score"],
)


def test_both_cards_stand_beside_the_evidence() -> None:
    table = pairs_side_by_side(PAIRS, CARDS)
    assert table.loc[0, ["first_client_name", "second_client_name"]].tolist() == ["Ладья", "Ладья ООО"]
    assert table.loc[0, ["first_phone", "second_phone"]].tolist() == ["8900", None]
    assert table.loc[1, "evidence"] == "похожее"


def test_a_manager_sees_pairs_with_a_client_of_his_and_nothing_of_a_colleagues_card() -> None:
    table = pairs_side_by_side(PAIRS, CARDS, "А")
    assert table[["first_code", "second_code"]].to_numpy().tolist() == [["1", "2"]]
    assert table.loc[0, ["first_client_name", "second_client_name", "second_manager"]].tolist() == ["Ладья", None, "Б"]
    assert table.loc[0, "evidence"] == "телефон"
    assert pairs_side_by_side(PAIRS, CARDS, "Б")["evidence"].tolist() == ["телефон", "похожее"]


def test_no_pairs_are_an_empty_table_of_the_same_columns() -> None:
    empty = pairs_side_by_side(PAIRS[:0], CARDS, "А")
    assert empty.empty
    assert list(empty) == list(pairs_side_by_side(PAIRS, CARDS))
