"""«Справочники»: lists that people edit, and the glossary."""

from clientbase_xl.schemas.model import ChangeClass, Column, Group, Kind, Mode, Sheet
from clientbase_xl.schemas.production_calendar import holiday_values, working_weekend_values

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
        Column("list_key", "Ключ", Kind.CODE, "Имя списка в программе.", required=True),
    ),
)

LIST_TITLES = {
    "managers": "Менеджеры",
    "channels": "Каналы продаж",
    "programmes": "Программы",
    "mml": "MML: коды SKU",
    "non_goods": "Коды не-товаров",
    "holidays": "Праздничные дни",
    "working_weekends": "Рабочие выходные",
    "glossary": "Сокращения",
}
"""Lists of the product: key → title, in the order of the sheet."""

DEFAULT_VALUES: dict[str, tuple[tuple[str, str], ...]] = {
    "managers": (),
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
    "mml": (),
    "non_goods": (),
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
