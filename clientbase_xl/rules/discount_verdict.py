"""Did a discount pay: gross profit of the months after the decision against as many before it.

METHOD section 14 [P]: «окупилась» = gross profit after ≥ before; too little data → «нет данных» (section 0). The first
final verdict is kept (ours): a later import does not rewrite the client's history.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.discount_facts import DiscountFacts
from clientbase_xl.rules.discount_spans import before_start
from clientbase_xl.rules.discount_terms import Discount
from clientbase_xl.schemas.discounts import FACT_KEYS, NO_DATA, NOT_PAID, PAID, TOO_EARLY

_DAY = timedelta(days=1)
_KOPECKS = 2


@dataclass(frozen=True, slots=True)
class Known:
    """What is known on a date: the days of the ledger, the clients of the base, the months compared.

    `first_on` and `last_on` are the first and the last day with sales of anybody; None: there are none.
    `first_purchases` are the first days of the clients who have bought.
    """

    today: date
    months: int
    first_on: date | None
    last_on: date | None
    clients: Collection[str]
    cost_coverage_min: float
    first_purchases: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict with its numbers (FACT_KEYS) and why; `is_new`: final for the first time, to be kept."""

    verdict: str | None
    reason: str
    cells: Mapping[str, float | None]
    judged_on: date | None = None
    growth: float | None = None
    profit_change_rub: float | None = None
    is_new: bool = False


def discount_verdict(
    one: Discount, facts: DiscountFacts, known: Known, kept: Mapping[Any, Any] | None, breakeven: str
) -> Verdict:
    """Return whether a discount paid, too early to say, or not known, with the reason in numbers.

    METHOD section 14. In: the decision, its sales, the kept verdict (DISCOUNT_VERDICTS) or None, the break-even growth
    in words ("" unknown). Boundaries: the months after are over on the day so many months after the decision, once
    sales of the company reach to its eve; an equal profit has paid. A kept verdict stands with its own numbers while
    the terms are the same; what the sales of today say is told beside it. Unknown: a client who is not in the base,
    a ledger that begins after the first day compared, no line in either period, a profit that is not known, periods
    on different VAT bases. Terms that contradict themselves or the sales have no verdict, not even the kept one: no
    discount, an end before the beginning, a beginning before the client's first purchase (section 0); a kept verdict
    with sales before the decision outlives the loss of those sales.
    """
    end_on = one.judged_on(known.months)
    if one.decided_on is None or end_on is None or not one.client_code:
        return Verdict(None, "", {})
    found = _judged(one, end_on, facts, known, breakeven)
    if kept is None or kept["terms"] != one.terms(known.months) or _is_nonsense(one, kept, known):
        return found
    return _as_kept(kept, found, end_on, breakeven, one, known)


def _judged(one: Discount, end_on: date, facts: DiscountFacts, known: Known, breakeven: str) -> Verdict:
    cells = facts.cells()
    first_on = one.decided_on or known.today
    start_on = before_start(first_on, known.today, known.months)
    if one.client_code not in known.clients:
        return Verdict(NO_DATA, "клиента с таким кодом в базе нет", {}, end_on)
    if why := one.contradiction() or _too_early_for_client(one, known):
        return Verdict(NO_DATA, why, cells, end_on)
    if first_on >= known.today:
        only_before = {key: None if key.endswith(("after", "after_rub")) else value for key, value in cells.items()}
        return Verdict(TOO_EARLY, f"скидка начнётся {words.day(first_on)}", only_before, end_on)
    if known.first_on is None or known.first_on > start_on:
        since = "продаж в базе нет" if known.first_on is None else f"продажи в базе с {words.day(known.first_on)}"
        return Verdict(NO_DATA, f"{since}, для сравнения нужны с {words.day(start_on)}", cells, end_on)
    if known.today < end_on or known.last_on is None or known.last_on < end_on - _DAY:
        until = "" if known.today < end_on else _loaded(known.last_on)
        reason = f"{known.months}{words.NBSP}мес. после кончатся {words.day(end_on)}{until}; пока {_sides(cells)}"
        return Verdict(TOO_EARLY, reason, cells, end_on)
    if why := _unknown(facts, known):
        return Verdict(NO_DATA, why, cells, end_on)
    growth = facts.growth(one)
    return _final(cells, growth, _reason(cells, growth, one, end_on, known, breakeven), end_on, is_new=True)


def _too_early_for_client(one: Discount, known: Known) -> str:
    """Return that the discount begins before the client has bought anything; "" when it does not."""
    first = known.first_purchases.get(one.client_code)
    if first is None or one.decided_on is None or one.decided_on >= first:
        return ""
    return f"скидка с {words.day(one.decided_on)}, а первая покупка клиента {words.day(first)}"


def _is_nonsense(one: Discount, kept: Mapping[Any, Any], known: Known) -> bool:
    """Tell whether a kept verdict was no verdict: it was given before such rows were refused."""
    has_bought_before = not pd.isna(kept["turnover_before_rub"]) and float(kept["turnover_before_rub"]) != 0
    return bool(one.contradiction() or (not has_bought_before and _too_early_for_client(one, known)))


def _final(
    cells: Mapping[str, float | None], growth: float | None, reason: str, end_on: date, *, is_new: bool
) -> Verdict:
    before, after = (cells[key] or 0.0 for key in ("profit_before_rub", "profit_after_rub"))
    change = round(after - before, _KOPECKS)
    return Verdict(PAID if change >= 0 else NOT_PAID, reason, cells, end_on, growth, change, is_new)


def _as_kept(
    kept: Mapping[Any, Any], found: Verdict, end_on: date, breakeven: str, one: Discount, known: Known
) -> Verdict:
    """Return the verdict of the base with its numbers, and what the sales of today say where they differ."""
    cells = {key: None if pd.isna(kept[key]) else float(kept[key]) for key in FACT_KEYS}
    growth = None if pd.isna(kept["growth_fact"]) else float(kept["growth_fact"])
    said = _reason(cells, growth, one, end_on, known, breakeven)
    said += f"; итог сохранён {words.day(kept['fixed_on'])}"
    if found.verdict != kept["verdict"]:
        said += f"; по продажам, какие в базе сейчас, — {found.verdict}: {found.reason}"
    change = _final(cells, growth, said, end_on, is_new=False).profit_change_rub
    return Verdict(str(kept["verdict"]), said, cells, end_on, growth, change)


def _unknown(facts: DiscountFacts, known: Known) -> str:
    """Return why profit cannot be compared; "" when it can."""
    if not facts.before.count_lines and not facts.after.count_lines:
        return "этого клиент не покупал ни до, ни после"
    for side, when in ((facts.before, "до"), (facts.after, "после")):
        if side.profit_rub is None:
            least = words.share(known.cost_coverage_min)
            return f"валовая прибыль ({when}) не известна: нужна себестоимость на {least} суммы и одна база НДС"
    bases = {side.vat_basis for side in (facts.before, facts.after) if side.count_lines}
    return "" if len(bases) < 2 else "суммы до и после с разным НДС"


def _reason(
    cells: Mapping[str, float | None], growth: float | None, one: Discount, end_on: date, known: Known, breakeven: str
) -> str:
    first = one.decided_on or end_on
    start = before_start(first, known.today, known.months)
    volume = "до скидки не покупал" if growth is None else f"объём {words.change(growth)}"
    needed = f", {breakeven}" if breakeven else ""
    days = f"{words.day(start)}–{words.day(first - _DAY)} и {words.day(first)}–{words.day(end_on - _DAY)}"
    return f"{_sides(cells)}; {volume}{needed}; {days}"


def _sides(cells: Mapping[str, float | None]) -> str:
    """Return profit and turnover of both sides: «прибыль 120 000 ₽ → 100 000 ₽, оборот 500 000 ₽ → 520 000 ₽»."""
    return ", ".join(
        f"{name} {_rub(cells[f'{key}_before_rub'])} → {_rub(cells[f'{key}_after_rub'])}"
        for name, key in (("прибыль", "profit"), ("оборот", "turnover"))
    )


def _rub(value: float | None) -> str:
    return "не известна" if value is None else words.rub(value)


def _loaded(last_on: date | None) -> str:
    loaded = "их нет" if last_on is None else f"по {words.day(last_on)}"
    return f", но продажи в базе {loaded}: загрузите остальные"
