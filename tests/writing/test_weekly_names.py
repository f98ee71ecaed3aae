"""Names of people on a page: whole, with initials, or on two lines, but never printed small."""

from __future__ import annotations

from clientbase_xl.writing.weekly_names import shown_names
from clientbase_xl.writing.weekly_paper import Place

PLACE = Place(0, 0, is_bold=True, is_wrapped=True)
LONG, OTHER = "Константинопольская Александра Владимировна", "Константинопольская Анна Владимировна"


def test_a_name_that_fits_is_whole() -> None:
    assert shown_names(["Иванова Анна", "=1+1"], PLACE) == {"Иванова Анна": "Иванова Анна", "=1+1": "=1+1"}


def test_a_long_name_has_initials_also_for_a_double_first_name() -> None:
    assert shown_names([LONG], PLACE)[LONG] == "Константинопольская А. В."
    double = "Рождественская-Константинова Анна-Мария"
    assert shown_names([double], PLACE)[double] == "Рождественская-Константинова А.-М."


def test_names_that_initials_would_make_equal_stay_whole() -> None:
    assert shown_names([LONG, OTHER], PLACE) == {LONG: LONG, OTHER: OTHER}


def test_what_is_no_name_of_a_person_stays_whole() -> None:
    title = "Старший менеджер отдела оптовых продаж № 7"
    assert shown_names([title], PLACE)[title] == title
