"""What makes two cards one client, kind by kind, at the bounds."""

from __future__ import annotations

import pytest

from tests.support.double_cards import two

SOUND = "9601000019"
SLIPPED = "9601000018"
NORTH = {"client_name": "ООО «Северянка»"}
SOUTH = {"client_name": "АО «Южанин»"}


def test_the_same_inn_and_kpp_is_one_client_under_any_name() -> None:
    ids = {"inn": SOUND, "kpp": "960101001"}
    assert two(NORTH | ids, SOUTH | ids) == ("ИНН", f"тот же ИНН {SOUND} и КПП 960101001")


def test_another_kpp_is_a_branch_even_with_all_the_rest_equal() -> None:
    rest = NORTH | {"inn": SOUND, "phone": "5551112233", "email": "a@zarya.example"}
    assert two(rest | {"kpp": "960101001"}, rest | {"kpp": "960201001"}) == ()


def test_an_unknown_kpp_may_be_the_same() -> None:
    assert two(NORTH | {"inn": SOUND, "kpp": "960101001"}, SOUTH | {"inn": SOUND}) == (
        "ИНН",
        f"тот же ИНН {SOUND}, КПП не указан",
    )
    assert two(NORTH | {"inn": SOUND}, SOUTH | {"inn": SOUND}) == ("ИНН", f"тот же ИНН {SOUND}")


def test_another_inn_is_another_client_even_with_all_the_rest_equal() -> None:
    rest = NORTH | {"phone": "5551112233", "email": "a@zarya.example", "delivery_address": "Тверь, Лесная, 5"}
    assert two(rest | {"inn": SOUND}, rest | {"inn": "9602000010"}) == ()


def test_one_slip_in_an_inn_that_fails_its_control_digits_is_a_typing_error() -> None:
    found = two(NORTH | {"inn": SOUND}, NORTH | {"inn": SLIPPED})
    assert found == ("наименование", f"ИНН отличаются одной ошибкой: {SOUND} и {SLIPPED}, то же наименование")
    assert two(NORTH | {"inn": SOUND}, SOUTH | {"inn": SLIPPED}) == ()


def test_two_sound_inns_are_two_payers_however_near() -> None:
    # 18 + 24 + 0 + 3 + 32 = 77, 77 % 11 = 0; with 1 for the third digit 87, 87 % 11 = 10, which is written 0 too.
    assert two(NORTH | {"inn": "9601000040"}, NORTH | {"inn": "9611000040"}) == ()


def test_the_same_name_without_an_inn_on_one_side_is_offered() -> None:
    assert two(NORTH | {"inn": SOUND}, {"client_name": "северянка"}) == ("наименование", "то же наименование")


def test_a_common_name_alone_says_nothing() -> None:
    third = {"client_name": "Северянка", "inn": "9602000010"}
    assert two(NORTH | {"inn": SOUND}, NORTH, third) == ()
    phone = {"phone": "8 555 111-22-33"}
    assert two(NORTH | {"inn": SOUND} | phone, NORTH | phone, third) == (
        "телефон",
        "тот же телефон +7 555 111-22-33, то же наименование",
    )


def test_the_same_name_in_another_town_or_of_another_form_is_another_firm() -> None:
    tver, omsk = {"delivery_address": "Тверь, Лесная, 5"}, {"delivery_address": "Омск, Садовая, 7"}
    assert two(NORTH | tver, NORTH | omsk) == ()
    assert two(NORTH | tver, NORTH | {"delivery_address": "самовывоз"}) != ()
    assert two({"client_name": "ООО Заря"}, {"client_name": "АО Заря"}) == ()
    assert two({"client_name": "ЗАО Заря"}, {"client_name": "АО Заря"}) != ()  # renamed by law
    assert two({"client_name": "ТД Заря"}, {"client_name": "Завод Заря"}) == ()


@pytest.mark.parametrize(
    ("mark", "kind", "words"),
    [
        ({"phone": "8 555 111-22-33"}, "телефон", "тот же телефон +7 555 111-22-33"),
        ({"email": "A@mail.ru"}, "почта", "та же почта a@mail.ru"),
        ({"email": "a@zarya.example"}, "почта", "та же почта a@zarya.example"),
        ({"delivery_address": "Тверь, Лесная, 5"}, "адрес", "тот же адрес"),
    ],
)
def test_a_similar_name_needs_a_mark_in_common(mark: dict[str, str], kind: str, words: str) -> None:
    slipped = {"client_name": "ООО «Севрянка»"}
    assert two(NORTH, slipped) == ()
    assert two(NORTH | mark, slipped | mark) == (
        kind,
        f"{words}, похожее наименование: «ООО «Северянка»» и «ООО «Севрянка»»",
    )
    assert two(NORTH | mark, SOUTH | mark) == ()  # a mark alone is no match


def test_the_own_domain_counts_and_a_shared_one_does_not() -> None:
    slipped = {"client_name": "Севрянка"}
    one, other = {"email": "a@zarya.example"}, {"email": "b@zarya.example"}
    kind, evidence = two(NORTH | one, slipped | other)
    assert (kind, evidence.partition(",")[0]) == ("почта", "тот же домен почты zarya.example")
    assert two(NORTH | {"email": "a@mail.ru"}, slipped | {"email": "b@mail.ru"}) == ()
    assert two(NORTH | one, slipped | other, shared_domains="zarya.example") == ()


def test_a_telephone_of_more_cards_than_the_setting_says_nothing() -> None:
    phone = {"phone": "5551112233"}
    slipped = {"client_name": "Севрянка", **phone}
    others = [{"client_name": name, **phone} for name in ("Восход", "Кедр")]
    assert two(NORTH | phone, slipped, *others) != ()  # four cards
    assert two(NORTH | phone, slipped, *others, {"client_name": "Бриз", **phone}) == ()  # five
    assert two(NORTH | phone, slipped, *others[:1], shared_clients_max=2) == ()


def test_a_mark_within_one_holding_says_nothing() -> None:
    marks = {"phone": "5551112233", "email": "a@zarya.example", "holding": "Заря"}
    slipped = {"client_name": "Севрянка"}
    assert two(NORTH | marks, slipped | marks) == ()
    assert two(NORTH | marks, slipped | marks | {"holding": "Закат"}) != ()
    assert two(NORTH | marks | {"holding": ""}, slipped | marks | {"holding": ""}) != ()


def test_spouses_and_namesakes_are_two_clients() -> None:
    home = {"phone": "5551112233", "delivery_address": "Тверь, Лесная, 5"}
    assert two({"client_name": "ИП Серов Игнат Львович"} | home, {"client_name": "ИП Серова Анна Львовна"} | home) == ()
    assert two({"client_name": "ИП Серов Игнат Львович"} | home, {"client_name": "ИП Серов Антон Львович"} | home) == ()


def test_a_person_with_initials_is_the_one_of_that_name_unless_there_are_two() -> None:
    full, short = {"client_name": "ИП Серов Игнат Львович"}, {"client_name": "Серов И.Л."}
    assert two(full, short)[0] == "наименование"
    assert two(full, short, {"client_name": "ИП Серов Иван Львович"}) == ()


def test_a_lower_bound_shows_more() -> None:
    slipped = {"client_name": "Севрянка"}
    assert two(NORTH, slipped) == ()
    assert two(NORTH, slipped, score_min=0.6) != ()


@pytest.mark.parametrize("key", ["client_name", "inn", "kpp", "phone", "email", "delivery_address", "holding"])
def test_equal_emptiness_is_no_match(key: str) -> None:
    for nothing in ("", " ", "-"):
        assert two({key: nothing}, {key: nothing}) == ()
        assert two({key: nothing, "client_name": "Север"}, {key: nothing, "client_name": "Запад"}) == ()
