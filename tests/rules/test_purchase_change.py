"""What the ledger says of purchases at a survey, by hand (METHOD sections 2 and 10)."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from clientbase_xl.rules.purchase_change import period_of, purchase_change, survey_periods, with_ledger

DAY = date(2026, 5, 31)


def surveys(*days: date | None) -> pd.DataFrame:
    return pd.DataFrame({"client_code": ["К1"] * len(days), "surveyed_on": pd.to_datetime(list(days))})


def amounts(now: float, year_ago: float, before: float, day: date = DAY) -> pd.DataFrame:
    rows = [("К1", *period_of(day, back), rub) for back, rub in ((0, now), (12, year_ago), (3, before))]
    return pd.DataFrame(rows, columns=["client_code", "start_on", "end_on", "amount_rub"])


def test_the_month_of_the_survey_is_not_full_even_on_its_last_day() -> None:
    assert period_of(DAY, 0) == (date(2026, 2, 1), date(2026, 5, 1))
    assert period_of(DAY, 12) == (date(2025, 2, 1), date(2025, 5, 1))
    assert period_of(date(2026, 6, 1), 0) == (date(2026, 3, 1), date(2026, 6, 1))
    assert len(survey_periods(surveys(DAY, DAY, None))) == 3


@pytest.mark.parametrize(
    ("now", "year_ago", "before", "first", "expected"),
    [
        (90, 120, 999, date(2025, 2, 1), -0.25),
        (90, 120, 60, date(2025, 2, 2), 0.5),
        (90, 0, 60, date(2020, 1, 1), 0.5),
        (90, -5, 60, date(2020, 1, 1), 0.5),
        (90, 120, 0, date(2025, 2, 2), None),
        (90, 120, 60, date(2025, 11, 2), None),
        (0, 120, 60, date(2020, 1, 1), -1.0),
        (90, 120, 60, None, None),
    ],
)
def test_the_last_three_months_stand_against_a_year_ago_else_against_those_before(
    now: float, year_ago: float, before: float, first: date | None, expected: float | None
) -> None:
    (found,) = purchase_change(surveys(DAY), amounts(now, year_ago, before), first)
    assert found == pytest.approx(expected) if expected is not None else pd.isna(found)


@pytest.mark.parametrize(
    ("change", "word"),
    [(-0.2, "падает"), (-0.199, "без изменений"), (0.199, "без изменений"), (0.2, "растёт"), (None, None)],
)
def test_a_change_of_exactly_20_per_cent_is_a_word_of_the_scale(change: float | None, word: str | None) -> None:
    asked = surveys(DAY, DAY).assign(asks_ledger=[True, False])
    found = with_ledger(asked, pd.Series([change, change], dtype="float64"), 0.2)
    assert found["ledger_word"].tolist() == [word, None]
    assert {type(one) for one in found["ledger_word"]} <= {str, type(None)}
    assert found["ledger_change"].isna().tolist() == [change is None, True]
    assert with_ledger(asked[:0], pd.Series(dtype="float64"), 0.2).empty


def test_without_a_day_or_surveys_there_is_no_change() -> None:
    assert purchase_change(surveys(None), amounts(1, 1, 1), DAY).isna().all()
    assert purchase_change(surveys(), amounts(1, 1, 1), DAY).empty
