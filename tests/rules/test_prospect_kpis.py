"""KPIs of prospects by hand: the borders of the three periods, whose a figure is (METHOD section 6)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.rules.prospect_contacts import prospect_contacts
from clientbase_xl.rules.prospect_kpis import prospect_kpis
from clientbase_xl.rules.prospects_table import prospects_table
from clientbase_xl.schemas.prospects import PERIODS, PROSPECT_KPIS
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.settings import ProspectSettings
from tests.support.prospects import CUTS, TODAY, WHOLE, cards, contacts, facts, prospects

LONG_AGO = date(2024, 1, 1)


def kpis(
    *rows: Mapping[str, Any], talks: pd.DataFrame, today: date = TODAY, managers: tuple[str, ...] = (), **firsts: date
) -> pd.DataFrame:
    """Return «Итоги по ПК» by manager and period."""
    stored, ledger = prospects(*rows), facts(**firsts)
    table = prospects_table(stored, talks, ledger, cards(), CUTS, today, ProspectSettings())
    found = prospect_kpis(table, prospect_contacts(talks, stored, ledger), ledger, managers, today)
    assert not check_table(found, PROSPECT_KPIS)
    return found.set_index(["manager", "period"])


def test_contacts_of_three_periods_by_who_talked() -> None:
    days = (
        date(2025, 11, 19),
        date(2025, 11, 20),  # the first day of the 12 months
        date(2026, 9, 30),
        date(2026, 10, 1),
        date(2026, 10, 31),
        date(2026, 11, 1),
        date(2026, 11, 19),
        date(2026, 11, 20),  # today
    )
    kinds = ("визит", "холодный звонок", "отправлено КП", "встреча у нас", "видеовстреча", "письмо", "звонок", "визит")
    talks = contacts(
        *(("п-1", day, kind, {"manager": "Градова"}) for day, kind in zip(days, kinds, strict=True)),
        ("К5", TODAY, "визит", {"manager": "Градова"}),  # about a client: no work with prospects
    )
    found = kpis({**WHOLE, "entered_on": LONG_AGO}, talks=talks)
    keys = ["count_meetings", "count_cold_calls", "count_offers", "count_contacts"]
    assert found.loc["Градова", keys].to_numpy().tolist() == [[0, 0, 0, 2], [2, 0, 0, 2], [2, 1, 1, 6]]
    assert found.loc["Ветров", keys].to_numpy().tolist() == [[0, 0, 0, 0]] * 3
    assert found.loc["Отдел", keys].to_numpy().tolist() == found.loc["Градова", keys].to_numpy().tolist()


def test_a_shipment_counts_for_the_manager_of_the_prospect_and_a_client_once() -> None:
    rows = (
        {**WHOLE, "client_code": "К1"},
        {**WHOLE, "client_code": "К1"},
        {**WHOLE, "client_code": "К2", "manager": "Градова", "potential_rub": None},
        {**WHOLE, "client_code": "К3"},  # was a client before
        {**WHOLE},
    )
    found = kpis(*rows, talks=contacts(), К1=date(2026, 11, 1), К2=date(2026, 10, 31), К3=date(2026, 1, 1))
    assert found["count_activated"].loc["Ветров"].tolist() == [1, 0, 1]
    assert found["count_activated"].loc["Градова"].tolist() == [0, 1, 1]
    assert found["count_activated"].loc["Отдел"].tolist() == [1, 1, 2]
    year: Any = found.loc[("Отдел", "12 мес.")]
    assert (year["activated_rub"], year["activated_potential_rub"]) == (1000, 2_000_000)
    assert "потенциал не известен у 1 из 2 активированных" in year["reason"]
    assert found.loc[("Ветров", "этот месяц"), "count_in_work"] == 1
    assert found["activated_rub"].loc["Ветров"].isna().tolist() == [False, True, False]


def test_on_the_first_of_a_month_the_month_has_no_days_yet() -> None:
    talks = contacts(("п-1", date(2026, 10, 31), "визит"), ("п-1", date(2026, 11, 1), "визит"))
    found = kpis(WHOLE, talks=talks, today=date(2026, 11, 1))
    assert found["count_meetings"].loc["Отдел"].tolist() == [0, 1, 1]
    assert "дней ещё нет" in str(found.loc[("Отдел", "этот месяц"), "reason"])


def test_listed_managers_come_by_alphabet_nobody_behind_them_and_the_department_last() -> None:
    found = kpis({**WHOLE, "manager": None}, talks=contacts(), managers=("Яшин", "Белов"))
    assert found.index.tolist() == [
        (name, period) for name in ("Белов", "Яшин", "без менеджера", "Отдел") for period in PERIODS
    ]


def test_without_managers_and_prospects_the_sheet_is_empty() -> None:
    assert kpis(talks=contacts()).empty
