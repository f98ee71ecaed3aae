"""«План и прогноз», «Прогноз недели» and what they are computed from (METHOD sections 13 and 19)."""

from clientbase_xl.schemas.model import ChangeClass, Column, Group, Kind, Mode, Sheet

PERIODS = PAST, CURRENT, COMING = ("прошёл", "идёт", "впереди")
FORECASTS = ("commit_rub", "expected_rub", "best_rub")
"""What a manager promises, expects and can reach at most: each not below the one before."""
SHARE_BASES = OWN, CHANNEL, DEPARTMENT = ("свои 24 месяца", "канал", "отдел")
"""Whose seasons the share of a month comes from."""

_MANAGER = Column("manager", "Менеджер", Kind.CHOICE, "Чей план.", required=True, list_key="managers", band="Период")
_PERIOD = Column("period", "Период", Kind.CHOICE, "На дату книги.", choices=PERIODS, band="Период")


def _forecast(key: str, title: str, note: str) -> Column:
    return Column(key, title, Kind.MONEY, note, Mode.TYPED, unit="₽", minimum=0, band="Прогноз менеджера, ₽")


_FORECASTS = (
    _forecast("commit_rub", "Гарантия", "Сколько отгрузит наверняка."),
    _forecast("expected_rub", "Ожидание", "Сколько отгрузит скорее всего; первое сохранённое — в счёт."),
    _forecast("best_rub", "Максимум", "Сколько отгрузит, если всё сложится."),
)
_FIRST = Column(
    "first_expected_rub",
    "Первое ожидание",
    Kind.MONEY,
    "Ожидание, сохранённое первым до конца периода: оно в счёт, остальные — исправления.",
    unit="₽",
    band="Как сбывается",
)
_CORRECTIONS = Column(
    "count_corrections",
    "Исправлений",
    Kind.INTEGER,
    "Сколько раз ожидание меняли после первого.",
    minimum=0,
    band="Как сбывается",
)
_ERROR = Column(
    "first_error_rub",
    "Ожидание − факт",
    Kind.MONEY,
    "Первое ожидание − факт прошедшего периода; больше нуля — обещали больше, чем отгрузили.",
    unit="₽",
    band="Как сбывается",
)
_REASON = Column("reason", "Почему", Kind.TEXT, "Числа, из которых всё сложилось.", is_wrapped=True, band="Почему")
_FACT_NOTE = "Оборот за вычетом возвратов по менеджеру документа; текущий период — по вчерашний день."

PLAN_FORECAST = Sheet(
    key="plan_forecast",
    title="План и прогноз",
    grain="One manager and one calendar month.",
    purpose="План, прогноз и факт месяца; предложение плана; темп по рабочим дням; как сбываются прогнозы.",
    group=Group.WORK,
    key_columns=("manager", "month_on"),
    frozen_columns=2,
    is_stored=True,
    empty_text="Менеджеров пока нет: загрузите продажи или карточки клиентов.",
    columns=(
        _MANAGER,
        Column("month_on", "Месяц с", Kind.DATE, "Первое число месяца.", required=True, band="Период"),
        _PERIOD,
        Column(
            "proposal_rub",
            "Предложение плана",
            Kind.MONEY,
            "Сумма по клиентам менеджера: 12 полных месяцев × доля месяца × тренд; план вписывает РОП.",
            unit="₽",
            band="План, ₽",
        ),
        Column(
            "plan_rub",
            "План",
            Kind.MONEY,
            "План месяца; вписывает РОП.",
            Mode.TYPED,
            unit="₽",
            minimum=0,
            change_class=ChangeClass.HEAD,
            band="План, ₽",
        ),
        *_FORECASTS,
        Column("fact_rub", "Факт", Kind.MONEY, _FACT_NOTE, unit="₽", band="Факт"),
        Column(
            "plan_share",
            "Выполнение плана",
            Kind.SHARE,
            "Факт ÷ план.",
            Mode.LIVE,
            formula='IF(OR(N({plan_rub})=0,{fact_rub}=""),"",{fact_rub}/{plan_rub})',
            band="Факт",
        ),
        Column(
            "run_rate_rub",
            "Темп на месяц",
            Kind.MONEY,
            "Факт ÷ прошедшие рабочие дни × рабочие дни месяца; только для идущего месяца.",
            unit="₽",
            band="Факт",
        ),
        _FIRST,
        _CORRECTIONS,
        _ERROR,
        Column(
            "bias",
            "Смещение прогноза",
            Kind.SHARE,
            "Σ(первое ожидание недели − факт) ÷ Σ факта последних полных недель; больше нуля — обещает лишнее.",
            band="Как сбывается",
        ),
        _REASON,
    ),
)

WEEK_FORECAST = Sheet(
    key="week_forecast",
    title="Прогноз недели",
    grain="One manager and one ISO week.",
    purpose="Прогноз недели вносят до её начала или в понедельник: в счёт идёт первое сохранённое ожидание.",
    group=Group.WORK,
    key_columns=("manager", "week_start_on"),
    frozen_columns=2,
    is_stored=True,
    empty_text="Менеджеров пока нет: загрузите продажи или карточки клиентов.",
    columns=(
        _MANAGER,
        Column("week_start_on", "Неделя с", Kind.DATE, "Понедельник недели.", required=True, band="Период"),
        _PERIOD,
        Column(
            "plan_rub",
            "План недели",
            Kind.MONEY,
            "Доля плана месяца по рабочим дням недели.",
            unit="₽",
            band="План, ₽",
        ),
        *_FORECASTS,
        Column("fact_rub", "Факт", Kind.MONEY, _FACT_NOTE, unit="₽", band="Факт"),
        Column(
            "run_rate_rub",
            "Темп на неделю",
            Kind.MONEY,
            "Факт ÷ прошедшие рабочие дни × рабочие дни недели; только для идущей недели.",
            unit="₽",
            band="Факт",
        ),
        _FIRST,
        Column("first_on", "Внесено", Kind.DATE, "День, когда сохранено первое ожидание.", band="Как сбывается"),
        _CORRECTIONS,
        _ERROR,
        _REASON,
    ),
)

PLAN_PROPOSAL = Sheet(
    key="plan_proposal",
    title="Предложение плана",
    grain="One client and one month, the current one or a coming one.",
    purpose="Из чего складывается предложение плана.",
    is_shown=False,
    key_columns=("client_code", "month_on"),
    columns=(
        Column("client_code", "Код", Kind.CODE, "Код клиента.", required=True),
        Column("manager", "Менеджер", Kind.TEXT, "По карточке клиента; пусто — не указан."),
        Column("month_on", "Месяц с", Kind.DATE, "Первое число.", required=True),
        Column("year_rub", "Оборот за год", Kind.MONEY, "12 полных месяцев или приведённый к году.", unit="₽"),
        Column("count_months", "Полных месяцев", Kind.INTEGER, "По скольким месяцам год.", minimum=0),
        Column("month_share", "Доля месяца", Kind.SHARE, "Какая часть года приходится на месяц."),
        Column("share_basis", "Чья доля", Kind.CHOICE, "По чьим продажам доля месяца.", choices=SHARE_BASES),
        Column("trend_used", "Тренд", Kind.SHARE, "В пределах настройки; 0, когда данных мало."),
        Column("proposal_rub", "Предложение", Kind.MONEY, "Пусто: у клиента мало месяцев.", unit="₽"),
        Column("is_lapsed", "Уснул или ушёл", Kind.FLAG, "По статусу клиента."),
        Column("reason", "Почему", Kind.TEXT, "Числа предложения.", required=True),
    ),
)

PLAN_LINES = Sheet(
    key="plan_lines",
    title="План – прогноз – факт",
    grain="One manager, or the department, and one period of the weekly meeting.",
    purpose="План, прогноз и факт месяца и недели для совещания.",
    is_shown=False,
    key_columns=("manager", "starts_on", "ends_on"),
    columns=(
        Column("manager", "Менеджер", Kind.TEXT, "«Отдел» — все вместе.", required=True),
        Column("period", "Период", Kind.TEXT, "Месяц или неделя.", required=True),
        Column("starts_on", "С", Kind.DATE, "Первый день.", required=True),
        Column("ends_on", "По", Kind.DATE, "Последний день.", required=True),
        Column("plan_rub", "План", Kind.MONEY, "Недели — доля плана месяца по рабочим дням.", unit="₽"),
        *(Column(one.key, one.title, Kind.MONEY, one.note, unit="₽") for one in _FORECASTS),
        Column("first_expected_rub", "Первое ожидание", Kind.MONEY, "То, что в счёт.", unit="₽"),
        Column("fact_rub", "Факт", Kind.MONEY, _FACT_NOTE, unit="₽"),
        Column("plan_share", "Выполнение плана", Kind.SHARE, "Факт ÷ план."),
        Column("run_rate_rub", "Темп", Kind.MONEY, "По рабочим дням; только для идущего периода.", unit="₽"),
        Column("bias", "Смещение прогноза", Kind.SHARE, "За последние полные недели; стоит у недель."),
        Column("reason", "Почему", Kind.TEXT, "Рабочие дни, недели, кто дал прогноз.", is_wrapped=True),
    ),
)

FORECAST_BIAS = Sheet(
    key="forecast_bias",
    title="Смещение прогноза",
    grain="One manager; an empty manager is the whole department.",
    purpose="Насколько первое ожидание недели расходится с фактом.",
    is_shown=False,
    key_columns=("manager",),
    columns=(
        Column("manager", "Менеджер", Kind.TEXT, "Пусто — отдел."),
        Column("bias", "Смещение прогноза", Kind.SHARE, "Пусто: нет данных."),
        Column("count_weeks", "Недель", Kind.INTEGER, "Недели с первым прогнозом и фактом.", minimum=0),
        Column("expected_rub", "Первые ожидания", Kind.MONEY, "Сумма.", unit="₽"),
        Column("fact_rub", "Факт этих недель", Kind.MONEY, "Сумма.", unit="₽"),
        Column("reason", "Почему", Kind.TEXT, "Суммы и недели.", required=True),
    ),
)
