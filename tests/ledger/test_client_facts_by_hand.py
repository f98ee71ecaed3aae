"""Facts per client worked out by hand: the first and last day of every window, returns, missing things.

Today is 21.11.2026: 12 months from 21.11.2025, 9 months from 21.02.2026, 24 months from 21.11.2024, last full
months August to October 2026, the same a year ago August to October 2025, those before May to July 2026.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.ledger.client_facts import client_facts
from clientbase_xl.ledger.lines import open_lines
from clientbase_xl.schemas.facts import FACTS
from clientbase_xl.settings import Settings, from_values
from tests.support.sales import ledger, sale, store

TODAY = "2026-11-21"
OLD = sale("2020-01-09", client=None)  # a ledger that reaches back far enough for everything


def facts_of(
    folder: Path, *lines: dict[str, Any], today: str = TODAY, settings: dict[str, Any] | None = None, **vat: str
) -> pd.DataFrame:
    """Return the facts of a small ledger, by client code."""
    table = client_facts(ledger(folder, lines, today, **vat), date.fromisoformat(today), from_values(settings or {}))
    assert tuple(table.columns) == FACTS.keys
    return table.set_index("client_code", drop=False)


def test_every_client_with_a_line_before_today_has_one_row_by_code(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, sale("2026-11-20", "Б"), sale("2026-11-20", "А"), sale("2026-11-19", "Б"), OLD)
    assert list(facts.index) == ["А", "Б"]


def test_lines_of_today_and_later_are_invisible(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, sale("2026-11-20", amount=1), sale("2026-11-21", amount=2), sale("2027-01-01", "К2"))
    assert list(facts["turnover_12m_rub"]) == [1.0]
    assert facts.loc["К1", "silence_days"] == 1


def test_facts_at_an_earlier_date_do_not_see_what_was_sold_since(tmp_path: Path) -> None:
    lines = ledger(tmp_path, [sale("2026-10-01"), sale("2026-11-14"), sale("2026-11-20", "К2")], TODAY)
    facts = client_facts(lines, date(2026, 11, 14), Settings())
    assert list(facts["client_code"]) == ["К1"]
    assert (facts.loc[0, "count_purchases"], facts.loc[0, "silence_days"]) == (1, 44)


def test_no_lines_give_an_empty_table_with_all_columns(tmp_path: Path) -> None:
    assert len(facts_of(tmp_path, sale("2026-11-21"))) == 0


def test_a_purchase_is_a_day_with_a_positive_quantity_however_many_documents(tmp_path: Path) -> None:
    facts = facts_of(
        tmp_path,
        sale("2026-10-01", document="1"),
        sale("2026-10-01", document="2"),
        sale("2026-10-02", quantity=-1, amount=-5),
        sale("2026-10-03", quantity=0, amount=7),
        sale("2026-10-04", quantity=1, is_return=True),  # a correction inside a return document
        sale("2026-10-05", quantity="0.0001", amount=0),
    ).loc["К1"]
    assert facts["count_purchases"] == 2
    assert (facts["first_purchase_on"], facts["last_purchase_on"]) == (
        pd.Timestamp("2026-10-01"),
        pd.Timestamp("2026-10-05"),
    )


def test_a_client_with_returns_only_has_turnover_but_no_purchases(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, sale("2026-10-01", quantity=-1, amount="-50.50"), OLD).loc["К1"]
    assert facts["turnover_12m_rub"] == -50.5
    assert pd.isna(facts["first_purchase_on"])
    assert pd.isna(facts["last_purchase_on"])
    assert facts["count_purchases"] == 0
    for key in ("silence_days", "average_purchase_rub", "rhythm_days", "depth_units", "is_silent_year_ago"):
        assert pd.isna(facts[key]), key


def test_turnover_counts_from_the_same_day_a_year_ago_until_yesterday(tmp_path: Path) -> None:
    lines = [
        sale(day, amount=amount)
        for day, amount in [("2025-11-20", 1), ("2025-11-21", 10), ("2026-11-20", 100), ("2026-11-21", 1000)]
    ]
    facts = facts_of(tmp_path, *lines).loc["К1"]
    assert (facts["turnover_12m_rub"], facts["count_purchases_12m"]) == (110.0, 2)
    assert facts["average_purchase_rub"] == 55.0
    assert facts["count_purchases"] == 3


def test_the_reactivation_window_is_nine_months_net_of_returns_with_its_first_day(tmp_path: Path) -> None:
    lines = [
        sale("2026-02-20", amount=1),
        sale("2026-02-21", amount=10),
        sale("2026-03-01", amount=-4, quantity=-1),
        sale("2026-11-20", amount=100),
    ]
    assert facts_of(tmp_path, *lines).loc["К1", "amount_9m_rub"] == 106.0
    assert facts_of(tmp_path, *lines, settings={"reactivation.window_months": 8}).loc["К1", "amount_9m_rub"] == 100.0


@pytest.mark.parametrize(("today", "first"), [("2026-11-30", "2026-02-28"), ("2028-11-30", "2028-02-29")])
def test_nine_months_before_the_30th_of_november_begin_on_the_last_of_february(
    tmp_path: Path, today: str, first: str
) -> None:
    day = date.fromisoformat(first)
    facts = facts_of(tmp_path, sale(day, amount=10), sale(day.replace(day=day.day - 1), amount=1), today=today)
    assert facts.loc["К1", "amount_9m_rub"] == 10.0


@pytest.mark.parametrize(("last", "days"), [("2026-09-23", 59), ("2026-09-22", 60), ("2026-09-21", 61)])
def test_silence_counts_days_from_the_last_purchase_to_today(tmp_path: Path, last: str, days: int) -> None:
    assert facts_of(tmp_path, sale(last)).loc["К1", "silence_days"] == days


def test_rhythm_is_the_median_interval_and_needs_two(tmp_path: Path) -> None:
    facts = facts_of(
        tmp_path,
        *[sale(day, "три") for day in ("2026-01-01", "2026-01-11", "2026-01-31", "2026-03-12")],  # 10, 20, 40
        *[sale(day, "два") for day in ("2026-01-01", "2026-01-02", "2026-01-04")],  # 1, 2
        *[sale(day, "один") for day in ("2026-01-01", "2026-01-02")],
    )
    assert (facts.loc["три", "rhythm_days"], facts.loc["три", "count_intervals"]) == (20.0, 3)
    assert (facts.loc["два", "rhythm_days"], facts.loc["два", "count_intervals"]) == (1.5, 2)
    assert pd.isna(facts.loc["один", "rhythm_days"])
    assert facts.loc["один", "count_intervals"] == 1


def test_rhythm_looks_at_purchases_of_the_last_24_months_only(tmp_path: Path) -> None:
    days = ("2024-11-20", "2024-11-21", "2024-11-24", "2024-11-29")
    facts = facts_of(tmp_path, *[sale(day) for day in days]).loc["К1"]
    assert (facts["count_intervals"], facts["rhythm_days"]) == (2, 4.0)


def test_width_counts_items_bought_in_net_and_depth_is_their_average_quantity(tmp_path: Path) -> None:
    facts = facts_of(
        tmp_path,
        sale("2026-10-01", quantity=10, sku_code="А"),
        sale("2026-10-02", quantity=-4, sku_code="А"),
        sale("2026-10-01", quantity=2, sku_code="Б"),
        sale("2026-10-01", quantity=5, sku_code="В"),
        sale("2026-10-09", quantity=-5, sku_code="В"),
        sale("2025-11-20", quantity=9, sku_code="Г"),
        sale("2026-10-01", quantity=4, sku_code=None, sku_name="Без кода"),
        sale("2026-10-01", quantity=4, sku_code=None, sku_name=None),
    ).loc["К1"]
    assert facts["width_skus"] == 3
    assert facts["depth_units"] == 4.0  # (6 + 2 + 4) ÷ 3


def test_trend_compares_full_months_with_the_same_a_year_ago(tmp_path: Path) -> None:
    facts = facts_of(
        tmp_path,
        OLD,
        *[sale(day, amount=100) for day in ("2025-08-01", "2025-10-31")],
        *[sale(day, amount=999) for day in ("2025-07-31", "2025-11-01", "2026-07-31", "2026-11-01")],
        *[sale(day, amount=75) for day in ("2026-08-01", "2026-10-31")],
    ).loc["К1"]
    assert (facts["trend"], facts["trend_basis"]) == (-0.25, "год назад")


def test_trend_falls_back_to_the_months_before_when_a_year_ago_gives_no_base(tmp_path: Path) -> None:
    before = [sale("2026-05-01", amount=100), sale("2026-07-31", amount=100), sale("2026-09-01", amount=300)]
    returned = [sale("2025-09-01", amount=50), sale("2025-09-02", amount=-50, quantity=-1)]
    facts = facts_of(tmp_path, OLD, *before, *returned).loc["К1"]
    assert (facts["trend"], facts["trend_basis"]) == (0.5, "предыдущие месяцы")


@pytest.mark.parametrize(
    ("first_line", "basis"),
    [
        ("2025-08-21", "год назад"),  # 15 months to the day
        ("2025-08-22", "предыдущие месяцы"),
        ("2026-05-21", "предыдущие месяцы"),  # 6 months to the day
        ("2026-05-22", "нет данных"),
    ],
)
def test_trend_needs_a_ledger_of_15_and_of_6_months(tmp_path: Path, first_line: str, basis: str) -> None:
    own = [sale(day) for day in ("2025-09-15", "2026-06-15", "2026-09-15") if day > first_line]
    facts = facts_of(tmp_path, sale(first_line, client=None), *own).loc["К1"]
    assert facts["trend_basis"] == basis
    assert pd.isna(facts["trend"]) == (basis == "нет данных")


def test_trend_has_no_data_when_both_bases_are_empty(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, OLD, sale("2026-09-15")).loc["К1"]
    assert facts["trend_basis"] == "нет данных"
    assert pd.isna(facts["trend"])


def test_a_longer_trend_window_needs_a_longer_ledger(tmp_path: Path) -> None:
    lines = [sale("2025-08-21", client=None), sale("2025-10-15"), sale("2026-02-15"), sale("2026-09-15", amount=150)]
    facts = facts_of(tmp_path, *lines, settings={"facts.trend_months": 6}).loc["К1"]
    assert (facts["trend"], facts["trend_basis"]) == (0.5, "предыдущие месяцы")


def test_returns_share_is_returned_to_shipped_of_12_months(tmp_path: Path) -> None:
    facts = facts_of(
        tmp_path,
        sale("2026-10-01", amount=400),
        sale("2026-10-02", amount=-100, quantity=-1),
        sale("2025-11-20", amount=-400, quantity=-1),
        sale("2026-10-02", "только вернул", amount=-100, quantity=-1),
        sale("2026-10-02", "не возвращал", amount=1),
    )
    assert facts.loc["К1", "returns_share"] == 0.25
    assert facts.loc["не возвращал", "returns_share"] == 0.0
    assert pd.isna(facts.loc["только вернул", "returns_share"])


@pytest.mark.parametrize(
    ("uncosted", "coverage", "profit"), [("5.00", 0.95, 35.0), ("5.01", 0.949905, None), ("0", 1.0, 35.0)]
)
def test_gross_profit_needs_cost_for_95_per_cent_of_the_amount(
    tmp_path: Path, uncosted: str, coverage: float, profit: float | None
) -> None:
    lines = [sale("2026-10-01", amount=95, cost_rub=60), sale("2026-10-01", amount=uncosted)]
    facts = facts_of(tmp_path, *lines).loc["К1"]
    assert facts["cost_coverage"] == pytest.approx(coverage, abs=1e-6)
    if profit is None:
        assert pd.isna(facts["gross_profit_12m_rub"])
    else:
        assert facts["gross_profit_12m_rub"] == profit


def test_the_threshold_of_95_per_cent_is_met_exactly_where_floats_would_miss_it(tmp_path: Path) -> None:
    lines = [sale("2026-10-01", amount="18.05", cost_rub=0), sale("2026-10-01", amount="0.95")]
    assert facts_of(tmp_path, *lines).loc["К1", "gross_profit_12m_rub"] == 18.05


def test_returns_take_their_cost_back(tmp_path: Path) -> None:
    lines = [
        sale("2026-10-01", amount=300, cost_rub=200, quantity=3),
        sale("2026-10-05", amount=-100, cost_rub="-66.67", quantity=-1),
    ]
    assert facts_of(tmp_path, *lines).loc["К1", "gross_profit_12m_rub"] == 66.67


def test_no_cost_at_all_leaves_profit_unknown_and_coverage_zero(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, sale("2026-10-01"), sale("2020-01-01", "давний", cost_rub=1))
    assert facts.loc["К1", "cost_coverage"] == 0.0
    assert pd.isna(facts.loc["К1", "gross_profit_12m_rub"])
    assert pd.isna(facts.loc["давний", "cost_coverage"])
    assert pd.isna(facts.loc["давний", "gross_profit_12m_rub"])
    assert facts.loc["давний", "turnover_12m_rub"] == 0.0


@pytest.mark.parametrize(
    ("amount_vat", "cost_vat", "is_known"),
    [
        ("с НДС", "с НДС", True),
        ("без НДС", "без НДС", True),
        ("с НДС", "без НДС", False),
        ("с НДС", "не указано", True),
        ("", "без НДС", True),
    ],
)
def test_gross_profit_is_not_computed_from_an_amount_and_a_cost_on_different_vat_bases(
    tmp_path: Path, amount_vat: str, cost_vat: str, is_known: bool
) -> None:
    facts = facts_of(tmp_path, sale("2026-10-01", cost_rub=60), amount_vat=amount_vat, cost_vat=cost_vat).loc["К1"]
    assert pd.notna(facts["gross_profit_12m_rub"]) == is_known
    assert facts["cost_coverage"] == 1.0


@pytest.mark.parametrize(
    ("second", "second_day", "profit"),
    [
        ("с НДС", "2026-10-02", 80.0),
        ("не указано", "2026-10-02", 80.0),
        ("без НДС", "2026-10-02", None),
        ("без НДС", "2025-11-20", 40.0),
    ],
)
def test_gross_profit_is_not_added_up_from_parts_on_different_vat_bases(
    tmp_path: Path, second: str, second_day: str, profit: float | None
) -> None:
    parts = [
        store(tmp_path, [sale("2026-10-01", cost_rub=60)], amount_vat="с НДС", cost_vat="с НДС"),
        store(tmp_path, [sale(second_day, cost_rub=60)], amount_vat=second, cost_vat=second),
    ]
    today = date.fromisoformat(TODAY)
    found = client_facts(open_lines(parts, today), today, Settings()).loc[0, "gross_profit_12m_rub"]
    assert pd.isna(found) if profit is None else found == profit


def test_name_manager_and_channel_come_from_the_latest_line_that_states_them(tmp_path: Path) -> None:
    facts = facts_of(
        tmp_path,
        sale("2026-10-01", document="2", client_name="Старое", manager="Вторая", channel="Опт"),
        sale("2026-10-01", document="1", client_name="Ранний документ", manager="Первая"),
        sale("2026-10-05", document="1", client_name="Новое"),
        sale("2026-11-21", client_name="Сегодняшнее", manager="Сегодняшняя"),
        sale("2026-10-05", "К2"),
    )
    assert tuple(facts.loc["К1", ["client_name", "manager", "channel"]]) == ("Новое", "Вторая", "Опт")
    assert tuple(facts.loc["К2", ["client_name", "manager", "channel"]]) == (None, None, None)


def test_purchases_of_the_last_full_months_are_counted_beside_those_a_year_ago(tmp_path: Path) -> None:
    days = ("2026-07-31", "2026-08-01", "2026-10-01", "2026-10-31", "2026-11-01")
    year_ago = ("2025-07-31", "2025-08-01", "2025-10-31", "2025-11-01")
    facts = facts_of(tmp_path, OLD, *[sale(day) for day in (*days, *year_ago)]).loc["К1"]
    assert (facts["count_purchases_recent"], facts["count_purchases_last_month"]) == (3, 2)
    assert facts["count_purchases_year_ago"] == 2


@pytest.mark.parametrize(("first_line", "is_known"), [("2025-08-01", True), ("2025-08-02", False)])
def test_purchases_a_year_ago_are_unknown_when_the_ledger_begins_later(
    tmp_path: Path, first_line: str, is_known: bool
) -> None:
    facts = facts_of(tmp_path, sale(first_line, client=None), sale("2026-09-01")).loc["К1"]
    assert pd.notna(facts["count_purchases_year_ago"]) == is_known


@pytest.mark.parametrize(
    ("bought_year_ago", "is_silent"),
    [("2025-09-01", True), ("2025-09-02", False), ("2025-11-20", False), ("2025-11-21", True), (None, True)],
)
def test_silence_a_year_ago_looks_at_the_same_days(
    tmp_path: Path, bought_year_ago: str | None, is_silent: bool
) -> None:
    """The last purchase is on 01.09.2026: the silent days are 02.09–20.11, a year ago 02.09–20.11.2025."""
    lines = [OLD, sale("2026-09-01")] + ([sale(bought_year_ago)] if bought_year_ago else [])
    assert facts_of(tmp_path, *lines).loc["К1", "is_silent_year_ago"] == is_silent


@pytest.mark.parametrize(("first_line", "is_known"), [("2025-09-02", True), ("2025-09-03", False)])
def test_silence_a_year_ago_is_unknown_where_the_ledger_has_no_history(
    tmp_path: Path, first_line: str, is_known: bool
) -> None:
    facts = facts_of(tmp_path, sale(first_line, client=None), sale("2026-09-01")).loc["К1"]
    assert pd.notna(facts["is_silent_year_ago"]) == is_known


def test_a_client_that_bought_yesterday_is_not_silent_at_all(tmp_path: Path) -> None:
    assert pd.isna(facts_of(tmp_path, OLD, sale("2026-11-20")).loc["К1", "is_silent_year_ago"])


def test_column_types_do_not_depend_on_the_data(tmp_path: Path) -> None:
    full = facts_of(tmp_path / "1", OLD, sale("2026-09-01", manager="М"), sale("2026-09-11"), sale("2026-09-21"))
    empty = facts_of(tmp_path / "2", sale("2026-11-21"))
    poor = facts_of(tmp_path / "3", sale("2026-09-01", quantity=-1))
    assert dict(full.dtypes) == dict(empty.dtypes) == dict(poor.dtypes)
