"""How long the lists of a page are: shortened alike, then grown into the room that is left."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest

from clientbase_xl.writing.weekly_limits import FEWEST, Limits, longest

NOTHING = Limits(**dict.fromkeys(asdict(FEWEST[True]), 0))
LEAST = replace(NOTHING, contacts=2, actions=4, ranked=12)


def test_the_longest_list_is_shortened_first_and_of_equal_ones_the_first() -> None:
    start = replace(LEAST, changes=5, contacts=4, actions=6)
    assert [(one.changes, one.contacts, one.actions) for one in start.shorter(LEAST)] == [
        (5, 4, 5),
        (4, 4, 5),
        (4, 4, 4),
        (3, 4, 4),
        (3, 3, 4),
        (0, 3, 4),
        (0, 2, 4),
    ]


def test_a_list_that_may_vanish_has_three_rows_or_none() -> None:
    assert [one.tasks for one in replace(NOTHING, tasks=5).shorter(NOTHING)] == [4, 3, 0]
    assert [one.tasks for one in replace(NOTHING, tasks=2).shorter(NOTHING)] == [0]


def test_the_ranking_is_shortened_last() -> None:
    steps = list(replace(LEAST, people=4, ranked=14).shorter(LEAST))
    assert [(one.people, one.ranked) for one in steps] == [(3, 14), (0, 14), (0, 13), (0, 12)]


def test_lists_that_are_as_short_as_they_may_be_stay() -> None:
    for least in FEWEST.values():
        assert list(least.shorter(least)) == []


def total(limits: Limits) -> int:
    return sum(asdict(limits).values())


@pytest.mark.parametrize("room", [18, 19, 25, 40, 60])
def test_the_room_is_filled_to_the_last_row(room: int) -> None:
    wanted = replace(LEAST, changes=15, people=6, gaps=6, actions=8, ranked=20)
    found = longest(wanted, LEAST, lambda one: total(one) <= room)
    assert total(found) == room if room < total(wanted) else found == wanted
    assert all(getattr(LEAST, name) <= count <= getattr(wanted, name) for name, count in asdict(found).items())


def test_a_list_that_became_a_line_comes_back_before_others_grow() -> None:
    """A row of a manager takes ten rows of room, and there is room for twelve."""
    wanted = replace(NOTHING, changes=3, people=3, actions=12)
    found = longest(wanted, NOTHING, lambda one: one.changes + 10 * one.people + one.actions <= 12)
    assert found == replace(NOTHING, changes=3, actions=9)


def test_what_does_not_fit_at_its_shortest_is_given_back_so() -> None:
    wanted = replace(LEAST, changes=15)
    assert longest(wanted, LEAST, lambda _: False) == LEAST
    assert longest(wanted, LEAST, lambda _: True) == wanted
