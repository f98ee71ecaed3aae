"""Shapes, blanks, errors and refusals of a call (EXCEL.md)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from clientbase_xl.functions.call import LONGEST, LONGEST_ANSWER, call
from clientbase_xl.functions.cell_error import CellError
from clientbase_xl.functions.registry import ALL_FUNCTIONS
from clientbase_xl.settings import Settings

TODAY = date(2026, 11, 22)


def answer(name: str, *arguments: Any) -> Any:
    """Return what a function says."""
    return call(name, arguments, Settings(), TODAY)


def test_a_scalar_gives_a_scalar_and_a_range_its_own_shape() -> None:
    assert answer("CB_SHARE_OF_WALLET", 1, 4) == 0.25
    assert answer("CB_SHARE_OF_WALLET", [[1]], 4) == [[0.25]]
    assert answer("CB_SHARE_OF_WALLET", [[1, 2], [3, 4]], 4) == [[0.25, 0.5], [0.75, 1.0]]
    assert answer("CB_SHARE_OF_WALLET", 1, [[4], [2]]) == [[0.25], [0.5]]
    assert answer("CB_SHARE_OF_WALLET", [[1], [2]], [[4, 8]]) == [[0.25, 0.125], [0.5, 0.25]]
    assert answer("CB_SHARE_OF_WALLET", ((1,), (2,)), ((4,),)) == [[0.25], [0.5]]


def test_the_name_may_be_small() -> None:
    assert answer("cb_share_of_wallet", 1, 4) == 0.25
    assert answer("CB_UNKNOWN", 1) == "Функции CB_UNKNOWN нет"


def test_ranges_that_do_not_fit_are_named_by_their_sizes() -> None:
    assert answer("CB_SHARE_OF_WALLET", [[1]] * 3, [[1]] * 5) == "Диапазоны разного размера: 3×1 и 5×1"
    assert answer("CB_SHARE_OF_WALLET", [[1], [2, 3]], 1) == "Строки диапазона разной длины"
    assert answer("CB_SHARE_OF_WALLET", [], 1) == "Пустой диапазон"
    assert answer("CB_CATEGORY", 1, 1, [[3], [2]], 2, 1) == "«Граница прибыли 1»: нужна одна ячейка, а не 2×1"
    assert answer("CB_CATEGORY", 400, 1_000, [[200]], 100, 40, 900, 500) == "A"


def test_too_few_and_too_many_arguments_are_said() -> None:
    assert answer("CB_SHARE_OF_WALLET") == "Не хватает значения «Оборот»"
    assert answer("CB_SHARE_OF_WALLET", 1) == "Не хватает значения «Потенциал»"
    assert answer("CB_CATEGORY", 1, 1, 3) == "Не хватает значения «Граница прибыли 2»"
    assert answer("CB_CATEGORY", 1, 1, 3, None, 1) == "Не хватает значения «Граница прибыли 2»"
    assert answer("CB_SHARE_OF_WALLET", 1, 4, 5) == "Лишние значения: нужно не больше 2"
    assert answer("CB_SHARE_OF_WALLET", 1, 4, None, None) == 0.25


def test_a_blank_row_stays_blank_and_a_blank_part_of_it_does_not_hide_the_rest() -> None:
    assert answer("CB_SHARE_OF_WALLET", None, None) == ""
    assert answer("CB_ORDER_QTY", [[None], [""], [10]], 3, 0) == [[""], [""], [100.0]]
    assert answer("CB_RETENTION", [[None], [""]], [[None], [None]]) == ""
    assert answer("CB_ORDER_QTY", 10, [[None], [3]], 0) == [["нет данных"], [100.0]]


def test_a_wrong_cell_answers_for_itself_only() -> None:
    found = answer("CB_SHARE_OF_WALLET", [[1], ["абв"], ["#Н/Д"], [True]], [[4], [4], [4], [4]])
    assert found == [
        [0.25],
        ["«Оборот»: «абв» — не число"],
        [CellError("#N/A")],
        ["«Оборот»: нужно число, а не да/нет"],
    ]


def test_the_first_wrong_argument_is_the_one_that_is_named() -> None:
    assert answer("CB_SHARE_OF_WALLET", "x", "#Н/Д") == "«Оборот»: «x» — не число"
    assert answer("CB_SHARE_OF_WALLET", "#REF!", "x") == CellError("#REF!")
    assert answer("CB_SHARE_OF_WALLET", [["x"], [1]], [["#Н/Д"], ["#Н/Д"]]) == [
        ["«Оборот»: «x» — не число"],
        [CellError("#N/A")],
    ]


def test_a_wrong_single_argument_answers_for_all_cells() -> None:
    assert answer("CB_CATEGORY", [[1], [2]], 1, "x", 2, 1) == [["«Граница прибыли 1»: «x» — не число"]] * 2


def test_one_wrong_cell_spoils_an_answer_about_the_whole_range_or_its_row_only() -> None:
    assert answer("CB_SELLING_SHARE", [[1], ["#Н/Д"]], [["да"], ["нет"]]) == CellError("#N/A")
    assert answer("CB_SELLING_SHARE", [[1], [-1]], [["да"], ["нет"]]) == "«Минуты»: −1 меньше 0"
    roles = [["Владелец", "#ССЫЛКА!"], ["Владелец", ""]]
    assert answer("CB_FBS_CHECK", 3, roles) == [[CellError("#REF!")], ["в порядке"]]
    assert answer("CB_FBS_UNCOVERED", [["Владелец"]], [["Аня"]], [["#Н/Д"]]) == CellError("#N/A")


def test_a_wrong_client_does_not_spoil_the_ranks_of_others() -> None:
    found = answer("CB_REACTIVATION_RANK", [[100], ["x"], [300]], [["01.09.2026"]] * 3)
    assert found == [[2.0], ["«Отгрузки за окно»: «x» — не число"], [1.0]]


def test_an_answer_with_words_of_cells_in_it_stays_of_a_length_that_a_cell_holds() -> None:
    found = answer("CB_FBS_CHECK", 3, [["Владелец", "хозяин" * 5_000]])
    assert found.startswith("ошибка: роль не распознана: хозяин")
    assert len(found) == LONGEST_ANSWER


@pytest.mark.parametrize("function", ALL_FUNCTIONS, ids=lambda one: one.name)
def test_every_refusal_fits_a_cell(function: Any) -> None:
    long = "очень длинный текст без числа " * 20
    for place in range(len(function.arguments)):
        arguments: list[Any] = [1] * len(function.arguments)
        for wrong in (long, [[1] * 999] * 2, float("inf"), -1e300, [[]]):
            arguments[place] = wrong
            found = call(function.name, arguments, Settings(), TODAY)
            cells = [cell for row in found for cell in row] if isinstance(found, list) else [found]
            if function.unit != "текст":
                assert all(len(cell) <= LONGEST for cell in cells if isinstance(cell, str))
