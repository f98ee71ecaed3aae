"""What the card takes for every client from the program: months, actions, numbers of the last records, the interval.

One row and a few texts per client, so that a workbook of ten thousand clients stays small; the card unpacks the row
of the client chosen (METHOD section 1, «Карточка»).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from clientbase_xl.rules.card_fields import ACTIONS_COUNT, INDEX_FIELDS, OPEN_TASKS, PEOPLE, TALKS, WORK_FIELDS
from clientbase_xl.rules.card_records import contacts_of_clients, open_tasks_of_clients, people_of_clients
from clientbase_xl.rules.card_work import card_work
from clientbase_xl.rules.joined import as_text, present
from clientbase_xl.rules.periods import month_start, shift_months
from clientbase_xl.schemas.client_card import CLIENT_CARD_INDEX, COUNT_MONTHS

ITEM, PART, STEP = "‖", "¦", ";"
"""What parts actions, the parts of an action, and months or numbers of records; no text that is packed keeps them."""
MONTHS_MOST_CLIENTS = 5_000
"""Months are kept for so many clients, those with the largest turnover: all of ten thousand would add a third to the
file."""
NAME_CHARACTERS, PART_CHARACTERS = 120, 300
_KOPECKS = 100
_SPACES = re.compile(r"\s+")


def month_starts(today: date) -> list[date]:
    """Return the first days of the last 24 full months, the oldest first (METHOD section 0: full months)."""
    current = month_start(today)
    return [shift_months(current, -number) for number in range(COUNT_MONTHS, 0, -1)]


def card_index(
    tables: Mapping[str, pd.DataFrame],
    actions: pd.DataFrame,
    months: pd.DataFrame,
    today: date,
    *,
    ledger_first_on: date | None,
    potentials: pd.DataFrame | None = None,
    most_clients: int = MONTHS_MOST_CLIENTS,
) -> pd.DataFrame:
    """Return a row per client of «Клиенты», by name then code: CLIENT_CARD_INDEX.

    In: `tables` with CLIENTS, CONTACTS, TASKS, CONTACT_PERSONS and what `card_work` takes; CLIENT_ACTIONS; `months`
    (client_code, month_start_on, turnover_rub) with a row where something was sold; `potentials` with `client_code` and
    any keys of INDEX_FIELDS, without it the cards' potential counts. A month without a row is 0, one that ended before
    the ledger began is unknown. Clients beyond `most_clients` by turnover have no months.
    """
    clients = tables["clients"]
    codes = as_text(clients["client_code"])
    names = as_text(clients["client_name"])
    index = pd.DataFrame({"client_code": codes, "_name": names.where(names.notna(), codes).map(_one_line)})
    index["label"] = [
        f"{name[:NAME_CHARACTERS]} — {code}" for name, code in zip(index["_name"], index["client_code"], strict=True)
    ]
    index["months"] = index["client_code"].map(_months(clients, months, today, ledger_first_on, most_clients))
    records = (
        (TALKS, contacts_of_clients(tables["contacts"], today)),
        (OPEN_TASKS, open_tasks_of_clients(tables["tasks"])),
        (PEOPLE, people_of_clients(tables["contact_persons"])),
    )
    for one, table in records:
        index[one.index_key] = index["client_code"].map(_numbers(table, one.count))
    index["actions"] = index["client_code"].map(_actions(actions))
    source = clients if potentials is None else potentials
    for key, _, _ in INDEX_FIELDS:
        index[key] = index["client_code"].map(_by_code(source, key) if key in source else {})
    work = card_work(tables, today)
    for key, _, _ in WORK_FIELDS:
        index[key] = index["client_code"].map({code: packed(text) for code, text in _by_code(work, key).items()})
    order = index["_name"].str.casefold()
    index = index.assign(_order=order).sort_values(["_order", "client_code"], kind="stable", ignore_index=True)
    return present(index, CLIENT_CARD_INDEX)


def unpack(text: str | None, separator: str) -> list[str]:
    """Return the parts of a packed text; none for nothing."""
    return [] if text is None else text.split(separator)


def packed(text: Any) -> str:
    """Return a text on one line, without the marks that part packed texts, as long as a part may be."""
    line = _one_line(str(text))
    for mark in (ITEM, PART):
        line = line.replace(mark, "|")
    return line if len(line) <= PART_CHARACTERS else f"{line[: PART_CHARACTERS - 1]}…"


def _one_line(text: Any) -> str:
    """Return a text with single spaces (no-break spaces stay), as a spreadsheet's TRIM leaves it."""
    return " ".join(part for part in re.split(r"[ \t\r\n\f\v]+", str(text)) if part)


def _by_code(table: pd.DataFrame, key: str) -> dict[str, Any]:
    known = table[table[key].notna()].drop_duplicates("client_code")
    return dict(zip(known["client_code"], known[key], strict=True))


def _months(
    clients: pd.DataFrame, months: pd.DataFrame, today: date, first_on: date | None, most_clients: int
) -> dict[str, str]:
    """Return the packed turnover of clients in kopecks by month."""
    if first_on is None:
        return {}
    turnover = pd.to_numeric(clients["turnover_12m_rub"]).fillna(0)
    chosen = clients.loc[turnover.sort_values(ascending=False, kind="stable").index[:most_clients], "client_code"]
    starts = month_starts(today)
    places = {code: place for place, code in enumerate(chosen)}
    rows = months["client_code"].map(places)
    cols = pd.to_datetime(months["month_start_on"]).map({pd.Timestamp(day): at for at, day in enumerate(starts)})
    is_known = rows.notna() & cols.notna() & months["turnover_rub"].notna()
    sums = np.zeros((len(places), COUNT_MONTHS), dtype=np.int64)
    kopecks = (months.loc[is_known, "turnover_rub"].astype(float) * _KOPECKS).round().astype(np.int64)
    np.add.at(sums, (rows[is_known].astype(int), cols[is_known].astype(int)), kopecks)
    uncovered = sum(day < month_start(first_on) for day in starts)
    head = STEP * uncovered
    return {
        code: head + STEP.join(map(str, line[uncovered:])) for code, line in zip(places, sums.tolist(), strict=True)
    }


def _numbers(records: pd.DataFrame, count: int) -> dict[str, str]:
    """Return how many records each client has, and the numbers of the first of them."""
    found: dict[str, list[str]] = {}
    for code, number in zip(records["client_code"].tolist(), records["row_id"].tolist(), strict=True):
        found.setdefault(str(code), []).append(str(number))
    return {code: STEP.join([str(len(numbers)), *numbers[:count]]) for code, numbers in found.items()}


def _actions(actions: pd.DataFrame) -> dict[str, str]:
    """Return the packed actions of each client."""
    found: dict[str, list[str]] = {}
    columns = (actions[key].tolist() for key in ("client_code", "action", "amount_rub", "reason"))
    for code, action, amount, reason in zip(*columns, strict=True):
        items = found.setdefault(code, [])
        if len(items) < ACTIONS_COUNT:
            kopecks = "" if amount != amount else str(round(amount * _KOPECKS))
            items.append(PART.join((packed(action), kopecks, packed(reason))))
    return {code: ITEM.join(items) for code, items in found.items()}
