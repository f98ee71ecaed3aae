"""«Движение базы»: было + новые + вернувшиеся − уснувшие − ушедшие = стало, exactly, overall and per manager.

METHOD section 0; which base moves and which terms make the identity exact: see `akb_moves`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

import pandas as pd

from clientbase_xl.rules.akb_moves import BridgePeriod, Movement, movements, moves_table
from clientbase_xl.rules.joined import present
from clientbase_xl.rules.week_summary import DEPARTMENT, NO_MANAGER
from clientbase_xl.schemas.akb_bridge import (
    ACTIVE,
    AKB_BRIDGE,
    HANDED,
    LAPSED,
    LEFT,
    MOVES,
    NEW,
    RECEIVED,
    RETURNED,
    STOPPED,
)

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
MOST_NAMED = 3


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
    found = movements(periods)
    rows = [row for one in found for row in _rows(one, managers)]
    return present(pd.DataFrame(rows, columns=list(AKB_BRIDGE.keys)), AKB_BRIDGE), moves_table(found)


def of_manager(table: pd.DataFrame, manager: str) -> pd.DataFrame:
    """Return the rows of AKB_BRIDGE or AKB_MOVES that concern one manager; received clients included."""
    is_his = table["manager"] == manager
    if "manager_after" in table:
        is_his |= table["manager_after"] == manager
    return table[is_his].reset_index(drop=True)


def _managers(both: pd.DataFrame, managers: Sequence[str]) -> list[str]:
    inside = {*both.loc[both["is_in_before"], "manager_before"], *both.loc[both["is_in"], "manager"], *managers}
    named = sorted((name for name in inside if name != NO_MANAGER), key=str.casefold)
    return [DEPARTMENT, *named, *([NO_MANAGER] if NO_MANAGER in inside else [])]


def _rows(one: Movement, managers: Sequence[str]) -> Iterator[dict[str, Any]]:
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
    one: Movement, manager: str, terms: Mapping[str, pd.DataFrame], count_before: int, count_after: int
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
