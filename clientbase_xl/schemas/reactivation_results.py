"""«Итоги реактивации» and «Конверсия реактивации»: what followed the calls to lapsed clients."""

from clientbase_xl.schemas.model import Column, Group, Kind, Sheet

RETURNED, WAITING, NOT_RETURNED, BY_ITSELF, NOT_COUNTED = (
    "возвращён",
    "ждём",
    "не вернулся",
    "вернулся сам",
    "не считается",
)
VERDICTS = (RETURNED, WAITING, NOT_RETURNED, BY_ITSELF, NOT_COUNTED)

REACTIVATION_RESULTS = Sheet(
    key="reactivation_results",
    title="Итоги реактивации",
    grain="One client and one break of its purchases that was called about or that ended without a call.",
    purpose="Кого звали обратно и кто вернулся: строки остаются и тогда, когда клиент ушёл из списка звонков.",
    group=Group.WORK,
    frozen_columns=2,
    empty_text="Контактов с отпавшими клиентами ещё нет: впишите их на «Реактивация» или в «Контакты».",
    columns=(
        Column("client_code", "Код", Kind.CODE, "Код клиента.", required=True),
        Column("client_name", "Клиент", Kind.TEXT, "Наименование."),
        Column("manager", "Кто говорил", Kind.TEXT, "Кто назван в контакте, иначе менеджер клиента."),
        Column("last_before_on", "Последняя покупка до", Kind.DATE, "После неё клиент замолчал."),
        Column("contacted_on", "Дата контакта", Kind.DATE, "Последний контакт до возвращения; пусто — его не было."),
        Column("count_contacts", "Контактов", Kind.INTEGER, "За это молчание клиента.", minimum=0),
        Column("answer", "Ответ", Kind.TEXT, "Что сказал клиент.", is_wrapped=True),
        Column("programme", "Предложенная программа", Kind.TEXT, "Что предложили."),
        Column("first_after_on", "Первая покупка после", Kind.DATE, "В день контакта или позже."),
        Column("return_days", "Через, дн.", Kind.INTEGER, "От контакта, без него — от прошлой покупки.", unit="дн."),
        Column(
            "amount_after_rub",
            "Отгрузки за срок, ₽",
            Kind.MONEY,
            "За вычетом возвратов: за 90 дней (настройка) после контакта, без контакта — после возвращения.",
            unit="₽",
        ),
        Column("verdict", "Итог", Kind.CHOICE, "Что вышло из контакта.", choices=VERDICTS),
        Column("wait_until", "Ждём до", Kind.DATE, "Последний день срока после контакта."),
        Column("is_over", "Срок прошёл", Kind.FLAG, "да — входит в конверсию; пусто — контакта не было."),
        Column("reason", "Почему", Kind.TEXT, "Даты и дни, из которых следует итог.", is_wrapped=True),
    ),
)

REACTIVATION_CONVERSION = Sheet(
    key="reactivation_conversion",
    title="Конверсия реактивации",
    grain="One manager, or all of them together in the last row.",
    purpose="Вернувшиеся ÷ те, с кем говорили и чей срок прошёл. 30 и 60 % — ориентиры, не обещания.",
    group=Group.WORK,
    key_columns=("manager",),
    frozen_columns=1,
    empty_text="Считать пока не из чего: контактов с отпавшими клиентами нет.",
    columns=(
        Column("manager", "Менеджер", Kind.TEXT, "Кто говорил с клиентом.", required=True, unique=True),
        Column(
            "count_contacted", "С кем говорили", Kind.INTEGER, "Отпавшие клиенты, с которыми был контакт.", minimum=0
        ),
        Column("count_waiting", "Срок идёт", Kind.INTEGER, "Из них 90 дней ещё не прошли.", minimum=0),
        Column("count_early", "Вернулись, срок идёт", Kind.INTEGER, "Пока не входят в конверсию.", minimum=0),
        Column("count_over", "Срок прошёл", Kind.INTEGER, "Знаменатель конверсии.", minimum=0),
        Column("count_returned", "Вернулись", Kind.INTEGER, "Из тех, чей срок прошёл: числитель.", minimum=0),
        Column("conversion", "Конверсия", Kind.SHARE, "Вернулись ÷ срок прошёл; пусто — нет данных."),
        Column("amount_after_rub", "Отгрузки вернувшихся, ₽", Kind.MONEY, "За 90 дней после контакта.", unit="₽"),
        Column("count_self", "Вернулись сами", Kind.INTEGER, "Без контакта или после срока.", minimum=0),
        Column("mark", "Ориентиры", Kind.TEXT, "Из статьи [S] и книги [B], для сравнения."),
        Column("reason", "Почему", Kind.TEXT, "Числа конверсии.", is_wrapped=True),
    ),
)
