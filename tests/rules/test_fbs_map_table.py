"""«FBS карта» by hand and against the stress test (METHOD section 15)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from clientbase_xl.rules.fbs_map_table import fbs_losses, fbs_map_table
from clientbase_xl.rules.fbs_matrix import FbsMatrix, fbs_matrix
from clientbase_xl.rules.fbs_stress import LOST, fbs_stress
from clientbase_xl.schemas.fbs_map import FBS_MAP
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.schemas.wide import as_shown, widened
from clientbase_xl.settings import FbsSettings
from tests.support.clients import plain
from tests.support.fbs import large, matrices, of_words

DEFAULTS = FbsSettings()


def test_the_diagonal_is_one_the_rest_two_in_points_of_the_levels() -> None:
    """Вера alone does ф3 (1 point) and ф5 (no level: as «Обычный»); ф1 is Аня's and Боря's, ф2 Боря's and Вера's."""
    matrix = of_words("1: o1.", "2: .o1", "3: ..o", "3: ...", "0: ..o")
    assert fbs_losses(matrix, DEFAULTS).tolist() == [[0, 3, 2], [3, 0, 4], [2, 4, 2]]
    table, line = fbs_map_table(matrix, DEFAULTS)
    assert list(table) == list(widened(FBS_MAP, ("Аня", "Боря", "Вера")).keys)
    assert table.where(table.notna(), None).to_numpy().tolist() == [
        ["Аня", 0.0, 0.0, 3.0, 2.0, "Боря (+3)"],
        ["Боря", 0.0, 3.0, 0.0, 4.0, "Аня (+3)"],
        ["Вера", 2.0, 2.0, 4.0, 2.0, "Боря (+2)"],
    ]
    assert check_table(table, as_shown(FBS_MAP, table)) == ()
    assert (
        plain(line) == "В ячейках — баллы функций, которые станет некому делать: Высший — 3, Средний — 2, Обычный — 1."
    )


def test_weights_of_the_settings_are_used_and_said() -> None:
    table, line = fbs_map_table(of_words("1: ob"), FbsSettings(weight_high=2.5))
    assert table["worst_with"].tolist() == ["Боря (+2,5)", "Аня (+2,5)"]
    assert "Высший — 2,5" in plain(line)


def test_who_can_be_replaced_has_no_worst_partner() -> None:
    assert fbs_map_table(of_words("1: o12"), DEFAULTS)[0]["worst_with"].tolist() == [None, None, None]


@pytest.mark.parametrize("empty", [fbs_matrix([], [], [], []), fbs_matrix([], [], ["Аня"], [])])
def test_without_people_or_functions_there_is_no_map(empty: FbsMatrix) -> None:
    table, line = fbs_map_table(empty, DEFAULTS)
    assert (len(table), list(table), line) == (0, list(FBS_MAP.keys), "")


def test_one_employee_is_one_cell() -> None:
    table, _ = fbs_map_table(of_words("2: o", "3: o"), DEFAULTS)
    assert table.to_numpy().tolist() == [["Аня", 3.0, 3.0, None]]


@settings(deadline=None)
@given(matrix=matrices(5, 4, levels="123"))
def test_every_cell_is_what_the_stress_test_loses(matrix: FbsMatrix) -> None:
    lost = fbs_losses(matrix, DEFAULTS)
    places = {name: place for place, name in enumerate(matrix.people)}
    assert np.array_equal(lost, lost.T)
    for count in (1, 2):
        for row in fbs_stress(matrix, count).to_dict("records"):
            first, last = places[row["absent"][0]], places[row["absent"][-1]]
            points = sum(weight * row[name] for weight, name in zip((3, 2, 1), LOST, strict=False))
            assert lost[first, last] == points


def test_sixty_employees_have_sixty_columns() -> None:
    table, _ = fbs_map_table(large(60, 200, seed=3, backups=0.02), DEFAULTS)
    assert table.shape == (60, 63)
