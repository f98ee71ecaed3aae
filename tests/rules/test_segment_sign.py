"""The share of turnover outside the target segment, by hand: 12 months against the 12 before."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.segment_sign import segment_sign
from clientbase_xl.rules.warning_sign import WarningSign
from clientbase_xl.settings import WarningSettings

TODAY = date(2026, 6, 1)
Year = tuple[str, float, float]


def sign(years: list[Year], marks: dict[str, bool | None], first_on: date | None = date(2020, 1, 1)) -> WarningSign:
    table = pd.DataFrame(years, columns=["client_code", "turnover_now_rub", "turnover_before_rub"])
    cards = pd.DataFrame({"client_code": list(marks), "is_target": list(marks.values())}, dtype=object)
    return segment_sign(table, cards, first_on, TODAY, WarningSettings())


def said(found: WarningSign) -> str:
    return found.reason.replace("\xa0", " ")


def test_a_quarter_outside_against_a_fifth_a_year_ago_warns() -> None:
    found = sign([("1", 750.0, 800.0), ("2", 250.0, 200.0)], {"1": True, "2": False})
    assert (found.value, found.value_before, found.is_warning) == (0.25, 0.2, True)
    assert said(found) == "за 12 мес. 25 %, год назад 20 % (+5 п.п.)"
    assert (found.cause, found.sign) == ("круговая атака рыночных сегментов", "потеря целевого сегмента")


def test_a_hair_less_than_the_threshold_is_calm_and_so_is_a_fall() -> None:
    assert sign([("1", 751.0, 800.0), ("2", 249.0, 200.0)], {"1": True, "2": False}).is_warning is False
    assert sign([("1", 900.0, 800.0), ("2", 100.0, 200.0)], {"1": True, "2": False}).is_warning is False


def test_a_client_without_a_mark_is_neither_in_nor_out() -> None:
    years = [("1", 600.0, 600.0), ("2", 200.0, 200.0), ("3", 200.0, 200.0)]
    found = sign(years, {"1": True, "2": False, "3": None})
    assert found.value == pytest.approx(200 / 800)
    assert found.is_warning is False


@pytest.mark.parametrize(("marked", "is_known"), [(800.0, True), (799.0, False)])
def test_enough_of_the_turnover_of_both_years_has_to_be_marked(marked: float, is_known: bool) -> None:
    for now, before in ((marked, 1_000.0), (1_000.0, marked)):
        years = [("1", now, before), ("3", 1_000.0 - now, 1_000.0 - before)]
        found = sign(years, {"1": True})
        assert (found.is_warning is not None) is is_known
    assert is_known or said(found) == "целевой сегмент отмечен у клиентов с 79 % оборота, нужно от 80 %"


def test_nothing_marked_is_said_so_and_is_no_calm() -> None:
    found = sign([("1", 100.0, 100.0)], {"1": None})
    assert (found.is_warning, found.value) == (None, None)
    assert said(found) == "целевой сегмент не отмечен ни у одного клиента (лист «Клиенты»)"


@pytest.mark.parametrize(("first_on", "is_known"), [(date(2024, 6, 1), True), (date(2024, 6, 2), False), (None, False)])
def test_the_ledger_has_to_hold_both_years(first_on: Any, is_known: bool) -> None:
    found = sign([("1", 100.0, 100.0)], {"1": True}, first_on)
    assert (found.is_warning is not None) is is_known
    assert is_known or "нужны 24 мес." in said(found)


def test_returns_that_outweigh_the_sales_of_a_year_say_nothing() -> None:
    assert sign([("1", 100.0, -5.0)], {"1": True}).is_warning is None
    assert sign([("1", 0.0, 0.0)], {"1": True}).is_warning is None
    assert sign([], {"1": True}).is_warning is None
