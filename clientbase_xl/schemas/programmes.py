"""«Программы»: individual sales programmes, client by client (METHOD section 13)."""

from clientbase_xl.schemas.model import ROW_ID, Column, Group, Kind, Mode, Sheet
from clientbase_xl.schemas.row_id import CLIENT_NAME_COLUMN, ROW_ID_COLUMN, client_code_column

PROGRAMMES_LIST = "programmes"
RETURN_PROGRAMME = "Возврат клиента"
"""The programme for who went to a competitor (METHOD section 13)."""
OFFERED, AGREED, RUNNING, FINISHED, REFUSED = "предложена", "согласована", "идёт", "завершена", "отказ"
PROGRAMME_STATUSES = (OFFERED, AGREED, RUNNING, FINISHED, REFUSED)
GREW, HELD, FELL, CAME_BACK, NOT_BOUGHT, TOO_EARLY, NOT_STARTED, NO_VERDICT = (
    "рост",
    "без изменений",
    "спад",
    "вернулся",
    "не покупает",
    "рано судить",
    "не началась",
    "нет данных",
)
PROGRAMME_VERDICTS = (GREW, HELD, FELL, CAME_BACK, NOT_BOUGHT, TOO_EARLY, NOT_STARTED, NO_VERDICT)

_WHO, _WHAT, _GROUP, _RESULT = "Клиент", "Программа", "Группа", "Что даёт"

PROGRAMMES = Sheet(
    key="programmes",
    title="Программы",
    grain="One participation of one client in one programme.",
    purpose="Кому какая программа, на каких условиях и что она даёт. Программа — для группы, условия — свои у каждого.",
    group=Group.WORK,
    key_columns=(ROW_ID,),
    frozen_columns=4,
    is_stored=True,
    empty_text="Программ пока нет: впишите клиента и программу в строки ниже.",
    columns=(
        ROW_ID_COLUMN,
        client_code_column("Код из листа «Клиенты».", required=True),
        CLIENT_NAME_COLUMN,
        Column(
            "programme",
            "Программа",
            Kind.CHOICE,
            "Из листа «Справочники»; для кого она — на листе «Условия программ».",
            Mode.TYPED,
            required=True,
            list_key=PROGRAMMES_LIST,
            band=_WHO,
        ),
        Column("manager", "Менеджер", Kind.TEXT, "Кто ведёт клиента: по карточке.", band=_WHO),
        Column(
            "status",
            "Статус",
            Kind.CHOICE,
            "На каком шаге.",
            Mode.TYPED,
            required=True,
            choices=PROGRAMME_STATUSES,
            band=_WHAT,
        ),
        Column(
            "terms",
            "Условия клиента",
            Kind.TEXT,
            "О чём договорились именно с ним.",
            Mode.TYPED,
            is_wrapped=True,
            band=_WHAT,
            may_name_people=True,
        ),
        Column("from_on", "С", Kind.DATE, "Первый день.", Mode.TYPED, band=_WHAT),
        Column(
            "to_on", "По", Kind.DATE, "Последний день; пусто — по сроку из условий программы.", Mode.TYPED, band=_WHAT
        ),
        Column(
            "result",
            "Результат",
            Kind.TEXT,
            "Чем кончилось, словами.",
            Mode.TYPED,
            is_wrapped=True,
            band=_WHAT,
            may_name_people=True,
        ),
        Column("is_in_group", "В группе", Kind.FLAG, "Подходит ли клиент; пусто — нет данных.", band=_GROUP),
        Column("group_reason", "Почему в группе", Kind.TEXT, "Какие условия выполнены.", is_wrapped=True, band=_GROUP),
        Column("count_days", "Дней", Kind.INTEGER, "Сколько идёт или шла.", unit="дн.", minimum=0, band=_RESULT),
        Column(
            "turnover_before_rub", "Оборот до, ₽", Kind.MONEY, "За столько же дней до начала.", unit="₽", band=_RESULT
        ),
        Column(
            "turnover_since_rub", "Оборот с начала, ₽", Kind.MONEY, "По конец или по вчера.", unit="₽", band=_RESULT
        ),
        Column("change", "Изменение", Kind.SHARE, "С начала ÷ до − 1.", band=_RESULT),
        Column(
            "turnover_year_before_rub", "За 12 мес. до, ₽", Kind.MONEY, "Год перед началом.", unit="₽", band=_RESULT
        ),
        Column("verdict", "Итог", Kind.CHOICE, "По обороту.", choices=PROGRAMME_VERDICTS, band=_RESULT),
        Column("reason", "Почему", Kind.TEXT, "Числа итога.", is_wrapped=True, band=_RESULT),
    ),
)
