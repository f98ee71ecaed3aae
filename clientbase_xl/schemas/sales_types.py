"""«Тип продаж» and «Роли по типам продаж»: what a line of products is, and how it is therefore sold."""

from typing import get_args

from clientbase_xl.schemas.model import ChangeClass, Column, Group, Kind, Mode, Sheet
from clientbase_xl.settings import SalesType

SALES_TYPES: tuple[str, ...] = get_args(SalesType)
TRANSACTIONAL, MIXED, CONSULTATIVE, CONSULTATIVE_STRATEGIC, STRATEGIC = SALES_TYPES
LINES_LIST = "product_lines"
"""The list of «Справочники» that maps a product category (value) to a line (note)."""
NO_LINE = "без категории"
PRICES = LOW_PRICE, MID_PRICE, HIGH_PRICE, TOP_PRICE = ("низкая", "средняя", "высокая", "очень высокая")
COMPLEXITIES = LOW_COMPLEXITY, MID_COMPLEXITY, HIGH_COMPLEXITY, TOP_COMPLEXITY = (
    "низкая",
    "средняя",
    "высокая",
    "максимальная",
)
MARKETS = MASS, THOUSANDS, HUNDREDS, TENS = ("больше 10 000", "1 000–10 000", "100–999", "меньше 100")
PERIODS = MONTHLY, TWO_MONTHS, RARER, ONCE = ("до 1 месяца", "до 2 месяцев", "реже 2 месяцев", "один раз")
UNCLEAR, UNKNOWN = "смешанный, уточните", "нет данных"

_WHAT, _TYPE, _SO, _NOW = "Что продаём", "Тип", "Что из этого следует", "За 12 мес."


def _typed(key: str, title: str, note: str, choices: tuple[str, ...], band: str = _WHAT) -> Column:
    return Column(
        key,
        title,
        Kind.CHOICE,
        note,
        Mode.TYPED,
        choices=choices,
        band=band,
        is_wrapped=choices == SALES_TYPES,
        change_class=ChangeClass.HEAD,
    )


SALES_LINES_TYPES = Sheet(
    key="sales_types",
    title="Тип продаж",
    grain="One line of products: a product category, or several that «Справочники» put together.",
    purpose="Четыре ответа о линейке решают, какие это продажи: отсюда структура, роли и кто звонит отпавшему.",
    group=Group.TEAM,
    key_columns=("line",),
    frozen_columns=1,
    is_stored=True,
    empty_text="Линеек пока нет: они приходят с категориями товара в продажах.",
    columns=(
        Column(
            "line", "Линейка", Kind.TEXT, "Категория товара; соединить их — «Справочники».", required=True, band=_WHAT
        ),
        _typed("price_level", "Цена", "Относительно закупок клиента.", PRICES),
        _typed("complexity", "Сложность", "Товара и его выбора.", COMPLEXITIES),
        _typed("market_size", "Клиентов на рынке", "Всех, кому это можно продать.", MARKETS),
        _typed("purchase_period", "Покупают", "Как часто покупает один клиент.", PERIODS),
        Column("sales_type", "Тип по ответам", Kind.TEXT, "Больше всего баллов; поровну — сложнее.", band=_TYPE),
        Column("mismatches", "Что не сходится", Kind.TEXT, "Ответы не из этого типа.", is_wrapped=True, band=_TYPE),
        _typed(
            "type_decided", "Решение о типе", "Ваш тип вместо вычисленного; пусто — по ответам.", SALES_TYPES, _TYPE
        ),
        Column("type_in_force", "Тип в силе", Kind.TEXT, "Решение; тип по ответам; настройка.", band=_TYPE),
        Column("structure", "Структура", Kind.TEXT, "Кто за кем ведёт сделку.", is_wrapped=True, band=_SO),
        Column("retention_basis", "На чём держится клиент", Kind.TEXT, "От типа.", is_wrapped=True, band=_SO),
        Column("who_calls", "Кто звонит отпавшему", Kind.TEXT, "Для листа «Реактивация».", band=_SO),
        Column("count_clients", "Клиентов", Kind.INTEGER, "Купили линейку.", minimum=0, band=_NOW),
        Column("count_main", "Главная у", Kind.INTEGER, "У скольких она даёт больше всего оборота.", band=_NOW),
        Column("turnover_12m_rub", "Оборот за 12 мес., ₽", Kind.MONEY, "За вычетом возвратов.", unit="₽", band=_NOW),
        Column("turnover_share", "Доля оборота", Kind.SHARE, "Оборот линейки ÷ оборот всех.", band=_NOW),
        Column("between_days", "Раз в, дн.", Kind.INTEGER, "В среднем между покупками линейки.", unit="дн.", band=_NOW),
        Column("reason", "Почему", Kind.TEXT, "Ответы и числа.", is_wrapped=True, band=_NOW),
    ),
)

SALES_ROLES = Sheet(
    key="sales_roles",
    title="Роли по типам продаж",
    grain="One role in one type of sales.",
    purpose="Кто нужен в каждом типе продаж, что делает и кому передаёт клиента.",
    group=Group.TEAM,
    key_columns=("sales_type", "role"),
    frozen_columns=2,
    columns=(
        Column(
            "sales_type",
            "Тип продаж",
            Kind.CHOICE,
            "Из пяти типов.",
            required=True,
            choices=SALES_TYPES,
            is_wrapped=True,
        ),
        Column("role", "Роль", Kind.TEXT, "Сокращения — на листе «Справочники».", required=True),
        Column("tasks", "Задачи", Kind.TEXT, "Что делает.", required=True),
        Column("hand_over", "Передача", Kind.TEXT, "Когда и кому передаёт клиента."),
        Column("lines", "Наши линейки", Kind.TEXT, "Линейки этого типа с листа «Тип продаж»."),
    ),
)
