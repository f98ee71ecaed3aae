"""Cell functions of target volume, order and discount (METHOD sections 11, 12 and 14)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np

from clientbase_xl.functions.model import OMITTED, Argument, CellFunction, Takes
from clientbase_xl.rules.discount_breakeven import discount_breakeven, margin_of_markup
from clientbase_xl.rules.order_quantity import order_quantity
from clientbase_xl.rules.safety_stock import safety_stock
from clientbase_xl.rules.target_volume import target_volume
from clientbase_xl.settings import Settings

_DAYS_MAX = 3_650


def _optional(key: str, title: str, note: str) -> Argument:
    return Argument(key, title, note, default=OMITTED, minimum=0)


_STOCK_ARGUMENTS = (
    Argument("demand_per_day", "Продажи в день", "Продажи клиента в день, ед.", minimum=0, is_key=True),
    Argument("lead_days", "Срок поставки", "Дней от заказа до поставки.", minimum=0, maximum=_DAYS_MAX),
    Argument(
        "demand_sigma",
        "Разброс продаж",
        "Стандартное отклонение продаж в день, ед., по неделям. Пусто — меньше 8 недель, запас не посчитать.",
        default=OMITTED,
        minimum=0,
    ),
    Argument(
        "review_days",
        "Период заказа",
        "Дней между заказами; пусто — из «Настроек», 0 — точка заказа.",
        default=OMITTED,
        minimum=0,
        maximum=_DAYS_MAX,
    ),
    Argument(
        "service_level",
        "Уровень сервиса",
        "Вероятность, что товара хватит: 0,95 или 95 %; пусто — из «Настроек».",
        default=OMITTED,
        minimum=0.5,
        maximum=0.9999,
    ),
    Argument(
        "lead_sigma_days",
        "Разброс срока поставки",
        "Стандартное отклонение срока поставки, дн.; обычно 0.",
        default=0.0,
        minimum=0,
        maximum=_DAYS_MAX,
    ),
)
_SPREAD = ("demand_per_day", "lead_days", "demand_sigma", "review_days", "service_level", "lead_sigma_days")


def _target(values: Mapping[str, Any], _settings: Settings, _today: date) -> Any:
    sums = ("baseline_rub", "sell_out_units", "price_rub", "prepaid_rub", "free_limit_rub")
    return target_volume(values["reason"], *(values[key] for key in sums))


def _spread(values: Mapping[str, Any], settings: Settings) -> list[Any]:
    """Return what both functions of stock take; what was not given is the company's own setting."""
    ours = {"review_days": settings.offers.review_days, "service_level": settings.offers.service_level}
    return [np.where(np.isnan(values[key]), ours[key], values[key]) if key in ours else values[key] for key in _SPREAD]


def _safety(values: Mapping[str, Any], settings: Settings, _today: date) -> Any:
    return safety_stock(*_spread(values, settings))


def _order(values: Mapping[str, Any], settings: Settings, _today: date) -> Any:
    rest = ("stock_units", "in_transit_units", "pack_units")
    return order_quantity(*_spread(values, settings), *(values[key] for key in rest))


def _breakeven(values: Mapping[str, Any], _settings: Settings, _today: date) -> list[float | str]:
    typed = values["margin"]
    margin = np.where(values["is_markup"] == 1, margin_of_markup(typed), typed)
    is_impossible = margin > 1
    found = discount_breakeven(np.where(is_impossible, np.nan, margin), values["discount"])
    refusal = "«Маржа»: больше 100 %, это наценка?"
    return [refusal if wrong else value for value, wrong in zip(found, is_impossible.tolist(), strict=True)]


OFFER_FUNCTIONS: tuple[CellFunction, ...] = (
    CellFunction(
        "CB_TARGET_VOLUME",
        "Целевой объём клиента, который сокращает закупки, ₽ в месяц: по причине 1–4. Причина 4 — числа нет.",
        (
            Argument(
                "reason",
                "Причина",
                "1 ожидает падения спроса, 2 продажи уже упали, 3 стал неплатёжеспособен, 4 другое.",
                minimum=1,
                maximum=4,
                is_key=True,
            ),
            _optional("baseline_rub", "Докризисный объём", "Закупки до кризиса, ₽ в месяц: для причины 1."),
            _optional("sell_out_units", "Продажи клиента", "Сколько нашего товара клиент продаёт, ед. в месяц: для 2."),
            _optional("price_rub", "Наша цена", "Цена единицы, ₽: для причины 2."),
            _optional("prepaid_rub", "Предоплата", "Предоплата клиента, ₽: для причины 3."),
            Argument(
                "free_limit_rub",
                "Свободный лимит",
                "Кредитный лимит минус долг, ₽: для причины 3; меньше 0 — лимита нет.",
                default=OMITTED,
            ),
        ),
        target_volume,
        _target,
        "₽ в месяц",
    ),
    CellFunction(
        "CB_ORDER_QTY",
        "Оптимальный размер заказа клиента, ед.: продажи до следующей поставки и страховой запас минус остаток и путь.",
        (
            *_STOCK_ARGUMENTS,
            _optional("stock_units", "Остаток", "Остаток у клиента, ед.; пусто — 0."),
            _optional("in_transit_units", "В пути", "Уже едет к клиенту, ед.; пусто — 0."),
            Argument(
                "pack_units",
                "Упаковка",
                "Единиц в упаковке: заказ округляется вверх; обычно 1.",
                default=1.0,
                minimum=0.001,
            ),
        ),
        order_quantity,
        _order,
        "ед.",
    ),
    CellFunction(
        "CB_SAFETY_STOCK",
        "Страховой запас клиента, ед.: сколько держать сверх ожидаемых продаж, чтобы товара хватило.",
        _STOCK_ARGUMENTS,
        safety_stock,
        _safety,
        "ед.",
    ),
    CellFunction(
        "CB_DISCOUNT_BREAKEVEN",
        "Насколько должен вырасти объём, чтобы скидка окупилась: скидка ÷ (маржа − скидка), или «никогда».",
        (
            Argument(
                "margin",
                "Маржа",
                "Доля прибыли в цене: 0,3 или 30 %; либо наценка.",
                minimum=-1,
                maximum=100,
                is_key=True,
            ),
            Argument("discount", "Скидка", "Доля цены: 0,1 или 10 %.", minimum=0, maximum=1, is_key=True),
            Argument("is_markup", "Это наценка", "да — первое число наценка; обычно нет.", Takes.FLAG, default=0.0),
        ),
        discount_breakeven,
        _breakeven,
        "доля (1 = 100 %)",
    ),
)
