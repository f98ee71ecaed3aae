"""The card of one client as an ordered table: who, facts, category, potential, months, actions, records.

METHOD section 1 («Карточка»: everything on one printed page before a call).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.card_fields import (
    ACTIONS_COUNT,
    CARD_FIELDS,
    CARD_LISTS,
    INDEX_FIELDS,
    MONTHS,
    NO_ACTIONS,
    NO_DATA,
    POTENTIAL,
    TO_DO,
    WORK,
    WORK_FIELDS,
    CardList,
    Part,
)
from clientbase_xl.rules.card_index import ITEM, PART, STEP, month_starts, unpack
from clientbase_xl.schemas.client_card import CLIENT_CARD, CLIENT_CARD_INDEX

NO_MONTHS = "Помесячных данных нет"
NO_TURNOVER = "За 24 полных месяца оборота не было"
MONTHS_TITLE = "Оборот по полным месяцам, тыс. ₽"
_KOPECKS = 100
Cell = str | int | float | date | None
Row = tuple[str, str, str, Cell, str | None]


def client_card(client_code: str, index: pd.DataFrame, tables: Mapping[str, pd.DataFrame], today: date) -> pd.DataFrame:
    """Return the cells of a client's card in the order of reading: CLIENT_CARD.

    METHOD section 1. In: CLIENT_CARD_INDEX and, by sheet key, CLIENTS, CONTACTS, TASKS, CONTACT_PERSONS of `today`.
    Out: values are numbers, days or texts; what is not known stands in words («нет данных», «—», «не известен»), so
    that nothing unknown reads as zero; the cells of list rows that the client does not have are empty. Roubles of
    months are exact to the kopeck. Raises KeyError when the client is not in the index or not in CLIENTS.
    """
    found = index[index["client_code"] == client_code]
    client = tables["clients"][tables["clients"]["client_code"] == client_code]
    if found.empty or client.empty:
        raise KeyError(client_code)
    packed, of_client = found.iloc[0].to_dict(), client.iloc[0].to_dict()
    rows = [*_fields(of_client, packed), *_months(packed["months"], today), *_actions(packed["actions"])]
    for one in CARD_LISTS:
        rows += _list(one, packed[one.index_key], tables[one.sheet.key])
    return pd.DataFrame(rows, columns=list(CLIENT_CARD.keys), dtype=object)


def chosen_client(clients: pd.DataFrame, actions: pd.DataFrame) -> str | None:
    """Return the client whose card is shown first: most roubles at stake, else the largest turnover; None for none."""
    known = actions[actions["client_code"].isin(clients["client_code"])]
    stake = known[known["amount_rub"].notna()].sort_values("amount_rub", ascending=False, kind="stable")
    if len(stake):
        return str(stake["client_code"].iloc[0])
    return str(clients["client_code"].iloc[0]) if len(clients) else None


def _fields(client: Mapping[Any, Any], packed: Mapping[Any, Any]) -> Iterator[Row]:
    """Yield the cells from «Клиенты», then those of the potential and of the work."""
    for field in CARD_FIELDS:
        value = joined(client, field.parts)
        yield field.key, field.band, field.title, field.missing or None if value is None else value, field.note
    for key, title, missing in INDEX_FIELDS:
        known = _plain(packed[key])
        yield key, POTENTIAL, title, missing if known is None else known, CLIENT_CARD_INDEX[key].note
    for key, title, missing in WORK_FIELDS:
        yield key, WORK, title, _plain(packed[key]) or missing, CLIENT_CARD_INDEX[key].note


def joined(record: Mapping[Any, Any], parts: Sequence[Part]) -> Cell:
    """Return a cell that joins columns of a record: the value itself for one column, else a text; None for nothing."""
    if len(parts) == 1:
        return _plain(record[parts[0].column])
    text = ""
    for part in parts:
        value = _plain(record[part.column])
        if value is not None:
            text += f"{part.before if text else ''}{value}{part.after}"
    return text or None


def _months(text: str | None, today: date) -> Iterator[Row]:
    values = [int(one) / _KOPECKS if one else None for one in unpack(text, STEP)]
    yield "months_title", MONTHS, "Заголовок графика", months_title(values), None
    for place, start in enumerate(month_starts(today)):
        value = values[place] if values else None
        yield f"month_{place + 1}", MONTHS, words.month(start), NO_DATA if value is None else value, None


def months_title(values: Sequence[float | None]) -> str:
    """Return what stands above the chart: what it shows, or why it is empty."""
    if not values:
        return NO_MONTHS
    known = [value for value in values if value is not None]
    return MONTHS_TITLE if any(known) else NO_TURNOVER


def _actions(text: str | None) -> Iterator[Row]:
    items = [item.split(PART) for item in unpack(text, ITEM)]
    for place in range(1, ACTIONS_COUNT + 1):
        action, kopecks, why = items[place - 1] if place <= len(items) else (None, "", None)
        if place == 1 and action is None:
            action = NO_ACTIONS
        yield f"action_{place}", TO_DO, f"{place}. Что сделать", action, None
        yield f"action_{place}_rub", TO_DO, f"{place}. ₽", int(kopecks) / _KOPECKS if kopecks else None, None
        yield f"action_{place}_why", TO_DO, f"{place}. Почему", why, None


def _list(one: CardList, text: str | None, records: pd.DataFrame) -> Iterator[Row]:
    """Yield the heading and the cells of one list of records."""
    total, *ids = unpack(text, STEP) or ["0"]
    yield f"{one.key}_heading", one.heading, "Заголовок", heading(one, int(total)), None
    rows = records[records["row_id"].isin(ids)].drop_duplicates("row_id").set_index("row_id").to_dict("index")
    for place in range(1, one.count + 1):
        record = rows.get(ids[place - 1]) if place <= len(ids) else None
        for key, title, parts in one.cells:
            value = None if record is None else joined(record, parts)
            if place == 1 and not ids and key == one.empty_in:
                value = one.empty_text
            yield f"{one.key}_{place}_{key}", one.heading, f"{place}. {title}", value, None


def heading(one: CardList, total: int) -> str:
    """Return the heading of a list, with how many of its records are shown when not all are."""
    return one.heading if total <= one.count else f"{one.heading} (показаны {one.count} из {total})"


def _plain(value: Any) -> Cell:
    """Return a value of a table as a plain one: None for missing, a day for a moment, text as it is."""
    if value is None or value is pd.NaT or value is pd.NA or value != value or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    return value.item() if hasattr(value, "item") else value  # type: ignore[no-any-return]
