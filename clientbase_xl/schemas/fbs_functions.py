"""«FBS функции»: what the department does, function by function, each with its level (METHOD section 15)."""

from clientbase_xl.schemas.fbs_words import DEPARTMENTS_LIST, FBS_LEVELS
from clientbase_xl.schemas.model import ROW_ID, ChangeClass, Column, Group, Kind, Mode, Sheet
from clientbase_xl.schemas.row_id import ROW_ID_COLUMN

FBS_FUNCTIONS = Sheet(
    key="fbs_functions",
    title="FBS функции",
    grain="One function of the department.",
    purpose="Что делает отдел: каждая функция и её уровень. Кто что делает — на листе «FBS матрица».",
    group=Group.TEAM,
    key_columns=(ROW_ID,),
    frozen_columns=3,
    is_stored=True,
    empty_text="Функций пока нет: впишите их в строки ниже, они сразу появятся в матрице.",
    columns=(
        ROW_ID_COLUMN,
        Column(
            "department",
            "Отдел",
            Kind.CHOICE,
            "Группа функций; список — на листе «Справочники».",
            Mode.TYPED,
            required=True,
            list_key=DEPARTMENTS_LIST,
            is_wrapped=True,
            change_class=ChangeClass.HEAD,
        ),
        Column(
            "function",
            "Функция",
            Kind.TEXT,
            "Что делают для завоевания, развития и удержания прибыльных клиентов.",
            Mode.TYPED,
            required=True,
            is_wrapped=True,
            change_class=ChangeClass.HEAD,
        ),
        Column(
            "level",
            "Уровень",
            Kind.CHOICE,
            "Высший: срыв бьёт по обязательствам и деньгам — два бэкапера. Средний: изнашивает и перегружает — один. "
            "Обычный: может подождать.",
            Mode.TYPED,
            required=True,
            choices=FBS_LEVELS,
            change_class=ChangeClass.HEAD,
        ),
        Column(
            "consequence",
            "Если не сделать",
            Kind.TEXT,
            "Чем грозит срыв: по этому выбирают уровень.",
            Mode.TYPED,
            is_wrapped=True,
            change_class=ChangeClass.HEAD,
        ),
        Column(
            "comment",
            "Комментарий",
            Kind.TEXT,
            "Свободный текст.",
            Mode.TYPED,
            is_wrapped=True,
            change_class=ChangeClass.HEAD,
        ),
    ),
)

FUNCTION_ID_COLUMN = Column(
    "function_id",
    "№ функции",
    Kind.CODE,
    f"Номер записи на листе «{FBS_FUNCTIONS.title}».",
    required=True,
    refers_to=FBS_FUNCTIONS.key,
)
"""The function that a row of another sheet speaks of."""
