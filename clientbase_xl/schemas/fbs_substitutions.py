"""«FBS замены»: who takes over whose functions in the coming week."""

from clientbase_xl.schemas.fbs_words import FBS_LEVELS
from clientbase_xl.schemas.model import Column, Group, Kind, Sheet

NOBODY_LEFT, SECOND_TAKES, FIRST_TAKES = "некому", "второй бэкапер", "первый бэкапер"
SUBSTITUTE_STATES = (NOBODY_LEFT, SECOND_TAKES, FIRST_TAKES)

FBS_SUBSTITUTIONS = Sheet(
    key="fbs_substitutions",
    title="FBS замены",
    grain="One function and a run of working days on which its owner is away.",
    purpose="Кто кого подменяет на ближайшей неделе: первый бэкапер, за ним второй. Повесьте на стену.",
    group=Group.TEAM,
    key_columns=("rank",),
    frozen_columns=2,
    empty_text="Подменять никого не надо: у каждой функции кто-то из владельцев на месте.",
    columns=(
        Column("rank", "№", Kind.INTEGER, "Сначала те, кого некому подменить.", required=True, unique=True, minimum=1),
        Column("function", "Функция", Kind.TEXT, "С листа «FBS функции».", required=True, is_wrapped=True),
        Column("level", "Уровень", Kind.CHOICE, "С листа «FBS функции».", choices=FBS_LEVELS),
        Column("absent", "Кого нет", Kind.TEXT, "Владелец функции; у функции без владельца — все её бэкаперы."),
        Column("from_on", "С", Kind.DATE, "Первый рабочий день."),
        Column("to_on", "По", Kind.DATE, "Последний рабочий день."),
        Column("count_days", "Рабочих дней", Kind.INTEGER, "По календарю листа «Справочники».", minimum=1),
        Column("substitute", "Кто подменяет", Kind.TEXT, "Первый бэкапер на месте, иначе второй."),
        Column("state", "Замена", Kind.CHOICE, "Каким по очереди идёт тот, кто подменяет.", choices=SUBSTITUTE_STATES),
        Column("action", "Что сделать", Kind.TEXT, "До первого дня отсутствия.", is_wrapped=True),
    ),
)
