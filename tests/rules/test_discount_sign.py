"""More discounts and deeper ones are a warning (METHOD section 14)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from clientbase_xl.rules.discount_sign import discount_signs
from clientbase_xl.rules.warning_sign import WarningSign
from clientbase_xl.settings import WarningSettings
from tests.support.discounts import TODAY, discounts, plain

NOW, BEFORE, LONG_AGO = date(2026, 5, 1), date(2026, 1, 15), date(2025, 6, 1)


def signs(*rows: tuple[date, float | None], **set_to: Any) -> tuple[WarningSign, WarningSign]:
    table = discounts(*({"decided_on": day, "discount_share": share} for day, share in rows))
    return discount_signs(table, TODAY, WarningSettings(**set_to))


def whole(*rows: tuple[date, float | None]) -> tuple[WarningSign, WarningSign]:
    """Return the signs where discounts have been recorded since long ago."""
    return signs((LONG_AGO, 0.05), *rows)


def test_number_and_depth_by_hand() -> None:
    count, depth = whole(*[(NOW, 0.08)] * 6, *[(BEFORE, 0.05)] * 4)
    assert (count.value, count.value_before, count.is_warning) == (6, 4, True)
    assert plain(count.reason) == "за 3 мес. 6, за столько же до них 4 (+50 %)"
    assert (depth.value, depth.value_before, depth.is_warning) == (0.08, 0.05, True)
    assert plain(depth.reason) == "за 3 мес. 8 %, за столько же до них 5 % (+3 п.п.)"
    assert {one.side for one in (count, depth)} == {"отчего"}
    assert {(one.cause, one.sign) for one in (count, depth)} == {
        ("тотальное снижение цены", "резкое падение рентабельности")
    }


@pytest.mark.parametrize(("count_now", "count_before", "is_warning"), [(6, 4, True), (5, 4, False), (4, 1, False)])
def test_growth_of_the_threshold_warns_from_so_many_on(count_now: int, count_before: int, is_warning: bool) -> None:
    count, _ = whole(*[(NOW, 0.05)] * count_now, *[(BEFORE, 0.05)] * count_before)
    assert count.is_warning is is_warning


@pytest.mark.parametrize(("share", "is_warning"), [(0.07, True), (0.069, False), (0.03, False)])
def test_depth_warns_from_the_threshold_on(share: float, is_warning: bool) -> None:
    assert whole((NOW, share), (BEFORE, 0.05))[1].is_warning is is_warning


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (TODAY, (0, 0)),
        (date(2026, 6, 9), (1, 0)),
        (date(2026, 3, 10), (1, 0)),
        (date(2026, 3, 9), (0, 1)),
        (date(2025, 12, 10), (0, 1)),
        (date(2025, 12, 9), (0, 0)),
    ],
)
def test_days_of_both_periods(day: date, counts: tuple[int, int]) -> None:
    count, _ = signs((LONG_AGO, 0.05), (day, 0.05))
    assert (count.value, count.value_before) == counts


def test_from_none_to_many_is_a_warning_without_a_percentage() -> None:
    count, depth = signs((LONG_AGO, 0.05), *[(NOW, 0.05)] * 5)
    assert count.is_warning is True
    assert plain(count.reason) == "за 3 мес. 5, за столько же до них 0"
    assert depth.is_warning is None
    assert plain(depth.reason) == "за 3 мес. до последних скидок не начато"


def test_nothing_begun_lately_is_calm_and_has_no_depth() -> None:
    count, depth = signs((LONG_AGO, 0.05), (BEFORE, 0.05))
    assert (count.value, count.is_warning) == (0, False)
    assert plain(depth.reason) == "за последние 3 мес. скидок не начато"


def test_without_records_or_with_new_ones_only_nothing_is_known() -> None:
    for one in signs():
        assert (one.is_warning, one.reason) == (None, "в «Скидка» ничего не записано")
    for one in signs(*[(NOW, 0.1)] * 9):
        assert one.is_warning is None
        assert plain(one.reason) == "скидки записаны с 01.05.2026, для сравнения нужны 6 мес."


def test_records_that_do_not_reach_over_both_periods_compare_nothing() -> None:
    first = date(2026, 3, 9)  # the last day of the period before: one recorded day is no three months
    for one in signs((first, 0.05), *[(NOW, 0.1)] * 6):
        assert (one.value, one.is_warning) == (None, None)
        assert plain(one.reason) == "скидки записаны с 09.03.2026, для сравнения нужны 6 мес."
    start = date(2025, 12, 10)
    assert signs((start, 0.05), *[(NOW, 0.1)] * 6)[0].is_warning is True
    assert signs((date(2025, 12, 11), 0.05), *[(NOW, 0.1)] * 6)[0].is_warning is None


def test_thresholds_and_months_are_settings() -> None:
    rows = (*[(date(2026, 5, 20), 0.06)] * 2, (date(2026, 4, 20), 0.05), (LONG_AGO, 0.05))
    count, depth = signs(*rows, discount_months=1, discounts_min=2, discount_depth_growth=0.01)
    assert (count.value, count.value_before, count.is_warning) == (2, 1, True)
    assert depth.is_warning is True


def test_a_discount_without_a_share_counts_but_has_no_depth() -> None:
    count, depth = whole((NOW, None), (BEFORE, 0.05))
    assert count.value == 1
    assert depth.is_warning is None
