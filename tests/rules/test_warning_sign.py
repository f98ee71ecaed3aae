"""When a figure is so much worse that it warns, and how the change of a share is said."""

from __future__ import annotations

import pytest

from clientbase_xl.rules.warning_sign import as_shown, is_warned, points


@pytest.mark.parametrize(
    ("worse_by", "is_warning"),
    [(0.0499, False), (0.05, True), (0.30 - 0.25, True), (0.0501, True), (0.0, False), (-0.2, False)],
)
def test_the_threshold_itself_warns_also_where_floats_land_a_hair_below_it(worse_by: float, is_warning: bool) -> None:
    assert is_warned(worse_by, 0.05) is is_warning


def test_what_is_read_is_what_is_judged() -> None:
    now, before = as_shown(0.23246), as_shown(0.24358)
    assert (now, before) == (0.232, 0.244)
    assert points(now - before).replace("\xa0", " ") == "−1,2 п.п."


@pytest.mark.parametrize(
    ("change", "text"),
    [(0.053, "+5,3 п.п."), (-0.03, "−3 п.п."), (0.0, "0 п.п."), (-0.0004, "0 п.п."), (0.0006, "+0,1 п.п.")],
)
def test_shares_are_compared_in_percentage_points(change: float, text: str) -> None:
    assert points(change).replace("\xa0", " ") == text
