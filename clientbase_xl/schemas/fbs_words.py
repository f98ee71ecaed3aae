"""Words of the FBS matrix: roles of an employee in a function, levels of a function (METHOD section 15)."""

from clientbase_xl.problems import Severity

OWNER, FIRST_BACKUP, SECOND_BACKUP = "Владелец", "1 бэкапер", "2 бэкапер"
FBS_ROLE_WORDS = (OWNER, FIRST_BACKUP, SECOND_BACKUP)
HIGH, MID, LOW = "Высший (1)", "Средний (2)", "Обычный (3)"
FBS_LEVELS = (HIGH, MID, LOW)
"""Levels with their numbers: the sources and people speak of both."""
FBS_SOUND, FBS_ERROR, FBS_WARNING = "в порядке", str(Severity.ERROR), str(Severity.WARNING)
EMPLOYEES_LIST, DEPARTMENTS_LIST = "employees", "departments"
