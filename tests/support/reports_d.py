"""Invented gross profit by client, category, subgroup and item with managers across: layout D of EXPORTS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tests.support.drawn_report import DrawnReport, Merge, Value

MANAGERS = ("Белкина О. П.", "Соколов Артём Юрьевич")
PERIOD = "Период: 01.03.2026 - 31.03.2026"
PAIR = ("Выручка", "Валовая прибыль")


class Sold(NamedTuple):
    """An item of one client: the groups above it, its article, and (revenue, profit) or more figures by manager."""

    client: str
    groups: Sequence[str]
    item: str
    article: str
    by_manager: Mapping[str, Sequence[float]]


SOLD = (
    Sold("ООО «Ладья»", ("Напитки", "Соки"), "Сок «Утро» яблочный 1 л", "00417", {MANAGERS[0]: (1500.5, 300.1)}),
    Sold("ООО «Ладья»", ("Напитки", "Соки"), "Сок «Утро» томатный 1 л", "00418", {MANAGERS[1]: (-200.0, -40.0)}),
    Sold("ООО «Ладья»", ("Напитки", "Вода"), "Вода «Ключ» 0,5 л", "В-12", dict.fromkeys(MANAGERS, (99.99, 10.0))),
    Sold("7 морей ООО", ("Посуда", "Чашки"), "Итого-М, набор чашек", "П-7", {MANAGERS[1]: (2400.0, 999.99)}),
    Sold("7 морей ООО", ("Напитки", "Соки"), "Сок «Утро» яблочный 1 л", "00417", {MANAGERS[0]: (750.25, 150.05)}),
)

COUNTED_MEASURES = ("Количество, шт", "Выручка, руб.", "Себестоимость, руб.", "Валовая прибыль, руб.", "Наценка, %")
COUNTED = tuple(
    one._replace(
        by_manager={
            name: (turn + 1.5 if revenue > 0 else -turn, revenue, round(revenue - profit, 2), profit, 25.0)
            for name, (revenue, profit) in one.by_manager.items()
        }
    )
    for turn, one in enumerate(SOLD)
)


def draw(
    sold: Sequence[Sold] = SOLD,
    *,
    managers: Sequence[str] = MANAGERS,
    measures: Sequence[str] = PAIR,
    step: int = 2,
    has_articles: bool = False,
    period: str = PERIOD,
) -> DrawnReport:
    """Return the report; `step` is the indent from level to level, articles stand in rows of their own."""
    drawing = DrawnReport("Валовая прибыль")
    drawing.add("Валовая прибыль по клиентам")
    drawing.add("Параметры:", period)
    drawing.add("Отбор:", "Подразделение Равно «Опт»")
    drawing.add()
    wide = len(measures)
    names = [cell for name in (*managers, "Итого") for cell in (name, *[None] * (wide - 1))]
    top = drawing.add("Клиент", *names)
    drawing.add("Номенклатура", *list(measures) * (len(managers) + 1))
    for block in range(len(managers) + 1):
        if wide > 1:
            drawing.merges.append(Merge(top, 1 + block * wide, top, block * wide + wide))
    shown: tuple[str, ...] = ()
    for one in sold:
        path = (one.client, *one.groups, one.item, *((one.article,) if has_articles else ()))
        for level, name in enumerate(path):
            if path[: level + 1] != shown[: level + 1]:
                below = [other for other in sold if _path(other, has_articles)[: level + 1] == path[: level + 1]]
                drawing.add(name, *_figures(below, managers, wide), indent=level * step, outline=level)
        shown = path
    drawing.add("Итого", *_figures(sold, managers, wide))
    return drawing


def _path(one: Sold, has_articles: bool) -> tuple[str, ...]:
    return (one.client, *one.groups, one.item, *((one.article,) if has_articles else ()))


def _figures(sold: Sequence[Sold], managers: Sequence[str], wide: int) -> list[Value]:
    pairs: list[Value] = []
    for manager in (*managers, None):
        found = [
            figures for one in sold for name, figures in one.by_manager.items() if manager is None or name == manager
        ]
        pairs += [round(sum(one[turn] for one in found), 2) if found else None for turn in range(wide)]
    return pairs
