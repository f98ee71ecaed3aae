"""Rules that say what to offer a client and how much of it."""

from __future__ import annotations

from clientbase_xl.rules.client_offer import client_offer
from clientbase_xl.rules.client_stock import client_stock
from clientbase_xl.rules.liquid_assortment import liquid_assortment
from clientbase_xl.rules.offer_lines import offer_lines
from clientbase_xl.rules.offer_page import offer_page
from clientbase_xl.rules.offered_first import offered_first
from clientbase_xl.rules.pack_sizes import pack_sizes
from clientbase_xl.rules.rule import Rule
from clientbase_xl.rules.similar_skus import similar_skus
from clientbase_xl.rules.weekly_demand import shipment_demand

OFFER_RULES: tuple[Rule, ...] = (
    Rule(
        "liquid_assortment",
        "Ликвидный ассортимент",
        "SKU, которые купили не меньше 5 клиентов за 3 месяца и снова берут не меньше половины покупателей.",
        "METHOD 12 [P]",
        ("offers.liquid_buyers", "offers.liquid_share"),
        liquid_assortment,
    ),
    Rule(
        "similar_skus",
        "Что берут похожие клиенты",
        "SKU, которые снова берут 30 % клиентов того же канала и категории, а этот не брал 12 месяцев.",
        "METHOD 12 [P]",
        ("offers.peer_share", "offers.min_peers", "offers.count_peers"),
        similar_skus,
    ),
    Rule(
        "shipment_demand",
        "Спрос по отгрузкам",
        "Единиц в день и разброс по неделям наших отгрузок; меньше 8 недель — разброса нет.",
        "METHOD 12 [P]",
        ("offers.demand_weeks",),
        shipment_demand,
    ),
    Rule(
        "offer_lines",
        "Строки предложений",
        "Сначала ликвидное, что клиент берёт, потом что берут похожие, потом что не предлагаем и почему.",
        "METHOD 12 [P]",
        ("offers.count_own", "offers.count_illiquid", "offers.count_clients"),
        offer_lines,
        "offer_lines",
    ),
    Rule(
        "client_stock",
        "Запасы клиента",
        "Считается последний остаток клиента по SKU; будущие, отрицательные и безымянные — нет.",
        "METHOD 12 [P]",
        (),
        client_stock,
        "client_stock",
    ),
    Rule(
        "client_offer",
        "Предложение клиенту",
        "Заказ по каждому SKU со всеми числами, что даст короткий срок поставки, где клиент затоварен.",
        "METHOD 12 [P, B]",
        (
            "offers.review_days",
            "offers.service_level",
            "offers.lead_days",
            "offers.short_lead_days",
            "offers.fresh_days",
            "offers.overstock_days",
        ),
        client_offer,
    ),
    Rule(
        "pack_sizes",
        "Упаковки",
        "Единиц в упаковке по листу «Справочники», без них 1.",
        "METHOD 12",
        (),
        pack_sizes,
    ),
    Rule(
        "offer_page",
        "Страница для клиента",
        "Только то, что заказать, и ничего внутреннего.",
        "METHOD 12 [P]",
        (),
        offer_page,
    ),
    Rule(
        "offered_first",
        "Чьё предложение показать первым",
        "Клиента, о запасах которого известно больше всего.",
        "METHOD 12",
        (),
        offered_first,
    ),
)
