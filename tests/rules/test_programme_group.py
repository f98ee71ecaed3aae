"""For whom a programme is made (METHOD section 13)."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.programme_group import NO_GROUP, Group, group_problems, programme_group, read_groups

CHANNELS = ("Опт", "Розница")
TERM = {"programme": "Шоу-рум", "categories": None, "is_target": None, "channels": None, "statuses": None}


def group(**cells: Any) -> Group:
    """Return the group of one programme."""
    return read_groups(pd.DataFrame([TERM | cells], dtype=object), CHANNELS)["Шоу-рум"]


def client(**known: Any) -> dict[str, Any]:
    return {"category": None, "channel": None, "status": None, "is_target": pd.NA} | known


@pytest.mark.parametrize("typed", ["A; B", "а, в", "А В", "B;A;A;"])
def test_letters_are_read_latin_or_cyrillic_however_they_are_parted(typed: str) -> None:
    assert set(group(categories=typed).categories) == {"A", "B"}
    assert group(categories=typed).strangers == ()


def test_channels_and_statuses_are_found_in_any_case() -> None:
    found = group(channels="опт ; РОЗНИЦА", statuses="Ушедший\nуснувший", is_target=True)
    assert (found.channels, found.statuses, found.is_target) == (("Опт", "Розница"), ("ушедший", "уснувший"), True)


@pytest.mark.parametrize(
    ("cells", "known", "is_in", "why"),
    [
        ({"categories": "A; B"}, {"category": "B"}, True, "Категория — B"),
        ({"categories": "A; B"}, {"category": "C"}, False, "Категория — C, нужно: A, B"),
        ({"categories": "A; B"}, {}, None, "Категория — нет данных, нужно: A, B"),
        ({"is_target": True}, {"is_target": True}, True, "Целевой сегмент — да"),
        ({"is_target": True}, {"is_target": False}, False, "Целевой сегмент — нет, нужно: да"),
        ({"is_target": True}, {}, None, "Целевой сегмент — нет данных"),
        ({"is_target": False, "channels": "Опт"}, {"channel": "Опт"}, True, "Канал — Опт"),
        ({"statuses": "ушедший"}, {"status": "новый"}, False, "Статус — новый, нужно: ушедший"),
    ],
)
def test_each_condition_fits_fails_or_is_not_known(
    cells: dict[str, Any], known: dict[str, Any], is_in: bool | None, why: str
) -> None:
    assert programme_group(group(**cells), client(**known)) == (is_in, why)


def test_one_condition_that_fails_decides_whatever_is_unknown_and_is_the_one_named() -> None:
    found = programme_group(group(categories="A", channels="Опт"), client(channel="Розница"))
    assert found == (False, "Канал — Розница, нужно: Опт")


def test_a_group_without_conditions_is_a_mass_promotion_and_nobody_is_known_to_belong_to_it() -> None:
    assert programme_group(group(), client(category="A")) == (None, NO_GROUP)
    assert programme_group(None, client(category="A")) == (None, NO_GROUP)


def test_a_misspelt_word_lets_nobody_in_and_is_named() -> None:
    found = group(channels="Онт", categories="A; Ж")
    assert programme_group(found, client(channel="Опт", category="A"))[0] is False
    terms = pd.DataFrame([TERM], dtype=object)
    problems = group_problems(terms, {"Шоу-рум": found})
    assert [(one.column, one.value, one.record) for one in problems] == [
        ("Категории", "Ж", ("Шоу-рум",)),
        ("Каналы", "Онт", ("Шоу-рум",)),
    ]
