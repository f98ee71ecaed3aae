"""«FBS матрица»: functions × employees, checked while typing; and the table behind it (METHOD section 15).

The sheet has a column per employee, the base a row per function and employee. The formulas and `rules/fbs_check.py`
say the same; severities and numbers of backups come from «Настройки», so the sheet is made from settings.
"""

from __future__ import annotations

from dataclasses import replace
from string import Formatter

from clientbase_xl.schemas.fbs_functions import FBS_FUNCTIONS, FUNCTION_ID_COLUMN
from clientbase_xl.schemas.fbs_words import (
    EMPLOYEES_LIST,
    FBS_ERROR,
    FBS_FINDINGS,
    FBS_LEVELS,
    FBS_ROLE_WORDS,
    FBS_SOUND,
    FBS_WARNING,
    FIRST_BACKUP,
    NO_LEVEL,
    SECOND_BACKUP,
)
from clientbase_xl.schemas.lists import list_name
from clientbase_xl.schemas.model import ROW_ID, ChangeClass, Column, Group, Kind, Mode, Sheet, Wide
from clientbase_xl.schemas.row_id import ROW_ID_COLUMN
from clientbase_xl.settings import FbsSettings

NAMED_STRANGERS = 4
"""So many people outside the list of employees a formula names in one row; the rule names all."""
FEWEST_CELLS = 2
"""So many cells a row of roles has when there are no people."""
_FIRST, _LAST = "count_needed", ROW_ID
"""The columns between which the employees stand."""
_ROLES, _HEADS = f"{{{_FIRST}:{_LAST}}}", f"{{#{_FIRST}:{_LAST}}}"
_WORDS = "{" + ",".join(f'"{word}"' for word in FBS_ROLE_WORDS) + "}"
_COUNT = {word: f'COUNTIF({_ROLES},"{word}")' for word in FBS_ROLE_WORDS}
_BACKUPS = f"({_COUNT[FIRST_BACKUP]}+{_COUNT[SECOND_BACKUP]})"

FBS_ROLES = Sheet(
    key="fbs_roles",
    title="FBS матрица",
    grain="One role of one employee in one function.",
    purpose="Роли сотрудников в функциях: то, что стоит в ячейках листа «FBS матрица».",
    group=Group.TEAM,
    key_columns=("function_id", "employee"),
    is_shown=False,
    is_stored=True,
    columns=(
        FUNCTION_ID_COLUMN,
        Column("employee", "Сотрудник", Kind.TEXT, "Заголовок столбца матрицы.", required=True),
        Column(
            "role",
            "Роль",
            Kind.CHOICE,
            "Кто сотрудник в этой функции; пусто — никто.",
            Mode.TYPED,
            choices=FBS_ROLE_WORDS,
            change_class=ChangeClass.HEAD,
        ),
    ),
)


def _of_function(key: str) -> str:
    """Return the formula that finds a cell of the function on «FBS функции» while it is being typed."""
    table = FBS_FUNCTIONS.table_name
    values, numbers = (f"{table}[[#Data],[{FBS_FUNCTIONS[one].title}]]" for one in (key, ROW_ID))
    return f'IFERROR(INDEX({values},MATCH({{row_id}},{numbers},0))&"","")'


def _of_row(formula: str) -> str:
    """Return a formula that is empty in a row without function, level and roles; the number of the row is there."""
    return f'IF(AND({{function}}="",{{level}}="",SUMPRODUCT(({_ROLES}<>"")*1)<=1),"",{formula})'


def _kth(condition: str, number: int) -> str:
    """Return the place, counted from the far right, of the k-th cell from the left that meets a condition."""
    return f"SUMPRODUCT(LARGE({condition}*(20000-COLUMN({_ROLES})),{number}))"


def _said(fault: str, **values: str) -> str:
    """Return the formula of what a check says, after a comma; `values` are formulas of what it names."""
    parts = [", "]
    for words, name, _, _ in Formatter().parse(FBS_FINDINGS[fault]):
        parts[-1] += words
        parts += [values[name], ""] if name else []
    # Words and formulas take turns.
    return "&".join(part if place % 2 else f'"{part}"' for place, part in enumerate(parts) if part)


def _named(fault: str, value: str, condition: str, number: int, cells: str) -> str:
    """Return what a check says of the k-th cell that meets a condition; nothing where there are fewer."""
    place = _kth(condition, number)
    words = _said(fault, **{value: f"INDEX({cells},1,20001-{place}-COLUMN({{{_FIRST}}}))"})
    found = f'IF({place}=0,"",{words})'
    # Of fewer cells than k there is no k-th: an error, and with it the whole check. Two columns are always there.
    return found if number <= FEWEST_CELLS else f'IF(COLUMNS({_ROLES})<{number},"",{found})'


def _messages() -> dict[str, str]:
    """Return what each check adds to the text of its severity, in the order of the rule; the names are the settings'.

    An owner who backs himself up cannot be: a cell of the sheet holds one role, and a person has one column.
    """
    heads = f'({_HEADS}<>"{_TITLES[_FIRST]}")*({_HEADS}<>"{_TITLES[_LAST]}")'
    is_unknown = f'({_ROLES}<>"")*ISNA(MATCH({_ROLES},{_WORDS},0))*{heads}'
    is_strange = f"ISNUMBER(MATCH({_ROLES},{_WORDS},0))*ISNA(MATCH({_HEADS},{list_name(EMPLOYEES_LIST)},0))"
    strangers = [_named("stranger", "name", is_strange, k, _HEADS) for k in range(1, NAMED_STRANGERS + 1)]
    owners, firsts, seconds = (_COUNT[word] for word in FBS_ROLE_WORDS)
    few = _said("few_backups", count=_BACKUPS, needed="{count_needed}")
    return {
        "unknown_level": f'IF({{level}}="",", {NO_LEVEL}",'
        f'IF({{count_needed}}="",{_said("unknown_level", level="{level}")},""))',
        "unknown_role": _named("unknown_role", "word", is_unknown, 1, _ROLES),
        "no_owner": f'IF({owners}=0,{_said("no_owner")},"")',
        "few_backups": f'IF({_BACKUPS}<N({{count_needed}}),{few},"")',
        "second_without_first": f'IF(AND({seconds}>0,{firsts}=0),{_said("second_without_first")},"")',
        "stranger": "&".join(strangers),
        "several_owners": f'IF({owners}>1,{_said("several_owners", count=owners)},"")',
        "several_firsts": f'IF({firsts}>1,{_said("several_firsts", count=firsts)},"")',
    }


def _findings(settings: FbsSettings, severity: str) -> str:
    """Return the formula of all findings of a severity, parted by commas."""
    parts = [formula for name, formula in _messages().items() if getattr(settings, name) == severity]
    return _of_row(f"MID({'&'.join(parts)},3,2000)") if parts else '""'


def fbs_matrix_sheet(settings: FbsSettings) -> Sheet:
    """Return «FBS матрица» whose formulas obey these settings; nothing else of the sheet depends on them."""
    needed = '""'
    for number, level in reversed([*enumerate(FBS_LEVELS, 1)]):
        needed = f'IF({{level}}="{level}",{settings.backups_needed(number)},{needed})'
    formulas = {
        _FIRST: needed,
        "errors": _findings(settings, FBS_ERROR),
        "warnings": _findings(settings, FBS_WARNING),
    }
    columns = tuple(replace(one, formula=formulas.get(one.key, one.formula)) for one in _COLUMNS)
    return replace(_DECLARED, columns=columns)


_CHECK = (
    f'IF(AND({{errors}}="",{{warnings}}=""),"{FBS_SOUND}",IF({{errors}}="","","{FBS_ERROR}: "&{{errors}})'
    f'&IF(OR({{errors}}="",{{warnings}}=""),"","; ")&IF({{warnings}}="","","{FBS_WARNING}: "&{{warnings}}))'
)
_TITLES = {_FIRST: "Нужно бэкаперов", _LAST: "№ функции"}
_COLUMNS = (
    Column(
        "department",
        "Отдел",
        Kind.TEXT,
        "С листа «FBS функции».",
        Mode.LIVE,
        formula=_of_function("department"),
        is_wrapped=True,
    ),
    Column(
        "function",
        "Функция",
        Kind.TEXT,
        "С листа «FBS функции»: впишите её там, и строка появится здесь.",
        Mode.LIVE,
        formula=_of_function("function"),
        is_wrapped=True,
    ),
    Column(
        "check",
        "Проверка",
        Kind.TEXT,
        "Владелец, число бэкаперов по уровню, роли, сотрудники. Что считать ошибкой — на листе «Настройки».",
        Mode.LIVE,
        formula=_of_row(_CHECK),
        is_wrapped=True,
    ),
    Column(
        "level",
        "Уровень",
        Kind.CHOICE,
        "С листа «FBS функции».",
        Mode.LIVE,
        formula=_of_function("level"),
        choices=FBS_LEVELS,
    ),
    Column(
        _FIRST,
        _TITLES[_FIRST],
        Kind.INTEGER,
        "Сколько разных бэкаперов требует уровень.",
        Mode.LIVE,
        formula='""',
        minimum=0,
    ),
    replace(ROW_ID_COLUMN, title=_TITLES[_LAST], note="Ставит программа; номер записи на листе «FBS функции»."),
    Column("errors", "Ошибки", Kind.TEXT, "Часть проверки.", Mode.LIVE, formula='""'),
    Column("warnings", "Предупреждения", Kind.TEXT, "Часть проверки.", Mode.LIVE, formula='""'),
)

_DECLARED = Sheet(
    key="fbs_matrix",
    title="FBS матрица",
    grain="One function.",
    purpose="Кто владелец функции, кто его прикроет. Столбцы — «Сотрудники» из «Справочников».",
    group=Group.TEAM,
    key_columns=(ROW_ID,),
    frozen_columns=4,
    empty_text="Впишите функции на лист «FBS функции», сотрудников — на лист «Справочники».",
    columns=_COLUMNS,
    wide=Wide(table=FBS_ROLES.key, across="employee", value="role", after=_FIRST, before=_LAST),
)

FBS_MATRIX = fbs_matrix_sheet(FbsSettings())
