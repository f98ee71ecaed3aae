"""Who moves to the telephone: the order, unknown potentials, ties, and who does not fit even so."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientbase_xl.rules.contact_plan import minutes_per_month
from clientbase_xl.rules.move_to_phone import HAIR, move_to_phone
from clientbase_xl.schemas.contact_load import DOES_NOT_FIT, TO_PHONE
from tests.support.contact_plans import client, plan_of

DAY = 288.0
"""Minutes of a working day: 8 h × 0.6."""


def moves(*rows: dict[str, Any], minutes: float = DAY) -> pd.DataFrame:
    return move_to_phone(plan_of(*rows), minutes)


def test_lowest_worth_per_visit_hour_first_not_lowest_worth() -> None:
    # C visits 0.5 × 1.5 h × 12 = 9 h a year, A 4 × 1.5 × 12 = 72 h: 900 ÷ 9 = 100 ₽/h, 3 600 ÷ 72 = 50 ₽/h.
    rows = (client("c", "C", untapped_rub=900.0), client("a", "A", untapped_rub=3_600.0))
    table = moves(*rows, minutes=554.0)  # one minute over
    assert table["client_code"].tolist() == ["a"]
    assert table["rub_per_hour"].tolist() == [50.0]
    assert table["hours_saved"].tolist() == [5.0]


def test_an_unknown_potential_is_judged_by_the_turnover_and_says_so() -> None:
    # C: 45 + 30 = 75 min, 37.5 of them saved; 10 clients need 750.
    rows = [client(f"C{number}", "C", untapped_rub=5_000.0) for number in range(9)]
    table = moves(*rows, client("unknown", "C", turnover_12m_rub=4_000.0), minutes=700)
    assert table["client_code"].tolist() == ["unknown", "C0"]
    assert table["reason"].iloc[0].startswith("Потенциал не известен, оборот 4")
    assert pd.isna(table["untapped_rub"].iloc[0])


def test_equal_worth_goes_by_client_code() -> None:
    table = moves(*(client(code, "B", untapped_rub=10.0) for code in ("3", "1", "2")), minutes=2 * DAY)
    assert table["client_code"].tolist() == ["1"]  # 720 min against 576: one client saves 150


@pytest.mark.parametrize(("minutes", "count"), [(480, 0), (480 - 1e-9, 0), (479, 1), (181, 1), (180, 1)])
def test_a_load_that_fits_exactly_moves_nobody(minutes: float, count: int) -> None:
    assert len(moves(client("1", "A"), minutes=minutes)) == count


def test_who_does_not_fit_by_telephone_either_is_named_last() -> None:
    # 3 A = 1 440 min; by telephone 3 × 12 × 15 = 540; of one day the two least worthy leave, 180 min stay.
    worths = (("1", 300.0), ("2", 100.0), ("3", 200.0))
    table = moves(*(client(code, "A", untapped_rub=worth) for code, worth in worths))
    assert table[["client_code", "move", "hours_saved"]].to_numpy().tolist() == [
        ["1", TO_PHONE, 5.0],
        ["2", DOES_NOT_FIT, 8.0],
        ["3", DOES_NOT_FIT, 8.0],
    ]
    assert table["rank_manager"].tolist() == [1, 2, 3]
    # 100 ₽ ÷ (12 calls × 15 min × 12 months = 36 h).
    assert table["rub_per_hour"].iloc[1] == pytest.approx(100 / 36)
    assert table["reason"].iloc[1].endswith("часов не хватает и на звонки")


def test_a_visit_no_longer_than_a_call_is_not_moved() -> None:
    plan = plan_of(client("1", "A")).assign(visit_minutes=15.0, minutes_per_month=180.0)
    assert move_to_phone(plan, 0.0)["move"].tolist() == [DOES_NOT_FIT]


def test_without_clients_nobody_moves() -> None:
    assert moves().empty
    assert moves(minutes=0).empty


@pytest.mark.long
@settings(deadline=None)
@given(
    letters=st.lists(st.sampled_from("ABCD"), min_size=1, max_size=8),
    worths=st.lists(st.integers(0, 3), min_size=8, max_size=8),
    minutes=st.integers(0, 2_000),
)
def test_what_stays_fits_and_without_the_last_move_it_would_not(
    letters: list[str], worths: list[int], minutes: int
) -> None:
    rows = [client(f"{n}", letter, untapped_rub=float(worths[n])) for n, letter in enumerate(letters)]
    plan = plan_of(*rows)
    table = move_to_phone(plan, float(minutes))

    def load_after(rows: pd.DataFrame) -> float:
        left = plan.set_index("client_code")
        for code, move in rows[["client_code", "move"]].itertuples(index=False, name=None):
            if move == DOES_NOT_FIT:
                left = left.drop(code)
            else:
                left.loc[code, "calls_per_month"] += left.loc[code, "visits_per_month"]
                left.loc[code, "visits_per_month"] = 0.0
        return float(minutes_per_month(left).sum())

    stays = load_after(table)
    assert stays <= minutes + HAIR
    assert stays == pytest.approx(plan["minutes_per_month"].sum() - table["hours_saved"].sum() * 60)
    if (table["move"] == TO_PHONE).all() and len(table):
        assert load_after(table.iloc[:-1]) > minutes
