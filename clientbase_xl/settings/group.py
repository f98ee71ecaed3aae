"""What a group of settings is, and how one setting is declared."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

SalesType = Literal[
    "транзакционные",
    "консультационно-транзакционные",
    "консультационные",
    "консультационно-стратегические",
    "стратегические",
]
_CYRILLIC = {"А": "A", "В": "B", "С": "C", "Д": "D", "Е": "E"}


def latin_letter(letter: Any) -> Any:
    """Return the Latin letter of a category that was typed in Cyrillic or small (METHOD section 0)."""
    upper = str(letter).strip().upper()
    return _CYRILLIC.get(upper, upper if upper in _CYRILLIC.values() else letter)


Letter = Annotated[Literal["A", "B", "C", "D", "E"], BeforeValidator(latin_letter)]
OURS = "наше правило"


def setting(default: Any, title: str, note: str, *, unit: str = "", source: str = OURS, **bounds: Any) -> Any:
    """Declare one setting: default, Russian title and note, unit, source, pydantic bounds."""
    extra: dict[str, Any] = {"unit": unit, "source": source}
    return Field(default, title=title, description=note, json_schema_extra=extra, **bounds)


def require_order(what: str, *values: float | None) -> None:
    """Raise ValueError unless the given values ascend strictly; missing ones are passed over."""
    known = [value for value in values if value is not None]
    if any(low >= high for low, high in pairwise(known)):
        raise ValueError(f"{what} должны идти по порядку")


class SettingsGroup(BaseModel):
    """A group of settings: immutable, unknown names refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)
