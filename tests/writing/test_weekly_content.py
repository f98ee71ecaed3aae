"""Whose rows stand on which sheet of the weekly workbook, and the turnover of the weeks."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from clientbase_xl.schemas.facts import MANAGER_WEEKS
from clientbase_xl.schemas.reactivation import REACTIVATION
from clientbase_xl.schemas.week import WEEK_CHANGES
from clientbase_xl.settings import WeeklySettings
from clientbase_xl.writing.weekly_content import leaves_of, people_of, turnover_of
from tests.support.weekly_sample import MONDAY, PEOPLE, empty, reactivation, weekly_content

FOUR_WEEKS = WeeklySettings(count_weeks=4)
OLDEST = MONDAY - dt.timedelta(days=21)


def weeks(*rows: tuple[str | None, int, float]) -> pd.DataFrame:
    """Return MANAGER_WEEKS of (manager, weeks back, turnover)."""
    return pd.DataFrame(
        [(who, MONDAY - dt.timedelta(days=7 * back), amount, None, 1, 1) for who, back, amount in rows],
        columns=list(MANAGER_WEEKS.keys)[:6],
    ).reindex(columns=list(MANAGER_WEEKS.keys))


def test_a_week_without_sales_is_zero_and_a_week_before_the_first_sale_is_unknown() -> None:
    content = weekly_content(
        ("А", "Б"), settings=FOUR_WEEKS, weeks=weeks(("А", 2, 100.0), ("Б", 1, 30.0), ("А", 0, 5.0))
    )
    turnover = turnover_of(content)
    assert turnover.mondays == (OLDEST, *(MONDAY - dt.timedelta(days=days) for days in (14, 7, 0)))
    assert turnover.by_manager == {"А": (None, 100.0, 0.0, 5.0), "Б": (None, 0.0, 30.0, 0.0)}
    assert turnover.department == (None, 100.0, 30.0, 5.0)


def test_weeks_outside_the_picture_only_tell_that_the_ledger_had_begun() -> None:
    content = weekly_content(("А",), settings=FOUR_WEEKS, weeks=weeks(("А", 4, 900.0), ("А", 0, 5.0)))
    assert turnover_of(content).department == (0.0, 0.0, 0.0, 5.0)


def test_without_any_sale_nothing_is_known() -> None:
    turnover = turnover_of(weekly_content(("А",), settings=FOUR_WEEKS, weeks=empty(MANAGER_WEEKS)))
    assert turnover.department == (None, None, None, None)


def test_dates_as_timestamps_are_the_same_weeks() -> None:
    plain = weeks(("А", 1, 30.0))
    stamped = plain.assign(week_start_on=pd.to_datetime(plain["week_start_on"]))
    assert turnover_of(weekly_content(("А",), weeks=stamped)) == turnover_of(weekly_content(("А",), weeks=plain))


def test_sales_without_a_manager_add_a_row_and_a_sheet_at_the_end() -> None:
    content = weekly_content(("А",), settings=FOUR_WEEKS, weeks=weeks((None, 0, 7.0), ("", 1, 3.0), ("А", 0, 5.0)))
    turnover = turnover_of(content)
    assert list(turnover.by_manager) == ["А", "Без менеджера"]
    assert turnover.by_manager["Без менеджера"][-2:] == (3.0, 7.0)
    assert [leaf.sheet_name for leaf in leaves_of(content, turnover)] == ["Отдел", "А", "Без менеджера"]


@pytest.mark.parametrize("part", ["reactivation", "changes"])
def test_clients_without_a_manager_add_a_sheet_too(part: str) -> None:
    table = getattr(weekly_content(("А",)), part)
    content = weekly_content(("А",), **{part: table.assign(manager=None)})
    leaf = leaves_of(content, turnover_of(content))[-1]
    assert leaf.title == "Без менеджера"
    assert len(getattr(leaf, part)) == len(table)


def test_sales_of_someone_without_a_page_keep_their_row() -> None:
    content = weekly_content(("А",), settings=FOUR_WEEKS, weeks=weeks(("Ушедший", 0, 7.0), ("А", 0, 5.0)))
    turnover = turnover_of(content)
    assert list(turnover.by_manager) == ["А", "Ушедший"]
    assert sum(series[-1] or 0 for series in turnover.by_manager.values()) == turnover.department[-1] == 12.0
    assert [leaf.title for leaf in leaves_of(content, turnover)] == ["Отдел", "А"]


def test_the_department_and_nobody_are_no_managers() -> None:
    names = ("Отдел", "А", " А ", "", "без менеджера", "Без менеджера", "Б")
    assert people_of(weekly_content(("А",), managers=names)) == ["А", "Б"]


def test_the_head_sees_all_and_a_manager_their_own_in_their_own_order() -> None:
    content = weekly_content()
    head, *others = leaves_of(content, turnover_of(content))
    assert len(head.reactivation) == len(content.reactivation)
    assert head.reactivation["rank"].is_monotonic_increasing
    assert [leaf.title for leaf in others] == list(PEOPLE)
    for leaf in others:
        for part in (leaf.indicators, leaf.changes, leaf.reactivation):
            assert set(part["manager"]) == {leaf.title}
        assert leaf.reactivation["rank_manager"].is_monotonic_increasing
    assert set(head.indicators["manager"]) == {"Отдел"}


def test_an_empty_manager_of_week_is_the_department() -> None:
    content = weekly_content()
    table = content.week_table.assign(manager=content.week_table["manager"].replace("Отдел", ""))
    renamed = weekly_content(week_table=table)
    assert len(leaves_of(renamed, turnover_of(renamed))[0].indicators) == len(
        leaves_of(content, turnover_of(content))[0].indicators
    )


def test_no_manager_at_all_leaves_the_head_alone() -> None:
    content = weekly_content(
        (), changes=empty(WEEK_CHANGES), reactivation=empty(REACTIVATION), weeks=empty(MANAGER_WEEKS)
    )
    assert [leaf.title for leaf in leaves_of(content, turnover_of(content))] == ["Отдел"]


def test_the_order_of_the_list_does_not_matter() -> None:
    shuffled = reactivation(PEOPLE).sample(frac=1.0, random_state=7)
    content = weekly_content(reactivation=shuffled)
    head = leaves_of(content, turnover_of(content))[0]
    assert list(head.reactivation["rank"]) == list(range(1, len(shuffled) + 1))
