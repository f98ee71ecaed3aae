"""Lists keep their order; problems live as long as their import counts."""

from __future__ import annotations

import numpy as np
import pytest

from clientbase_xl.base.imports import undo_import
from clientbase_xl.base.lists import add_values, read_lists
from clientbase_xl.base.problem_log import read_problems, save_problems
from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadUse
from clientbase_xl.problems import Problem, Severity
from clientbase_xl.schemas.lists import DEFAULT_VALUES, LIST_TITLES, LISTS
from tests.support.importer import NOW, export, import_export


def test_lists_come_in_the_order_of_the_sheet_with_their_titles(base: Base) -> None:
    with base.writing() as connection:
        assert add_values(connection, "non_goods", ["POST", "DOT", "POST", ""], at=NOW, by="я") == 2
        assert add_values(connection, "non_goods", ["DOT", "M"], at=NOW, by="я") == 1
    lists = read_lists(base)
    assert tuple(lists.columns) == LISTS.keys
    assert list(dict.fromkeys(lists["list_key"])) == [
        key for key in LIST_TITLES if DEFAULT_VALUES[key] or key == "non_goods"
    ]
    assert list(lists.loc[lists["list_key"] == "non_goods", "value"]) == ["POST", "DOT", "M"]
    glossary = lists[lists["list_key"] == "glossary"].iloc[0]
    assert tuple(glossary[["list_title", "value", "note"]]) == ("Сокращения", "АА", "активные адреса")


def test_a_list_that_the_product_does_not_have_is_refused(base: Base) -> None:
    with pytest.raises(BadUse, match="Справочника «цвета» нет"), base.writing() as connection:
        add_values(connection, "цвета", ["красный"], at=NOW, by="я")


def test_a_problem_comes_back_as_it_was(base: Base) -> None:
    import_export(base, export(1))
    problem = Problem("Сумма не число", "Исправьте", Severity.ERROR, "ф.xlsx", "Лист1", 7, "Сумма", "1O0", 3)
    with base.writing() as connection:
        save_problems(connection, 1, [problem])
    assert read_problems(base) == [Problem("находка 1", "ничего"), problem]


def test_numbers_from_numpy_are_stored_as_plain_ones(base: Base) -> None:
    with base.writing() as connection:
        save_problems(connection, None, [Problem("м", "р", row=np.int64(5), count=np.int64(2))])  # type: ignore[arg-type]
    (problem,) = read_problems(base)
    assert (problem.row, problem.count) == (5, 2)


def test_problems_of_undone_and_wholly_replaced_imports_are_not_shown(base: Base) -> None:
    import_export(base, export(1))
    import_export(base, export(2))  # the same period: replaces the first
    assert [problem.message for problem in read_problems(base)] == ["находка 2"]
    undo_import(base, 2, NOW, "я")
    assert [problem.message for problem in read_problems(base)] == ["находка 1"]


def test_problems_of_a_file_of_cards_are_replaced_by_its_next_import(base: Base) -> None:
    for message in ("первая", "вторая"):
        with base.writing() as connection:
            save_problems(connection, None, [Problem(message, "р", file="карточки.xlsx")])
            save_problems(connection, None, [Problem("чужая", "р", file="другие.xlsx")])
    assert [problem.message for problem in read_problems(base)] == ["вторая", "чужая"]
