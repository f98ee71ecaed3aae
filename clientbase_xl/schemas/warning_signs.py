"""Warning signs of the head's page: what brought each on, the figure now and before, whether it warns."""

from clientbase_xl.schemas.clients import FLAG_CHOICES
from clientbase_xl.schemas.model import Column, Kind, Sheet

SIDES = CAUSE, LOSS = ("отчего", "потеря")
"""Whether a figure is of the onslaught or of what is lost by it."""

WARNING_SIGNS = Sheet(
    key="warning_signs",
    title="Тревожные признаки",
    grain="One figure of one pair of METHOD section 14.",
    purpose="Чем может кончиться натиск: целевой сегмент, рентабельность, люди.",
    is_shown=False,
    key_columns=("sign", "measure"),
    columns=(
        Column("sign", "Признак", Kind.TEXT, "Что теряют.", required=True),
        Column("cause", "Отчего", Kind.TEXT, "Какой натиск к этому ведёт.", required=True),
        Column("measure", "Показатель", Kind.TEXT, "По чему видно.", required=True),
        Column("side", "Чего это число", Kind.CHOICE, "Натиска или потери.", required=True, choices=SIDES),
        Column("value", "Сейчас", Kind.NUMBER, "Доля или контакты; пусто — нет данных."),
        Column("value_before", "Раньше", Kind.NUMBER, "Год назад; у контактов и скидок — период до этого."),
        Column("unit", "Ед.", Kind.TEXT, "Единица.", required=True),
        Column("threshold", "Порог", Kind.NUMBER, "С какого ухудшения предупреждать.", required=True, minimum=0),
        Column("is_warning", "Тревога", Kind.FLAG, "Пусто — нет данных.", choices=FLAG_CHOICES),
        Column("reason", "Почему", Kind.TEXT, "Числа или чего не хватает.", is_wrapped=True),
    ),
)
