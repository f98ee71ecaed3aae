"""«Движение базы» and the clients behind it: the bridge of the active client base, АКБ (METHOD section 0)."""

from clientbase_xl.schemas.model import Column, Group, Kind, Sheet

IN_WORK, ACTIVE = "в работе", "активная база"
BASES = (IN_WORK, ACTIVE)
"""Which base moves: clients with the statuses новый, действующий, засыпает; or a purchase within 12 months."""
BRIDGE_PERIODS = ("последняя неделя", "текущий месяц", "последний полный месяц", "последние 12 месяцев")
MOVES = ("новые", "вернувшиеся", "приняты", "уснувшие", "ушедшие", "прекращена работа", "переданы")
"""Terms of the bridge between «было» and «стало»; the first three add, the others take away."""
NEW, RETURNED, RECEIVED, LAPSED, LEFT, STOPPED, HANDED = MOVES

_WHICH = (
    "«В работе» — новые, действующие и засыпающие; «активная база» — покупка за 12 месяцев, "
    "из неё уходят только через 12 месяцев молчания."
)

AKB_BRIDGE = Sheet(
    key="akb_bridge",
    title="Движение базы",
    grain="One base, one period, one manager or the department.",
    purpose="АКБ: было + новые + вернувшиеся − уснувшие − ушедшие = стало. " + _WHICH,
    group=Group.WORK,
    key_columns=("base", "period", "manager"),
    frozen_columns=3,
    empty_text="Движения пока нет: загрузите продажи командой import.",
    columns=(
        Column("base", "База", Kind.CHOICE, _WHICH, choices=BASES),
        Column("period", "Период", Kind.CHOICE, "До вчерашнего дня включительно.", choices=BRIDGE_PERIODS),
        Column("manager", "Менеджер", Kind.TEXT, "«Отдел» — все вместе; менеджер — по карточке.", required=True),
        Column("period_from", "С", Kind.DATE, "Первый день периода."),
        Column("period_to", "По", Kind.DATE, "Последний день периода."),
        Column("count_before", "Было", Kind.INTEGER, "На утро первого дня.", minimum=0),
        Column("count_new", "+ новые", Kind.INTEGER, "Первая покупка в периоде.", minimum=0),
        Column("count_returned", "+ вернувшиеся", Kind.INTEGER, "Покупали раньше, выпали и купили снова.", minimum=0),
        Column("count_received", "+ приняты", Kind.INTEGER, "От других менеджеров; у отдела нет.", minimum=0),
        Column("count_lapsed", "− уснувшие", Kind.INTEGER, "Замолчали; в активной базе остаются.", minimum=0),
        Column("count_left", "− ушедшие", Kind.INTEGER, "Молчат дольше порога своей базы.", minimum=0),
        Column("count_stopped", "− прекращена работа", Kind.INTEGER, "Решение человека или архив.", minimum=0),
        Column("count_handed", "− переданы", Kind.INTEGER, "Другим менеджерам; у отдела нет.", minimum=0),
        Column("count_after", "Стало", Kind.INTEGER, "На утро после последнего дня.", minimum=0),
        Column("count_change", "Изменение", Kind.INTEGER, "Стало − было."),
        Column(
            "reason",
            "Почему",
            Kind.TEXT,
            "Крупнейшие клиенты каждого слагаемого; все — «Движение клиентов».",
            is_wrapped=True,
        ),
    ),
)

AKB_MOVES = Sheet(
    key="akb_moves",
    title="Движение клиентов",
    grain="One base, one period, one client that entered, left or changed hands.",
    purpose="Поимённо: кто стоит за каждым слагаемым листа «Движение базы».",
    group=Group.WORK,
    key_columns=("base", "period", "client_code"),
    frozen_columns=5,
    empty_text="Никто не пришёл и не ушёл.",
    columns=(
        Column("base", "База", Kind.CHOICE, _WHICH, choices=BASES),
        Column("period", "Период", Kind.CHOICE, "До вчерашнего дня включительно.", choices=BRIDGE_PERIODS),
        Column("move", "Слагаемое", Kind.CHOICE, "Переданный одним принят другим: одна строка.", choices=MOVES),
        Column("client_code", "Код", Kind.CODE, "Код клиента.", required=True),
        Column("client_name", "Клиент", Kind.TEXT, "Наименование."),
        Column("manager", "Менеджер", Kind.TEXT, "У кого слагаемое: новые и вернувшиеся — теперь, остальные — раньше."),
        Column("manager_after", "Теперь ведёт", Kind.TEXT, "По карточке."),
        Column("amount_rub", "Оборот за 12 мес., ₽", Kind.MONEY, "На сегодня, чтобы видеть важность.", unit="₽"),
        Column("last_purchase_on", "Последняя покупка", Kind.DATE, "К концу периода."),
        Column("reason", "Почему", Kind.TEXT, "Числа движения.", is_wrapped=True),
    ),
)
