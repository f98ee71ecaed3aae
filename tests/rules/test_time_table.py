"""«Время менеджеров»: shares beside the load of the matrix, now and with the hours that an assistant frees."""

from __future__ import annotations

import pandas as pd
import pytest

from clientbase_xl.rules.contact_load import contact_load
from clientbase_xl.rules.time_shares import measured_shares, time_shares
from clientbase_xl.rules.time_table import time_table
from clientbase_xl.rules.whom_to_unload import whom_to_unload
from clientbase_xl.schemas.time_photo import TIME_SHARES
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.settings import CapacitySettings, TimePhotoSettings
from tests.support.contact_plans import client, plan_of
from tests.support.time_notes import TODAY, photo, week

SETTINGS = TimePhotoSettings()
HOURS = 160.0


def table_of(*notes: dict[str, object], managers: tuple[str, ...] = ("Агатов", "Ветров")) -> pd.DataFrame:
    shares = time_shares(photo(*notes), managers, TODAY, SETTINGS)
    unload = whom_to_unload(shares, HOURS, SETTINGS)
    # Ten clients A of Ветров: each 4 visits of 90 and 8 calls of 15 minutes a month, 80 hours in all.
    plan = plan_of(*(client(str(number), "A", manager="Ветров") for number in range(10)))
    load = contact_load(plan, managers, 20, CapacitySettings(), measured_shares(shares)).table
    return time_table(shares, unload, load, SETTINGS)


def test_freed_hours_lower_the_load_of_the_matrix() -> None:
    # 160 h × 40 % selling = 64 h for 80 h of contacts: 125 %; with 32 h more 96 h: 83.3 %.
    table = table_of(*week("Ветров", 192, 288)).set_index("manager")
    row = table.loc["Ветров"]
    assert row["load_share"] == pytest.approx(1.25)
    assert (row["rank_unload"], row["hours_freed"]) == (1, pytest.approx(32))
    assert row["load_share_after"] == pytest.approx(80 / 96)
    assert row["serving_share_after"] == pytest.approx(0.4)
    assert row["reason"].replace("\xa0", " ").endswith("Документы 24 ч. Помощник освободит 32 ч в месяц")


def test_without_notes_the_hours_are_those_of_the_settings_and_nobody_is_unloaded() -> None:
    table = table_of().set_index("manager")
    assert table.loc["Ветров", "load_share"] == pytest.approx(80 / (160 * 0.6))
    assert table["rank_unload"].isna().all()
    assert pd.isna(table.loc["Ветров", "load_share_after"])
    assert table.loc["Агатов", "load_share"] == 0


def test_the_department_adds_up_hours_and_divides_sums() -> None:
    table = table_of(*week("Ветров", 192, 288), *week("Агатов", 480, 0)).set_index("manager")
    row = table.loc["Отдел"]
    assert row["load_share"] == pytest.approx(80 / (64 + 160))
    assert row["hours_freed"] == pytest.approx(32)
    assert row["reason"].replace("\xa0", " ").endswith("Документы 24 ч. Помощник освободит 32 ч в месяц")


def test_the_table_holds_what_the_catalogue_says() -> None:
    table = table_of(*week("Ветров", 192, 288), *week("Седов", 100, 0, days=2))
    assert list(table) == list(TIME_SHARES.keys)
    assert table["manager"].tolist() == ["Агатов", "Ветров", "Седов", "Отдел"]
    assert pd.isna(table.loc[2, "load_share"])
    assert check_table(table, TIME_SHARES) == ()
    assert table_of(managers=()).empty


def test_who_serves_all_day_has_no_selling_hours_to_load() -> None:
    row = table_of(*week("Ветров", 0, 480)).set_index("manager").loc["Ветров"]
    assert row["serving_share_after"] == pytest.approx(0.8)
    assert pd.isna(row["load_share"])
    assert row["load_share_after"] == pytest.approx(80 / 32)
