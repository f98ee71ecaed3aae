"""The must list of the demo: about fifteen SKUs that exist and are on sale."""

from __future__ import annotations

from clientbase_xl.demo.generator import DEMO_SEED, DEMO_TODAY
from clientbase_xl.demo.must_list import COUNT_SKUS, must_list
from clientbase_xl.demo.products import make_products

PRODUCTS = make_products(DEMO_TODAY, DEMO_SEED)


def test_the_list_names_skus_on_sale_once_each() -> None:
    listed = must_list(PRODUCTS, DEMO_TODAY)
    by_code = {product.code: product for product in PRODUCTS}
    assert 10 <= len(listed) <= COUNT_SKUS
    assert len(dict(listed)) == len(listed)
    assert all(by_code[code].name == name and by_code[code].sold_until >= DEMO_TODAY for code, name in listed)


def test_the_list_holds_several_categories_and_a_novelty() -> None:
    codes = dict(must_list(PRODUCTS, DEMO_TODAY))
    chosen = [product for product in PRODUCTS if product.code in codes]
    assert len({product.category.prefix for product in chosen}) >= 5
    assert max(product.sold_from for product in chosen) == max(product.sold_from for product in PRODUCTS)
