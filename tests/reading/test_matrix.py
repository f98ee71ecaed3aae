"""Matrices of all the shapes people make them in, read from the cells of a sheet (METHOD section 15)."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientbase_xl.problems import Severity
from clientbase_xl.reading.matrix import ReadMatrix, Rows, Skipped, matrices, read_matrix

OWNER, FIRST, SECOND = "Владелец", "1 бэкапер", "2 бэкапер"


def grid(*rows: tuple[Any, ...]) -> Rows:
    """Return rows with their numbers; an empty one takes a number and is left out, as a host leaves it out."""
    return [(number, row) for number, row in enumerate(rows, 1) if any(cell not in (None, "") for cell in row)]


def read(*rows: tuple[Any, ...]) -> ReadMatrix:
    """Return the matrix of a sheet that holds one."""
    found = read_matrix("Лист", grid(*rows))
    assert found is not None
    return found


def cells(matrix: ReadMatrix) -> dict[str, tuple[str, ...]]:
    """Return the cells of the functions."""
    return {row.name: row.cells for row in matrix.rows}


def test_the_matrix_of_the_method_with_levels_and_people_in_the_first_row() -> None:
    found = read(
        ("Функция / Сотрудник", "Уровень", "администратор", "логист"),
        ("планирование результата", 2, "Владелец ", "1-й  бэкапер"),
        ("холодные звонки", "Высший (1)", None, OWNER),
    )
    assert (found.heading_row, found.function_column, found.level_column, found.columns) == (1, "A", "B", ("C", "D"))
    assert found.people == ("администратор", "логист")
    assert [(row.row, row.name, row.level) for row in found.rows] == [
        (2, "планирование результата", "2"),
        (3, "холодные звонки", "Высший (1)"),
    ]
    assert cells(found)["планирование результата"] == ("Владелец", "1-й бэкапер")
    assert (found.is_raci, found.skipped, found.problems) == (False, {}, ())


def test_people_below_titles_with_a_legend_phases_and_a_total_in_raci_letters() -> None:
    found = read(
        ("Матрица ответственности проекта",),
        (),
        ("R = Responsible, A = Accountable, C = Consulted, I = Informed",),
        ("", "", "Заказчик", "", "Исполнитель", ""),
        ("№", "Задача", "Иванов", "Петров", "Сидорова", "Яшин"),
        (1, "Подготовка"),
        (1.1, "Устав", "A ", "R", "C", "I"),
        (1.2, "План", "A", "R/A", None, "А/С"),
        (2, "Внедрение", "", "", "", ""),
        (2.1, "Обучение", None, "RA", "R", "R"),
        ("", "Итого", 2, 3, 2, 1),
        (),
        ("R", "Responsible"),
        ("A", "Accountable"),
    )
    assert found.is_raci
    assert (found.heading_row, found.function_column, found.columns) == (5, "B", ("C", "D", "E", "F"))
    assert cells(found) == {
        "Устав": (OWNER, FIRST, "", ""),
        "План": (OWNER, OWNER, "", OWNER),
        "Обучение": ("", OWNER, FIRST, SECOND),
    }
    assert found.skipped == {
        Skipped.TITLE: (1, 4),
        Skipped.LEGEND: (3, 13, 14),
        Skipped.PHASE: (6, 9),
        Skipped.TOTAL: (11,),
    }


def test_function_and_level_in_cells_merged_downwards_beside_departments() -> None:
    found = read(
        ("Функция", "Уровень", "Отдел продаж", None, "Склад"),
        (None, None, "Аня", "Боря", "Вера"),
        ("звонки", 1, OWNER, FIRST, SECOND),
        ("отгрузка", 3, None, None, OWNER),
    )
    assert (found.heading_row, found.function_column, found.level_column) == (2, "A", "B")
    assert found.people == ("Аня", "Боря", "Вера")


def test_a_heading_without_any_word_over_the_functions() -> None:
    found = read(("", "Аня", "Боря"), ("звонки", OWNER, FIRST), ("отчёты", "", OWNER))
    assert (found.heading_row, found.level_column, len(found.rows)) == (1, "", 2)


def test_unknown_words_in_the_first_row_do_not_make_it_the_heading() -> None:
    found = read(("", "Аня", "Боря"), ("звонки", "хозяин", "заместитель"), ("отчёты", OWNER, FIRST))
    assert found.people == ("Аня", "Боря")
    assert cells(found)["звонки"] == ("хозяин", "заместитель")


def test_a_column_of_levels_is_found_by_its_words_and_on_the_right() -> None:
    found = read(("Задача", "Аня", "Боря", "Важность"), ("а", OWNER, FIRST, "Средний"), ("б", OWNER, "", "Обычный"))
    assert (found.level_column, found.people) == ("D", ("Аня", "Боря"))


def test_notes_and_counts_are_no_employees_but_a_mistyped_role_is() -> None:
    found = read(
        ("Функция", "Аня", "Боря", "Вера", "Примечание", "Сколько", "Что мешает"),
        ("звонки", OWNER, FIRST, "", "с утра", 2, "нет времени на обучение новых людей"),
        ("отчёты", OWNER, "", "", "", 1, "нет доступа"),
        ("отгрузка", "", OWNER, "хозяйка", "", 2, "нет"),
    )
    assert found.people == ("Аня", "Боря", "Вера")
    assert cells(found)["отгрузка"] == ("", OWNER, "хозяйка")


def test_an_employee_without_any_role_is_an_employee() -> None:
    assert read(("Функция", "Аня", "Боря", "Вера"), ("звонки", OWNER, "", FIRST)).people == ("Аня", "Боря", "Вера")
    assert read(("Функция", "Аня", "Боря", "Вера"), ("звонки", OWNER, FIRST, "")).people == ("Аня", "Боря", "Вера")


def test_a_legend_beside_the_matrix_is_no_employee() -> None:
    found = read(
        ("Task", "Ann", "Bob", "", "", ""),
        ("Plan", "A", "R", "", "R", "Responsible"),
        ("Build", "I", "R/A", "", "A", "Accountable"),
        ("Ship", "R", "A", "", "C", "Consulted"),
    )
    assert found.people == ("Ann", "Bob")
    assert len(found.rows) == 3


def test_a_legend_beside_the_matrix_may_have_a_heading_or_stand_in_one_cell() -> None:
    headed = read(
        ("Task", "Ann", "Bob", None, "Legend", None),
        ("Plan", "A", "R", None, "R", "Responsible"),
        ("Build", "I", "R/A", None, "A", "Accountable"),
        (None, None, None, None, "C", "Consulted"),
    )
    assert (headed.people, len(headed.rows), headed.skipped) == (("Ann", "Bob"), 2, {Skipped.LEGEND: (4,)})
    assert read(("Task", "Ann", "Bob", None), ("Plan", "A", "R", "R - исполнитель")).people == ("Ann", "Bob")


def test_a_legend_above_and_headings_over_three_rows_do_no_harm() -> None:
    found = read(
        ("RACI Matrix",),
        ("Legend:", "R", "Responsible", "A", "Accountable", "C", "Consulted", "I", "Informed"),
        (),
        ("Project Deliverable (or Activity)", "Role"),
        (None, "Leadership", None, "Team"),
        (None, "Sponsor", "Committee", "Manager", "Lead"),
        ("Initiate Phase Activities",),
        ("- Submit Request", None, "R/A", None, None),
        ("- Research Solution", "I", "C", "A ", "R"),
    )
    assert (found.heading_row, found.people) == (6, ("Sponsor", "Committee", "Manager", "Lead"))
    assert found.skipped == {Skipped.TITLE: (1, 4, 5), Skipped.LEGEND: (2,), Skipped.PHASE: (7,)}
    assert cells(found)["- Research Solution"] == ("", "", OWNER, FIRST)


def test_a_matrix_turned_on_its_side_is_told() -> None:
    found = read(("Сотрудник", "Звонки", "Отчёты"), ("Аня", OWNER, FIRST), ("Боря", FIRST, OWNER))
    assert [(one.cell, one.severity) for one in found.problems] == [("A1", Severity.WARNING)]
    assert "Транспонировать" in found.problems[0].remedy


WORDS: list[Any] = ["Функция", "Уровень", "Итого", "Аня", "Боря", "Звонки клиентам", "Этап 1", "Высший", "хозяин"]
SIGNS: list[Any] = [OWNER, FIRST, "R", "A ", "R/A", "C", "X", "Responsible", "R = Responsible"]
ODD: list[Any] = ["", None, "1", 2.0, "—", "#N/A", True]
CELLS = st.one_of(st.sampled_from(WORDS), st.sampled_from(SIGNS), st.sampled_from(ODD))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=7).map(tuple), max_size=12))
def test_every_row_with_a_text_is_the_heading_a_function_or_left_out_by_name(rows: list[tuple[Any, ...]]) -> None:
    found = read_matrix("Лист", list(enumerate(rows, 1)))
    if found is None:
        return
    filled = [number for number, row in enumerate(rows, 1) if any(cell not in (None, "", "—") for cell in row)]
    told = [
        found.heading_row,
        *(row.row for row in found.rows),
        *(one for rows in found.skipped.values() for one in rows),
    ]
    assert sorted(told) == filled
    assert len(found.people) == len(found.columns) > 0
    assert {len(row.cells) for row in found.rows} == {len(found.people)}


def test_a_legend_under_a_column_of_roles_does_not_take_it_away() -> None:
    found = read(
        ("Task", "Ann", "Bob"),
        ("Plan", "A", "R"),
        ("Build", "A", "R"),
        ("Ship", "A", "R"),
        (),
        ("", "R", "Responsible"),
    )
    assert found.people == ("Ann", "Bob")
    assert found.skipped == {Skipped.LEGEND: (6,)}


def test_a_repeated_heading_is_left_out() -> None:
    heading = ("Функция", "Аня", "Боря")
    found = read(heading, ("звонки", OWNER, FIRST), heading, ("отчёты", "", OWNER))
    assert found.skipped == {Skipped.HEADING: (3,)}


def test_with_levels_a_function_without_roles_is_a_function_without_them_a_phase() -> None:
    found = read(
        ("Функция", "Уровень", "Аня", "Боря"),
        ("Группа продаж", "", "", ""),
        ("звонки", 1, OWNER, FIRST),
        ("отчёты", 2, "", ""),
    )
    assert [row.name for row in found.rows] == ["звонки", "отчёты"]
    assert found.skipped == {Skipped.PHASE: (2,)}


def test_an_empty_matrix_with_its_headings_is_a_matrix() -> None:
    found = read(("Функция", "Уровень", "Аня", "Боря"), ("звонки", 1, None, None))
    assert cells(found) == {"звонки": ("", "")}


def test_names_that_are_missing_or_doubled_and_functions_without_a_name_are_problems() -> None:
    found = read(
        ("Функция", "Аня", "", "аня "),
        ("звонки", OWNER, FIRST, SECOND),
        ("", OWNER, SECOND, FIRST),
    )
    assert found.people == ("Аня", "столбец C", "аня")
    assert [(one.cell, one.message) for one in found.problems] == [
        ("C1", "над столбцом с ролями нет имени"),
        ("D1", "сотрудник назван второй раз, первый — в столбце B: считается одним человеком"),
        ("A3", "роли есть, а функция не названа"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [("Клиент", "Категория", "Утверждена"), ("Фирма", "A", "A"), ("Другая", "C", "A")],
        [("Клиент", "Сумма", "Дата"), ("Фирма", 5.5, "05.05.2026")],
        [("R", "A"), ("A", "R")],
        [("Функция", "Аня"), ("звонки", "R"), ("отчёты", "A")],
        [("Функция", "Уровень", "Аня")],
        [("Владелец", "1 бэкапер")],
    ],
)
def test_other_sheets_are_no_matrices(rows: list[tuple[Any, ...]]) -> None:
    assert read_matrix("Лист", grid(*rows)) is None


def test_a_book_gives_its_matrices_in_the_order_of_its_sheets() -> None:
    matrix = grid(("Функция", "Аня"), ("звонки", OWNER))
    assert [one.sheet for one in matrices({"Б": matrix, "пусто": [], "А": matrix})] == ["Б", "А"]


def test_a_large_matrix_and_a_large_other_sheet_are_read_in_seconds() -> None:
    people = tuple(f"Сотрудник {number}" for number in range(60))
    rows = [
        (f"функция {row}", row % 3 + 1, *[OWNER if row % 60 == one else "" for one in range(60)]) for row in range(200)
    ]
    other = [(f"Фирма {row}", *[f"текст {row} {column}" for column in range(40)]) for row in range(10_000)]
    begun = time.perf_counter()
    found = read(("Функция", "Уровень", *people), *rows)
    assert (len(found.rows), len(found.people)) == (200, 60)
    assert read_matrix("Клиенты", grid(("Клиент", *["Столбец"] * 40), *other)) is None
    assert time.perf_counter() - begun < 5
