"""Load of managers: hours by hand, who moves to the telephone and in what order, what fits exactly."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.contact_load import ContactLoad, contact_load
from clientbase_xl.rules.week_summary import NO_MANAGER
from clientbase_xl.schemas.contact_load import CONTACT_LOAD, DOES_NOT_FIT, MOVE_TO_PHONE, TO_PHONE
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.settings import CapacitySettings
from tests.support.contact_plans import client, plan_of

SETTINGS = CapacitySettings()
WORKING_DAYS = 20
"""20 × 8 h × 0.6 = 96 h."""


def several(count: int, letter: str, first: str = "", **cells: Any) -> list[dict[str, Any]]:
    return [client(f"{first or letter}{number:02d}", letter, **cells) for number in range(1, count + 1)]


def load(*rows: dict[str, Any], managers: tuple[str, ...] = (), days: int = WORKING_DAYS) -> ContactLoad:
    return contact_load(plan_of(*rows), managers, days, SETTINGS)


def test_three_a_and_ten_b_take_64_of_96_hours() -> None:
    # A: 4 × 90 + 8 × 15 = 480 min, B: 2 × 90 + 4 × 15 = 240 min; 3 × 480 + 10 × 240 = 3 840 min.
    result = load(*several(3, "A"), *several(10, "B"))
    row = result.table.iloc[0]
    assert (row["visits_per_month"], row["calls_per_month"]) == (32, 64)
    assert (row["hours_needed"], row["hours_available"], row["hours_free"]) == (64, 96, 32)
    assert row["load_share"] == pytest.approx(64 / 96)
    assert row["state"] == "помещается"
    assert row[["hours_over", "count_contacts_over", "count_to_phone", "hours_after", "count_left_out"]].isna().all()
    assert row["reason"].replace("\xa0", " ") == (
        "Нужно 64 ч; есть 20 рабочих дней × 8 ч × 60 % = 96 ч: помещается, запас 32 ч"
    )
    assert result.moves.empty


def test_an_overload_of_eight_hours_moves_four_clients_of_the_lowest_worth_per_visit_hour() -> None:
    # 3 × 480 + 20 × 240 = 6 240 min = 104 h, 8 h over. 36 + 120 = 156 contacts of 40 min: 480 ÷ 40 = 12 do not fit.
    # A moved B client saves 2 × (90 − 15) = 150 min; 480 ÷ 150 → 4 clients, 600 min: 94 h stay.
    worths = [float(1000 * (20 - number)) for number in range(20)]
    rows = [client(f"B{number:02d}", "B", untapped_rub=worth) for number, worth in enumerate(worths)]
    result = load(*several(3, "A", untapped_rub=1e6), *rows)
    row = result.table.iloc[0]
    assert (row["hours_needed"], row["hours_over"], row["state"]) == (104, 8, "перегружен")
    assert (row["count_contacts_over"], row["count_to_phone"], row["count_left_out"]) == (12, 4, 0)
    assert row["hours_after"] == 94
    assert result.moves["client_code"].tolist() == ["B19", "B18", "B17", "B16"]
    assert result.moves["rank_manager"].tolist() == [1, 2, 3, 4]
    assert set(result.moves["move"]) == {TO_PHONE}
    assert set(result.moves["hours_saved"]) == {2.5}
    # 1 000 ₽ a year ÷ (2 visits × 1,5 h × 12 months = 36 h).
    assert result.moves["rub_per_hour"].iloc[0] == pytest.approx(1000 / 36)
    assert result.moves["reason"].iloc[0].replace("\xa0", " ") == (
        "Не взято 1 000 ₽ ÷ 36 ч в год = 28 ₽ на час; освободится 2,5 ч в месяц"
    )


def test_hours_that_fit_exactly_fit_and_one_contact_more_does_not() -> None:
    # 24 B × 4 h = 96 h.
    exact = load(*several(24, "B"))
    assert exact.table["state"].tolist() == ["помещается"]
    assert exact.table["hours_free"].tolist() == [0]
    assert exact.moves.empty
    over = load(*several(24, "B"), client("D01", "D"))
    assert over.table["hours_over"].tolist() == [0.25]
    assert over.table["count_contacts_over"].tolist() == [1]
    assert over.moves["client_code"].tolist() == ["B01"]


def test_tenths_of_contacts_that_add_up_to_the_hours_are_no_overload() -> None:
    # 5 760 min = 192 × 0,1 × 300 would be the same; here 640 clients with 0,1 visit of 90 min each.
    rows = [client(f"{number:03d}", "D", visits_per_month=0.1, calls_per_month=0) for number in range(640)]
    assert load(*rows).table["state"].tolist() == ["помещается"]


def test_a_month_without_working_days_fits_nobody() -> None:
    result = load(client("1", "A"), client("2", "D"), days=0)
    row = result.table.iloc[0]
    assert (row["hours_available"], row["hours_over"], row["count_left_out"]) == (0, 8.25, 2)
    assert pd.isna(row["load_share"])
    assert set(result.moves["move"]) == {DOES_NOT_FIT}


def test_one_client_a_manager_without_clients_and_clients_of_nobody_have_their_rows() -> None:
    result = load(client("1", "C"), client("2", "B", manager=None), managers=("Громов", "Белова"))
    table = result.table.set_index("manager")
    assert table.index.tolist() == ["Белова", "Громов", NO_MANAGER]
    assert table["state"].tolist() == ["помещается", "без клиентов", "никто не ведёт"]
    assert table["hours_needed"].tolist() == [1.25, 0, 4]
    assert table["hours_available"].fillna(-1).tolist() == [96, 96, -1]
    assert table.loc["Громов", "hours_free"] == 96


def test_forty_managers_are_judged_each_alone() -> None:
    names = [f"Менеджер {number:02d}" for number in range(40)]
    rows = [
        client(f"{place:02d}-{number:02d}", "B", manager=name)
        for place, name in enumerate(names)
        for number in range(place)
    ]
    result = load(*rows, managers=tuple(names))
    assert result.table["manager"].tolist() == names
    assert result.table["hours_needed"].tolist() == [4.0 * place for place in range(40)]
    # 96 h hold 24 clients: from the 25th on the load is over.
    assert (result.table["state"] == "перегружен").tolist() == [place > 24 for place in range(40)]
    assert (result.table["hours_after"].dropna() <= 96).all()
    assert result.moves.groupby("manager").size().tolist() == [-(-240 * (place - 24) // 150) for place in range(25, 40)]


def test_without_anybody_both_tables_are_empty_tables_of_the_catalogue() -> None:
    result = load()
    assert result.table.empty
    assert result.moves.empty
    assert tuple(result.table.columns) == CONTACT_LOAD.keys
    assert tuple(result.moves.columns) == MOVE_TO_PHONE.keys


def test_the_tables_obey_the_catalogue() -> None:
    result = load(*several(40, "A"), client("x", "B", manager=None), managers=("Громов",))
    assert check_table(result.table, CONTACT_LOAD) == ()
    assert check_table(result.moves, MOVE_TO_PHONE) == ()


def test_the_hours_and_the_share_are_settings() -> None:
    half = contact_load(plan_of(client("1", "A")), (), 10, CapacitySettings(hours_per_day=7, selling_share=0.5))
    assert half.table["hours_available"].tolist() == [35]


def test_a_measured_share_of_selling_time_takes_the_place_of_the_setting() -> None:
    # 20 × 8 h × 40 % = 64 h for the measured manager, 96 h for the other.
    plan = plan_of(*several(3, "A", manager="Ветров"), *several(3, "A", "x", manager="Градова"))
    table = contact_load(plan, (), WORKING_DAYS, SETTINGS, {"Ветров": 0.4, "Агатов": 0.9}).table
    assert table["manager"].tolist() == ["Ветров", "Градова"]
    assert table["hours_available"].tolist() == [64, 96]
    reasons = [reason.replace("\xa0", " ") for reason in table["reason"]]
    assert "× 40 % (хронометраж) = 64 ч" in reasons[0]
    assert "× 60 % = 96 ч" in reasons[1]
