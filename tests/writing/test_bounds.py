"""The ladders of levels ascend, so that the sheet's approximate match finds the level that the rules find."""

from bisect import bisect_right

import numpy as np
import pytest

from clientbase_xl.rules.level_cuts import POTENTIAL_LEVELS, PROFIT_LEVELS, LevelCuts
from clientbase_xl.writing.bounds import potential_bounds, profit_bounds

KNOWN = LevelCuts(1000.0, 500.0, 100.0, 900.0, 300.0, True)
NOBODY_BELOW_MAX = LevelCuts(1000.0, 1000.0, 1000.0, 900.0, 900.0, True)
TURNOVER = LevelCuts(1000.0, 500.0, 100.0, None, None, False)
NOTHING = LevelCuts(None, None, None, None, None, False)


@pytest.mark.parametrize("cuts", [KNOWN, NOBODY_BELOW_MAX, TURNOVER, NOTHING])
def test_bounds_never_descend(cuts: LevelCuts) -> None:
    for bounds in (profit_bounds(cuts), potential_bounds(cuts)):
        values = [bound.from_rub for bound in bounds]
        assert values == sorted(values)


@pytest.mark.parametrize("cuts", [KNOWN, NOBODY_BELOW_MAX, TURNOVER, NOTHING])
@pytest.mark.parametrize("rub", [-1.0, 0.0, 99.99, 100.0, 499.0, 500.0, 999.99, 1000.0, 5e9])
def test_the_ladder_finds_the_profit_level_of_the_rules(cuts: LevelCuts, rub: float) -> None:
    place = bisect_right([bound.from_rub for bound in profit_bounds(cuts)], rub)
    assert PROFIT_LEVELS[5 - place] == PROFIT_LEVELS[int(cuts.profit_ranks(np.array([rub]))[0])]


@pytest.mark.parametrize("cuts", [KNOWN, NOBODY_BELOW_MAX])
@pytest.mark.parametrize("rub", [1.0, 299.0, 300.0, 899.99, 900.0, 5e9])
def test_the_ladder_finds_the_potential_level_of_the_rules(cuts: LevelCuts, rub: float) -> None:
    place = bisect_right([bound.from_rub for bound in potential_bounds(cuts)], rub)
    assert POTENTIAL_LEVELS[3 - place] == POTENTIAL_LEVELS[int(cuts.potential_ranks(np.array([rub]))[0])]


@pytest.mark.parametrize("rub", [1.0, 5e9])
def test_without_cut_offs_every_potential_is_the_column_of_the_unknown(rub: float) -> None:
    place = bisect_right([bound.from_rub for bound in potential_bounds(TURNOVER)], rub)
    assert POTENTIAL_LEVELS[3 - place] == "Высокий"


def test_the_words_say_that_levels_come_from_turnover() -> None:
    assert "оборота" in profit_bounds(TURNOVER)[2].note
    assert "прибыльности" in profit_bounds(KNOWN)[2].note
    assert "Настройки" in potential_bounds(TURNOVER)[1].note


@pytest.mark.parametrize("cuts", [KNOWN, TURNOVER, NOTHING])
def test_the_words_fit_their_column_on_paper(cuts: LevelCuts) -> None:
    assert max(len(bound.note) for bound in (*profit_bounds(cuts), *potential_bounds(cuts))) <= 60
