"""Only cells that differ are written, in as few blocks as pays."""

from __future__ import annotations

from datetime import date, datetime, time

from hypothesis import given
from hypothesis import strategies as st

from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.workflows.refresh_cells import CALL_CELLS, Piece, differing_rows, pieces
from clientbase_xl.workflows.refresh_plan import ShownTable

KEYS = ("client_code", "client_name", "manager", "channel")
SHOWN = ShownTable(CLIENTS, {"client_code": 0, "client_name": 1, "manager": 2, "channel": 4}, [])


def test_a_day_and_the_moment_that_a_host_reads_are_the_same_and_nothing_is_an_empty_text() -> None:
    day = date(2026, 1, 2)
    assert differing_rows([datetime.combine(day, time()), "", 1.0, "а"], [day, None, 1, "б"]) == [3]


def test_rows_that_are_not_shown_yet_differ() -> None:
    assert differing_rows([1.0], [1.0, 2.0, None]) == [1, 2]


def test_cells_between_two_stretches_are_written_along_as_long_as_they_cost_less_than_a_block() -> None:
    near, far = CALL_CELLS + 3, 2 * CALL_CELLS + 5
    assert [*pieces(SHOWN, {"manager": [3, near, far]})] == [
        Piece(2, ("manager",), 3, near + 1),
        Piece(2, ("manager",), far, far + 1),
    ]


def test_neighbours_are_one_block_and_a_column_apart_is_its_own() -> None:
    rows = {"client_code": [0, 9], "client_name": [4], "channel": [2]}
    assert [*pieces(SHOWN, rows)] == [Piece(0, ("client_code", "client_name"), 0, 10), Piece(4, ("channel",), 2, 3)]


def test_a_long_column_beside_one_cell_stays_alone() -> None:
    rows = {"client_code": [*range(10_000)], "client_name": [4]}
    assert [*pieces(SHOWN, rows)] == [
        Piece(0, ("client_code",), 0, 10_000),
        Piece(1, ("client_name",), 4, 5),
    ]


@given(st.dictionaries(st.sampled_from(KEYS), st.sets(st.integers(0, 20_000), min_size=1, max_size=40)))
def test_every_differing_cell_is_written_and_no_cell_twice(rows: dict[str, set[int]]) -> None:
    written = [
        (key, row)
        for piece in pieces(SHOWN, {key: sorted(found) for key, found in rows.items()})
        for key in piece.keys
        for row in range(piece.first, piece.end)
    ]
    assert len(written) == len(set(written))
    assert {(key, row) for key, found in rows.items() for row in found} <= set(written)
