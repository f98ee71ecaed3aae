"""What is wrong with typed programmes: a client outside the group, dates that contradict, two of one kind at once.

METHOD section 13: programmes are made for a group; the rest is what such records can contradict (ours).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pandas as pd

from clientbase_xl.problems import RecordProblem, Severity
from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_dates, by_codes
from clientbase_xl.rules.periods import shift_months
from clientbase_xl.rules.programmes_table import span_of
from clientbase_xl.rules.record_cells import cell_words, day_of, number_of
from clientbase_xl.schemas.programmes import AGREED, FINISHED, OFFERED, PROGRAMMES, REFUSED, RUNNING

_NOW = (OFFERED, AGREED, RUNNING)
_TAKEN = (AGREED, RUNNING, FINISHED)
Row = Mapping[Any, Any]


def programme_problems(
    programmes: pd.DataFrame, clients: pd.DataFrame, terms: pd.DataFrame, listed: Collection[str]
) -> tuple[RecordProblem, ...]:
    """Return what contradicts itself on «Программы», record by record.

    METHOD 13. In: PROGRAMMES; `clients` with `client_code`, `first_purchase_on`, `is_archived`; PROGRAMME_TERMS with
    defaults; the programmes of «Справочники». A client outside the group is a problem until the programme is over or
    refused; what is not known contradicts nothing. Two of one kind overlap when a day belongs to both; an open end has
    no last day. A start on the day of the first purchase is not before it.
    """
    codes = pd.Index(programmes["client_code"], dtype=object)
    people = by_codes(clients.drop_duplicates("client_code"), codes, ("first_purchase_on", "is_archived"))
    people["first_purchase_on"] = as_dates(people["first_purchase_on"])
    known = set(clients["client_code"])
    limits = {row["programme"]: row for row in terms.to_dict("records")}
    found: list[RecordProblem] = []
    for row, client in zip(programmes.to_dict("records"), people.to_dict("records"), strict=True):
        found += _of_row(row, client, known, limits, listed)
    return (*found, *_at_once(programmes, limits))


def _of_row(
    row: Row, client: Row, known: Collection[str], limits: Mapping[str, Row], listed: Collection[str]
) -> Iterator[RecordProblem]:
    start, last = day_of(row["from_on"]), day_of(row["to_on"])
    name = f"«{row['programme'] or 'программа'}», {row['client_name'] or row['client_code'] or 'клиент не указан'}"
    if row["client_code"] not in known:
        what = f"клиента «{row['client_code']}» в базе нет" if row["client_code"] else "клиент не указан"
        yield _problem(row, "client_code", f"{name}: {what}", "Впишите код из листа «Клиенты».")
        return
    if row["programme"] is not None and row["programme"] not in listed:
        yield _problem(row, "programme", f"{name}: такой программы нет", "Добавьте её в список «Программы».")
    if row["is_in_group"] is False and row["status"] in _NOW:
        remedy = "Выберите другую программу или измените группу на листе «Условия программ»."
        yield _problem(row, "programme", f"{name}: клиент не из её группы ({row['group_reason']})", remedy)
    if start is not None and last is not None and last < start:
        yield _problem(row, "to_on", f"{name}: кончается раньше, чем начинается", "Исправьте даты.")
    if row["status"] in (RUNNING, FINISHED) and start is None:
        yield _problem(row, "from_on", f"{name}: нет даты начала", "Впишите первый день: без него нет итога.")
    if row["status"] in _NOW and client["is_archived"] is True:
        yield _problem(row, "client_code", f"{name}: клиент в архиве", "Завершите программу или верните клиента.")
    first = day_of(client["first_purchase_on"])
    if row["status"] in _TAKEN and start is not None and (first is None or start < first):
        what = "покупок ещё не было" if first is None else f"первая покупка {words.day(first)}"
        yield _problem(row, "from_on", f"{name}: участие до первой покупки ({what})", "Проверьте дату и код клиента.")
    yield from _too_long(row, start, last, limits.get(row["programme"], {}), name)


def _too_long(row: Row, start: date | None, last: date | None, term: Row, name: str) -> Iterator[RecordProblem]:
    if start is None or last is None or last < start or row["status"] == REFUSED:
        return
    after = last + timedelta(days=1)
    low, high = (number_of(term.get(key)) for key in ("count_months_from", "count_months_to"))
    is_short = low is not None and after < shift_months(start, int(low))
    is_long = high is not None and after > shift_months(start, int(high))
    if is_short or is_long:
        bounds = f"от {int(low or 1)}" + (f" до {words.months(int(high))}" if high is not None else f"{words.NBSP}мес.")
        text = f"{name}: срок {'короче' if is_short else 'длиннее'} условий ({bounds})"
        yield _problem(row, "to_on", text, "Исправьте дату или условия программы.", Severity.NOTICE)


def _at_once(programmes: pd.DataFrame, limits: Mapping[str, Row]) -> Iterator[RecordProblem]:
    lasts = {name: row["count_months_to"] for name, row in limits.items()}
    keys = ["client_code", "programme"]
    several = programmes[programmes.duplicated(keys, keep=False)]
    for (_, _), group in several.groupby(keys, sort=True):
        spans = []
        for row in group.to_dict("records"):
            start, last = span_of(row, lasts)
            if row["status"] != REFUSED and start is not None and (last is None or last >= start):
                spans.append((start, last or date.max, row))
        spans.sort(key=lambda one: (one[0], one[1]))
        for before, after in pairwise(spans):
            if after[0] <= before[1]:
                row = after[2]
                name = f"«{row['programme']}», {row['client_name'] or row['client_code']}"
                text = f"{name}: две такие программы в одно время, с {words.day(before[0])} и с {words.day(after[0])}"
                yield _problem(row, "from_on", text, "Завершите первую или исправьте даты.")


def _problem(row: Row, key: str, message: str, remedy: str, severity: Severity = Severity.WARNING) -> RecordProblem:
    """Return a finding about one record of PROGRAMMES."""
    return RecordProblem(
        message,
        remedy,
        severity,
        sheet=PROGRAMMES.title,
        column=PROGRAMMES[key].title,
        value=cell_words(row[key]),
        record=(str(row["row_id"]),),
        client_code=row["client_code"] or "",
    )
