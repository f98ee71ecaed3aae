"""Plan – forecast – fact of the weekly meeting, worked out by hand. Today is Friday 20.11.2026."""

from __future__ import annotations

import pytest

from clientbase_xl.rules.plan_lines import plan_lines
from clientbase_xl.schemas.plan_forecast import PLAN_LINES
from tests.support.plan_sample import empty_input, given, made, table


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_the_department_is_the_sum_and_its_fact_is_that_of_the_ledger() -> None:
    months, weeks, biases = made(given())
    lines = plan_lines(months, weeks, biases, given(), ["Иванова"])
    assert tuple(lines.columns) == PLAN_LINES.keys
    assert lines["manager"].tolist() == ["Отдел"] * 4 + ["Иванова"] * 4
    assert [plain(one) for one in lines["period"].head(4)] == [
        "ноябрь 2026",
        "прошлая неделя",
        "эта неделя",
        "следующая неделя",
    ]
    month = lines.iloc[0]
    assert (month["plan_rub"], month["expected_rub"], month["fact_rub"]) == (2000.0, 1800.0, 1807.0)
    assert month["run_rate_rub"] == 2780.0  # 1 807 ÷ 13 × 20
    assert plain(month["reason"]) == "прошло 13 из 20 рабочих дней; план у 1 из 2; прогноз у 1 из 2"
    week = lines.iloc[2]
    assert (week["fact_rub"], week["expected_rub"], week["run_rate_rub"]) == (387.0, 450.0, 483.75)
    assert lines.iloc[1]["bias"] == pytest.approx(0.2)
    assert lines["bias"].notna().sum() == 2
    assert lines.iloc[4:]["fact_rub"].tolist()[:3] == [1300.0, 500.0, 300.0]


def test_forty_managers_add_up() -> None:
    names = tuple(f"Менеджер {number:02d}" for number in range(40))
    months = table([(name, "2026-11-01", 10.01) for name in names], "month_start_on", "turnover_rub")
    weeks = table([(name, "2026-11-16", 1.0) for name in names], "week_start_on", "turnover_rub")
    one = given(managers=names, months=months, weeks=weeks)
    by_month, by_week, biases = made(one)
    lines = plan_lines(by_month, by_week, biases, one, names)
    assert len(lines) == 41 * 4
    assert lines.iloc[0]["fact_rub"] == 400.4


def test_an_empty_base_has_a_department_without_data() -> None:
    months, weeks, biases = made(empty_input())
    lines = plan_lines(months, weeks, biases, empty_input(), [])
    assert len(lines) == 4
    assert lines[["plan_rub", "fact_rub", "run_rate_rub", "bias"]].isna().all().all()
