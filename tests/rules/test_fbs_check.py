"""Checks of one FBS function, one by one (METHOD section 15)."""

from __future__ import annotations

from clientbase_xl.problems import Severity
from clientbase_xl.rules.fbs_check import fbs_check, fbs_words
from clientbase_xl.settings import FbsSettings

OWNER, FIRST, SECOND = "Владелец", "1 бэкапер", "2 бэкапер"


def errors(level: str, *cells: str) -> list[str]:
    """Return the errors of a function."""
    return [one.message for one in fbs_check(level, cells) if one.severity is Severity.ERROR]


def warnings(level: str, *cells: str) -> list[str]:
    """Return the warnings of a function."""
    return [one.message for one in fbs_check(level, cells) if one.severity is Severity.WARNING]


def test_each_level_passes_with_exactly_its_backups() -> None:
    assert fbs_check("1", [OWNER, FIRST, SECOND]) == ()
    assert fbs_check("2", [OWNER, FIRST]) == ()
    assert fbs_check("3", [OWNER]) == ()


def test_one_backup_too_few_fails_by_one() -> None:
    assert errors("1", OWNER, FIRST) == ["бэкаперов 1 из 2"]
    assert errors("2", OWNER) == ["бэкаперов 0 из 1"]


def test_more_backups_than_needed_are_fine() -> None:
    assert fbs_check("3", [OWNER, FIRST, SECOND]) == ()


def test_a_function_needs_an_owner() -> None:
    assert errors("3", "", "") == ["нет владельца"]


def test_a_second_backup_needs_a_first() -> None:
    assert errors("2", OWNER, SECOND) == ["есть 2 бэкапер, а первого нет"]


def test_an_owner_cannot_back_himself_up() -> None:
    assert errors("3", "Владелец; 1 бэкапер") == ["владелец сам себе бэкапер: столбец 1"]
    twice = fbs_check("2", [OWNER, FIRST], ["Аня", "аня "])
    assert [one.message for one in twice] == ["бэкаперов 0 из 1", "владелец сам себе бэкапер: Аня"]


def test_two_backup_roles_of_one_person_are_one_backup() -> None:
    assert [one.message for one in fbs_check("1", [OWNER, FIRST, SECOND], ["Аня", "Боря", "Боря"])] == [
        "бэкаперов 1 из 2"
    ]


def test_several_owners_and_two_first_backups_only_warn() -> None:
    assert warnings("3", OWNER, OWNER) == ["владельцев 2"]
    assert errors("3", OWNER, OWNER) == []
    assert warnings("1", OWNER, FIRST, FIRST) == ["первых бэкаперов 2"]
    assert errors("1", OWNER, FIRST, FIRST) == []


def test_unknown_words_are_errors() -> None:
    assert errors("", OWNER) == ["не указан уровень"]
    assert errors("важный", OWNER) == ["уровень не распознан: важный"]
    assert errors("3", OWNER, "хозяин") == ["роль не распознана: хозяин"]


def test_a_person_outside_the_list_of_employees_is_an_error() -> None:
    found = fbs_check("3", [OWNER, ""], ["Аня", "Боря"], ["Боря"])
    assert [one.message for one in found] == ["нет в списке сотрудников: Аня"]
    assert fbs_check("3", [OWNER, ""], ["Аня", "Боря"], ["аня"]) == ()


def test_the_words_of_a_cell_part_errors_from_warnings() -> None:
    assert fbs_words(()) == "в порядке"
    found = fbs_check("1", [OWNER, OWNER, SECOND])
    assert fbs_words(found) == "ошибка: бэкаперов 1 из 2, есть 2 бэкапер, а первого нет; предупреждение: владельцев 2"


def test_how_bad_a_finding_is_stands_in_the_settings() -> None:
    settings = FbsSettings(several_owners="ошибка", no_owner="предупреждение", few_backups="не проверять")
    assert [(one.severity.value, one.message) for one in fbs_check("1", [OWNER, OWNER], settings=settings)] == [
        ("ошибка", "владельцев 2")
    ]
    assert [one.severity.value for one in fbs_check("1", [FIRST], settings=settings)] == ["предупреждение"]


def test_how_many_backups_a_level_demands_stands_in_the_settings() -> None:
    settings = FbsSettings(backups_high=3, backups_mid=0, backups_low=1)
    assert [one.message for one in fbs_check("1", [OWNER, FIRST, SECOND], settings=settings)] == ["бэкаперов 2 из 3"]
    assert fbs_check("2", [OWNER], settings=settings) == ()
    assert [one.message for one in fbs_check("3", [OWNER], settings=settings)] == ["бэкаперов 0 из 1"]


def test_a_finding_names_its_check_and_its_cell() -> None:
    found = fbs_check("важный", ["Владелец; 1 бэкапер", "хозяин", "хозяин"], ["Аня", "Боря", "Вера"], ["Боря"])
    assert [(one.fault, one.place) for one in found] == [
        ("unknown_level", None),
        ("unknown_role", 1),
        ("unknown_role", 2),
        ("owner_backs_up", 0),
        ("stranger", 0),
    ]
    assert fbs_words(found).count("хозяин") == 1


def test_a_matrix_without_levels_may_leave_them_out() -> None:
    assert fbs_check("", [OWNER], is_level_needed=False) == ()
    assert [one.fault for one in fbs_check("важный", [OWNER], is_level_needed=False)] == ["unknown_level"]
