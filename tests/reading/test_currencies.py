"""Roubles are never added to another currency: what is known to be something else is set aside and named."""

from __future__ import annotations

from decimal import Decimal

import pyarrow.compute as pc
import pytest

from clientbase_xl.errors import BadFile
from clientbase_xl.problems import Severity
from clientbase_xl.reading.currencies import OTHER_CURRENCY
from clientbase_xl.reading.export import read_export
from clientbase_xl.reading.results import ReadLines

HEAD = "Дата;Клиент;Количество;Сумма;Валюта\n"


def read(write_csv, *currencies: str) -> ReadLines:
    rows = "".join(f"05.01.2026;К{place};1;{10**place};{one}\n" for place, one in enumerate(currencies))
    found = read_export(write_csv(HEAD + rows))
    assert isinstance(found, ReadLines)
    return found


@pytest.mark.parametrize("roubles", ["RUB", "руб.", "р.", "643", "₽", " Руб "])
def test_a_line_in_another_currency_than_roubles_is_set_aside(write_csv, roubles):
    found = read(write_csv, roubles, "CNY", "", roubles)
    assert found.excluded == {OTHER_CURRENCY: 1}
    assert pc.sum(found.lines["amount_rub"]).as_py() == Decimal("1101.00")
    (problem,) = found.problems
    assert (problem.severity, problem.row, problem.column, problem.value) == (Severity.ERROR, 3, "Сумма", "10")
    assert "CNY" in problem.message


def test_each_of_several_such_lines_is_named(write_csv):
    found = read(write_csv, "RUB", "USD", "EUR")
    assert [one.row for one in found.problems] == [3, 4]
    assert found.count_read == found.lines.num_rows + sum(found.excluded.values()) == 3


def test_codes_that_name_no_roubles_are_one_warning_and_every_line_is_read(write_csv):
    found = read(write_csv, "19", "100", "19")
    assert (found.lines.num_rows, found.excluded) == (3, {})
    (problem,) = found.problems
    assert "100, 19" in problem.message
    assert (problem.severity, problem.count) == (Severity.WARNING, 3)


@pytest.mark.parametrize("foreign", ["USD", "840", "$", " евро", "Долл. США", "CNY", "¥", "у.е.", "бел. руб."])
def test_lines_without_a_code_beside_a_foreign_one_are_roubles(write_csv, foreign):
    found = read(write_csv, "", foreign, foreign, "")
    assert found.excluded == {OTHER_CURRENCY: 2}
    assert pc.sum(found.lines["amount_rub"]).as_py() == Decimal("1001.00")
    assert [(one.severity, one.row) for one in found.problems] == [(Severity.ERROR, 3), (Severity.ERROR, 4)]
    assert foreign.strip() in found.problems[0].message


def test_a_key_that_names_no_currency_beside_empty_cells_is_a_warning(write_csv):
    found = read(write_csv, "19", "", "19")
    assert (found.lines.num_rows, found.excluded) == (3, {})
    (problem,) = found.problems
    assert (problem.severity, problem.count) == (Severity.WARNING, 3)
    assert "(19, а в части строк пусто)" in problem.message


def test_a_total_without_a_code_says_nothing_about_roubles(write_csv):
    text = HEAD + "05.01.2026;К1;1;5;USD\n06.01.2026;К2;1;6;USD\nИтого;;;11;\n"
    found = read_export(write_csv(text))
    assert isinstance(found, ReadLines)
    assert found.lines.num_rows == 2
    assert OTHER_CURRENCY not in found.excluded


@pytest.mark.parametrize("currencies", [("RUB", "RUB"), ("USD", "USD"), ("", ""), ("RUB", "")])
def test_one_currency_is_no_problem(write_csv, currencies):
    found = read(write_csv, *currencies)
    assert (found.problems, found.excluded) == ((), {})


def test_two_words_for_roubles_are_one_currency(write_csv):
    assert read(write_csv, "RUB", "руб.").excluded == {}


def test_a_line_that_is_no_line_anyway_says_nothing_about_currencies(write_csv):
    text = HEAD + "05.01.2026;К1;1;5;RUB\nнет даты;К2;1;5;USD\n"
    found = read_export(write_csv(text))
    assert OTHER_CURRENCY not in found.excluded


def test_a_file_without_a_line_in_roubles_left_is_refused(write_csv):
    text = HEAD + "05.01.2026;К1;;5;RUB\n05.01.2026;К2;1;5;USD\n"
    with pytest.raises(BadFile):
        read_export(write_csv(text))
