"""What the base answers to each question by hand: both sides of every comparison, and too little data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.diagnosis_answers import Computed, DiagnosisInputs, computed_answers
from clientbase_xl.settings import Settings, from_values

TODAY = date(2026, 6, 1)
YEAR_AGO = date(2025, 6, 1)


def facts_of(*rows: tuple[str, date | None, float, int]) -> pd.DataFrame:
    """Return facts: code, first purchase, turnover and purchases of 12 months."""
    table = pd.DataFrame(rows, columns=["client_code", "first_purchase_on", "turnover_12m_rub", "count_purchases_12m"])
    return table.assign(average_purchase_rub=table["turnover_12m_rub"] / table["count_purchases_12m"])


def contacts_of(ours: int, theirs: int, unknown: int = 0, back: int = 1) -> pd.DataFrame:
    sides = ["мы"] * ours + ["клиент"] * theirs + [None] * unknown
    days = [TODAY - timedelta(days=back)] * len(sides)
    return pd.DataFrame({"contacted_on": days, "started_by": sides}, dtype=object)


def years_of(*rows: tuple[str, float, float, bool]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["client_code", "turnover_now_rub", "turnover_before_rub", "is_client_before"])


def potentials_of(*rows: tuple[str, str | None, float | None]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["client_code", "potential_source", "potential_rub"])


GIVEN = DiagnosisInputs(
    facts=facts_of(("1", YEAR_AGO, 600.0, 6), ("2", date(2025, 6, 2), 400.0, 2)),
    potentials=potentials_of(("1", "опрос", 900.0), ("2", "оценка", 9_000.0)),
    statuses=pd.DataFrame({"status": ["действующий", "ушедший"]}),
    contacts=contacts_of(1, 1),
    channels=pd.DataFrame({"client_code": ["1", "2"], "channel": ["Опт", "Опт"]}),
    years=years_of(("1", 500.0, 500.0, True), ("2", 400.0, 0.0, False)),
    active_before=10,
    active_now=10,
    first_on=date(2020, 1, 1),
    today=TODAY,
)


def answer(number: str, settings: Settings | None = None, **changes: Any) -> Computed:
    return computed_answers(replace(GIVEN, **changes), settings or Settings())[number]


def said(found: Computed) -> str:
    return found.numbers.replace("\xa0", " ")


def test_question_1_a_client_first_bought_exactly_a_year_ago_is_old() -> None:
    found = answer("1")
    assert found.is_yes is True
    assert said(found) == "Оборот за год: купившие впервые до 01.06.2025 включительно 600 ₽, новые 400 ₽"
    day_later = facts_of(("1", date(2025, 6, 2), 600.0, 6), ("2", date(2025, 6, 2), 400.0, 2))
    assert answer("1", facts=day_later).is_yes is False
    equal = facts_of(("1", YEAR_AGO, 400.0, 6), ("2", date(2025, 6, 2), 400.0, 2))
    assert answer("1", facts=equal).is_yes is False


@pytest.mark.parametrize(("first_on", "is_known"), [(date(2024, 12, 1), True), (date(2024, 12, 2), False)])
def test_question_1_needs_the_months_in_which_first_purchases_are_unknown(first_on: date, is_known: bool) -> None:
    assert (answer("1", first_on=first_on).is_yes is not None) is is_known


def test_question_2_counts_answered_profiles_only() -> None:
    found = answer("2")
    assert found.is_yes is True
    assert said(found) == "По опросам (1 клиент) бюджет 900 ₽ в год, у нас 600 ₽ — 66,7 %"
    assert answer("2", potentials=potentials_of(("1", "опрос", 600.0))).is_yes is False
    assert answer("2", potentials=potentials_of(("1", "карточка", 900.0))).is_yes is None


def test_question_3_compares_the_same_clients_and_standing_still_is_a_yes() -> None:
    found = answer("3")
    assert found.is_yes is True
    assert said(found) == "Кто покупал 24–12 мес. назад (1 клиент): тогда 500 ₽, за последние 12 мес. 500 ₽ (0 %)"
    grown = years_of(("1", 500.01, 500.0, True), ("2", 0.0, 0.0, False))
    assert answer("3", years=grown).is_yes is False
    assert answer("3", years=years_of(("2", 400.0, 0.0, False))).is_yes is None


@pytest.mark.parametrize(("first_on", "is_known"), [(date(2024, 6, 1), True), (date(2024, 6, 2), False)])
def test_questions_3_and_8_need_two_years(first_on: date, is_known: bool) -> None:
    for number in "38":
        found = answer(number, first_on=first_on)
        assert (found.is_yes is not None) is is_known
        assert is_known or "для ответа нужны 24 мес." in said(found)


def test_question_4_is_a_person_s() -> None:
    assert answer("4").is_yes is None


def test_question_5_one_client_who_left_is_a_yes() -> None:
    assert answer("5").is_yes is True
    assert said(answer("5")) == "Ушедших 1 из 2: молчат больше 180 дн."
    assert answer("5", statuses=pd.DataFrame({"status": ["уснувший"]})).is_yes is False
    assert answer("5", statuses=pd.DataFrame({"status": []})).is_yes is None


def test_question_6_counts_clients_below_the_median_of_their_channel() -> None:
    # Опт: 100, 200, 300, 400 → median 250, two below; Розница: one client is its own median. 2 of 5.
    facts = facts_of(
        *(("1", YEAR_AGO, 400.0, 4), ("2", YEAR_AGO, 400.0, 2), ("3", YEAR_AGO, 300.0, 1)),
        *(("4", YEAR_AGO, 400.0, 1), ("5", YEAR_AGO, 5.0, 1), ("6", YEAR_AGO, 0.0, 1)),
    )
    channels = pd.DataFrame({"client_code": [*"12345"], "channel": ["Опт"] * 4 + ["Розница"]})
    found = answer("6", facts=facts, channels=channels)
    assert found.is_yes is True
    # To the median: 4 × (250 − 100) + 2 × (250 − 200) = 700.
    assert said(found) == (
        "Ниже медианы своего канала 2 клиента из 5 — 40 %; довести их до медианы — 700 ₽ в год при той же частоте"
    )
    assert answer("6", from_values({"diagnosis.below_median_share": 0.4}), facts=facts, channels=channels).is_yes
    stricter = from_values({"diagnosis.below_median_share": 0.41})
    assert answer("6", stricter, facts=facts, channels=channels).is_yes is False
    assert answer("6", facts=facts_of(("1", None, 0.0, 0))).is_yes is None


@pytest.mark.parametrize(("ours", "theirs", "is_yes"), [(49, 51, True), (50, 50, False), (51, 49, False)])
def test_question_7_half_of_the_contacts_started_by_us_is_enough(ours: int, theirs: int, is_yes: bool) -> None:
    assert answer("7", contacts=contacts_of(ours, theirs, unknown=500)).is_yes is is_yes


def test_question_7_looks_at_the_months_of_the_setting_and_not_at_today() -> None:
    # 12 months before 01.06.2026 is 01.06.2025: 365 days ago.
    contacts = pd.concat([contacts_of(3, 0, back=365), contacts_of(0, 9, back=366), contacts_of(0, 9, back=0)])
    assert said(answer("7", contacts=contacts)) == "За 12 мес. мы начали 3 из 3 контактов — 100 %"
    assert answer("7", contacts=contacts_of(0, 0, unknown=3)).is_yes is None


@pytest.mark.parametrize(("before", "now", "is_yes"), [(10, 11, False), (10, 10, True), (10, 9, True), (None, 9, None)])
def test_question_8_a_base_that_stands_still_is_a_yes(before: int | None, now: int, is_yes: bool | None) -> None:
    assert answer("8", active_before=before, active_now=now).is_yes is is_yes


def test_an_empty_base_answers_nothing() -> None:
    empty = replace(
        GIVEN,
        facts=GIVEN.facts.iloc[:0],
        potentials=GIVEN.potentials.iloc[:0],
        statuses=GIVEN.statuses.iloc[:0],
        contacts=GIVEN.contacts.iloc[:0],
        years=GIVEN.years.iloc[:0],
        active_before=None,
        active_now=None,
        first_on=None,
    )
    found = computed_answers(empty, Settings())
    assert list(found) == [*"12345678"]
    assert {one.is_yes for one in found.values()} == {None}
    assert all(one.numbers for one in found.values())
