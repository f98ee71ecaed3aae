"""Words of the FBS matrix: roles of an employee in a function, levels of a function (METHOD section 15)."""

from clientbase_xl.problems import Severity

OWNER, FIRST_BACKUP, SECOND_BACKUP = "Владелец", "1 бэкапер", "2 бэкапер"
FBS_ROLE_WORDS = (OWNER, FIRST_BACKUP, SECOND_BACKUP)
HIGH, MID, LOW = "Высший (1)", "Средний (2)", "Обычный (3)"
FBS_LEVELS = (HIGH, MID, LOW)
"""Levels with their numbers: the sources and people speak of both."""
FBS_SOUND, FBS_ERROR, FBS_WARNING = "в порядке", str(Severity.ERROR), str(Severity.WARNING)
NOT_LISTED = "нет в списке сотрудников"
NO_LEVEL = "не указан уровень"
"""What `unknown_level` says of an empty cell."""
FBS_FINDINGS = {
    "unknown_level": "уровень не распознан: {level}",
    "unknown_role": "роль не распознана: {word}",
    "no_owner": "нет владельца",
    "few_backups": "бэкаперов {count} из {needed}",
    "second_without_first": f"есть {SECOND_BACKUP}, а первого нет",
    "owner_backs_up": "владелец сам себе бэкапер: {name}",
    "stranger": f"{NOT_LISTED}: {{name}}",
    "several_owners": "владельцев {count}",
    "several_firsts": "первых бэкаперов {count}",
}
"""What each check of a function says, in the order of a cell; the names are those of `FbsSettings`."""
EMPLOYEES_LIST, DEPARTMENTS_LIST = "employees", "departments"
POINTS = "балл."
"""The unit of load and loss: weights of levels from the settings, mostly whole."""
