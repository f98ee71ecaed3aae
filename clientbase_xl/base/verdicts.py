"""Final verdicts on discounts, written by the program once and journalled as what people type (METHOD section 14)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from clientbase_xl.base.door import apply_changes, current_texts
from clientbase_xl.base.journal import Change
from clientbase_xl.base.store import Connection
from clientbase_xl.schemas.discounts import DISCOUNT_VERDICTS

SOURCE = "итог скидки"
Cells = Mapping[str, str | None]
"""Canonical texts by the keys of DISCOUNT_VERDICTS."""


def keep_verdicts(
    connection: Connection, verdicts: Mapping[str, Cells], terms: Mapping[str, str], *, at: datetime, by: str
) -> int:
    """Write the verdicts of decisions, by their numbers; return how many the base did not hold so yet.

    Inside a transaction that holds the write lock; `terms` are those of the decisions as they stand in it, by number. A
    verdict of other terms was worked out before somebody changed the decision: it is passed over. A verdict that is
    held for the same terms stays as it was: who was first is right. One for other terms is written over, and the
    journal keeps it. Nothing is written when nothing changes. Raises BadUse for a cell that is not of its column.
    """
    held = current_texts(connection, DISCOUNT_VERDICTS, [(number,) for number in verdicts])
    fresh = {
        number: cells
        for number, cells in verdicts.items()
        if terms.get(number) == cells.get("terms") != held.get((number,), {}).get("terms")
    }
    changes = [
        Change(DISCOUNT_VERDICTS.key, (number,), key, held.get((number,), {}).get(key), text)
        for number, cells in sorted(fresh.items())
        for key, text in cells.items()
        if held.get((number,), {}).get(key) != text
    ]
    apply_changes(connection, changes, at=at, by=by, source=SOURCE, is_automatic=True)
    return len(fresh)
