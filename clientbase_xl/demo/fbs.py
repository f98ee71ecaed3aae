"""The FBS of the demo: functions of the method, who does them, vacations, and what the checks find.

One function has nobody, one lacks backups, one has two owners, one a second backup without a first; an employee who
has left still has roles, and two colleagues who back each other up are away in the same week (METHOD section 15).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pandas as pd

from clientbase_xl.demo import words
from clientbase_xl.demo.records import Record, records_frame
from clientbase_xl.rules.periods import week_start
from clientbase_xl.schemas.fbs_employees import FBS_EMPLOYEES
from clientbase_xl.schemas.fbs_functions import FBS_FUNCTIONS
from clientbase_xl.schemas.fbs_matrix import FBS_ROLES
from clientbase_xl.schemas.fbs_words import DEPARTMENTS_LIST, FBS_LEVELS, FBS_ROLE_WORDS
from clientbase_xl.schemas.lists import DEFAULT_VALUES
from clientbase_xl.schemas.vacations import VACATIONS

KEY_ACCOUNTS, RETAIL, HUNTER, CALLS_NOBODY, INTERNET, NEWCOMER = words.MANAGERS
HEAD, LOGISTICIAN, ADMINISTRATOR = "Осокорин Лев", "Стрижакова Вера", "Полынцева Нина"
CONSULTANT, FINANCE, LEFT = "Каштановский Илья", "Рябоконева Дарья", "Ракитенко Семён"
EMPLOYEES = (
    (HEAD, "РОП"),
    *((name, "менеджер") for name in words.MANAGERS),
    (CONSULTANT, "офисный консультант"),
    (ADMINISTRATOR, "администратор продаж"),
    (LOGISTICIAN, "логист"),
    (FINANCE, "финансовый контроль"),
    (LEFT, "менеджер, уволен"),
)
"""Employees of «Справочники» and what they are; the last one no longer works."""

_SALES, _SUPPLY, _FINANCE = (value for value, _ in DEFAULT_VALUES[DEPARTMENTS_LIST])
# Department, function, level, owners, first backups, second backups.
_Names = tuple[str, ...]
_FUNCTIONS: tuple[tuple[str, str, int, _Names, _Names, _Names], ...] = (
    (_SALES, "Планирование результата", 2, (HEAD,), (KEY_ACCOUNTS,), ()),
    (_SALES, "Формирование базы лидов", 2, (HUNTER,), (NEWCOMER,), ()),
    (_SALES, "Подготовка актуальных КП", 2, (CONSULTANT,), (ADMINISTRATOR,), ()),
    (_SALES, "Холодные звонки", 1, (HUNTER,), (NEWCOMER,), (INTERNET,)),
    (
        _SALES,
        "Консультирование клиентов (входящие звонки, визиты в офис)",
        1,
        (CONSULTANT,),
        (RETAIL,),
        (ADMINISTRATOR,),
    ),
    (_SALES, "Регулярные звонки цикла развития клиента", 1, (RETAIL, KEY_ACCOUNTS), (NEWCOMER,), (HUNTER,)),
    (_SALES, "Выездные переговоры", 2, (KEY_ACCOUNTS,), (HEAD,), ()),
    (_SALES, "Регулярный аудит отношений (лояльность, цена, новые предложения)", 2, (HEAD,), (), ()),
    (_SALES, "Координация возникающих у клиентов проблем", 1, (ADMINISTRATOR,), (CONSULTANT,), (RETAIL,)),
    (_SALES, "Отчёты о продажах", 3, (LEFT,), (), ()),
    (_SALES, "Координация специальных акций", 3, (INTERNET,), (), ()),
    (_SUPPLY, "Планирование обеспечения и закупок", 1, (LOGISTICIAN,), (HEAD,), (LEFT,)),
    (_SUPPLY, "Исполнение плана закупок", 2, (LOGISTICIAN,), (ADMINISTRATOR,), ()),
    (_SUPPLY, "Приём заявок", 1, (ADMINISTRATOR,), (CONSULTANT,), (LOGISTICIAN,)),
    (_SUPPLY, "Исполнение заявок", 1, (LOGISTICIAN,), (ADMINISTRATOR,), ()),
    (_SUPPLY, "Сервис и решение проблем", 2, (), (), ()),
    (_SUPPLY, "Отчёты о закупках и логистике", 3, (LOGISTICIAN,), (), ()),
    (_FINANCE, "Счета, корректировка, доставка", 2, (FINANCE,), (ADMINISTRATOR,), ()),
    (_FINANCE, "Напоминания об оплате, работа с просроченной дебиторкой", 1, (FINANCE,), (), (CALLS_NOBODY,)),
)
_CONSEQUENCES = {
    "Холодные звонки": "Через квартал нет новых клиентов.",
    "Приём заявок": "Заказ уходит к тому, кто взял трубку.",
    "Исполнение заявок": "Срыв обещанного срока, штраф сети.",
    "Напоминания об оплате, работа с просроченной дебиторкой": "Деньги приходят позже, лимиты закрыты.",
}
_NOTES = (
    (HUNTER, "Холодные звонки", "Тиховейский край: 20 новых номеров в день", "вт, чт до обеда"),
    (RETAIL, "Регулярные звонки цикла развития клиента", "Магазины города, кто молчит больше месяца", "ежедневно"),
    (KEY_ACCOUNTS, "Выездные переговоры", "Договоры на год с пятью крупнейшими", "3-я неделя месяца"),
    (HEAD, "Регулярный аудит отношений (лояльность, цена, новые предложения)", "Клиенты A и B", "1-я неделя квартала"),
    (CONSULTANT, "Подготовка актуальных КП", "Обновить цены после индексации", "пн"),
    (LOGISTICIAN, "Планирование обеспечения и закупок", "Запас под новогодний спрос", "ср, еженедельно"),
    (FINANCE, "Напоминания об оплате, работа с просроченной дебиторкой", "Просрочка больше 30 дней", "пн, чт"),
    (LEFT, "Подготовка актуальных КП", "Передать шаблоны", None),
)
# Employee, first day and number of days from the Monday of today's week, comment.
_ABSENCES: tuple[tuple[str, int, int, str | None], ...] = (
    (RETAIL, -98, 14, "отпуск"),
    (LOGISTICIAN, -2, 5, "болезнь"),
    (HUNTER, 7, 14, "отпуск"),
    (NEWCOMER, 9, 5, "обучение"),
    (FINANCE, 28, 7, "отпуск"),
    (CONSULTANT, 42, 10, "отпуск"),
    (LEFT, 14, 7, "отпуск"),
    (KEY_ACCOUNTS, 21, -2, "отпуск"),
)


def fbs_records(today: date) -> dict[str, pd.DataFrame]:
    """Return the stored columns of the four tables of the FBS by sheet key, dtype object."""
    functions: list[Record] = [
        {
            "department": department,
            "function": name,
            "level": FBS_LEVELS[level - 1],
            "consequence": _CONSEQUENCES.get(name),
        }
        for department, name, level, *_ in _FUNCTIONS
    ]
    frame = records_frame(FBS_FUNCTIONS, functions)
    numbers = dict(zip(frame["function"], frame["row_id"], strict=True))
    notes = [
        {"employee": name, "function_id": numbers[function], "priority_tasks": task, "when": when}
        for name, function, task, when in _NOTES
    ]
    monday = week_start(today)
    absences: list[Record] = [
        {
            "employee": name,
            "away_from": monday + timedelta(days=first),
            "away_to": monday + timedelta(days=first + count - 1),
            "comment": comment,
        }
        for name, first, count, comment in _ABSENCES
    ]
    return {
        FBS_FUNCTIONS.key: frame,
        FBS_ROLES.key: pd.DataFrame([*_roles(numbers)], columns=list(FBS_ROLES.keys), dtype=object),
        FBS_EMPLOYEES.key: pd.DataFrame(notes, dtype=object),
        VACATIONS.key: records_frame(VACATIONS, absences),
    }


def employees_list() -> Iterator[tuple[str, str, str | None]]:
    """Yield the employees of «Справочники»: name, what he is, «да» for who no longer works."""
    for name, what in EMPLOYEES:
        yield name, what, "да" if name == LEFT else None


def _roles(numbers: dict[str, str]) -> Iterator[dict[str, str]]:
    for _, name, _, *groups in _FUNCTIONS:
        for role, people in zip(FBS_ROLE_WORDS, groups, strict=True):
            for person in people:
                yield {"function_id": numbers[name], "employee": person, "role": role}
