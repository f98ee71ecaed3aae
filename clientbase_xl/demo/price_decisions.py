"""What the demo decided about prices and costs: discounts of a year that paid, did not, or run; planned cuts.

One manager gives small discounts to many, one gives deep ones without a reason, one gives none. In the last months
there are more of them, and deeper ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from clientbase_xl.demo.documents import Line
from clientbase_xl.demo.draws import Draws
from clientbase_xl.demo.plans import ClientPlan
from clientbase_xl.demo.records import Record, records_frame
from clientbase_xl.demo.stories import Story
from clientbase_xl.demo.words import MANAGERS
from clientbase_xl.demo.working_days import working_day_not_after, working_day_not_before
from clientbase_xl.rules.periods import shift_months
from clientbase_xl.schemas.cost_cuts import (
    ACCEPTED,
    COST_CUTS,
    INVESTMENT,
    OPERATING,
    POSTPONED,
    RECEIVABLES,
    REJECTED,
    STAFF,
)
from clientbase_xl.schemas.discounts import DISCOUNTS, MARGIN, MARKUP, PURCHASES

_MONTHS = 3
_LEAST_RUB = 60_000
"""Nobody bargains about the price with clients that bought less in three months."""
_USUAL_CHANGE = (0.6, 1.9)
"""Sales and profit of three months ÷ those of the three before: outside, it was another story than the price."""
_ALIVE = (Story.STEADY, Story.GROWING, Story.FALLING, Story.DOZING)
# Of each manager: discounts that paid, that did not, that run; from … to … per cent.
_HABITS = (
    (3, 2, 3, 2, 4),
    (2, 3, 3, 2, 4),
    (1, 3, 5, 5, 9),
    (0, 1, 0, 3, 3),
    (2, 1, 2, 3, 5),
    (1, 1, 1, 2, 5),
)
_DEEPER = 2
"""Per cent more in the last months."""
_DAYS_OF_RUNNING = (5, 86)
_GROUNDS = (
    "Договорились о плане закупок на квартал",
    "Заведут вторую полку под наш бренд",
    "Закроют у нас то, что берут у соседей",
    "Открывают вторую точку, прислали расчёт",
    "Прошлая акция дала столько же",
)
_ANSWERS = (
    "«Важнее срок поставки, но за объём цену ждём»",
    "«При этой цене возьмём вдвое больше расходных»",
    "«Цена устраивает, мало места на полке»",
    "«У соседей дешевле, сравниваем каждый месяц»",
)


@dataclass(frozen=True, slots=True)
class _Case:
    """One client and the day from which it got a discount: turnover and profit before and after."""

    plan: ClientPlan
    decided_on: date
    sold_kop: int
    before_kop: int
    after_kop: int
    later_kop: int

    @property
    def margin(self) -> float:
        return self.before_kop / self.sold_kop


def decision_records(
    plans: Sequence[ClientPlan], lines: Iterable[Line], today: date, seed: int
) -> dict[str, pd.DataFrame]:
    """Return the stored columns of «Скидка» and «Сокращение затрат» by sheet key, dtype object.

    The discounts begin on working days of the year before `today`, one lies ahead. Two have no ground, two do not say
    what is bought, one has a margin that is not its client's, one can never pay, two of one client overlap.
    """
    sold: dict[str, list[Line]] = {}
    for line in lines:
        sold.setdefault(line.plan.code, []).append(line)
    discounts = [record for place in range(len(MANAGERS)) for record in _discounts(place, plans, sold, today, seed)]
    discounts.sort(key=lambda one: str(one["decided_on"]))
    _narrow(discounts, sold)
    _spoil(discounts, today)
    return {
        DISCOUNTS.key: records_frame(DISCOUNTS, discounts),
        COST_CUTS.key: records_frame(COST_CUTS, _cuts(discounts, today)),
    }


def _discounts(
    place: int, plans: Sequence[ClientPlan], sold: Mapping[str, Sequence[Line]], today: date, seed: int
) -> Iterator[Record]:
    """Yield the discounts of one manager, more often to larger clients."""
    draws = Draws(seed, "discounts", place)
    own = [plan for plan in plans if plan.manager == MANAGERS[place] and plan.story in _ALIVE and not plan.is_loss]
    cases = [case for plan in own if (case := _past(plan, sold.get(plan.code, ()), today, draws))]
    count_paid, count_not, count_running, low, high = _HABITS[place]
    chosen: list[_Case] = []
    for is_paid, count in ((True, count_paid), (False, count_not)):
        pool = [case for case in cases if (case.after_kop >= case.before_kop) == is_paid]
        chosen += draws.several(pool, [case.plan.yearly_rub for case in pool], count)
    taken = {case.plan.code for case in chosen}
    running = [case for plan in own if plan.code not in taken and (case := _running(plan, sold, today, draws))]
    chosen += draws.several(running, [case.plan.yearly_rub for case in running], count_running)
    for case in chosen:
        is_new = case.decided_on >= shift_months(today, -_MONTHS)
        percent = draws.integer(low, high) + (_DEEPER if is_new else 0)
        yield _record(case, percent, draws)


def _past(plan: ClientPlan, lines: Sequence[Line], today: date, draws: Draws) -> _Case | None:
    day = working_day_not_before(shift_months(today, -draws.integer(4, 11)) + timedelta(days=draws.integer(0, 20)))
    case = _case(plan, lines, day, today)
    if case is None:
        return None
    low, high = _USUAL_CHANGE
    changes = case.later_kop / case.sold_kop, case.after_kop / case.before_kop
    return case if all(low <= one <= high for one in changes) else None


def _running(plan: ClientPlan, sold: Mapping[str, Sequence[Line]], today: date, draws: Draws) -> _Case | None:
    day = working_day_not_after(today - timedelta(days=draws.integer(*_DAYS_OF_RUNNING)))
    return _case(plan, sold.get(plan.code, ()), day, today)


def _case(plan: ClientPlan, lines: Sequence[Line], day: date, today: date) -> _Case | None:
    """Return what the three months around a day were; None for a client that bought too little before."""
    begin, end = shift_months(day, -_MONTHS), min(shift_months(day, _MONTHS), today)
    before = [line for line in lines if begin <= line.sold_on < day]
    after = [line for line in lines if day <= line.sold_on < end]
    turnover = sum(line.quantity * line.price_kop for line in before)
    profit, later = (
        sum(line.quantity * (line.price_kop - line.cost_unit_kop) for line in side) for side in (before, after)
    )
    if turnover < _LEAST_RUB * 100 or profit <= 0:
        return None
    return _Case(plan, day, turnover, profit, later, sum(line.quantity * line.price_kop for line in after))


def _record(case: _Case, percent: int, draws: Draws) -> Record:
    share = percent / 100
    needed = share / (case.margin - share) if case.margin > share + 0.01 else 3.0
    hoped = needed * (draws.between(1.05, 1.6) if draws.chance(0.75) else draws.between(0.5, 0.95))
    end = shift_months(case.decided_on, draws.pick((3, 6)))
    is_asked = draws.chance(0.7)
    record: Record = {
        "decided_on": case.decided_on,
        "valid_to": end - timedelta(days=1) if draws.chance(0.6) else None,
        "client_code": case.plan.code,
        "manager": case.plan.manager,
        "discount_share": share,
        "expected_growth": max(5, round(hoped * 20) * 5) / 100,
        "ground": draws.pick(_GROUNDS),
        "purchase": draws.weighted(PURCHASES, (5, 2, 3)),
        "is_asked": is_asked,
        "answer": draws.pick(_ANSWERS) if is_asked else None,
    }
    how = draws.unit()
    if how < 0.2:
        record |= {"margin_kind": MARGIN, "margin_value": round(case.margin, 2)}
    elif how < 0.4 and case.margin < 0.9:
        record |= {"margin_kind": MARKUP, "margin_value": round(case.margin / (1 - case.margin), 2)}
    return record


def _narrow(discounts: list[Record], sold: Mapping[str, Sequence[Line]]) -> None:
    """Give some discounts on what the client buys most of: a category twice, an item once."""
    for record, key in zip(discounts[5::7], ("product_category", "sku", "product_category"), strict=False):
        units: dict[str, int] = {}
        for line in sold[str(record["client_code"])]:
            name = line.product.code if key == "sku" else line.product.category.name
            units[name] = units.get(name, 0) + line.quantity * line.price_kop
        record |= {key: max(sorted(units), key=units.__getitem__), "margin_kind": None, "margin_value": None}


def _spoil(discounts: list[Record], today: date) -> None:
    """Leave out and mistype what people leave out and mistype."""
    if len(discounts) < 8:
        return
    deep = sorted(discounts, key=lambda one: (-float(str(one["discount_share"])), str(one["client_code"])))
    for record, key in zip(deep, ("ground", "ground", "purchase", "purchase"), strict=False):
        record[key] = None
    calm = [one for one in discounts if one not in deep[:6]]
    calm[0] |= {"margin_kind": MARGIN, "margin_value": 0.62}
    calm[1] |= {"margin_kind": MARGIN, "margin_value": 0.04, "discount_share": 0.05, "ground": "Попросил клиент"}
    first = calm[2]
    again = dict(first) | {
        "decided_on": working_day_not_before(_day(first) + timedelta(days=40)),
        "valid_to": None,
        "discount_share": 0.03,
        "expected_growth": 0.15,
        "ground": "Вторая скидка: просят к сезону",
        "margin_kind": None,
        "margin_value": None,
    }
    ahead = dict(calm[3]) | {
        "decided_on": working_day_not_before(today + timedelta(days=12)),
        "valid_to": None,
        "margin_kind": None,
        "margin_value": None,
    }
    discounts += [again, ahead]


def _day(record: Record) -> date:
    day = record["decided_on"]
    assert isinstance(day, date)
    return day


def _cuts(discounts: Sequence[Record], today: date) -> Iterator[Record]:
    """Yield the cuts of the coming year, one on a single client."""
    start = shift_months(today.replace(day=1), 1)
    rows: tuple[tuple[object, ...], ...] = (
        (
            OPERATING,
            "Доставка в регионы два раза в неделю вместо четырёх",
            1_450_000,
            ACCEPTED,
            {"manager": MANAGERS[1]},
        ),
        (OPERATING, "Ночная смена склада: отгрузка только днём", 2_600_000, POSTPONED, {}),
        (INVESTMENT, "Не менять два погрузчика", 3_200_000, POSTPONED, {}),
        (STAFF, "Срезать бонус менеджеров за новые SKU", 960_000, REJECTED, {"category": "A"}),
        (STAFF, "Бонус за розницу — раз в квартал", 540_000, None, {"channel": "Розничный канал продаж B2C"}),
        (RECEIVABLES, "Отсрочка 14 дней вместо 30 для категории C", 780_000, ACCEPTED, {"category": "C"}),
        (RECEIVABLES, "Предоплата для интернет-магазинов", 410_000, None, {"channel": "Интернет канал"}),
    )
    for number, (kind, what, saving, decision, whom) in enumerate(rows):
        is_decided = decision is not None
        yield {
            "cost_kind": kind,
            "what": what,
            "saving_rub": saving,
            "starts_on": shift_months(start, number % 3) if is_decided else None,
            "decision": decision,
            "decided_by": "РОП" if is_decided else None,
            "comment": "Сначала обзвонить крупных" if decision == ACCEPTED else None,
            **(whom if isinstance(whom, dict) else {}),
        }
    if discounts:
        yield {
            "cost_kind": OPERATING,
            "what": "Отдельная машина для одного клиента",
            "saving_rub": 320_000,
            "client_code": discounts[-1]["client_code"],
        }
