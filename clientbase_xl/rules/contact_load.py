"""Do the contacts of the matrix fit a manager's hours, and which clients move from visits to the telephone first.

METHOD section 5: load a month = Σ frequency × minutes; hours available = working days × 8 × selling share; overload:
how many contacts do not fit, who moves first (lowest untapped ₽ per visit hour).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.contact_plan import minutes_per_month
from clientbase_xl.rules.joined import present
from clientbase_xl.schemas.contact_load import (
    CONTACT_LOAD,
    DOES_NOT_FIT,
    LOAD_STATES,
    MOVE_TO_PHONE,
    TO_PHONE,
)
from clientbase_xl.settings import CapacitySettings

OVERLOADED, FITS, WITHOUT_CLIENTS, NOBODYS = LOAD_STATES
NO_MANAGER = "без менеджера"
_MINUTES_IN_HOUR, _MONTHS_IN_YEAR = 60, 12
# Frequencies like 0,1 do not add up exactly; a load that fits exactly must not be over by a hair.
_HAIR = 1e-6


@dataclass(frozen=True, slots=True)
class ContactLoad:
    """The load per manager (CONTACT_LOAD) and the clients to move, those that do not fit last (MOVE_TO_PHONE)."""

    table: pd.DataFrame
    moves: pd.DataFrame


def contact_load(
    plan: pd.DataFrame, managers: Iterable[str], working_days: int, settings: CapacitySettings
) -> ContactLoad:
    """Return what the contacts of a month take of each manager's hours, and who moves to the telephone until it fits.

    METHOD 5. In: CONTACT_PLAN; the managers that have a row even without clients; working days of the month. Out: one
    row per manager of `managers` and of the plan by name, and «без менеджера» last where clients with contacts have
    none: their hours are nobody's. Exactly fitting hours fit. Contacts that do not fit (ours): missing hours ÷ the
    average length of a contact, rounded up. A moved client keeps every contact, its visits become calls; clients whose
    visit takes no longer than a call are not moved. Whole clients move, lowest worth per visit hour of a year first
    (worth: untapped roubles, the turnover while the potential is unknown), ties by code, until the rest fits. When all
    moved and it still does not, clients leave in the order of worth per hour of what is left: `DOES_NOT_FIT`.
    """
    names = sorted({*managers, *plan["manager"].dropna()})
    of_nobody = plan[plan["manager"].isna() & (plan["minutes_per_month"] > 0)]
    minutes = working_days * settings.hours_per_day * settings.selling_share * _MINUTES_IN_HOUR
    rows, moves = [], []
    for name in names:
        own = plan[plan["manager"] == name]
        moved = _moves(own, minutes)
        rows.append(_row(name, own, moved, minutes, working_days, settings))
        moves.append(moved)
    if len(of_nobody):
        rows.append(_nobodys(of_nobody))
    table = pd.DataFrame(rows, columns=list(CONTACT_LOAD.keys))
    whole = pd.concat(moves) if moves else pd.DataFrame(columns=list(MOVE_TO_PHONE.keys))
    return ContactLoad(present(table, CONTACT_LOAD), present(whole.reset_index(drop=True), MOVE_TO_PHONE))


def _moves(own: pd.DataFrame, available: float) -> pd.DataFrame:
    """Return the clients of one manager to move until the load fits, then those that do not fit, in their order."""
    over = float(own["minutes_per_month"].sum()) - available
    calls = own["visits_per_month"] + own["calls_per_month"]
    visit_minutes = own["visits_per_month"] * own["visit_minutes"]
    saved = visit_minutes - own["visits_per_month"] * own["call_minutes"]
    movable = own.assign(
        move=TO_PHONE, saved=saved, rub_per_hour=_per_hour(own["worth_rub"], visit_minutes), spent=visit_minutes
    )
    movable = movable[saved > _HAIR].sort_values(["rub_per_hour", "client_code"])
    moved, over = _until_fits(movable, over)
    if over > _HAIR:
        is_moved = own["client_code"].isin(moved["client_code"])
        left = minutes_per_month(own).where(~is_moved, calls * own["call_minutes"])
        out = own.assign(move=DOES_NOT_FIT, saved=left, rub_per_hour=_per_hour(own["worth_rub"], left), spent=left)
        dropped, _ = _until_fits(out[left > _HAIR].sort_values(["rub_per_hour", "client_code"]), over)
        # Who does not fit by telephone either is not moved there first.
        kept = moved[~moved["client_code"].isin(dropped["client_code"])]
        whole = dropped.assign(saved=minutes_per_month(dropped))
        moved = pd.concat([kept, whole])
    ranked = moved.assign(rank_manager=np.arange(1, len(moved) + 1), hours_saved=moved["saved"] / _MINUTES_IN_HOUR)
    return ranked.assign(reason=_move_reasons(ranked))


def _until_fits(ordered: pd.DataFrame, over: float) -> tuple[pd.DataFrame, float]:
    """Return the first rows whose savings together reach what is over, and what stays over."""
    before = ordered["saved"].cumsum().shift(fill_value=0.0)
    taken = ordered[before < over - _HAIR]
    return taken, over - float(taken["saved"].sum())


def _per_hour(worth_rub: pd.Series[float], minutes: pd.Series[float]) -> pd.Series[float]:
    """Return yearly roubles per yearly hour of contacts."""
    hours = minutes.where(minutes > 0) * _MONTHS_IN_YEAR / _MINUTES_IN_HOUR
    return worth_rub / hours


def _row(
    name: str,
    own: pd.DataFrame,
    moves: pd.DataFrame,
    available: float,
    working_days: int,
    settings: CapacitySettings,
) -> dict[str, object]:
    needed = float(own["minutes_per_month"].sum())
    count = float(own["visits_per_month"].sum() + own["calls_per_month"].sum())
    has_contacts = own["minutes_per_month"] > 0
    over = needed - available if needed - available > _HAIR else 0.0
    row: dict[str, object] = {
        "manager": name,
        "state": OVERLOADED if over else FITS if has_contacts.any() else WITHOUT_CLIENTS,
        "count_clients": int(has_contacts.sum()),
        "visits_per_month": float(own["visits_per_month"].sum()),
        "calls_per_month": float(own["calls_per_month"].sum()),
        "hours_needed": needed / _MINUTES_IN_HOUR,
        "hours_available": available / _MINUTES_IN_HOUR,
        "load_share": needed / available if available > 0 else None,
        "hours_over": over / _MINUTES_IN_HOUR if over else None,
        "hours_free": None if over else max(0.0, available - needed) / _MINUTES_IN_HOUR,
        "count_contacts_over": math.ceil(over / (needed / count) - _HAIR) if over and count else None,
        "count_to_phone": int((moves["move"] == TO_PHONE).sum()) if over else None,
        "hours_after": (needed - float(moves["saved"].sum())) / _MINUTES_IN_HOUR if over else None,
        "count_left_out": int((moves["move"] == DOES_NOT_FIT).sum()) if over else None,
    }
    return row | {"reason": _load_reason(row, working_days, settings)}


def _nobodys(clients: pd.DataFrame) -> dict[str, object]:
    hours = float(clients["minutes_per_month"].sum()) / _MINUTES_IN_HOUR
    count = words.clients(len(clients))
    return {
        "manager": NO_MANAGER,
        "state": NOBODYS,
        "count_clients": len(clients),
        "visits_per_month": float(clients["visits_per_month"].sum()),
        "calls_per_month": float(clients["calls_per_month"].sum()),
        "hours_needed": hours,
        "reason": f"{count} без менеджера: {_hours(hours)} контактов в месяц никто не ведёт. Назначьте менеджера",
    }


def _load_reason(row: dict[str, object], working_days: int, settings: CapacitySettings) -> str:
    days = words.counted(working_days, "рабочий день", "рабочих дня", "рабочих дней")
    share = words.share(settings.selling_share)
    has = f"{days} × {_hours(settings.hours_per_day)} × {share} = {_hours(row['hours_available'])}"
    if row["state"] == WITHOUT_CLIENTS:
        return f"Положенных контактов нет; есть {has}"
    text = f"Нужно {_hours(row['hours_needed'])}; есть {has}"
    if row["state"] == FITS:
        return f"{text}: помещается, запас {_hours(row['hours_free'])}"
    contacts = words.counted(_count(row, "count_contacts_over"), "контакт", "контакта", "контактов")
    text = f"{text}: не хватает {_hours(row['hours_over'])}, это {contacts} средней длины"
    moved, out = _count(row, "count_to_phone"), _count(row, "count_left_out")
    if moved:
        text += f"; на телефон — {words.clients(moved)}"
    if out:
        return f"{text}; не помещается и по телефону — {words.clients(out)}: передайте их или уменьшите частоту"
    return f"{text}, станет {_hours(row['hours_after'])}"


def _count(row: dict[str, object], key: str) -> int:
    value = row[key]
    return value if isinstance(value, int) else 0


def _move_reasons(moves: pd.DataFrame) -> list[str]:
    keys = ["move", "untapped_rub", "worth_rub", "spent", "rub_per_hour", "saved"]
    return [_move_reason(*one) for one in moves[keys].itertuples(index=False, name=None)]


def _move_reason(move: str, untapped: float, worth: float, spent: float, per_hour: float, saved: float) -> str:
    hours = _hours(spent * _MONTHS_IN_YEAR / _MINUTES_IN_HOUR)
    what = (
        f"не взято {words.rub(worth)}" if untapped == untapped else f"потенциал не известен, оборот {words.rub(worth)}"
    )
    text = f"{what[0].upper()}{what[1:]} ÷ {hours} в год = {words.rub(per_hour)} на час"
    if move == TO_PHONE:
        return f"{text}; освободится {_hours(saved / _MINUTES_IN_HOUR)} в месяц"
    return f"{text}; часов не хватает и на звонки"


def _hours(value: object) -> str:
    return f"{words.number(float(str(value)))}{words.NBSP}ч"
