"""«Задачи»: what a manager is to do for a client, with plan, fact and due day."""

from clientbase_xl.schemas.model import ROW_ID, Column, Group, Kind, Mode, Sheet
from clientbase_xl.schemas.prospects import PROSPECTS
from clientbase_xl.schemas.row_id import CLIENT_NAME_COLUMN, ROW_ID_COLUMN, client_code_column

TASK_KPIS = (
    "листинг новых SKU",
    "присутствие",
    "маркетинговые активности",
    "сезонность",
    "консультации и обучение персонала клиента",
    "модельные клиенты",
    "прочее",
)
"""Indicators of the active base that come from tasks (METHOD section 5: 4 and 6–10); «прочее» is ours."""
TASK_STATES = ("в работе", "просрочена", "выполнена", "без срока")

TASKS = Sheet(
    key="tasks",
    title="Задачи",
    grain="One task of one manager.",
    purpose="Что сделать, к какому дню, план и факт.",
    group=Group.WORK,
    key_columns=(ROW_ID,),
    frozen_columns=3,
    is_stored=True,
    empty_text="Задач пока нет: впишите их в строки ниже.",
    columns=(
        ROW_ID_COLUMN,
        Column("state", "Состояние", Kind.CHOICE, "На дату книги: по сроку и выполнению.", choices=TASK_STATES),
        Column(
            "task",
            "Задача",
            Kind.TEXT,
            "Что сделать.",
            Mode.TYPED,
            required=True,
            is_wrapped=True,
            may_name_people=True,
        ),
        Column("manager", "Менеджер", Kind.CHOICE, "Кто делает.", Mode.TYPED, required=True, list_key="managers"),
        client_code_column(
            "Код из листа «Клиенты» или № записи потенциального клиента; пусто — задача не об одном клиенте.",
            required=False,
            refers_to=PROSPECTS.key,
        ),
        CLIENT_NAME_COLUMN,
        Column(
            "kpi",
            "Показатель",
            Kind.CHOICE,
            "На какой показатель работает.",
            Mode.TYPED,
            choices=TASK_KPIS,
            is_wrapped=True,
        ),
        Column("plan", "План", Kind.NUMBER, "Сколько надо.", Mode.TYPED, minimum=0),
        Column("fact", "Факт", Kind.NUMBER, "Сколько сделано.", Mode.TYPED, minimum=0),
        Column("unit", "Ед.", Kind.TEXT, "В чём план и факт: шт., SKU, точек.", Mode.TYPED),
        Column(
            "plan_share",
            "Выполнение",
            Kind.SHARE,
            "Факт ÷ план.",
            Mode.LIVE,
            formula='IF(OR(N({plan})=0,{fact}=""),"",{fact}/{plan})',
        ),
        Column("due_on", "Срок", Kind.DATE, "Последний день.", Mode.TYPED, required=True),
        Column("done_on", "Выполнена", Kind.DATE, "Когда сделано; пусто — ещё нет.", Mode.TYPED),
        Column(
            "offer", "С чем идём", Kind.TEXT, "Предложение клиенту.", Mode.TYPED, is_wrapped=True, may_name_people=True
        ),
        Column(
            "comment", "Комментарий", Kind.TEXT, "Свободный текст.", Mode.TYPED, is_wrapped=True, may_name_people=True
        ),
    ),
)
