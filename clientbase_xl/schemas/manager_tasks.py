"""«Пять задач КМ» and «Опрос NPS»: what a client manager does for each client, and where it fails (METHOD 17)."""

from clientbase_xl.schemas.clients import LETTERS
from clientbase_xl.schemas.model import ROW_ID, Column, Group, Kind, Mode, Sheet
from clientbase_xl.schemas.row_id import CLIENT_NAME_COLUMN, ROW_ID_COLUMN, client_code_column
from clientbase_xl.schemas.sales_types import SALES_TYPES

NPS_MIN, NPS_MAX = 0, 10
PASSIVE_FROM, PROMOTER_FROM = 7, 9
"""Scores of neutral and of promoting clients begin here; below are the detractors."""
DIRECTIONS = RISES, SAME, FALLS, FULL, UNKNOWN = ("растёт", "без изменений", "падает", "весь бюджет наш", "нет данных")
TASK_NAMES = REPEAT, AVERAGE, FREQUENCY, ASSORTMENT, LOYALTY = (
    "повторные продажи",
    "средняя сумма сделки",
    "частота заказов",
    "развитие ассортимента",
    "лояльность",
)
"""The five tasks of a client manager (METHOD section 17), in its order."""
ASK_NPS, NOTHING_FALLS = "спросить о лояльности", "ничего не падает"
WEAKEST = (*TASK_NAMES, ASK_NPS, NOTHING_FALLS, UNKNOWN)
STRATEGIES = DEVELOP, RETAIN, SAVE_EFFORT = ("развитие", "удержание", "экономия сил")

NPS_ANSWERS = Sheet(
    key="nps_answers",
    title="Опрос NPS",
    grain="One answer of one client on one day.",
    purpose="«С какой вероятностью порекомендуете нас?» от 0 до 10. Новый ответ — новая строка: история остаётся.",
    group=Group.WORK,
    key_columns=(ROW_ID,),
    frozen_columns=4,
    is_stored=True,
    is_landscape=False,
    empty_text="Ответов пока нет: впишите их в строки ниже.",
    columns=(
        ROW_ID_COLUMN,
        Column("asked_on", "Дата", Kind.DATE, "Когда спросили.", Mode.TYPED, required=True),
        client_code_column("Код из листа «Клиенты».", required=True),
        CLIENT_NAME_COLUMN,
        Column(
            "score",
            "Оценка",
            Kind.INTEGER,
            "От 0 до 10: 9–10 — промоутер, 0–6 — критик.",
            Mode.TYPED,
            required=True,
            minimum=NPS_MIN,
            maximum=NPS_MAX,
        ),
        Column("manager", "Кто спросил", Kind.CHOICE, "Менеджер.", Mode.TYPED, list_key="managers"),
        Column(
            "comment",
            "Что сказал",
            Kind.TEXT,
            "Почему такая оценка.",
            Mode.TYPED,
            is_wrapped=True,
            may_name_people=True,
        ),
    ),
)

_CLIENT, _SO = "Клиент", "Что делать"


def _task(number: int, name: str, key: str, now: Column, before: Column) -> tuple[Column, ...]:
    band = f"{number}. {name[0].upper()}{name[1:]}"
    direction = Column(
        f"{key}_direction", f"{number}: куда", Kind.CHOICE, "К предыдущим 12 мес.", choices=DIRECTIONS, band=band
    )
    cells = (now, before)
    return (*(_banded(one, band) for one in cells), direction)


def _banded(column: Column, band: str) -> Column:
    return Column(column.key, column.title, column.kind, column.note, unit=column.unit, band=band)


_BEFORE = "За 12 мес. до того."

MANAGER_TASKS = Sheet(
    key="manager_tasks",
    title="Пять задач КМ",
    grain="One client of the active base.",
    purpose="Что растёт и что падает у клиента по пяти задачам клиентского менеджера; самая слабая и что делать.",
    group=Group.WORK,
    key_columns=("client_code",),
    frozen_columns=2,
    empty_text="Активных клиентов пока нет: загрузите продажи командой import.",
    columns=(
        Column("client_code", "Код", Kind.CODE, "Код клиента.", required=True, unique=True, band=_CLIENT),
        Column("client_name", "Клиент", Kind.TEXT, "Наименование.", band=_CLIENT),
        Column("manager", "Менеджер", Kind.CHOICE, "По карточке.", list_key="managers", band=_CLIENT),
        Column("category_approved", "Категория", Kind.LETTER, "Утверждённая.", choices=LETTERS, band=_CLIENT),
        Column(
            "weakest",
            "Самая слабая задача",
            Kind.CHOICE,
            "Критик, затем самое большое падение.",
            choices=WEAKEST,
            band=_SO,
        ),
        Column("advice", "Что делать", Kind.TEXT, "По самой слабой задаче.", is_wrapped=True, band=_SO),
        Column("strategy", "Стратегия", Kind.CHOICE, "Предложение, наше правило.", choices=STRATEGIES, band=_SO),
        Column("strategy_ground", "Основание", Kind.TEXT, "Из чего стратегия.", is_wrapped=True, band=_SO),
        Column("turnover_12m_rub", "Оборот за 12 мес., ₽", Kind.MONEY, "За вычетом возвратов.", unit="₽", band=_SO),
        Column("untapped_rub", "Не взято, ₽", Kind.MONEY, "Потенциал − оборот.", unit="₽", minimum=0, band=_SO),
        *_task(
            1,
            REPEAT,
            "repeat",
            Column("repeat_rub", "Повторные, ₽", Kind.MONEY, "Оборот без первой покупки клиента.", unit="₽"),
            Column("repeat_before_rub", "Повторные раньше, ₽", Kind.MONEY, _BEFORE, unit="₽"),
        ),
        *_task(
            2,
            AVERAGE,
            "average",
            Column("average_rub", "Средняя сделка, ₽", Kind.MONEY, "Оборот ÷ покупки.", unit="₽"),
            Column("average_before_rub", "Средняя раньше, ₽", Kind.MONEY, _BEFORE, unit="₽"),
        ),
        *_task(
            3,
            FREQUENCY,
            "frequency",
            Column("purchases_per_month", "Покупок в месяц", Kind.NUMBER, "Дней с покупкой ÷ 12."),
            Column("purchases_per_month_before", "Покупок раньше", Kind.NUMBER, _BEFORE),
        ),
        *_task(
            4,
            ASSORTMENT,
            "assortment",
            Column("count_skus", "Ширина, SKU", Kind.INTEGER, "Разных товаров за 12 мес."),
            Column("count_skus_before", "Ширина раньше", Kind.INTEGER, _BEFORE),
        ),
        *_task(
            5,
            LOYALTY,
            "loyalty",
            Column(
                "nps_score", "NPS", Kind.INTEGER, "Последняя оценка с листа «Опрос NPS»; пусто — её нет или устарела."
            ),
            Column("nps_score_before", "NPS раньше", Kind.INTEGER, "Оценка перед ней."),
        ),
        Column("nps_on", "Спросили", Kind.DATE, "День последней оценки.", band="5. Лояльность"),
        Column(
            "sales_type",
            "Тип продаж",
            Kind.CHOICE,
            "По главной линейке клиента, иначе из настроек.",
            choices=SALES_TYPES,
            is_wrapped=True,
            band="Почему",
        ),
        Column("retention_basis", "На чём держится", Kind.TEXT, "От типа продаж.", is_wrapped=True, band="Почему"),
        Column("reason", "Почему", Kind.TEXT, "Числа самой слабой задачи.", is_wrapped=True, band="Почему"),
    ),
)
