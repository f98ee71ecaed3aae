"""Invented shipments of a distributor by client, outlet and contract: layout B of EXPORTS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tests.support.drawn_report import DrawnReport

PERIOD = "за период с 01.03.25 по 31.03.25"
BLANK = " "


class Shipped(NamedTuple):
    """An item: its quantity, its amount with VAT, and the rate of the VAT in it."""

    name: str
    quantity: float
    amount: float
    rate: int


class Delivery(NamedTuple):
    """What one outlet of a client got by one contract (or document), by groups of goods."""

    client: str
    outlet: str
    contract: str
    groups: Mapping[str, Sequence[Shipped]]


DELIVERIES = (
    Delivery(
        "ООО «Ромашка»",
        "Магазин на ул. Садовой, 5",
        "Договор № 17 от 01.02.2024",
        {
            "Соки": (
                Shipped("Сок «Утро» яблочный 1 л", 12, 1320.0, 10),
                Shipped("Сок «Утро» томатный 1 л", 6, 660.55, 10),
            ),
            "Посуда": (Shipped("Стакан гранёный", 24, 960.0, 20),),
        },
    ),
    Delivery(
        "ООО «Ромашка»",
        "Павильон на Рыночной пл.",
        "Договор № 17 от 01.02.2024",
        {
            "Соки": (
                Shipped("Сок «Утро» яблочный 1 л", 4, 440.0, 10),
                Shipped("Сок «Утро» томатный 1 л", -2, -220.18, 10),
            )
        },
    ),
    Delivery(
        "21 век ООО",
        "Магазин на ул. Лесной, 9",
        "Договор № 3/25 от 10.01.2025",
        {
            "Посуда": (Shipped("Итого-М, набор чашек", 1, 1999.99, 20),),
            "Соки": (Shipped("Сок «Утро» яблочный 1 л", 10, 1099.9, 10),),
        },
    ),
)

_RETURNED = DELIVERIES[1]._replace(groups={"Соки": (Shipped("Сок «Утро» томатный 1 л", -2, -220.18, 10),)})
# Outlets with a document where the contract stood: every document tells its day.
BY_DOCUMENT = tuple(
    one._replace(contract=f"{kind} УТ-{number:06d} от {day:02d}.03.2025 12:30:00")
    for one, kind, number, day in zip(
        (DELIVERIES[0], _RETURNED, DELIVERIES[2]),
        ("Реализация товаров", "Возврат от клиента", "Реализация товаров"),
        (41, 7, 58),
        (3, 11, 28),
        strict=True,
    )
)


def draw(
    deliveries: Sequence[Delivery] = DELIVERIES, *, period: str = PERIOD, count_outlets: float | str | None = 3
) -> DrawnReport:
    """Return the report: rows of one client per delivery, groups above their items, the total and the count line."""
    drawing = DrawnReport("Отгрузки")
    drawing.add("Отгрузки дистрибьютора по клиентам")
    drawing.add(f"ООО «Торговый дом «Пример»», {period}")
    drawing.add("Показатели: количество, сумма с НДС")
    drawing.add("Контрагент", "Ед.", "Количество", "Сумма", "в т.ч. сумма НДС", None)
    drawing.add("Номенклатура", None, None, None, "10%", "20%")
    everything: list[Shipped] = []
    for one in deliveries:
        goods = [item for items in one.groups.values() for item in items]
        everything += goods
        for spaces, name in ((0, one.client), (3, one.outlet), (6, one.contract)):
            _add(drawing, spaces, name, BLANK, goods)
        for group, items in one.groups.items():
            _add(drawing, 9, group, BLANK, items)
            for item in items:
                _add(drawing, 12, item.name, "шт", [item])
    _add(drawing, 0, "ИТОГО", BLANK, everything)
    if count_outlets is not None:
        drawing.add("Торговых точек АКБ:", count_outlets)
    return drawing


def _add(drawing: DrawnReport, spaces: int, name: str, unit: str, goods: Sequence[Shipped]) -> None:
    vat = [round(sum(_vat(item) for item in goods if item.rate == rate), 2) or BLANK for rate in (10, 20)]
    amount = round(sum(item.amount for item in goods), 2)
    drawing.add(" " * spaces + name, unit, sum(item.quantity for item in goods), amount, *vat)


def _vat(item: Shipped) -> float:
    return round(item.amount * item.rate / (100 + item.rate), 2)
