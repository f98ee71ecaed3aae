"""Contacts per manager and working day by hand: four weeks against the four before them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.contacts_sign import contacts_sign
from clientbase_xl.rules.fbs_vacations import Vacation
from clientbase_xl.rules.warning_sign import WarningSign
from clientbase_xl.rules.working_days import WorkingCalendar
from clientbase_xl.settings import WarningSettings

TODAY = date(2026, 6, 1)  # a Monday
BORDER, START = TODAY - timedelta(days=28), TODAY - timedelta(days=56)
NO_HOLIDAYS = WorkingCalendar()
ANNA, BORIS = "Иванова Анна", "Петров Борис"


def of(name: str | None, now: int, before: int) -> list[tuple[str | None, date]]:
    """Return so many contacts of a manager on the first day of either window."""
    return [(name, BORDER)] * now + [(name, START)] * before


def sign(
    rows: list[tuple[str | None, date]],
    absences: tuple[Vacation, ...] = (),
    left: tuple[str, ...] = (),
    calendar: WorkingCalendar = NO_HOLIDAYS,
    **set_to: Any,
) -> WarningSign:
    contacts = pd.DataFrame(rows, columns=["manager", "contacted_on"], dtype=object)
    return contacts_sign(contacts, absences, left, calendar, TODAY, WarningSettings(**set_to))


def said(found: WarningSign) -> str:
    return found.reason.replace("\xa0", " ")


def test_a_quarter_fewer_contacts_of_the_same_people_warns_and_names_who_fell() -> None:
    found = sign([*of(ANNA, 40, 40), *of(BORIS, 20, 40)])
    assert found.value == pytest.approx(60 / 40)  # 2 managers × 20 working days
    assert found.value_before == pytest.approx(80 / 40)
    assert found.is_warning is True
    assert said(found) == (
        "за 4 нед. 1,5 в рабочий день, за 4 нед. до них 2,0 (−25 %); сильнее всех: Петров Борис −50 %"
    )
    assert sign([*of(ANNA, 41, 40), *of(BORIS, 20, 40)]).is_warning is False


def test_who_writes_nothing_any_more_still_counts_until_he_has_left() -> None:
    rows = [*of(ANNA, 40, 40), *of(BORIS, 0, 40)]
    assert sign(rows).is_warning is True
    assert sign(rows, left=("петров  борис",)).is_warning is False


def test_two_weeks_of_vacation_and_holidays_are_no_demotivation() -> None:
    away = Vacation(BORIS, BORDER, BORDER + timedelta(days=13))
    rows = [*of(ANNA, 40, 40), *of(BORIS, 20, 40)]
    found = sign(rows, (away,))
    assert (found.value, found.is_warning) == (2.0, False)
    holidays = frozenset(BORDER + timedelta(days=number) for number in range(14))
    half = sign([*of(ANNA, 20, 40), *of(BORIS, 20, 40)], calendar=WorkingCalendar(holidays))
    assert (half.value, half.is_warning) == (2.0, False)


def test_today_and_days_before_the_windows_do_not_count() -> None:
    rows = [*of(ANNA, 30, 30), (ANNA, TODAY), (ANNA, TODAY + timedelta(days=1)), (ANNA, START - timedelta(days=1))]
    found = sign(rows)
    assert (found.value, found.value_before) == (1.5, 1.5)
    last_days = [(ANNA, TODAY - timedelta(days=1))] * 30 + [(ANNA, BORDER - timedelta(days=1))] * 30 + [(ANNA, START)]
    assert sign(last_days).value_before == pytest.approx(31 / 20)


@pytest.mark.parametrize(("before", "is_known"), [(20, True), (19, False)])
def test_few_contacts_before_say_nothing(before: int, is_known: bool) -> None:
    found = sign(of(ANNA, 5, before))
    assert (found.is_warning is not None) is is_known
    assert is_known or said(found) == "за 4 нед. до этих записано контактов: 19, нужно от 20"


def test_a_person_with_few_contacts_before_is_not_named() -> None:
    assert "сильнее всех" not in said(sign([*of(ANNA, 60, 60), *of(BORIS, 0, 19)]))


@pytest.mark.parametrize(("late", "is_known"), [(6, True), (7, False)])
def test_records_have_to_begin_in_the_first_week_compared(late: int, is_known: bool) -> None:
    rows = [(ANNA, START + timedelta(days=late))] * 30 + [(ANNA, BORDER)] * 30
    assert (sign(rows).is_warning is not None) is is_known


def test_no_records_and_records_without_day_or_manager_say_nothing() -> None:
    assert said(sign([])) == "в «Контакты» ничего не записано"
    assert sign([(ANNA, None)] * 30).is_warning is None  # type: ignore[list-item]
    assert sign(of(None, 30, 30)).is_warning is None


def test_weeks_without_working_days_say_nothing() -> None:
    off = frozenset(BORDER + timedelta(days=number) for number in range(28))
    found = sign(of(ANNA, 30, 30), calendar=WorkingCalendar(off))
    assert said(found) == "рабочих дней в сравниваемых неделях нет"
