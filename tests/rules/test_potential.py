"""Routes to the potential of a client, worked by hand (METHOD section 4)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from clientbase_xl.rules.potential import potential, share_used
from clientbase_xl.schemas.profiles import (
    AT_LEAST,
    BELOW_TURNOVER,
    BY_BOTH,
    BY_CHANNEL,
    BY_COUNT,
    BY_ORDERS,
    BY_SHARE,
    ROUTES_APART,
    SHARE_AND_ONE,
    TOO_FEW_ORDERS,
)
from clientbase_xl.settings import ProfileSettings

SHORT = {
    "n": "count_orders_per_year",
    "order": "average_order_rub",
    "share": "share_ours",
    "suppliers": "count_suppliers",
    "turnover": "turnover_12m_rub",
    "purchase": "average_purchase_rub",
    "median": "ratio_median",
    "high": "ratio_high",
}


def found(**answers: float) -> dict[str, Any]:
    """Return the potential of one client; what is not named is unknown."""
    row = pd.DataFrame([{SHORT[name]: value for name, value in answers.items()}])
    one = potential(row, ProfileSettings()).iloc[0].to_dict()
    return {key: None if pd.isna(value) else value for key, value in one.items()}


def ends(**answers: float) -> tuple[float | None, float | None, float | None]:
    """Return least, likely and most."""
    one = found(**answers)
    return one["potential_min_rub"], one["potential_rub"], one["potential_max_rub"]


def test_orders_times_average_order_is_route_a() -> None:
    one = found(n=24, order=50_000, turnover=300_000)
    assert (one["route_a_rub"], one["route_b_rub"], one["way"]) == (1_200_000, None, BY_ORDERS)
    assert ends(n=24, order=50_000, turnover=300_000) == (1_200_000, 1_200_000, 1_200_000)
    assert (one["share_of_wallet"], one["untapped_rub"]) == (0.25, 900_000)


def test_turnover_by_our_share_is_route_b() -> None:
    one = found(share=0.25, turnover=300_000)
    assert (one["route_a_rub"], one["route_b_rub"], one["way"]) == (None, 1_200_000, BY_SHARE)
    assert one["potential_min_rub"] == one["potential_rub"] == one["potential_max_rub"] == 1_200_000


def test_both_routes_give_an_interval_whose_likely_value_is_route_a() -> None:
    assert ends(n=10, order=100_000, share=0.25, turnover=300_000) == (1_000_000, 1_000_000, 1_200_000)
    assert ends(n=14, order=100_000, share=0.25, turnover=300_000) == (1_200_000, 1_400_000, 1_400_000)
    assert found(n=10, order=100_000, share=0.25, turnover=300_000)["way"] == BY_BOTH


@pytest.mark.parametrize(
    ("share", "route"), [(0.01, 10_000_000.0), (1.0, 100_000.0), (0.0, None), (0.0099, None), (1.01, None)]
)
def test_a_share_counts_from_one_to_a_hundred_per_cent(share: float, route: float | None) -> None:
    assert found(share=share, turnover=100_000)["route_b_rub"] == route


def test_one_supplier_is_a_hundred_per_cent_and_two_say_nothing() -> None:
    assert ends(suppliers=1, turnover=100_000) == (100_000, 100_000, 100_000)
    assert found(suppliers=1, turnover=100_000)["share_of_wallet"] == 1
    assert found(suppliers=2, turnover=100_000)["route_b_rub"] is None


def test_a_share_beats_one_supplier_and_the_contradiction_is_named() -> None:
    one = found(suppliers=1, share=0.5, turnover=100_000)
    assert (one["route_b_rub"], one["contradiction"]) == (200_000, SHARE_AND_ONE)
    assert found(suppliers=1, share=1, turnover=100_000)["contradiction"] is None


@pytest.mark.parametrize(
    ("order", "contradiction"), [(70_000, None), (69_999, ROUTES_APART), (142_857, None), (142_858, ROUTES_APART)]
)
def test_routes_thirty_per_cent_apart_agree_and_a_hair_more_is_a_problem(
    order: float, contradiction: str | None
) -> None:
    # Route b: 250 000 ÷ 25 % = 1 000 000; route a: 10 orders. |a − b| ÷ max is exactly 0.30 at 700 000.
    one = found(n=10, order=order, share=0.25, turnover=250_000)
    assert one["contradiction"] == contradiction
    assert one["potential_rub"] == order * 10


def test_a_route_below_own_turnover_is_ignored_and_one_equal_to_it_stands() -> None:
    one = found(n=10, order=9_999, share=0.5, turnover=100_000)
    assert (one["route_a_rub"], one["potential_rub"], one["way"]) == (99_990, 200_000, BY_SHARE)
    assert one["contradiction"] == BELOW_TURNOVER
    assert ends(n=10, order=9_999, turnover=100_000) == (100_000, None, None)
    equal = found(n=10, order=10_000, turnover=100_000)
    assert (equal["potential_rub"], equal["untapped_rub"], equal["contradiction"]) == (100_000, 0, None)


def test_orders_alone_give_our_average_purchase_up_to_twice_of_it() -> None:
    one = found(n=20, turnover=120_000, purchase=10_000)
    assert ends(n=20, turnover=120_000, purchase=10_000) == (120_000, 200_000, 400_000)
    assert (one["way"], one["share_of_wallet"], one["untapped_rub"]) == (BY_COUNT, 0.6, 80_000)


def test_fewer_orders_than_our_purchases_are_no_answer_but_rounding_is_forgiven() -> None:
    one = found(n=11, turnover=120_000, purchase=10_000)
    assert (one["way"], one["potential_rub"], one["contradiction"]) == (AT_LEAST, None, TOO_FEW_ORDERS)
    assert ends(n=3, turnover=100.01, purchase=33.33) == (100.01, 100.01, 200.02)
    assert found(n=3, turnover=100.01, purchase=33.0)["contradiction"] == TOO_FEW_ORDERS


@pytest.mark.parametrize("orders", [0, -5])
def test_no_orders_are_no_answer(orders: float) -> None:
    one = found(n=orders, order=50_000, turnover=100_000, purchase=5_000)
    assert (one["route_a_rub"], one["way"], one["contradiction"]) == (None, AT_LEAST, None)


def test_without_an_answer_the_answers_of_others_estimate() -> None:
    one = found(turnover=100_000, median=2.0, high=5.0)
    assert ends(turnover=100_000, median=2.0, high=5.0) == (100_000, 200_000, 500_000)
    assert (one["way"], one["share_of_wallet"], one["untapped_rub"]) == (BY_CHANNEL, None, None)
    assert ends(turnover=100_000, median=0.8, high=0.9) == (100_000, 100_000, 100_000)


def test_without_answers_of_others_the_potential_is_at_least_the_turnover() -> None:
    assert ends(turnover=100_000) == (100_000, None, None)
    assert found(turnover=100_000)["way"] == AT_LEAST


@pytest.mark.parametrize("turnover", [0.0, -500.0, np.nan])
def test_without_turnover_only_route_a_gives_a_potential(turnover: float) -> None:
    nothing = found(turnover=turnover, share=0.5, suppliers=1, median=2.0, high=5.0)
    assert (nothing["potential_min_rub"], nothing["potential_rub"], nothing["way"]) == (None, None, None)
    assert found(turnover=turnover, n=12, order=1_000)["potential_rub"] == 12_000


def test_a_client_that_nobody_knows_has_no_share_of_wallet() -> None:
    one = found(n=12, order=1_000)
    assert (one["potential_rub"], one["share_of_wallet"], one["untapped_rub"]) == (12_000, None, None)


def test_the_settings_move_the_limit_and_the_factor() -> None:
    row = pd.DataFrame(
        {"count_orders_per_year": [20.0], "turnover_12m_rub": [120_000.0], "average_purchase_rub": [10_000.0]}
    )
    assert potential(row, ProfileSettings(orders_only_factor=3.0))["potential_max_rub"].tolist() == [600_000]
    apart = pd.DataFrame([{SHORT["n"]: 10, SHORT["order"]: 50_000, SHORT["share"]: 0.25, SHORT["turnover"]: 250_000}])
    assert potential(apart, ProfileSettings(contradiction_share=0.5))["contradiction"].tolist() == [None]


def test_no_client_at_all_is_an_empty_table() -> None:
    assert potential(pd.DataFrame(columns=list(SHORT.values())), ProfileSettings()).empty
    assert share_used(pd.Series([], dtype=float), pd.Series([], dtype=float)).empty
