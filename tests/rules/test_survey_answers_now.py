"""What surveys say now of a client's future and payments (METHOD sections 10 and 11)."""

from __future__ import annotations

import pytest

from clientbase_xl.rules.survey_answers_now import ANSWER_KEYS, last_forecasts, solvency_answers
from tests.support.surveys import TODAY, plan, profiles, said, settled


def test_the_forecast_of_block_4_goes_before_2_and_2_before_1() -> None:
    rows = [said(1, None, forecast="падает"), said(2, None, forecast="растёт"), said(4, None, forecast="без изменений")]
    assert last_forecasts(settled(*rows), TODAY, 90) == {"К1": "без изменений"}
    assert last_forecasts(settled(*rows[:2]), TODAY, 90) == {"К1": "растёт"}
    assert last_forecasts(settled(rows[0]), TODAY, 90) == {"К1": "падает"}


def test_who_does_not_know_says_nothing_and_the_profile_speaks_for_block_4() -> None:
    rows = [said(1, None, forecast="падает"), said(4, "растёт", forecast="не знает")]
    assert last_forecasts(settled(*rows), TODAY, 90) == {"К1": "падает"}
    said_4 = settled(said(4, "растёт"), of_profiles=profiles(plan("меньше")))
    assert last_forecasts(said_4, TODAY, 90) == {"К1": "падает"}


@pytest.mark.parametrize(("back", "count"), [(90, 1), (91, 0), (-1, 0)])
def test_a_forecast_of_exactly_90_days_ago_counts(back: int, count: int) -> None:
    assert len(last_forecasts(settled(said(4, None, forecast="падает", back=back)), TODAY, 90)) == count


def test_a_forecast_in_another_block_is_none_of_purchases() -> None:
    assert (
        last_forecasts(settled(said(3, None, forecast="падает"), said(6, None, forecast="не платит")), TODAY, 90) == {}
    )


def test_the_last_answer_about_payment_comes_with_the_one_before() -> None:
    table = solvency_answers(
        settled(said(6, "платит в срок", back=50), said(6, "задержки"), said(6, "падает", back=1), said(1, "растёт"))
    )
    assert tuple(table.columns) == ANSWER_KEYS
    (row,) = table.to_dict("records")
    assert (row["answer"], row["before"], row["answered_on"].day) == ("задержки", "платит в срок", 27)
    assert solvency_answers(settled()).empty
