"""The demo looks like a distributor: size, concentration, seasons, stories, and always the same."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.demo.cards import CARD_KEYS
from clientbase_xl.demo.export import HEADINGS
from clientbase_xl.demo.generator import DEMO_SEED, DEMO_TODAY, DemoData, generate
from clientbase_xl.demo.stories import STORY_COUNTS, Story
from clientbase_xl.demo.words import MANAGERS
from clientbase_xl.demo.working_days import is_working
from clientbase_xl.rules.periods import months_before
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.lists import DEFAULT_VALUES
from clientbase_xl.schemas.model import Kind

DIGEST = "92d8c96c2bc9eb421ba473872a631e75dc5c7b8c3fefc8d7f90b8ab7dc257cc9"


def digest(data: DemoData) -> str:
    """Return one number for everything that the demo gives."""
    frames = (data.sales, data.cards, *(file.frame for file in data.files), *data.records.values())
    parts = [repr([list(frame.columns), *frame.to_numpy(dtype=object).tolist()]) for frame in frames]
    parts += [repr([file.name for file in data.files]), repr(data.planted), repr(sorted(data.stories.items()))]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@pytest.fixture(scope="module")
def lines(demo: DemoData) -> pd.DataFrame:
    """Return the clean lines with numbers as numbers and short English names."""
    names = ("sold_on", "document", "code", "name", "manager", "channel", "sku", "sku_name", "brand", "category")
    frame = demo.sales.set_axis([*names, "quantity", "price", "amount", "cost"], axis=1)
    frame = frame.astype({"quantity": float, "price": float, "amount": float, "cost": float})
    frame["sold_on"] = pd.to_datetime(frame["sold_on"])
    return frame


@pytest.fixture(scope="module")
def year(lines: pd.DataFrame, demo: DemoData) -> pd.DataFrame:
    """Return the lines of the last 12 months."""
    return lines[lines["sold_on"] >= pd.Timestamp(months_before(demo.today, 12))]


@pytest.fixture(scope="module")
def silence(lines: pd.DataFrame, demo: DemoData) -> pd.Series[Any]:
    """Return client code → days since the last purchase."""
    last = lines[lines["quantity"] > 0].groupby("code")["sold_on"].max()
    days: pd.Series[Any] = (pd.Timestamp(demo.today) - last).dt.days
    return days


def test_the_default_day_and_seed_give_exactly_this(demo: DemoData) -> None:
    assert (demo.today, DEMO_SEED) == (DEMO_TODAY, 7)
    assert digest(demo) == DIGEST


@pytest.mark.slow
def test_another_process_with_another_order_of_hashes_gives_the_same() -> None:
    code = (
        "import hashlib\n"
        "from clientbase_xl.demo.export_csv import csv_bytes\n"
        "from clientbase_xl.demo.generator import generate\n"
        "print(hashlib.sha256(csv_bytes(generate().files[0].frame)).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-P", "-c", code],
            env=os.environ | {"PYTHONHASHSEED": hash_seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for hash_seed in ("1", "2")
    ]
    assert runs[0] == runs[1]


@pytest.mark.slow
def test_another_seed_gives_another_distributor_of_the_same_kind() -> None:
    other = generate(DEMO_TODAY, seed=8)
    assert digest(other) != DIGEST
    assert other.sales["Код контрагента"].nunique() == 600


@pytest.mark.slow
@pytest.mark.parametrize("today", [date(2024, 3, 1), date(2027, 1, 11), date(2026, 7, 1)])
def test_any_day_can_be_today(today: date) -> None:
    data = generate(today)
    days = data.sales["Дата"]
    assert today - timedelta(days=14) <= max(days) < today
    assert sum(len(file.frame) for file in data.files) == len(data.sales) + 3 + 2 * 2
    assert data.sales["Код контрагента"].nunique() == 600


def test_the_size_is_as_announced(demo: DemoData, lines: pd.DataFrame) -> None:
    assert tuple(demo.sales.columns) == HEADINGS
    assert 25_000 <= len(lines) <= 45_000
    assert lines["code"].nunique() == 600
    assert sum(STORY_COUNTS.values()) == 600
    assert set(lines["manager"]) == set(MANAGERS)
    assert len(MANAGERS) == 6
    assert lines["sku"].nunique() == 300
    assert lines["sold_on"].dt.to_period("M").nunique() == 30


def test_the_history_ends_the_day_before_today(demo: DemoData, lines: pd.DataFrame) -> None:
    assert lines["sold_on"].max() == pd.Timestamp(demo.today - timedelta(days=1))
    assert lines["sold_on"].min() == pd.Timestamp(2024, 6, 3)


def test_nothing_is_shipped_on_holidays_and_sundays_and_little_on_saturdays(demo: DemoData) -> None:
    days = demo.sales["Дата"].tolist()
    assert all(is_working(day, with_saturdays=True) for day in set(days))
    saturdays = sum(day.weekday() == 5 for day in days)
    assert 0 < saturdays < len(days) * 0.02


def test_amounts_are_price_times_quantity_to_the_kopeck(demo: DemoData) -> None:
    for quantity, price, amount in zip(*(demo.sales[key] for key in ("Количество", "Цена", "Сумма")), strict=True):
        assert round(price * 100) * quantity == round(amount * 100)


def test_a_fifth_of_the_buyers_gives_three_quarters_of_the_turnover(year: pd.DataFrame) -> None:
    turnover = year.groupby("code")["amount"].sum()
    buyers = turnover[turnover > 0].sort_values(ascending=False)
    top = buyers.iloc[: round(len(buyers) * 0.2)]
    assert 0.74 <= top.sum() / buyers.sum() <= 0.81
    assert buyers.iloc[0] / buyers.sum() < 0.06


def test_the_margin_is_that_of_a_wholesaler_and_differs_between_categories(year: pd.DataFrame) -> None:
    assert 0.18 <= 1 - year["cost"].sum() / year["amount"].sum() <= 0.27
    sums = year.groupby("category")[["amount", "cost"]].sum()
    margins = 1 - sums["cost"] / sums["amount"]
    assert margins["Крепёж и скобяные изделия"] > 0.28
    assert margins["Электроинструмент"] < 0.18


def test_seasons_are_visible(lines: pd.DataFrame) -> None:
    months = lines.groupby([lines["category"], lines["sold_on"].dt.month])["amount"].sum()
    garden, car = months["Сад и огород"], months["Автохимия"]
    assert garden[4] > 4 * garden[12]
    # June–November has three years in the history, December–May two: compare months of two years.
    assert car[12] > 1.4 * car[4]
    total = lines.groupby(lines["sold_on"].dt.strftime("%Y-%m"))["amount"].sum()
    assert total["2025-12"] > 2 * total["2026-01"]


def test_enough_good_clients_lapsed_60_to_180_days_ago(
    lines: pd.DataFrame, silence: pd.Series[Any], demo: DemoData
) -> None:
    lapsed = silence[(silence >= 60) & (silence <= 180)].index
    window = lines[lines["sold_on"] >= pd.Timestamp(months_before(demo.today, 9))]
    amounts = window.groupby("code")["amount"].sum().reindex(lapsed).dropna()
    assert 60 <= len(lapsed) <= 100
    assert 30 <= (amounts >= 100_000).sum() <= 70
    assert amounts.max() > 1_000_000


def test_every_story_is_lived_as_told(lines: pd.DataFrame, silence: pd.Series[Any], demo: DemoData) -> None:
    story = pd.Series(demo.stories)
    assert story.value_counts().to_dict() == STORY_COUNTS
    assert silence[story[story == Story.LAPSED].index].between(60, 180).all()
    assert (silence[story[story == Story.LEFT].index] > 180).all()
    purchases = lines[lines["quantity"] > 0].drop_duplicates(["code", "sold_on"])
    age = (pd.Timestamp(demo.today) - purchases.groupby("code")["sold_on"].min()).dt.days
    assert (age[story[story == Story.NEW].index] <= 90).all()
    assert (purchases["code"].value_counts()[story[story == Story.ONE_OFF].index] == 1).all()
    dozing = story[story == Story.DOZING].index
    gaps = purchases.sort_values("sold_on").groupby("code")["sold_on"].diff().dt.days
    rhythm = gaps.groupby(purchases["code"]).median()
    assert (silence[dozing] < 60).all()
    assert ((silence[dozing] / rhythm[dozing]) >= 1.5).mean() > 0.9
    back = story[story == Story.RETURNED].index
    assert (gaps.groupby(purchases["code"]).max()[back] > 120).all()
    assert (silence[back] <= 100).all()


def test_returns_happen_and_ruin_a_few(lines: pd.DataFrame, year: pd.DataFrame, demo: DemoData) -> None:
    shipped, returned = lines[lines["quantity"] > 0], lines[lines["quantity"] < 0]
    assert 0.008 <= -returned["amount"].sum() / shipped["amount"].sum() <= 0.03
    assert (returned["document"].str.match("Возврат|Корректировка")).all()
    assert not (shipped["document"].str.match("Возврат|Корректировка")).any()
    story = pd.Series(demo.stories)
    turnover = year.groupby("code")["amount"].sum()
    assert (turnover[story[story == Story.RETURNS_MORE].index] < 0).all()
    whole = lines.groupby("code")["amount"].sum()
    assert whole[story[story == Story.RETURNED_ALL].index].round(2).tolist() == [0.0]


def test_about_a_dozen_clients_bring_a_loss(year: pd.DataFrame, demo: DemoData) -> None:
    cards = demo.cards.set_index("Код")
    to_serve = pd.to_numeric(cards["Расходы на обслуживание за 12 мес., ₽"]).fillna(0)
    sums = year.groupby("code")[["amount", "cost"]].sum()
    profit = sums["amount"] - sums["cost"] - to_serve.reindex(sums.index).fillna(0)
    sold = sums["amount"] > 0
    assert 8 <= (profit[sold] < 0).sum() <= 15
    assert (sums["cost"] > sums["amount"])[sold].sum() >= 3


def test_managers_have_portfolios_of_their_own(year: pd.DataFrame, demo: DemoData, silence: pd.Series[Any]) -> None:
    sums = year.groupby("manager").agg(amount=("amount", "sum"), cost=("cost", "sum"), clients=("code", "nunique"))
    margin = 1 - sums["cost"] / sums["amount"]
    assert sums["amount"].idxmax() == MANAGERS[0]
    assert margin.idxmin() == MANAGERS[5]
    manager = demo.cards.set_index("Код")["Менеджер"]
    lapsed = manager.reindex(silence[(silence >= 60) & (silence <= 180)].index).value_counts()
    assert lapsed.idxmax() == MANAGERS[3]


def test_some_clients_changed_the_manager(lines: pd.DataFrame) -> None:
    assert 20 <= (lines.groupby("code")["manager"].nunique() == 2).sum() <= 120


def test_several_documents_of_a_day_and_several_lines_of_a_document_are_usual(lines: pd.DataFrame) -> None:
    shipped = lines[lines["quantity"] > 0]
    documents = shipped.groupby(["code", "sold_on"])["document"].nunique()
    assert (documents >= 2).sum() > 100
    assert 2.5 <= shipped.groupby("document").size().mean() <= 4.5
    assert (lines.groupby("document")["code"].nunique() == 1).all()


def test_cards_have_the_typed_columns_of_the_catalogue(demo: DemoData) -> None:
    assert demo.cards.columns.tolist() == [CLIENTS[key].title for key in CARD_KEYS]
    for key in CARD_KEYS:
        column, values = CLIENTS[key], demo.cards[CLIENTS[key].title].dropna()
        if column.choices:
            assert set(values) <= set(column.choices), key
        if column.kind is Kind.DATE:
            assert {type(value) for value in values} <= {date, str}, key
    assert set(demo.cards["Канал"]) == {value for value, _ in DEFAULT_VALUES["channels"]}
    assert set(demo.cards["Дублёр"].dropna()) <= set(MANAGERS)


def test_cards_have_the_holes_that_cards_have(demo: DemoData) -> None:
    cards = demo.cards
    in_sales = set(demo.sales["Код контрагента"])
    assert len(in_sales - set(cards["Код"])) == 4
    assert len(set(cards["Код"]) - in_sales) == 5
    assert 0.40 <= cards["Потенциал, ₽ в год"].notna().mean() <= 0.50
    assert 0.55 <= cards["Дублёр"].notna().mean() <= 0.75
    assert (cards["Дублёр"] != cards["Менеджер"]).all()
    days = pd.Series([(until - demo.today).days for until in cards["Договор до"] if isinstance(until, date)])
    assert (days < 0).sum() >= 20
    assert days.between(0, 30).sum() >= 10
    assert days.between(31, 60).sum() >= 10
    assert cards["Просрочено (ПДЗ), ₽"].notna().sum() >= 25
    assert (cards["Архив"] == "да").sum() == 8
    assert (cards["Работа прекращена"] == "да").sum() == 3
    assert (cards["Проектные продажи"] == "да").sum() == STORY_COUNTS[Story.PROJECT]


def test_shares_of_wallet_reach_from_the_remainder_to_nearly_everything(demo: DemoData, year: pd.DataFrame) -> None:
    potential = pd.to_numeric(demo.cards.set_index("Код")["Потенциал, ₽ в год"], errors="coerce").dropna()
    turnover = year.groupby("code")["amount"].sum().reindex(potential.index).dropna()
    share = (turnover / potential)[turnover.reindex(potential.index) > 100_000]
    assert share.quantile(0.05) < 0.25
    assert 0.35 < share.median() < 0.65
    assert share.quantile(0.95) > 0.85
