"""«FBS сотрудники»: each employee's functions, who backs them up, what comes first and when (METHOD section 15)."""

from clientbase_xl.schemas.fbs_functions import FUNCTION_ID_COLUMN
from clientbase_xl.schemas.fbs_words import FBS_LEVELS, FBS_ROLE_WORDS
from clientbase_xl.schemas.model import Column, Group, Kind, Mode, Sheet

NO_ROLE = "роли больше нет"
"""Instead of a role: the employee has lost the function, what was typed about it is still there."""

FBS_EMPLOYEES = Sheet(
    key="fbs_employees",
    title="FBS сотрудники",
    grain="One employee and one function in which he has a role.",
    purpose="Лист сотрудника: его функции, кто его прикроет, что делать в первую очередь и когда.",
    group=Group.TEAM,
    key_columns=("employee", "function_id"),
    frozen_columns=2,
    is_stored=True,
    empty_text="Ролей пока нет: назначьте их на листе «FBS матрица».",
    columns=(
        Column("employee", "Сотрудник", Kind.TEXT, "Из матрицы.", required=True),
        Column("function", "Функция", Kind.TEXT, "С листа «FBS функции».", is_wrapped=True),
        Column("role", "Роль", Kind.CHOICE, "Из матрицы.", choices=(*FBS_ROLE_WORDS, NO_ROLE)),
        Column("level", "Уровень", Kind.CHOICE, "С листа «FBS функции».", choices=FBS_LEVELS),
        Column(
            "backed_by",
            "Кто делает back up",
            Kind.TEXT,
            "Бэкаперы функции; у бэкапера — и её владелец.",
            is_wrapped=True,
        ),
        Column(
            "priority_tasks",
            "Приоритетные задачи",
            Kind.TEXT,
            "Что в этой функции главное сейчас.",
            Mode.TYPED,
            is_wrapped=True,
            may_name_people=True,
        ),
        Column("when", "День, неделя исполнения", Kind.TEXT, "Например: пн и чт; 1-я неделя.", Mode.TYPED),
        FUNCTION_ID_COLUMN,
    ),
)
