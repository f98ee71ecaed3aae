"""Kinds of clients of a household goods and tools distributor: channel, names, what and how widely they buy."""

from __future__ import annotations

from dataclasses import dataclass

WHOLESALE = "Оптовый канал продаж B2B/B2C"
RETAIL = "Розничный канал продаж B2C"
INTERNET = "Интернет канал"


@dataclass(frozen=True, slots=True)
class Segment:
    """A kind of client: `tastes` weigh the product categories by prefix, `width_skus` bounds its assortment.

    `share` is the number of clients of a hundred, `scale` multiplies the yearly volume, `sole_trader_share` are
    those registered as ИП, `is_target` tells whether the company wants more of them.
    """

    key: str
    channel: str
    share: int
    scale: float
    endings: tuple[str, ...]
    tastes: dict[str, float]
    width_skus: tuple[int, int]
    sole_trader_share: float
    is_target: bool


SEGMENTS = (
    Segment(
        "household shop", RETAIL, 26, 0.8, ("-Хозторг", " Хозяйственный двор", "-Быт", " Всё для дома"),
        {"БХ": 5, "ХТ": 5, "ЛК": 1.5, "СО": 2, "КР": 1, "РИ": 0.7}, (12, 55), 0.55, True,
    ),
    Segment(
        "builders' market", RETAIL, 14, 1.3, ("-Строймаркет", " Стройдвор", "-Мастеровой"),
        {"РИ": 4, "КР": 5, "ЛК": 4, "ЭИ": 4, "СО": 1.5, "ХТ": 1}, (18, 70), 0.3, True,
    ),
    Segment(
        "car shop", RETAIL, 13, 0.8, ("-Авто", "-Автодеталь", " Автодвор"),
        {"АХ": 8, "РИ": 1.5, "ЭИ": 0.4}, (10, 40), 0.6, True,
    ),
    Segment(
        "wholesale base", WHOLESALE, 12, 2.4, ("-Опт", "-Снаб", " Торговый дом", "-Хозбаза"),
        {"БХ": 3, "ХТ": 4, "АХ": 2.5, "РИ": 2.5, "КР": 2, "СО": 2, "ЛК": 1.5, "ЭИ": 2.5}, (30, 110), 0.1, True,
    ),
    Segment(
        "sub-distributor", WHOLESALE, 5, 3.2, ("-Дистрибуция", "-Трейд"),
        {"АХ": 4, "БХ": 4, "ХТ": 2, "РИ": 1}, (30, 90), 0.0, True,
    ),
    Segment(
        "car service", WHOLESALE, 9, 0.5, (" Автосервис", "-Мотор", " Кузовной центр"),
        {"АХ": 7, "РИ": 2, "ЭИ": 1, "ХТ": 0.6}, (6, 25), 0.5, False,
    ),
    Segment(
        "housing company", WHOLESALE, 8, 0.7, (" Управляющая компания", "-Жилсервис", " Комбинат"),
        {"ХТ": 4, "БХ": 3, "РИ": 1.5, "ЛК": 2, "СО": 1, "КР": 1}, (8, 35), 0.0, False,
    ),
    Segment(
        "builder", WHOLESALE, 6, 1.0, ("-Строй", "-Монтаж", " СМУ"),
        {"КР": 4, "ЛК": 3, "ЭИ": 5, "РИ": 3, "ХТ": 1}, (8, 40), 0.1, False,
    ),
    Segment(
        "web shop", INTERNET, 7, 2.0, ("-Маркет", ".Онлайн", "-Доставка"),
        {"ЭИ": 6, "РИ": 4, "АХ": 3, "СО": 2, "ХТ": 2}, (20, 90), 0.4, True,
    ),
    Segment(
        "garden centre", RETAIL, 0, 0.9, (" Садовый центр", "-Дача", " Сад и усадьба"),
        {"СО": 8, "ХТ": 1, "КР": 0.5, "ЛК": 0.5}, (12, 30), 0.4, True,
    ),
)  # fmt: skip
"""Shares add up to 100; garden centres, which trade in season only, are drawn by their story."""

BY_KEY = {segment.key: segment for segment in SEGMENTS}
