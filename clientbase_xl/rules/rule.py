"""What a rule of the method is to people: its words, its source, its settings (METHOD, all sections)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: name, one Russian sentence, section of the method, settings it obeys, and the function itself.

    `key` is the word of `compute` where the rule makes a table of its own. `settings` are addresses of
    `clientbase_xl.settings`.
    """

    key: str
    title: str
    sentence: str
    source: str
    settings: tuple[str, ...]
    function: Callable[..., Any]
