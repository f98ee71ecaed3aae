"""The reference of products: what a code is called, its brand and category, for lines that do not say so themselves."""

from dataclasses import replace

from clientbase_xl.schemas.model import Column, Sheet
from clientbase_xl.schemas.sales_lines import SALES_LINES

LOOKED_UP = ("sku_name", "brand", "product_category")
"""What a line takes from the reference where it is empty."""
_MORE_NAMES = {
    "sku_code": ("код",),
    "sku_name": ("наименование", "полное наименование", "english product name", "englishproductname"),
    "brand": ("производитель", "изготовитель", "brand name", "manufacturer"),
    "product_category": ("категория", "группа", "товарная категория", "вид товара", "category name"),
}


def _column(key: str) -> Column:
    column = SALES_LINES[key]
    return replace(column, aliases=(*column.aliases, *_MORE_NAMES[key]))


PRODUCTS = Sheet(
    key="products",
    title="Товары",
    grain="One product by its code.",
    purpose="Бренд, категория и название товара для строк продаж, в которых их нет.",
    key_columns=("sku_code",),
    is_shown=False,
    is_stored=True,
    columns=(
        replace(_column("sku_code"), required=True, unique=True),
        *(_column(key) for key in LOOKED_UP),
    ),
)
