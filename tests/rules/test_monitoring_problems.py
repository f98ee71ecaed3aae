"""What of the surveys makes no sense becomes a problem at its cell (METHOD section 10)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.problems import RecordProblem
from clientbase_xl.rules.monitoring_problems import monitoring_problems
from tests.support.surveys import TODAY, cards, said, settled


def problems(*rows: dict[str, Any], first: date | None = date(2020, 1, 1)) -> list[RecordProblem]:
    facts = pd.DataFrame({"client_code": ["К1"], "first_purchase_on": [pd.Timestamp(first) if first else pd.NaT]})
    found = monitoring_problems(settled(*rows), cards(), facts, TODAY)
    return [one for one in found if isinstance(one, RecordProblem)]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (said(1, "растёт", back=-1), "Дата опроса"),
        (said(1, "растёт", client="К9"), "Код клиента"),
        (said(6, "растёт"), "Информация о динамике показателя"),
        (said(7, "да", forecast="падает"), "Прогнозы клиента о динамике в будущем"),
        (said(1, "не знает", dynamics_share=0.1), "Динамика, %"),
        (said(1, "растёт", dynamics_share=-0.1), "Динамика, %"),
        (said(1, None, forecast_share=0.1), "Прогноз, %"),
        (said(1, None, forecast="растёт", forecast_share=-0.1), "Прогноз, %"),
        (said(7, "нет", who_when="Петров"), "Кто и когда"),
    ],
)
def test_each_contradiction_is_one_problem_with_its_record(row: dict[str, Any], column: str) -> None:
    (found,) = problems(row)
    assert (found.column, found.sheet, found.record) == (column, "Мониторинг", ("0-1",))
    assert found.client_code == row["client_code"]
    assert found.remedy


def test_a_survey_on_the_day_of_the_first_purchase_is_sound_and_one_before_is_not() -> None:
    assert problems(said(1, "растёт"), first=TODAY - timedelta(days=5)) == []
    (found,) = problems(said(1, "растёт"), first=TODAY - timedelta(days=4))
    assert "раньше первой покупки клиента 28.05.2026" in found.message
    assert problems(said(1, "растёт"), first=None) == []


def test_two_surveys_of_a_block_on_one_day_are_one_problem() -> None:
    (found,) = problems(said(1, "растёт"), said(1, "падает"))
    assert (found.column, found.record) == ("Блок", ("0-2",))
    assert problems(said(1, "растёт"), said(2, "растёт"), said(1, "растёт", client="К2")) == []
    assert problems(said(1, "растёт"), said(1, "растёт", back=6)) == []


def test_today_is_no_day_to_come_and_an_empty_sheet_has_no_problems() -> None:
    assert problems(said(1, "растёт", back=0)) == []
    assert problems() == []
