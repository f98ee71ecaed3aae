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
    return press_in("import_sales", xlwings.Book.caller())


def refresh_all() -> bool:
    """Press «Пересчитать всё»."""
    return press_in("refresh_all", xlwings.Book.caller())


def refresh_categories() -> bool:
    """Press «Категории»."""
    return press_in("refresh_categories", xlwings.Book.caller())


def refresh_potential() -> bool:
    """Press «Потенциал»."""
    return press_in("refresh_potential", xlwings.Book.caller())


def refresh_reactivation() -> bool:
    """Press «Реактивация»."""
    return press_in("refresh_reactivation", xlwings.Book.caller())


def fbs() -> bool:
    """Press «FBS»."""
    return press_in("fbs", xlwings.Book.caller())


def weekly() -> bool:
    """Press «Лист к совещанию»."""
    return press_in("weekly", xlwings.Book.caller())


def check() -> bool:
    """Press «Проверить данные»."""
    return press_in("check", xlwings.Book.caller())


def send() -> bool:
    """Press «Отправить изменения»."""
    return press_in("send", xlwings.Book.caller())


def decide() -> bool:
    """Press «Решения по заявкам»."""
    return press_in("decide", xlwings.Book.caller())


def undo() -> bool:
    """Press «Вернуть как было»."""
    return press_in("undo", xlwings.Book.caller())


def settings() -> bool:
    """Press «Настройки»."""
    return press_in("settings", xlwings.Book.caller())


def help() -> bool:
    """Press «Справка»."""
    return press_in("help", xlwings.Book.caller())


def about() -> bool:
    """Press «О программе»."""
    return press_in("about", xlwings.Book.caller())


def press_in(key: str, book: xlwings.Book) -> bool:
    """Press a declared button in an open workbook; True when it was done."""
    return press(BY_KEY[key].label, ACTIONS[key], desk_here(), book)
