"""Whether a typed cell may enter the base: its kind, choices, bounds and form (METHOD section 7, STYLE 8)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from math import inf

from clientbase_xl.base.journal import Change
from clientbase_xl.base.texts import settled
from clientbase_xl.problems import Problem, Severity
from clientbase_xl.reading.inn import has_sound_check_digits, is_inn
from clientbase_xl.rules.fbs_roles import level_word, role_word
from clientbase_xl.rules.periods import month_start, week_start
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.clients import CLIENTS, LETTERS
from clientbase_xl.schemas.fbs_words import FBS_LEVELS, FBS_ROLE_WORDS
from clientbase_xl.schemas.model import Column, Kind
from clientbase_xl.schemas.reconciliation import DECISION_CHOICES, RECONCILIATION
from clientbase_xl.schemas.settings_sheet import SETTINGS
from clientbase_xl.schemas.typed_cells import shortened
from clientbase_xl.schemas.validation import EXPECTED, NUMERIC
from clientbase_xl.settings import latin_letter
from clientbase_xl.workflows.settings_edits import plain_text

KPP_LENGTH = 9
YEARS = (1900, 2200)
NUMBER_MAX = 1e12
"""A larger number is a slip of the hand, and its kopecks or its sums would not be exact any more."""
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
FIX = "Исправьте ячейку и отправьте книгу снова."
_ERROR = re.compile(
    "#(NULL!|DIV/0!|VALUE!|REF!|NAME[?]|NUM!|N/A|GETTING_DATA|SPILL!|CALC!|FIELD!|BLOCKED!|UNKNOWN!|CONNECT!|BUSY!"
    "|EXTERNAL!|PYTHON!|ПУСТО!|ДЕЛ/0!|ЗНАЧ!|ССЫЛКА!|ИМЯ[?]|ЧИСЛО!|Н/Д)",
    re.IGNORECASE,
)
"""What a failed formula leaves in a cell (ECMA-376 part 1, 18.17.3, and what Excel added and translates)."""
Lists = Mapping[str, Collection[str]]
_TOLERANT = {
    FBS_ROLE_WORDS: role_word,
    FBS_LEVELS: level_word,
    LETTERS: latin_letter,
    DECISION_CHOICES: latin_letter,
}
"""Choices that people write in several ways (METHOD section 0: letters in either alphabet; section 15: «1-й бэкапер»,
a level by its number)."""


def settle_change(change: Change) -> Change:
    """Return a change with its new text as the base keeps it: whole kopecks, choices in their own letters.

    Raises ValueError with the Russian reason when the text is the error of a formula, is not of the column's kind or
    breaks its bounds.
    """
    column = BY_KEY[change.sheet_key][change.column_key]
    if change.new is None:
        if column.required and change.sheet_key != SETTINGS.key:
            raise ValueError("обязательное значение не стирают")
        return change
    if _is_error(change.new):
        raise ValueError(f"в ячейке ошибка {change.new.strip()}")
    text = understood(change.new, column)
    if column.kind in NUMERIC and _is_huge(text):
        raise ValueError(f"число слишком велико, больше {NUMBER_MAX / 1e9:.0f} млрд")
    try:
        text = settled(text, column) or ""
    except (TypeError, ValueError):
        raise ValueError(f"значение не того вида: нужно {EXPECTED.get(column.kind, 'значение из списка')}") from None
    if reason := _broken(text, column, change.sheet_key):
        raise ValueError(reason)
    return change._replace(new=text)


def is_listed(change: Change, lists: Lists) -> bool:
    """Tell whether the new value stands in the list of its column; True where the column has none."""
    list_key = BY_KEY[change.sheet_key][change.column_key].list_key
    return not list_key or change.new is None or change.new in lists.get(list_key, ())


def is_ahead(change: Change, today: date) -> bool:
    """Tell whether somebody says that he has confirmed data on a day that has not come (METHOD section 7)."""
    is_confirmed = (change.sheet_key, change.column_key) == (RECONCILIATION.key, "confirmed_on")
    return is_confirmed and change.new is not None and date.fromisoformat(change.new) > today


def key_fault(sheet_key: str, row_key: tuple[str, ...]) -> str:
    """Return why no row can have this key; "" for none.

    The program fills these keys, so only a workbook whose guards were taken off has another: a day that is no date or
    does not begin its month or its week, a letter of no category, a question that is not asked. The error of a formula
    is no key, typed ones included.
    """
    sheet = BY_KEY[sheet_key]
    for name, text in zip(sheet.key_columns, row_key, strict=True):
        column = sheet[name]
        if _is_error(text):
            return f"«{column.title}»: в ячейке ошибка {text}"
        if column.is_typed:
            continue
        if column.kind is Kind.DATE and (fault := _day_fault(name, text)):
            return f"«{column.title}»: {fault}"
        if column.choices and text not in column.choices:
            return f"«{column.title}»: «{text}» — не {', '.join(column.choices)}"
    return ""


def stranger_in_key(sheet_key: str, row_key: tuple[str, ...], known: Lists) -> str:
    """Return whose row this is when neither lists nor cards name him or it; "" for nobody strange.

    `known` gives the names by the key of the column, managers and channels.
    """
    sheet = BY_KEY[sheet_key]
    for name, text in zip(sheet.key_columns, row_key, strict=True):
        if not sheet[name].is_typed and name in known and text not in known[name]:
            return text
    return ""


def _day_fault(name: str, text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return f"«{text}» — не дата"
    starts = {"month_on": month_start(day), "week_start_on": week_start(day)}
    return "" if starts.get(name, day) == day else f"{day:%d.%m.%Y} — не начало периода"


def doubt(change: Change) -> str:
    """Return what is strange about an accepted value; "" for nothing."""
    if (change.sheet_key, change.column_key) == (CLIENTS.key, "inn") and change.new:
        return "" if has_sound_check_digits(change.new) else "Контрольная цифра ИНН не сходится: значение принято"
    return ""


def cell_problem(
    change: Change, row: str, message: str, remedy: str = FIX, *, file: str = "", severity: Severity = Severity.WARNING
) -> Problem:
    """Return a finding about one typed cell; `row` is the row as people know it."""
    sheet = BY_KEY[change.sheet_key]
    return Problem(
        f"{row}: {message}",
        remedy,
        severity,
        file=file,
        sheet=sheet.title,
        column=sheet[change.column_key].title,
        value=shortened(change.new or ""),
    )


def understood(text: str, column: Column) -> str:
    """Return what a person meant: choices in any case, numbers and dates typed as Russian text."""
    if column.kind in NUMERIC:
        return plain_text(text) or ""
    if column.kind is Kind.DATE and (day := _DAY.fullmatch(text)):
        return f"{day[3]}-{int(day[2]):02d}-{int(day[1]):02d}"
    if column.choices in _TOLERANT:
        text = _TOLERANT[column.choices](text) or text
    return {choice.casefold(): choice for choice in column.choices}.get(text.casefold(), text)


def _is_error(text: str) -> bool:
    return _ERROR.fullmatch(text.strip()) is not None


def _is_huge(text: str) -> bool:
    try:
        return NUMBER_MAX < abs(float(text)) < inf
    except ValueError:
        return False


def _broken(text: str, column: Column, sheet_key: str) -> str:
    """Return which bound of its column a text breaks; "" for none."""
    if column.choices and text not in column.choices:
        return f"значения нет в списке; допустимо: {', '.join(column.choices)}"
    if column.kind in NUMERIC:
        number = float(text)
        if column.minimum is not None and number < column.minimum:
            return f"значение меньше {column.minimum:g}"
        if column.maximum is not None and number > column.maximum:
            return f"значение больше {column.maximum:g}"
    if sheet_key == CLIENTS.key and column.key == "inn" and not is_inn(text):
        return "ИНН — 10 или 12 цифр; ноль впереди теряется, если ячейка числовая"
    if sheet_key == CLIENTS.key and column.key == "kpp" and len(text) != KPP_LENGTH:
        return "КПП — 9 знаков"
    if column.kind is Kind.DATE and not YEARS[0] <= int(text.partition("-")[0]) <= YEARS[1]:
        return "дата слишком далеко"
    return ""
