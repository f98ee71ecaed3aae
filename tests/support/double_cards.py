"""Cards and people for tests of duplicates: a row names only what matters."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from clientbase_xl.rules.duplicate_pairs import duplicate_pairs
from clientbase_xl.settings import DuplicateSettings

KEYS = ("client_code", "client_name", "inn", "kpp", "phone", "email", "delivery_address", "holding")
NOBODY = pd.DataFrame({"client_code": [], "phone": [], "email": []}, dtype=object)


def cards(*rows: Mapping[str, str | None]) -> pd.DataFrame:
    """Return cards; what a row does not name is empty."""
    assert {key for row in rows for key in row} <= set(KEYS)
    return pd.DataFrame([dict(row) for row in rows], columns=list(KEYS), dtype=object)


def persons(*rows: tuple[str, str | None, str | None]) -> pd.DataFrame:
    """Return contact persons: client code, telephone, e-mail."""
    return pd.DataFrame(list(rows), columns=["client_code", "phone", "email"], dtype=object)


def two(*rows: Mapping[str, str], **values: object) -> tuple[str, ...]:
    """Return kind and evidence of the first two cards among these, () where they are two clients."""
    coded = [{"client_code": f"К{number}", **row} for number, row in enumerate(rows, start=1)]
    settings = DuplicateSettings.model_validate(values)
    pairs = duplicate_pairs(cards(*coded), NOBODY, settings)
    pairs = pairs[(pairs["first_code"] == "К1") & (pairs["second_code"] == "К2")]
    return tuple(pairs[["kind", "evidence"]].to_numpy()[0]) if len(pairs) else ()
