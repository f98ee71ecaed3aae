"""«Движение базы»: было + новые + вернувшиеся − уснувшие − ушедшие = стало, with the clients behind every term.

METHOD section 0 gives the formula and not the base that moves. Ours: the formula is that of the clients «в работе»
(statuses новый, действующий, засыпает), because уснувший and ушедший are exactly the two ways out of them. The same
is shown for the active base of METHOD 0 (a purchase within `status.active_months`): a client that fell asleep stays in
it, so nothing is subtracted for уснувшие, and ушедшие are those whose last purchase became too old.
Two more terms make the identity exact: «прекращена работа» (a decision or the archive), and for one manager clients
received from and handed over to others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_dates, as_flags, as_numbers, as_text, present
from clientbase_xl.rules.week_summary import DEPARTMENT, NO_MANAGER
from clientbase_xl.schemas.akb_bridge import (
    ACTIVE,
    AKB_BRIDGE,
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
COUNTS = {
    NEW: "count_new",
    RETURNED: "count_returned",
    RECEIVED: "count_received",
    LAPSED: "count_lapsed",
    LEFT: "count_left",
    STOPPED: "count_stopped",
    HANDED: "count_handed",
}
"""Term → the column of AKB_BRIDGE that counts it."""
ADDING = (NEW, RETURNED, RECEIVED)
MOST_NAMED = 3
_KEYS = ("client_code", "client_name", "manager", "status", "is_active_base", "last_purchase_on", "amount_rub")


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
class _Movement:
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
    return akb_tables(periods)[1]


def akb_bridge(periods: Sequence[BridgePeriod], managers: Sequence[str] = ()) -> pd.DataFrame:
    """Return the bridge of each base and period for «Отдел» and every manager: columns AKB_BRIDGE.

    METHOD section 0. In: periods in the order of the sheet; `managers` that get a row also without clients. Out: for
    every row count_before + new + returned + received − lapsed − left − stopped − handed = count_after, exactly.
    A term that cannot be (transfers of the department, уснувшие of the active base) is missing. Clients without a
    manager stand under «без менеджера». «Почему» names the largest clients of each term.
    """
    return akb_tables(periods, managers)[0]


def akb_tables(periods: Sequence[BridgePeriod], managers: Sequence[str] = ()) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return `akb_bridge` and `akb_moves` of the same periods, computed once (METHOD section 0)."""
    found = [_movement(period, base) for base in BASES for period in periods]
    rows = [row for one in found for row in _rows(one, managers)]
    moves = (
        pd.concat([one.moves for one in found], ignore_index=True)
        if found
        else pd.DataFrame(columns=list(AKB_MOVES.keys))
    )
    return present(pd.DataFrame(rows, columns=list(AKB_BRIDGE.keys)), AKB_BRIDGE), present(moves, AKB_MOVES)


def of_manager(table: pd.DataFrame, manager: str) -> pd.DataFrame:
    """Return the rows of AKB_BRIDGE or AKB_MOVES that concern one manager; received clients included."""
    is_his = table["manager"] == manager
    if "manager_after" in table:
        is_his |= table["manager_after"] == manager
    return table[is_his].reset_index(drop=True)


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


def _both(period: BridgePeriod, base: str) -> pd.DataFrame:
    """Return every client of either end: was and is it in the base, under whom, and by which term it moved."""
    before, after = _settled(period.before), _settled(period.after)
    both = before.merge(after, on="client_code", how="outer", suffixes=("_before", ""))
    for suffix in ("_before", ""):
        is_in = both[f"status{suffix}"].isin(WORKING) if base == IN_WORK else as_flags(both[f"is_active_base{suffix}"])
        both[f"is_in{suffix}"] = is_in.astype(bool)
        both[f"manager{suffix}"] = both[f"manager{suffix}"].astype(object).where(both[f"manager{suffix}"].notna(), None)
        both[f"manager{suffix}"] = [name or NO_MANAGER for name in both[f"manager{suffix}"]]
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


def _movement(period: BridgePeriod, base: str) -> _Movement:
    both = _both(period, base)
    moved = both[both["move"] != ""].copy()
    moved["base"], moved["period"] = base, period.name
    moved["reason"] = [
        _reason({str(key): value for key, value in row.items()}, period) for row in moved.to_dict("records")
    ]
    moved["manager_after"] = moved["manager"]
    moved["manager"] = moved["manager"].where(moved["move"].isin(ADDING), moved["manager_before"])
    names, names_before = moved["client_name"], moved["client_name_before"]
    moved["client_name"] = names.where(names.notna(), names_before)
    moved["amount_rub"] = moved["amount_rub"].fillna(moved["amount_rub_before"])
    moved["last_purchase_on"] = moved["last_purchase_on"].fillna(moved["last_purchase_on_before"])
    moved["place"] = moved["move"].map(MOVES.index)
    ordered = moved.sort_values(["place", "amount_rub", "client_code"], ascending=[True, False, True])
    return _Movement(base, period, both, ordered[list(AKB_MOVES.keys)])


def _managers(both: pd.DataFrame, managers: Sequence[str]) -> list[str]:
    inside = {*both.loc[both["is_in_before"], "manager_before"], *both.loc[both["is_in"], "manager"], *managers}
    named = sorted((name for name in inside if name != NO_MANAGER), key=str.casefold)
    return [DEPARTMENT, *named, *([NO_MANAGER] if NO_MANAGER in inside else [])]


def _rows(one: _Movement, managers: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield the rows of the department and of each manager."""
    own = {(str(move), str(name)): found for (move, name), found in one.moves.groupby(["move", "manager"])}
    handed = one.moves[one.moves["move"] == HANDED]
    own |= {(RECEIVED, str(name)): found for name, found in handed.groupby("manager_after")}
    own |= {(str(move), DEPARTMENT): found for move, found in one.moves.groupby("move") if move != HANDED}
    was = one.both.loc[one.both["is_in_before"], "manager_before"].value_counts()
    is_now = one.both.loc[one.both["is_in"], "manager"].value_counts()
    nobody = one.moves.head(0)
    for name in _managers(one.both, managers):
        terms = {move: own.get((move, name), nobody) for move in MOVES}
        ends = [table.sum() if name == DEPARTMENT else table.get(name, 0) for table in (was, is_now)]
        yield _row(one, name, terms, int(ends[0]), int(ends[1]))


def _row(
    one: _Movement, manager: str, terms: Mapping[str, pd.DataFrame], count_before: int, count_after: int
) -> dict[str, Any]:
    counts: dict[str, int | None] = {COUNTS[move]: len(found) for move, found in terms.items()}
    if manager == DEPARTMENT:
        counts["count_received"] = counts["count_handed"] = None
    if one.base == ACTIVE:
        counts["count_lapsed"] = None
    period = one.period
    return {
        "base": one.base,
        "period": period.name,
        "manager": manager,
        "period_from": pd.Timestamp(period.start),
        "period_to": pd.Timestamp(period.end - timedelta(days=1)) if period.end > period.start else pd.NaT,
        "count_before": count_before,
        **counts,
        "count_after": count_after,
        "count_change": count_after - count_before,
        "reason": _why(terms),
    }


def _why(terms: Mapping[str, pd.DataFrame]) -> str:
    parts = []
    for move, found in terms.items():
        if len(found):
            named = [str(name) for name in found["client_name"].fillna(found["client_code"]).head(MOST_NAMED)]
            more = f" и ещё {len(found) - MOST_NAMED}" if len(found) > MOST_NAMED else ""
            parts.append(f"{move}: {', '.join(named)}{more}")
    return "; ".join(parts) or "Никто не пришёл и не ушёл"


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
