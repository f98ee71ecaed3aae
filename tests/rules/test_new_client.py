"""A client is created only with the parameters that the company asks for."""

from __future__ import annotations

import pytest

from clientbase_xl.errors import BadUse
from clientbase_xl.rules.new_client import missing_parameters, required_parameters
from clientbase_xl.settings import Settings, from_values

WHOLE = {
    "client_name": "ООО «Ладья»",
    "inn": "7701234567",
    "kpp": "770101001",
    "channel": "Опт",
    "manager": "Ветров",
    "contact_name": "Анна",
    "phone": "8 900",
    "delivery_address": "Тверь",
}


def test_a_whole_card_lacks_nothing() -> None:
    assert missing_parameters(WHOLE, Settings()) == ()


def test_empty_and_blank_cells_are_named_in_the_order_of_the_setting() -> None:
    card = WHOLE | {"manager": "  ", "inn": "", "kpp": None}
    assert missing_parameters(card, Settings()) == ("ИНН", "Менеджер")


def test_a_legal_person_needs_its_kpp_and_an_entrepreneur_has_none() -> None:
    assert missing_parameters(WHOLE | {"kpp": None}, Settings()) == ("КПП",)
    assert missing_parameters(WHOLE | {"kpp": None, "inn": "770123456789"}, Settings()) == ()


def test_one_of_phone_and_mail_is_enough() -> None:
    assert missing_parameters(WHOLE | {"phone": None, "email": "a@b"}, Settings()) == ()
    assert missing_parameters(WHOLE | {"phone": None}, Settings()) == ("Телефон или E-mail",)


def test_the_company_chooses_its_own_list() -> None:
    settings = from_values({"creation.required_fields": "клиент; Регион ;"})
    assert required_parameters(settings) == (("клиент", ("client_name",)), ("Регион", ("region",)))
    assert missing_parameters({"client_name": "А"}, settings) == ("Регион",)
    assert missing_parameters({}, from_values({"creation.required_fields": ""})) == ()


@pytest.mark.parametrize("word", ["Оборот за 12 мес., ₽", "Рост", "Телефон или Факс"])
def test_a_column_that_nobody_types_is_refused_by_its_name(word: str) -> None:
    with pytest.raises(BadUse, match=word.rpartition(" или ")[2]):
        required_parameters(from_values({"creation.required_fields": word}))
