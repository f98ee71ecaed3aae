"""Hidden sheets of the add-in: where Python is, the Russian words of its VBA, the descriptions of its functions.

VBA is ASCII (EXCEL.md): whatever people read comes from here or from Python.
"""

from __future__ import annotations

from collections.abc import Mapping

from clientbase_xl.excel.host import TITLE
from clientbase_xl.functions.registry import ALL_FUNCTIONS
from clientbase_xl.writing.hidden_sheets import HiddenSheet, Value

CONFIG_SHEET, TEXTS_SHEET, FUNCTIONS_SHEET = "clientbase.conf", "clientbase.texts", "clientbase.functions"
CONFIG_DEFAULTS: Mapping[str, str] = {"ADD_WORKBOOK_TO_PYTHONPATH": "False"}
"""Settings of every file; an installer adds `INTERPRETER_WIN`, the full path of python.exe."""
_DOCTOR = "Что сделать: выполните clientbase excel doctor — команда назовёт причину."
TEXTS: Mapping[str, str] = {
    "title": TITLE,
    "no_book": "Откройте книгу «Клиентская база»: кнопка работает с открытой книгой.",
    "press_failed": f"Кнопка не сработала. Если цифры изменились, нажмите «Вернуть как было». {_DOCTOR}",
    "open_failed": f"Функции CB_… в открытой книге могли не обновиться. {_DOCTOR}",
    "ribbon_failed": "Вкладка «Клиентская база» не настроилась. Что сделать: перезапустите Excel.",
    "tab_hidden": "Надстройка «Клиентская база» установлена: вкладка этой книги скрыта, нажимайте кнопки надстройки.",
    "function_failed": "Программа не отвечает",
    "no_python": "Программа не найдена на этом компьютере. Что сделать: выполните clientbase excel install.",
    "no_library": "Не загрузилась библиотека xlwings: её мог удалить антивирус. Что сделать: clientbase excel doctor.",
    "bad_name": "В названии книги есть знак, с которым кнопку запустить нельзя: кавычка, $, \\ или |. "
    "Что сделать: переименуйте книгу.",
    "mac_script": "Кнопкам нужно разрешение запускать Python. Что сделать: один раз выполните в Терминале "
    "xlwings runpython install и перезапустите Excel.",
    "error_code": "Подробности, код",
}
"""Words of the VBA by key; a test looks that VBA asks for no other."""


def addin_sheets(config: Mapping[str, str]) -> tuple[HiddenSheet, ...]:
    """Return the hidden sheets: settings (with those given), words, functions with their descriptions."""
    functions: tuple[tuple[Value, ...], ...] = tuple(
        (one.name, one.note, len(one.arguments), *(argument.note for argument in one.arguments))
        for one in ALL_FUNCTIONS
    )
    return (
        HiddenSheet(CONFIG_SHEET, tuple({**CONFIG_DEFAULTS, **config}.items())),
        HiddenSheet(TEXTS_SHEET, tuple(TEXTS.items())),
        HiddenSheet(FUNCTIONS_SHEET, functions),
    )
