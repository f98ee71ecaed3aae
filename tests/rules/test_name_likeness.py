"""How alike two names are."""

from __future__ import annotations

import pytest

from clientbase_xl.rules.duplicate_names import firm_name
from clientbase_xl.rules.name_likeness import Alike, name_likeness, slips_allowed


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("ООО «Северянка»", "северянка", Alike.SAME),
        ("ООО «Северянка»", "ООО Severyanka", Alike.SAME),
        ("Северянка Трейд", "Трейд-Северянка", Alike.SAME),
        ("Север-Янка", "Северянка", Alike.SAME),
        ("Северянка", "Севрянка", Alike.SLIP),
        ("Северянка", "Севернака", Alike.SLIP),  # two swaps in nine letters
        ("Север", "Свеер", Alike.SLIP),
        ("Север", "Свере", Alike.OTHER),  # two swaps in five
        ("Юг", "Юк", Alike.OTHER),  # too short to slip
        ("Север 1", "Север 2", Alike.OTHER),
        ("Север 12", "Север 21", Alike.OTHER),
        ("Север", "Север 1", Alike.OTHER),
        ("Север Трейд", "Север Логистик", Alike.OTHER),
        ("Север", "Север Трейд", Alike.PART),
        ("М", "М Плюс", Alike.OTHER),  # one letter is no word
        ("Север", "Запад", Alike.OTHER),
        ("", "", Alike.OTHER),
        ("«»", "Север", Alike.OTHER),
    ],
)
def test_firms(one: str, other: str, alike: Alike) -> None:
    assert name_likeness(firm_name(one), firm_name(other)).alike is alike
    assert name_likeness(firm_name(other), firm_name(one)).alike is alike


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("ИП Серов Игнат Львович", "Серов Игнат Львович ИП", Alike.SAME),
        ("ИП Серов Игнат Львович", "ИП Серов И.Л.", Alike.SHORT),
        ("ИП Серов Игнат Львович", "ИП И.Л. Серов", Alike.SHORT),
        ("ИП Серов Игнат Львович", "ИП Серов Игнат", Alike.SHORT),
        ("ИП Серов Игнат Львович", "Серов Игнат", Alike.SHORT),
        ("ИП Серов Игнат Львович", "ИП Серов И.П.", Alike.OTHER),
        ("ИП Серов Игнат Львович", "ИП Серов Антон Львович", Alike.OTHER),
        ("ИП Серов Игнат Львович", "ИП Сероов Игнат Львович", Alike.SLIP),
        ("ИП Серов Игнат Львович", "ИП Серова Инна Львовна", Alike.OTHER),
        ("ИП Серов И.Л.", "ИП Серова И.Л.", Alike.OTHER),  # husband and wife
        ("ИП Серов Александр Львович", "ИП Серова Александра Львовна", Alike.OTHER),
        ("ИП Серов Игнат Львович", "Серов (кафе)", Alike.PART),
    ],
)
def test_persons(one: str, other: str, alike: Alike) -> None:
    assert name_likeness(firm_name(one), firm_name(other)).alike is alike
    assert name_likeness(firm_name(other), firm_name(one)).alike is alike


@pytest.mark.parametrize(("length", "count"), [(1, 0), (3, 0), (4, 1), (8, 1), (9, 2), (40, 2)])
def test_a_longer_word_bears_more_slips(length: int, count: int) -> None:
    assert slips_allowed("а" * length) == count
