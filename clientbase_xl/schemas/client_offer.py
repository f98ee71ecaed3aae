"""«Предложение клиенту» and its page for the client: what to offer one chosen client, and how much of it."""

from clientbase_xl.schemas.model import Column, Group, Kind, Sheet

BUYS, PEERS_BUY, NOT_OFFERED = "берёт", "берут похожие", "не предлагаем"
OFFER_KINDS = (BUYS, PEERS_BUY, NOT_OFFERED)
SELL_OUT, SHIPMENTS, PEERS, NO_DEMAND = "продажи клиента", "наши отгрузки", "как у похожих", "нет данных"
DEMAND_SOURCES = (SELL_OUT, SHIPMENTS, PEERS, NO_DEMAND)
MOST_LINES = 40
"""Lines that the sheet has room for: settings cannot ask for more."""
PAGE_LINES = 34
"""Lines that the page for the client has room for on one A4 page."""
MIN_WEEKS = 8
"""Fewer weeks of sell-out give no spread (METHOD section 12)."""

_WHAT, _DEMAND, _HAS, _ORDER = "Что и почему", "Спрос", "У клиента", "Заказ"
_FASTER, _MIND = "Если возить быстрее", "Внимание"

CLIENT_OFFER = Sheet(
    key="client_offer",
    title="Предложение клиенту",
    grain="One article offered, or named as not offered, to one chosen client.",
    purpose="Что предложить выбранному клиенту и сколько: быстро оборачиваемый товар и заказ без затоваривания.",
    group=Group.WORK,
    key_columns=("rank",),
    frozen_columns=3,
    empty_text="Клиент не выбран.",
    columns=(
        Column("rank", "№", Kind.INTEGER, "Порядок.", required=True, minimum=1, band=_WHAT),
        Column("sku", "SKU", Kind.CODE, "Артикул.", required=True, band=_WHAT),
        Column("product_name", "Товар", Kind.TEXT, "Название из продаж.", band=_WHAT),
        Column("kind", "Предлагаем", Kind.CHOICE, "Берёт сам или похожие клиенты.", choices=OFFER_KINDS, band=_WHAT),
        Column("why", "Почему", Kind.TEXT, "Числа, из которых это следует.", band=_WHAT, is_wrapped=True),
        Column("demand_day", "Спрос в день", Kind.NUMBER, "Единиц в день.", minimum=0, band=_DEMAND),
        Column("demand_source", "Откуда спрос", Kind.CHOICE, "Чьи продажи.", choices=DEMAND_SOURCES, band=_DEMAND),
        Column(
            "sigma_day",
            "Разброс в день",
            Kind.NUMBER,
            f"Станд. отклонение по неделям ÷ √7; пусто — меньше {MIN_WEEKS} недель.",
            minimum=0,
            band=_DEMAND,
        ),
        Column("stock_units", "Остаток", Kind.NUMBER, "По листу «Запасы клиента».", minimum=0, band=_HAS),
        Column("in_transit_units", "В пути", Kind.NUMBER, "Уже едет к клиенту.", minimum=0, band=_HAS),
        Column("cover_days", "Хватает на, дн.", Kind.NUMBER, "(Остаток + в пути) ÷ спрос.", minimum=0, band=_HAS),
        Column("lead_days", "Срок, дн.", Kind.NUMBER, "Срок поставки L.", minimum=0, band=_ORDER),
        Column("safety_units", "Страховой запас", Kind.NUMBER, "z·√((L+R)·σ² + d²·σL²).", minimum=0, band=_ORDER),
        Column("need_units", "Нужно", Kind.NUMBER, "d·(L+R) + запас − остаток − в пути.", band=_ORDER),
        Column("pack_units", "Упаковка", Kind.NUMBER, "Единиц в упаковке.", minimum=0, band=_ORDER),
        Column("order_units", "Заказ, ед.", Kind.NUMBER, "«Нужно» вверх до упаковки.", minimum=0, band=_ORDER),
        Column("price_rub", "Цена, ₽", Kind.MONEY, "Последней отгрузки; у нового — средняя.", unit="₽", band=_ORDER),
        Column("amount_rub", "Сумма, ₽", Kind.MONEY, "Заказ × цена.", unit="₽", band=_ORDER),
        Column(
            "short_order_units", "Заказ тогда, ед.", Kind.NUMBER, "Заказ при коротком сроке.", minimum=0, band=_FASTER
        ),
        Column(
            "saved_units",
            "Меньше запаса, ед.",
            Kind.NUMBER,
            "На столько меньше запас клиента: d·ΔL и страховой.",
            minimum=0,
            band=_FASTER,
        ),
        Column("saved_rub", "Меньше запаса, ₽", Kind.MONEY, "То же × цена.", unit="₽", band=_FASTER),
        Column("note", "На что смотреть", Kind.TEXT, "Затоваривание, нет данных, старый остаток.", band=_MIND),
    ),
)

OFFER_PAGE = Sheet(
    key="offer_page",
    title="Предложение (печать)",
    grain="One article that the chosen client is advised to order.",
    purpose="Страница для клиента: только то, что ему можно показать.",
    group=Group.WORK,
    key_columns=("rank",),
    is_landscape=False,
    empty_text="Заказывать нечего.",
    columns=(
        Column("rank", "№", Kind.INTEGER, "Порядок.", required=True, minimum=1),
        Column("sku", "Артикул", Kind.CODE, "Артикул.", required=True),
        Column("product_name", "Товар", Kind.TEXT, "Название."),
        Column("pack_units", "В упаковке", Kind.NUMBER, "Единиц в упаковке.", minimum=0),
        Column("order_units", "Заказ, ед.", Kind.NUMBER, "Рекомендуемый заказ.", minimum=0),
        Column("price_rub", "Цена, ₽", Kind.MONEY, "За единицу.", unit="₽"),
        Column("amount_rub", "Сумма, ₽", Kind.MONEY, "Заказ × цена.", unit="₽"),
    ),
)

OFFER_LINES = Sheet(
    key="offer_lines",
    title="Строки предложений",
    grain="One article for one client, in the order of his offer.",
    purpose="По этой таблице «Предложение клиенту» находит товары выбранного клиента.",
    is_shown=False,
    key_columns=("line_key",),
    columns=(
        Column("line_key", "Ключ", Kind.CODE, "Код клиента, черта, номер строки.", required=True, unique=True),
        Column("client_code", "Код", Kind.CODE, "Код клиента.", required=True),
        Column("rank", "№", Kind.INTEGER, "Порядок у клиента.", required=True, minimum=1),
        Column("sku", "SKU", Kind.CODE, "Артикул.", required=True),
        Column("product_name", "Товар", Kind.TEXT, "Название из продаж."),
        Column("kind", "Предлагаем", Kind.CHOICE, "Берёт сам или похожие.", required=True, choices=OFFER_KINDS),
        Column("why", "Почему", Kind.TEXT, "Числа, из которых это следует.", required=True),
        Column("demand_day", "Спрос в день", Kind.NUMBER, "По нашим отгрузкам или как у похожих.", minimum=0),
        Column("sigma_day", "Разброс в день", Kind.NUMBER, "Пусто — недель мало.", minimum=0),
        Column("demand_source", "Откуда спрос", Kind.CHOICE, "Чьи продажи.", choices=DEMAND_SOURCES),
        Column("price_rub", "Цена, ₽", Kind.MONEY, "Последней отгрузки; у нового — средняя.", unit="₽"),
        Column("pack_units", "Упаковка", Kind.QUANTITY, "Из «Справочников», иначе 1.", minimum=0),
    ),
)
