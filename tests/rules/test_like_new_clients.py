"""A new client is named beside those that it may be; the old name of a merged one leads to the card that stands."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.like_new_clients import COLUMNS, kept_evidence, like_new_clients
from clientbase_xl.settings import DuplicateSettings

NOBODY = pd.DataFrame({"client_code": [], "phone": [], "email": []}, dtype=object)
CARDS = pd.DataFrame(
    [("1", "ООО «Ромашка»"), ("2", "Ладья"), ("3", "Василёк"), ("9", "Василёк ООО")],
    columns=["client_code", "client_name"],
    dtype=object,
)


def like(*new: str, **merged: str) -> list[list[object]]:
    table = like_new_clients(
        CARDS, NOBODY, frozenset(new), {"3": merged["of_3"]} if merged else {}, DuplicateSettings()
    )
    assert list(table) == list(COLUMNS)
    return table[["client_code", "other_code", "other_name"]].to_numpy().tolist()


def test_a_new_client_is_named_beside_the_one_it_is_like() -> None:
    assert like("9") == [["9", "3", "Василёк"]]
    assert like("2") == []


def test_the_old_name_of_a_merged_client_leads_to_the_card_that_stands_for_it() -> None:
    assert like("9", of_3="1") == [["9", "1", "ООО «Ромашка»"]]


def test_of_two_new_clients_one_is_named_beside_the_other_once() -> None:
    assert like("3", "9") == [["9", "3", "Василёк"]]


def test_a_telephone_and_a_mailbox_are_shown_and_not_kept() -> None:
    assert kept_evidence("телефон", "тот же телефон +7 900 000-00-00, то же наименование") == "тот же телефон"
    assert "@" not in kept_evidence("почта", "та же почта a@b.ru")
    assert kept_evidence("ИНН", "тот же ИНН 7707083893") == "тот же ИНН 7707083893"
