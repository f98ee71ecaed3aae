"""«Карточка»: everything about one chosen client on one page, and what it takes from the program for every client."""

from clientbase_xl.schemas.model import Column, Group, Kind, Sheet

COUNT_MONTHS = 24
"""Months of turnover that a card draws."""

CLIENT_CARD = Sheet(
    key="client_card",
    title="Карточка",
    grain="One cell of the card of one chosen client.",
    purpose="Всё о выбранном клиенте на одной странице перед звонком.",
    group=Group.BASE,
    key_columns=("key",),
    is_landscape=False,
    empty_text="Клиент не выбран.",
    columns=(
        Column("key", "Ключ", Kind.CODE, "Имя ячейки карточки.", required=True, unique=True),
        Column("band", "Раздел", Kind.TEXT, "Часть страницы.", required=True),
        Column("title", "Показатель", Kind.TEXT, "Что стоит в ячейке.", required=True),
        Column("value", "Значение", Kind.TEXT, "Число, дата или текст; пусто — показывать нечего."),
        Column("note", "Пояснение", Kind.TEXT, "Что это значит.", is_wrapped=True),
    ),
)

CLIENT_ACTIONS = Sheet(
    key="client_actions",
    title="Дела по клиентам",
    grain="One thing to do with one client.",
    purpose="Что сделать дальше с каждым клиентом, по убыванию рублей.",
    is_shown=False,
    key_columns=("client_code", "action_key"),
    columns=(
        Column("client_code", "Код", Kind.CODE, "Код клиента.", required=True),
        Column("order", "№", Kind.INTEGER, "По убыванию рублей у клиента.", required=True, minimum=1),
        Column("action", "Что сделать", Kind.TEXT, "Действие.", required=True),
        Column("amount_rub", "₽", Kind.MONEY, "Сколько рублей на кону; пусто — не в рублях.", unit="₽"),
        Column("reason", "Почему", Kind.TEXT, "Числа, из которых это следует.", required=True),
        Column("action_key", "Ключ дела", Kind.CODE, "Вид дела.", required=True),
    ),
)

CLIENT_CARD_INDEX = Sheet(
    key="client_card_index",
    title="Указатель карточек",
    grain="One client of «Клиенты», by name.",
    purpose="По этой таблице карточка находит то, чего нет на листах: месяцы, дела, номера последних записей.",
    is_shown=False,
    key_columns=("client_code",),
    columns=(
        Column("label", "Клиент — код", Kind.TEXT, "Строка выпадающего списка.", required=True, unique=True),
        Column("client_code", "Код", Kind.CODE, "Код клиента.", required=True, unique=True),
        Column("months", "Месяцы", Kind.TEXT, "Оборот в копейках по месяцам через «;»; пусто — не хранится."),
        Column("contact_ids", "Контакты", Kind.TEXT, "Сколько всего; номера последних записей."),
        Column("task_ids", "Задачи", Kind.TEXT, "Сколько всего; номера открытых задач."),
        Column("person_ids", "Люди", Kind.TEXT, "Сколько всего; номера записей."),
        Column("actions", "Дела", Kind.TEXT, "Дела: действие, копейки, почему."),
        Column("potential_min_rub", "Потенциал не менее, ₽ в год", Kind.MONEY, "Нижняя граница.", unit="₽"),
        Column("potential_rub", "Потенциал, ₽ в год", Kind.MONEY, "Вероятный.", unit="₽"),
        Column("potential_max_rub", "Потенциал не более, ₽ в год", Kind.MONEY, "Верхняя граница.", unit="₽"),
        Column("potential_source", "Откуда потенциал", Kind.TEXT, "Опрос, карточка, число заказов или оценка."),
        Column("share_of_wallet", "Доля в закупках", Kind.SHARE, "Оборот ÷ потенциал."),
        Column("untapped_rub", "Не взято, ₽ в год", Kind.MONEY, "Потенциал минус оборот.", unit="₽"),
        Column("obstacle", "Что мешает", Kind.TEXT, "Что мешает брать больше у нас: последний ответ клиента."),
        Column("bought_elsewhere", "Что берут у других", Kind.TEXT, "Последний ответ клиента."),
        Column("next_question", "Следующий вопрос", Kind.TEXT, "Что спросить у клиента."),
        Column("survey_line", "Опрос", Kind.TEXT, "Последний опрос и тревоги в силе."),
        Column("falling_line", "Закупки", Kind.TEXT, "Сокращает ли, почему и к какому объёму идём."),
        Column("tasks_line", "Слабое место", Kind.TEXT, "Самая слабая из пяти задач КМ, оценка NPS, стратегия."),
        Column("programmes_line", "Программы", Kind.TEXT, "Статус и итог каждой."),
        Column("papers_line", "Документы", Kind.TEXT, "С листа «Соглашения»: сначала те, что кончаются."),
        Column("discounts_line", "Скидки", Kind.TEXT, "Сколько, с какого дня и окупилась ли."),
    ),
)
