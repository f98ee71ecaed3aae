"""«Следующее касание»: clients that left, and when to call them again (METHOD section 13: do not burn bridges)."""

from clientbase_xl.schemas.model import Column, Group, Kind, Sheet

LEFT, TO_COMPETITOR = "ушёл", "ушёл к конкуренту"
LEFT_WHY = (LEFT, TO_COMPETITOR)
TYPED_DATE, AFTER_CONTACT, NO_CONTACT = "назначено", "после контакта", "контактов нет"
TOUCH_BASES = (TYPED_DATE, AFTER_CONTACT, NO_CONTACT)

NEXT_TOUCHES = Sheet(
    key="next_touches",
    title="Следующее касание",
    grain="One client that left or went to a competitor.",
    purpose="Не сжигать мосты: кому из ушедших пора напомнить о себе, чтобы первыми узнать о переменах.",
    group=Group.WORK,
    key_columns=("client_code",),
    frozen_columns=3,
    empty_text="Ушедших клиентов нет.",
    columns=(
        Column("rank", "Место", Kind.INTEGER, "Сначала кому пора, крупные впереди.", required=True, minimum=1),
        Column("client_code", "Код", Kind.CODE, "Код клиента.", required=True, unique=True),
        Column("client_name", "Клиент", Kind.TEXT, "Наименование."),
        Column("manager", "Менеджер", Kind.TEXT, "Кто ведёт клиента."),
        Column("phone", "Телефон", Kind.CODE, "Из карточки.", is_personal=True),
        Column(
            "left_why",
            "Что случилось",
            Kind.CHOICE,
            "Молчит больше 180 дней или сказал о конкуренте.",
            choices=LEFT_WHY,
        ),
        Column("last_purchase_on", "Последняя покупка", Kind.DATE, "После неё ушёл."),
        Column("amount_rub", "Оборот до ухода, ₽", Kind.MONEY, "12 мес. по последнюю покупку.", unit="₽"),
        Column("last_contact_on", "Последний контакт", Kind.DATE, "Пусто — не записан."),
        Column("touch_on", "Следующее касание", Kind.DATE, "Назначено; иначе контакт + 30 дн. (настройка)."),
        Column("touch_basis", "Откуда дата", Kind.CHOICE, "Кто её назначил.", choices=TOUCH_BASES),
        Column("overdue_days", "Просрочено, дн.", Kind.INTEGER, "0 — сегодня; пусто — впереди.", unit="дн.", minimum=0),
        Column("programme", "Предложить", Kind.TEXT, "Программа, и где она сейчас.", is_wrapped=True),
        Column("papers", "Документы", Kind.TEXT, "Что продлить до звонка.", is_wrapped=True),
        Column("reason", "Почему", Kind.TEXT, "Даты и что сказал клиент.", is_wrapped=True),
    ),
)
