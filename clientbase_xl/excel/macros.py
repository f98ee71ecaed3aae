"""Entry points of the buttons: what the ribbon of Excel (RunPython) and the toolbar of Calc call, without arguments.

Each is named as its button is declared. Neither cells nor the workbook's folder say what is run or on which base.
"""

from __future__ import annotations

import xlwings

from clientbase_xl.excel.buttons import ACTIONS
from clientbase_xl.excel.declared import BY_KEY
from clientbase_xl.excel.press import press
from clientbase_xl.excel.session import desk_here


def import_sales() -> bool:
    """Press «Импорт продаж»."""
    return press_in_caller("import_sales")


def refresh_all() -> bool:
    """Press «Пересчитать всё»."""
    return press_in_caller("refresh_all")


def refresh_categories() -> bool:
    """Press «Категории»."""
    return press_in_caller("refresh_categories")


def refresh_potential() -> bool:
    """Press «Потенциал»."""
    return press_in_caller("refresh_potential")


def refresh_reactivation() -> bool:
    """Press «Реактивация»."""
    return press_in_caller("refresh_reactivation")


def weekly() -> bool:
    """Press «Лист к совещанию»."""
    return press_in_caller("weekly")


def check() -> bool:
    """Press «Проверить данные»."""
    return press_in_caller("check")


def send() -> bool:
    """Press «Отправить изменения»."""
    return press_in_caller("send")


def decide() -> bool:
    """Press «Решения по заявкам»."""
    return press_in_caller("decide")


def undo() -> bool:
    """Press «Вернуть как было»."""
    return press_in_caller("undo")


def settings() -> bool:
    """Press «Настройки»."""
    return press_in_caller("settings")


def help() -> bool:
    """Press «Справка»."""
    return press_in_caller("help")


def about() -> bool:
    """Press «О программе»."""
    return press_in_caller("about")


def press_in_caller(key: str) -> bool:
    """Press a declared button in the workbook that called; True when it was done."""
    return press(BY_KEY[key].label, ACTIONS[key], desk_here(), xlwings.Book.caller())
