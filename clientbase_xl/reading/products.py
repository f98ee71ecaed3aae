"""A reference of products: a code with its name, brand and category, nothing of a sale (METHOD 2: AA by brand)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa

from clientbase_xl.errors import BadFile
from clientbase_xl.problems import Severity
from clientbase_xl.reading.header import Header, match
from clientbase_xl.reading.look_alikes import names_products
from clientbase_xl.reading.raw import Peek
from clientbase_xl.reading.sales import blank_rows
from clientbase_xl.reading.seen_layout import are_days
from clientbase_xl.reading.sifter import Sifter
from clientbase_xl.reading.text import clean, clean_codes
from clientbase_xl.schemas.products import LOOKED_UP, PRODUCTS
from clientbase_xl.schemas.sales_lines import SALES_LINES

PRICES = ("unit_price",)
NO_CODE, REPEATED = "нет кода товара", "код товара повторяется"
FIX = "Заполните код в учётной системе и выгрузите справочник заново."


def is_reference(header: Header, peek: Peek, *, is_named: bool) -> bool:
    """Tell whether a header is that of a reference of products and not of sales or cards with strange headings.

    A code and one of name, brand, category; at least one of them under a heading that sales have, too («Код» and
    «Наименование» alone may be clients'); nothing else that sales have but a price. Beside a heading that is unknown a
    code has one meaning in the rows at the beginning, and no such column holds days, unless somebody named the columns
    (`is_named`): sales under strange headings repeat a code, and so may a reference.
    """
    if "sku_code" not in header.columns or not header.columns.keys() & set(LOOKED_UP):
        return False
    of_sales = match(header.cells, SALES_LINES, {}).columns
    if of_sales.keys() - set(PRODUCTS.keys) - set(PRICES) or not (is_named or names_products(header.cells)):
        return False
    rows = [row for row in peek.rows[header.row + 1 :] if _cell(row, header.columns["sku_code"])]
    free = set(range(max(len(row) for row in (header.cells, *rows)))) - {*header.columns.values(), *of_sales.values()}
    if is_named or not any(_cell(row, at) for at in free for row in (header.cells, *rows)):
        return True
    meanings: dict[str, tuple[str, ...]] = {}
    for row in rows:
        meaning = tuple(_cell(row, position) for position in sorted(header.columns.values()))
        if meanings.setdefault(_cell(row, header.columns["sku_code"]), meaning) != meaning:
            return False
    return not any(are_days([cell for row in rows if (cell := _cell(row, at))]) for at in free)


def to_products(sifter: Sifter) -> pd.DataFrame:
    """Return one row per code with the columns of PRODUCTS, missing text None.

    Rows without a code and repeated codes (the first is kept) are excluded by reason. BadFile: nothing accepted.
    """
    sifter.drop_blank(blank_rows(sifter.table))
    codes = clean_codes(sifter.array("sku_code"))
    texts = codes.to_pylist()
    missing = np.array([text is None for text in texts], dtype=bool)
    first: dict[str, int] = {}
    for index, text in enumerate(texts):
        if text is not None:
            first.setdefault(text, index)
    repeated = np.array([text is not None and first[text] != at for at, text in enumerate(texts)], dtype=bool)
    message = "У товара нет кода: строка не принята."
    sifter.report_once(sifter.exclude(missing, NO_CODE), "sku_code", message, FIX, Severity.NOTICE)
    message = "Код товара повторяется: взята первая строка с ним."
    sifter.report_once(sifter.exclude(repeated, REPEATED), "sku_code", message, "Оставьте в файле одну строку на код.")
    if not sifter.is_open.any():
        raise BadFile(
            f"В файле «{sifter.file_name}» нет ни одного товара с кодом.",
            "хотя бы одна строка с кодом товара и его брендом, категорией или названием",
            "Проверьте отбор выгрузки.",
        )
    data = {"sku_code": texts} | {key: _texts(sifter, key) for key in LOOKED_UP}
    return pd.DataFrame(data, dtype=object)[sifter.is_open].reset_index(drop=True)


def _texts(sifter: Sifter, key: str) -> Sequence[str | None]:
    if key not in sifter.header.columns:
        return [None] * sifter.table.count_rows
    array = sifter.array(key)
    texts: list[str | None] = clean(array if pa.types.is_string(array.type) else clean_codes(array)).to_pylist()
    return texts


def _cell(row: Sequence[str], position: int) -> str:
    return row[position].strip() if position < len(row) else ""
