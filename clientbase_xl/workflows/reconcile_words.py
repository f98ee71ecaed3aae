"""What an act of reconciliation says in a few lines and as plain values (METHOD section 7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_flags, as_text
from clientbase_xl.rules.reconciliation_difference import Difference
from clientbase_xl.schemas.reconciliation import PROPOSALS, RECONCILED_PROSPECTS, RECONCILIATION_FIGURES
from clientbase_xl.workflows.of_manager import of_manager
from clientbase_xl.workflows.reconcile import KeptAct

MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class ShownAct:
    """An act as `clientbase reconcile --json` prints it; of one manager: his clients and prospects."""

    reconciled_on: date
    made_at: datetime
    made_by: str
    is_new: bool
    manager: str
    previous_on: date | None
    count_clients: int
    completeness: float | None
    count_actual: int
    proposals: dict[str, int]
    difference: dict[str, int]
    changed: tuple[str, ...]
    clients: list[dict[str, Any]]
    prospects: list[dict[str, Any]] | None
    request_ids: tuple[int, ...] = ()
    files: tuple[str, ...] = field(default=())


def shown_act(
    kept: KeptAct, manager: str = "", request_ids: tuple[int, ...] = (), files: Sequence[str] = ()
) -> ShownAct:
    """Return an act as plain values; without an act before there is no difference."""
    figures = of_manager(kept.figures, manager)
    known = figures["completeness"].dropna()
    counts = as_text(figures["proposal"]).value_counts()
    return ShownAct(
        reconciled_on=kept.act.reconciled_on,
        made_at=kept.act.made_at,
        made_by=kept.act.made_by,
        is_new=kept.is_new,
        manager=manager,
        previous_on=kept.before.reconciled_on if kept.before else None,
        count_clients=len(figures),
        completeness=float(known.mean()) if len(known) else None,
        count_actual=int(as_flags(figures["is_actual"]).sum()),
        proposals={word: int(counts[word]) for word in PROPOSALS if word in counts},
        difference=_counts(kept.difference) if kept.difference is not None and not manager else {},
        changed=tuple(code for code in kept.changed if not manager or code in set(figures["client_code"])),
        clients=_records(figures, RECONCILIATION_FIGURES.keys),
        prospects=None
        if kept.prospects is None
        else _records(of_manager(kept.prospects, manager), RECONCILED_PROSPECTS.keys),
        request_ids=request_ids,
        files=tuple(files),
    )


def act_lines(shown: ShownAct, zone: tzinfo = UTC) -> Iterator[str]:
    """Yield what a person is told of an act: one fact a line; `zone` is that of the clock on the wall."""
    whose = f" менеджера {shown.manager}" if shown.manager else ""
    yield f"Акт сверки от {words.day(shown.reconciled_on)}" + (
        " составлен." if shown.is_new else f" уже составлен ({shown.made_by}): он не меняется."
    )
    average = "нет данных" if shown.completeness is None else words.share(shown.completeness)
    yield (
        f"Клиентов{whose} {words.grouped(shown.count_clients)}, полнота в среднем {average}, "
        f"данные актуальны у {words.grouped(shown.count_actual)}."
    )
    made_on = shown.made_at.replace(tzinfo=UTC).astimezone(zone).date()
    if made_on != shown.reconciled_on:
        yield f"Продажи — до {words.day(shown.reconciled_on)}, карточки и ПК — на {words.day(made_on)}."
    if shown.proposals:
        yield "Предложения: " + ", ".join(f"{word} — {count}" for word, count in shown.proposals.items()) + "."
    if shown.prospects is not None:
        yield f"Список ПК сверен: {len(shown.prospects)}."
    if shown.previous_on is None:
        yield "Это первый акт: сравнивать не с чем."
    elif shown.difference:
        yield f"С акта от {words.day(shown.previous_on)}: {difference_words(shown.difference)}."
    if shown.changed:
        named = ", ".join(shown.changed[:MOST_NAMED]) + ("…" if len(shown.changed) > MOST_NAMED else "")
        yield (
            f"С тех пор в базе изменилось у клиентов: {len(shown.changed)} ({named}). "
            "Новые числа — в следующем акте, другим днём."
        )


def difference_words(counts: dict[str, int]) -> str:
    """Return the difference of two acts in one phrase; what nobody is concerned by is left out."""
    titles = {
        "count_new": "новых",
        "count_gone": "выбыло",
        "count_up": "полнота выше у",
        "count_down": "полнота ниже у",
        "count_letters": "категория сменилась у",
        "count_done": "решений исполнено",
        "count_not_done": "решений не исполнено",
    }
    return ", ".join(f"{title} {counts[key]}" for key, title in titles.items() if counts[key]) or "отличий нет"


def _counts(found: Difference) -> dict[str, int]:
    keys = ("count_new", "count_gone", "count_up", "count_down", "count_letters", "count_done", "count_not_done")
    return {key: int(getattr(found, key)) for key in keys}


def _records(table: pd.DataFrame, keys: tuple[str, ...]) -> list[dict[str, Any]]:
    rows = table[list(keys)].astype(object)
    return [
        {str(key): value.date() if isinstance(value, pd.Timestamp) else value for key, value in row.items()}
        for row in rows.where(rows.notna(), None).to_dict("records")
    ]
