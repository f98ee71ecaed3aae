"""«Справочники»: lists that people edit, and the glossary."""

from clientbase_xl.schemas.client_stock import PACKS_LIST
from clientbase_xl.schemas.clients import FLAG_CHOICES
from clientbase_xl.schemas.fbs_words import DEPARTMENTS_LIST, EMPLOYEES_LIST
from clientbase_xl.schemas.model import ChangeClass, Column, Group, Kind, Mode, Sheet
from clientbase_xl.schemas.production_calendar import holiday_values, working_weekend_values
from clientbase_xl.schemas.prospects import SOURCES_LIST, WAYS_LIST
from clientbase_xl.schemas.survey_words import ALARM_ACTIONS, ALARM_ACTIONS_LIST
from clientbase_xl.schemas.time_photo import SELLING, SERVING

LISTS = Sheet(
    key="lists",
    title="Справочники",
    grain="One value of one list.",
    purpose="Списки для выбора, коды не-товаров, сокращения.",
    group=Group.SERVICE,
    key_columns=("list_key", "value"),
    is_stored=True,
    columns=(
        Column("list_title", "Список", Kind.TEXT, "Название списка."),
        Column(
            "value",
            "Значение",
            Kind.TEXT,
            "Значение для выбора.",
            Mode.TYPED,
            required=True,
            change_class=ChangeClass.HEAD,
        ),
        Column(
            "note", "Пояснение", Kind.TEXT, "Что значит.", Mode.TYPED, is_wrapped=True, change_class=ChangeClass.HEAD
        ),
        Column(
            "is_closed",
            "Не выбирать",
            Kind.FLAG,
            "да — в списках больше не предлагать; введённое раньше остаётся. Сотрудник — больше не работает.",
            Mode.TYPED,
            choices=FLAG_CHOICES,
            change_class=ChangeClass.HEAD,
        ),
        Column("list_key", "Ключ", Kind.CODE, "Имя списка в программе.", required=True),
    ),
)

LIST_TITLES = {
    "managers": "Менеджеры",
    EMPLOYEES_LIST: "Сотрудники",
    DEPARTMENTS_LIST: "Отделы",
    "channels": "Каналы продаж",
    "programmes": "Программы",
    SOURCES_LIST: "ПК: источники сведений",
    WAYS_LIST: "ПК: каналы донесения",
    "activities": "Виды работ менеджера",
    "product_lines": "Линейки: категория товара → линейка",
    "deal_stages": "Этапы полной сделки",
    ALARM_ACTIONS_LIST: "Действия по тревогам мониторинга",
    "mml": "MML: коды SKU",
    "non_goods": "Коды не-товаров",
    PACKS_LIST: "Упаковки: код SKU → единиц",
    "holidays": "Праздничные дни",
    "working_weekends": "Рабочие выходные",
    "glossary": "Сокращения",
}
"""Lists of the product: key → title, in the order of the sheet."""

_SELLING_ACTIVITIES = (
    "Звонки действующим клиентам",
    "Визиты и встречи с дорогой",
    "Поиск новых клиентов",
    "Возврат отпавших клиентов",
    "Подготовка КП и презентаций",
    "Консультирование клиентов",
)
_SERVING_ACTIVITIES = (
    "Приём и оформление заказов",
    "Счета, накладные, договоры",
    "Контроль отгрузки и доставки",
    "Напоминания об оплате, сверки",
    "Рекламации и возвраты товара",
    "Отчёты и внесение данных",
    "Планёрки и обучение",
)
"""Activities of a manager's day (ours): what moves a purchase, and what serves a deal already made (METHOD 16)."""
_DEAL_STAGES = (
    "установление взаимоотношений",
    "определение АПР, ЛПР, ЛВР",
    "потенциальные потребности",
    "рамочное КП",
    "бюджетирование",
    "актуальность покупки",
    "потребности под проект",
    "формирование КП",
    "презентация КП",
    "доказательство состоятельности",
    "возражения",
    "переговоры, дожим",
    "финансирование",
    "тендер",
    "договор",
    "реализация",
    "доказательство эффективности",
    "отзыв",
)
"""The full deal, stage by stage (METHOD section 17)."""

_PROSPECT_SOURCES = (
    ("сайт и соцсети", ""),
    ("рекомендация", "Клиента, поставщика, знакомого."),
    ("выставка", ""),
    ("отраслевой каталог", "Реестры, справочники организаций, карты."),
    ("торговый персонал", "Увидели на маршруте."),
    ("обратился сам", ""),
    ("бывший сотрудник клиента", ""),
)
_PROSPECT_WAYS = (
    ("звонок", ""),
    ("встреча", ""),
    ("письмо", ""),
    ("рассылка новостей", ""),
    ("образцы", ""),
    ("выставка", ""),
    ("реклама и статьи", ""),
    ("рекомендация", ""),
)
"""Where a prospect is known from and how it hears of us (METHOD section 6: as many ways as possible; words ours)."""

DEFAULT_VALUES: dict[str, tuple[tuple[str, str], ...]] = {
    "managers": (),
    EMPLOYEES_LIST: (),
    DEPARTMENTS_LIST: (
        ("Группа продаж", ""),
        ("Группа сервиса и обеспечения (логистики)", ""),
        ("Группа финансового контроля", ""),
    ),
    "channels": (
        ("Оптовый канал продаж B2B/B2C", "1.1"),
        ("Розничный канал продаж B2C", "1.2"),
        ("Интернет канал", "1.3"),
    ),
    "programmes": (
        ("Дилерский склад", ""),
        ("Возврат клиента", "Клиент ушёл к конкуренту."),
        ("Шоу-рум", "Демонстрационный товар с условием продажи."),
        ("Товарные лимиты", ""),
        ("Складские программы", ""),
        ("Фондовые скидки", ""),
    ),
    SOURCES_LIST: _PROSPECT_SOURCES,
    WAYS_LIST: _PROSPECT_WAYS,
    "activities": (
        *((activity, SELLING) for activity in _SELLING_ACTIVITIES),
        *((activity, SERVING) for activity in _SERVING_ACTIVITIES),
    ),
    "product_lines": (),
    "deal_stages": tuple((stage, str(number)) for number, stage in enumerate(_DEAL_STAGES, 1)),
    ALARM_ACTIONS_LIST: tuple(ALARM_ACTIONS.items()),
    "mml": (),
    "non_goods": (),
    PACKS_LIST: (),
    "holidays": holiday_values(),
    "working_weekends": working_weekend_values(),
    "glossary": (
        ("АА", "активные адреса"),
        ("АП", "администратор продаж"),
        ("АПР", "алгоритм принятия решения"),
        ("ГПР", "группа лиц, принимающих решения"),
        ("ЖИР", "журнал интенсивности работ"),
        ("КАМ", "менеджер по ключевым клиентам"),
        ("КБ", "клиентская база"),
        ("КМ", "клиентский менеджер"),
        ("КО", "клиентский отдел"),
        ("КП", "коммерческое предложение"),
        ("ЛВР", "лицо, влияющее на решение"),
        ("ЛПР", "лицо, принимающее решение"),
        ("МП", "менеджер по продажам"),
        ("ПДЗ", "просроченная дебиторская задолженность"),
        ("ПК", "потенциальный клиент"),
        ("ПМ", "менеджер проектов"),
        ("РКО", "руководитель клиентского отдела"),
        ("РОП", "руководитель отдела продаж"),
        ("СОП", "специалист офисных продаж"),
        ("СППО", "система «План – Прогноз – Отчёт»"),
        ("СР", "специалист отдела развития"),
        ("ТМ", "телемаркетолог"),
        ("ТП", "торговый персонал"),
        ("ТТ", "торговая точка"),
        ("УГД", "условный годовой доход"),
        ("УТП", "уникальное торговое предложение"),
        ("ФОТ", "фонд оплаты труда"),
        ("ХПВ", "характеристики, преимущества, выгоды"),
        ("ЦКП", "ценный конечный продукт"),
        ("MML", "минимальная ассортиментная матрица"),
        ("NPS", "индекс лояльности"),
    ),
}
"""Values a new base starts with: list key → (value, note)."""


def list_name(list_key: str) -> str:
    """Return the defined name under which a workbook keeps the values of a list, for choices and formulas."""
    return f"list_{list_key}"
