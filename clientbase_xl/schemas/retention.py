"""«Удержание»: second purchases of the clients of each month, and in which months they bought again."""

from clientbase_xl.schemas.model import Column, Group, Kind, Sheet

COUNT_MONTHS = 12
MONTH_KEYS = tuple(f"share_month_{number}" for number in range(COUNT_MONTHS + 1))
"""Share of a cohort's clients that bought in the k-th calendar month after that of the first purchase."""
HOLE, NO_HOLE, FEW, YOUNG, BEGINNING = (
    "дыра в кармане",
    "дыры нет",
    "мало данных",
    "не созрела",
    "начало истории",
)
VERDICTS = (HOLE, NO_HOLE, FEW, YOUNG, BEGINNING)
NO_DATA = "нет данных"

RETENTION = Sheet(
    key="retention",
    title="Удержание",
    grain="The clients of one month of the first purchase (a cohort).",
    purpose=(
        "Вторые покупки ÷ первые, без проектных клиентов. Справа — доля клиентов с покупкой через столько месяцев; "
        "пусто — месяц ещё не закончился."
    ),
    group=Group.WORK,
    key_columns=("cohort",),
    frozen_columns=1,
    empty_text="Покупок ещё нет: загрузите продажи.",
    columns=(
        Column("cohort", "Месяц первой покупки", Kind.TEXT, "Год и месяц.", required=True, unique=True),
        Column("count_first", "Первых покупок", Kind.INTEGER, "Клиентов с первой покупкой в этом месяце.", minimum=0),
        Column("count_second", "Вторых покупок", Kind.INTEGER, "Из них купили ещё хотя бы в один день.", minimum=0),
        Column("share_second", "Доля вторых", Kind.SHARE, "Вторые ÷ первые.", minimum=0, maximum=1),
        Column(
            "is_mature", "Созрела", Kind.FLAG, "да — у всех клиентов месяца первая покупка не меньше 90 дней назад."
        ),
        Column("verdict", "Вывод", Kind.CHOICE, "Только для созревших месяцев вне начала истории.", choices=VERDICTS),
        Column("reason", "Почему", Kind.TEXT, "Числа вывода."),
        *(
            Column(
                key,
                f"{number} мес.",
                Kind.SHARE,
                f"Доля клиентов, купивших в {number}-й календарный месяц после месяца первой покупки."
                if number
                else "Месяц первой покупки: купили все.",
                minimum=0,
                maximum=1,
            )
            for number, key in enumerate(MONTH_KEYS)
        ),
    ),
)

RETENTION_HEADLINE = Sheet(
    key="retention_headline",
    title="Итог удержания",
    grain="One group of clients: all, those that had time to come again, those of the beginning of the history.",
    purpose="Вторые покупки ÷ первые по всем клиентам; вывод — по созревшим.",
    is_shown=False,
    key_columns=("client_group",),
    columns=(
        Column("client_group", "Клиенты", Kind.TEXT, "Все, созревшие, начало истории.", required=True, unique=True),
        Column("count_first", "Первых покупок", Kind.INTEGER, "Клиентов.", minimum=0),
        Column("count_second", "Вторых покупок", Kind.INTEGER, "Из них купили ещё.", minimum=0),
        Column("share_second", "Доля вторых", Kind.SHARE, "Пусто — нет данных.", minimum=0, maximum=1),
        Column("verdict", "Вывод", Kind.TEXT, "Только по созревшим."),
        Column("reason", "Почему", Kind.TEXT, "Числа.", is_wrapped=True),
    ),
)
