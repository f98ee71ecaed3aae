"""NPS by hand: which answer counts, the index of the base, answers that make no sense (METHOD section 17)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.problems import RecordProblem
from clientbase_xl.rules.nps import KEYS, OF_MANAGER, last_answers, nps_line, nps_problems
from clientbase_xl.settings import ManagerTaskSettings
from tests.support.prospects import answers, facts

TODAY = date(2026, 11, 20)
YESTERDAY = date(2026, 11, 19)


def index_of(scores: Iterable[int]) -> str:
    """Return the sentence about clients that gave these scores yesterday."""
    rows = [(f"К{n}", YESTERDAY, score) for n, score in enumerate(scores)]
    codes = [code for code, *_ in rows]
    return nps_line(answers(*rows), codes, TODAY, ManagerTaskSettings()).replace("\u00a0", " ")


def test_the_last_answer_counts_beside_the_one_before_it() -> None:
    found = last_answers(
        answers(
            ("К1", date(2026, 5, 1), 9),
            ("К1", date(2025, 5, 1), 4),
            ("К1", date(2024, 5, 1), 1),
            ("К2", TODAY, 0),
            ("К3", YESTERDAY, 5),
            ("К3", YESTERDAY, 6),  # of one day the later record
        ),
        TODAY,
    )
    assert tuple(found.columns) == KEYS
    assert found[["client_code", "nps_score"]].to_numpy().tolist() == [["К1", 9], ["К2", 0], ["К3", 6]]
    assert found["nps_score_before"].fillna(-1).tolist() == [4, -1, 5]
    assert found["nps_on"].tolist()[0] == pd.Timestamp("2026-05-01")


@pytest.mark.parametrize(
    "row",
    [
        (None, YESTERDAY, 9),
        ("К1", None, 9),
        ("К1", YESTERDAY, None),
        ("К1", YESTERDAY, 11),
        ("К1", YESTERDAY, -1),
        ("К1", YESTERDAY, 8.5),
        ("К1", date(2026, 11, 21), 9),
    ],
)
def test_what_is_no_whole_score_of_a_day_past_is_no_answer(row: tuple[Any, Any, Any]) -> None:
    assert last_answers(answers(row), TODAY).empty


def test_nine_and_ten_promote_six_and_less_detract() -> None:
    assert index_of([10, 9, 8, 7, 6]).startswith("NPS базы +20: промоутеров 2, критиков 1 из 5 ответивших за 12 мес.")
    assert index_of([9, 6]).startswith("NPS базы 0:")
    assert index_of([10, 0, 0]).startswith("NPS базы −33:")
    mine = nps_line(answers(("К1", YESTERDAY, 9)), ["К1"], TODAY, ManagerTaskSettings(), OF_MANAGER)
    assert mine.startswith("NPS ваших клиентов +100: промоутеров 1")
    none = nps_line(answers(), ["К1"], TODAY, ManagerTaskSettings(), OF_MANAGER)
    assert none.startswith("NPS ваших клиентов: нет данных")
    assert index_of([8]).startswith("NPS базы 0: промоутеров 0, критиков 0 из 1")


def test_an_answer_of_a_year_ago_counts_an_older_one_and_those_of_others_do_not() -> None:
    rows = answers(("К1", date(2025, 11, 20), 10), ("К2", date(2025, 11, 19), 0), ("К3", YESTERDAY, 0))
    line = nps_line(rows, ["К1", "К2"], TODAY, ManagerTaskSettings())
    assert line.startswith("NPS базы +100: промоутеров 1, критиков 0 из 1")
    assert nps_line(rows.head(0), ["К1"], TODAY, ManagerTaskSettings()).startswith("NPS базы: нет данных")


def test_answers_of_strangers_of_days_to_come_and_before_the_first_purchase_are_named() -> None:
    rows = answers(
        ("К9", YESTERDAY, 9), ("К1", date(2026, 11, 21), 9), ("К1", date(2026, 5, 31), 9), ("К1", date(2026, 6, 1), 9)
    )
    found = nps_problems(rows, facts(К1=date(2026, 6, 1)), {"К1"}, TODAY)
    assert [(one.column, getattr(one, "record", None)) for one in found] == [
        ("Код клиента", ("о-1",)),
        ("Дата", ("о-2",)),
        ("Дата", ("о-3",)),
    ]
    assert all(isinstance(one, RecordProblem) and one.client_code for one in found)
    assert "раньше первой покупки К1 (01.06.2026)" in found[2].message
