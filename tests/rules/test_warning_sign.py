"""When a figure is so much worse that it warns, and how the change of a share is said."""

from __future__ import annotations

import pytest

from clientbase_xl.rules.warning_sign import is_warned, points


@pytest.mark.parametrize(
    ("worse_by", "is_warning"),
    [(0.0499, False), (0.05, True), (0.30 - 0.25, True), (0.0501, True), (0.0, False), (-0.2, False)],
)
def test_the_threshold_itself_warns_also_where_floats_land_a_hair_below_it(worse_by: float, is_warning: bool) -> None:
    assert is_warned(worse_by, 0.05) is is_warning


@pytest.mark.parametrize(
    ("change", "text"),
    [(0.053, "+5,3 п.п."), (-0.03, "−3 п.п."), (0.0, "0 п.п."), (-0.0004, "0 п.п."), (0.0006, "+0,1 п.п.")],
)
def test_shares_are_compared_in_percentage_points(change: float, text: str) -> None:
    assert points(change).replace("\xa0", " ") == text
