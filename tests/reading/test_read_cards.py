"""Client cards from files: typed columns of «Клиенты», bad cells set aside one by one."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from clientbase_xl.errors import BadFile, UnknownLayout
from clientbase_xl.problems import Severity
from clientbase_xl.reading.export import ReadCards, read_export
from clientbase_xl.reading.inn import has_sound_check_digits, is_inn

HEADINGS = ["Код", "Клиент", "Менеджер"]
GOOD = ["К1", "ООО «Ромашка»", "Иванова Анна"]


def read(path):
    found = read_export(path)
    assert isinstance(found, ReadCards)
    return found


def one_cell(write_xlsx, heading, value):
    return read(write_xlsx([[*HEADINGS, heading], [*GOOD, value], ["К2", "Б", "В", None]]))


def test_cards_are_read_with_the_types_of_the_catalogue(write_xlsx):
    headings = [*HEADINGS, "Потенциал, ₽", "Договор до", "Целевой сегмент", "Торговых точек", "Телефон", "ИНН", "Роль"]
    row = [*GOOD, 1500000.5, date(2026, 12, 31), "Да", 3, 79991234567, 7707083893, "лпр"]
    found = read(write_xlsx([headings, row, ["К2", "Б", None, *[None] * 7]]))
    card, empty = found.cards.astype(object).to_dict("records")
    assert card == {
        "client_code": "К1",
        "client_name": "ООО «Ромашка»",
        "manager": "Иванова Анна",
        "potential_rub": 1500000.5,
        "inn": "7707083893",
        "contact_role": "ЛПР",
        "phone": "79991234567",
        "contract_until": pd.Timestamp(2026, 12, 31),
        "count_outlets": 3,
        "is_target": True,
    }
    assert empty["manager"] is None
    assert pd.isna(empty["potential_rub"])
    assert pd.isna(empty["is_target"])
    assert dict(found.cards.dtypes.astype(str)) == {
        "client_code": "object",
        "client_name": "object",
        "manager": "object",
        "potential_rub": "float64",
        "inn": "object",
        "contact_role": "object",
        "phone": "object",
        "contract_until": "datetime64[us]",
        "count_outlets": "Int64",
        "is_target": "boolean",
    }
    assert (found.problems, found.excluded, found.count_read) == ((), {}, 2)


@pytest.mark.parametrize(
    ("heading", "key", "value", "message"),
    [
        ("Роль", "contact_role", "директор", "ЛПР, ЛВР, ГПР"),
        ("Целевой сегмент", "is_target", "может быть", "да или нет"),
        ("Потенциал", "potential_rub", -1, "не меньше 0"),
        ("Отсрочка, дн.", "payment_delay_days", 366, "от 0 до 365"),
        ("Отсрочка, дн.", "payment_delay_days", 1.5, "целое"),
        ("Отсрочка, дн.", "payment_delay_days", "месяц", "Не число"),
        ("Договор до", "contract_until", "31.02.2026", "Не дата"),
        ("ИНН", "inn", "123", "10 или 12 цифр"),
        ("КПП", "kpp", "77070", "9 знаков"),
        ("Телефон", "phone", "=NA()|#N/A", "Ошибка Excel"),
    ],
)
def test_a_bad_cell_is_a_problem_and_an_empty_value(write_xlsx, heading, key, value, message):
    found = one_cell(write_xlsx, heading, value)
    assert found.cards["client_code"].tolist() == ["К1", "К2"]
    assert pd.isna(found.cards[key][0])
    [problem] = found.problems
    assert message in problem.message
    assert (problem.row, problem.column) == (2, heading)


@pytest.mark.parametrize(
    ("heading", "key", "value", "expected"),
    [
        ("Отсрочка, дн.", "payment_delay_days", 0, 0),
        ("Отсрочка, дн.", "payment_delay_days", 365, 365),
        ("Потенциал", "potential_rub", 0, 0.0),
        ("Архив", "is_archived", "НЕТ", False),
        ("Архив", "is_archived", 1, True),
        ("Канал", "channel", "любой канал", "любой канал"),
        ("КПП", "kpp", 770701001, "770701001"),
    ],
)
def test_values_on_the_border_are_accepted(write_xlsx, heading, key, value, expected):
    found = one_cell(write_xlsx, heading, value)
    assert found.cards[key][0] == expected
    assert found.problems == ()


def test_an_inn_with_wrong_check_digits_is_kept_with_a_warning(write_xlsx):
    found = one_cell(write_xlsx, "ИНН", "7707083894")
    assert found.cards["inn"][0] == "7707083894"
    assert [problem.severity for problem in found.problems] == [Severity.WARNING]


@pytest.mark.parametrize(
    ("inn", "is_form", "is_sound"),
    [
        ("7707083893", True, True),
        ("7707083892", True, False),
        ("500100732259", True, True),
        ("500100732258", True, False),
        ("500100732359", True, False),
        ("77070838931", False, None),
        ("770708389", False, None),
        ("77070838a3", False, None),
    ],
)
def test_check_digits_of_an_inn(inn, is_form, is_sound):
    assert is_inn(inn) is is_form
    if is_form:
        assert has_sound_check_digits(inn) is is_sound


def test_cards_without_a_code_and_repeated_codes_are_excluded_by_reason(write_xlsx):
    rows = [HEADINGS, GOOD, [None, "Без кода", "В"], ["К1", "Повтор", "Г"], [], ["К2", None, "Д"]]
    found = read(write_xlsx(rows))
    assert found.excluded == {"нет кода клиента": 1, "повтор кода клиента": 1}
    assert found.cards["client_name"].tolist() == ["ООО «Ромашка»", None]
    assert found.count_read == 4
    assert [problem.row for problem in found.problems] == [3, 4]


def test_without_codes_the_name_is_the_code(write_csv):
    found = read(write_csv("Наименование;ИНН\nООО «Ёлка»;7707083893\n"))
    assert found.cards.to_dict("records") == [
        {"client_code": "ООО «Ёлка»", "client_name": "ООО «Ёлка»", "inn": "7707083893"}
    ]


def test_a_list_with_turnover_is_cards_but_two_marks_of_sales_are_not(write_csv):
    assert read(write_csv("Клиент;Менеджер;Оборот\nА;Б;5\n")).cards["manager"].tolist() == ["Б"]
    with pytest.raises(UnknownLayout, match="«Дата»"):
        read_export(write_csv("Клиент;Менеджер;Количество;Сумма\nА;Б;1;5\n"))


@pytest.mark.parametrize("text", ["Код;Клиент\n1;А\n", "Менеджер;Телефон\nА;1\n"])
def test_cards_need_a_client_and_one_more_column(write_csv, text):
    with pytest.raises(UnknownLayout):
        read_export(write_csv(text))


@pytest.mark.parametrize("rows", [[HEADINGS], [HEADINGS, [None, "А", "Б"]]])
def test_a_file_without_a_card_is_refused(write_xlsx, rows):
    with pytest.raises(BadFile):
        read_export(write_xlsx(rows))


def test_calculator_columns_are_never_read(write_xlsx):
    found = read(write_xlsx([[*HEADINGS, "Если прибыль станет, ₽"], [*GOOD, 5]]))
    assert list(found.cards) == ["client_code", "client_name", "manager"]
