"""«Нагрузка» and «На телефон»: do the contacts of the matrix fit the hours of each manager, and who moves if not."""

from clientbase_xl.schemas.clients import LETTERS
from clientbase_xl.schemas.model import Column, Group, Kind, Sheet

LOAD_STATES = ("перегружен", "помещается", "без клиентов", "никто не ведёт")
TO_PHONE, DOES_NOT_FIT = "визиты — в звонки", "не помещается"
MOVES = (TO_PHONE, DOES_NOT_FIT)

CONTACT_PLAN = Sheet(
    key="contact_plan",
    title="План контактов",
    grain="One client that contacts are planned for.",
    purpose="Сколько визитов и звонков в месяц положено клиенту.",
    is_shown=False,
    key_columns=("client_code",),
    columns=(
        Column("client_code", "Код", Kind.CODE, "Код клиента.", required=True, unique=True),
        Column("client_name", "Клиент", Kind.TEXT, "Наименование."),
        Column("manager", "Менеджер", Kind.TEXT, "Кто ведёт клиента."),
        Column("category_approved", "Категория (утверждённая)", Kind.LETTER, "По ней частота.", choices=LETTERS),
        Column("visits_per_month", "Визитов в месяц", Kind.NUMBER, "Своё значение или матрица.", minimum=0),
        Column("calls_per_month", "Звонков в месяц", Kind.NUMBER, "Своё значение или матрица.", minimum=0),
        Column("visit_minutes", "Минут на визит", Kind.NUMBER, "Из матрицы.", minimum=0),
        Column("call_minutes", "Минут на звонок", Kind.NUMBER, "Из матрицы.", minimum=0),
        Column("minutes_per_month", "Минут в месяц", Kind.NUMBER, "Визиты и звонки вместе.", minimum=0),
        Column("is_override", "Своя частота", Kind.FLAG, "Частота из карточки, а не из матрицы."),
        Column("untapped_rub", "Не взято", Kind.MONEY, "Пусто: потенциал не известен.", unit="₽"),
        Column("turnover_12m_rub", "Оборот за 12 мес.", Kind.MONEY, "За вычетом возвратов.", unit="₽"),
        Column("worth_rub", "Что на кону", Kind.MONEY, "Не взято; не известно — оборот.", unit="₽", minimum=0),
        Column("reason", "Почему", Kind.TEXT, "Откуда частота."),
    ),
)

CONTACT_LOAD = Sheet(
    key="contact_load",
    title="Нагрузка",
    grain="One manager in the month of today.",
    purpose="Помещаются ли визиты и звонки матрицы в рабочие часы каждого менеджера.",
    group=Group.WORK,
    key_columns=("manager",),
    frozen_columns=2,
    empty_text="Менеджеров пока нет.",
    columns=(
        Column("manager", "Менеджер", Kind.TEXT, "Кто ведёт клиентов.", required=True),
        Column("state", "Итог", Kind.CHOICE, "По часам этого месяца.", choices=LOAD_STATES),
        Column("count_clients", "Клиентов", Kind.INTEGER, "С положенными контактами.", minimum=0),
        Column("visits_per_month", "Визитов в месяц", Kind.NUMBER, "Положено всем клиентам.", minimum=0),
        Column("calls_per_month", "Звонков в месяц", Kind.NUMBER, "Положено всем клиентам.", minimum=0),
        Column("hours_needed", "Нужно, ч", Kind.NUMBER, "Σ частота × минуты.", unit="ч", minimum=0),
        Column("hours_available", "Есть, ч", Kind.NUMBER, "Рабочие дни × часы × доля продаж.", unit="ч", minimum=0),
        Column("load_share", "Загрузка", Kind.SHARE, "Нужно ÷ есть.", minimum=0),
        Column("hours_over", "Не хватает, ч", Kind.NUMBER, "Пусто — всё помещается.", unit="ч", minimum=0),
        Column("hours_free", "Запас, ч", Kind.NUMBER, "Пусто — запаса нет.", unit="ч", minimum=0),
        Column(
            "count_contacts_over",
            "Не помещается контактов",
            Kind.INTEGER,
            "Не хватает часов ÷ средняя длина контакта, вверх до целого.",
            minimum=0,
        ),
        Column("count_to_phone", "На телефон, клиентов", Kind.INTEGER, "Кого перевести: лист «На телефон».", minimum=0),
        Column("hours_after", "После перевода, ч", Kind.NUMBER, "Сколько часов станет нужно.", unit="ч", minimum=0),
        Column("count_left_out", "Не помещается клиентов", Kind.INTEGER, "И после перевода на телефон.", minimum=0),
        Column("reason", "Почему", Kind.TEXT, "Числа итога.", is_wrapped=True),
    ),
)

MOVE_TO_PHONE = Sheet(
    key="move_to_phone",
    title="На телефон",
    grain="One client of an overloaded manager that moves from visits to the telephone, or does not fit at all.",
    purpose="С кого начать, если визиты не помещаются: меньше всего не взятых рублей на час визита.",
    group=Group.WORK,
    key_columns=("client_code",),
    frozen_columns=4,
    empty_text="Переводить некого: у всех менеджеров контакты помещаются.",
    columns=(
        Column("manager", "Менеджер", Kind.TEXT, "Кто перегружен."),
        Column("rank_manager", "Очередь", Kind.INTEGER, "Внутри менеджера, с кого начать.", minimum=1),
        Column("client_code", "Код", Kind.CODE, "Код клиента.", required=True),
        Column("client_name", "Клиент", Kind.TEXT, "Наименование."),
        Column("move", "Что сделать", Kind.CHOICE, "Перевести визиты в звонки; не помещается.", choices=MOVES),
        Column("category_approved", "Категория", Kind.LETTER, "Утверждённая.", choices=LETTERS),
        Column("visits_per_month", "Визитов в месяц", Kind.NUMBER, "Положено сейчас.", minimum=0),
        Column("calls_per_month", "Звонков в месяц", Kind.NUMBER, "Положено сейчас.", minimum=0),
        Column("hours_saved", "Освободится, ч в месяц", Kind.NUMBER, "Если сделать.", unit="ч", minimum=0),
        Column("untapped_rub", "Не взято, ₽ в год", Kind.MONEY, "Пусто: потенциал не известен.", unit="₽"),
        Column("turnover_12m_rub", "Оборот за 12 мес., ₽", Kind.MONEY, "За вычетом возвратов.", unit="₽"),
        Column("rub_per_hour", "₽ на час", Kind.NUMBER, "Не взято ÷ часы визитов в год.", unit="₽", minimum=0),
        Column("reason", "Почему", Kind.TEXT, "Числа очереди.", is_wrapped=True),
    ),
)
