"""«Хронометраж», «Время менеджеров», «Технический помощник»: selling against serving time, and whom to unload."""

from clientbase_xl.schemas.model import ROW_ID, Column, Group, Kind, Mode, Sheet
from clientbase_xl.schemas.row_id import ROW_ID_COLUMN

ACTIVITIES_LIST = "activities"
"""The list of «Справочники» whose notes say what each activity is."""
ACTIVITY_NAMES_NAME, ACTIVITY_KINDS_NAME = "activity_names", "activity_kinds"
"""The defined names of all values of that list, those no longer offered too, and of the notes beside them."""
SELLING, SERVING, UNSORTED = "продажа", "обслуживание", "не разнесено"
ACTIVITY_KINDS = (SELLING, SERVING, UNSORTED)
ABOVE_MARK, WITHIN_MARK, FEW_DAYS, NO_NOTES = "выше ориентира", "в пределах", "мало дней", "нет записей"
TIME_STATES = (ABOVE_MARK, WITHIN_MARK, FEW_DAYS, NO_NOTES)
MINUTES_IN_DAY = 1440


def _kind_formula() -> str:
    """Return the formula that finds an activity's kind in «Справочники»: a word of the two, whatever its case."""
    found = f"COUNTIFS({ACTIVITY_NAMES_NAME},{{activity}},{ACTIVITY_KINDS_NAME}"
    serving = f'IF({found},"{SERVING}")>0,"{SERVING}","{UNSORTED}")'
    return f'IF({{activity}}="","",IF({found},"{SELLING}")>0,"{SELLING}",{serving}))'


TIME_PHOTO = Sheet(
    key="time_photo",
    title="Хронометраж",
    grain="One activity of one manager on one day.",
    purpose="Сколько минут на что ушло: неделя таких записей показывает, продаёт менеджер или обслуживает сделки.",
    group=Group.TEAM,
    key_columns=(ROW_ID,),
    frozen_columns=3,
    is_stored=True,
    empty_text="Записей пока нет: неделю вписывайте в строки ниже, чем занят каждый менеджер.",
    columns=(
        ROW_ID_COLUMN,
        Column("noted_on", "Дата", Kind.DATE, "День, о котором запись.", Mode.TYPED, required=True),
        Column("manager", "Менеджер", Kind.CHOICE, "Чьё время.", Mode.TYPED, required=True, list_key="managers"),
        Column(
            "activity",
            "Вид работы",
            Kind.CHOICE,
            "Из листа «Справочники»; там же — продажа это или обслуживание.",
            Mode.TYPED,
            required=True,
            list_key=ACTIVITIES_LIST,
            is_wrapped=True,
        ),
        Column(
            "count_minutes",
            "Минут",
            Kind.INTEGER,
            "Сколько минут за день ушло на эту работу.",
            Mode.TYPED,
            unit="мин",
            required=True,
            minimum=0,
            maximum=MINUTES_IN_DAY,
        ),
        Column(
            "activity_kind",
            "Что это",
            Kind.CHOICE,
            "Продажа или обслуживание сделки: по листу «Справочники».",
            Mode.LIVE,
            choices=ACTIVITY_KINDS,
            formula=_kind_formula(),
        ),
        Column(
            "comment", "Комментарий", Kind.TEXT, "Свободный текст.", Mode.TYPED, is_wrapped=True, may_name_people=True
        ),
    ),
)

_NOTED, _UNLOAD = "Что записано", "Если дать помощника"

TIME_SHARES = Sheet(
    key="time_shares",
    title="Время менеджеров",
    grain="One manager, or all of them together in the last row.",
    purpose="Доли продаж и обслуживания по хронометражу, и кого разгрузить. Ориентир «до 40 %» — для сравнения.",
    group=Group.TEAM,
    key_columns=("manager",),
    frozen_columns=2,
    empty_text="Менеджеров пока нет.",
    columns=(
        Column("manager", "Менеджер", Kind.TEXT, "Чьё время; «Отдел» — все вместе.", required=True, band=_NOTED),
        Column("state", "Итог", Kind.CHOICE, "Не продажи против ориентира.", choices=TIME_STATES, band=_NOTED),
        Column("count_days", "Дней", Kind.INTEGER, "Отмеченных дней; «Отдел» — сумма.", minimum=0, band=_NOTED),
        Column("selling_share", "Доля продаж", Kind.SHARE, "Продажи ÷ (продажи + обслуживание).", band=_NOTED),
        Column("serving_share", "Доля обслуживания", Kind.SHARE, "Остальное.", band=_NOTED),
        Column(
            "load_share", "Загрузка", Kind.SHARE, "Как на «Нагрузка»: контакты ÷ часы продаж.", minimum=0, band=_NOTED
        ),
        Column("rank_unload", "Очередь", Kind.INTEGER, "Кого разгрузить первым.", minimum=1, band=_UNLOAD),
        Column("hours_freed", "Освободится, ч в месяц", Kind.NUMBER, "До 20 % времени.", unit="ч", band=_UNLOAD),
        Column("serving_share_after", "Обслуживание станет", Kind.SHARE, "Доля времени.", band=_UNLOAD),
        Column("load_share_after", "Загрузка станет", Kind.SHARE, "С этими часами.", minimum=0, band=_UNLOAD),
        Column("reason", "Почему", Kind.TEXT, "Числа итога.", is_wrapped=True, band=_UNLOAD),
    ),
)

ASSISTANT_CASE = Sheet(
    key="assistant_case",
    title="Технический помощник",
    grain="One step of the calculation.",
    purpose="Окупится ли сотрудник бэк-офиса, который разгрузит менеджеров: ФОТ против прибыли освобождённых часов.",
    group=Group.TEAM,
    key_columns=("rank",),
    frozen_columns=2,
    empty_text="Считается в книге руководителя.",
    columns=(
        Column("rank", "№", Kind.INTEGER, "Порядок расчёта.", required=True, minimum=1),
        Column("indicator", "Показатель", Kind.TEXT, "Что считаем.", required=True),
        Column("value", "Значение", Kind.NUMBER, "Пусто — нет данных."),
        Column("unit", "Ед.", Kind.TEXT, "В чём значение."),
        Column("source", "Откуда", Kind.TEXT, "Хронометраж, база, настройка или расчёт."),
        Column("reason", "Почему", Kind.TEXT, "Числа, из которых это следует.", is_wrapped=True),
    ),
)
