"""The list of employees of a book (METHOD section 15)."""

from __future__ import annotations

from typing import Any

from clientbase_xl.reading.matrix_staff import read_staff

LIST: list[tuple[int, tuple[Any, ...]]] = [
    (1, ("Наш отдел",)),
    (3, ("№", "ФИО", "Должность")),
    (4, (1, " Пётр  Серов ", "логист")),
    (5, (2, None, "вакансия")),
    (6, (3,)),
    (7, (4, "Аня", None)),
]


def test_names_stand_below_their_heading() -> None:
    assert read_staff({"Матрица": [], " список  Сотрудников": LIST}) == ("Пётр Серов", "Аня")


def test_a_book_without_such_a_sheet_or_without_names_has_no_list() -> None:
    assert read_staff({"FBS сотрудники": LIST, "Клиенты": LIST}) is None
    assert read_staff({"Сотрудники": LIST[:2]}) is None
    assert read_staff({"Сотрудники": [(1, ("Имена",)), (2, ("Аня",))]}) is not None
