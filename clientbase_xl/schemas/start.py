"""«Начало»: what to do today in order of roubles, and counts with links."""

from clientbase_xl.schemas.model import Column, Group, Kind, Sheet

START = Sheet(
    key="start",
    title="Начало",
    grain="One thing to do today.",
    purpose="Что сделать сегодня, по порядку рублей.",
    group=Group.START,
    key_columns=("order",),
    is_landscape=False,
    empty_text="Срочных дел нет.",
    columns=(
        Column("order", "№", Kind.INTEGER, "По убыванию рублей.", required=True, minimum=1),
        Column("action", "Что сделать", Kind.TEXT, "Действие.", required=True, is_wrapped=True),
        Column("count_clients", "Клиентов", Kind.INTEGER, "Сколько клиентов.", minimum=0),
        Column("amount_rub", "₽", Kind.MONEY, "Сколько рублей на кону.", unit="₽"),
        Column("sheet_key", "Где", Kind.TEXT, "Лист, на котором это делают.", required=True),
        Column("reason", "Почему", Kind.TEXT, "Что за рубли и какой порог.", is_wrapped=True),
    ),
)

START_COUNTS = Sheet(
    key="start_counts",
    title="Счётчики",
    grain="One figure of the base.",
    purpose="Состояние базы одним взглядом.",
    is_shown=False,
    columns=(
        Column("title", "Показатель", Kind.TEXT, "Что посчитано.", required=True),
        Column("value", "Значение", Kind.NUMBER, "Число; для дат — пусто."),
        Column("text", "Текст", Kind.TEXT, "Дата или слово вместо числа."),
        Column("kind", "Вид", Kind.TEXT, "integer, number, money, share или text: вид числа, и когда его нет."),
        Column("sheet_key", "Лист", Kind.TEXT, "Куда ведёт ссылка; пусто — никуда."),
    ),
)
