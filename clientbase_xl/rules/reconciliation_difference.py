"""The difference of an act of reconciliation to the one before: who came and went, what became better or worse.

METHOD section 7: a dated act with the difference to the previous one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from clientbase_xl.rules.joined import as_text
from clientbase_xl.rules.reconciliation_decision import LETTER_KEY, asked_cell
from clientbase_xl.rules.words import MINUS, NBSP
from clientbase_xl.schemas.reconciliation import NEW, RECONCILIATION_FIGURES

DONE, NOT_DONE = "решение исполнено", "решение не исполнено"


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two acts: counts, the sentence per client, and who is gone (rows of the act before)."""

    count_new: int
    count_up: int
    count_down: int
    count_letters: int
    count_done: int
    count_not_done: int
    by_client: Mapping[str, str]
    gone: pd.DataFrame = field(repr=False)

    @property
    def count_gone(self) -> int:
        """Return how many clients of the act before are no longer in this one."""
        return len(self.gone)


def difference(figures: pd.DataFrame, before: pd.DataFrame, decisions: pd.DataFrame) -> Difference:
    """Return the difference of two acts: RECONCILIATION_FIGURES of both, the decisions taken on the earlier one.

    METHOD section 7. A completeness unknown in either is no change. A decision that asked for a cell is done when the
    later act shows it: the letter approved, or the client gone (stopped or out of work). Decisions that ask for
    nothing are not counted. Ask for a difference only where there is an act before.
    """
    then, now = _by_code(before), _by_code(figures)
    taken = dict(zip(decisions["client_code"], as_text(decisions["decision"]), strict=True))
    sentences, counts = {}, {"up": 0, "down": 0, "letters": 0, "done": 0, "not_done": 0}
    for code in {*then, *now}:
        was, is_now = then.get(code), now.get(code)
        if is_now is None:
            state = _carried_out(taken.get(code), was or {}, None)
            parts = [state] if state else []
        elif was is None:
            parts = [NEW]
        else:
            parts = [*_changes(was, is_now, counts), *filter(None, [_carried_out(taken.get(code), was, is_now)])]
        counts["done"] += DONE in parts
        counts["not_done"] += NOT_DONE in parts
        if is_now is not None and parts:
            sentences[code] = "; ".join(parts)
    return Difference(
        count_new=len(now.keys() - then.keys()),
        count_up=counts["up"],
        count_down=counts["down"],
        count_letters=counts["letters"],
        count_done=counts["done"],
        count_not_done=counts["not_done"],
        by_client=sentences,
        gone=before[~before["client_code"].isin(list(now))].reset_index(drop=True),
    )


def _changes(was: Mapping[str, Any], is_now: Mapping[str, Any], counts: dict[str, int]) -> list[str]:
    parts = []
    step = is_now["completeness"] - was["completeness"]
    points = round(step * 100) if step == step else 0
    if step == step and abs(step) > 1e-9:
        counts["up" if step > 0 else "down"] += 1
        parts.append(f"полнота {'+' if step > 0 else MINUS}{max(abs(points), 1)}{NBSP}п.п.")
    old, new = was["category_before"], is_now["category_before"]
    if old != new:
        counts["letters"] += 1
        parts.append(f"категория {old or '—'} → {new or '—'}")
    return parts


def _carried_out(decision: str | None, was: Mapping[str, Any], is_now: Mapping[str, Any] | None) -> str:
    asked = asked_cell(decision, was)
    if asked is None:
        return ""
    column, value = asked
    if column != LETTER_KEY:
        is_done = is_now is None or is_now["status"] in ("работа прекращена", "архив")
    else:
        is_done = is_now is not None and is_now["category_before"] == value and not is_now["is_preliminary"]
    return DONE if is_done else NOT_DONE


def _by_code(figures: pd.DataFrame) -> dict[str, dict[str, Any]]:
    rows = figures[[key for key in RECONCILIATION_FIGURES.keys if key in figures]].astype(object)
    rows = rows.where(rows.notna(), None)
    return {
        str(row["client_code"]): {str(key): value for key, value in row.items()}
        | {"completeness": float("nan") if row["completeness"] is None else float(row["completeness"])}
        for row in rows.to_dict("records")
    }
