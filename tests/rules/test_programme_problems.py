"""What is wrong with typed programmes (METHOD section 13)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.problems import RecordProblem, Severity
from clientbase_xl.rules.programme_problems import programme_problems
from tests.support.agreements import participations, people

TERMS = pd.DataFrame(
    [
        {"programme": "Шоу-рум", "count_months_from": 3, "count_months_to": 6},
        {"programme": "Фонд", "count_months_from": None, "count_months_to": None},
    ]
)
LISTED = ("Шоу-рум", "Фонд")
CLIENTS = people(
    {"client_code": "К1", "first_purchase_on": date(2026, 1, 15)},
    {"client_code": "К2", "is_archived": True, "first_purchase_on": date(2026, 1, 15)},
    {"client_code": "К3"},
)
GOOD = {"programme": "Фонд", "status": "идёт", "from_on": date(2026, 1, 15)}


def problems(*rows: dict[str, Any], is_in: bool | None = True) -> tuple[RecordProblem, ...]:
    table = participations(*(GOOD | row for row in rows)).assign(client_name="Опт", group_reason="Канал — Розница")
    table["is_in_group"] = pd.array([is_in] * len(table), dtype="boolean")
    return programme_problems(table, CLIENTS, TERMS, LISTED)


def messages(*rows: dict[str, Any], is_in: bool | None = True) -> list[str]:
    return [one.message.removeprefix("«Фонд», Опт: ") for one in problems(*rows, is_in=is_in)]


def test_a_sound_record_is_no_problem_also_on_the_day_of_the_first_purchase() -> None:
    assert problems({}) == ()
    assert problems() == ()


@pytest.mark.parametrize(
    ("status", "count"), [("предложена", 1), ("согласована", 1), ("идёт", 1), ("завершена", 0), ("отказ", 0)]
)
def test_a_client_outside_the_group_is_a_problem_until_the_programme_is_over(status: str, count: int) -> None:
    found = problems({"status": status}, is_in=False)
    assert len(found) == count
    assert all("клиент не из её группы (Канал — Розница)" in one.message for one in found)
    assert all((one.column, one.record, one.client_code) == ("Программа", ("a-1",), "К1") for one in found)


def test_what_is_not_known_contradicts_nothing() -> None:
    assert problems({}, is_in=None) == ()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"client_code": "Чужой"}, "клиента «Чужой» в базе нет"),
        ({"client_code": None}, "клиент не указан"),
        ({"client_code": "К2"}, "клиент в архиве"),
        ({"client_code": "К3"}, "участие до первой покупки (покупок ещё не было)"),
        ({"from_on": date(2026, 1, 14)}, "участие до первой покупки (первая покупка 15.01.2026)"),
        ({"to_on": date(2026, 1, 14)}, "кончается раньше, чем начинается"),
        ({"from_on": None}, "нет даты начала"),
    ],
)
def test_each_contradiction_is_named(row: dict[str, Any], message: str) -> None:
    assert messages(row) == [message]


def test_an_offer_to_who_has_not_bought_yet_is_no_participation() -> None:
    assert problems({"client_code": "К3", "status": "предложена"}) == ()


def test_a_programme_that_is_not_on_the_list_is_named() -> None:
    assert [one.column for one in problems({"programme": "Акция"})] == ["Программа"]


@pytest.mark.parametrize(
    ("last", "word"),
    [
        (date(2026, 5, 13), None),  # three months from 14 February end with 13 May
        (date(2026, 5, 12), "короче"),
        (date(2026, 8, 13), None),
        (date(2026, 8, 14), "длиннее"),
    ],
)
def test_a_term_outside_the_conditions_is_a_notice(last: date, word: str | None) -> None:
    found = problems({"programme": "Шоу-рум", "from_on": date(2026, 2, 14), "to_on": last})
    said = [one.message for one in found]
    assert said == ([] if word is None else [f"«Шоу-рум», Опт: срок {word} условий (от 3 до 6\xa0мес.)"])
    assert all(one.severity is Severity.NOTICE for one in found)


@pytest.mark.parametrize(("second", "count"), [(date(2026, 3, 31), 1), (date(2026, 4, 1), 0)])
def test_two_of_one_kind_overlap_when_they_share_a_day(second: date, count: int) -> None:
    found = messages({"to_on": date(2026, 3, 31), "status": "завершена"}, {"from_on": second})
    assert len(found) == count
    assert all("две такие программы в одно время" in one for one in found)


def test_an_open_programme_overlaps_everything_later_but_not_a_refused_one_or_another_client() -> None:
    later = {"from_on": date(2026, 9, 1)}
    assert len(messages({}, later)) == 1
    assert messages({}, later | {"status": "отказ"}) == []
    assert messages({}, later | {"programme": "Шоу-рум"}) == []
