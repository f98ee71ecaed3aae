"""Figures of reports written as texts: one meaning of the comma for all of them, proved, answered or asked for."""

from __future__ import annotations

from decimal import Decimal

import pytest

from clientbase_xl.errors import BadFile, Undecided
from clientbase_xl.reading.decisions import Decisions
from clientbase_xl.reading.export import read_export
from clientbase_xl.reading.report_grid import ReportGrid
from clientbase_xl.reading.reports.figures import MONEY, QUANTITY, read_figures
from clientbase_xl.reading.reports.settlements import READER
from tests.support.reports_a import Groups, ReportA, write_report
from tests.support.reports_f import sample, settlements

COLUMNS = ((1, "Количество", QUANTITY), (2, "Выручка", MONEY), (3, "Себестоимость", MONEY))
DAMAGED: Groups = {"ООО «Ладья»": {"Гвоздь": [(1, 1000, 4500)], "Болт": [(2, 3000, 8000)]}}
FIRST_ROW = 7


def figures(*rows, decimal=""):
    cells = tuple(("Гвоздь", *row) for row in rows)
    grid = ReportGrid("Лист", cells, (0,) * len(cells), decimal=decimal)
    return read_figures(grid, "отчёт.xlsx", range(len(rows)), ["Гвоздь"] * len(rows), COLUMNS)


def money(found) -> list[int]:
    return found.units[:, 1].tolist()


def test_money_with_three_digits_after_every_comma_is_asked_about_with_its_cell():
    with pytest.raises(Undecided, match="ячейка C1 — «12,500»") as refused:
        figures(("2", "12,500", "1,000"), ("1", "500", None))
    assert refused.value.option == "decimal"
    assert "--decimal comma или dot" in refused.value.found


@pytest.mark.parametrize(("answer", "kopecks"), [("dot", [1_250_000, 50_000]), ("comma", [1250, 50_000])])
def test_an_answer_settles_it_and_is_told(answer, kopecks):
    found = figures(("2", "12,500", "1,000"), ("1", "500", None), decimal=answer)
    assert money(found) == kopecks
    assert f"по ответу --decimal {answer}" in found.problems[0].message


@pytest.mark.parametrize("proof", ["10,50", "1 234,500", "0,250", "1234,500", "3,1250"])
def test_a_cell_that_shows_a_decimal_comma_decides_all_money_and_is_named(proof):
    found = figures((1.0, "12,500", None), (1.0, 7.0, proof))
    assert money(found) == [1250, 700]
    assert f"ячейка D2 — «{proof}»" in found.problems[0].message


@pytest.mark.parametrize("proof", ["1,234.50", "1,234,567", "10.50"])
def test_a_cell_that_shows_thousands_decides_quantities_too(proof):
    found = figures(("2,000", "12,500", None), (1.0, 7.0, proof))
    assert money(found) == [1_250_000, 700]
    assert found.units[0, 0] == 2000 * 10**QUANTITY
    assert f"ячейка D2 — «{proof}»" in found.problems[0].message


def test_quantities_of_three_decimals_ask_nothing_and_those_of_one_speak_for_the_money():
    found = figures(("12,500", "100,50", "70"), ("0,750", 7.0, None))
    assert found.units[:, 0].tolist() == [125_000, 7500]
    assert found.problems == ()
    assert money(figures(("2,5", "12,500", None))) == [1250]


def test_two_marks_in_one_report_are_asked_about_and_a_wrong_answer_is_refused():
    with pytest.raises(Undecided, match=r"«12,500».*«10,50».*«10\.50»"):
        figures((1.0, "12,500", "10,50"), (1.0, "10.50", None))
    with pytest.raises(BadFile, match="--decimal dot противоречит ячейка D1 — «10,50»"):
        figures((1.0, "12,500", "10,50"), decimal="dot")


def test_texts_that_are_no_numbers_are_refused_as_before():
    for text in ("12,50,3", "1.234,5", "10.500", "#", "1e5"):
        with pytest.raises(BadFile, match="вместо числа"):
            figures((1.0, text, None))


def test_a_report_by_month_saved_with_thousands_is_never_read_at_a_thousandth(tmp_path):
    values = {0: ("3", "4,000", "12,500"), 1: ("1", "1,000", "4,500"), 2: ("2", "3,000", "8,000")}
    values[3] = values[0]
    changed = {
        (FIRST_ROW + place, column + start): text
        for place, texts in values.items()
        for start in (2, 5)
        for column, text in enumerate(texts)
    }
    report = ReportA(DAMAGED, months=("Июнь 2025 г.",), wide=(), changed=changed)
    path = write_report(tmp_path / "прибыль.xlsx", report)
    with pytest.raises(Undecided, match="ячейка E8 — «12,500»"):
        read_export(path)
    found = read_export(path, decisions=Decisions(decimal="dot"))
    assert found.lines["amount_rub"].to_pylist() == [Decimal("4500.00"), Decimal("8000.00")]
    assert any("по ответу --decimal dot" in problem.message for problem in found.problems)


def test_a_credit_limit_that_may_be_thousands_is_set_aside_and_not_divided():
    report = settlements(sample(), more=("Кредитный лимит",))
    report.rows[report.find("ООО «Ромашка»")].append("50,000")
    found = READER.read(report.grid(), "ведомость.xlsx")
    assert "Не принято значение «50,000»: не ясно, тысячи это или доли" in [one.message for one in found.problems]
    assert found.columns[2][0].as_py() is None
