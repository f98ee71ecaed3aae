"""Who is unloaded: at most five, up to 20 % of each one's time, never more than one assistant has."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.whom_to_unload import UNLOAD_KEYS, whom_to_unload
from clientbase_xl.settings import TimePhotoSettings

HOURS = 160.0


def unloaded(*managers: tuple[str, float | None], hours: float = HOURS, **settings: Any) -> pd.DataFrame:
    rows = [(name, "мало дней" if share is None else "в пределах", share) for name, share in managers]
    shares = pd.DataFrame([*rows, ("Отдел", "выше ориентира", 0.9)], columns=["manager", "state", "serving_share"])
    return whom_to_unload(shares, hours, TimePhotoSettings(**settings)).set_index("manager")


def test_the_largest_share_of_serving_comes_first_and_each_gives_up_to_a_fifth() -> None:
    # 160 h: a fifth is 32 h; who serves 12.5 % of the time has only 20 h to give.
    table = unloaded(("Агатов", 0.125), ("Ветров", 0.6), ("Градова", 0.45))
    assert table.index.tolist() == ["Ветров", "Градова", "Агатов"]
    assert table["rank_unload"].tolist() == [1, 2, 3]
    assert table["hours_freed"].tolist() == [32, 32, 20]
    assert table["serving_share_after"].tolist() == [pytest.approx(0.4), pytest.approx(0.25), 0]
    assert list(table.reset_index()) == list(UNLOAD_KEYS)


def test_at_most_five_and_equals_go_by_name() -> None:
    table = unloaded(*((name, 0.5) for name in "ЖЕДГВБА"))
    assert table.index.tolist() == ["А", "Б", "В", "Г", "Д"]
    assert table["hours_freed"].sum() == pytest.approx(HOURS)
    assert len(unloaded(*((name, 0.5) for name in "АБВ"), managers_max=2)) == 2


def test_the_assistant_has_no_more_hours_than_anybody() -> None:
    table = unloaded(*((name, 0.5) for name in "АБВГ"), free_share_max=0.4)
    assert table["hours_freed"].tolist() == [64, 64, 32]
    assert table["serving_share_after"].tolist() == [pytest.approx(0.1), pytest.approx(0.1), pytest.approx(0.3)]


def test_who_noted_too_few_days_or_serves_nothing_is_not_chosen() -> None:
    assert unloaded(("Ветров", None), ("Градова", 0.0)).empty
    assert unloaded().empty
    assert unloaded(("Ветров", 0.5), hours=0).empty
