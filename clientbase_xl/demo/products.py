"""The 300 SKU: names, price lists that change each quarter, costs, days between which an item is on sale."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clientbase_xl.demo.assortment import CATEGORIES, Category
from clientbase_xl.demo.draws import Draws
from clientbase_xl.demo.working_days import history_start, month_start, months_between


@dataclass(frozen=True, slots=True)
class Product:
    """One SKU: money in kopecks at the end of the history, the days between which it is on sale."""

    code: str
    name: str
    brand: str
    category: Category
    package_units: int
    list_price_kop: int
    cost_kop: int
    sold_from: date
    sold_until: date
    popularity: float


_YEARLY_PRICE_GROWTH = 0.075
_YEARLY_COST_GROWTH = 0.085


def make_products(today: date, seed: int) -> tuple[Product, ...]:
    """Return the assortment in the order of the catalogue; a few SKU are new this year, a few are gone."""
    products: list[Product] = []
    for category in CATEGORIES:
        draws = Draws(seed, "products", category.prefix)
        products += [
            _product(category, number, brand, group, size, today, draws)
            for number, (brand, group, size) in enumerate(_items(category), start=1)
        ]
    return tuple(products)


def _items(category: Category) -> list[tuple[str, tuple[str, int], tuple[str, int]]]:
    """Return (brand, (group, package), (size, price)) of the category: the first brand in full, then the others."""
    full = [
        (brand, (name, package), size)
        for brand in category.brands
        for name, package, sizes in category.groups
        for size in sizes
    ]
    return full[: category.count_skus]


def _product(
    category: Category,
    number: int,
    brand: str,
    group: tuple[str, int],
    size: tuple[str, int],
    today: date,
    draws: Draws,
) -> Product:
    name, package = group
    # Brands of a category differ in price; prices end in 0 or 5 kopecks tens as price lists do.
    level = (1.0, 0.88, 1.14)[category.brands.index(brand)]
    price_kop = int(size[1] * level * draws.between(0.96, 1.04) * 10 + 0.5) * 10
    cost_kop = int(price_kop * (1 - category.margin * draws.between(0.85, 1.15)) + 0.5)
    start = history_start(today)
    popularity = draws.around(0.15, 1.0) * draws.between(0.3, 1.0)
    is_new, is_gone = draws.chance(0.06), draws.chance(0.03)
    return Product(
        code=f"{category.prefix}-{number * 7 + 1000}",
        name=f"{name} {brand} {size[0]}",
        brand=brand,
        category=category,
        package_units=package,
        list_price_kop=price_kop,
        cost_kop=cost_kop,
        sold_from=month_start(today, draws.integer(3, 11)) if is_new else start,
        sold_until=month_start(today, draws.integer(3, 14)) if is_gone and not is_new else today,
        popularity=max(popularity, 0.4) if is_new else popularity,
    )


def price_kop(product: Product, day: date, today: date) -> int:
    """Return the list price of that day, kopecks: lists change each quarter."""
    return _earlier(product.list_price_kop, day, today, _YEARLY_PRICE_GROWTH)


def cost_kop(product: Product, day: date, today: date) -> int:
    """Return the cost of a unit that day, kopecks: it grows a little faster than the price list."""
    return _earlier(product.cost_kop, day, today, _YEARLY_COST_GROWTH)


def _earlier(value_kop: int, day: date, today: date, yearly_growth: float) -> int:
    quarters = max(0, months_between(day, today) // 3)
    factor = 1.0
    for _ in range(quarters):
        factor /= 1 + yearly_growth / 4
    return int(value_kop * factor / 10 + 0.5) * 10


def season(category: Category, day: date) -> float:
    """Return how strong the category sells in that month; 1 is an average month."""
    return category.season[day.month - 1]
