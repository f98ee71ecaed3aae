"""The headline of retention (METHOD section 9)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.retention_headline import headline_text, retention_headline
from clientbase_xl.schemas.retention import RETENTION_HEADLINE
from clientbase_xl.settings import from_values

TODAY = date(2026, 11, 20)
NO_CARDS = pd.DataFrame({"client_code": []}, dtype=object)


def headline(
    *firsts: tuple[date, bool], begin: date | None = date(2020, 1, 1), cards: pd.DataFrame = NO_CARDS, **settings: Any
) -> pd.DataFrame:
    """Return the headline of clients (first purchase, came again)."""
    rows = [
        {
            "client_code": f"К{n}",
            "first_on": pd.Timestamp(first),
            "second_on": pd.Timestamp(first + timedelta(days=9)) if again else pd.NaT,
            "months_mask": 1,
        }
        for n, (first, again) in enumerate(firsts)
    ]
    purchases = pd.DataFrame(rows, columns=["client_code", "first_on", "second_on", "months_mask"])
    chosen = from_values({f"retention.{key}": value for key, value in settings.items()})
    table = retention_headline(purchases, cards, begin, TODAY, chosen)
    assert tuple(table.columns) == RETENTION_HEADLINE.keys
    return table.set_index("client_group", drop=False)


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(("days", "count"), [(89, 0), (90, 1), (91, 1)])
def test_a_client_is_mature_ninety_days_after_its_first_purchase(days: int, count: int) -> None:
    found = headline((days_ago(days), True))
    assert found.loc["Созревшие", "count_first"] == count
    assert found.loc["Все клиенты", "count_first"] == 1


def test_the_headline_counts_all_and_the_verdict_only_the_mature_and_known() -> None:
    old, young, beginning = days_ago(200), days_ago(10), date(2025, 3, 1)
    clients = [(old, True)] * 14 + [(old, False)] * 6 + [(young, False)] * 5 + [(beginning, True)] * 3
    found = headline(*clients, begin=date(2025, 1, 1))
    assert found["count_first"].tolist() == [28, 20, 3]
    assert found["count_second"].tolist() == [17, 14, 3]
    assert found["verdict"].tolist() == [None, "дыры нет", None]
    assert headline_text(found.reset_index(drop=True)) == (
        "Созревшие: 14 из 20, 70\u00a0% ≥ 67\u00a0% — дыры нет. Все клиенты: 17 из 28, 60\u00a0%. "
        "Начало истории: 3 из 3, 100\u00a0%"
    )


@pytest.mark.parametrize(("again", "verdict"), [(67, "дыры нет"), (66, "дыра в кармане")])
def test_exactly_sixty_seven_per_cent_is_no_hole(again: int, verdict: str) -> None:
    found = headline(*([(days_ago(200), n < again) for n in range(100)]))
    assert found.loc["Созревшие", "verdict"] == verdict


def test_four_of_six_is_below_sixty_seven_per_cent() -> None:
    clients = [(days_ago(200), number < 4) for number in range(6)]
    assert headline(*clients).loc["Созревшие", "verdict"] == "мало данных"
    found = headline(*clients, min_clients=1).loc["Созревшие"]
    assert found["verdict"] == "дыра в кармане"
    assert found["reason"] == "4 из 6, 66\u00a0% < 67\u00a0% — дыра в кармане"


def test_nobody_is_no_data() -> None:
    found = headline(begin=None)
    assert found["share_second"].isna().all()
    assert found.loc["Созревшие", "verdict"] == "нет данных"
    assert set(found["reason"]) == {"нет данных"}


def test_project_sales_do_not_count() -> None:
    cards = pd.DataFrame({"client_code": ["К0"], "is_project": [True]})
    assert headline((days_ago(200), True), (days_ago(200), True), cards=cards).loc["Все клиенты", "count_first"] == 1
