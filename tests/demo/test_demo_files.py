"""The files of the export: split by year, faults where they are declared, everything else as it was."""

from __future__ import annotations

from datetime import date

import pytest

from clientbase_xl.demo.generator import DemoData
from clientbase_xl.demo.planted import NBSP, Expected, PlantedProblem, with_thousands
from clientbase_xl.schemas.sales_lines import SALES_LINES

CSV, BOOK, CARDS = "Продажи 2024-2025.csv", "Продажи 2026.xlsx", "Карточки клиентов.xlsx"


def cells(demo: DemoData, problem: PlantedProblem) -> list[object]:
    """Return what stands in the touched cells."""
    frames = {file.name: file.frame for file in demo.files} | {demo.cards_file_name: demo.cards}
    column = frames[problem.file][problem.column]
    return [column.iloc[row - 2] for row in problem.rows]


def planted(demo: DemoData, what: str, file: str) -> PlantedProblem:
    """Return the one declaration of this kind in the file."""
    (found,) = [problem for problem in demo.planted if (problem.what, problem.file) == (what, file)]
    return found


def test_the_years_before_are_a_csv_and_the_current_year_a_workbook(demo: DemoData) -> None:
    csv, book = demo.files
    assert (csv.name, csv.is_csv) == (CSV, True)
    assert (book.name, book.is_csv) == (BOOK, False)
    assert {day.year for day in csv.frame["Дата"] if isinstance(day, date)} == {2024, 2025}
    assert {day.year for day in book.frame["Дата"] if isinstance(day, date)} == {2026}


@pytest.mark.parametrize(
    ("file", "what", "expected", "cell"),
    [
        (CSV, "Несуществующая дата", Expected.EXCLUDED, ["31.02.2025"]),
        (CSV, "Пустая дата", Expected.EXCLUDED, [None]),
        (CSV, "Слово вместо количества", Expected.EXCLUDED, ["нет", "нет"]),
        (BOOK, "Слово вместо количества", Expected.EXCLUDED, ["нет"]),
        (CSV, "Ошибка вместо суммы", Expected.EXCLUDED, ["#Н/Д"]),
        (BOOK, "Ошибка вместо суммы", Expected.EXCLUDED, ["#Н/Д"]),
        (CSV, "Продажа без клиента", Expected.REPORTED, [None] * 3),
        (BOOK, "Продажа без клиента", Expected.REPORTED, [None] * 2),
        (CSV, "Не указан менеджер документа", Expected.KEPT, [None] * 2),
        (CSV, "Строка «Итого»", Expected.EXCLUDED, ["Итого"]),
        (BOOK, "Строка «Итого»", Expected.EXCLUDED, ["Итого"]),
        (CARDS, "Слово вместо потенциала", Expected.REPORTED, ["уточнить"]),
        (CARDS, "Клиент без менеджера", Expected.KEPT, [None]),
        (CARDS, "Несуществующая дата договора", Expected.REPORTED, ["31.06.2027"]),
    ],
)
def test_a_planted_problem_stands_where_it_is_declared(
    demo: DemoData, file: str, what: str, expected: Expected, cell: list[object]
) -> None:
    problem = planted(demo, what, file)
    assert problem.expected is expected
    assert cells(demo, problem) == cell


def test_a_reason_is_declared_exactly_for_rows_set_aside(demo: DemoData) -> None:
    for problem in demo.planted:
        assert bool(problem.reason) == (problem.expected is Expected.EXCLUDED)


def test_no_row_has_two_problems(demo: DemoData) -> None:
    rows = [(problem.file, row) for problem in demo.planted for row in problem.rows]
    assert len(set(rows)) == len(rows)


def test_the_total_is_the_last_row_and_adds_up_to_the_accounting_system(demo: DemoData) -> None:
    amounts = [file.frame["Сумма"].iloc[-1] for file in demo.files]
    assert round(sum(amounts) * 100) == sum(round(value * 100) for value in demo.sales["Сумма"])
    for file in demo.files:
        assert file.frame["Дата"].iloc[-1] == "Итого"
        assert file.frame.iloc[-2].isna().all()


def test_equal_lines_stand_one_after_the_other(demo: DemoData) -> None:
    for file in demo.files:
        for row in planted(demo, "Одинаковые строки подряд", file.name).rows:
            assert file.frame.iloc[row - 2].tolist() == file.frame.iloc[row - 3].tolist()


def test_amounts_with_no_break_spaces_are_text_of_more_than_a_thousand(demo: DemoData) -> None:
    for file, count in ((CSV, 12), (BOOK, 3)):
        texts = cells(demo, planted(demo, "Сумма с неразрывным пробелом", file))
        assert len(texts) == count
        assert all(isinstance(text, str) and NBSP in text and text[-3] == "," for text in texts)


def test_a_few_amounts_differ_from_price_times_quantity_by_a_tenth(demo: DemoData) -> None:
    problem = planted(demo, "Сумма не равна цене × количеству", BOOK)
    frame = demo.files[1].frame
    for row in problem.rows:
        line = frame.iloc[row - 2]
        assert line["Сумма"] == pytest.approx(0.9 * line["Цена"] * line["Количество"], abs=0.02)


def test_one_client_has_a_code_with_a_fraction_in_both_files(demo: DemoData) -> None:
    what = "Код клиента сохранён как дробное число"
    in_csv, in_book = (set(cells(demo, planted(demo, what, file))) for file in (CSV, BOOK))
    (text,), (number,) = in_csv, in_book
    assert isinstance(number, float)
    assert text == f"{number:.0f}.0"
    assert f"{number:.0f}" in demo.stories


def test_one_client_is_spelled_with_spaces_that_mean_nothing(demo: DemoData) -> None:
    what = "Лишние пробелы в наименовании"
    spellings = {str(cell) for file in (CSV, BOOK) for cell in cells(demo, planted(demo, what, file))}
    assert len(spellings) == 3
    assert len({" ".join(spelling.split()) for spelling in spellings}) == 1


def test_names_that_look_like_formulas_stay_in_files_and_cards(demo: DemoData) -> None:
    for names in (demo.sales["Контрагент"], demo.files[0].frame["Контрагент"].dropna(), demo.cards["Клиент"]):
        assert {name[0] for name in names if name[0] in "=+-@"} == {"=", "+", "-", "@"}


def test_potentials_below_turnover_are_declared(demo: DemoData) -> None:
    problem = planted(demo, "Потенциал меньше собственного оборота", CARDS)
    assert len(problem.rows) == 4
    assert all(isinstance(value, float) and value > 0 for value in cells(demo, problem))


def test_untouched_rows_are_those_of_the_accounting_system(demo: DemoData) -> None:
    kept = []
    for file in demo.files:
        touched = {row for problem in demo.planted if problem.file == file.name for row in problem.rows}
        rows = file.frame.to_numpy(dtype=object).tolist()
        kept += [tuple(row) for number, row in enumerate(rows, start=2) if number not in touched]
    clean = {tuple(row) for row in demo.sales.to_numpy(dtype=object).tolist()}
    assert len(kept) > 0.98 * len(demo.sales)
    assert set(kept) <= clean


def test_every_heading_is_known_to_the_catalogue(demo: DemoData) -> None:
    known = {name.casefold() for column in SALES_LINES for name in (column.title, *column.aliases)}
    assert {heading.casefold() for heading in demo.sales.columns} <= known


@pytest.mark.parametrize(
    ("value", "text"),
    [(1000.0, f"1{NBSP}000,00"), (12450.5, f"12{NBSP}450,50"), (1234567.89, f"1{NBSP}234{NBSP}567,89")],
)
def test_thousands_are_printed_the_russian_way(value: float, text: str) -> None:
    assert with_thousands(value) == text
