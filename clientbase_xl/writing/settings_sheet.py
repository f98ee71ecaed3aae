"""«Настройки»: every value in its own format and with its own bounds, taken from the settings model."""

from __future__ import annotations

import types
from collections.abc import Sequence
from typing import Any, Literal, Union, get_args, get_origin

import pandas as pd

from clientbase_xl.schemas.clients import LETTERS
from clientbase_xl.schemas.field_classes import CLASS_WORDS, is_field_address
from clientbase_xl.schemas.model import NO, YES
from clientbase_xl.settings import Settings
from clientbase_xl.writing.book import Book, Page
from clientbase_xl.writing.highlights import highlight_words
from clientbase_xl.writing.names import range_reference
from clientbase_xl.writing.styles import CATEGORY_TONES
from clientbase_xl.writing.table import TablePlace
from clientbase_xl.writing.validation import apply_rule, choice_rule, number_rule, spoken

GRID_NAME = "category_grid"
_TINY = 1e-9
_LIMITS = (("ge", "не меньше", 0), ("gt", "больше", _TINY), ("le", "не больше", 0), ("lt", "меньше", -_TINY))


def setting_type(address: str) -> type | tuple[str, ...]:
    """Return what a setting holds: int, float, bool, or the words of a choice; KeyError for an unknown address."""
    if is_field_address(address):
        return CLASS_WORDS
    annotation = _field(address).annotation
    if get_origin(annotation) in (Union, types.UnionType):
        annotation = next(part for part in get_args(annotation) if part is not type(None))
    if get_origin(annotation) is Literal:
        return tuple(get_args(annotation))
    if not isinstance(annotation, type):
        raise TypeError(f"{address}: {annotation}")
    return annotation


def is_share(address: str, unit: str) -> bool:
    """Tell whether a setting is shown in percent: a number without a unit is a share of something."""
    return setting_type(address) is float and not unit


def value_codes(settings: pd.DataFrame) -> list[str]:
    """Return the number format of each setting's value: percent, roubles, whole numbers or words."""
    return [_code(address, unit) for address, unit in zip(settings["address"], settings["unit"], strict=True)]


def guard_settings(page: Page, place: TablePlace, settings: pd.DataFrame) -> None:
    """Give every value cell the rule of its setting, in the words of the sheet."""
    col = place.col("value")
    rows = zip(settings["address"], settings["unit"], strict=True)
    for row, (address, unit) in enumerate(rows, place.first_row):
        apply_rule(page, [(row, col, row, col)], setting_rule(address, unit))


def setting_rule(address: str, unit: str) -> dict[str, Any]:
    """Return the validation of one setting's cell."""
    kind = setting_type(address)
    if isinstance(kind, tuple):
        return choice_rule(kind, is_strict=kind != LETTERS)
    if kind is bool:
        return choice_rule((YES, NO))
    low, high, words = _bounds(address, is_percent=is_share(address, unit))
    return number_rule("integer" if kind is int else "decimal", low, high, words)


def name_grid(book: Book, page: Page, place: TablePlace, addresses: Sequence[str]) -> None:
    """Define `category_grid`: the 15 letters by level of profit (rows) and potential (columns), one under another."""
    rows = [row for row, address in enumerate(addresses, place.first_row) if address.startswith("grid.")]
    col = place.col("value")
    book.define(GRID_NAME, range_reference(place.title, rows[0], col, rows[-1], col))
    letter = chr(ord("A") + col)
    highlight_words(page, [f"{letter}{rows[0] + 1}:{letter}{rows[-1] + 1}"], CATEGORY_TONES)


def _field(address: str) -> Any:
    group, _, name = address.partition(".")
    return Settings.model_fields[group].annotation.model_fields[name]  # type: ignore[union-attr]


def _code(address: str, unit: str) -> str:
    kind = setting_type(address)
    if kind is int:
        return "#,##0"
    if kind is not float:
        return "General"
    if is_share(address, unit):
        return "0%"
    return "#,##0" if "₽" in unit else "#,##0.0"


def _bounds(address: str, *, is_percent: bool) -> tuple[float | None, float | None, str]:
    """Return the bounds of a number as a validation takes them (inclusive) and as people say them."""
    low: float | None = None
    high: float | None = None
    words = []
    for limit in _field(address).metadata:
        for name, word, step in _LIMITS:
            if not hasattr(limit, name):
                continue
            bound = getattr(limit, name)
            words.append(f"{word} {spoken(bound, is_share=is_percent)}")
            if name in ("ge", "gt"):
                low = bound + step
            else:
                high = bound + step
    return low, high, " и ".join(words)
