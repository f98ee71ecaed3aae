"""Which typed periods may be a baseline (METHOD section 11)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.crisis_periods import crisis_periods, period_fault, with_typed_month

TODAY, FIRST = date(2026, 6, 1), date(2025, 1, 9)


def at(day: date | None) -> Any:
    return pd.Timestamp(day) if day else pd.NaT


@pytest.mark.parametrize(
    ("first", "last", "fault"),
    [
        (None, None, ""),
        (date(2025, 2, 1), None, "half"),
        (None, date(2025, 2, 1), "half"),
        (date(2025, 3, 1), date(2025, 2, 28), "backwards"),
        (date(2025, 3, 1), date(2025, 3, 1), ""),
        (date(2025, 3, 1), date(2026, 5, 31), ""),
        (date(2025, 3, 1), date(2026, 6, 1), "ahead"),
        (date(2025, 1, 9), date(2025, 3, 31), ""),
        (date(2025, 1, 8), date(2025, 3, 31), "before_sales"),
    ],
)
def test_a_period_lies_in_the_past_and_inside_the_sales(first: date | None, last: date | None, fault: str) -> None:
    assert period_fault(at(first), at(last), FIRST, TODAY) == fault
    typed = pd.DataFrame({"client_code": ["К1"], "crisis_from": [first], "crisis_until": [last]}, dtype=object)
    assert len(crisis_periods(typed, FIRST, TODAY)) == int(first is not None and not fault)


def test_without_sales_there_is_no_period() -> None:
    assert period_fault(at(FIRST), at(FIRST), None, TODAY) == "before_sales"


def test_a_month_of_the_period_is_its_roubles_by_its_months_also_for_who_buys_nothing_now() -> None:
    days = {"crisis_from": date(2025, 2, 1), "crisis_until": date(2025, 4, 30)}
    typed = pd.DataFrame([{"client_code": code} | days for code in ("К1", "К9")], dtype=object)
    periods = crisis_periods(typed, FIRST, TODAY)
    assert periods[["start_on", "end_on", "count_months"]].iloc[0].tolist() == [date(2025, 2, 1), date(2025, 5, 1), 3]
    amounts = pd.DataFrame({"client_code": ["К1", "К9"], "amount_rub": [300.0, 90.0]})
    windows = pd.DataFrame(
        {"client_code": ["К1", "К2"], "now_rub": [1.0, 2.0], "year_ago_rub": [3.0, 4.0], "before_rub": [5.0, 6.0]}
    )
    whole = with_typed_month(windows, periods, amounts).set_index("client_code")
    assert whole["typed_month_rub"].fillna(-1).to_dict() == {"К1": 100.0, "К2": -1.0, "К9": 30.0}
    assert whole.loc["К9", ["now_rub", "year_ago_rub", "before_rub"]].tolist() == [0, 0, 0]
    nothing = with_typed_month(windows, periods.iloc[:0], amounts.iloc[:0])
    assert nothing["typed_month_rub"].isna().all()
