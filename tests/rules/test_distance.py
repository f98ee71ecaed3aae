"""The way to the next better letter, in roubles a year (METHOD sections 0 and 3)."""

from __future__ import annotations

import pytest

from clientbase_xl.rules.distance import HIGHEST, NOTHING_BETTER, distances
from clientbase_xl.rules.grid import grid_of
from clientbase_xl.settings import GridSettings
from tests.support.clients import plain

PROFIT_CUTS = (300_000.0, 200_000.0, 100_000.0)
POTENTIAL_CUTS = (3_000_000.0, 2_000_000.0)
MAX, HIGH, MID, LOW, NEGATIVE = range(5)
P_MAX, P_HIGH, P_LOW, P_UNKNOWN = 0, 1, 2, -1
NAN = float("nan")


def sentence(
    profit_rank: int,
    potential_rank: int,
    profit: float,
    potential: float = NAN,
    *,
    is_known: bool = True,
    grid: GridSettings | None = None,
    profit_cuts: tuple[float | None, ...] = PROFIT_CUTS,
    potential_cuts: tuple[float | None, ...] = POTENTIAL_CUTS,
) -> str:
    """Return the sentence of one client, with ordinary spaces."""
    cuts = {True: profit_cuts, False: (900_000.0, 500_000.0, 50_000.0)}
    row = (profit_rank, potential_rank, profit, potential, is_known)
    return plain(distances(grid_of(grid or GridSettings()), cuts, potential_cuts, [row])[0])


def test_the_highest_category_has_nowhere_to_go() -> None:
    assert sentence(MAX, P_MAX, 400_000, 5_000_000) == "Высшая категория"
    assert HIGHEST == "высшая категория"


def test_profit_alone_leads_to_the_nearest_better_letter() -> None:
    assert sentence(MID, P_LOW, 187_700, 1_000_000) == (
        "До B: прибыль +12 300 ₽ в год; до C: потенциал +1 000 000 ₽ в год"
    )


def test_a_loss_first_has_to_reach_zero() -> None:
    assert sentence(NEGATIVE, P_LOW, -500, 1_000_000) == "До D: прибыль +500 ₽ в год"


def test_two_ways_to_one_letter_are_joined() -> None:
    assert sentence(MID, P_HIGH, 150_000, 2_500_000) == ("До B: прибыль +50 000 ₽ в год или потенциал +500 000 ₽ в год")


def test_where_neither_suffices_alone_both_are_named() -> None:
    assert sentence(HIGH, P_HIGH, 250_000, 2_500_000) == ("До A: прибыль +50 000 ₽ в год и потенциал +500 000 ₽ в год")


def test_a_level_that_would_not_change_the_letter_is_skipped() -> None:
    # Низкая × Высокий is C, Средняя × Высокий is C as well: B waits at Высокая.
    assert sentence(LOW, P_HIGH, 50_000, 2_500_000) == "До B: прибыль +150 000 ₽ в год"


def test_an_unknown_potential_says_what_each_answer_would_make_of_the_client() -> None:
    assert sentence(MID, P_UNKNOWN, 150_000) == (
        "До B: прибыль +50 000 ₽ в год; если потенциал от 3,0 млн ₽ — B; если потенциал меньше 2,0 млн ₽ — D"
    )
    assert sentence(MAX, P_UNKNOWN, 350_000) == "Если потенциал от 3,0 млн ₽ — A"


def test_an_unknown_potential_joins_profit_where_profit_alone_leads_nowhere() -> None:
    assert sentence(HIGH, P_UNKNOWN, 250_000) == "До A: прибыль +50 000 ₽ в год и потенциал от 3,0 млн ₽ в год"


def test_without_cut_offs_of_potential_its_levels_are_named() -> None:
    none = (None, None)
    assert sentence(MAX, P_UNKNOWN, 350_000, potential_cuts=none) == "Если потенциал Максимальный — A"
    assert sentence(HIGH, P_UNKNOWN, 250_000, potential_cuts=none) == (
        "До A: прибыль +50 000 ₽ в год и Максимальный потенциал"
    )


def test_without_cost_the_missing_roubles_are_turnover() -> None:
    assert sentence(MID, P_HIGH, 450_000, 2_500_000, is_known=False) == (
        "До B: оборот +50 000 ₽ в год или потенциал +500 000 ₽ в год"
    )


def test_missing_roubles_are_rounded_up_so_that_adding_them_is_enough() -> None:
    assert sentence(LOW, P_HIGH, 199_999.01, 2_500_000) == "До B: прибыль +1 ₽ в год"
    assert sentence(LOW, P_HIGH, 199_998.99, 2_500_000) == "До B: прибыль +2 ₽ в год"


def test_a_profit_tied_on_the_cut_off_still_needs_a_rouble() -> None:
    assert sentence(HIGH, P_MAX, 300_000, 5_000_000) == "До A: прибыль +1 ₽ в год"


def test_equal_cut_offs_lead_straight_to_the_best_of_their_levels() -> None:
    assert sentence(MID, P_MAX, 150_000, 5_000_000, profit_cuts=(200_000.0, 200_000.0, 100_000.0)) == (
        "До A: прибыль +50 000 ₽ в год"
    )


def test_without_any_cut_off_of_profit_there_is_no_way_by_profit() -> None:
    assert sentence(LOW, P_HIGH, 0, 2_500_000, profit_cuts=(None, None, None)) == NOTHING_BETTER.capitalize()


def test_a_grid_without_anything_better_says_so() -> None:
    grid = GridSettings(max_max="B")
    assert sentence(MAX, P_MAX, 400_000, 5_000_000, grid=grid) == "Выше по сетке этой компании категории нет"


@pytest.mark.parametrize("profit_rank", [MAX, HIGH, MID, LOW, NEGATIVE])
@pytest.mark.parametrize("potential_rank", [P_MAX, P_HIGH, P_LOW, P_UNKNOWN])
def test_every_cell_of_the_grid_has_a_sentence(profit_rank: int, potential_rank: int) -> None:
    potential = NAN if potential_rank == P_UNKNOWN else 1_000_000.0
    assert sentence(profit_rank, potential_rank, 1.0, potential)
