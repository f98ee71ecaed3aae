"""«Потенциальные клиенты» and «Итоги по ПК»: firms that do not buy from us yet (METHOD section 6)."""

from clientbase_xl.schemas.clients import FLAG_CHOICES, ROLES
from clientbase_xl.schemas.model import ROW_ID, Column, Group, Kind, Mode, Sheet
from clientbase_xl.schemas.row_id import CLIENT_NAME_COLUMN, ROW_ID_COLUMN

SOURCES_LIST, WAYS_LIST = "prospect_sources", "prospect_ways"
"""Lists of «Справочники» with the words for where a prospect is known from and how it hears of us."""
DECISIONS = KEEP, POSTPONED, REFUSED = ("в работе", "отложен", "отказались работать")
PROSPECT_STATES = IN_WORK, OFFERED_OUT, LATER, DROPPED, ACTIVATED, NO_PROSPECT = (
    "в работе",
    "предложено: не вести",
    "отложен",
    "отказались работать",
    "стал клиентом",
    "уже был клиентом",
)
PLAN_STATES = OVERDUE, THIS_WEEK, PLANNED, NO_PLAN = ("план просрочен", "план на этой неделе", "план есть", "нет плана")
PERIODS = THIS_MONTH, LAST_MONTH, YEAR = ("этот месяц", "прошлый месяц", "12 мес.")
NO_REFUSALS = "отказов не было"

_WHO, _ABOUT, _REACH, _POTENTIAL = "ПК", "Сведения", "Как связаться", "Потенциал и категория"
_RESULTS, _PLAN, _LIST, _TOTAL = "Результаты", "План развития", "Список", "Итог"


def _typed(key: str, title: str, kind: Kind, note: str, band: str, **more: object) -> Column:
    return Column(key, title, kind, note, Mode.TYPED, band=band, **more)  # type: ignore[arg-type]


PROSPECTS = Sheet(
    key="prospects",
    title="Потенциальные клиенты",
    grain="One firm that does not buy from us yet, or did not when it was entered.",
    purpose="ПК: потенциал и категория, 8 результатов, план развития. Код ПК для «Контакты» и «Задачи» — его № записи.",
    group=Group.BASE,
    key_columns=(ROW_ID,),
    frozen_columns=3,
    is_stored=True,
    empty_text="Потенциальных клиентов пока нет: впишите их в строки ниже.",
    columns=(
        Column(
            ROW_ID,
            ROW_ID_COLUMN.title,
            Kind.CODE,
            "Ставит программа. Этот № пишут в «Код клиента» листов «Контакты» и «Задачи», пока ПК не стал клиентом.",
            required=True,
            unique=True,
            band=_WHO,
        ),
        Column(
            "state", "Состояние", Kind.CHOICE, "По решению, отгрузкам и категории.", choices=PROSPECT_STATES, band=_WHO
        ),
        _typed("prospect_name", "Наименование", Kind.TEXT, "Как называется фирма.", _WHO, required=True),
        _typed("inn", "ИНН", Kind.CODE, "10 или 12 цифр.", _WHO),
        _typed("channel", "Канал", Kind.CHOICE, "Канал продаж.", _WHO, list_key="channels", is_wrapped=True),
        _typed("manager", "Менеджер", Kind.CHOICE, "Кто ведёт.", _WHO, required=True, list_key="managers"),
        Column("plan_state", "План", Kind.CHOICE, "По дате следующего шага.", choices=PLAN_STATES, band=_PLAN),
        _typed("next_step", "Следующий шаг", Kind.TEXT, "Что сделать.", _PLAN, is_wrapped=True, may_name_people=True),
        _typed("next_step_on", "Дата шага", Kind.DATE, "Когда.", _PLAN),
        _typed("responsible", "Ответственный", Kind.CHOICE, "Кто сделает.", _PLAN, list_key="managers"),
        _typed(
            "count_orders_per_year",
            "Заказов в год (у всех)",
            Kind.INTEGER,
            "Сколько заказов в год он делает у всех поставщиков.",
            _POTENTIAL,
        ),
        _typed(
            "average_order_rub",
            "Средний заказ (у всех), ₽",
            Kind.MONEY,
            "По нашему ассортименту, у всех поставщиков.",
            _POTENTIAL,
            unit="₽",
        ),
        _typed(
            "potential_rub",
            "Потенциал вписанный, ₽ в год",
            Kind.MONEY,
            "Если заказов и среднего заказа не знаем.",
            _POTENTIAL,
            unit="₽",
        ),
        Column(
            "potential_in_force_rub",
            "Потенциал, ₽ в год",
            Kind.MONEY,
            "Заказы × средний заказ, иначе вписанный.",
            unit="₽",
            minimum=0,
            band=_POTENTIAL,
        ),
        Column("category", "Категория", Kind.LETTER, "По потенциалу: без продаж другого нет.", band=_POTENTIAL),
        _typed(
            "meeting_plan",
            "Встречи в маршруте",
            Kind.TEXT,
            "День маршрута или дата встречи; пусто или «нет» — не запланированы.",
            _RESULTS,
            may_name_people=True,
        ),
        _typed(
            "refusal_history",
            "История отказов",
            Kind.TEXT,
            "«отказов не было» или что ответили; отказы с листа «Контакты» видны и так.",
            _RESULTS,
            is_wrapped=True,
            may_name_people=True,
        ),
        _typed("is_in_news", "Рассылка новостей", Kind.FLAG, "да — включён.", _RESULTS, choices=FLAG_CHOICES),
        _typed(
            "is_in_offers",
            "Предложения о маркетинге",
            Kind.FLAG,
            "да — высылаются все предложения о маркетинговой активности.",
            _RESULTS,
            choices=FLAG_CHOICES,
        ),
        Column("completeness", "Полнота", Kind.SHARE, "Есть результатов ÷ 8.", minimum=0, maximum=1, band=_RESULTS),
        Column("missing", "Чего не хватает", Kind.TEXT, "Из 8 результатов.", is_wrapped=True, band=_RESULTS),
        _typed("town", "Город", Kind.TEXT, "Где фирма.", _ABOUT),
        _typed("site", "Сайт", Kind.TEXT, "Адрес сайта.", _ABOUT),
        _typed(
            "info_sources",
            "Источник сведений",
            Kind.TEXT,
            "Откуда знаем о нём; несколько — через «;». Слова — в «Справочники».",
            _ABOUT,
            is_wrapped=True,
            may_name_people=True,
        ),
        _typed(
            "tell_ways",
            "Каналы донесения",
            Kind.TEXT,
            "Как он узнаёт о нас; несколько — через «;». Слова — в «Справочники».",
            _ABOUT,
            is_wrapped=True,
            may_name_people=True,
        ),
        _typed("contact_name", "Контактное лицо", Kind.TEXT, "С кем говорить.", _REACH, is_personal=True),
        _typed("job_title", "Должность", Kind.TEXT, "Как в визитке.", _REACH),
        _typed("contact_role", "Роль", Kind.CHOICE, "ЛПР, ЛВР или ГПР.", _REACH, choices=ROLES),
        _typed("phone", "Телефон", Kind.CODE, "Прямой или мобильный.", _REACH, is_personal=True),
        _typed("email", "E-mail", Kind.TEXT, "Для писем.", _REACH, is_personal=True),
        _typed("entered_on", "Внесён в список", Kind.DATE, "С этого дня он ПК.", _LIST, required=True),
        _typed("confirmed_on", "Подтверждён", Kind.DATE, "Когда сверили, что фирма работает и нам нужна.", _LIST),
        Column(
            "is_unconfirmed", "Давно не сверяли", Kind.FLAG, "да — не сверен с последней сверки списка.", band=_LIST
        ),
        _typed("decision", "Решение", Kind.CHOICE, "Ваше; пусто — по категории.", _LIST, choices=DECISIONS),
        _typed("client_code", "Код клиента", Kind.CODE, "Когда стал клиентом: код листа «Клиенты».", _LIST),
        Column(CLIENT_NAME_COLUMN.key, CLIENT_NAME_COLUMN.title, Kind.TEXT, CLIENT_NAME_COLUMN.note, band=_LIST),
        Column("activated_on", "Первая отгрузка", Kind.DATE, "После внесения в список.", band=_LIST),
        Column(
            "count_contacts",
            "Контактов",
            Kind.INTEGER,
            "С листа «Контакты», до первой отгрузки.",
            minimum=0,
            band=_TOTAL,
        ),
        Column("last_contact_on", "Последний контакт", Kind.DATE, "Из них последний.", band=_TOTAL),
        Column("reason", "Почему", Kind.TEXT, "Числа состояния и категории.", is_wrapped=True, band=_TOTAL),
        _typed("comment", "Комментарий", Kind.TEXT, "Свободный текст.", _TOTAL, is_wrapped=True, may_name_people=True),
    ),
)


def _count(key: str, title: str, note: str) -> Column:
    return Column(key, title, Kind.INTEGER, note, minimum=0)


PROSPECT_KPIS = Sheet(
    key="prospect_kpis",
    title="Итоги по ПК",
    grain="One manager, or the department in the last rows, and one period.",
    purpose="Показатели работы с потенциальными клиентами: активированные ПК, встречи, холодные звонки, КП.",
    group=Group.BASE,
    key_columns=("manager", "period"),
    frozen_columns=2,
    empty_text="Менеджеров пока нет.",
    columns=(
        Column("manager", "Менеджер", Kind.TEXT, "Чья работа; «Отдел» — все вместе.", required=True),
        Column("period", "Период", Kind.CHOICE, "Без сегодняшнего дня.", required=True, choices=PERIODS),
        _count("count_activated", "Активированные ПК", "Первая отгрузка в периоде, после внесения в список."),
        _count("count_meetings", "Личные встречи", "Визиты и встречи с ПК с листа «Контакты»."),
        _count("count_cold_calls", "Холодные звонки", "ПК, с листа «Контакты»."),
        _count("count_offers", "Отправленные КП", "ПК, с листа «Контакты»."),
        _count("count_contacts", "Всего контактов с ПК", "Любого вида."),
        Column("activated_potential_rub", "Потенциал активированных, ₽", Kind.MONEY, "В год.", unit="₽", minimum=0),
        Column(
            "activated_rub", "Отгружено активированным, ₽", Kind.MONEY, "За 12 мес., за вычетом возвратов.", unit="₽"
        ),
        _count("count_in_work", "ПК в работе сейчас", "Состояние «в работе» на дату книги."),
        Column("potential_in_work_rub", "Их потенциал, ₽", Kind.MONEY, "В год, где он известен.", unit="₽", minimum=0),
        Column("reason", "Почему", Kind.TEXT, "Дни периода и из чего числа.", is_wrapped=True),
    ),
)
