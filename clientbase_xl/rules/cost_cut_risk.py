"""«Сокращение затрат»: which clients a cut concerns, what they bring, and how much of it the saving is worth.

METHOD section 14 [P]: each cut: kind, saving, what suffers, clients and turnover at risk, decision.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_dates, as_flags, as_numbers, as_text, texts
from clientbase_xl.rules.time_shares import per_cent
from clientbase_xl.schemas.cost_cuts import COST_CUTS, RECEIVABLES, SUFFERS
from clientbase_xl.schemas.model import Kind
from clientbase_xl.schemas.row_id import number_order

SELECTORS = ("channel", "category", "is_target", "manager", "client_code")
"""Typed cells that choose clients; all that are filled must hold."""
RISK_KEYS = (
    *("count_clients", "turnover_12m_rub", "gross_profit_12m_rub", "loss_share", "loss_turnover_rub"),
    *("overdue_rub", "credit_limit_rub", "reason"),
)
_MOST_SHARE = 1.0


def cost_cuts(records: pd.DataFrame, clients: pd.DataFrame, cost_coverage_min: float) -> pd.DataFrame:
    """Return COST_CUTS, the largest saving first, ties by number of the record.

    METHOD section 14. In: stored rows; CLIENTS (not archived). At risk are clients in work with a purchase in 12 months
    that meet every filled selector, without any all of them. The category is the approved one, without it the
    computed one; a client whose target segment nobody marked is in neither. The gross profit is that of clients whose
    profit is known, None where these have less than `cost_coverage_min` of the turnover (inclusive). The share that
    may be lost is saving ÷ gross profit, unknown where that is not above 0; in turnover it is that share of the
    turnover. Overdue debt and credit limits are those of the cards that have them, None where none has.
    """
    table = records.reindex(columns=list(COST_CUTS.keys)).reset_index(drop=True)
    for column in COST_CUTS:
        if column.kind in (Kind.TEXT, Kind.CODE, Kind.CHOICE, Kind.LETTER):
            table[column.key] = as_text(table[column.key])
    table["starts_on"] = as_dates(table["starts_on"])
    table["suffers"] = as_text(table["cost_kind"].map(SUFFERS))
    rows = [_risk(one, clients, cost_coverage_min) for one in table.to_dict("records")]
    for key in RISK_KEYS[:-1]:
        table[key] = pd.Series([one[key] for one in rows], index=table.index, dtype="float64")
    table["count_clients"] = table["count_clients"].astype("Int64")
    table["reason"] = texts((one["reason"] for one in rows), table.index)
    order = pd.DataFrame(
        {"saving": as_numbers(table["saving_rub"]), "row": table["row_id"].astype(str).map(number_order)}
    ).sort_values(["saving", "row"], ascending=[False, True], na_position="last", kind="stable")
    ordered: pd.DataFrame = table.loc[order.index].reset_index(drop=True)
    return ordered


def clients_at_risk(cut: Mapping[Any, Any], clients: pd.DataFrame) -> pd.DataFrame:
    """Return clients in work with a purchase in 12 months that meet every filled selector of one cut (METHOD 14)."""
    chosen = (as_numbers(clients["count_purchases_12m"]).fillna(0) > 0) & ~as_flags(clients["is_stopped"])
    letters = as_text(clients["category_approved"])
    having = {
        "channel": as_text(clients["channel"]),
        "category": letters.where(letters.notna(), as_text(clients["category"])),
        "manager": as_text(clients["manager"]),
        "client_code": as_text(clients["client_code"]),
    }
    for key, values in having.items():
        if _is_filled(cut[key]):
            chosen &= values == str(cut[key]).strip()
    if _is_filled(cut["is_target"]):
        chosen &= (clients["is_target"].astype("boolean") == bool(cut["is_target"])).fillna(value=False).astype(bool)
    return clients[chosen.to_numpy(dtype=bool)]


def _risk(cut: Mapping[Any, Any], clients: pd.DataFrame, cost_coverage_min: float) -> dict[str, Any]:
    own = clients_at_risk(cut, clients)
    turnovers, profits = (as_numbers(own[key]) for key in ("turnover_12m_rub", "gross_profit_12m_rub"))
    turnover = float(turnovers.fillna(0).sum())
    profit = _profit(turnovers, profits, cost_coverage_min)
    saving = None if pd.isna(cut["saving_rub"]) else float(cut["saving_rub"])
    share = saving / profit if saving is not None and profit is not None and profit > 0 else None
    found = {
        "count_clients": float(len(own)),
        "turnover_12m_rub": turnover,
        "gross_profit_12m_rub": profit,
        "loss_share": share,
        "loss_turnover_rub": None if share is None else share * turnover,
        "overdue_rub": _known_sum(own["overdue_rub"]),
        "credit_limit_rub": _known_sum(own["credit_limit_rub"]),
    }
    return found | {"reason": _reason(cut, own, found, saving)}


def _known_sum(amounts: pd.Series[Any]) -> float | None:
    """Return the sum of the amounts that are known, None where none is: a blank is no 0."""
    known = as_numbers(amounts).dropna()
    return None if known.empty else float(known.sum())


def _known(amounts: pd.Series[Any]) -> str:
    """Return the sum in words, and of how many clients it is where not all have it."""
    total, count = _known_sum(amounts), int(as_numbers(amounts).notna().sum())
    if total is None:
        return "нет данных"
    return words.rub(total) + (f" (известно у {count} из {len(amounts)})" if count < len(amounts) else "")


def _profit(turnovers: pd.Series[float], profits: pd.Series[float], cost_coverage_min: float) -> float | None:
    """Return the gross profit of the clients whose profit is known; None where they are too small a part."""
    whole = float(turnovers.fillna(0).abs().sum())
    known = float(turnovers[profits.notna()].fillna(0).abs().sum())
    return float(profits.sum()) if whole > 0 and known >= cost_coverage_min * whole else None


def _reason(cut: Mapping[Any, Any], own: pd.DataFrame, found: Mapping[str, Any], saving: float | None) -> str:
    count, profit, share = int(found["count_clients"]), found["gross_profit_12m_rub"], found["loss_share"]
    if not count:
        return "под отбор не попал ни один клиент с покупкой за 12 мес."
    who = f"{words.clients(count)}, оборот {words.rub(found['turnover_12m_rub'])}"
    made = "валовая прибыль не известна" if profit is None else f"валовая прибыль {words.rub(profit)}"
    parts = [f"{who}, {made}"]
    if share is not None and saving is not None and saving > 0:
        lost = (
            "экономия больше их прибыли"
            if share > _MOST_SHARE
            else f"экономии {words.rub(saving)} хватит на потерю {per_cent(share)} прибыли, "
            f"это {words.rub(found['loss_turnover_rub'])} оборота"
        )
        parts.append(lost)
    if cut["cost_kind"] == RECEIVABLES:
        parts.append(
            f"денежный поток: просрочено {_known(own['overdue_rub'])}, "
            f"кредитные лимиты {_known(own['credit_limit_rub'])}"
        )
    return "; ".join(parts)


def _is_filled(value: Any) -> bool:
    return value is not None and not pd.isna(value) and bool(str(value).strip())
