"""Invented gross profit by client, manager, path of groups and item: layout E of EXPORTS."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from tests.support.drawn_report import DrawnReport

MARKER = "По менеджерам"
PERIOD = "Период: 01.02.2026 - 28.02.2026"
MEASURES = ("Количество", "Выручка", "Себестоимость", "Валовая прибыль", "Рентабельность, %")


class Sold(NamedTuple):
    """An item that one manager sold to a client; a name without characteristic ends with a comma."""

    client: str
    manager: str
    path: str
    item: str
    quantity: float
    revenue: float
    cost: float


SOLD = (
    Sold("ООО «Ладья»", "Белкина О. П.", "Напитки / Соки", "Сок «Утро» яблочный,", 10, 1000.5, 800.25),
    Sold("ООО «Ладья»", "Белкина О. П.", "Напитки / Соки", "Сок «Утро» томатный, 1 л", -2, -220.0, -170.0),
    Sold("ООО «Ладья»", "Белкина О. П.", "Посуда", "Стакан гранёный,", 24, 960.0, 700.1),
    Sold("ООО «Ладья»", "Соколов А. Ю.", "Посуда", "Стакан гранёный,", 6, 240.0, 180.0),
    Sold("7 морей ООО", "Соколов А. Ю.", "Напитки / Вода", "Вода «Ключ» 0,5 л,", 100, 2500.0, 2100.75),
    Sold("7 морей ООО", "Соколов А. Ю.", "Посуда", "Итого-М, набор чашек,", 1, 1999.99, 1500.0),
)


def draw(sold: Sequence[Sold] = SOLD, *, period: str = PERIOD, is_marker_filled: bool = False) -> DrawnReport:
    """Return the report with its outline levels and indents; `flat()` of it is what an old .xls keeps."""
    drawing = DrawnReport("Валовая прибыль")
    drawing.add("Валовая прибыль предприятия")
    drawing.add("Параметры:", period)
    drawing.add()
    drawing.add("Клиент", *MEASURES)
    drawing.add("По менеджерам / Номенклатура, характеристика")
    keys = [(one.client, one.manager, one.path, one.item) for one in sold]
    for (before, key), one in zip(pairwise([("", "", "", ""), *keys]), sold, strict=True):
        for level, name in enumerate(key):
            if level < 3 and key[: level + 1] == before[: level + 1]:
                continue
            below = (
                [one]
                if level == 3
                else [o for o, k in zip(sold, keys, strict=True) if k[: level + 1] == key[: level + 1]]
            )
            deep = level + (level > 0)
            drawing.add(name, *_figures(below), outline=deep, indent=2 * deep)
            if level == 0:
                drawing.add(MARKER, *(_figures(below) if is_marker_filled else ()), outline=1, indent=2)
    drawing.add("Итого", *_figures(sold))
    return drawing


def _figures(sold: Sequence[Sold]) -> list[float]:
    quantity, revenue, cost = (round(sum(one[place] for one in sold), 2) for place in (4, 5, 6))
    profit = round(revenue - cost, 2)
    return [quantity, revenue, cost, profit, round(profit / revenue * 100, 2) if revenue else 0.0]
