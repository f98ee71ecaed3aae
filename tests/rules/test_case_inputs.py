"""The user's own conversions, purchase and margin by hand; what is typed into «Настройки» wins."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.case_inputs import CaseInputs, case_inputs
from clientbase_xl.settings import Settings, from_values

TODAY = date(2026, 6, 1)
FACTS = pd.DataFrame(
    {
        "client_code": ["1", "2", "3"],
        "turnover_12m_rub": [600_000.0, 300_000.0, 100_000.0],
        "count_purchases_12m": [12, 6, 2],
        "gross_profit_12m_rub": [90_000.0, 45_000.0, None],
    }
)


def contacts_of(ordered: int, thinking: int, *, started_by: str = "мы", back: int = 1) -> pd.DataFrame:
    results = ["заказ"] * ordered + ["думает"] * thinking
    days = [TODAY - timedelta(days=back)] * len(results)
    return pd.DataFrame({"contacted_on": days, "started_by": started_by, "result": results}, dtype=object)


def conversion_of(over: int, returned: int) -> pd.DataFrame:
    return pd.DataFrame({"manager": ["Ветров", "Все"], "count_over": [99, over], "count_returned": [1, returned]})


def inputs_of(
    contacts: pd.DataFrame | None = None, conversion: pd.DataFrame | None = None, **values: Any
) -> CaseInputs:
    return case_inputs(
        FACTS,
        contacts_of(0, 0) if contacts is None else contacts,
        conversion_of(0, 0) if conversion is None else conversion,
        7,
        TODAY,
        from_values({f"time.{name}": value for name, value in values.items()}),
    )


def test_the_average_purchase_and_the_margin_come_from_the_facts() -> None:
    found = inputs_of()
    assert found.purchase.value == 1_000_000 / 20
    assert found.margin.value == 135_000 / 900_000
    assert found.count_lapsed == 7
    assert found.margin.reason.replace("\xa0", " ") == "Прибыль 135 000 ₽ ÷ оборот 900 000 ₽ за 12 мес."


@pytest.mark.parametrize(("count", "is_known"), [(19, False), (20, True)])
def test_a_conversion_needs_enough_contacts(count: int, is_known: bool) -> None:
    found = inputs_of(contacts_of(5, count - 5), conversion_of(count, 8))
    assert (found.development.value == pytest.approx(0.25)) is is_known
    assert (found.reactivation.value == pytest.approx(0.4)) is is_known
    if not is_known:
        assert "нужно не меньше 20" in found.development.reason
        assert "срок прошёл у 19" in found.reactivation.reason


def test_only_our_contacts_of_the_last_12_months_with_a_result_count() -> None:
    # 12 months before 01.06.2026 is 01.06.2025: 365 days ago.
    contacts = pd.concat(
        [
            contacts_of(10, 10, back=365),
            contacts_of(50, 0, back=366),
            contacts_of(50, 0, back=0),
            contacts_of(50, 0, started_by="клиент"),
            contacts_of(3, 0).assign(result=None),
        ]
    )
    assert inputs_of(contacts).development.value == 0.5


def test_a_typed_number_takes_the_place_of_the_computed_one() -> None:
    found = inputs_of(
        contacts_of(10, 10),
        conversion_of(20, 8),
        reactivation_conversion=0.1,
        development_conversion=0.0,
        average_purchase_rub=12_345.0,
    )
    assert [found.reactivation.value, found.development.value, found.purchase.value] == [0.1, 0, 12_345]
    assert {found.reactivation.source, found.development.source, found.purchase.source} == {"настройка"}


def test_without_purchases_or_costs_nothing_is_known() -> None:
    empty = case_inputs(
        FACTS.assign(turnover_12m_rub=0.0, count_purchases_12m=0, gross_profit_12m_rub=None),
        contacts_of(0, 0),
        conversion_of(0, 0).iloc[:0],
        0,
        TODAY,
        Settings(),
    )
    assert all(one.value != one.value for one in (empty.purchase, empty.margin, empty.reactivation, empty.development))
    assert all("Нет данных" in one.reason for one in (empty.purchase, empty.margin, empty.reactivation))
