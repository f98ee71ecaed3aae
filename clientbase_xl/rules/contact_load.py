"""Do the contacts of the matrix fit a manager's hours, and which clients move from visits to the telephone first.

METHOD section 5: load a month = Σ frequency × minutes; hours available = working days × 8 × selling share (from the
time photo of section 16, else of the settings); overload: how many contacts do not fit, who moves first (lowest
untapped ₽ per visit hour).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.contact_plan import hours
from clientbase_xl.rules.joined import present
from clientbase_xl.rules.move_to_phone import HAIR, MINUTES_IN_HOUR, move_to_phone
from clientbase_xl.rules.time_shares import per_cent
from clientbase_xl.rules.week_summary import NO_MANAGER
from clientbase_xl.schemas.contact_load import (
    CONTACT_LOAD,
    DOES_NOT_FIT,
    LOAD_STATES,
    MOVE_TO_PHONE,
    TO_PHONE,
)
from clientbase_xl.settings import CapacitySettings

OVERLOADED, FITS, WITHOUT_CLIENTS, NOBODYS = LOAD_STATES


@dataclass(frozen=True, slots=True)
class ContactLoad:
    """The load per manager (CONTACT_LOAD) and the clients to move, those that do not fit last (MOVE_TO_PHONE)."""

    table: pd.DataFrame
    moves: pd.DataFrame


def contact_load(
    plan: pd.DataFrame,
    managers: Iterable[str],
    working_days: int,
    settings: CapacitySettings,
    measured: Mapping[str, float] | None = None,
) -> ContactLoad:
    """Return what the contacts of a month take of each manager's hours, and who moves to the telephone until it fits.

    METHOD 5. In: CONTACT_PLAN; the managers that have a row even without clients; working days of the month; shares of
    selling time from the time photo by manager, who has none gets `selling_share` of the settings. Out: one row per
    manager of `managers` and of the plan by name, and «без менеджера» last where clients with contacts have
    none: their hours are nobody's. Exactly fitting hours fit. Contacts that do not fit (ours): missing hours ÷ the
    average length of a contact, rounded up. Who moves: `move_to_phone`.
    """
    names = sorted({*managers, *plan["manager"].dropna()})
    of_nobody = plan[plan["manager"].isna() & (plan["minutes_per_month"] > 0)]
    of_manager = {str(name): own for name, own in plan.groupby("manager")}
    rows, moves = [], []
    for name in names:
        own = of_manager.get(name, plan.iloc[:0])
        hours_of = _Hours(working_days, settings.hours_per_day, settings.selling_share)
        if measured and name in measured:
            hours_of = _Hours(working_days, settings.hours_per_day, measured[name], is_measured=True)
        moved = move_to_phone(own, hours_of.minutes)
        rows.append(_row(name, own, moved, hours_of))
        moves.append(moved)
    if len(of_nobody):
        rows.append(_nobodys(of_nobody))
    table = pd.DataFrame(rows, columns=list(CONTACT_LOAD.keys))
    whole = pd.concat(moves) if moves else pd.DataFrame(columns=list(MOVE_TO_PHONE.keys))
    return ContactLoad(present(table, CONTACT_LOAD), present(whole.reset_index(drop=True), MOVE_TO_PHONE))


@dataclass(frozen=True, slots=True)
class _Hours:
    """The hours of one manager's month that go to selling, and where the share comes from."""

    working_days: int
    hours_per_day: float
    selling_share: float
    is_measured: bool = False

    @property
    def minutes(self) -> float:
        """Return the selling minutes of the month."""
        return self.working_days * self.hours_per_day * self.selling_share * MINUTES_IN_HOUR

    def words(self) -> str:
        """Return the product and its factors."""
        days = words.counted(self.working_days, "рабочий день", "рабочих дня", "рабочих дней")
        share = per_cent(self.selling_share) + (" (хронометраж)" if self.is_measured else "")
        return f"{days} × {hours(self.hours_per_day)} × {share} = {hours(self.minutes / MINUTES_IN_HOUR)}"


def _row(name: str, own: pd.DataFrame, moves: pd.DataFrame, hours_of: _Hours) -> dict[str, Any]:
    available = hours_of.minutes
    needed = float(own["minutes_per_month"].sum())
    count = float(own["visits_per_month"].sum() + own["calls_per_month"].sum())
    has_contacts = own["minutes_per_month"] > 0
    over = needed - available if needed - available > HAIR else 0.0
    row: dict[str, Any] = {
        "manager": name,
        "state": OVERLOADED if over else FITS if has_contacts.any() else WITHOUT_CLIENTS,
        "count_clients": int(has_contacts.sum()),
        "visits_per_month": float(own["visits_per_month"].sum()),
        "calls_per_month": float(own["calls_per_month"].sum()),
        "hours_needed": needed / MINUTES_IN_HOUR,
        "hours_available": available / MINUTES_IN_HOUR,
        "load_share": needed / available if available > 0 else None,
        "hours_over": over / MINUTES_IN_HOUR if over else None,
        "hours_free": None if over else max(0.0, available - needed) / MINUTES_IN_HOUR,
        "count_contacts_over": math.ceil(over / (needed / count) - HAIR) if over and count else None,
        "count_to_phone": int((moves["move"] == TO_PHONE).sum()) if over else None,
        "hours_after": (needed - float(moves["saved"].sum())) / MINUTES_IN_HOUR if over else None,
        "count_left_out": int((moves["move"] == DOES_NOT_FIT).sum()) if over else None,
    }
    return row | {"reason": _load_reason(row, hours_of)}


def _nobodys(clients: pd.DataFrame) -> dict[str, Any]:
    needed = float(clients["minutes_per_month"].sum()) / MINUTES_IN_HOUR
    count = words.clients(len(clients))
    return {
        "manager": NO_MANAGER,
        "state": NOBODYS,
        "count_clients": len(clients),
        "visits_per_month": float(clients["visits_per_month"].sum()),
        "calls_per_month": float(clients["calls_per_month"].sum()),
        "hours_needed": needed,
        "reason": f"{count} без менеджера: {hours(needed)} контактов в месяц никто не ведёт. Назначьте менеджера",
    }


def _load_reason(row: dict[str, Any], hours_of: _Hours) -> str:
    has = hours_of.words()
    if row["state"] == WITHOUT_CLIENTS:
        return f"Положенных контактов нет; есть {has}"
    text = f"Нужно {hours(row['hours_needed'])}; есть {has}"
    if row["state"] == FITS:
        return f"{text}: помещается, запас {hours(row['hours_free'])}"
    contacts = words.counted(_count(row, "count_contacts_over"), "контакт", "контакта", "контактов")
    text = f"{text}: не хватает {hours(row['hours_over'])}, это {contacts} средней длины"
    moved, out = _count(row, "count_to_phone"), _count(row, "count_left_out")
    if moved:
        text += f"; на телефон — {words.clients(moved)}"
    if out:
        return f"{text}; не помещается и по телефону — {words.clients(out)}: передайте их или уменьшите частоту"
    return f"{text}, станет {hours(row['hours_after'])}"


def _count(row: dict[str, Any], key: str) -> int:
    value = row[key]
    return value if isinstance(value, int) else 0
