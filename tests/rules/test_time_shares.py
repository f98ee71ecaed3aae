"""Shares of time by hand: 40 hours of a manager's week against the mark of 40 %."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.time_shares import SHARE_KEYS, measured_shares, measured_words, per_cent, time_shares
from clientbase_xl.settings import TimePhotoSettings
from tests.support.time_notes import LUNCH, TODAY, note, photo, week

SETTINGS = TimePhotoSettings()


def shares_of(*notes: dict[str, object], managers: tuple[str, ...] = (), **settings: Any) -> pd.DataFrame:
    table = time_shares(photo(*notes), managers, TODAY, TimePhotoSettings(**settings))
    return table.set_index("manager")


def test_hours_and_shares_of_each_and_of_all_together() -> None:
    # Ветров: 5 × (240 + 240) min = 20 + 20 h; Градова: 5 × (360 + 120) = 30 + 10 h; together 50 of 80 h sell.
    table = shares_of(*week("Градова", 360, 120), *week("Ветров", 240, 240))
    assert table.index.tolist() == ["Ветров", "Градова", "Отдел"]
    assert table["hours_noted"].tolist() == [40, 40, 80]
    assert table["hours_selling"].tolist() == [20, 30, 50]
    assert table["selling_share"].tolist() == [0.5, 0.75, 0.625]
    assert table["serving_share"].tolist() == [0.5, 0.25, 0.375]
    assert table["state"].tolist() == ["выше ориентира", "в пределах", "в пределах"]
    assert table["count_days"].tolist() == [5, 5, 10]
    assert list(table.reset_index()) == list(SHARE_KEYS)


@pytest.mark.parametrize(("serving", "state"), [(191.9, "в пределах"), (192, "в пределах"), (192.1, "выше ориентира")])
def test_exactly_the_mark_is_within_it(serving: float, state: str) -> None:
    assert shares_of(*week("Ветров", 480 - serving, serving)).loc["Ветров", "state"] == state


@pytest.mark.parametrize(("days", "state"), [(4, "мало дней"), (5, "в пределах")])
def test_a_week_of_notes_is_needed_for_a_verdict(days: int, state: str) -> None:
    table = shares_of(*week("Ветров", 300, 60, days=days))
    assert table.loc["Ветров", "state"] == state
    assert measured_shares(table.reset_index()) == ({} if days == 4 else {"Ветров": pytest.approx(300 / 360)})


def test_unsorted_minutes_are_in_neither_share_and_their_days_are_no_days() -> None:
    lunch = [note("Ветров", LUNCH, 60, back) for back in range(1, 10)]
    table = shares_of(*week("Ветров", 240, 240, days=2), *lunch)
    row = table.loc["Ветров"]
    assert (row["hours_unsorted"], row["selling_share"], row["count_days"]) == (9, 0.5, 2)
    alone = shares_of(*lunch).loc["Ветров"]
    assert pd.isna(alone["serving_share"])
    assert alone["state"] == "мало дней"


def test_the_window_begins_so_many_months_ago_and_ends_before_today() -> None:
    # Six months before 01.06.2026 is 01.12.2025: 182 days ago.
    notes = [note("Ветров", "Звонки", 60, back) for back in (183, 182, 1, 0)]
    assert shares_of(*notes).loc["Ветров", "hours_noted"] == 2
    assert shares_of(*notes, window_months=12).loc["Ветров", "hours_noted"] == 3


def test_notes_without_a_manager_an_activity_or_minutes_count_nowhere() -> None:
    notes = (note(None, "Звонки", 60), note("Ветров", None, 60), note("Ветров", "Звонки", None))
    table = shares_of(*notes, note("Ветров", "Звонки", 0), managers=("Ветров",))
    assert table["hours_noted"].tolist() == [0, 0]
    assert table["state"].tolist() == ["нет записей", "нет записей"]
    assert measured_words(table.reset_index().iloc[0].to_dict(), SETTINGS) == "Записей за 6\xa0мес. нет"


def test_listed_managers_have_a_row_and_nobody_gives_no_rows() -> None:
    assert shares_of(managers=("Ветров", "Агатов")).index.tolist() == ["Агатов", "Ветров", "Отдел"]
    assert shares_of().empty
    assert measured_shares(shares_of().reset_index()) == {}


def test_the_reason_names_hours_the_mark_and_what_takes_most() -> None:
    row = shares_of(*week("Ветров", 240, 240)).reset_index().iloc[0].to_dict()
    assert measured_words(row, SETTINGS).replace("\xa0", " ") == (
        "За 5 дн. обслуживание 20 ч из 40 ч — 50 %, ориентир до 40 %; больше всего: Документы 20 ч"
    )
    few = shares_of(*week("Ветров", 240, 0, days=1), note("Ветров", LUNCH, 30)).reset_index().iloc[0].to_dict()
    assert measured_words(few, SETTINGS).replace("\xa0", " ") == (
        "За 1 дн. обслуживание 0 ч из 4,5 ч, не разнесено 0,5 ч; для вывода нужно не меньше 5 дн."
    )


@pytest.mark.parametrize(("share", "words"), [(0.4, "40 %"), (0.403, "40,3 %"), (0.0, "0 %"), (1.0, "100 %")])
def test_a_share_keeps_the_digit_by_which_a_mark_is_missed(share: float, words: str) -> None:
    assert per_cent(share).replace("\xa0", " ") == words
