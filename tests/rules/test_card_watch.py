"""Surveys and purchases of clients that stand on no list, as their cards tell them (METHOD sections 1, 10, 11)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.card_watch import purchase_lines, survey_lines
from clientbase_xl.rules.falling_baseline import KEYS
from clientbase_xl.schemas.monitoring import MONITORING
from clientbase_xl.schemas.survey_words import BLOCKS

TODAY = date(2026, 6, 1)


def told(status: str | None, silence: int | None, **baseline: Any) -> list[tuple[str, bool]]:
    clients = pd.DataFrame({"client_code": ["К1"], "status": [status], "silence_days": [silence]})
    rows = [{"client_code": "К1", "baseline_rub": 200.0, "now_rub": 190.0} | baseline] if baseline else []
    found = purchase_lines(clients, pd.DataFrame(rows, columns=list(KEYS)))
    return [(text.replace("\xa0", " "), is_gone) for _, text, is_gone in found]


@pytest.mark.parametrize(
    ("status", "silence", "text"),
    [
        ("ушедший", 200, "ушёл, молчит 200 дн."),
        ("архив", 400, "в архиве, молчит 400 дн."),
        ("работа прекращена", 10, "работа прекращена, молчит 10 дн."),
        ("без покупок", None, "покупок ещё не было"),
    ],
)
@pytest.mark.parametrize("baseline", [{}, {"state": "восстановился"}, {"state": "сокращает"}])
def test_who_stopped_buying_is_never_said_to_keep_on(
    status: str, silence: int | None, text: str, baseline: dict[str, str]
) -> None:
    assert told(status, silence, **baseline) == [(text, True)]


@pytest.mark.parametrize("status", ["действующий", "уснувший", "засыпает", "новый"])
def test_who_buys_is_told_with_base_and_now(status: str) -> None:
    assert told(status, 20, state="восстановился") == [("не сокращает: 200 ₽ → 190 ₽ в месяц", False)]
    assert told(status, 20, state="сокращает") == [("сокращает: 200 ₽ → 190 ₽ в месяц", False)]


@pytest.mark.parametrize("baseline", [{}, {"state": "нет данных", "baseline_rub": None}])
def test_of_a_client_without_a_baseline_nothing_is_said(baseline: dict[str, Any]) -> None:
    assert told("действующий", 20, **baseline) == told("новый", 5, **baseline) == []


def surveyed(*rows: dict[str, Any]) -> list[tuple[str, str]]:
    given = [{"client_code": "К1", "block": BLOCKS[0], "dynamics": "растёт"} | row for row in rows]
    table = pd.DataFrame(given, columns=list(MONITORING.keys), dtype=object)
    return [(code, text.replace("\xa0", " ")) for code, text in survey_lines(table, TODAY)]


def test_the_last_survey_is_told_whenever_it_was() -> None:
    rows = [{"surveyed_on": date(2025, 3, 1)}, {"surveyed_on": date(2025, 6, 1)}]
    assert surveyed(*rows) == [("К1", "01.06.2025, 365 дн. назад; вне активной базы")]
    assert surveyed({"surveyed_on": TODAY})[0][1].startswith("01.06.2026, 0 дн. назад")


@pytest.mark.parametrize(
    "cells",
    [
        {"surveyed_on": date(2026, 6, 2)},
        {"surveyed_on": None},
        {"surveyed_on": TODAY, "dynamics": None},
        {"surveyed_on": TODAY, "block": None},
        {"surveyed_on": TODAY, "client_code": None},
    ],
)
def test_what_says_nothing_and_what_lies_ahead_is_no_survey(cells: dict[str, Any]) -> None:
    assert surveyed(cells) == surveyed() == []


def test_a_forecast_alone_is_an_answer() -> None:
    assert len(surveyed({"surveyed_on": TODAY, "dynamics": None, "forecast": "падает"})) == 1
