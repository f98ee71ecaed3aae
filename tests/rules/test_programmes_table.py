"""Programmes: windows, group and verdict, worked out by hand. Today is 20.11.2026."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.programme_group import Group
from clientbase_xl.rules.programmes_table import programme_windows, programmes_table
from clientbase_xl.schemas.programmes import PROGRAMMES
from clientbase_xl.settings import Settings
from tests.support.agreements import LONG_AGO, TODAY, participations, people

TERMS = pd.DataFrame([{"programme": "Шоу-рум", "count_months_to": 6}, {"programme": "Фонд", "count_months_to": None}])
ONE = {"programme": "Шоу-рум", "status": "идёт", "from_on": date(2026, 9, 1)}
CLIENTS = people({"client_code": "К1", "client_name": "Опт", "manager": "Ветров", "category": "A", "status": "новый"})


def judged(
    amounts: tuple[float, float, float],
    counts: tuple[int, int] = (1, 1),
    *,
    silence: float | None = None,
    first_on: date | None = LONG_AGO,
    group: Group | None = None,
    **cells: Any,
) -> pd.Series:
    """Return the row of one programme: roubles since, before, of the year; days with a purchase since, before."""
    records = participations(ONE | cells)
    windows = programme_windows(records, TERMS, TODAY)
    by_span = dict(zip(("since", "before", "year"), zip(amounts, (*counts, 1), strict=True), strict=True))
    windows["turnover_rub"] = [float(by_span[span][0]) for span in windows["span"]]
    windows["count_purchases"] = [by_span[span][1] for span in windows["span"]]
    silences = pd.DataFrame([("a-1", silence)], columns=["row_id", "silence_days"])
    groups = {"Шоу-рум": group or Group(categories=("A",))}
    return programmes_table(records, CLIENTS, groups, windows, silences, first_on, Settings()).iloc[0]


def spans(**cells: Any) -> dict[str, tuple[str, str]]:
    table = programme_windows(participations(ONE | cells), TERMS, TODAY)
    return {row["span"]: (f"{row['start_on']:%m-%d}", f"{row['end_on']:%m-%d}") for row in table.to_dict("records")}


def test_a_running_programme_is_compared_with_as_many_days_before_it_and_with_the_year_before() -> None:
    # 1 September … 19 November are 80 days; 80 days before 1 September begin on 13 June.
    assert spans() == {"since": ("09-01", "11-20"), "before": ("06-13", "09-01"), "year": ("09-01", "09-01")}


def test_a_programme_ends_with_its_last_day_typed_or_by_its_longest_term() -> None:
    assert spans(to_on=date(2026, 9, 30))["since"] == ("09-01", "10-01")
    assert spans(from_on=date(2026, 2, 28))["since"] == ("02-28", "08-28")  # six months, the last day is 27 August
    assert spans(programme="Фонд", from_on=date(2026, 2, 28))["since"] == ("02-28", "11-20")


@pytest.mark.parametrize(
    "cells",
    [
        {"status": "предложена"},
        {"status": "отказ"},
        {"from_on": None},
        {"from_on": TODAY},
        {"to_on": date(2026, 8, 31)},
    ],
)
def test_what_has_not_begun_or_makes_no_sense_has_no_window(cells: dict[str, Any]) -> None:
    assert spans(**cells) == {}


@pytest.mark.parametrize(
    ("since", "before", "verdict"),
    [(110.0, 100.0, "рост"), (109.99, 100.0, "без изменений"), (90.01, 100.0, "без изменений"), (90.0, 100.0, "спад")],
)
def test_a_change_of_exactly_ten_per_cent_is_one(since: float, before: float, verdict: str) -> None:
    row = judged((since, before, 400.0))
    assert (row["verdict"], row["count_days"], row["turnover_year_before_rub"]) == (verdict, 80, 400.0)
    assert row["change"] == pytest.approx(since / before - 1)


@pytest.mark.parametrize(("start", "verdict"), [(date(2026, 10, 21), "рост"), (date(2026, 10, 22), "рано судить")])
def test_a_verdict_needs_thirty_days(start: date, verdict: str) -> None:
    row = judged((200.0, 100.0, 100.0), from_on=start)
    assert row["verdict"] == verdict
    assert row["change"] == 1.0


@pytest.mark.parametrize(
    ("start", "silence", "verdict"),
    [
        (date(2026, 11, 15), 60, "вернулся"),
        (date(2026, 11, 15), 59, "рано судить"),
        (date(2026, 11, 17), 4, "рано судить"),  # he buys weekly: three days before the start without a purchase
        (date(2026, 11, 15), None, "рано судить"),
        (date(2026, 10, 22), 59, "рано судить"),
        (date(2026, 10, 21), 59, "вернулся"),
    ],
)
def test_who_was_silent_has_come_back_at_once_others_after_thirty_days(
    start: date, silence: float | None, verdict: str
) -> None:
    row = judged((500.0, 0.0, 0.0), (1, 0), silence=silence, from_on=start)
    assert row["verdict"] == verdict
    assert pd.isna(row["change"])


def test_who_buys_nothing_is_said_so_after_thirty_days() -> None:
    assert judged((0.0, 100.0, 100.0), (0, 1))["verdict"] == "не покупает"
    assert judged((0.0, 100.0, 100.0), (0, 1), from_on=date(2026, 11, 1))["verdict"] == "рано судить"


@pytest.mark.parametrize(("amounts", "count"), [((500.0, 0.0, 0.0), 1), ((0.0, 0.0, 0.0), 0)])
def test_who_has_never_bought_before_the_start_neither_comes_back_nor_stays_away(
    amounts: tuple[float, float, float], count: int
) -> None:
    row = judged(amounts, (count, 0))
    assert (row["verdict"], row["turnover_since_rub"]) == ("нет данных", amounts[0])
    assert row["reason"].endswith("до начала клиент не покупал: сравнивать не с чем")
    assert judged(amounts, (count, 0), from_on=date(2026, 11, 1))["verdict"] == "рано судить"
    known = judged(amounts, (count, 0), silence=400)["verdict"]
    assert known == ("вернулся" if count else "не покупает")


@pytest.mark.parametrize(("code", "reason"), [("К9", "Клиента с таким кодом в базе нет"), (None, "Клиент не указан")])
def test_a_programme_of_nobody_has_no_figures(code: str | None, reason: str) -> None:
    row = judged((0.0, 0.0, 0.0), (0, 0), client_code=code)
    assert (row["verdict"], row["reason"]) == ("нет данных", reason)
    assert row[["count_days", "turnover_since_rub", "turnover_before_rub", "change"]].isna().all()


def test_a_time_before_the_ledger_is_not_nothing() -> None:
    row = judged((500.0, 0.0, 0.0), (1, 0), first_on=date(2026, 6, 14))
    assert row["verdict"] == "нет данных"
    assert pd.isna(row["turnover_before_rub"])
    assert row["turnover_since_rub"] == 500.0
    assert "до начала: нет данных" in row["reason"]
    assert judged((500.0, 0.0, 0.0), (1, 0), first_on=None)["verdict"] == "не началась"


def test_the_reason_holds_the_numbers() -> None:
    text = judged((120.0, 100.0, 1.0))["reason"]
    assert text == "За 80\xa0дн. с 01.09.2026: 120\xa0₽; за столько же до начала: 100\xa0₽; +20\xa0%"


@pytest.mark.parametrize(("silence", "is_in"), [(59, False), (60, True), (180, True), (181, False), (None, False)])
def test_the_status_that_counts_is_that_of_the_first_day(silence: float | None, is_in: bool) -> None:
    # Today the client is «новый»: on the first day of the programme he had been silent for so long.
    assert bool(judged((1.0, 1.0, 1.0), silence=silence, group=Group(statuses=("уснувший",)))["is_in_group"]) is is_in


def test_a_stranger_keeps_his_row_and_a_table_without_records_has_its_columns() -> None:
    table = programmes_table(
        participations({"client_code": "Чужой", "programme": "Фонд", "status": "идёт"}),
        CLIENTS,
        {},
        pd.DataFrame(columns=["row_id", "span"]),
        pd.DataFrame(columns=["row_id", "silence_days"]),
        None,
        Settings(),
    )
    row = table.iloc[0]
    assert (row["client_code"], row["client_name"], row["verdict"]) == ("Чужой", None, "нет данных")
    empty = programmes_table(participations(), CLIENTS, {}, table.iloc[:0], table.iloc[:0].assign(silence_days=None),
                             None, Settings())  # fmt: skip
    assert list(empty.columns) == list(PROGRAMMES.keys)
    assert empty.empty


def test_running_programmes_stand_first_the_largest_before() -> None:
    records = participations(
        {"status": "предложена", "programme": "Фонд"},
        ONE | {"client_code": "К2"},
        ONE,
        {"status": "отказ", "programme": "Фонд"},
    )
    windows = programme_windows(records, TERMS, TODAY)
    windows = windows.assign(turnover_rub=[float(code == "К1") for code in windows["client_code"]], count_purchases=1)
    silences = pd.DataFrame(columns=["row_id", "silence_days"])
    table = programmes_table(records, CLIENTS, {}, windows, silences, LONG_AGO, Settings())
    assert table["row_id"].tolist() == ["a-3", "a-2", "a-1", "a-4"]
