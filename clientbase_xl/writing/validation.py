"""What may be typed into a table: lists, dates and numbers within bounds; computed cells answer that they are computed.

A file of ours guards computed cells by validation rather than by sheet protection where people sort, filter, fold
columns and add rows: Excel allows none of these on a protected sheet whose cells are locked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from clientbase_xl.errors import WriteRefused
from clientbase_xl.schemas.lists import list_name
from clientbase_xl.schemas.model import NO, YES, Column, Kind, Sheet
from clientbase_xl.writing.book import Page
from clientbase_xl.writing.table import TablePlace

MOST_LIST_CHARACTERS = 255
"""What Excel holds in a validation's own list, separators included."""
FIRST_DATE, LAST_DATE = date(1990, 1, 1), date(2100, 12, 31)
_FAR = 1e13
_NUMERIC = (Kind.MONEY, Kind.QUANTITY, Kind.NUMBER, Kind.SHARE)
_ENTER = "Нажмите «Отмена», чтобы вернуть прежнее значение."


def guard_table(page: Page, place: TablePlace, lists: Iterable[str] = (), *, closed: Collection[int] = ()) -> None:
    """Give every column of a table its rule: typed cells by the catalogue, computed cells and headings refuse typing.

    `lists` are the list keys for which the file defines a name, and names of long choices (`long_choices.py`); a column
    of another list takes any text. Typed cells
    of the `closed` rows (numbers from 0 among the data) refuse typing as well.
    """
    known = set(lists)
    guarded = []
    count = place.last_row - place.first_row + 1
    rows = runs(place.first_row + number for number in range(count) if number not in closed)
    shut = runs(place.first_row + number for number in closed)
    for key in place.keys:
        column, col = place.sheet[key], place.col(key)
        if not column.is_typed:
            guarded.append(col)
            continue
        rule = typed_rule(place.sheet, column, known)
        if rule is not None and rows:
            apply_rule(page, [(first, col, last, col) for first, last in rows], rule)
        if shut:
            apply_rule(page, [(first, col, last, col) for first, last in shut], CLOSED_RULE)
    if guarded:
        blocks = [(place.first_row, low, place.last_row, high) for low, high in runs(guarded)]
        apply_rule(page, blocks, COMPUTED_RULE)
    right = place.left + len(place.keys) - 1
    apply_rule(page, [(place.header_row, place.left, place.header_row, right)], HEADING_RULE)


def apply_rule(page: Page, blocks: Sequence[tuple[int, int, int, int]], rule: dict[str, Any]) -> None:
    """Put a validation rule on blocks of cells (first row, first column, last row, last column; from 0)."""
    first, *others = blocks
    page.book.at = (page.title, first[0], first[1])
    options = rule | ({"other_cells": [list(block) for block in others]} if others else {})
    page.check(page.sheet.data_validation(*first, options))


def typed_rule(sheet: Sheet, column: Column, lists: set[str]) -> dict[str, Any] | None:
    """Return the validation of a typed column of a sheet, or None where any text is right."""
    if column.choices and not fits_list(column.choices):
        name = choices_name(sheet, column)
        return named_rule(name, column.choices) if name in lists else None
    if column.choices:
        return choice_rule(column.choices, is_strict=column.kind is not Kind.LETTER)
    if column.kind is Kind.FLAG:
        return choice_rule((YES, NO))
    if column.list_key in lists:
        return {
            "validate": "list",
            "source": f"={list_name(column.list_key)}",
            "error_title": "Такого значения нет в списке",
            "error_message": f"Выберите из списка или сначала добавьте значение на лист «Справочники». {_ENTER}",
        }
    if column.kind in (Kind.DATE, Kind.MOMENT):
        return {
            "validate": "date",
            "criteria": "between",
            "minimum": FIRST_DATE,
            "maximum": LAST_DATE,
            "error_title": "Нужна дата",
            "error_message": f"Введите дату, например 31.12.2026. {_ENTER}",
        }
    if column.kind is Kind.INTEGER:
        return number_rule("integer", column.minimum, column.maximum)
    if column.kind in _NUMERIC:
        return number_rule("decimal", column.minimum, column.maximum)
    return None


def choices_name(sheet: Sheet, column: Column) -> str:
    """Return the hidden name of the words of a column of a sheet that do not fit into a validation's own list."""
    return f"choices_{sheet.key}_{column.key}"


def fits_list(choices: Sequence[str]) -> bool:
    """Tell whether Excel holds these words in a validation's own list: 255 characters, commas part them."""
    length = sum(map(len, choices)) + len(choices) - 1
    return length <= MOST_LIST_CHARACTERS and not any("," in word for word in choices)


def named_rule(name: str, choices: Sequence[str]) -> dict[str, Any]:
    """Return a drop-down list of fixed words that stand under a name."""
    return {
        "validate": "list",
        "source": f"={name}",
        "error_title": "Нет такого значения",
        "error_message": f"Выберите из списка: {choices[0]} … {_ENTER}",
    }


def choice_rule(choices: Sequence[str], *, is_strict: bool = True) -> dict[str, Any]:
    """Return a drop-down list of fixed words; a lax one warns only (letters may come in Cyrillic)."""
    if not fits_list(choices):
        raise WriteRefused(f"Список «{choices[0]} …» не помещается в проверку ячейки Excel.")
    return {
        "validate": "list",
        "source": list(choices),
        "error_type": "stop" if is_strict else "warning",
        "error_title": "Нет такого значения",
        "error_message": f"Допустимо: {', '.join(choices)}."[:200] + ("" if not is_strict else f" {_ENTER}"),
    }


def number_rule(kind: str, minimum: float | None, maximum: float | None, words: str = "") -> dict[str, Any]:
    """Return the validation of a number (`kind` integer or decimal) with inclusive bounds, None: unbounded.

    `words` replaces the description of the bounds in the message.
    """
    what = "Нужно целое число" if kind == "integer" else "Нужно число"
    bounds = [f"не меньше {spoken(minimum)}" if minimum is not None else ""]
    bounds.append(f"не больше {spoken(maximum)}" if maximum is not None else "")
    words = words or " и ".join(bound for bound in bounds if bound)
    return {
        "validate": kind,
        "criteria": "between",
        "minimum": -_FAR if minimum is None else minimum,
        "maximum": _FAR if maximum is None else maximum,
        "error_title": what,
        "error_message": f"{what}{', ' + words if words else ''}. {_ENTER}",
    }


def spoken(number: float, *, is_share: bool = False) -> str:
    """Return a bound as people write it: 0,5 or 50 %."""
    shown = f"{number * 100:g} %" if is_share else f"{number:g}"
    return shown.replace(".", ",")


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return the runs of consecutive numbers as (first, last)."""
    found: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def _refusal(title: str, message: str) -> dict[str, Any]:
    """Return a rule that no typed value meets."""
    return {
        "validate": "custom",
        "value": "=FALSE",
        "ignore_blank": False,
        "error_title": title,
        "error_message": f"{message} {_ENTER}",
    }


COMPUTED_RULE = _refusal(
    "Эту ячейку считает программа", "Вводить можно в кремовые ячейки. Введённое здесь пропало бы при обновлении."
)
CLOSED_RULE = _refusal("Заявка уже решена", "Решение записано в базе и в журнале; чтобы изменить, подайте новую.")
HEADING_RULE = _refusal("Заголовок не меняют", "По заголовку программа находит столбец.")
