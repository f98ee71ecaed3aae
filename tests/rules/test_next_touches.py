"""Who left and when to be in touch again, worked out by hand. Today is 20.11.2026."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.next_touches import left_clients, next_touches, talks_with_clients
from clientbase_xl.schemas.next_touches import NEXT_TOUCHES
from clientbase_xl.settings import Settings, from_values
from tests.support.agreements import TODAY, participations

BOUGHT = date(2026, 3, 1)


def clients(*rows: dict[str, Any]) -> pd.DataFrame:
    keys = ["client_code", "client_name", "manager", "phone", "status", "last_purchase_on", "silence_days"]
    base = {"client_code": "К1", "status": "ушедший", "last_purchase_on": BOUGHT, "silence_days": 264}
    table = pd.DataFrame([base | row for row in rows], columns=keys, dtype=object)
    return table.assign(last_purchase_on=pd.to_datetime(table["last_purchase_on"]).astype("datetime64[s]"))


def results(*rows: dict[str, Any]) -> pd.DataFrame:
    keys = ["client_code", "contacted_on", "answer", "programme", "next_touch_on"]
    return pd.DataFrame([{"client_code": "К1"} | row for row in rows], columns=keys, dtype=object)


def contacts(*rows: dict[str, Any]) -> pd.DataFrame:
    keys = ["client_code", "contacted_on", "result", "description", "next_touch_on"]
    return pd.DataFrame([{"client_code": "К1"} | row for row in rows], columns=keys, dtype=object)


def talks(of_list: pd.DataFrame | None = None, met: pd.DataFrame | None = None) -> pd.DataFrame:
    return talks_with_clients(results() if of_list is None else of_list, contacts() if met is None else met, TODAY)


def touch(
    of_list: pd.DataFrame | None = None,
    met: pd.DataFrame | None = None,
    *,
    settings: Settings | None = None,
    programmes: pd.DataFrame | None = None,
) -> pd.Series:
    known = talks(of_list, met)
    given = participations() if programmes is None else programmes
    left = left_clients(clients({}), known)
    return next_touches(left, known, {"К1": 5.0}, {"К1": "Договор"}, given, TODAY, settings or Settings()).iloc[0]


def said(row: pd.Series) -> tuple[str, str, Any]:
    return f"{row['touch_on']:%d.%m.%Y}", row["touch_basis"], row["overdue_days"]


def test_who_was_never_spoken_to_is_due_today() -> None:
    row = touch()
    assert said(row) == ("20.11.2026", "контактов нет", 0)
    assert row["reason"] == "Не покупает 264\xa0дн.; контактов нет: касание сегодня"
    assert (row["papers"], row["amount_rub"]) == ("Договор", 5.0)


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2026, 10, 20), ("19.11.2026", "после контакта", 1)),
        (date(2026, 10, 21), ("20.11.2026", "после контакта", 0)),
        (date(2026, 10, 22), ("21.11.2026", "после контакта", pd.NA)),
    ],
)
def test_thirty_days_after_the_last_contact_is_the_next(day: date, found: tuple[Any, ...]) -> None:
    assert said(touch(met=contacts({"contacted_on": day})))[:2] == found[:2]
    overdue = touch(results({"contacted_on": day}))["overdue_days"]
    assert pd.isna(overdue) if found[2] is pd.NA else overdue == found[2]


def test_the_days_are_a_setting() -> None:
    row = touch(met=contacts({"contacted_on": TODAY}), settings=from_values({"agreements.touch_days": 45}))
    assert said(row)[0] == "04.01.2027"


def test_a_promised_day_stands_before_the_thirty_days_and_a_later_talk_fulfils_it() -> None:
    promise = {"contacted_on": date(2026, 9, 1), "next_touch_on": date(2026, 12, 24)}
    assert said(touch(results(promise)))[:2] == ("24.12.2026", "назначено")
    later = contacts({"contacted_on": date(2026, 10, 1)})
    assert said(touch(results(promise), later))[:2] == ("24.12.2026", "назначено")  # the day has not come yet
    met = contacts({"contacted_on": date(2026, 10, 1)})
    assert said(touch(results(promise | {"next_touch_on": date(2026, 9, 15)}), met))[:2] == (
        "31.10.2026",
        "после контакта",
    )


def test_a_result_without_a_day_still_promises_its_touch() -> None:
    row = touch(results({"contacted_on": None, "next_touch_on": date(2026, 11, 1)}))
    assert said(row) == ("01.11.2026", "назначено", 19)
    assert pd.isna(row["last_contact_on"])


def test_who_was_not_reached_was_not_spoken_to_and_tomorrow_has_not_happened() -> None:
    missed = contacts(
        {"contacted_on": date(2026, 11, 19), "result": "не дозвонились"}, {"contacted_on": date(2026, 11, 21)}
    )
    assert said(touch(met=missed)) == ("20.11.2026", "контактов нет", 0)


def left(status: str, known: pd.DataFrame, bought: date = BOUGHT) -> list[str]:
    return left_clients(clients({"status": status, "last_purchase_on": bought}), known)["left_why"].tolist()


@pytest.mark.parametrize(
    ("status", "why"),
    [("ушедший", ["ушёл"]), ("уснувший", []), ("действующий", []), ("архив", []), ("работа прекращена", [])],
)
def test_who_left_is_in_the_list(status: str, why: list[str]) -> None:
    assert left(status, talks()) == why


@pytest.mark.parametrize("answer", ["Ушли к КОНКУРЕНТУ", "Работают с другим поставщиком", "у нас другой  поставщик"])
def test_who_says_that_he_buys_elsewhere_has_gone_to_a_competitor(answer: str) -> None:
    told = talks(results({"contacted_on": date(2026, 4, 1), "answer": answer}))
    assert left("уснувший", told) == ["ушёл к конкуренту"]
    assert left("ушедший", told) == ["ушёл к конкуренту"]
    assert left("архив", told) == []


def test_an_answer_from_before_the_last_purchase_is_over() -> None:
    told = talks(results({"contacted_on": date(2026, 4, 1), "answer": "конкурент дешевле"}))
    assert left("действующий", told, bought=date(2026, 4, 1)) == []
    assert left("действующий", told, bought=date(2026, 3, 31)) == ["ушёл к конкуренту"]


def test_an_answer_without_a_day_never_stands_after_a_purchase() -> None:
    told = talks(results({"contacted_on": None, "answer": "Ушли к конкуренту"}))
    assert left("действующий", told, bought=date(2026, 11, 17)) == []
    assert left("уснувший", told) == []
    assert left("ушедший", told) == ["ушёл"]
    dated = results(*({"contacted_on": day, "answer": "Ушли к конкуренту"} for day in (None, date(2026, 4, 1))))
    assert left("уснувший", talks(dated)) == ["ушёл к конкуренту"]


def test_of_contacts_only_a_refusal_names_a_competitor() -> None:
    day = {"contacted_on": date(2026, 4, 1), "description": "Сравнивают с конкурентом"}
    assert left("уснувший", talks(met=contacts(day | {"result": "думает"}))) == []
    assert left("уснувший", talks(met=contacts(day | {"result": "отказ"}))) == ["ушёл к конкуренту"]


@pytest.mark.parametrize(
    ("words", "has_gone"),
    [
        ("Отказ по одной позиции: у конкурента дешевле", False),
        ("К конкуренту не ушли, но там дешевле", False),
        ("Нашли у конкурента дешевле", False),
        ("Ушли к конкуренту", True),
        ("Ушёл к другому поставщику", True),
        ("ушел: у конкурента отсрочка", True),
        ("Перешли к конкуренту целиком", True),
    ],
)
def test_who_still_buys_has_left_only_when_the_refusal_says_so(words: str, has_gone: bool) -> None:
    refusal = talks(met=contacts({"contacted_on": date(2026, 11, 18), "description": words, "result": "отказ"}))
    for status in ("действующий", "новый"):
        found = left(status, refusal, bought=date(2026, 11, 17))
        assert found == (["ушёл к конкуренту"] if has_gone else [])
    assert left("засыпает", refusal, bought=date(2026, 9, 17)) == ["ушёл к конкуренту"]
    bought_since = left("действующий", refusal, bought=date(2026, 11, 19))
    assert bought_since == []


def test_the_reason_quotes_what_was_said_of_the_competitor() -> None:
    row = touch(
        results({"contacted_on": date(2026, 10, 1), "answer": "Ушли к конкуренту."}),
        contacts({"contacted_on": date(2026, 10, 21), "description": "Привет."}),
    )
    assert row["reason"] == ("Не покупает 264\xa0дн.; контакт 21.10.2026 + 30\xa0дн.; сказал: «Ушли к конкуренту»")


def test_the_programme_to_offer_says_where_it_stands() -> None:
    assert touch()["programme"] == "«Возврат клиента»: ещё не предлагали"
    given = participations(
        {"programme": "Возврат клиента", "status": "идёт", "from_on": date(2026, 11, 2)},
        {"programme": "Возврат клиента", "status": "предложена"},
        {"programme": "Шоу-рум", "status": "завершена", "from_on": date(2026, 11, 9)},
    )
    assert touch(programmes=given)["programme"] == "«Возврат клиента»: идёт с 02.11.2026"


def test_due_touches_stand_first_the_largest_before_then_the_coming_ones_by_day() -> None:
    rows = [{"client_code": f"К{number}"} for number in range(1, 6)]
    known = talks(
        results(
            {"client_code": "К1", "contacted_on": TODAY, "next_touch_on": date(2026, 12, 5)},
            {"client_code": "К2", "contacted_on": TODAY, "next_touch_on": date(2026, 12, 1)},
        )
    )
    amounts = {"К1": 900.0, "К3": 10.0, "К4": 20.0, "К5": 10.0}
    table = next_touches(left_clients(clients(*rows), known), known, amounts, {}, participations(), TODAY, Settings())
    assert table["client_code"].tolist() == ["К4", "К3", "К5", "К2", "К1"]
    assert table["rank"].tolist() == [1, 2, 3, 4, 5]


def test_nobody_left_gives_the_empty_sheet() -> None:
    table = next_touches(left_clients(clients(), talks()), talks(), {}, {}, participations(), TODAY, Settings())
    assert list(table.columns) == list(NEXT_TOUCHES.keys)
    assert table.empty
