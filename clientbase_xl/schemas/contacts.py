"""«Контакты»: calls, visits, offers and refusals, and who started them."""

from clientbase_xl.schemas.model import ROW_ID, Column, Group, Kind, Mode, Sheet
from clientbase_xl.schemas.prospects import PROSPECTS
from clientbase_xl.schemas.row_id import CLIENT_NAME_COLUMN, ROW_ID_COLUMN, client_code_column

COLD_CALL = "холодный звонок"
CONTACT_KINDS = ("звонок", COLD_CALL, "визит", "встреча у нас", "видеовстреча", "письмо", "отправлено КП")
"""What a contact was (METHOD section 6 counts meetings, cold calls and offers sent)."""
MEETINGS = ("визит", "встреча у нас", "видеовстреча")
OFFER = "отправлено КП"
REFUSAL = "отказ"
CONTACT_RESULTS = ("заказ", "договорились", "думает", "отказ", "не дозвонились", "решён вопрос")
OUR_SIDE, THEIR_SIDE = "мы", "клиент"

CONTACTS = Sheet(
    key="contacts",
    title="Контакты",
    grain="One contact with one client.",
    purpose="Звонки, визиты, предложения и отказы; кто начал разговор.",
    group=Group.WORK,
    key_columns=(ROW_ID,),
    frozen_columns=4,
    is_stored=True,
    empty_text="Контактов пока нет: впишите их в строки ниже.",
    columns=(
        ROW_ID_COLUMN,
        Column("contacted_on", "Дата", Kind.DATE, "Когда был контакт.", Mode.TYPED, required=True),
        client_code_column(
            "Код из листа «Клиенты»; у потенциального клиента — его № записи.", required=True, refers_to=PROSPECTS.key
        ),
        CLIENT_NAME_COLUMN,
        Column(
            "manager", "Менеджер", Kind.CHOICE, "Кто говорил от нас.", Mode.TYPED, required=True, list_key="managers"
        ),
        Column("contact_kind", "Вид", Kind.CHOICE, "Что это было.", Mode.TYPED, required=True, choices=CONTACT_KINDS),
        Column(
            "started_by",
            "Кто начал",
            Kind.CHOICE,
            "мы — наша инициатива, клиент — обратился сам.",
            Mode.TYPED,
            choices=(OUR_SIDE, THEIR_SIDE),
        ),
        Column("person_name", "С кем", Kind.TEXT, "С кем говорили.", Mode.TYPED, is_personal=True),
        Column("result", "Итог", Kind.CHOICE, "Чем кончилось.", Mode.TYPED, choices=CONTACT_RESULTS),
        Column(
            "description",
            "Содержание",
            Kind.TEXT,
            "О чём говорили, что предложили, почему отказ.",
            Mode.TYPED,
            is_wrapped=True,
            may_name_people=True,
        ),
        Column(
            "next_step",
            "Следующий шаг",
            Kind.TEXT,
            "Что сделать дальше.",
            Mode.TYPED,
            is_wrapped=True,
            may_name_people=True,
        ),
        Column("next_touch_on", "Следующее касание", Kind.DATE, "Когда вернуться к клиенту.", Mode.TYPED),
    ),
)
