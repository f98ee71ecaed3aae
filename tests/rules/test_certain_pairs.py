"""Cards of one ИНН and КПП are one client; what is empty or half known is left to the matcher."""

from __future__ import annotations

import pytest

from clientbase_xl.rules.certain_pairs import ALL_PAIRS_MAX, COLUMNS, certain_pairs
from clientbase_xl.rules.duplicate_pairs import duplicate_pairs
from clientbase_xl.settings import DuplicateSettings
from tests.support.double_cards import NOBODY, cards
from tests.support.labelled_clients import labelled_clients

FIRM, KPP, PERSON = "9601000019", "960101001", "960100000019"


def found(*rows: tuple[str | None, str | None]) -> list[tuple[str, str]]:
    """Return the pairs among cards К1, К2, … of an ИНН and a КПП."""
    table = cards(*({"client_code": f"К{at}", "inn": inn, "kpp": kpp} for at, (inn, kpp) in enumerate(rows, 1)))
    return list(certain_pairs(table)[["first_code", "second_code"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("one", "other", "is_pair"),
    [
        ((FIRM, KPP), (FIRM, KPP), True),
        ((FIRM, KPP), ("9601 000 019", "9601-01001"), True),
        ((PERSON, None), (PERSON, None), True),
        ((FIRM, None), (FIRM, None), False),
        ((FIRM, KPP), (FIRM, None), False),
        ((FIRM, KPP), (FIRM, "960101002"), False),
        ((None, KPP), (None, KPP), False),
        (("0000000000", KPP), ("0000000000", KPP), False),
    ],
)
def test_inn_and_kpp_decide_and_nothing_empty_is_equal(
    one: tuple[str | None, str | None], other: tuple[str | None, str | None], is_pair: bool
) -> None:
    assert found(one, other) == ([("К1", "К2")] if is_pair else [])


def test_only_pairs_with_an_asked_card_are_found() -> None:
    table = cards(*({"client_code": code, "inn": FIRM, "kpp": KPP} for code in ("К3", "К1", "К2")))
    pairs = certain_pairs(table, {"К3"})
    assert list(pairs) == list(COLUMNS)
    assert pairs[["first_code", "second_code", "kind", "inn", "kpp"]].to_numpy().tolist() == [
        ["К1", "К3", "ИНН", FIRM, KPP],
        ["К2", "К3", "ИНН", FIRM, KPP],
    ]
    assert certain_pairs(table.iloc[:0]).empty


def test_very_many_cards_of_one_registration_are_each_told_beside_the_first() -> None:
    count = ALL_PAIRS_MAX + 40
    assert len(found(*[(FIRM, KPP)] * count)) == count - 1


def test_the_matcher_finds_every_certain_pair_and_is_as_sure() -> None:
    labelled = labelled_clients(1_500, 7)
    certain = certain_pairs(labelled.cards)
    all_of = duplicate_pairs(labelled.cards, NOBODY, DuplicateSettings()).set_index(["first_code", "second_code"])
    assert len(certain) > 20
    scores = all_of.loc[list(zip(certain["first_code"], certain["second_code"], strict=True))]
    assert set(scores["kind"]) == {"ИНН"}
    assert scores["score"].min() == 1.0
