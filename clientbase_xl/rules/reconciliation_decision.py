"""What a decision on a client of an act asks for: which cell of the card becomes what (METHOD section 7 [K 4.1])."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clientbase_xl.schemas.clients import LETTERS
from clientbase_xl.schemas.model import YES
from clientbase_xl.schemas.reconciliation import ACCEPT, ARCHIVE, OF_LETTERS, STOP

LETTER_KEY, STOPPED_KEY, ARCHIVED_KEY = "category_approved", "is_stopped", "is_archived"


def asked_cell(decision: str | None, figures: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return the column of CLIENTS and the value that a decision asks for; None where the card stays as it is.

    METHOD section 7. In: a word of DECISION_CHOICES; the client's row of the act. To accept a proposal of letters asks
    for the letter, of stopping for «Работа прекращена», of taking out of work for «Архив»; to accept «оставить» or
    «уточнить данные» asks for nothing. A typed letter asks for itself, also where it is the approved one but
    preliminary: approving it once more confirms it.
    """
    if decision in LETTERS:
        is_known = decision == figures["category_before"] and not figures["is_preliminary"]
        return None if is_known else (LETTER_KEY, str(decision))
    if decision != ACCEPT:
        return None
    word, letter = figures["proposal"], figures["category_proposed"]
    if word in OF_LETTERS and isinstance(letter, str):
        return LETTER_KEY, letter
    return {STOP: (STOPPED_KEY, YES), ARCHIVE: (ARCHIVED_KEY, YES)}.get(word)
