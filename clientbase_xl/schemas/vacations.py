"""«Отпуска»: when an employee is not there (METHOD section 15: the stress test of the FBS matrix)."""

from clientbase_xl.schemas.fbs_words import EMPLOYEES_LIST, NOT_LISTED
from clientbase_xl.schemas.lists import list_name
from clientbase_xl.schemas.model import ROW_ID, Column, Group, Kind, Mode, Sheet
from clientbase_xl.schemas.plan_forecast import PERIODS
from clientbase_xl.schemas.row_id import ROW_ID_COLUMN

ENDS_BEFORE, NO_DATES = "кончается раньше, чем начался", "нет даты"

VACATIONS = Sheet(
    key="vacations",
    title="Отпуска",
    grain="One absence of one employee.",
    purpose="Кого и когда не будет: отпуск, обучение, долгая командировка. Оба дня входят.",
    group=Group.TEAM,
    key_columns=(ROW_ID,),
    frozen_columns=3,
    is_stored=True,
    is_landscape=False,
    empty_text="Отпусков пока нет: впишите их в строки ниже.",
    columns=(
        ROW_ID_COLUMN,
        Column("period", "Когда", Kind.CHOICE, "На дату книги.", choices=PERIODS),
        Column(
            "employee",
            "Сотрудник",
            Kind.CHOICE,
            "Из списка «Сотрудники» листа «Справочники».",
            Mode.TYPED,
            required=True,
            list_key=EMPLOYEES_LIST,
        ),
        Column("away_from", "С", Kind.DATE, "Первый день.", Mode.TYPED, required=True),
        Column("away_to", "По", Kind.DATE, "Последний день.", Mode.TYPED, required=True),
        Column(
            "count_days",
            "Дней",
            Kind.INTEGER,
            "Календарных дней, оба входят.",
            Mode.LIVE,
            formula='IF(AND(N({away_from})>0,N({away_to})>=N({away_from})),{away_to}-{away_from}+1,"")',
        ),
        Column(
            "check",
            "Проверка",
            Kind.TEXT,
            "Пусто — всё верно.",
            Mode.LIVE,
            formula='IF(AND({employee}="",{away_from}="",{away_to}=""),"",'
            f'IF(OR({{employee}}="",ISNA(MATCH({{employee}},{list_name(EMPLOYEES_LIST)},0))),"{NOT_LISTED}",'
            f'IF(OR(N({{away_from}})=0,N({{away_to}})=0),"{NO_DATES}",'
            f'IF({{away_to}}<{{away_from}},"{ENDS_BEFORE}",""))))',
        ),
        Column(
            "comment",
            "Комментарий",
            Kind.TEXT,
            "Отпуск, обучение, болезнь.",
            Mode.TYPED,
            is_wrapped=True,
            may_name_people=True,
        ),
    ),
)
