"""Which cards are compared, and which are passed over."""

from __future__ import annotations

from clientbase_xl.rules.duplicate_candidates import NAMES_MAX, candidate_pairs
from clientbase_xl.rules.duplicate_cards import card_marks, usual
from clientbase_xl.settings import DuplicateSettings
from tests.support.double_cards import NOBODY, cards

OURS = DuplicateSettings()


def compared(*rows: dict[str, str]) -> list[list[int]]:
    """Return places of the cards that are compared."""
    coded = [{"client_code": f"К{number:04d}", **row} for number, row in enumerate(rows)]
    marks = card_marks(cards(*coded), NOBODY, OURS)
    return candidate_pairs(marks, usual(marks), OURS).tolist()


def test_any_mark_in_common_is_enough_to_be_compared() -> None:
    far = {"client_name": "Кедр"}
    for mark in (
        {"inn": "9601000019"},
        {"phone": "5551112233"},
        {"email": "a@mail.ru"},
        {"delivery_address": "Тверь, Лесная, 5"},
        {"client_name": "Восход"},
    ):
        assert compared(mark, far, mark) == [[0, 2]]
    assert compared({"email": "a@zarya.example"}, far, {"email": "b@zarya.example"}) == [[0, 2]]
    assert compared({"client_name": "ИП Серов И.Л."}, far, {"client_name": "Серов Игнат Львович"}) == [[0, 2]]
    assert compared({"client_name": "Северянка"}, far, {"client_name": "Севреянка"}) == [[0, 2]]


def test_nothing_in_common_is_not_compared() -> None:
    assert compared({"client_name": "Кедр"}, {"client_name": "Восход"}, {}, {}) == []
    assert compared() == []


def test_a_name_of_too_many_is_compared_by_other_marks_only() -> None:
    many = [{"client_name": "Восход"} for _ in range(NAMES_MAX)]
    assert len(compared(*many)) == NAMES_MAX * (NAMES_MAX - 1) // 2
    phone = {"client_name": "Восход", "phone": "5551112233"}
    assert compared(*many, phone, phone) == [[NAMES_MAX, NAMES_MAX + 1]]


def test_very_many_cards_of_one_inn_are_each_compared_with_the_first() -> None:
    rows = [{"inn": "9601000019", "kpp": "960101001"} for _ in range(300)]
    assert compared(*rows) == [[0, place] for place in range(1, 300)]


def test_two_different_sound_inns_are_not_compared_and_a_wrong_one_is() -> None:
    one, other, wrong = ({"client_name": "Восход", "inn": inn} for inn in ("9601000019", "9601000040", "9601000018"))
    assert compared(one, other) == []
    assert compared(one, one) == [[0, 1]]
    assert compared(one, wrong) == [[0, 1]]
    assert compared(wrong, {"client_name": "Восход"}) == [[0, 1]]


def test_a_telephone_of_many_copies_is_compared_and_one_of_many_names_is_not() -> None:
    phone = {"phone": "5551112233"}
    copies = [{"client_name": name} | phone for name in ("Восход", "Заря", "Восход", "Заря", "Восход", "Заря")]
    assert len(compared(*copies)) == 15
    names = [{"client_name": name} | phone for name in ("Восход", "Заря", "Кедр", "Ладья", "Ромашка")]
    assert compared(*names) == []
