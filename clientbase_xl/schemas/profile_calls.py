"""Lists that potential makes: whom to ask about it, whom turnover undervalues, who is large without profit."""

from dataclasses import replace

from clientbase_xl.schemas.clients import LETTERS, POTENTIAL_SOURCES
from clientbase_xl.schemas.model import Column, Group, Kind, Sheet

BY_SURVEY, BY_CARD, BY_ORDERS_ONLY, ESTIMATED = POTENTIAL_SOURCES
ABC = ("A", "B", "C")

_CODE = Column("client_code", "Код", Kind.CODE, "Код клиента.", required=True, unique=True)
_NAME = Column("client_name", "Клиент", Kind.TEXT, "Наименование.")
_MANAGER = Column("manager", "Менеджер", Kind.TEXT, "Кто ведёт клиента.")
_TURNOVER = Column("turnover_12m_rub", "Оборот за 12 мес., ₽", Kind.MONEY, "За вычетом возвратов.", unit="₽")
_SOURCE = Column(
    "potential_source",
    "Откуда потенциал",
    Kind.CHOICE,
    "Опрос важнее карточки, карточка важнее числа заказов; оценка — по ответам других.",
    choices=POTENTIAL_SOURCES,
)
_MIN = Column("potential_min_rub", "Потенциал от, ₽ в год", Kind.MONEY, "Наименьший возможный.", unit="₽")
_LIKELY = Column("potential_rub", "Потенциал, ₽ в год", Kind.MONEY, "Вероятный; пусто — не известен.", unit="₽")
_MAX = Column(
    "potential_max_rub", "Потенциал до, ₽ в год", Kind.MONEY, "Пусто — неизвестно, насколько больше.", unit="₽"
)
_SHARE = Column("share_of_wallet", "Доля в закупках", Kind.SHARE, "Оборот ÷ потенциал.")
_UNTAPPED = Column("untapped_rub", "Не взято, ₽ в год", Kind.MONEY, "Потенциал минус оборот.", unit="₽")
_CATEGORY = Column("category", "Категория (расчётная)", Kind.LETTER, "По сегодняшним данным.", choices=LETTERS)
_APPROVED = Column(
    "category_approved", "Категория (утверждённая)", Kind.LETTER, "По ней строятся планы.", choices=LETTERS
)
_RANGE = Column("category_range", "Диапазон", Kind.TEXT, "Какой категория может оказаться после ответа.")
_ABC = Column("abc", "ABC по обороту", Kind.CHOICE, "80 / 95 % накопленного оборота.", choices=ABC)
_RANK = Column("rank", "Место", Kind.INTEGER, "По порядку.", required=True, minimum=1)
_REASON = Column("reason", "Почему", Kind.TEXT, "Числа, из которых это сложилось.", is_wrapped=True, required=True)


def _in_band(band: str, *columns: Column) -> tuple[Column, ...]:
    """Return the columns under one band."""
    return tuple(replace(column, band=band) for column in columns)


PROFILE_CALLS = Sheet(
    key="profile_calls",
    title="Кого спросить",
    grain="One client of the active base whose potential is not known exactly.",
    purpose="Кого первым спросить о закупках и какой вопрос задать; ответы — на лист «Профиль клиента».",
    group=Group.BASE,
    key_columns=("client_code",),
    frozen_columns=4,
    empty_text="Спрашивать некого: потенциал всех клиентов известен.",
    columns=(
        *_in_band(
            "Кого спросить",
            _RANK,
            Column("rank_manager", "Место у менеджера", Kind.INTEGER, "То же внутри менеджера.", minimum=1),
            _CODE,
            _NAME,
            _MANAGER,
            Column("phone", "Телефон", Kind.CODE, "Из карточки.", is_personal=True),
            Column("next_question", "Следующий вопрос", Kind.TEXT, "С него начать.", is_wrapped=True),
            Column(
                "worth_rub",
                "Цена ответа, ₽ в год",
                Kind.MONEY,
                "Насколько не известен потенциал: от наибольшего до наименьшего; не известен совсем — оборот.",
                unit="₽",
            ),
            _TURNOVER,
            _CATEGORY,
            _RANGE,
        ),
        *_in_band(
            "Что известно",
            _MIN,
            _LIKELY,
            _MAX,
            Column("count_answered", "Ответов из 9", Kind.INTEGER, "На сколько вопросов уже ответил.", minimum=0),
            Column("surveyed_on", "Последний опрос", Kind.DATE, "Пусто — не спрашивали."),
            _REASON,
        ),
    ),
)

UNDERVALUED = Sheet(
    key="undervalued",
    title="Недооценённые клиенты",
    grain="One client of ABC group B or C with high answered potential.",
    purpose="По обороту B или C, а закупает много: главный бюджет отдаёт другим.",
    group=Group.BASE,
    key_columns=("client_code",),
    frozen_columns=3,
    empty_text="Таких клиентов нет или потенциал ещё не спросили.",
    columns=(
        *_in_band(
            "Клиент",
            _RANK,
            _CODE,
            _NAME,
            _MANAGER,
            _UNTAPPED,
            _LIKELY,
            Column("potential_level", "Уровень потенциала", Kind.TEXT, "Максимальный или Высокий."),
            _SHARE,
            _TURNOVER,
            _ABC,
            _CATEGORY,
            _APPROVED,
        ),
        *_in_band(
            "Что ответил",
            Column("obstacle", "Что мешает", Kind.TEXT, "Ответ клиента."),
            Column("bought_elsewhere", "Что берут у других", Kind.TEXT, "Ответ клиента."),
            _SOURCE,
            _REASON,
        ),
    ),
)

LARGE_UNPROFITABLE = Sheet(
    key="large_unprofitable",
    title="Крупные, но невыгодные",
    grain="One client of ABC group A with category D or E.",
    purpose="По обороту A, а по прибыли и потенциалу D или E.",
    group=Group.BASE,
    key_columns=("client_code",),
    frozen_columns=3,
    empty_text="Таких клиентов нет.",
    columns=(
        _RANK,
        _CODE,
        _NAME,
        _MANAGER,
        _TURNOVER,
        Column(
            "profitability_12m_rub",
            "Прибыльность за 12 мес., ₽",
            Kind.MONEY,
            "Валовая прибыль минус расходы на обслуживание.",
            unit="₽",
        ),
        Column("margin", "Прибыльность к обороту", Kind.SHARE, "Прибыльность ÷ оборот."),
        _ABC,
        _CATEGORY,
        _APPROVED,
        _LIKELY,
        Column("distance", "До следующей категории", Kind.TEXT, "Чего не хватает.", is_wrapped=True),
        _REASON,
    ),
)

POTENTIALS = Sheet(
    key="potentials",
    title="Потенциал",
    grain="One client of the facts or of the cards.",
    purpose="Потенциал каждого клиента: откуда, от и до, доля в закупках.",
    is_shown=False,
    key_columns=("client_code",),
    columns=(
        _CODE,
        _SOURCE,
        _MIN,
        _LIKELY,
        _MAX,
        _SHARE,
        _UNTAPPED,
        Column("worth_rub", "Цена ответа", Kind.MONEY, "Наибольший − наименьший; не известен — оборот.", unit="₽"),
        Column("next_question", "Следующий вопрос", Kind.TEXT, "Пусто — спрошено всё."),
        Column("count_answered", "Ответов", Kind.INTEGER, "Из девяти.", minimum=0),
        Column("surveyed_on", "Последний опрос", Kind.DATE, "Пусто — не спрашивали."),
        Column("contradiction", "Противоречие", Kind.TEXT, "Что в ответах не сходится."),
        Column("low_80_rub", "Промежуток 80 % от", Kind.MONEY, "У оценки: ниже один клиент из десяти.", unit="₽"),
        Column("obstacle", "Что мешает", Kind.TEXT, "Последний ответ."),
        Column("bought_elsewhere", "Что берут у других", Kind.TEXT, "Последний ответ."),
        Column("other_suppliers", "У кого берут", Kind.TEXT, "Последний ответ."),
        Column("purchase_plan", "План закупок", Kind.TEXT, "Последний ответ."),
        Column("plan_change", "План: на сколько", Kind.SHARE, "Последний ответ; без знака."),
        Column("reason", "Почему", Kind.TEXT, "Числа, из которых сложился потенциал.", required=True),
    ),
)
