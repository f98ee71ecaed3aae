"""Words of a responsibility matrix as people type them (METHOD section 15)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from clientbase_xl.reading.matrix_words import (
    cell_text,
    fbs_cells,
    is_function_heading,
    is_legend,
    is_level_heading,
    is_number,
    is_role,
    is_service_heading,
    is_total,
    raci_letters,
)


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("R", "R"),
        ("A ", "A"),
        ("R/A", "RA"),
        ("A/C", "AC"),
        ("RA", "RA"),
        ("r, i", "RI"),
        ("R + A", "RA"),
        ("(A)", "A"),
        ("R*", "R"),
        ("А", "A"),
        ("А/С", "AC"),
        ("R\\A", "RA"),
        ("S", "S"),
        ("RR", ""),
        ("X", ""),
        ("RAX", ""),
        ("Р", ""),
        ("Аня", ""),
        ("", ""),
        ("/", ""),
    ],
)
def test_raci_letters_are_understood_in_every_usual_spelling(text: str, letters: str) -> None:
    assert raci_letters(text) == set(letters)


def test_the_accountable_owns_the_responsible_back_up_in_their_order_and_others_do_not_stand_in() -> None:
    assert fbs_cells(["R", "A ", "C", "R/A", "R", "I", "S", "хозяин", "", "Владелец"]) == [
        "1 бэкапер",
        "Владелец",
        "",
        "Владелец",
        "2 бэкапер",
        "",
        "",
        "хозяин",
        "",
        "Владелец",
    ]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (2.0, "2"),
        (2.5, "2.5"),
        (3, "3"),
        (True, "да"),
        ("  2\u00a0 бэкапер\n", "2 бэкапер"),
        ("—", ""),
        ("-", ""),
        (datetime.fromisoformat("2026-08-03"), "03.08.2026"),
        ("#N/A", "#N/A"),
    ],
)
def test_a_cell_is_read_as_people_see_it(cell: Any, text: str) -> None:
    assert cell_text(cell) == text


@pytest.mark.parametrize(
    "text", ["Функция", "ФУНКЦИЯ / Сотрудник", "Задачи отдела", "Task", "Activity", "Бизнес-процесс"]
)
def test_headings_of_functions(text: str) -> None:
    assert is_function_heading(text)


def test_headings_of_levels_service_columns_and_totals() -> None:
    assert is_level_heading("Уровень важности")
    assert is_level_heading("Level")
    assert all(map(is_service_heading, ["№", "№ п/п", "Примечание", "Комментарии", "Отдел", "Статус", "ID"]))
    assert not any(map(is_service_heading, ["Отдел продаж", "Коммерческий директор", "Иванов", "Логист"]))
    assert all(map(is_total, ["Итого", "ИТОГО ролей", "Всего", "Total"]))
    assert not is_total("Итоговый отчёт")
    assert all(map(is_number, ["5", "1,5", "12 %", "03.08.2026", "−3"]))
    assert not is_number("R")


@pytest.mark.parametrize(
    "texts",
    [
        ["R – Responsible"],
        ["", "A = отвечает за результат", ""],
        ["R", "Responsible"],
        ["R", "исполняет", "A", "утверждает"],
        ["Владелец — отвечает за результат"],
        ["1 бэкапер: замещает владельца"],
        ["Легенда:"],
        ["", "С – консультирует"],
    ],
)
def test_a_legend_explains_signs(texts: list[str]) -> None:
    assert is_legend(texts)


@pytest.mark.parametrize(
    "texts", [["Планирование", "R", "A"], ["С отчётами", "", ""], ["Владелец", "1 бэкапер"], ["Иванов"]]
)
def test_functions_and_people_are_no_legend(texts: list[str]) -> None:
    assert not is_legend(texts)


def test_roles_are_those_of_either_language() -> None:
    assert all(map(is_role, ["Владелец", "2-й бекапер", "R/A", "а", "Владелец; хозяин"]))
    assert not any(map(is_role, ["хозяин", "бэкапер", "Анализ", "", "1"]))
