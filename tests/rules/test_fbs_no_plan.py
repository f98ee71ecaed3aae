"""What makes the trainings impossible, in words (METHOD section 15)."""

from __future__ import annotations

from clientbase_xl.rules.fbs_no_plan import fbs_no_plan
from clientbase_xl.settings import FbsSettings
from tests.support.fbs import of_words


def test_a_possible_plan_needs_no_words() -> None:
    assert fbs_no_plan(of_words("2: o."), FbsSettings()) == ()


def test_functions_with_too_few_people_are_named_before_any_limit() -> None:
    (said,) = fbs_no_plan(of_words("1: o1"), FbsSettings(new_functions_max=0))
    assert said.replace("\u00a0", " ") == "Функции «ф1» не хватает: 1 бэкапер, а учить можно только: 0."
    many = fbs_no_plan(of_words(*["1: o1"] * 5), FbsSettings())
    assert len(many) == 4
    assert "ещё 2" in many[3].replace("\u00a0", " ")


def test_the_limit_of_new_functions_comes_with_the_number_that_is_enough() -> None:
    (said,) = fbs_no_plan(of_words(*["2: o."] * 5), FbsSettings())
    assert said == "Мешает предел новых функций на человека (3). Если разрешить 5, план есть."
    (said,) = fbs_no_plan(of_words("2: o.", "2: .o", "2: o."), FbsSettings(new_functions_max=1))
    assert "нужно обучений 3, а возможно не больше 2" in said
    assert said.endswith("Если разрешить 2, план есть.")


def test_the_load_limit_comes_with_the_points_that_are_enough() -> None:
    (said,) = fbs_no_plan(of_words("2: o..", "1: 1o1", "3: ..o"), FbsSettings(load_max=3.25))
    assert said == "Мешает предел нагрузки (3,25 балл.). При пределе 3,5 балл. план есть."


def test_two_limits_that_only_fail_together_are_both_named() -> None:
    matrix = of_words("2: o..", "2: o..", "2: o..")
    said = fbs_no_plan(matrix, FbsSettings(new_functions_max=1, load_max=1))
    assert len(said) == 1
    assert said[0].startswith("Мешают два предела сразу")
