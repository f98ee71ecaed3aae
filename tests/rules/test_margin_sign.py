"""Profitability of the last full months against the same a year before, by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.margin_sign import margin_sign
from clientbase_xl.rules.warning_sign import WarningSign
from clientbase_xl.schemas.facts import MANAGER_MONTHS
from clientbase_xl.settings import WarningSettings

TODAY = date(2026, 6, 10)
COVERAGE = 0.95
Month = tuple[str, str, float, float | None]


def months_of(*rows: Month, vat: str | None = "без НДС") -> pd.DataFrame:
    """Return MANAGER_MONTHS: manager, month, turnover, profit; the cost of a row without profit is unknown."""
    return pd.DataFrame(
        [
            {
                "manager": manager,
                "month_start_on": f"{month}-01",
                "turnover_rub": turnover,
                "gross_profit_rub": profit,
                "amount_absolute_rub": abs(turnover),
                "amount_costed_rub": 0.0 if profit is None else abs(turnover),
                "profit_costed_rub": profit or 0.0,
                "vat_basis": vat,
            }
            for manager, month, turnover, profit in rows
        ],
        columns=list(MANAGER_MONTHS.keys),
    )


NOW = (("А", "2026-03", 400.0, 80.0), ("А", "2026-04", 300.0, 60.0), ("Б", "2026-05", 300.0, 50.0))
BEFORE = (("А", "2025-03", 500.0, 110.0), ("А", "2025-05", 500.0, 110.0))


def sign(
    *rows: Month, first_on: date | None = date(2020, 1, 1), vat: str | None = "без НДС", **set_to: Any
) -> WarningSign:
    return margin_sign(months_of(*rows, vat=vat), first_on, TODAY, WarningSettings(**set_to), COVERAGE)


def said(found: WarningSign) -> str:
    return found.reason.replace("\xa0", " ")


def test_three_full_months_of_all_managers_against_the_same_a_year_ago() -> None:
    found = sign(*NOW, *BEFORE)
    assert found.value == pytest.approx(190 / 1_000)
    assert found.value_before == pytest.approx(220 / 1_000)
    assert found.is_warning is True  # three points are the threshold
    assert said(found) == "март – май 2026 19 %, год назад 22 % (−3 п.п.)"


def test_less_than_three_points_is_calm_and_so_is_a_rise() -> None:
    assert sign(*NOW, ("А", "2025-04", 1_000.0, 219.0)).is_warning is False
    assert sign(*NOW, ("А", "2025-04", 1_000.0, 100.0)).is_warning is False


def test_the_current_month_and_months_outside_the_period_do_not_count() -> None:
    others = [("А", month, 1_000.0, -900.0) for month in ("2026-06", "2026-02", "2025-02", "2025-06")]
    assert sign(*NOW, *BEFORE, *others) == sign(*NOW, *BEFORE)


def test_the_number_of_months_is_a_setting() -> None:
    found = sign(("А", "2026-05", 100.0, 10.0), ("А", "2025-05", 100.0, 10.0), *BEFORE[:1], margin_months=1)
    assert (found.value, found.value_before) == (0.1, 0.1)
    assert said(found).startswith("май 2026 10 %")


@pytest.mark.parametrize(("first_on", "is_known"), [(date(2025, 3, 1), True), (date(2025, 3, 2), False), (None, False)])
def test_the_ledger_has_to_hold_the_whole_earlier_period(first_on: date | None, is_known: bool) -> None:
    found = sign(*NOW, *BEFORE, first_on=first_on)
    assert (found.is_warning is not None) is is_known
    assert is_known or "для сравнения нужны с 01.03.2025" in said(found)


@pytest.mark.parametrize(("without_cost", "is_known"), [(50.0, True), (51.0, False)])
def test_a_profit_stands_on_enough_cost_in_either_period(without_cost: float, is_known: bool) -> None:
    part = (("А", "2026-04", 1_000.0 - without_cost, 200.0), ("Б", "2026-04", without_cost, None))
    found = sign(*part, *BEFORE)
    assert (found.is_warning is not None) is is_known
    assert is_known or said(found) == "валовая прибыль не известна (сейчас, март – май 2026)"


def test_mixed_vat_and_no_turnover_say_nothing() -> None:
    assert sign(*NOW, *BEFORE, vat="смешан").is_warning is None
    without = sign(*NOW)
    assert without.is_warning is None
    assert said(without) == "оборота нет (год назад, март – май 2026)"
