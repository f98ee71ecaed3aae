"""What a cell function is: name, words, arguments, the rule behind it, what comes back.

EXCEL.md (positional arguments, scalars or ranges, descriptions of at most 255 characters); names by DESIGN section 1.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from clientbase_xl.settings import Settings

NO_DATA = "нет данных"
OMITTED = float("nan")
"""Default of a number that need not be given: unknown."""


class Takes(StrEnum):
    """What the cells of an argument hold."""

    NUMBER = "число"
    TEXT = "текст"
    FLAG = "да / нет"
    DATE = "дата"


class Gives(StrEnum):
    """How many values come back."""

    EACH = "столько же ячеек"
    ROW = "по значению на строку"
    ONE = "одно значение"


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument: key for the rule, Russian title and description, kind and bounds of its cells.

    `is_range`: a range is allowed, and cells stand beside those of the other ranges. `is_list`: a range with a shape
    of its own. `default` stands for an omitted argument and a blank cell of it; None: the argument is required.
    `is_key`: where every key argument is blank, the answer is blank.
    """

    key: str
    title: str
    note: str
    takes: Takes = Takes.NUMBER
    is_range: bool = True
    is_list: bool = False
    default: float | str | None = None
    minimum: float | None = None
    maximum: float | None = None
    is_key: bool = False

    @property
    def is_optional(self) -> bool:
        """Tell whether the argument may be left out."""
        return self.default is not None


@dataclass(frozen=True, slots=True)
class CellFunction:
    """One function: Latin name, one Russian description, arguments in order, rule, unit and shape of the answer.

    `compute` gets the arguments by key, settings and today. A range is a float array (NaN: blank; flags 1 and 0; dates
    as ordinals) or an array of texts ("": blank): flat for `Gives.EACH`, else rows × columns; other arguments are one
    such value. It returns an array (EACH: as flat, ROW: one per row) or one value; NaN becomes `no_answer`.
    """

    name: str
    note: str
    arguments: tuple[Argument, ...]
    rule: Callable[..., Any]
    compute: Callable[[Mapping[str, Any], Settings, date], Any]
    unit: str
    gives: Gives = Gives.EACH
    no_answer: str = NO_DATA
