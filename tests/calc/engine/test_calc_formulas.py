"""Formulas translated both ways, by hand-worked pairs of Excel's and Calc's spelling."""

from __future__ import annotations

import pytest

from clientbase_xl.calc.engine.formulas import excel_sheet, from_calc, to_calc

PAIRS = [
    ("=SUM(A1,B1)", "=SUM(A1;B1)"),
    ('=IF(A1="а;б,в","x,y",1.5)', '=IF(A1="а;б,в";"x,y";1.5)'),
    ('=A1&"он сказал ""да, нет"""', '=A1&"он сказал ""да, нет"""'),
    ("=SUM({1,2;3,4})", "=SUM({1;2|3;4})"),
    ('=VLOOKUP(A1,{"a,b",1;"c;d",2},2,FALSE)', '=VLOOKUP(A1;{"a,b";1|"c;d";2};2;FALSE)'),
    ("='Мой лист'!$A$1:B2", "=$'Мой лист'.$A$1:B2"),
    ("='Лист д''Артаньяна, 2'!A1*2", "=$'Лист д''Артаньяна, 2'.A1*2"),
    ("=Клиенты!B5+1", "=$'Клиенты'.B5+1"),
    ("=SUM(tbl[Сумма, ₽])", "=SUM(tbl[Сумма, ₽])"),
    ("=tbl[[#This Row],[Сумма, ₽]]*2", "=tbl[[#This Row];[Сумма, ₽]]*2"),
    ("=SUM((A1,B1:B3))", "=SUM((A1~B1:B3))"),
    ("=SUM(A1:B2 B1:C3)", "=SUM(A1:B2!B1:C3)"),
    ("=IFERROR(A1,#N/A)", "=IFERROR(A1;#N/A)"),
    ("=STDEV.S(A1:A9)+ERROR.TYPE(B1)", "=STDEV.S(A1:A9)+ERROR.TYPE(B1)"),
    ("=IF(A1 > 1, 2, 3)", "=IF(A1 > 1; 2; 3)"),
    ("=1.5E+3*-2%", "=1.5E+3*-2%"),
]


@pytest.mark.parametrize(("excel", "calc"), PAIRS)
def test_a_formula_is_spelled_for_calc(excel: str, calc: str) -> None:
    assert to_calc(excel) == calc


@pytest.mark.parametrize(("excel", "calc"), PAIRS)
def test_a_formula_of_calc_comes_back_as_excel_writes_it(excel: str, calc: str) -> None:
    assert from_calc(calc) == excel


@pytest.mark.parametrize(
    ("calc", "excel"),
    [
        ("=$Sheet2.A1", "=Sheet2!A1"),
        ("=Sheet2.A1", "=Sheet2!A1"),
        ("=$'A1'.B2", "='A1'!B2"),
        ("=$Sheet2.A:C", "=Sheet2!A:C"),
    ],
)
def test_a_sheet_that_calc_writes_without_quotes_is_recognised(calc: str, excel: str) -> None:
    assert from_calc(calc) == excel


def test_the_short_form_of_the_own_row_is_written_out() -> None:
    assert to_calc("=tbl[@Сумма]+tbl[@[Сумма, ₽]]") == "=tbl[[#This Row];[Сумма]]+tbl[[#This Row];[Сумма, ₽]]"


def test_text_and_numbers_that_are_no_formulas_stay() -> None:
    assert [to_calc(one) for one in ("", "12", "a,b", "'=1,2")] == ["", "12", "a,b", "'=1,2"]
    assert [from_calc(one) for one in ("", "12", "a;b", "'=1;2")] == ["", "12", "a;b", "'=1;2"]


def test_a_reference_to_a_file_is_shown_as_calc_writes_it() -> None:
    assert from_calc("='file:///a/b.ods'#$Лист1.A1") == "='file:///a/b.ods'#$Лист1.A1"


@pytest.mark.parametrize(
    "formula",
    [
        "=[1]Лист!A1",
        "='[Книга.xlsx]Лист'!A1",
        "=SUM(Лист1:Лист3!A1)",
        "=A1#",
        "=[@Сумма]*2",
        "=tbl[[#This Row],[Сумма]",
    ],
)
def test_what_calc_has_no_counterpart_for_is_refused(formula: str) -> None:
    with pytest.raises(ValueError, match=r"поддерживается|не закрыта"):
        to_calc(formula)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Клиенты", "Клиенты"),
        ("Мой лист", "'Мой лист'"),
        ("А'Б", "'А''Б'"),
        ("AB12", "'AB12'"),
        ("2026", "'2026'"),
        ("R1C1", "'R1C1'"),
    ],
)
def test_a_sheet_is_quoted_only_when_excel_demands_it(name: str, written: str) -> None:
    assert excel_sheet(name) == written
