"""«Реактивация»: lapsed clients in the order in which to call them."""

from clientbase_xl.schemas.model import Column, Group, Kind, Mode, Sheet

REACTIVATION = Sheet(
    key="reactivation",
    title="Реактивация",
    grain="One lapsed client that fell off recently.",
    purpose="Кому звонить в первую очередь, чтобы вернуть.",
    group=Group.WORK,
    key_columns=("client_code",),
    frozen_columns=4,
    is_stored=True,
    empty_text="Уснувших клиентов нет: никто не подошёл под пороги листа «Настройки».",
    columns=(
        Column(
            "rank",
            "Место",
            Kind.INTEGER,
            "По сумме отгрузок, сначала крупные.",
            required=True,
            minimum=1,
            band="Клиент",
        ),
        Column("rank_manager", "Место у менеджера", Kind.INTEGER, "То же внутри менеджера.", minimum=1, band="Клиент"),
        Column("client_code", "Код", Kind.CODE, "Код клиента.", required=True, unique=True, band="Клиент"),
        Column("client_name", "Клиент", Kind.TEXT, "Наименование.", band="Клиент"),
        Column("manager", "Менеджер", Kind.TEXT, "Кто ведёт клиента.", band="Клиент"),
        Column("phone", "Телефон", Kind.CODE, "Из карточки.", is_personal=True, band="Клиент"),
        Column(
            "amount_9m_rub", "Отгрузки в окне, ₽", Kind.MONEY, "За вычетом возвратов.", unit="₽", band="Почему звонить"
        ),
        Column("last_purchase_on", "Последняя покупка", Kind.DATE, "День последней отгрузки.", band="Почему звонить"),
        Column(
            "silence_days",
            "Молчит, дн.",
            Kind.INTEGER,
            "Дней без покупки.",
            unit="дн.",
            minimum=0,
            band="Почему звонить",
        ),
        Column(
            "rhythm_days",
            "Обычный промежуток, дн.",
            Kind.NUMBER,
            "Пусто — нет ритма.",
            unit="дн.",
            band="Почему звонить",
        ),
        Column("category", "Категория", Kind.LETTER, "Расчётная; пусто вне активной базы.", band="Почему звонить"),
        Column(
            "flags",
            "Отметки",
            Kind.TEXT,
            "«в своём ритме», «сезонный», «нет телефона», долг.",
            is_wrapped=True,
            band="Почему звонить",
        ),
        Column("reason", "Почему", Kind.TEXT, "Окно, сумма, молчание, ритм.", is_wrapped=True, band="Почему звонить"),
        Column(
            "who_calls",
            "Кто звонит",
            Kind.TEXT,
            "По типу продаж: СР, СОП, КМ или активный менеджер.",
            band="Как звонить",
        ),
        Column(
            "who_calls_reason",
            "Почему он",
            Kind.TEXT,
            "Тип продаж и что из него следует; смешанные — консультационно-транзакционные.",
            is_wrapped=True,
            band="Как звонить",
        ),
        Column(
            "papers",
            "Документы",
            Kind.TEXT,
            "Действуют ли договор и доверенность; что продлить до отгрузки.",
            is_wrapped=True,
            band="Как звонить",
        ),
        Column("contacted_on", "Дата контакта", Kind.DATE, "Когда говорили.", Mode.TYPED, band="Результат"),
        Column("answer", "Ответ", Kind.TEXT, "Что сказал клиент.", Mode.TYPED, is_wrapped=True, band="Результат"),
        Column(
            "programme",
            "Предложенная программа",
            Kind.CHOICE,
            "Что предложили.",
            Mode.TYPED,
            list_key="programmes",
            band="Результат",
        ),
        Column(
            "next_touch_on", "Следующее касание", Kind.DATE, "Когда напомнить о себе.", Mode.TYPED, band="Результат"
        ),
    ),
)
