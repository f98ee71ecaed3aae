"""The computed category of each client: what `compute categories` gives."""

from clientbase_xl.schemas.clients import LETTERS
from clientbase_xl.schemas.model import Column, Kind, Sheet

CATEGORIES = Sheet(
    key="categories",
    title="Категории",
    grain="One client of the active base.",
    purpose="Категория A–E с причиной и расстоянием до следующей.",
    is_shown=False,
    key_columns=("client_code",),
    columns=(
        Column("client_code", "Код", Kind.CODE, "Код клиента.", required=True, unique=True),
        Column("category", "Категория (расчётная)", Kind.LETTER, "A–E.", choices=LETTERS, required=True),
        Column("category_range", "Диапазон", Kind.TEXT, "«B–D», пока потенциал не точен; иначе пусто."),
        Column("category_approved", "Категория (утверждённая)", Kind.LETTER, "A–E.", choices=LETTERS),
        Column("gross_profit_12m_rub", "Валовая прибыль за 12 мес.", Kind.MONEY, "Пусто: неизвестна.", unit="₽"),
        Column("potential_rub", "Потенциал, ₽ в год", Kind.MONEY, "Вероятное значение.", unit="₽"),
        Column("reason", "Почему", Kind.TEXT, "Числа, из которых сложилась категория.", required=True),
        Column("distance", "До следующей категории", Kind.TEXT, "Чего не хватает."),
        Column("profit_level", "Уровень прибыли", Kind.TEXT, "Максимальная … Отрицательная.", required=True),
        Column("potential_level", "Уровень потенциала", Kind.TEXT, "Пусто: не известен."),
        Column("profitability_12m_rub", "Прибыльность за 12 мес.", Kind.MONEY, "Прибыль минус расходы.", unit="₽"),
        Column("flags", "Отметки", Kind.TEXT, "Через точку с запятой."),
    ),
)

STATUS = Sheet(
    key="statuses",
    title="Статусы",
    grain="One client of the facts or of the cards.",
    purpose="Статус клиента с причиной.",
    is_shown=False,
    key_columns=("client_code",),
    columns=(
        Column("client_code", "Код", Kind.CODE, "Код клиента.", required=True, unique=True),
        Column("status", "Статус", Kind.TEXT, "Один из статусов.", required=True),
        Column("is_active_base", "Активная база", Kind.FLAG, "Не архив, не прекращена, покупка за 12 месяцев."),
        Column("status_reason", "Почему такой статус", Kind.TEXT, "Числа статуса.", required=True),
    ),
)
