"""«Соглашения»: contracts, powers of attorney, letters of intent, addenda (METHOD section 13)."""

from clientbase_xl.schemas.model import ROW_ID, Column, Group, Kind, Mode, Sheet
from clientbase_xl.schemas.row_id import CLIENT_NAME_COLUMN, ROW_ID_COLUMN, client_code_column

CONTRACT, POWER, LETTER, ADDENDUM, OTHER = (
    "договор",
    "доверенность",
    "соглашение о намерениях",
    "дополнительное соглашение",
    "другое",
)
DOCUMENT_KINDS = (CONTRACT, POWER, LETTER, ADDENDUM, OTHER)
TALKS, LETTER_STAGE, ADDENDUM_STAGE, PLAN_STAGE = "переговоры", LETTER, ADDENDUM, "план"
STAGES = (TALKS, LETTER_STAGE, ADDENDUM_STAGE, PLAN_STAGE)
"""Talks of the year end, in their order (METHOD section 13)."""
IN_FORCE, UP_TO_60, UP_TO_30, EXPIRED, UNSIGNED, NO_DATE = (
    "действует",
    "осталось ≤ 60 дн.",
    "осталось ≤ 30 дн.",
    "истёк",
    "не подписан",
    "нет данных",
)
DOCUMENT_STATES = (IN_FORCE, UP_TO_60, UP_TO_30, EXPIRED, UNSIGNED, NO_DATE)

_WHAT, _STATE, _PLAN, _FACT = "Документ", "Срок", "План заказов", "Выполнение"

AGREEMENTS = Sheet(
    key="agreements",
    title="Соглашения",
    grain="One document of one client.",
    purpose="Договоры, доверенности, соглашения: что кончается, на каком шаге переговоры, как идёт план заказов.",
    group=Group.WORK,
    key_columns=(ROW_ID,),
    frozen_columns=4,
    is_stored=True,
    empty_text="Документов пока нет: впишите их в строки ниже.",
    columns=(
        ROW_ID_COLUMN,
        client_code_column("Код из листа «Клиенты».", required=True),
        CLIENT_NAME_COLUMN,
        Column(
            "document_kind",
            "Вид",
            Kind.CHOICE,
            "Что это за документ.",
            Mode.TYPED,
            required=True,
            choices=DOCUMENT_KINDS,
            band=_WHAT,
        ),
        Column("document_no", "№ документа", Kind.CODE, "Номер.", Mode.TYPED, band=_WHAT),
        Column("signed_on", "Дата", Kind.DATE, "Дата документа.", Mode.TYPED, band=_WHAT),
        Column("valid_until", "Последний день", Kind.DATE, "Последний день действия.", Mode.TYPED, band=_WHAT),
        Column("responsible", "Ответственный", Kind.CHOICE, "Кто ведёт.", Mode.TYPED, list_key="managers", band=_WHAT),
        Column("manager", "Менеджер", Kind.TEXT, "Кто ведёт клиента: по карточке.", band=_WHAT),
        Column(
            "comment",
            "Комментарий",
            Kind.TEXT,
            "Свободный текст.",
            Mode.TYPED,
            is_wrapped=True,
            band=_WHAT,
            may_name_people=True,
        ),
        Column("state", "Состояние", Kind.CHOICE, "На дату книги.", choices=DOCUMENT_STATES, band=_STATE),
        Column("left_days", "Осталось, дн.", Kind.INTEGER, "Меньше 0 — срок прошёл.", unit="дн.", band=_STATE),
        Column("renew", "Обновить до звонка", Kind.TEXT, "С чего начать.", is_wrapped=True, band=_STATE),
        Column(
            "stage",
            "Этап",
            Kind.CHOICE,
            "Переговоры конца года: от переговоров до плана; «переговоры» — ещё не подписан.",
            Mode.TYPED,
            choices=STAGES,
            is_wrapped=True,
            band=_PLAN,
        ),
        Column("plan_from_on", "План с месяца", Kind.DATE, "Любой день первого месяца.", Mode.TYPED, band=_PLAN),
        Column("plan_to_on", "План по месяц", Kind.DATE, "Любой день последнего месяца.", Mode.TYPED, band=_PLAN),
        Column("plan_rub", "План, ₽", Kind.MONEY, "За весь период.", Mode.TYPED, unit="₽", minimum=0, band=_PLAN),
        Column(
            "reward",
            "Вознаграждение",
            Kind.TEXT,
            "За что: выполнение повышенного плана.",
            Mode.TYPED,
            is_wrapped=True,
            band=_PLAN,
            may_name_people=True,
        ),
        Column(
            "reward_share",
            "Ставка вознаграждения",
            Kind.SHARE,
            "Доля оборота периода, если план выполнен.",
            Mode.TYPED,
            minimum=0,
            maximum=1,
            band=_PLAN,
        ),
        Column("plan_to_date_rub", "План на дату, ₽", Kind.MONEY, "По месяцам поровну.", unit="₽", band=_FACT),
        Column("fact_rub", "Факт, ₽", Kind.MONEY, "Оборот периода по вчера.", unit="₽", band=_FACT),
        Column("plan_share", "Выполнение", Kind.SHARE, "Факт ÷ план на дату.", band=_FACT),
        Column("reward_rub", "К выплате, ₽", Kind.MONEY, "Когда план выполнен.", unit="₽", band=_FACT),
        Column("reason", "Почему", Kind.TEXT, "Даты и числа.", is_wrapped=True, band=_FACT),
    ),
)
