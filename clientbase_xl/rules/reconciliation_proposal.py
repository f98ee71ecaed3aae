"""What a reconciliation proposes for a client: keep, confirm, raise, lower, ask first, stop, take out of work.

METHOD section 7 [K 4.1]: a decision on changing the category is taken; section 3: E is a proposal to the head to stop,
reprice first, and what rests on a missing potential is only «уточнить потенциал». The order of the questions and the
words are ours.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.schemas.clients import LETTERS
from clientbase_xl.schemas.reconciliation import ARCHIVE, ASK, CONFIRM, KEEP, LOWER, RAISE, STOP

STOPPED_STATUS, NEVER_BOUGHT = "работа прекращена", "без покупок"
_LOSS = LETTERS[-1]
_DASH = "–"


class Proposal(NamedTuple):
    """What is proposed, the letter that would follow (None: the approved one stays), and the rule behind it."""

    word: str
    letter: str | None
    why: str


def proposal(client: dict[str, Any], next_touch: pd.Timestamp | None, active_months: int) -> Proposal:
    """Return what to do with a client.

    METHOD sections 3, 7, 13; ours: the first that fits. 1 work stopped by the head: keep. 2 never bought: ask. 3 no
    purchase within the active base: take out of work, unless a next touch is planned (do not burn bridges). 4
    computed E: lower to E (a preliminary E: confirm it) and reprice; when E was approved before, stop. 5 the potential
    is not exact, so that the letter has a range, and the approved one is within it but differs, is preliminary or
    missing: ask first. 6 no approved letter: confirm the computed one. 7 better: raise; worse: lower; equal: confirm
    what was preliminary, else keep. In: a row of CLIENTS, None for unknown. A range of one letter is certain.
    """
    approved, computed, status = client["category_approved"], client["category"], client["status"]
    if status == STOPPED_STATUS:
        return Proposal(KEEP, None, "Работа прекращена решением руководителя")
    if status == NEVER_BOUGHT:
        return Proposal(ASK, None, "Ни одной покупки: клиент это или ПК?")
    if computed is None:
        return _without_letter(client, next_touch, active_months)
    if computed == _LOSS:
        return _of_loss(approved, is_preliminary=client["category_approved_mark"] is not None)
    possible = _possible(client["category_range"], computed)
    if len(possible) > 1 and (approved is None or approved in possible) and _is_open(client, approved, computed):
        return Proposal(ASK, None, f"Потенциал не известен точно: возможна {possible[0]}{_DASH}{possible[-1]}")
    if approved is None:
        return Proposal(CONFIRM, computed, "Категория ещё не утверждалась")
    if approved == computed:
        if client["category_approved_mark"] is not None:
            return Proposal(CONFIRM, computed, "Утверждена предварительно, расчёт её подтверждает")
        return Proposal(KEEP, None, "Расчётная та же")
    is_better = LETTERS.index(computed) < LETTERS.index(approved)
    return Proposal(RAISE if is_better else LOWER, computed, f"Утверждена {approved}, по расчёту {computed}")


def _is_open(client: dict[str, Any], approved: str | None, computed: str) -> bool:
    """Tell whether an approved letter inside the range leaves a question: it differs, or nobody has looked at it."""
    return approved != computed or client["category_approved_mark"] is not None


def _without_letter(client: dict[str, Any], next_touch: pd.Timestamp | None, active_months: int) -> Proposal:
    last = client["last_purchase_on"]
    since = f", последняя {words.day(last)}" if not pd.isna(last) else ""
    why = f"Нет покупок {words.months(active_months)}{since}"
    if next_touch is not None:
        return Proposal(KEEP, None, f"{why}; следующее касание {words.day(next_touch)}: мосты не сжигаем")
    return Proposal(ARCHIVE, None, why)


def _of_loss(approved: str | None, *, is_preliminary: bool) -> Proposal:
    if approved == _LOSS and is_preliminary:
        return Proposal(CONFIRM, _LOSS, "Утверждена предварительно, по расчёту убыток: сначала пересмотреть цену")
    if approved == _LOSS:
        return Proposal(STOP, None, "Убыток и после прошлого утверждения E: решает руководитель")
    return Proposal(LOWER, _LOSS, f"Утверждена {approved or 'никакая'}, по расчёту убыток: сначала пересмотреть цену")


def _possible(range_words: str | None, computed: str) -> tuple[str, ...]:
    """Return the letters of a range, best to worst: «B–D» is B, C, D; without a range the computed one."""
    if range_words is None:
        return (computed,)
    first, _, last = range_words.partition(_DASH)
    return LETTERS[LETTERS.index(first) : LETTERS.index(last or first) + 1]
