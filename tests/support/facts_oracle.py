"""Facts per client computed slowly in plain Python, straight from the words of METHOD sections 0 and 2.

Shares no code with the product: months are shifted by hand, sums are Decimals, medians are sorted lists.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from statistics import median
from typing import Any

Line = Mapping[str, Any]


def back(day: date, months: int) -> date:
    """Go back month by month, remembering the wanted day number."""
    year, month = day.year, day.month
    for _ in range(months):
        month -= 1
        if month == 0:
            year, month = year - 1, 12
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def oracle(lines: Iterable[Line], today: date) -> dict[str, dict[str, Any]]:
    """Return the facts of default settings per client code; None stands for «нет данных»."""
    visible = [line for line in lines if line["sold_on"] < today]
    ledger_first = min((line["sold_on"] for line in visible), default=None)
    by_client: dict[str, list[Line]] = defaultdict(list)
    for line in visible:
        if line["client_code"] is not None:
            by_client[line["client_code"]].append(line)
    return {code: _facts(own, today, ledger_first) for code, own in by_client.items()}


def _facts(lines: list[Line], today: date, ledger_first: date) -> dict[str, Any]:
    days = sorted({line["sold_on"] for line in lines if line["quantity"] > 0 and not line["is_return"]})
    month = today.replace(day=1)
    year = [line for line in lines if back(today, 12) <= line["sold_on"]]
    count_12m = sum(day >= back(today, 12) for day in days)
    turnover = _total(year)
    return {
        "first_purchase_on": days[0] if days else None,
        "last_purchase_on": days[-1] if days else None,
        "count_purchases": len(days),
        "turnover_12m_rub": float(turnover),
        "gross_profit_12m_rub": _profit(year),
        "client_name": _latest(lines, "client_name"),
        "manager": _latest(lines, "manager"),
        "channel": _latest(lines, "channel"),
        "count_purchases_12m": count_12m,
        "average_purchase_rub": float(turnover) / count_12m if count_12m else None,
        "amount_9m_rub": float(_total([line for line in lines if line["sold_on"] >= back(today, 9)])),
        "silence_days": (today - days[-1]).days if days else None,
        **_rhythm([day for day in days if day >= back(today, 24)]),
        "count_purchases_recent": _count(days, back(month, 3), month),
        "count_purchases_year_ago": (
            _count(days, back(month, 15), back(month, 12)) if ledger_first <= back(month, 15) else None
        ),
        "count_purchases_last_month": _count(days, back(month, 1), month),
        "is_silent_year_ago": _silent_year_ago(days, today, ledger_first),
        **_assortment(year),
        **_trend(lines, today, month, ledger_first),
        "returns_share": _returns(year),
        "cost_coverage": _coverage(year),
    }


def _total(lines: list[Line]) -> Decimal:
    return sum((line["amount_rub"] for line in lines), Decimal(0))


def _count(days: list[date], start: date, end: date) -> int:
    return sum(start <= day < end for day in days)


def _coverage(lines: list[Line]) -> float | None:
    if not lines:
        return None
    total = sum((abs(line["amount_rub"]) for line in lines), Decimal(0))
    if total == 0:
        return float(all(line["cost_rub"] is not None for line in lines))
    return float(sum((abs(line["amount_rub"]) for line in lines if line["cost_rub"] is not None), Decimal(0)) / total)


def _profit(lines: list[Line]) -> float | None:
    total = sum((abs(line["amount_rub"]) for line in lines), Decimal(0))
    costed = [line for line in lines if line["cost_rub"] is not None]
    covered = sum((abs(line["amount_rub"]) for line in costed), Decimal(0))
    if not lines or covered < total * Decimal("0.95") or (total == 0 and len(costed) < len(lines)):
        return None
    return float(sum((line["amount_rub"] - line["cost_rub"] for line in costed), Decimal(0)))


def _latest(lines: list[Line], field: str) -> str | None:
    stated = [(line["sold_on"], line["document"] or "", line[field]) for line in lines if line[field] is not None]
    return max(stated)[2] if stated else None


def _rhythm(days: list[date]) -> dict[str, Any]:
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    return {"count_intervals": len(gaps), "rhythm_days": float(median(gaps)) if len(gaps) >= 2 else None}


def _silent_year_ago(days: list[date], today: date, ledger_first: date) -> bool | None:
    if not days or days[-1] + timedelta(days=1) == today:
        return None
    start, end = back(days[-1] + timedelta(days=1), 12), back(today, 12)
    if start < ledger_first:
        return None
    return not any(start <= day < end for day in days)


def _assortment(lines: list[Line]) -> dict[str, Any]:
    quantities: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        item = line["sku_code"] if line["sku_code"] is not None else line["sku_name"]
        if item is not None:
            quantities[item] += line["quantity"]
    bought = [quantity for quantity in quantities.values() if quantity > 0]
    return {"width_skus": len(bought), "depth_units": float(sum(bought)) / len(bought) if bought else None}


def _trend(lines: list[Line], today: date, month: date, ledger_first: date) -> dict[str, Any]:
    def between(start: date, end: date) -> Decimal:
        return _total([line for line in lines if start <= line["sold_on"] < end])

    now = between(back(month, 3), month)
    base, basis = between(back(month, 15), back(month, 12)), "год назад"
    if base <= 0 or ledger_first > back(today, 15):
        base, basis = between(back(month, 6), back(month, 3)), "предыдущие месяцы"
    if base <= 0 or ledger_first > back(today, 6):
        return {"trend": None, "trend_basis": "нет данных"}
    return {"trend": float(now / base - 1), "trend_basis": basis}


def _returns(lines: list[Line]) -> float | None:
    shipped = _total([line for line in lines if not line["is_return"]])
    returned = -_total([line for line in lines if line["is_return"]])
    return float(returned / shipped) if shipped > 0 else None
