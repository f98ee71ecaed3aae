"""The must list (MML) of the demo: what every client of the distributor is to have on the shelf."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from clientbase_xl.demo.products import Product

EACH = 2
"""SKUs of each product category."""
COUNT_SKUS = 15


def must_list(products: Sequence[Product], today: date) -> tuple[tuple[str, str], ...]:
    """Return (SKU code, name) of the MML: the favourites of each category that are on sale, by category and code.

    One item is a novelty that few clients have yet: a real list asks for more than the base can show.
    """
    on_sale = [product for product in products if product.sold_until >= today]
    chosen: list[Product] = []
    for prefix in dict.fromkeys(product.category.prefix for product in on_sale):
        of_category = [product for product in on_sale if product.category.prefix == prefix]
        chosen += sorted(of_category, key=lambda product: (-product.popularity, product.code))[:EACH]
    newest = max(on_sale, key=lambda product: (product.sold_from, product.code))
    named = {product.code: product.name for product in [*chosen[: COUNT_SKUS - 1], newest]}
    return tuple(named.items())
