"""«Контактные лица»: the people of a client, their part in the decision, how to reach them."""

from clientbase_xl.schemas.clients import FLAG_CHOICES, ROLES
from clientbase_xl.schemas.model import ROW_ID, Column, Group, Kind, Mode, Sheet
from clientbase_xl.schemas.row_id import CLIENT_NAME_COLUMN, ROW_ID_COLUMN, client_code_column

PERSON_ROLES = (*ROLES, "исполнитель", "бухгалтерия", "склад")
"""Roles in the decision (METHOD section 1), after them those whom one calls on other matters (ours)."""

CONTACT_PERSONS = Sheet(
    key="contact_persons",
    title="Контактные лица",
    grain="One person of one client.",
    purpose="С кем у клиента говорить: роль в решении, телефон, почта, согласие.",
    group=Group.BASE,
    key_columns=(ROW_ID,),
    frozen_columns=4,
    is_stored=True,
    empty_text="Контактных лиц пока нет: впишите их в строки ниже.",
    columns=(
        ROW_ID_COLUMN,
        client_code_column("Код из листа «Клиенты».", required=True),
        CLIENT_NAME_COLUMN,
        Column(
            "person_name",
            "Фамилия, имя, отчество",
            Kind.TEXT,
            "С кем говорить.",
            Mode.TYPED,
            required=True,
            is_personal=True,
        ),
        Column("job_title", "Должность", Kind.TEXT, "Как в визитке.", Mode.TYPED),
        Column(
            "role",
            "Роль",
            Kind.CHOICE,
            "ЛПР — принимает решение, ЛВР — влияет, ГПР — входит в группу принимающих решение.",
            Mode.TYPED,
            choices=PERSON_ROLES,
        ),
        Column("is_main", "Основной", Kind.FLAG, "да — звонить сначала ему.", Mode.TYPED, choices=FLAG_CHOICES),
        Column("phone", "Телефон", Kind.CODE, "Прямой или мобильный.", Mode.TYPED, is_personal=True),
        Column("email", "E-mail", Kind.TEXT, "Для писем.", Mode.TYPED, is_personal=True),
        Column(
            "is_consent_given",
            "Согласие на обработку данных",
            Kind.FLAG,
            "да — человек разрешил хранить свои данные.",
            Mode.TYPED,
            choices=FLAG_CHOICES,
        ),
        Column("consent_on", "Согласие от", Kind.DATE, "Когда получено.", Mode.TYPED),
        Column(
            "is_gone",
            "Больше не работает",
            Kind.FLAG,
            "да — ушёл от клиента; строку не удаляют.",
            Mode.TYPED,
            choices=FLAG_CHOICES,
        ),
        Column(
            "comment",
            "Комментарий",
            Kind.TEXT,
            "Что помнить в разговоре.",
            Mode.TYPED,
            is_wrapped=True,
            may_name_people=True,
        ),
    ),
)
