"""What the governed core shows in the workbook: records, results, requests, the journal; and on the weekly page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, tzinfo

import pandas as pd

from clientbase_xl.base.door import cell_text
from clientbase_xl.base.earlier_results import earlier_results
from clientbase_xl.base.journal import JournalEntry, JournalLine
from clientbase_xl.base.journal_digest import AlikeLine, last_digest
from clientbase_xl.base.replay import Until
from clientbase_xl.base.requests import Request, list_requests
from clientbase_xl.base.rows import read_rows
from clientbase_xl.base.store import Base
from clientbase_xl.rules import words
from clientbase_xl.rules.client_records import client_records
from clientbase_xl.rules.prospect_names import with_prospects
from clientbase_xl.rules.tasks_table import tasks_table
from clientbase_xl.schemas.activity_matrix import ACTIVITY_MATRIX
from clientbase_xl.schemas.agreements import AGREEMENTS
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.client_pairs import CLIENT_PAIRS
from clientbase_xl.schemas.client_plans import CLIENT_PLANS
from clientbase_xl.schemas.client_stock import CLIENT_STOCK
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.contact_persons import CONTACT_PERSONS
from clientbase_xl.schemas.contacts import CONTACTS
from clientbase_xl.schemas.cost_cuts import COST_CUTS
from clientbase_xl.schemas.diagnosis import DIAGNOSIS
from clientbase_xl.schemas.discounts import DISCOUNT_VERDICTS, DISCOUNTS
from clientbase_xl.schemas.falling_purchases import FALLING_PURCHASES
from clientbase_xl.schemas.fbs_employees import FBS_EMPLOYEES
from clientbase_xl.schemas.fbs_functions import FBS_FUNCTIONS
from clientbase_xl.schemas.fbs_matrix import FBS_ROLES
from clientbase_xl.schemas.journal import JOURNAL, JOURNAL_ROWS
from clientbase_xl.schemas.manager_tasks import NPS_ANSWERS
from clientbase_xl.schemas.model import Kind, Sheet
from clientbase_xl.schemas.monitoring import MONITORING
from clientbase_xl.schemas.plan_forecast import PLAN_FORECAST, WEEK_FORECAST
from clientbase_xl.schemas.profiles import PROFILES
from clientbase_xl.schemas.programme_terms import PROGRAMME_TERMS
from clientbase_xl.schemas.programmes import PROGRAMMES
from clientbase_xl.schemas.prospects import PROSPECTS
from clientbase_xl.schemas.reactivation import REACTIVATION
from clientbase_xl.schemas.reconciliation import RECONCILIATION
from clientbase_xl.schemas.requests import CONFLICT, REQUESTS, WAITING
from clientbase_xl.schemas.sales_channels import SALES_CHANNELS
from clientbase_xl.schemas.sales_types import SALES_LINES_TYPES
from clientbase_xl.schemas.tasks import TASKS
from clientbase_xl.schemas.time_photo import TIME_PHOTO
from clientbase_xl.schemas.typed_cells import stored_columns
from clientbase_xl.schemas.users import USERS
from clientbase_xl.schemas.vacations import VACATIONS
from clientbase_xl.workflows.fbs_names import with_function
from clientbase_xl.workflows.workbook_edits import RowKey, row_name

RECORDS = (
    REACTIVATION.key,
    CONTACT_PERSONS.key,
    PROFILES.key,
    CONTACTS.key,
    TASKS.key,
    CLIENT_STOCK.key,
    ACTIVITY_MATRIX.key,
    SALES_CHANNELS.key,
    PLAN_FORECAST.key,
    WEEK_FORECAST.key,
    TIME_PHOTO.key,
    SALES_LINES_TYPES.key,
    DIAGNOSIS.key,
    DISCOUNTS.key,
    DISCOUNT_VERDICTS.key,
    COST_CUTS.key,
    FBS_FUNCTIONS.key,
    FBS_ROLES.key,
    FBS_EMPLOYEES.key,
    VACATIONS.key,
    MONITORING.key,
    FALLING_PURCHASES.key,
    PROSPECTS.key,
    NPS_ANSWERS.key,
    PROGRAMMES.key,
    PROGRAMME_TERMS.key,
    AGREEMENTS.key,
    CLIENT_PLANS.key,
    RECONCILIATION.key,
)
OF_ALL = (FBS_FUNCTIONS.key, FBS_ROLES.key, FBS_EMPLOYEES.key, VACATIONS.key, PROGRAMME_TERMS.key)
"""Tables of the whole department: a manager's workbook has them all, because he backs up his colleagues."""
OF_CLIENTS = (
    CLIENTS.key,
    REACTIVATION.key,
    FALLING_PURCHASES.key,
    CLIENT_PLANS.key,
    RECONCILIATION.key,
)
"""Tables whose rows are known by the code of a client."""
EARLIER_RESULTS = "earlier_results"
"""Results of calls that a later call about the same client has replaced, among the records."""
HASH_SHOWN = 12
MANY_VALUES = "разные"
_SHEETS = {**BY_KEY, USERS.key: USERS}


def stored_records(base: Base, as_of: Until = None) -> dict[str, pd.DataFrame]:
    """Return what people typed beside the cards: results of calls, people, contacts, tasks; by sheet key."""
    stored = {key: read_rows(base, key, as_of) for key in RECORDS}
    return stored | {EARLIER_RESULTS: earlier_results(base, as_of)}


def with_results(calls: pd.DataFrame, results: pd.DataFrame) -> pd.DataFrame:
    """Return REACTIVATION with the typed results of each client."""
    typed = [column.key for column in stored_columns(REACTIVATION)]
    keys = list(REACTIVATION.key_columns)
    left = calls[[key for key in calls.columns if key not in typed]]
    return left.merge(results[[*keys, *typed]], on=keys, how="left").reindex(columns=list(REACTIVATION.keys))


def record_tables(
    records: Mapping[str, pd.DataFrame], clients: pd.DataFrame, today: date, manager: str = ""
) -> dict[str, pd.DataFrame]:
    """Return «Контактные лица», «Контакты» and «Задачи»; of one manager: of his clients, and his own without one.

    `clients` are all cards, archived ones too, so that every record finds its name. A contact and a task may be about
    a prospect, by the number of its record.
    """
    known = with_prospects(clients, records[PROSPECTS.key])
    tables = {
        CONTACT_PERSONS.key: client_records(records[CONTACT_PERSONS.key], clients, CONTACT_PERSONS),
        CONTACTS.key: client_records(records[CONTACTS.key], known, CONTACTS),
        TASKS.key: tasks_table(records[TASKS.key], known, today),
    }
    if not manager:
        return tables
    owners = dict(zip(known["client_code"], known["manager"], strict=True))
    return {key: table[_is_of(manager, table, owners)].reset_index(drop=True) for key, table in tables.items()}


def requests_at(base: Base, moment: datetime | None = None) -> list[Request]:
    """Return all requests; as they were at a moment when one is given."""
    requests = list_requests(base)
    if moment is None:
        return requests
    return [
        one if one.decided_at is None or one.decided_at <= moment else _undecided(one)
        for one in requests
        if one.submitted_at <= moment
    ]


def requests_table(base: Base, requests: list[Request], names: Mapping[str, str]) -> pd.DataFrame:
    """Return requests as REQUESTS shows them; `names` are those of clients by code."""
    records = []
    with base.reading() as connection:
        for one in requests:
            sheet = _SHEETS[one.sheet_key]
            is_open = one.status == CONFLICT
            now = cell_text(connection, one.sheet_key, one.row_key, one.column_key) if is_open else None
            records.append(
                {
                    "request_id": one.request_id,
                    "status": one.status,
                    "row_name": named_row(one.sheet_key, one.row_key, names),
                    "column_title": sheet[one.column_key].title,
                    "old": one.old,
                    "new": one.new,
                    "now": now,
                    "reason": "; ".join(part for part in (one.reason, one.decision_reason) if part) or None,
                    "submitted_by": one.submitted_by,
                    "submitted_at": one.submitted_at,
                    "decided_by": one.decided_by,
                    "decided_at": one.decided_at,
                    "sheet_title": sheet.title,
                    "kind": one.kind,
                    "group_id": str(one.group_id),
                }
            )
    return pd.DataFrame(records, columns=list(REQUESTS.keys), dtype=object)


def journal_table(
    base: Base,
    names: Mapping[str, str],
    is_shown: Callable[[str, RowKey], bool] | None,
    as_of: datetime | None = None,
) -> pd.DataFrame:
    """Return the last changes as JOURNAL shows them, the newest first: those of rows that are shown (None: all)."""
    lines = last_digest(base, JOURNAL_ROWS, is_shown, as_of)
    records = [_alike_row(line) if isinstance(line, AlikeLine) else _journal_row(line, names) for line in lines]
    return pd.DataFrame(records, columns=list(JOURNAL.keys), dtype=object)


def in_zone(table: pd.DataFrame, sheet: Sheet, zone: tzinfo) -> pd.DataFrame:
    """Return a table whose moments, kept in UTC, are those of a clock on somebody's wall; they stay without a zone."""
    shown = table.copy()
    for column in (one.key for one in sheet if one.kind is Kind.MOMENT):
        values = [
            None if pd.isna(one) else one.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)
            for one in table[column].tolist()
        ]
        shown[column] = pd.Series(values, index=table.index, dtype=object)
    return shown


def shown_to(manager: str, codes: Collection[str], tables: Mapping[str, pd.DataFrame]) -> Callable[[str, RowKey], bool]:
    """Return which rows a workbook may name: all, or those of a manager's clients and records."""
    if not manager:
        return lambda _sheet_key, _row_key: True
    held = {key: set(table["row_id"]) for key, table in tables.items() if "row_id" in table}
    held[DISCOUNT_VERDICTS.key] = held.get(DISCOUNTS.key, set())
    own = set(codes)

    def is_shown(sheet_key: str, row_key: RowKey) -> bool:
        if sheet_key in OF_CLIENTS:
            return row_key[0] in codes
        if sheet_key in OF_ALL:
            return True
        if sheet_key == CLIENT_PAIRS.key:
            return not own.isdisjoint(row_key)
        if _SHEETS[sheet_key].key_columns[0] == "manager":
            return row_key[0] == manager
        return row_key[0] in held.get(sheet_key, ())

    return is_shown


def requests_of(
    requests: list[Request], manager: str, is_shown: Callable[[str, RowKey], bool], people: Collection[str]
) -> list[Request]:
    """Return the requests that a workbook shows: all, or those about a manager's rows and those he made himself."""
    if not manager:
        return requests
    return [one for one in requests if is_shown(one.sheet_key, one.row_key) or one.submitted_by in people]


def named_row(sheet_key: str, row_key: RowKey, names: Mapping[str, str]) -> str:
    """Return a row as people know it, a client and a function with its name."""
    is_named = sheet_key in (*OF_CLIENTS, FBS_FUNCTIONS.key)
    shown = with_function(sheet_key, row_key, names)
    return row_name(sheet_key, shown, names.get(row_key[0], "") if is_named else "")


def row_names(cards: pd.DataFrame, functions: pd.DataFrame) -> dict[str, str]:
    """Return the names of clients by code, and of functions (FBS_FUNCTIONS) by the numbers of their records."""
    pairs = (cards, "client_code", "client_name"), (functions, "row_id", "function")
    return {
        str(key): str(name)
        for table, by, named in pairs
        for key, name in zip(table[by].tolist(), table[named].tolist(), strict=True)
        if isinstance(name, str)
    }


def _journal_row(line: JournalLine, names: Mapping[str, str]) -> dict[str, object]:
    change, sheet = line.change, _SHEETS[line.change.sheet_key]
    return _act_cells(line.entry, sheet, change.column_key) | {
        "row_name": named_row(change.sheet_key, change.row_key, names),
        "old": change.old,
        "new": change.new,
    }


def _alike_row(line: AlikeLine) -> dict[str, object]:
    count = words.counted(line.count, "запись", "записи", "записей")
    return _act_cells(line.entry, _SHEETS[line.sheet_key], line.column_key) | {"row_name": count, "new": MANY_VALUES}


def _act_cells(entry: JournalEntry, sheet: Sheet, column_key: str) -> dict[str, object]:
    return {
        "entry_id": entry.seq,
        "changed_at": entry.at,
        "changed_by": entry.by,
        "source": entry.source,
        "sheet_title": sheet.title,
        "column_title": sheet[column_key].title,
        "request_id": entry.request_id,
        "reason": entry.reason or None,
        "entry_hash": entry.hash[:HASH_SHOWN],
    }


def _is_of(manager: str, table: pd.DataFrame, owners: Mapping[str, str | None]) -> pd.Series[bool]:
    """Tell which records belong to a manager: by their client, without a known one by who is named in them."""
    named = table["manager"] if "manager" in table else [None] * len(table)
    pairs = zip(table["client_code"], named, strict=True)
    return pd.Series([owners.get(code, name) == manager for code, name in pairs], index=table.index, dtype=bool)


def _undecided(request: Request) -> Request:
    return replace(request, status=WAITING, decided_at=None, decided_by=None, decision_reason=None)
