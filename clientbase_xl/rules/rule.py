"""What the catalogue says of a rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from clientbase_xl.settings import GridSettings

GRID_SETTINGS = tuple(f"grid.{name}" for name in GridSettings.model_fields)
"""Addresses of the letters at the crossings of the levels of profit and potential."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: name, one Russian sentence, section of the method, settings it obeys, and the function itself.

    `settings` are addresses of `clientbase_xl.settings`. `table_key` is the sheet of the catalogue whose table the rule
    gives, and `key` then the word of `compute`; "" for a rule whose result is a column or a part of other tables.
    """

    key: str
    title: str
    sentence: str
    source: str
    settings: tuple[str, ...]
    function: Callable[..., Any]
    table_key: str = ""
