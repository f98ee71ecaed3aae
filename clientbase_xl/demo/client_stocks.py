"""What the managers of the demo counted at their clients: stocks of articles, and of two clients weekly sales too.

One client is overstocked, of one the counts are two months old; the others need an order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

import pandas as pd

from clientbase_xl.demo.documents import Line
from clientbase_xl.demo.draws import Draws
from clientbase_xl.demo.plans import ClientPlan
from clientbase_xl.demo.products import Product
from clientbase_xl.demo.records import Record, records_frame
from clientbase_xl.demo.stories import Story
from clientbase_xl.schemas.client_stock import CLIENT_STOCK

_WEEKS = 26
_COUNT_CLIENTS, _COUNT_SKUS = 8, 12
_REPORTING = 2
"""Clients that tell their sales every week."""
_REPORTED_WEEKS = 9
_OVERSTOCKED, _LONG_AGO = 3, 5
"""Places of the client with too much and of the one counted two months ago."""
_LEAST_DAYS = 2
_ALIVE = (Story.STEADY, Story.GROWING)
_COMMENTS = ("Считали вместе с кладовщиком", "Из отчёта клиента", "По телефону", None, None, None)


def stock_records(
    plans: Sequence[ClientPlan], lines: Iterable[Line], today: date, seed: int
) -> dict[str, pd.DataFrame]:
    """Return the stored columns of «Запасы клиента» by sheet key, dtype object; counts lie before `today`."""
    return {CLIENT_STOCK.key: records_frame(CLIENT_STOCK, _counts(plans, lines, today, seed))}


def _counts(plans: Sequence[ClientPlan], lines: Iterable[Line], today: date, seed: int) -> Iterator[Record]:
    taken = _taken(plans, lines, today - timedelta(weeks=_WEEKS))
    again = Counter(product.code for articles in taken.values() for product in articles)
    largest = sorted(taken, key=lambda code: (-sum(units for units, _ in taken[code].values()), code))
    for place, code in enumerate(largest[:_COUNT_CLIENTS]):
        draws = Draws(seed, "stocks", code)
        best = sorted(taken[code].items(), key=lambda item: (-again[item[0].code], item[0].code))[:_COUNT_SKUS]
        last_on = today - timedelta(days=58 if place == _LONG_AGO else draws.integer(2, 12))
        for product, (units, _) in best:
            yield from _of_article(code, product, units / _WEEKS, place, last_on, draws)


def _of_article(
    code: str, product: Product, week_units: float, place: int, last_on: date, draws: Draws
) -> Iterator[Record]:
    weeks_left = draws.between(13, 20) if place == _OVERSTOCKED else draws.between(0.2, 2.6)
    pack = max(1, product.package_units // 4)
    common: Record = {"client_code": code, "sku": product.code}
    for back in range(_REPORTED_WEEKS if place < _REPORTING else 1):
        count: Record = {
            "counted_on": last_on - timedelta(weeks=back),
            "stock_units": round(week_units * (weeks_left + 0.3 * back)),
            "pack_units": pack if pack > 1 else None,
        }
        if not back:
            count["in_transit_units"] = pack if draws.chance(0.2) else None
            count["lead_days"] = 5 if place % 3 == 1 else None
            count["lead_sigma_days"] = 1 if place % 3 == 1 else None
            count["comment"] = draws.pick(_COMMENTS)
        if place < _REPORTING:
            count["sell_out_units"] = round(week_units * draws.around(0.5, 1.5))
        yield common | count


def _taken(
    plans: Sequence[ClientPlan], lines: Iterable[Line], since: date
) -> Mapping[str, dict[Product, tuple[int, int]]]:
    """Return per client the articles it took on several days since a day: units and days."""
    alive = {plan.code for plan in plans if plan.story in _ALIVE}
    units = defaultdict[str, defaultdict[Product, int]](lambda: defaultdict(int))
    days = defaultdict[tuple[str, Product], set[date]](set)
    for line in lines:
        if line.sold_on >= since and line.plan.code in alive and line.quantity > 0:
            units[line.plan.code][line.product] += line.quantity
            days[line.plan.code, line.product].add(line.sold_on)
    often = {
        code: {
            product: (count, len(days[code, product]))
            for product, count in of_client.items()
            if len(days[code, product]) >= _LEAST_DAYS
        }
        for code, of_client in units.items()
    }
    return {code: articles for code, articles in often.items() if len(articles) >= _COUNT_SKUS}
