"""Rules that answer for one cell or one row: what the cell functions call beside the rules of tables."""

from __future__ import annotations

from clientbase_xl.rules.category_by_cuts import category_letters
from clientbase_xl.rules.completeness import completeness
from clientbase_xl.rules.discount_breakeven import discount_breakeven
from clientbase_xl.rules.order_quantity import order_quantity
from clientbase_xl.rules.reactivation_status import reactivation_status
from clientbase_xl.rules.rule import GRID_SETTINGS, Rule
from clientbase_xl.rules.safety_stock import safety_stock
from clientbase_xl.rules.selling_share import selling_share
from clientbase_xl.rules.share_of_wallet import share_of_wallet
from clientbase_xl.rules.target_volume import target_volume

CELL_RULES: tuple[Rule, ...] = (
    Rule(
        "category_by_cuts",
        "Категория по границам",
        "Категория одной прибыли и одного потенциала по готовым границам уровней: «что, если».",
        "METHOD 3 [K]",
        (*GRID_SETTINGS, "category.keep_share_of_wallet"),
        category_letters,
    ),
    Rule(
        "share_of_wallet",
        "Доля в закупках",
        "Оборот ÷ потенциал; потенциал меньше оборота считается неизвестным.",
        "METHOD 4 [S]",
        (),
        share_of_wallet,
    ),
    Rule(
        "reactivation_status",
        "Звонить ли сейчас",
        "Стоит ли клиент в списке реактивации, ещё рано или уже поздно.",
        "METHOD 8 [S, B]",
        (
            "reactivation.silent_from_days",
            "reactivation.silent_to_days",
            "reactivation.min_rhythm_factor",
            "reactivation.in_rhythm_factor",
        ),
        reactivation_status,
    ),
    Rule(
        "target_volume",
        "Целевой объём",
        "Сколько закупать клиенту, который сокращает закупки: докризисный объём, его продажи или безопасный минимум.",
        "METHOD 11 [P]",
        (),
        target_volume,
    ),
    Rule(
        "safety_stock",
        "Страховой запас",
        "Сколько держать сверх ожидаемых продаж при их разбросе и разбросе срока поставки.",
        "METHOD 12 [P]",
        (),
        safety_stock,
    ),
    Rule(
        "order_quantity",
        "Оптимальный заказ",
        "Продажи до следующей поставки и страховой запас минус остаток и путь, целыми упаковками.",
        "METHOD 12 [P]",
        (),
        order_quantity,
    ),
    Rule(
        "discount_breakeven",
        "Окупаемость скидки",
        "Рост объёма, при котором валовая прибыль не уменьшится: скидка ÷ (маржа − скидка).",
        "METHOD 14 [P]",
        (),
        discount_breakeven,
    ),
    Rule(
        "selling_share",
        "Время на продажи",
        "Минуты продаж ÷ все минуты хронометража.",
        "METHOD 16 [S, B]",
        (),
        selling_share,
    ),
    Rule(
        "completeness",
        "Заполненность",
        "Заполнено ÷ обязательно: 8 результатов потенциального клиента или поля карточки.",
        "METHOD 1, 6, 7 [K]",
        (),
        completeness,
    ),
)
