"""Thresholds typed into «Настройки»: judged together, since some of them bound each other."""

from __future__ import annotations

from collections.abc import Mapping

from clientbase_xl.base.setting_texts import settings_of
from clientbase_xl.base.texts import text_of
from clientbase_xl.errors import BadUse
from clientbase_xl.rules.new_client import required_parameters
from clientbase_xl.schemas.field_classes import field_rows, split_values
from clientbase_xl.schemas.model import Kind
from clientbase_xl.schemas.typed_cells import canonical
from clientbase_xl.settings import rows

Texts = Mapping[str, str | None]
"""Values of «Настройки» as texts by address; None is an empty cell, which means the default."""


def plain_text(text: str | None) -> str | None:
    """Return a typed value with the notation of numbers settled: «0,9» is 0.9, «1 000» is 1000."""
    if text is None:
        return None
    bare = text.replace("\u00a0", "").replace(" ", "").replace(",", ".")
    try:
        return canonical(float(bare), Kind.NUMBER)
    except ValueError:
        return text


def accept_settings(now: Texts, wanted: Texts) -> tuple[dict[str, str | None], dict[str, str]]:
    """Return which of the wanted values stand beside each other and the rest, and why the others are refused.

    METHOD section 7. `now` are the values that the base keeps, `wanted` the typed ones. Values that only together
    make sense (two cut-offs moved at once) are accepted together; «Свободно» is accepted as the sheet shows it. A
    refusal is the Russian reason.
    """
    if not _refusal({**now, **wanted}):
        return _as_shown(now, wanted), {}
    accepted: dict[str, str | None] = {}
    left = dict(wanted)
    while fitting := _fitting({**now, **accepted}, left):
        accepted |= fitting
        left = {address: text for address, text in left.items() if address not in fitting}
    return _as_shown(now, accepted), {
        address: _refusal({**now, **accepted, address: text}) for address, text in left.items()
    }


def _as_shown(now: Texts, accepted: Texts) -> dict[str, str | None]:
    """Return accepted values in the words and letters in which «Настройки» show them."""
    whole = {**now, **accepted}
    _, fields = split_values({address: text for address, text in whole.items() if text is not None})
    shown = {row.address: row.value for row in (*rows(settings_of(whole)), *field_rows(fields))}
    return {
        address: text_of(shown.get(address, text), Kind.TEXT) if text else text for address, text in accepted.items()
    }


def _fitting(now: Texts, left: Texts) -> dict[str, str | None]:
    """Return one value more that fits, or the values of one group that fit only together; empty when none do."""
    for address, text in left.items():
        if not _refusal({**now, address: text}):
            return {address: text}
    for group in dict.fromkeys(address.partition(".")[0] for address in left):
        together = {address: text for address, text in left.items() if address.partition(".")[0] == group}
        if len(together) > 1 and not _refusal({**now, **together}):
            return together
    return {}


def _refusal(texts: Texts) -> str:
    """Return why values cannot be the settings of a base; "" when they can."""
    try:
        required_parameters(settings_of(texts))
    except BadUse as refusal:
        return f"{refusal.found} Допустимо: {refusal.allowed}." if refusal.allowed else refusal.found
    return ""
