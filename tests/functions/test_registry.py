"""The registry: names, words and rules of the cell functions."""

from __future__ import annotations

import re

import pytest

from clientbase_xl.functions.model import Argument, CellFunction, Gives
from clientbase_xl.functions.registry import ALL_FUNCTIONS, BY_NAME
from clientbase_xl.rules.catalogue import ALL_RULES

OF_THE_ISSUE = [
    "CB_CATEGORY",
    "CB_CATEGORY_REASON",
    "CB_POTENTIAL",
    "CB_POTENTIAL_MIN",
    "CB_POTENTIAL_MAX",
    "CB_SHARE_OF_WALLET",
    "CB_NEXT_QUESTION",
    "CB_REACTIVATION_RANK",
    "CB_REACTIVATION_STATUS",
    "CB_RETENTION",
    "CB_TARGET_VOLUME",
    "CB_ORDER_QTY",
    "CB_SAFETY_STOCK",
    "CB_DISCOUNT_BREAKEVEN",
    "CB_FBS_CHECK",
    "CB_FBS_UNCOVERED",
    "CB_SELLING_SHARE",
    "CB_COMPLETENESS",
]
ARGUMENTS = [(function, argument) for function in ALL_FUNCTIONS for argument in function.arguments]
# Excel joins function and argument descriptions with limits of its own.
DESCRIPTION_MAX, TITLE_MAX = 255, 30


def test_every_function_that_was_promised_is_there_once() -> None:
    assert set(OF_THE_ISSUE) <= set(BY_NAME)
    assert len(BY_NAME) == len(ALL_FUNCTIONS)


@pytest.mark.parametrize("function", ALL_FUNCTIONS, ids=lambda one: one.name)
def test_a_function_has_a_latin_name_russian_words_and_a_rule_of_the_catalogue(function: CellFunction) -> None:
    assert re.fullmatch(r"CB_[A-Z]+(_[A-Z]+)*", function.name)
    assert re.search("[а-я]", function.note)
    assert len(function.note) <= DESCRIPTION_MAX
    assert function.note.endswith(".")
    assert function.rule.__module__ in {rule.function.__module__ for rule in ALL_RULES}
    keys = [argument.key for argument in function.arguments]
    assert len(set(keys)) == len(keys)
    titles = [argument.title for argument in function.arguments]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(
    ("function", "argument"),
    ARGUMENTS,
    ids=lambda one: getattr(one, "name", one.key if isinstance(one, Argument) else ""),
)
def test_an_argument_has_russian_words_of_a_length_that_excel_shows(function: CellFunction, argument: Argument) -> None:
    assert re.search("[А-Яа-я]", argument.title), function.name
    assert re.search("[а-я]", argument.note)
    assert len(argument.title) <= TITLE_MAX
    assert len(argument.note) <= DESCRIPTION_MAX
    assert argument.note.endswith(".")


def test_functions_of_whole_ranges_say_so() -> None:
    assert {function.name for function in ALL_FUNCTIONS if function.gives is Gives.ONE} == {
        "CB_RETENTION",
        "CB_FBS_UNCOVERED",
        "CB_SELLING_SHARE",
    }
    whole = ("CB_REACTIVATION_RANK", "CB_RETENTION", "CB_FBS_CHECK", "CB_FBS_UNCOVERED", "CB_COMPLETENESS")
    assert all(re.search("диапазон|строк", BY_NAME[name].note, re.IGNORECASE) for name in whole)
