"""The flat export of the accounting system: lines numbered, ordered and put under Russian headings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from clientbase_xl.demo.documents import RETURN, SHIPMENT, Line

HEADINGS = (
    "Дата",
    "Документ",
    "Код контрагента",
    "Контрагент",
    "Менеджер",
    "Канал продаж",
    "Артикул",
    "Номенклатура",
    "Бренд",
    "Товарная группа",
    "Количество",
    "Цена",
    "Сумма",
    "Себестоимость",
)
_PREFIXES = {SHIPMENT: "РТ", RETURN: "ВП"}


def export_frame(lines: Iterable[Line], names: Mapping[str, str]) -> pd.DataFrame:
    """Return the lines in the order of day and document as the columns `HEADINGS`, dtype object.

    Dates are `datetime.date`, quantities int, money float with two decimals; `names` is client code → name.
    Documents are numbered from 1 in each year, shipments apart from returns, as 1C does.
    """
    ordered = sorted(lines, key=lambda line: (line.sold_on, line.document_kind, _document(line)))
    numbers: dict[tuple[object, ...], str] = {}
    counters: dict[tuple[int, str], int] = {}
    rows = []
    for line in ordered:
        key = (line.sold_on, line.document_kind, _document(line))
        if key not in numbers:
            series = (line.sold_on.year, line.document_kind)
            counters[series] = counters.get(series, 0) + 1
            prefix = _PREFIXES.get(line.document_kind, "КР")
            numbers[key] = f"{line.document_kind} {prefix}-{counters[series]:06d} от {line.sold_on:%d.%m.%Y}"
        rows.append(_row(line, numbers[key], names[line.plan.code]))
    return pd.DataFrame(rows, columns=pd.Index(HEADINGS), dtype=object)


def _document(line: Line) -> tuple[int, int]:
    # Clients of a day stand in no order of their codes: 7919 is prime and mixes them the same way every time.
    return (line.plan.number * 7919 + line.sold_on.toordinal()) % 100_003, line.document_key


def _row(line: Line, document: str, client_name: str) -> tuple[object, ...]:
    return (
        line.sold_on,
        document,
        line.plan.code,
        client_name,
        line.manager,
        line.plan.segment.channel,
        line.product.code,
        line.product.name,
        line.product.brand,
        line.product.category.name,
        line.quantity,
        line.price_kop / 100,
        line.quantity * line.price_kop / 100,
        line.quantity * line.cost_unit_kop / 100,
    )
