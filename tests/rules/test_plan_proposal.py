"""The plan proposal, worked out by hand. Today is 20.11.2026: the last 12 full months are 11.2025–10.2026."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from clientbase_xl.rules.periods import shift_months
from clientbase_xl.rules.plan_proposal import manager_proposals, plan_proposal, with_reasons
from clientbase_xl.schemas.plan_forecast import PLAN_PROPOSAL
from clientbase_xl.settings import PlanSettings

TODAY = date(2026, 11, 20)
NAN = float("nan")
LONG = date(2024, 6, 1)


def month_rows(code: str, by_month: dict[str, float]) -> list[tuple[str, pd.Timestamp, float]]:
    """Return rows of client_months: "2026-10" → roubles."""
    return [(code, pd.Timestamp(f"{month}-01"), value) for month, value in by_month.items()]


def even(first: str, count: int, value: float) -> dict[str, float]:
    """Return the same roubles in so many months from the first one."""
    start = date.fromisoformat(f"{first}-01")
    return {f"{shift_months(start, number):%Y-%m}": value for number in range(count)}


def propose(
    sales: dict[str, dict[str, float]],
    cards: dict[str, dict[str, object]],
    *,
    today: date = TODAY,
    ledger_first_on: date | None = LONG,
    ahead: int = 1,
) -> pd.DataFrame:
    """Return the proposal of clients given by their months and what is known of them."""
    rows = [row for code, by_month in sales.items() for row in month_rows(code, by_month)]
    months = pd.DataFrame(rows, columns=["client_code", "month_start_on", "turnover_rub"])
    months["month_start_on"] = months["month_start_on"].astype("datetime64[us]")
    known = [
        {"client_code": code, "trend": NAN, "channel": "опт", "manager": "Иванова"} | card
        for code, card in cards.items()
    ]
    table = pd.DataFrame(
        known, columns=["client_code", "trend", "channel", "manager", "first_on", "status", "is_archived"]
    )
    facts = table[["client_code", "trend"]].assign(first_purchase_on=pd.to_datetime(table["first_on"]))
    stored = table[["client_code", "manager", "channel", "is_archived"]]
    statuses = table[["client_code", "status"]]
    settings = PlanSettings(count_months_ahead=ahead)
    return plan_proposal(months, facts, stored, statuses, ledger_first_on, today, settings)


def of(table: pd.DataFrame, code: str, key: str = "proposal_rub") -> list[object]:
    return table.loc[table["client_code"] == code, key].tolist()


def test_a_client_of_24_months_has_his_own_season_and_trend() -> None:
    # 24 months of 100 but 300 in both Novembers: a year is 1 400, November's share 600 ÷ 2 800.
    months = even("2024-11", 24, 100.0) | {"2024-11": 300.0, "2025-11": 300.0}
    table = propose({"К1": months}, {"К1": {"first_on": "2024-11-30", "trend": 0.10}})
    assert of(table, "К1", "year_rub") == [1400.0, 1400.0]
    assert of(table, "К1", "month_share") == pytest.approx([600 / 2800, 200 / 2800])
    # 1 400 × 3/14 × 1,1 = 330; December 1 400 × 1/14 × 1,1 = 110.
    assert of(table, "К1") == [330.0, 110.0]
    assert of(table, "К1", "month_on") == [pd.Timestamp("2026-11-01"), pd.Timestamp("2026-12-01")]
    assert set(of(table, "К1", "share_basis")) == {"свои 24 месяца"}


def test_a_client_of_13_months_has_the_season_of_his_channel() -> None:
    # The channel's season is that of К1, who bought through its 24 months: November 600 ÷ 2 800. К2 began in October
    # 2025 and bought 50 in each of his 13 months: a year of 600.
    months = even("2024-11", 24, 100.0) | {"2024-11": 300.0, "2025-11": 300.0}
    cards = {"К1": {"first_on": "2020-01-01"}, "К2": {"first_on": "2025-10-31", "trend": -0.5}}
    table = propose({"К1": months, "К2": even("2025-10", 13, 50.0)}, cards)
    assert of(table, "К2", "share_basis") == ["канал", "канал"]
    assert of(table, "К2", "month_share") == pytest.approx([600 / 2800, 200 / 2800])
    # The trend of −50 % is clipped to −30 %: 600 × 6 ÷ 28 × 0,7 = 90; December 600 × 2 ÷ 28 × 0,7 = 30.
    assert of(table, "К2") == [90.0, 30.0]
    assert of(table, "К2", "trend_used") == [-0.3, -0.3]


@pytest.mark.parametrize(("trend", "used"), [(0.30, 0.30), (0.31, 0.30), (-0.30, -0.30), (-1.0, -0.30), (NAN, 0.0)])
def test_a_trend_counts_within_30_per_cent_and_an_unknown_one_is_none(trend: float, used: float) -> None:
    table = propose({"К1": even("2024-11", 24, 100.0)}, {"К1": {"first_on": "2020-01-01", "trend": trend}})
    assert of(table, "К1", "trend_used")[0] == pytest.approx(used)
    assert of(table, "К1")[0] == pytest.approx(100 * (1 + used))


@pytest.mark.parametrize(
    ("first_on", "basis", "count"),
    [
        ("2024-11-30", "свои 24 месяца", 12),
        ("2024-12-01", "канал", 12),
        ("2025-11-30", "канал", 12),
        ("2025-12-01", "канал", 10),
    ],
)
def test_the_month_in_which_a_client_begins_counts_as_history(first_on: str, basis: str, count: int) -> None:
    sales = {"К1": even("2024-11", 24, 100.0), "К2": even("2024-11", 24, 100.0)}
    table = propose(sales, {"К1": {"first_on": "2020-01-01"}, "К2": {"first_on": first_on}})
    assert of(table, "К2", "share_basis")[0] == basis
    assert of(table, "К2", "count_months")[0] == count


def test_a_young_client_is_brought_to_a_year_without_his_first_month_and_without_a_trend() -> None:
    # The channel is К1: even, so each month is 1/12. К2 began in June: July–October 40 each, 160 ÷ (4 ÷ 12) = 480.
    sales = {"К1": even("2024-11", 24, 100.0), "К2": even("2026-06", 5, 40.0) | {"2026-06": 7.0}}
    cards = {"К1": {"first_on": "2020-01-01"}, "К2": {"first_on": "2026-06-25", "trend": 0.3}}
    table = propose(sales, cards)
    assert of(table, "К2", "count_months")[0] == 4
    assert of(table, "К2", "year_rub")[0] == 480.0
    assert of(table, "К2")[0] == 40.0


@pytest.mark.parametrize(("first_on", "is_known"), [("2026-07-01", True), ("2026-08-01", False), ("2026-11-05", False)])
def test_fewer_than_three_full_months_propose_nothing(first_on: str, is_known: bool) -> None:
    sales = {"К1": even("2024-11", 24, 100.0), "К2": even("2026-09", 2, 40.0)}
    table = propose(sales, {"К1": {"first_on": "2020-01-01"}, "К2": {"first_on": first_on}})
    assert (not pd.isna(of(table, "К2")[0])) is is_known
    left = manager_proposals(table)
    assert left["count_left"].tolist() == [int(not is_known)] * 2
    assert left["count_young"].tolist() == [int(is_known)] * 2


def test_a_month_of_returns_has_no_share_and_a_year_of_returns_proposes_nothing() -> None:
    sales = {
        "К1": even("2024-11", 24, 100.0) | {"2024-12": -500.0, "2025-12": 100.0},
        "К2": even("2024-11", 24, 10.0) | {"2026-10": -1000.0},
    }
    cards = {code: {"first_on": "2020-01-01"} for code in sales}
    table = propose(sales, cards)
    assert of(table, "К1", "month_share") == pytest.approx([200 / 2200, 0.0])
    assert of(table, "К1") == [pytest.approx(1200 * 200 / 2200, abs=0.005), 0.0]
    assert of(table, "К2") == []


@pytest.mark.parametrize(("ledger_first_on", "is_known"), [(date(2025, 11, 30), True), (date(2025, 12, 1), False)])
def test_a_season_needs_12_months_of_ledger(ledger_first_on: date, is_known: bool) -> None:
    table = propose(
        {"К1": even("2025-11", 12, 100.0)}, {"К1": {"first_on": "2020-01-01"}}, ledger_first_on=ledger_first_on
    )
    assert of(table, "К1") == ([100.0, 100.0] if is_known else pytest.approx([NAN, NAN], nan_ok=True))


def test_without_a_channel_the_department_gives_the_season() -> None:
    sales = {"К1": even("2024-11", 24, 100.0), "К2": even("2025-10", 13, 50.0)}
    table = propose(sales, {"К1": {"first_on": "2020-01-01"}, "К2": {"first_on": "2025-10-01", "channel": None}})
    assert set(of(table, "К2", "share_basis")) == {"отдел"}


def test_archived_and_stopped_clients_are_left_out_and_lapsed_ones_are_told_apart() -> None:
    sales = {code: even("2024-11", 24, 100.0) for code in ("К1", "К2", "К3")}
    cards = {
        "К1": {"first_on": "2020-01-01", "is_archived": True},
        "К2": {"first_on": "2020-01-01", "status": "работа прекращена"},
        "К3": {"first_on": "2020-01-01", "status": "ушедший"},
    }
    sums = manager_proposals(propose(sales, cards))
    assert sums["proposal_rub"].tolist() == [100.0, 100.0]
    assert sums["lapsed_rub"].tolist() == [100.0, 100.0]


def test_clients_add_up_to_managers_and_to_the_department_to_the_kopeck() -> None:
    sales = {f"К{number}": even("2024-11", 24, 33.33 + number / 7) for number in range(200)}
    cards = {
        code: {"first_on": "2020-01-01", "manager": f"Менеджер {number % 40}" if number % 41 else None, "trend": 0.07}
        for number, code in enumerate(sales)
    }
    table = propose(sales, cards, ahead=3)
    sums = manager_proposals(table)
    assert sums["manager"].nunique() == 41  # 40 managers and clients without one
    for month, whole in table.groupby("month_on")["proposal_rub"]:
        kopecks = sum(round(value * 100) for value in whole)
        assert sum(round(value * 100) for value in sums.loc[sums["month_on"] == month, "proposal_rub"]) == kopecks


def test_in_january_the_last_12_months_are_the_last_year() -> None:
    months = even("2025-01", 24, 100.0) | {"2026-12": 700.0, "2025-12": 700.0}
    table = propose({"К1": months}, {"К1": {"first_on": "2020-01-01"}}, today=date(2027, 1, 1), ahead=2)
    assert of(table, "К1", "month_on") == [pd.Timestamp(f"2027-0{number}-01") for number in (1, 2, 3)]
    assert of(table, "К1", "year_rub")[0] == 1800.0
    assert of(table, "К1") == [100.0, 100.0, 100.0]


def test_the_turn_of_the_year_lies_inside_the_proposed_months() -> None:
    months = even("2024-11", 24, 100.0) | {"2025-01": 0.0, "2026-01": 0.0}
    table = propose({"К1": months}, {"К1": {"first_on": "2020-01-01"}}, ahead=2)
    assert of(table, "К1", "month_on")[-1] == pd.Timestamp("2027-01-01")
    assert of(table, "К1") == [100.0, 100.0, 0.0]


def test_an_empty_base_proposes_nothing() -> None:
    table = propose({}, {}, ledger_first_on=None)
    assert table.empty
    assert manager_proposals(table).empty
    assert tuple(with_reasons(table).columns) == PLAN_PROPOSAL.keys


def test_the_reason_names_the_numbers() -> None:
    months = even("2024-11", 24, 100.0) | {"2024-11": 300.0, "2025-11": 300.0}
    cards = {
        "К1": {"first_on": "2024-11-30", "trend": 0.10},
        "К2": {"first_on": "2026-06-25"},
        "К3": {"first_on": "2026-10-01"},
    }
    table = with_reasons(propose({"К1": months, "К2": even("2026-07", 4, 100.0), "К3": {"2026-10": 5.0}}, cards))
    reasons = table.drop_duplicates("client_code").set_index("client_code")["reason"].str.replace("\u00a0", " ")
    assert reasons["К1"] == "1 400 ₽ за 12 полных мес. × доля месяца «ноябрь» 21,4 % (свои 24 месяца) × тренд +10 %"
    # July–October are 8 ÷ 28 of the channel's year: 400 ÷ (8 ÷ 28) = 1 400.
    assert reasons["К2"] == "1 400 ₽ в год по 4 мес. × доля месяца «ноябрь» 21,4 % (канал)"
    assert reasons["К3"] == "нет данных: у клиента 0 мес. после месяца первой покупки"
