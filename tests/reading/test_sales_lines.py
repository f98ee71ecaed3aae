"""What becomes of the cells of a sales export: values, exclusions by reason, problems."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from clientbase_xl.errors import BadFile
from clientbase_xl.problems import Severity
from clientbase_xl.reading.export import read_export

DAY = date(2026, 1, 5)
HEADINGS = ["Дата", "Документ", "Код клиента", "Клиент", "Код товара", "Количество", "Цена", "Себестоимость"]


def sales(*rows, headings=("Дата", "Клиент", "Количество", "Сумма")):
    return [list(headings), *(list(row) for row in rows)]


@pytest.mark.parametrize(
    ("price", "quantity", "amount"),
    [
        (1.005, 1, "1.01"),  # half a kopeck goes up although the binary number is below it
        (2.675, 1, "2.68"),
        (0.125, -1, "-0.13"),  # away from zero
        (0.333, 3, "1.00"),
        (10.1, 3, "30.30"),
        (123456.789, 1000, "123456789.00"),
        (2.55, 6, "15.30"),
    ],
)
def test_price_times_quantity_is_exact_and_rounded_half_up_once(write_xlsx, price, quantity, amount):
    path = write_xlsx(sales((DAY, "А", quantity, price), headings=("Дата", "Клиент", "Количество", "Цена")))
    assert read_export(path).lines["amount_rub"].to_pylist() == [Decimal(amount)]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (17850, "17850"),
        (17850.0, "17850"),
        ("00123", "00123"),
        ("17850.0", "17850"),
        ("К\u00a0 1 ", "К 1"),
        ("А1", "А1"),
    ],
)
def test_codes_are_text_without_a_point_and_with_their_zeros(write_xlsx, cell, code):
    headings = ("Дата", "Код клиента", "Количество", "Сумма")
    path = write_xlsx(sales((DAY, cell, 1, 1), headings=headings))
    assert read_export(path).lines["client_code"].to_pylist() == [code]


def test_numeric_and_text_codes_of_one_column_stay_what_they_are(write_xlsx):
    rows = [(DAY, 17850, 1, 1), (DAY, "C536379", 1, 1), (DAY, "007", 1, 1)]
    path = write_xlsx(sales(*rows, headings=("Дата", "Код клиента", "Количество", "Сумма")))
    assert read_export(path).lines["client_code"].to_pylist() == ["17850", "C536379", "007"]


def test_without_a_code_column_the_normalised_name_is_the_code(write_xlsx):
    found = read_export(write_xlsx(sales((DAY, "  ООО\u00a0«Ёлка»  и  К ", 1, 1))))
    assert found.lines["client_code"].to_pylist() == ["ООО «Ёлка» и К"]
    assert found.lines["client_name"].to_pylist() == ["ООО «Ёлка» и К"]


def test_lines_without_a_client_are_kept_and_reported_once(write_xlsx):
    headings = ("Дата", "Код клиента", "Клиент", "Количество", "Сумма")
    rows = [
        (DAY, "1", "А", 1, 1),
        (DAY, None, None, 1, 2),
        (DAY, " ", "", 1, 3),
        (DAY, None, "Б", 1, 4),
        (DAY, 5, None, 1, 5),
    ]
    found = read_export(write_xlsx(sales(*rows, headings=headings)))
    assert found.lines["client_code"].to_pylist() == ["1", None, None, "Б", "5"]
    assert found.lines["client_name"].to_pylist() == ["А", None, None, "Б", "5"]
    assert found.excluded == {}
    [without] = [problem for problem in found.problems if "без клиента" in problem.message]
    assert (without.count, without.row) == (2, 3)


BAD_CELLS = [
    ((None, "А", 1, 1), "нет даты"),
    (("31.02.2026", "А", 1, 1), "дата не читается"),
    (("когда-то", "А", 1, 1), "дата не читается"),
    ((date(1989, 12, 31), "А", 1, 1), "дата вне 1990–2100 годов"),
    ((date(2101, 1, 1), "А", 1, 1), "дата вне 1990–2100 годов"),
    ((DAY, "А", None, 1), "нет количества"),
    ((DAY, "А", "штука", 1), "количество не читается"),
    ((DAY, "А", "=1/0|#DIV/0!", 1), "количество не читается"),
    ((DAY, "А", 1, None), "нет суммы"),
    ((DAY, "А", 1, "по договору"), "сумма не читается"),
    ((DAY, "А", 1, "=NA()|#N/A"), "сумма не читается"),
    ((DAY, "А", 1e12, 1), "количество не читается"),
]


@pytest.mark.parametrize(("row", "reason"), BAD_CELLS)
def test_one_bad_row_is_set_aside_by_its_reason_and_hides_no_other(write_xlsx, row, reason):
    good = (DAY, "Б", 1, 10)
    found = read_export(write_xlsx(sales(good, row, good)))
    assert found.excluded == {reason: 1}
    assert found.count_read == 3
    assert found.lines["amount_rub"].to_pylist() == [Decimal("10.00")] * 2
    [problem] = found.problems
    assert (problem.row, problem.severity) == (3, Severity.ERROR)
    assert problem.remedy


@pytest.mark.parametrize("day", [date(1990, 1, 1), date(2100, 12, 31)])
def test_the_first_and_the_last_allowed_day_pass(write_xlsx, day):
    assert read_export(write_xlsx(sales((day, "А", 1, 1)))).lines["sold_on"].to_pylist() == [day]


def test_an_error_cell_shows_its_text(write_xlsx):
    found = read_export(write_xlsx(sales((DAY, "А", 1, 1), (DAY, "А", 1, "=1/0|#DIV/0!"))))
    assert found.problems[0].value == "#DIV/0!"


@pytest.mark.parametrize(("count", "expected"), [(100, 100), (101, 1)])
def test_more_than_a_hundred_problems_of_a_kind_become_one_with_a_count(write_xlsx, count, expected):
    found = read_export(write_xlsx(sales((DAY, "А", 1, 1), *[(None, "А", 1, 1)] * count)))
    assert len(found.problems) == expected
    assert sum(problem.count for problem in found.problems) == count
    assert found.excluded == {"нет даты": count}


def test_excel_serial_numbers_are_dates_in_a_date_column(write_xlsx):
    found = read_export(write_xlsx(sales((46027, "А", 1, 1), (46028.75, "Б", 1, 1))))
    assert found.lines["sold_on"].to_pylist() == [date(2026, 1, 5), date(2026, 1, 6)]


def test_non_goods_are_excluded_by_their_reason_and_reported_once(write_xlsx):
    headings = ("Дата", "Клиент", "Код товара", "Количество", "Сумма")
    rows = [(DAY, "А", "10", 1, 1), (DAY, "А", "post", 1, 2), (DAY, "А", "POST", 1, 3)]
    path = write_xlsx(sales(*rows, headings=headings))
    found = read_export(path, non_goods=frozenset({"Post "}))
    assert found.excluded == {"код не-товара": 2}
    assert [problem.count for problem in found.problems] == [2]
    assert read_export(path).excluded == {}


def test_a_total_row_with_a_word_and_no_date_is_no_sale(write_xlsx):
    found = read_export(write_xlsx(sales((DAY, "А", 1, 10), ("ИТОГО:", None, 1, 10), (None, "Всего по отчёту", 1, 10))))
    assert found.excluded == {"итоговая строка": 2}
    assert found.problems == ()


RETURN_HEADINGS = ("Дата", "Документ", "Клиент", "Количество", "Сумма", "Себестоимость")


def test_positive_lines_of_return_documents_are_negated_and_reported(write_xlsx):
    rows = [(DAY, "Реализация 1", "А", 5, 50, 30), (DAY, "Возврат от покупателя 2", "А", 2, 20, 12)]
    found = read_export(write_xlsx(sales(*rows, headings=RETURN_HEADINGS)))
    assert found.lines["quantity"].to_pylist() == [Decimal(5), Decimal(-2)]
    assert found.lines["amount_rub"].to_pylist() == [Decimal(50), Decimal(-20)]
    assert found.lines["cost_rub"].to_pylist() == [Decimal(30), Decimal(-12)]
    assert found.lines["is_return"].to_pylist() == [False, True]
    assert [(problem.severity, problem.count) for problem in found.problems] == [(Severity.NOTICE, 1)]


def test_mixed_signs_of_return_documents_are_left_with_a_warning(write_xlsx):
    rows = [(DAY, "Возврат 1", "А", 5, 50, 30), (DAY, "возврат 2", "А", -2, -20, -12)]
    found = read_export(write_xlsx(sales(*rows, headings=RETURN_HEADINGS)))
    assert found.lines["quantity"].to_pylist() == [Decimal(5), Decimal(-2)]
    assert found.lines["is_return"].to_pylist() == [True, True]
    assert [(problem.severity, problem.count) for problem in found.problems] == [(Severity.WARNING, 2)]


@pytest.mark.parametrize(
    ("document", "quantity", "is_return"),
    [
        ("C536379", -1, True),
        ("С536379", -1, True),
        ("C536379", 0, True),
        ("Cash 1", 1, False),
        ("Корректировка реализации 3", 1, True),
        ("Реализация 4", -1, True),
        ("Реализация 4", 0, False),
        ("Реализация по возврату 4", 1, False),
        (None, 1, False),
    ],
)
def test_returns_are_known_by_quantity_or_document(write_xlsx, document, quantity, is_return):
    rows = [(DAY, "Реализация 1", "А", 1, 1, 1), (DAY, document, "А", quantity, 1, 1)]
    found = read_export(write_xlsx(sales(*rows, headings=RETURN_HEADINGS)))
    assert found.lines["is_return"].to_pylist() == [False, is_return]
    assert found.lines["quantity"].to_pylist()[1] == quantity


def test_a_numbering_that_starts_with_c_makes_no_returns(write_xlsx):
    rows = [(DAY, "C001", "А", 1, 1, 1), (DAY, "C002", "А", 2, 1, 1)]
    found = read_export(write_xlsx(sales(*rows, headings=RETURN_HEADINGS)))
    assert found.lines["is_return"].to_pylist() == [False, False]
    assert found.problems[0].severity is Severity.NOTICE


def test_positive_documents_with_the_prefix_c_among_others_are_shipments_and_told(write_xlsx):
    rows = [(DAY, "СП000001", "А", 1, 100, 1), (DAY, "С0000002", "А", 1, 100, 1), (DAY, "Б000003", "Б", 1, 100, 1)]
    more = [(DAY, "С0000003", "А", 1, 100, 1), (DAY, "С0000004", "А", -1, -100, 1)]
    found = read_export(write_xlsx(sales(*rows, *more, headings=RETURN_HEADINGS)))
    assert found.lines["is_return"].to_pylist() == [False, False, False, False, True]
    found = read_export(write_xlsx(sales(*rows, headings=RETURN_HEADINGS)))
    assert found.lines["is_return"].to_pylist() == [False, False, False]
    assert [(problem.severity, problem.row) for problem in found.problems] == [(Severity.NOTICE, 3)]


def test_latin_cancellations_stay_returns_beside_a_cyrillic_numbering(write_xlsx):
    rows = [(DAY, "С001", "А", 1, 1, 1), (DAY, "С002", "А", 1, 1, 1), (DAY, "C003", "А", -1, -1, 1)]
    rows += [(DAY, "C004", "А", 1, 1, 1), (DAY, "C005", "А", -1, -1, 1), (DAY, "Б1", "А", 1, 1, 1)]
    found = read_export(write_xlsx(sales(*rows, headings=RETURN_HEADINGS)))
    assert found.lines["is_return"].to_pylist() == [False, False, True, True, True, False]


FULL = ("Дата", "Клиент", "Количество", "Цена", "Сумма")


def test_amounts_that_contradict_price_times_quantity_refuse_the_file_with_examples(write_xlsx):
    rows = [(DAY, "А", 1, 2024994, 2024.99), (DAY, "А", 3, 51865, 155.6), (DAY, "А", 1, 10, 10)]
    with pytest.raises(BadFile) as refused:
        read_export(write_xlsx(sales(*rows, headings=FULL)))
    assert "2024994" in refused.value.found
    assert "строка 2" in refused.value.found


def test_a_discount_in_every_line_is_a_warning_and_no_refusal(write_xlsx):
    rows = [(DAY, "А", 1, 100, 90), (DAY, "А", 2, 50, 90)]
    found = read_export(write_xlsx(sales(*rows, headings=FULL)))
    assert found.lines["amount_rub"].to_pylist() == [Decimal(90), Decimal(90)]
    assert [(problem.severity, problem.count) for problem in found.problems] == [(Severity.WARNING, 2)]


def test_rounding_of_the_price_is_no_contradiction(write_xlsx):
    found = read_export(write_xlsx(sales((DAY, "А", 1000, 0.33, 333.33), headings=FULL)))
    assert found.problems == ()


def test_a_bad_cost_leaves_the_line_with_an_unknown_cost(write_xlsx):
    headings = ("Дата", "Клиент", "Количество", "Сумма", "Себестоимость")
    found = read_export(write_xlsx(sales((DAY, "А", 1, 10, "нет"), (DAY, "А", 1, 10, 4), headings=headings)))
    assert found.lines["cost_rub"].to_pylist() == [None, Decimal(4)]
    assert [problem.column for problem in found.problems] == ["Себестоимость"]


def test_without_a_column_of_item_codes_the_item_name_is_the_code(write_xlsx):
    headings = ("Дата", "Клиент", "Номенклатура", "Количество", "Сумма")
    found = read_export(write_xlsx(sales((DAY, "А", "Чай  чёрный", 1, 10), headings=headings)))
    assert found.lines["sku_code"].to_pylist() == ["Чай чёрный"]


def test_a_late_text_in_a_column_of_numbers_is_found_beyond_the_sample_of_the_library(write_xlsx):
    rows = [(DAY, "А", 1, 1.5)] * 1500 + [(DAY, "А", 1, "1 234,50"), (DAY, "А", 1, "сто"), ("31.02.2026", "А", 1, 1)]
    found = read_export(write_xlsx(sales(*rows)))
    assert found.lines["amount_rub"].to_pylist()[-1] == Decimal("1234.50")
    assert found.excluded == {"сумма не читается": 1, "дата не читается": 1}
