"""What of «Потенциальные клиенты» contradicts itself, the cards or the sales.

METHOD sections 6 [K 3] and 0: contradictory input is a problem row, never a wrong number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.problems import Problem, RecordProblem, Severity
from clientbase_xl.rules import words
from clientbase_xl.rules.duplicate_clients import duplicate_clients
from clientbase_xl.rules.joined import as_dates, as_numbers, as_text
from clientbase_xl.rules.prospect_activation import activations
from clientbase_xl.rules.prospect_category import POTENTIAL_INPUTS, routed_potential
from clientbase_xl.schemas.lists import LIST_TITLES
from clientbase_xl.schemas.prospects import PROSPECTS, SOURCES_LIST, WAYS_LIST

_FIX_DATE = "Исправьте дату."
_WORDS_OF = {"info_sources": SOURCES_LIST, "tell_ways": WAYS_LIST}


@dataclass(frozen=True, slots=True)
class Known:
    """What prospects are checked against: cards, FACTS, managers and words of «Справочники», the day, the slack.

    `contradiction_share` is that of the two routes of a potential (METHOD section 4).
    """

    cards: pd.DataFrame
    facts: pd.DataFrame
    managers: Collection[str]
    lists: Mapping[str, Collection[str]]
    today: date
    contradiction_share: float


def prospect_problems(prospects: pd.DataFrame, known: Known) -> tuple[Problem, ...]:
    """Return what is wrong with stored PROSPECTS: METHOD section 6.

    People who are not on the list, a client code that is not there, a client that bought before the entry, numbers not
    above 0, a typed potential apart from orders × order by more than the share of METHOD 4, a step without day or
    responsible or a day without a step, a step or a confirmation before the entry, an entry or a confirmation in the
    future, the same client code, ИНН or name twice, a client that is there already, words that no list has (one notice
    per word). A row whose client code is that of the similar client is no double.
    """
    table = prospects.reset_index(drop=True)
    return (
        *_people(table, known),
        *_numbers(table, known),
        *_plans(table),
        *_days(table, known),
        *_codes(table, known),
        *_doubles(table, known),
        *_strange_words(table, known),
    )


def _problem(row: Any, key: str, message: str, remedy: str, value: str = "", **more: Any) -> RecordProblem:
    name = row.prospect_name or f"запись {row.row_id}"
    # A name with quotes of its own needs no second pair.
    called = name if not row.prospect_name or set(name) & set('«»"') else f"«{name}»"
    return RecordProblem(
        f"ПК {called}: {message}",
        remedy,
        sheet=PROSPECTS.title,
        column=PROSPECTS[key].title,
        value=value,
        record=(str(row.row_id),),
        **more,
    )


def _people(table: pd.DataFrame, known: Known) -> Iterator[Problem]:
    for row in _rows(table, "manager", "responsible"):
        for key in ("manager", "responsible"):
            name = getattr(row, key)
            if name and name not in known.managers:
                text = f"«{name}» нет в списке «{LIST_TITLES['managers']}»"
                yield _problem(row, key, text, "Выберите имя из списка или добавьте его в «Справочники».", name)


def _numbers(table: pd.DataFrame, known: Known) -> Iterator[Problem]:
    values = table.assign(**{key: as_numbers(table[key]) for key in POTENTIAL_INPUTS}, routed=routed_potential(table))
    for row in _rows(values):
        for key in POTENTIAL_INPUTS:
            value = getattr(row, key)
            if value <= 0:
                text = f"{PROSPECTS[key].title} — {words.number(value)}: это не ответ, потенциал без него"
                yield _problem(row, key, text, "Впишите число больше 0 или очистите ячейку.", words.number(value))
        typed, routed = row.potential_rub, row.routed
        if typed > 0 and abs(routed - typed) > known.contradiction_share * max(routed, typed):
            text = (
                f"вписанный потенциал {words.grouped(typed)} ₽, а по заказам {words.grouped(routed)} ₽: взят по заказам"
            )
            yield _problem(row, "potential_rub", text, "Уточните число заказов, средний заказ или очистите потенциал.")


def _plans(table: pd.DataFrame) -> Iterator[Problem]:
    days = as_dates(table["next_step_on"])
    for row in _rows(table, "next_step", "responsible"):
        has_day = days[row.Index] == days[row.Index]
        if row.next_step and not has_day:
            yield _problem(row, "next_step_on", "у следующего шага нет даты", "Впишите дату шага.")
        if row.next_step and not row.responsible:
            yield _problem(row, "responsible", "у следующего шага нет ответственного", "Выберите, кто сделает.")
        if has_day and not row.next_step:
            yield _problem(row, "next_step", "дата есть, а шага нет", "Впишите, что сделать.")


def _days(table: pd.DataFrame, known: Known) -> Iterator[Problem]:
    keys = ("entered_on", "confirmed_on", "next_step_on")
    dated = table.assign(**{key: as_dates(table[key]) for key in keys})
    for row in _rows(dated):
        entered = row.entered_on
        for key in keys[:2]:
            day = getattr(row, key)
            if day > pd.Timestamp(known.today):
                yield _problem(row, key, f"{words.day(day)} ещё не наступило", _FIX_DATE, words.day(day))
        for key in keys[1:]:
            day = getattr(row, key)
            if day < entered:
                text = f"{words.day(day)} раньше, чем внесён в список ({words.day(entered)})"
                yield _problem(row, key, text, _FIX_DATE, words.day(day))


def _codes(table: pd.DataFrame, known: Known) -> Iterator[Problem]:
    codes, firsts = set(as_text(known.cards["client_code"])), activations(table, known.facts)
    entered, seen = as_dates(table["entered_on"]), dict[str, str]()
    for row in _rows(table, "client_code"):
        code = row.client_code
        if code is None:
            continue
        if code not in codes:
            yield _problem(row, "client_code", f"клиента с кодом {code} в базе нет", "Проверьте код.", code)
        if firsts["is_no_prospect"][row.Index]:
            first = firsts["first_purchase_on"][row.Index]
            text = f"{code} купил {words.day(first)}, раньше внесения в список {words.day(entered[row.Index])}"
            remedy = "Исправьте код или дату внесения; отпавший клиент — на листе «Реактивация», а не ПК."
            yield _problem(row, "client_code", text, remedy, code, client_code=code)
        if code in seen:
            text = f"код {code} уже у записи {seen[code]}: активированный ПК считается один раз"
            yield _problem(row, "client_code", text, "Оставьте одну из строк.", code)
        seen.setdefault(code, row.row_id)


def _doubles(table: pd.DataFrame, known: Known) -> Iterator[Problem]:
    """Yield the clients and the earlier rows that each row may repeat; a row of a client that it names is none."""
    rows = {str(row.row_id): row for row in _rows(table, "client_code", "manager")}
    places = {number: place for place, number in enumerate(rows)}
    new = table.assign(client_code=table["row_id"], client_name=table["prospect_name"])
    for pair in duplicate_clients(new, known.cards).to_dict("records"):
        row, other = rows[str(pair["client_code"])], str(pair["duplicate_code"])
        key = "inn" if "ИНН" in str(pair["reason"]) else "prospect_name"
        reason = str(pair["reason"]).removesuffix(", КПП не указан")
        if other in places:
            if places[other] < places[str(row.row_id)]:
                whose = f", менеджер {rows[other].manager}" if rows[other].manager else ""
                yield _problem(row, key, f"{reason} у записи {other}{whose}", "Оставьте одну из строк.")
        elif row.client_code is None:
            text = f"возможно, это клиент {other}: {reason}"
            yield _problem(row, key, text, "Тот же — впишите его «Код клиента» или удалите строку.", client_code=other)


def _strange_words(table: pd.DataFrame, known: Known) -> Iterator[Problem]:
    for key, list_key in _WORDS_OF.items():
        allowed = {word.casefold() for word in known.lists.get(list_key, ())}
        cells = (str(cell).split(";") for cell in as_text(table[key]).dropna())
        found = Counter(word.strip() for cell in cells for word in cell if word.strip())
        for word, count in sorted(found.items()):
            if word.casefold() not in allowed:
                yield Problem(
                    f"Слова «{word}» нет в списке «{LIST_TITLES[list_key]}»",
                    "Выберите слово из «Справочники» или добавьте его туда; несколько слов разделяет «;».",
                    Severity.NOTICE,
                    sheet=PROSPECTS.title,
                    column=PROSPECTS[key].title,
                    value=word,
                    count=count,
                )


def _rows(table: pd.DataFrame, *keys: str) -> Iterator[Any]:
    """Yield the rows with the named texts settled: None where nothing is typed."""
    settled = table.assign(**{key: as_text(table[key]) for key in ("prospect_name", *keys)})
    yield from settled.itertuples()
