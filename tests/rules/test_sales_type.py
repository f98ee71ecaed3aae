"""The type of sales by points: the rows of the method, ties, two points of four, what does not fit."""

from __future__ import annotations

import itertools

import pytest

from clientbase_xl.rules.sales_type import FITTING, PARAMETERS, sales_type
from clientbase_xl.schemas.sales_types import SALES_TYPES

TRANSACTIONAL, MIXED, CONSULTATIVE, _, STRATEGIC = SALES_TYPES


def verdict(*answers: str | None) -> tuple[str, list[int]]:
    found = sales_type(dict(zip(PARAMETERS, answers, strict=True)))
    return found.sales_type, list(found.points.values())


@pytest.mark.parametrize(
    ("answers", "expected", "points"),
    [
        (("низкая", "низкая", "больше 10 000", "до 1 месяца"), TRANSACTIONAL, [4, 3, 0, 0]),
        (("средняя", "средняя", "1 000–10 000", "до 2 месяцев"), MIXED, [1, 4, 1, 0]),
        (("высокая", "высокая", "100–999", "реже 2 месяцев"), CONSULTATIVE, [0, 0, 4, 1]),
        (("высокая", "высокая", "1 000–10 000", "реже 2 месяцев"), CONSULTATIVE, [1, 1, 4, 0]),
        (("очень высокая", "максимальная", "меньше 100", "один раз"), STRATEGIC, [0, 0, 0, 4]),
        (("низкая", "низкая", "1 000–10 000", "до 1 месяца"), MIXED, [4, 4, 1, 0]),
        (("низкая", "низкая", "1 000–10 000", "до 2 месяцев"), MIXED, [3, 4, 1, 0]),
        (("средняя", "низкая", "больше 10 000", "до 1 месяца"), MIXED, [3, 3, 0, 0]),
        (("высокая", "высокая", "100–999", "до 1 месяца"), CONSULTATIVE, [1, 1, 3, 1]),
        (("высокая", "высокая", "меньше 100", "один раз"), "смешанный, уточните", [0, 0, 2, 2]),
        (("низкая", "высокая", "меньше 100", "до 1 месяца"), "смешанный, уточните", [2, 2, 1, 1]),
    ],
)
def test_most_points_win_and_a_tie_goes_to_the_more_complex(
    answers: tuple[str, ...], expected: str, points: list[int]
) -> None:
    assert verdict(*answers) == (expected, points)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ((None, None, None, None), "нет данных"),
        (("низкая", None, None, None), "смешанный, уточните"),
        (("низкая", "низкая", None, None), "смешанный, уточните"),
        (("низкая", "низкая", "больше 10 000", None), TRANSACTIONAL),
        (("", "высокая", "100–999", "реже 2 месяцев"), CONSULTATIVE),
    ],
)
def test_an_answer_that_is_missing_gives_no_point_and_three_fitting_ones_are_enough(
    answers: tuple[str | None, ...], expected: str
) -> None:
    assert verdict(*answers)[0] == expected


def test_what_does_not_fit_the_type_is_named() -> None:
    answers = dict(zip(PARAMETERS, ("высокая", "низкая", "больше 10 000", "до 1 месяца"), strict=True))
    found = sales_type(answers)
    assert (found.sales_type, found.winner, found.count_answered) == (TRANSACTIONAL, TRANSACTIONAL, 4)
    assert found.mismatches == ("цена «высокая», а не «низкая»",)
    unclear = sales_type({"market_size": "100–999", "price_level": "низкая"})
    assert unclear.winner == STRATEGIC
    assert unclear.mismatches == ("цена «низкая», а не «очень высокая»",)


def test_every_combination_of_answers_has_one_verdict_by_its_points() -> None:
    names = list(FITTING)
    for answers in itertools.product(*((None, *allowed) for _, allowed in PARAMETERS.values())):
        found = sales_type(dict(zip(PARAMETERS, answers, strict=True)))
        most = max(found.points.values())
        if any(answers):
            assert found.winner == [name for name in names if found.points[name] == most][-1]
            assert (found.sales_type == found.winner) == (most >= 3)
            assert len(found.mismatches) == found.count_answered - found.points[found.winner]
        else:
            assert (found.sales_type, found.winner) == ("нет данных", "")


def test_a_word_that_the_method_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="price_level: unknown answer 'дорого'"):
        sales_type({"price_level": "дорого"})
