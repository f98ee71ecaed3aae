"""«Движение клиентов»: who entered, left or changed hands in a period, by name, for two bases.

METHOD section 0 gives the formula of the bridge (было + новые + вернувшиеся − уснувшие − ушедшие = стало) and not the
base that moves. Ours: the formula is that of the clients «в работе» (statuses новый, действующий, засыпает), because
уснувший and ушедший are exactly the two ways out of them. The same is shown for the active base of METHOD 0 (a purchase
within `status.active_months`): a client that fell asleep stays in it, so nothing is subtracted for уснувшие, and
ушедшие are those whose last purchase became too old. Two more terms make the identity exact: «прекращена работа» (a
decision or the archive), and for one manager clients received from and handed over to others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_dates, as_flags, as_numbers, as_text, present, texts
from clientbase_xl.rules.week_summary import NO_MANAGER
from clientbase_xl.schemas.akb_bridge import (
    AKB_MOVES,
    BASES,
    HANDED,
    IN_WORK,
    LAPSED,
    LEFT,
    MOVES,
    NEW,
    RECEIVED,
    RETURNED,
    STOPPED,
)

WORKING = ("новый", "действующий", "засыпает")
DECIDED = ("архив", "работа прекращена")
NEVER_BOUGHT = "без покупок"
ADDING = (NEW, RETURNED, RECEIVED)
"""Terms that add; the others take away."""
_KEYS = ("client_code", "client_name", "manager", "status", "is_active_base", "last_purchase_on", "amount_rub")
_TOLD = (
    "move",
    "status_before",
    "status",
    "manager_before",
    "manager",
    "last_purchase_on_before",
    "last_purchase_on",
)


@dataclass(frozen=True, slots=True)
class BridgePeriod:
    """A period [start; end) and the clients as both its ends saw them.

    `before` and `after`: one row per client with `client_code`, `client_name`, `manager`, `status`, `is_active_base`
    (STATUS of that day), `last_purchase_on` (before that day), `amount_rub`; a client may be absent from either.
    """

    name: str
    start: date
    end: date
    before: pd.DataFrame
    after: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Movement:
    """One base in one period: every client of either end, and those that moved."""

    base: str
    period: BridgePeriod
    both: pd.DataFrame
    moves: pd.DataFrame


def akb_moves(periods: Sequence[BridgePeriod]) -> pd.DataFrame:
    """Return every client that entered, left or changed hands: columns AKB_MOVES, by base, period, term and roubles.

    METHOD section 0. `manager` is whose term it is: of the new, returned and received the one who leads the client at
    the end, of all others the one who led it at the start; a client handed over stands once, as «переданы», and is
    «приняты» for `manager_after`. Equal roubles by client code. A client that came and fell silent within the period
    was in no end of it and is no move.
    """
    return moves_table(movements(periods))


def movements(periods: Sequence[BridgePeriod]) -> list[Movement]:
    """Return every base in every period, bases first: what both sheets are made of (METHOD section 0)."""
    ends = [_both_ends(period) for period in periods]
    return [_movement(period, base, both) for base in BASES for period, both in zip(periods, ends, strict=True)]


def moves_table(found: Sequence[Movement]) -> pd.DataFrame:
    """Return AKB_MOVES of movements already computed (METHOD section 0)."""
    if not found:
        return present(pd.DataFrame(columns=list(AKB_MOVES.keys)), AKB_MOVES)
    return present(pd.concat([one.moves for one in found], ignore_index=True), AKB_MOVES)


def _settled(snapshot: pd.DataFrame) -> pd.DataFrame:
    table = snapshot.reindex(columns=list(_KEYS))
    return pd.DataFrame(
        {
            **{key: as_text(table[key]) for key in ("client_code", "client_name", "manager", "status")},
            "is_active_base": as_flags(table["is_active_base"]),
            "last_purchase_on": as_dates(table["last_purchase_on"]),
            "amount_rub": as_numbers(table["amount_rub"]),
        }
    )


def _both_ends(period: BridgePeriod) -> pd.DataFrame:
    """Return every client of either end with what both ends say of it; the columns of the start end in `_before`."""
    before, after = _settled(period.before), _settled(period.after)
    both = before.merge(after, on="client_code", how="outer", suffixes=("_before", ""))
    for key in ("manager_before", "manager"):
        both[key] = texts((name or NO_MANAGER for name in as_text(both[key])), both.index)
    return both


def _moved(both: pd.DataFrame, base: str) -> pd.DataFrame:
    """Return both ends with `is_in_before`, `is_in` and the term by which each client moved."""
    both = both.copy()
    for suffix in ("_before", ""):
        is_in = both[f"status{suffix}"].isin(WORKING) if base == IN_WORK else as_flags(both[f"is_active_base{suffix}"])
        both[f"is_in{suffix}"] = is_in.astype(bool)
    was, is_now = both["is_in_before"], both["is_in"]
    had_bought = both["status_before"].notna() & (both["status_before"] != NEVER_BOUGHT)
    conditions = [
        (NEW, ~was & is_now & ~had_bought),
        (RETURNED, ~was & is_now),
        (STOPPED, was & ~is_now & both["status"].isin(DECIDED)),
        (LAPSED, was & ~is_now & (both["status"] == "уснувший") & (base == IN_WORK)),
        (LEFT, was & ~is_now),
        (HANDED, was & is_now & (both["manager_before"] != both["manager"])),
    ]
    both["move"] = np.select([mask for _, mask in conditions], [name for name, _ in conditions], "")
    return both


def _movement(period: BridgePeriod, base: str, ends: pd.DataFrame) -> Movement:
    both = _moved(ends, base)
    moved = both[both["move"] != ""].copy()
    moved["base"], moved["period"] = base, period.name
    told = [{str(key): value for key, value in row.items()} for row in moved[list(_TOLD)].to_dict("records")]
    moved["reason"] = texts((_reason(row, period) for row in told), moved.index)
    moved["manager_after"] = moved["manager"]
    moved["manager"] = moved["manager"].where(moved["move"].isin(ADDING), moved["manager_before"])
    names, names_before = moved["client_name"], moved["client_name_before"]
    moved["client_name"] = names.where(names.notna(), names_before)
    moved["amount_rub"] = moved["amount_rub"].fillna(moved["amount_rub_before"])
    moved["last_purchase_on"] = moved["last_purchase_on"].fillna(moved["last_purchase_on_before"])
    moved["place"] = moved["move"].map(MOVES.index)
    ordered = moved.sort_values(["place", "amount_rub", "client_code"], ascending=[True, False, True])
    return Movement(base, period, both, ordered[list(AKB_MOVES.keys)])


def _reason(row: dict[str, Any], period: BridgePeriod) -> str:
    """Return the numbers of one move."""
    last, last_before = row["last_purchase_on"], row["last_purchase_on_before"]
    match row["move"]:
        case "новые":
            return f"Первые покупки в периоде, последняя {_day(last)}"
        case "вернувшиеся" if row["status_before"] in DECIDED:
            return f"Было: {row['status_before']}; снова в работе, последняя покупка {_day(last)}"
        case "вернувшиеся":
            was = f"Был {row['status_before']}: к {words.day(period.start)} {_silence(last_before, period.start)}"
            return f"{was}; снова купил, последняя покупка {_day(last)}"
        case "прекращена работа":
            return f"Стало: {row['status']}; последняя покупка {_day(last)}"
        case "переданы":
            return f"{row['manager_before']} → {row['manager']}"
    status = row["status"] if isinstance(row["status"], str) else "нет в продажах"
    return f"Стал {status}: к {words.day(period.end)} {_silence(last, period.end)}, последняя покупка {_day(last)}"


def _silence(last: Any, day: date) -> str:
    return "покупок нет" if pd.isna(last) else f"молчал {words.days((pd.Timestamp(day) - last).days)}"


def _day(moment: Any) -> str:
    return "нет" if pd.isna(moment) else words.day(moment.date())
