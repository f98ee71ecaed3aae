"""Documents of a client: what lies in each shipment at which price, and what comes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from clientbase_xl.demo.draws import Draws
from clientbase_xl.demo.plans import ClientPlan
from clientbase_xl.demo.products import Product, cost_kop, price_kop, season
from clientbase_xl.demo.stories import Story
from clientbase_xl.demo.visits import visit_days
from clientbase_xl.demo.working_days import months_between, working_day_not_before

SHIPMENT, RETURN, CORRECTION = "Реализация", "Возврат от покупателя", "Корректировка реализации"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document; money in kopecks; a return has a negative quantity.

    `document_key` orders and separates documents of one client and day.
    """

    sold_on: date
    document_kind: str
    document_key: int
    plan: ClientPlan
    manager: str
    product: Product
    quantity: int
    price_kop: int
    cost_unit_kop: int


def make_lines(plan: ClientPlan, products: tuple[Product, ...], today: date, seed: int) -> list[Line]:
    """Return all lines of one client in the order of its documents."""
    draws = Draws(seed, "documents", plan.code)
    shelf = _shelf(plan, products, draws)
    lines: list[Line] = []
    for key, day in enumerate(visit_days(plan, today, draws)):
        amount = _visit_rub(plan, day, today, draws)
        if draws.chance(0.05) and amount > 15_000:  # a second document of the day: forgotten goods
            lines += _shipment(plan, shelf, day, 2 * key + 1, amount * 0.25, today, draws)
            amount *= 0.75
        lines += _shipment(plan, shelf, day, 2 * key, amount, today, draws)
    return lines + list(_returns(plan, lines, today, draws))


def _shelf(plan: ClientPlan, products: tuple[Product, ...], draws: Draws) -> list[tuple[Product, float]]:
    """Return the products this client buys with the weight of each: its tastes × popularity × its own habit."""
    weights = [plan.segment.tastes.get(product.category.prefix, 0.0) * product.popularity for product in products]
    chosen = draws.several(products, weights, plan.width_skus)
    return [
        (product, product.popularity * plan.segment.tastes[product.category.prefix] * draws.between(0.4, 1.6))
        for product in chosen
    ]


def _visit_rub(plan: ClientPlan, day: date, today: date, draws: Draws) -> float:
    """Return what the client means to spend that day: its share of the year × growth × chance."""
    amount = plan.yearly_rub * min(plan.rhythm_days, 120) / 365
    if plan.story is Story.ONE_OFF:
        amount = plan.yearly_rub / 3
    elif plan.story is Story.RETURNED_ALL:
        amount = 92_000.0
    elif plan.story is Story.RETURNS_MORE:
        amount = 22_000.0 if day == plan.last_on else 140_000.0
    for _ in range(max(0, min(24, months_between(day, today)))):
        amount /= 1 + plan.monthly_growth
    return amount * draws.around(0.5, 1.5)


def _shipment(
    plan: ClientPlan,
    shelf: list[tuple[Product, float]],
    day: date,
    key: int,
    amount_rub: float,
    today: date,
    draws: Draws,
) -> Iterator[Line]:
    """Yield the lines of one shipment; the season of each product makes its line larger or smaller."""
    count = max(1, min(11, int(draws.around(0.4, 1.6) * _usual_count_lines(amount_rub) + 0.5)))
    sold = [
        (product, weight * season(product.category, day))
        for product, weight in shelf
        if product.sold_from <= day < product.sold_until
        and product.list_price_kop * _package(product, amount_rub) < amount_rub * 80
    ]
    manager = plan.manager_before if plan.handed_over_on and day < plan.handed_over_on else plan.manager
    products = draws.several([product for product, _ in sold], [weight for _, weight in sold], count)
    for product in products:
        list_kop = price_kop(product, day, today)
        discount = max(0.0, plan.discount + draws.around(-0.015, 0.015))
        price = int(list_kop * (1 - discount) / 10 + 0.5) * 10
        share = amount_rub * season(product.category, day) * draws.between(0.4, 1.6) / len(products)
        package = _package(product, amount_rub)
        quantity = max(1, int(share * 100 / price / package + 0.5)) * package
        unit_cost = int(cost_kop(product, day, today) * draws.between(0.985, 1.015) + 0.5)
        yield Line(day, SHIPMENT, key, plan, manager, product, quantity, price, unit_cost)


def _usual_count_lines(amount_rub: float) -> float:
    """Return the usual number of lines of a shipment of this amount."""
    return 1.3 + amount_rub / 18_000 if amount_rub < 36_000 else 3.3 + (amount_rub - 36_000) / 80_000


def _package(product: Product, amount_rub: float) -> int:
    """Return the units in which the client orders: small orders are picked by the piece."""
    return product.package_units if amount_rub > 12_000 else max(1, product.package_units // 4)


def _returns(plan: ClientPlan, lines: list[Line], today: date, draws: Draws) -> Iterator[Line]:
    """Yield what comes back: a part of a line now and then, everything in the stories of returns."""
    key = 1_000_000
    if plan.story is Story.RETURNED_ALL:
        back_on = working_day_not_before(plan.last_on + timedelta(days=19))
        for line in lines:
            yield _returned(line, back_on, key, line.quantity, RETURN)
        return
    if plan.story is Story.RETURNS_MORE:
        back_on = working_day_not_before(plan.last_on + timedelta(days=33))
        for line in lines:
            if line.sold_on < plan.last_on and draws.chance(0.45):
                yield _returned(line, back_on, key, line.quantity, RETURN)
        return
    for number, line in enumerate(lines):
        if not draws.chance(plan.return_chance / 1.7):
            continue
        back_on = working_day_not_before(line.sold_on + timedelta(days=draws.integer(2, 24)))
        part = max(1, int(line.quantity * draws.between(0.15, 1.0)))
        kind = CORRECTION if draws.chance(0.12) else RETURN
        if back_on < today:
            yield _returned(line, back_on, key + number, part, kind)


def _returned(line: Line, back_on: date, key: int, quantity: int, kind: str) -> Line:
    return replace(line, sold_on=back_on, document_kind=kind, document_key=key, quantity=-quantity)
