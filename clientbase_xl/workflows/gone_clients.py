"""Why clients of an act of reconciliation are not in the next one (METHOD section 7)."""

from __future__ import annotations

from collections.abc import Iterable

from clientbase_xl.base.merges import merges_within
from clientbase_xl.base.replay import texts_at
from clientbase_xl.base.store import Base
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.model import YES

ARCHIVED = "в архиве"
NO_CARD = "карточки больше нет: её загрузка отменена"
NOT_YET = "покупок до дня акта больше нет: их загрузка отменена"


def gone_reasons(base: Base, codes: Iterable[str], entry_id: int) -> dict[str, str]:
    """Return why each client is not in the act that knows the journal up to an entry: merged, archived, undone.

    An act is printed at any time later: the reason is that of its own moment.
    """
    wanted = list(codes)
    if not wanted:
        return {}
    with base.reading() as connection:
        merged = merges_within(connection, entry_id)
        cards = texts_at(connection, CLIENTS.key, entry_id)
    reasons = {}
    for code in wanted:
        card, end = cards.get((code,)), merged.get(code)
        if end is not None:
            reasons[code] = f"объединён с {end} «{cards.get((end,), {}).get('client_name', '')}»"
        elif card is None:
            reasons[code] = NO_CARD
        else:
            reasons[code] = ARCHIVED if card.get("is_archived") == YES else NOT_YET
    return reasons
