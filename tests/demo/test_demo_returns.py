"""Results of calls of the demo: believable, of lapsed clients, and managers differ."""

from __future__ import annotations

from collections import Counter

from clientbase_xl.demo.generator import DemoData
from clientbase_xl.demo.words import MANAGERS
from clientbase_xl.schemas.lists import DEFAULT_VALUES
from clientbase_xl.schemas.reactivation import REACTIVATION
from clientbase_xl.schemas.typed_cells import stored_columns


def test_results_are_those_that_the_base_stores(demo: DemoData) -> None:
    frame = demo.records["reactivation"]
    assert list(frame) == ["client_code", *(column.key for column in stored_columns(REACTIVATION))]
    assert 30 <= len(frame) <= 50
    assert frame["client_code"].is_unique
    assert set(frame["programme"].dropna()) <= {value for value, _ in DEFAULT_VALUES["programmes"]}
    assert 1 <= frame["answer"].isna().sum() < len(frame) / 3
    assert frame["contacted_on"].isna().sum() == 1


def test_contacts_lie_before_today_on_both_sides_of_ninety_days(demo: DemoData) -> None:
    ages = [(demo.today - day).days for day in demo.records["reactivation"]["contacted_on"].dropna()]
    assert min(ages) >= 1
    assert sum(age > 90 for age in ages) >= 10
    assert sum(age <= 90 for age in ages) >= 5


def test_one_manager_writes_nothing_down(demo: DemoData) -> None:
    cards = demo.cards.set_index(demo.cards["Код"].astype(str))
    counts = Counter(cards.loc[code, "Менеджер"] for code in demo.records["reactivation"]["client_code"])
    assert counts[MANAGERS[3]] <= 1
    assert len([name for name in MANAGERS if counts[name] >= 4]) >= 4
