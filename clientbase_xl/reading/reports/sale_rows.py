"""Sales that a report tells, as the flat table that every reader returns (EXPORTS, 1C reports)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from clientbase_xl.errors import BadFile
from clientbase_xl.problems import Problem, Severity
from clientbase_xl.reading.reports.figures import MONEY, QUANTITY
from clientbase_xl.reading.reports.model import FlatReport
from clientbase_xl.reading.reports.named_levels import refuse_documents
from clientbase_xl.reading.reports.preamble import Preamble
from clientbase_xl.reading.reports.row_labels import NOBODY
from clientbase_xl.rules.words import clients, counted, grouped
from clientbase_xl.schemas.sales_lines import SALES_LINES

_MONEY = pa.decimal128(18, 2)
_TYPES = {
    "sold_on": pa.date32(),
    "client_name": pa.string(),
    "manager": pa.string(),
    "document": pa.string(),
    "product_category": pa.string(),
    "sku_name": pa.string(),
    "sku_code": pa.string(),
    "quantity": pa.float64(),
    "amount_rub": _MONEY,
    "cost_rub": _MONEY,
}
# Between the groups of goods above an item, outermost first.
GROUP_MARK = " / "
_ALWAYS = ("sold_on", "client_name", "sku_name", "quantity", "amount_rub")


class SaleRow(NamedTuple):
    """One sale: `row` counts from 0; money in kopecks, quantity in ten-thousandths (`figures`), both with signs.

    `quantity` is None where the report has no quantities, `cost` where it has no cost; empty texts are unknown.
    """

    row: int
    sold_on: date
    client_name: str
    sku_name: str
    quantity: int | None
    amount: int
    cost: int | None = None
    manager: str = ""
    product_category: str = ""
    sku_code: str = ""
    document: str = ""


def flat_report(
    title: str,
    file_name: str,
    sheet: str,
    sales: Iterable[SaleRow],
    problems: Sequence[Problem] = (),
    preamble: Preamble | None = None,
) -> FlatReport:
    """Return the sales as the flat table of a report that reconciles; a heading that no sale fills is left out.

    Sales that all stand on the last day of the period of `preamble` stand for all of it. A report without quantities:
    every line is one unit with the sign of its amount, and a warning says so. BadFile: no sales, for an empty report
    must not replace a month that is loaded; documents in place of goods.
    """
    sales = tuple(sales)
    if not sales:
        raise nothing_sold(file_name, sheet)
    refuse_documents((one.sku_name for one in sales), file_name, sheet)
    found = [*problems]
    if any(one.quantity is None for one in sales):
        found.append(without_quantities(file_name, sheet))
    texts = ("client_name", "manager", "document", "product_category", "sku_name", "sku_code")
    values: dict[str, list[object]] = {key: [getattr(one, key) or None for one in sales] for key in texts}
    values["client_name"] = [
        None if (one.client_name.casefold() in NOBODY) else one.client_name or None for one in sales
    ]
    values["sold_on"] = [one.sold_on for one in sales]
    values["quantity"] = [_quantity(one) for one in sales]
    values["amount_rub"] = [_money(one.amount) for one in sales]
    values["cost_rub"] = [None if one.cost is None else _money(one.cost) for one in sales]
    if any(values["sku_code"]):
        # Some items have no article: their name is their code, as in a file without codes.
        values["sku_code"] = [code or name for code, name in zip(values["sku_code"], values["sku_name"], strict=True)]
    keys = [key for key in _TYPES if key in _ALWAYS or any(value is not None for value in values[key])]
    amount = sum(one.amount for one in sales)
    return FlatReport(
        sheet,
        tuple(SALES_LINES[key].title for key in keys),
        tuple(pa.array(values[key], _TYPES[key]) for key in keys),
        np.array([one.row + 1 for one in sales], dtype=np.int64),
        f"{title}: {clients(len({one.client_name for one in sales}))}, "
        f"{counted(len(sales), 'строка', 'строки', 'строк')} продаж на {grouped(_money(amount), 2)} ₽; "
        "группы и «Итого» сходятся до копейки.",
        tuple(found),
        covers_from=preamble.period_from if preamble and set(values["sold_on"]) == {preamble.period_to} else None,
    )


def nothing_sold(file_name: str, sheet: str) -> BadFile:
    """Return the refusal of a report without sales."""
    return BadFile(
        f"В отчёте «{file_name}», лист «{sheet}» нет ни одной продажи.",
        "хотя бы одна строка с товаром и суммой",
        "Проверьте период и отбор отчёта. Пустой отчёт не заменяет уже загруженный месяц.",
    )


def without_quantities(file_name: str, sheet: str) -> Problem:
    """Return the warning of a report that has money only."""
    return Problem(
        "В отчёте нет количества: каждая строка взята за одну единицу (возврат — за минус одну). Суммы, прибыль и "
        "месяцы верны; количество, цена и глубина закупки по этому файлу — нет",
        "Добавьте в настройках отчёта показатель «Количество» и загрузите файл заново.",
        Severity.WARNING,
        file_name,
        sheet,
    )


def _quantity(sale: SaleRow) -> float:
    if sale.quantity is None:
        return float((sale.amount > 0) - (sale.amount < 0))
    return sale.quantity / 10.0**QUANTITY


def _money(kopecks: int) -> Decimal:
    return Decimal(kopecks).scaleb(-MONEY)
