"""The reconciliation of the base: completeness and actuality of every card, the category now and before, what to do.

METHOD section 7 [K 4.1].
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.rules.completeness import completeness, count_mandatory, missing_card_fields
from clientbase_xl.rules.joined import as_dates, as_flags, as_text, present
from clientbase_xl.rules.new_client import parameters_of
from clientbase_xl.rules.programme_group import Group
from clientbase_xl.rules.reconciliation_actions import actions, days_since
from clientbase_xl.rules.reconciliation_proposal import proposal
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.model import Column
from clientbase_xl.schemas.reconciliation import RECONCILIATION_FIGURES
from clientbase_xl.schemas.typed_cells import canonical
from clientbase_xl.settings import Settings

_DECIDERS = ("ЛПР", "ЛВР")
_PERSON_KEYS = {"contact_name": "person_name", "contact_role": "role", "phone": "phone", "email": "email"}
_KEYS = tuple(key for key in RECONCILIATION_FIGURES.keys if key != "reconciled_on")


@dataclass(frozen=True, slots=True)
class Beside:
    """What is known beside «Клиенты»: people of clients, days of confirmations and next touches, matrix, programmes.

    `persons`: CONTACT_PERSONS. `confirmed` and `touches`: days by client code; those after the day of the act count for
    nothing as confirmations, those before it as touches. `matrix`: `typed_matrix`.
    """

    persons: pd.DataFrame
    matrix: pd.DataFrame
    confirmed: Mapping[str, date] = field(default_factory=dict)
    touches: Mapping[str, date] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)


def reconciliation(clients: pd.DataFrame, beside: Beside, on: date, settings: Settings) -> pd.DataFrame:
    """Return the figures of an act, one row per client that is not archived, in the order of the clients.

    METHOD sections 1, 3, 7. In: CLIENTS of `on`. Out: RECONCILIATION_FIGURES. Completeness = filled ÷ mandatory
    (setting), NaN where nothing is mandatory. A person of «Контактные лица» who decides or influences and has not left
    fills what the card leaves empty; the potential in force counts. Data are actual when they were confirmed at most
    `actual_days` days before `on`: on the 180th day they are, on the 181st not; never confirmed, they are not. Raises
    BadUse when the setting names a column that «Клиенты» does not have.
    """
    rules = settings.reconciliation
    parameters = parameters_of(rules.required_fields, "reconciliation.required_fields", CLIENTS.columns)
    asked = {"inn", *_PERSON_KEYS, *(key for _, keys in parameters for key in keys)}
    columns = [column for column in CLIENTS if column.key in asked]
    people = _deciders(beside.persons)
    matrix: dict[str, Mapping[Any, Any]] = {str(row["category"]): row for row in beside.matrix.to_dict("records")}
    rows = []
    for raw in clients.astype(object).to_dict("records"):
        client = {str(key): None if pd.isna(value) else value for key, value in raw.items()}
        code = str(client["client_code"])
        card = _card(client, people.get(code, {}), columns)
        missing = missing_card_fields(card, parameters)
        confirmed = _not_after(beside.confirmed.get(code), on)
        days = None if confirmed is None else (on - confirmed).days
        is_actual = days is not None and days <= rules.actual_days
        touch = beside.touches.get(code)
        next_touch = pd.Timestamp(touch) if touch is not None and touch >= on else None
        found = proposal(client, next_touch, settings.status.active_months)
        letters = client["category_approved"], found.letter or client["category_approved"]
        lacks = "; ".join(missing) or None
        rows.append(
            {
                "client_code": code,
                "client_name": client["client_name"],
                "manager": client["manager"],
                "completeness": completeness(len(missing), count_mandatory(card, parameters)),
                "missing": lacks,
                "last_confirmed_on": confirmed,
                "is_actual": is_actual,
                "category_before": client["category_approved"],
                "is_preliminary": client["category_approved_mark"] is not None,
                "category": client["category"],
                "category_range": client["category_range"],
                "status": client["status"],
                "proposal": found.word,
                "category_proposed": found.letter,
                "reason": _reason(client, found.why, days_since(days, rules.actual_days)),
                "actions": actions(client, letters, found.word, lacks, is_actual, matrix=matrix, groups=beside.groups),
            }
        )
    return present(pd.DataFrame(rows, columns=list(_KEYS)), RECONCILIATION_FIGURES, _KEYS)


def _reason(client: Mapping[str, Any], why: str, actual: str) -> str:
    numbers = f"; {client['reason']}" if client["category"] is not None and client["reason"] else ""
    return f"{why}{numbers}; данные {actual}"


def _card(client: Mapping[str, Any], person: Mapping[str, str], columns: Sequence[Column]) -> dict[str, str]:
    """Return cells of a card as texts: a decider of «Контактные лица» fills gaps, the potential is that in force.

    Where the card's own person neither decides nor influences, the role is the decider's.
    """
    cells = {column.key: canonical(client.get(column.key), column.kind) for column in columns}
    cells["potential_rub"] = canonical(client["potential_in_force_rub"], CLIENTS["potential_rub"].kind)
    if person and cells["contact_role"] not in _DECIDERS:
        cells["contact_role"] = ""
    return cells | {key: text for key, text in person.items() if not cells[key]}


def _deciders(persons: pd.DataFrame) -> dict[str, dict[str, str]]:
    """Return the first decider of each client who still works there, a main one before others, as cells of a card."""
    table = pd.DataFrame({key: as_text(persons[key]) for key in ("client_code", *_PERSON_KEYS.values())})
    is_there = table["role"].isin(_DECIDERS) & ~as_flags(persons["is_gone"])
    found: dict[str, dict[str, str]] = {}
    ordered = table.assign(is_other=~as_flags(persons["is_main"]))[is_there].sort_values("is_other", kind="stable")
    for row in ordered.to_dict("records"):
        if row["client_code"] is not None:
            cells = {key: str(row[source] or "") for key, source in _PERSON_KEYS.items()}
            found.setdefault(str(row["client_code"]), cells)
    return found


def _not_after(day: date | None, on: date) -> date | None:
    return None if day is None or day > on else day


def last_confirmations(decisions: pd.DataFrame, on: date) -> dict[str, date]:
    """Return the last day up to `on` on which each client's data were confirmed: RECONCILIATION rows of all acts."""
    days = as_dates(decisions["confirmed_on"])
    counted = decisions.assign(day=days)[days <= pd.Timestamp(on)]
    last = counted.groupby("client_code")["day"].max()
    return {str(code): day.date() for code, day in last.items()}
