"""«Неделя» and the tables of the weekly pages."""

from clientbase_xl.schemas.model import Column, Group, Kind, Sheet

WEEK = Sheet(
    key="week",
    title="Неделя",
    grain="One manager and one indicator; an empty manager is the whole department.",
    purpose="Сводка к еженедельному совещанию.",
    group=Group.MEETING,
    key_columns=("manager", "indicator"),
    frozen_columns=2,
    columns=(
        Column("manager", "Менеджер", Kind.TEXT, "«Отдел» — все вместе.", required=True),
        Column("indicator", "Показатель", Kind.TEXT, "Что измеряется.", required=True),
        Column("unit", "Ед.", Kind.TEXT, "Единица."),
        Column("value", "Сейчас", Kind.NUMBER, "На дату листа."),
        Column("value_before", "Неделю назад", Kind.NUMBER, "Теми же правилами на дату − 7 дней."),
        Column("change", "Изменение", Kind.NUMBER, "Сейчас − неделю назад."),
        Column("note", "Пояснение", Kind.TEXT, "Как посчитано.", is_wrapped=True),
    ),
)

WEEK_CHANGES = Sheet(
    key="week_changes",
    title="Что изменилось за неделю",
    grain="One client and one kind of change since today − 7 days.",
    purpose="Категории, новые нулевые, уснувшие и вернувшиеся, тревоги, истёкшие документы.",
    is_shown=False,
    columns=(
        Column("manager", "Менеджер", Kind.TEXT, "Кто ведёт клиента."),
        Column("change", "Что случилось", Kind.TEXT, "Вид изменения.", required=True),
        Column("client_code", "Код", Kind.CODE, "Код клиента.", required=True),
        Column("client_name", "Клиент", Kind.TEXT, "Наименование."),
        Column("before", "Было", Kind.TEXT, "Неделю назад."),
        Column("after", "Стало", Kind.TEXT, "Сейчас."),
        Column("amount_rub", "Оборот за 12 мес., ₽", Kind.MONEY, "Чтобы видеть важность.", unit="₽"),
        Column("reason", "Почему", Kind.TEXT, "Числа изменения.", is_wrapped=True),
    ),
)

WEEK_ACTIVITY = Sheet(
    key="week_activity",
    title="Работа за неделю",
    grain="One manager in one ISO week.",
    purpose="Журнал интенсивности работ: контакты недели и просроченные задачи.",
    is_shown=False,
    key_columns=("manager",),
    columns=(
        Column("manager", "Менеджер", Kind.TEXT, "Кто говорил с клиентом; пусто — не указан."),
        Column("count_contacts", "Контактов", Kind.INTEGER, "Все контакты недели.", minimum=0),
        Column("count_ours", "По нашей инициативе", Kind.INTEGER, "«Кто начал» — мы.", minimum=0),
        Column("count_meetings", "Встреч", Kind.INTEGER, "Визиты, встречи у нас и видеовстречи.", minimum=0),
        Column("count_offers", "КП", Kind.INTEGER, "Отправленные коммерческие предложения.", minimum=0),
        Column("count_refusals", "Отказов", Kind.INTEGER, "Контакты с итогом «отказ».", minimum=0),
        Column("count_overdue", "Задач просрочено", Kind.INTEGER, "На дату листа.", minimum=0),
    ),
)

WEEK_LINES = Sheet(
    key="week_lines",
    title="Работа с клиентами",
    grain="One manager, or the department, and one kind of work with clients.",
    purpose="По строке о ПК, опросах, падающих закупках, документах, программах, скидках, ушедших и слабых местах.",
    is_shown=False,
    key_columns=("manager", "title"),
    columns=(
        Column("manager", "Менеджер", Kind.TEXT, "«Отдел» — все вместе.", required=True),
        Column("title", "О чём", Kind.TEXT, "Лист рабочей книги.", required=True),
        Column("text", "Что видно", Kind.TEXT, "Числа и крупнейшие.", required=True, is_wrapped=True),
    ),
)
