"""Cell functions of the category: letter, «Почему», share of wallet (METHOD sections 3 and 4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from clientbase_xl.functions.model import OMITTED, Argument, CellFunction, Takes
from clientbase_xl.rules.category_by_cuts import category_letters, category_reasons
from clientbase_xl.rules.level_cuts import Floats, LevelCuts
from clientbase_xl.rules.share_of_wallet import known_potential, share_of_wallet
from clientbase_xl.settings import Settings

_TURNOVER_NOTE = "Оборот клиента за 12 месяцев за вычетом возвратов, ₽. Потенциал меньше оборота считается неизвестным."


def _cut(key: str, title: str, note: str, *, is_required: bool) -> Argument:
    return Argument(key, title, note, is_range=False, default=None if is_required else OMITTED, minimum=0)


_ARGUMENTS = (
    Argument("profit_rub", "Прибыльность", "Прибыльность клиента за 12 месяцев, ₽. Пусто — пустой ответ.", is_key=True),
    Argument(
        "potential_rub",
        "Потенциал",
        "Потенциал клиента, ₽ в год. Пусто или 0 — не известен: категория столбца «Высокий».",
        default=OMITTED,
        minimum=0,
    ),
    _cut("cut_profit_max", "Граница прибыли 1", "Прибыльность от этой суммы — Максимальная, ₽.", is_required=True),
    _cut("cut_profit_high", "Граница прибыли 2", "Прибыльность от этой суммы — Высокая, ₽.", is_required=True),
    _cut("cut_profit_mid", "Граница прибыли 3", "Прибыльность от этой суммы — Средняя, ₽.", is_required=True),
    _cut("cut_potential_max", "Граница потенциала 1", "Потенциал от этой суммы — Максимальный, ₽.", is_required=False),
    _cut("cut_potential_high", "Граница потенциала 2", "Потенциал от этой суммы — Высокий, ₽.", is_required=False),
    Argument(
        "is_profit_known",
        "Прибыль известна",
        "да — первое число прибыль; нет — оборот, потому что себестоимость неизвестна: тогда нет категории E.",
        Takes.FLAG,
        is_range=False,
        default=1.0,
    ),
    Argument("turnover_rub", "Оборот", _TURNOVER_NOTE, default=OMITTED),
)


def _cuts(values: Mapping[str, Any]) -> LevelCuts:
    profit = tuple(values[f"cut_profit_{level}"] for level in ("max", "high", "mid"))
    potential = tuple(_known(values[f"cut_potential_{level}"]) for level in ("max", "high"))
    return LevelCuts.of(profit, potential, is_profit_known=bool(values["is_profit_known"]))


def _known(cut: float) -> float | None:
    return cut if cut == cut else None


def _sums(values: Mapping[str, Any]) -> tuple[Floats, Floats, Floats]:
    return values["profit_rub"], values["potential_rub"], values["turnover_rub"]


def _letters(values: Mapping[str, Any], settings: Settings, _today: date) -> list[str | None]:
    profit, potential, turnover = _sums(values)
    return category_letters(profit, potential, turnover, _cuts(values), settings)


def _reasons(values: Mapping[str, Any], settings: Settings, _today: date) -> list[str | None]:
    profit, potential, turnover = _sums(values)
    return category_reasons(profit, potential, turnover, _cuts(values), settings)


def _share(values: Mapping[str, Any], _settings: Settings, _today: date) -> Any:
    turnover, potential = values["turnover_rub"], values["potential_rub"]
    return share_of_wallet(turnover, known_potential(turnover, potential))


CATEGORY_FUNCTIONS: tuple[CellFunction, ...] = (
    CellFunction(
        "CB_CATEGORY",
        "Категория клиента A–E по прибыльности и потенциалу с границами уровней, как на листе «Клиенты».",
        _ARGUMENTS,
        category_letters,
        _letters,
        "A–E",
    ),
    CellFunction(
        "CB_CATEGORY_REASON",
        "Почему такая категория: уровни прибыли и потенциала с границами, доля в закупках, правило компании.",
        _ARGUMENTS,
        category_reasons,
        _reasons,
        "текст",
    ),
    CellFunction(
        "CB_SHARE_OF_WALLET",
        "Доля в закупках клиента: оборот ÷ потенциал. Пусто, если потенциал не известен или меньше оборота.",
        (
            Argument("turnover_rub", "Оборот", "Оборот клиента за 12 месяцев, ₽.", is_key=True),
            Argument("potential_rub", "Потенциал", "Потенциал клиента, ₽ в год.", minimum=0, is_key=True),
        ),
        share_of_wallet,
        _share,
        "доля (1 = 100 %)",
        no_answer="",
    ),
)
