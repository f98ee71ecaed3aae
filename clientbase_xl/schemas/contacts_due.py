"""«Контакты недели»: whom to visit and whom to call this week by the frequency that the client has."""

from clientbase_xl.schemas.clients import LETTERS
from clientbase_xl.schemas.model import Column, Group, Kind, Sheet

VISIT, CALL = "визит", "звонок"
DUE_KINDS = (VISIT, CALL)

CONTACTS_DUE = Sheet(
    key="contacts_due",
    title="Контакты недели",
    grain="The next visit or the next call of one client, due by the end of this ISO week.",
    purpose="Кого навестить и кому позвонить на этой неделе по частоте матрицы: сначала просроченное, потом крупное.",
    group=Group.WORK,
    key_columns=("client_code", "contact_kind"),
    frozen_columns=4,
    empty_text="На этой неделе плановых контактов нет.",
    columns=(
        Column("due_on", "Не позже", Kind.DATE, "Последний контакт + 30,44 ÷ частота дней; без контакта — сегодня."),
        Column("contact_kind", "Что", Kind.CHOICE, "Визит или звонок.", choices=DUE_KINDS),
        Column("client_code", "Код", Kind.CODE, "Код клиента.", required=True),
        Column("client_name", "Клиент", Kind.TEXT, "Наименование."),
        Column("manager", "Менеджер", Kind.TEXT, "Кто ведёт клиента."),
        Column("category_approved", "Категория", Kind.LETTER, "Утверждённая.", choices=LETTERS),
        Column("phone", "Телефон", Kind.CODE, "Из карточки.", is_personal=True),
        Column("overdue_days", "Опоздали, дн.", Kind.INTEGER, "Пусто — ещё не срок.", unit="дн.", minimum=1),
        Column("last_contact_on", "Прошлый раз", Kind.DATE, "Последний такой контакт; у звонка без записи — покупка."),
        Column("frequency_per_month", "Раз в месяц", Kind.NUMBER, "Своё значение клиента или матрица.", minimum=0),
        Column("untapped_rub", "Не взято, ₽ в год", Kind.MONEY, "Пусто: потенциал не известен.", unit="₽"),
        Column("turnover_12m_rub", "Оборот за 12 мес., ₽", Kind.MONEY, "За вычетом возвратов.", unit="₽"),
        Column("reason", "Почему", Kind.TEXT, "Откуда срок.", is_wrapped=True),
    ),
)
