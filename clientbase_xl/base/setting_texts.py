"""Settings as texts of «Настройки»: what the base keeps, what stands where nothing is kept, and the check of both."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from clientbase_xl.base.texts import text_of
from clientbase_xl.schemas.field_classes import check_field_value, field_rows, split_values
from clientbase_xl.schemas.model import NO, YES, Kind
from clientbase_xl.settings import Settings, from_values, rows


@cache
def default_texts() -> dict[str, str | None]:
    """Return the text of every setting where the base keeps none: thresholds and classes of fields by address."""
    shown = (*rows(Settings()), *field_rows({}))
    return {row.address: text_of(row.default, Kind.TEXT) for row in shown}


def settings_of(texts: Mapping[str, str | None]) -> Settings:
    """Return the settings that kept texts mean; an empty text means the default.

    Raises BadUse naming the setting, its value and what is allowed; classes of fields are checked on the way.
    """
    given = {address: text for address, text in texts.items() if text is not None}
    thresholds, fields = split_values(given)
    for address, text in fields.items():
        check_field_value(address, text)
    return from_values({address: _plain(address, text) for address, text in thresholds.items()})


def _plain(address: str, text: str) -> Any:
    """Return a text as pydantic understands it: only flags have words of their own."""
    group, _, name = address.partition(".")
    field = Settings.model_fields.get(group)
    owner = field.annotation if field else None
    declared = getattr(owner, "model_fields", {}).get(name)
    if declared is not None and declared.annotation is bool:
        return {YES: True, NO: False}.get(text, text)
    return text
