"""Every button declared once: the ribbon, the toolbar and «Справка» are made of this.

A declared button has its action in `buttons.ACTIONS` and its entry point in `macros`, both under its key.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Changes(StrEnum):
    """What a press changes: nothing, computed cells of the open book, the base, or it makes a file."""

    NOTHING = "ничего не меняет"
    BOOK = "меняет расчётные столбцы книги"
    BASE = "меняет базу"
    FILE = "делает новый файл"


@dataclass(frozen=True, slots=True)
class Declared:
    """A button: its key (and the name of its macro), what stands on it, what it does in one sentence."""

    key: str
    label: str
    does: str
    changes: Changes

    @property
    def is_writing(self) -> bool:
        """Tell whether a press changes the open book or the base."""
        return self.changes in (Changes.BOOK, Changes.BASE)


DECLARED = (
    Declared(
        "import_sales",
        "Импорт продаж",
        "Загружает выгрузки продаж и карточки клиентов: показывает, что изменится, спрашивает и пересчитывает книгу.",
        Changes.BASE,
    ),
    Declared(
        "refresh_all",
        "Пересчитать всё",
        "Пересчитывает все листы по базе на сегодня; введённое вами не трогает.",
        Changes.BOOK,
    ),
    Declared(
        "refresh_categories",
        "Категории",
        "Пересчитывает категории A–E с причинами, матрицу активности и каналы продаж.",
        Changes.BOOK,
    ),
    Declared(
        "refresh_potential",
        "Потенциал",
        "Пересчитывает потенциал клиентов и показывает, кого и о чём спросить.",
        Changes.BOOK,
    ),
    Declared(
        "refresh_reactivation",
        "Реактивация",
        "Пересчитывает список молчащих клиентов для звонков и итоги прошлых обращений.",
        Changes.BOOK,
    ),
    Declared(
        "fbs",
        "FBS",
        "Проверяет матрицу ответственности: ошибки с адресами, кого некем заменить; в книге базы пересчитывает итоги.",
        Changes.BOOK,
    ),
    Declared(
        "weekly",
        "Лист к совещанию",
        "Делает книгу недели рядом с открытой и открывает её.",
        Changes.FILE,
    ),
    Declared(
        "check",
        "Проверить данные",
        "Находит ошибки в базе и во введённом, но не отправленном, и показывает их на листе «Проблемы».",
        Changes.BOOK,
    ),
    Declared(
        "send",
        "Отправить изменения",
        "Отправляет введённое в базу: сразу или заявкой на согласование.",
        Changes.BASE,
    ),
    Declared(
        "decide",
        "Решения по заявкам",
        "Выполняет решения, которые РОП вписал на лист «Заявки на изменения»; остальное введённое тоже отправляет.",
        Changes.BASE,
    ),
    Declared(
        "undo",
        "Вернуть как было",
        "Возвращает цифры, которые изменила последняя кнопка пересчёта; введённое и базу не трогает.",
        Changes.BOOK,
    ),
    Declared("settings", "Настройки", "Открывает лист «Настройки» с порогами и правилами расчёта.", Changes.NOTHING),
    Declared("help", "Справка", "Показывает, что делает каждая кнопка.", Changes.NOTHING),
    Declared(
        "about",
        "О программе",
        "Показывает версию, папку базы, пользователя, последнюю загрузку и журнал программы.",
        Changes.NOTHING,
    ),
)
"""The buttons in the order of the ribbon."""

BY_KEY = {one.key: one for one in DECLARED}
