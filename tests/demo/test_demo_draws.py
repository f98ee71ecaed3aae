"""Draws repeat themselves, keep to their bounds and follow their weights."""

from __future__ import annotations

import pytest

from clientbase_xl.demo.draws import Draws, on_curve


def test_a_key_names_one_sequence_on_every_machine() -> None:
    draws = Draws(7, "stories")
    assert [draws.integer(1, 1000) for _ in range(5)] == [629, 358, 621, 410, 900]


def test_another_key_gives_another_sequence() -> None:
    first, second = Draws(7, "a"), Draws(7, "b")
    assert [first.unit() for _ in range(3)] != [second.unit() for _ in range(3)]


def test_whole_numbers_reach_both_bounds_and_nothing_beyond() -> None:
    draws = Draws("bounds")
    assert {draws.integer(3, 6) for _ in range(200)} == {3, 4, 5, 6}


def test_numbers_around_the_middle_are_likelier_than_at_the_ends() -> None:
    draws = Draws("around")
    values = [draws.around(0, 10) for _ in range(2000)]
    assert min(values) >= 0
    assert max(values) < 10
    assert sum(4 <= value < 6 for value in values) > 2 * sum(value < 2 for value in values)


def test_items_of_weight_zero_are_never_drawn() -> None:
    draws = Draws("weights")
    assert {draws.weighted("abc", (1, 0, 3)) for _ in range(200)} == {"a", "c"}


def test_several_gives_different_items_and_stops_when_none_is_left() -> None:
    draws = Draws("several")
    assert sorted(draws.several([1, 2, 3], [1, 1, 1], 5)) == [1, 2, 3]
    assert draws.several([1, 2, 3], [0, 1, 0], 2) == [2]
    assert draws.several([], [], 2) == []


def test_picking_from_nothing_is_refused() -> None:
    with pytest.raises(IndexError):
        Draws("nothing").pick([])


@pytest.mark.parametrize(("at", "value"), [(-1, 10), (0, 10), (0.5, 15), (1, 20), (2, 30), (3, 40), (9, 40)])
def test_a_curve_is_straight_between_its_points_and_flat_outside(at: float, value: float) -> None:
    assert on_curve(((0, 10), (1, 20), (3, 40)), at) == value
