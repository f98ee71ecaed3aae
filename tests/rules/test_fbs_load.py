"""Load of employees by hand (METHOD section 15: weights 3/2/1, owner 1, backup 0.5)."""

from __future__ import annotations

import pytest

from clientbase_xl.rules.fbs_load import fbs_load
from clientbase_xl.settings import FbsSettings
from tests.support.fbs import of_words

MATRIX = of_words("1: o12", "2: .o1", "3: o..", "0: ..o")


def test_an_owner_carries_the_weight_of_the_level_and_a_backup_half_of_it() -> None:
    table = fbs_load(MATRIX, FbsSettings())
    assert table["employee"].tolist() == ["Аня", "Боря", "Вера"]
    assert table["load"].tolist() == [3 + 1, 1.5 + 2, 1.5 + 1 + 0]
    assert table["load_fair"].tolist() == pytest.approx([10 / 3] * 3)
    assert table["load_over"].sum() == pytest.approx(0)


def test_functions_are_counted_by_level_and_by_who_alone_can_do_them() -> None:
    table = fbs_load(MATRIX, FbsSettings()).set_index("employee")
    assert table.loc["Аня", ["owned_high", "owned_mid", "owned_low", "owned_unknown"]].tolist() == [1, 0, 1, 0]
    assert table.loc["Вера", ["backed_high", "backed_mid", "backed_low", "owned_unknown"]].tolist() == [1, 1, 0, 1]
    assert table["count_key"].tolist() == [1, 0, 1]


def test_the_weights_are_those_of_the_settings() -> None:
    settings = FbsSettings(weight_high=10, weight_low=0, owner_part=2, backup_part=0.1)
    assert fbs_load(MATRIX, settings)["load"].tolist() == pytest.approx([20, 1 + 4, 1 + 0.2])
