"""«FBS обучение»: the cheapest set of trainings that meets the demand of every level, or why there is none."""

from clientbase_xl.schemas.fbs_words import FBS_LEVELS, POINTS
from clientbase_xl.schemas.model import Column, Group, Kind, Sheet

TEACH, NOT_POSSIBLE, NOT_FOUND = "обучить", "нельзя", "план не найден"
TRAINING_STATES = (TEACH, NOT_POSSIBLE, NOT_FOUND)

FBS_TRAININGS = Sheet(
    key="fbs_trainings",
    title="FBS обучение",
    grain="One training of one employee in one function; where no plan exists, one reason.",
    purpose="Кого чему обучить, чтобы у каждой функции было столько бэкаперов, сколько требует её уровень.",
    group=Group.TEAM,
    key_columns=("rank",),
    frozen_columns=2,
    empty_text="Обучать никого не надо: бэкаперов хватает.",
    columns=(
        Column("rank", "№", Kind.INTEGER, "Высшие функции первыми.", required=True, unique=True, minimum=1),
        Column("function", "Функция", Kind.TEXT, "Чему учить.", is_wrapped=True),
        Column("level", "Уровень", Kind.CHOICE, "С листа «FBS функции».", choices=FBS_LEVELS),
        Column("state", "Что делать", Kind.CHOICE, "«нельзя» — пределы не дают обучить.", choices=TRAINING_STATES),
        Column("employee", "Кого обучить", Kind.TEXT, "Станет бэкапером."),
        Column("teachers", "У кого учиться", Kind.TEXT, "Кто умеет сейчас, владелец первым."),
        Column("cost", "Стоимость", Kind.NUMBER, "Одно обучение — 1.", unit=POINTS, minimum=0),
        Column("reason", "Почему", Kind.TEXT, "Чего не хватает или что мешает.", is_wrapped=True),
    ),
)
