"""«Матрица мероприятий»: what is done for clients of each category, how often, and what it costs in hours."""

from collections.abc import Mapping

from clientbase_xl.schemas.clients import LETTERS
from clientbase_xl.schemas.model import ChangeClass, Column, Group, Kind, Mode, Sheet

_FORMS, _RESULT = "Как часто и сколько времени", "Что это значит"
MOST_CONTACTS_PER_MONTH, MOST_MINUTES = 100, 480


def _typed(key: str, title: str, kind: Kind, note: str, *, band: str = "", maximum: float | None = None) -> Column:
    return Column(
        key,
        title,
        kind,
        f"{note} Сотрите, чтобы вернуть значение метода.",
        Mode.TYPED,
        band=band,
        minimum=None if maximum is None else 0,
        maximum=maximum,
        is_wrapped=kind is Kind.TEXT,
        change_class=ChangeClass.HEAD,
    )


ACTIVITY_MATRIX = Sheet(
    key="activity_matrix",
    title="Матрица мероприятий",
    grain="One category of clients, A to E.",
    purpose="Что делаем для клиентов каждой категории, как часто и сколько это часов.",
    group=Group.WORK,
    key_columns=("category",),
    frozen_columns=1,
    is_stored=True,
    columns=(
        Column("category", "Категория", Kind.LETTER, "Утверждённая категория клиентов.", choices=LETTERS, band="Кто"),
        _typed("description", "Кто это", Kind.TEXT, "Какие это клиенты.", band="Кто"),
        _typed("actions", "Мероприятия", Kind.TEXT, "Что для них делаем.", band="Что делаем"),
        _typed("investment", "Вложения", Kind.TEXT, "Какие вложения в маркетинг допустимы.", band="Что делаем"),
        _typed(
            "visits_per_month",
            "Визит: развитие бизнеса + заказ, раз в месяц",
            Kind.NUMBER,
            "Сколько визитов к одному клиенту; 0,5 — раз в два месяца.",
            band=_FORMS,
            maximum=MOST_CONTACTS_PER_MONTH,
        ),
        _typed(
            "visit_minutes",
            "Минут на визит",
            Kind.NUMBER,
            "Сколько занимает визит вместе с дорогой.",
            band=_FORMS,
            maximum=MOST_MINUTES,
        ),
        _typed(
            "calls_per_month",
            "Заказ по телефону, раз в месяц",
            Kind.NUMBER,
            "Сколько заказов по телефону у одного клиента.",
            band=_FORMS,
            maximum=MOST_CONTACTS_PER_MONTH,
        ),
        _typed("call_minutes", "Минут на звонок", Kind.NUMBER, "Сколько занимает звонок.", band=_FORMS, maximum=240),
        Column(
            "count_clients",
            "Клиентов",
            Kind.INTEGER,
            "Активная база и клиенты со своей частотой: по утверждённой категории.",
            minimum=0,
            band=_RESULT,
        ),
        Column(
            "visits_needed",
            "Нужно визитов в месяц",
            Kind.NUMBER,
            "По всем клиентам категории, своя частота учтена.",
            minimum=0,
            band=_RESULT,
        ),
        Column("calls_needed", "Нужно звонков в месяц", Kind.NUMBER, "То же о звонках.", minimum=0, band=_RESULT),
        Column("hours_needed", "Часов в месяц", Kind.NUMBER, "Визиты и звонки вместе.", unit="ч", band=_RESULT),
        Column(
            "untapped_rub",
            "Не взято, ₽ в год",
            Kind.MONEY,
            "Сумма по клиентам с известным потенциалом; пусто — не известен ни у кого.",
            unit="₽",
            minimum=0,
            band=_RESULT,
        ),
        Column("turnover_12m_rub", "Оборот за 12 мес., ₽", Kind.MONEY, "Сумма по клиентам.", unit="₽", band=_RESULT),
    ),
)

_MINUTES: dict[str, object] = {"visit_minutes": 90, "call_minutes": 15}
ACTIVITY_DEFAULTS: Mapping[str, Mapping[str, object]] = {
    "A": {
        "description": "Максимальная текущая прибыльность и максимальный текущий потенциал",
        "actions": "Высокая частота визитов; удерживать и развивать отношения и присутствие",
        "investment": "Значительные вложения в маркетинг",
        "visits_per_month": 4,
        "calls_per_month": 8,
        **_MINUTES,
    },
    "B": {
        "description": "Высокая прибыльность, высокий потенциал",
        "actions": "Высокая частота визитов; развивать отношения и присутствие",
        "investment": "Средние вложения",
        "visits_per_month": 2,
        "calls_per_month": 4,
        **_MINUTES,
    },
    "C": {
        "description": "Невысокая прибыльность, высокий потенциал",
        "actions": "Развивать отношения, улучшать присутствие без заметных усилий продавца (ТП)",
        "investment": "Низкие вложения",
        "visits_per_month": 0.5,
        "calls_per_month": 2,
        **_MINUTES,
    },
    "D": {
        "description": "Низкая прибыльность, низкий потенциал",
        "actions": "Минимально возможные ресурсы",
        "visits_per_month": 0,
        "calls_per_month": 1,
        **_MINUTES,
    },
    "E": {
        "description": "Отрицательная прибыльность",
        "actions": "«Прекращение работы»: предложение руководителю; сначала пересмотреть цены",
        "visits_per_month": 0,
        "calls_per_month": 0,
        **_MINUTES,
    },
}
"""What stands in the typed cells while nobody typed anything: METHOD 3 (texts) and 5 (frequencies, minutes: ours)."""
