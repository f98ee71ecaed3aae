"""Date order and decimal mark: decided for the whole column, shown with the cell, answered where nothing tells."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

import pyarrow as pa
import pytest

from clientbase_xl.errors import BadFile, BadUse
from clientbase_xl.reading.date_column import parse_dates
from clientbase_xl.reading.decisions import NO_DECISIONS, Decisions
from clientbase_xl.reading.export import read_export
from clientbase_xl.reading.number_column import column_evidence, decide_marks, parse_numbers
from clientbase_xl.reading.number_marks import Marks

SALES = "Дата;Клиент;Количество;Сумма\n"


def decided(column, answer=""):
    order = parse_dates(pa.array(column), answer).order
    return (order.order, order.proof, bool(order.refusal))


def sales(days=("05.01.2026",), amounts=("1",)):
    count = max(len(days), len(amounts))
    cells = [f"{days[min(i, len(days) - 1)]};А;1;{amounts[min(i, len(amounts) - 1)]}\n" for i in range(count)]
    return SALES + "".join(cells)


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (["05.01.2026", "31.01.2026"], ("dmy", "31.01.2026", False)),
        (["05.01.2026"], ("dmy", "", False)),  # nothing against the custom of dots
        (["12/01/2026", "13/01/2026"], ("dmy", "13/01/2026", False)),
        (["01/12/2026", "01/13/2026"], ("mdy", "01/13/2026", False)),
        (["2026-01-05"], ("ymd", "2026-01-05", False)),
        (["46027"], ("ymd", "46027", False)),
        # one order in the whole column: a proof among dots settles the slashes, and the other way round refuses
        (["31.01.2026", "02/03/2026"], ("dmy", "31.01.2026", False)),
        (["05.01.2026", "01/13/2026"], ("dmy", "", True)),
        (["31/01/2026", "01/13/2026"], ("dmy", "", True)),
        # months that come first among dots are not passed over row by row
        (["01.05.2026", "01.13.2026"], ("dmy", "", True)),
        (["31.01.2026", "01.13.2026"], ("dmy", "31.01.2026", False)),
        # years of two digits: days vary, years do not
        ([f"26-01-{day:02}" for day in range(1, 9)], ("ymd", "26-01-01", False)),
        ([f"26-01-{day:02}" for day in range(1, 8)], ("dmy", "", True)),
        ([f"{day}/01/26" for day in range(7, 15)], ("dmy", "13/01/26", False)),
        (["01/13/26"], ("mdy", "01/13/26", False)),
        (["31.01.26"], ("dmy", "31.01.26", False)),
        ([f"26.01.{day:02}" for day in range(1, 9)], ("dmy", "", True)),
    ],
)
def test_one_order_for_the_column_with_the_cell_that_proves_it(column, expected):
    assert decided(column) == expected


@pytest.mark.parametrize(
    ("column", "answer", "first_day"),
    [
        (["01/02/2026"], "dmy", "2026-02-01"),
        (["01/02/2026"], "mdy", "2026-01-02"),
        (["01-02-03"], "ymd", "2001-02-03"),
        (["01.13.2026"], "mdy", "2026-01-13"),
        (["2026-02-01"], "mdy", "2026-02-01"),  # nothing was open
    ],
)
def test_an_answer_settles_what_is_open(column, answer, first_day):
    found = parse_dates(pa.array(column), answer)
    assert (found.refusal, str(found.days[0])) == ("", first_day)


@pytest.mark.parametrize(
    ("column", "answer", "against"),
    [
        (["01/02/2026", "01/13/2026"], "dmy", "01/13/2026"),
        (["01/02/2026", "13/01/2026"], "mdy", "13/01/2026"),
        (["13.01.2026"], "mdy", "13.01.2026"),
        (["01.13.2026"], "dmy", "01.13.2026"),
        (["01/02/2026"], "ymd", "01/02/2026"),
    ],
)
def test_an_answer_that_the_column_contradicts_is_refused_with_the_cell(column, answer, against):
    order = parse_dates(pa.array(column), answer).order
    assert order.proof == against
    assert f"--dates {answer}" in order.refusal


@pytest.mark.parametrize(("count", "is_refused"), [(4, False), (5, True)])
def test_days_that_a_foreign_spreadsheet_swapped_are_refused(count, is_refused):
    """It took 02.01 for the 1st of February and left 13.01 as text."""
    column = [f"2026-{day:02}-01 00:00:00" for day in range(1, 1 + count)]
    column += [f"{day}.01.2026" for day in range(13, 13 + count)]
    assert ("переставила" in parse_dates(pa.array(column)).refusal) is is_refused


def test_dates_of_both_kinds_over_the_whole_month_are_not_taken_for_swapped():
    column = [f"2026-01-{day:02}" for day in range(1, 20)] + [f"{day}.02.2026" for day in range(13, 20)]
    assert parse_dates(pa.array(column)).refusal == ""


@pytest.mark.parametrize(
    "pattern", ["%d/%m/%Y", "%m/%d/%Y", "%d-%m-%y", "%m-%d-%y", "%y/%m/%d", "%d.%m.%y", "%Y/%m/%d"]
)
def test_whatever_is_written_is_read_as_meant_or_asked_about_never_misread(pattern):
    dice = random.Random(pattern)
    outcomes = set()
    for _ in range(50):
        first = date(dice.choice((2005, 2012, 2025, 2026)), dice.randint(1, 12), 1)
        days = [first + timedelta(dice.randrange(dice.choice((3, 40, 400)))) for _ in range(dice.choice((1, 4, 40)))]
        found = parse_dates(pa.array([f"{day:{pattern}}" for day in days]))
        outcomes.add("asked" if found.refusal else "read")
        assert found.refusal or found.days.tolist() == days, days
    assert "read" in outcomes


@pytest.mark.parametrize(
    ("decimal", "thousands"), [(",", " "), (",", "."), (".", ","), (".", "'"), (",", ""), (".", "")]
)
def test_numbers_are_read_as_meant_or_asked_about_never_misread(decimal, thousands):
    dice = random.Random(decimal + thousands)
    outcomes = set()
    for _ in range(50):
        digits = dice.choice((0, 2, 3))
        values = [Decimal(dice.randrange(-(10**7), 10**7)).scaleb(-digits) for _ in range(dice.choice((1, 5, 30)))]
        marks = str.maketrans({",": thousands, ".": decimal})
        column = pa.array([f"{value:,}".translate(marks) for value in values])
        [found] = decide_marks({"x": column_evidence(column, False)}).values()
        outcomes.add(type(found))
        assert isinstance(found, str) or parse_numbers(column, found).values.to_pylist() == values, values
    assert Marks in outcomes


def test_a_file_tells_its_decisions_with_rows(write_csv):
    text = sales(["05.01.2026", "06.01.2026", "31.01.2026"], ["10", "1\u00a0234,50", "7,5"])
    assert read_export(write_csv(text)).decided == (
        "Столбец «Сумма»: дробная часть после запятой, тысячи через пробел — по «1 234,50» (строка 3)",
        "Столбец «Дата»: порядок день.месяц.год — по «31.01.2026» (строка 4)",
    )


def test_years_of_two_digits_are_told(write_csv):
    (told,) = read_export(write_csv(sales(["31.01.26"]))).decided
    assert "00–69 — это 20xx" in told


def test_cells_of_a_spreadsheet_with_types_leave_nothing_to_tell(write_xlsx):
    rows = [["Дата", "Клиент", "Количество", "Сумма"], [date(2026, 1, 5), "А", 1, 10.5]]
    assert read_export(write_xlsx(rows)).decided == ()


@pytest.mark.parametrize(
    ("amounts", "words"),
    [
        (["1'234.50", "2"], "дробная часть после точки, тысячи через апостроф — по «1'234.50» (строка 2)"),
        (["1’234"], "тысячи через апостроф — по «1’234» (строка 2)"),
        (["5", "1 200"], "тысячи через пробел — по «1 200» (строка 3)"),
        (["1,234.50"], "дробная часть после точки, тысячи через запятую — по «1,234.50» (строка 2)"),
        (["1.234,50"], "дробная часть после запятой, тысячи через точку — по «1.234,50» (строка 2)"),
        (["1,234,567"], "дробная часть после точки, тысячи через запятую — по «1,234,567» (строка 2)"),
    ],
)
def test_every_mark_of_thousands_is_told(write_csv, amounts, words):
    assert f"Столбец «Сумма»: {words}" in read_export(write_csv(sales(amounts=amounts))).decided


@pytest.mark.parametrize(("amount", "value"), [("1'234.50", "1234.50"), ("1’234,5", "1234.50"), ("12'34", None)])
def test_apostrophes_group_by_three_only(write_csv, amount, value):
    found = read_export(write_csv(sales(amounts=[amount, "1"]))).lines["amount_rub"].to_pylist()
    assert found[0] == (Decimal(value) if value else Decimal(1))


@pytest.mark.parametrize(("answer", "value"), [("comma", "1.20"), ("dot", "1200.00")])
def test_an_answer_settles_numbers_that_can_be_read_both_ways(write_csv, answer, value):
    path = write_csv(sales(amounts=["1,200", "3,400"]))
    with pytest.raises(BadFile, match="--decimal comma или dot"):
        read_export(path)
    found = read_export(path, decisions=Decisions(decimal=answer))
    assert found.lines["amount_rub"][0].as_py() == Decimal(value)
    assert f"по ответу --decimal {answer}" in found.decided[0]


@pytest.mark.parametrize(("answer", "cell"), [("comma", "12.5"), ("dot", "1 234,50")])
def test_an_answer_that_the_numbers_contradict_is_refused_with_the_row(write_csv, answer, cell):
    with pytest.raises(BadFile) as refused:
        read_export(write_csv(sales(amounts=["1", cell])), decisions=Decisions(decimal=answer))
    assert f"противоречит «{cell}» (строка 3)" in refused.value.found


def test_an_answer_about_dates_is_refused_with_the_row(write_csv):
    with pytest.raises(BadFile) as refused:
        read_export(write_csv(sales(["01/02/2026", "13/02/2026"])), decisions=Decisions(dates="mdy"))
    assert "противоречит «13/02/2026» (строка 3)" in refused.value.found


def test_dates_of_cards_are_asked_about_and_answered_too(write_csv):
    path = write_csv("Код клиента;Клиент;Договор до\n1;А;01/02/2027\n")
    with pytest.raises(BadFile, match=r"«Договор до».*--dates dmy, mdy или ymd"):
        read_export(path)
    found = read_export(path, decisions=Decisions(dates="dmy"))
    assert str(found.cards["contract_until"][0].date()) == "2027-02-01"
    assert found.decided == ("Столбец «Договор до»: порядок день.месяц.год — по ответу --dates dmy",)


def test_answers_travel_as_plain_texts_and_other_words_are_refused():
    assert NO_DECISIONS.as_dict() == {}
    assert Decisions.from_dict({"dates": "mdy", "other": "x"}) == Decisions("mdy")
    assert Decisions.from_dict(Decisions("ymd", "dot").as_dict()) == Decisions("ymd", "dot")
    for words in ({"dates": "дмг"}, {"decimal": ","}):
        with pytest.raises(BadUse, match="не понят"):
            Decisions(**words)
