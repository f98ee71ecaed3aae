"""Codes of merged clients in what comes from outside: typed cells and files that still say the old code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from clientbase_xl.base.door import cell_text
from clientbase_xl.base.journal import Change
from clientbase_xl.base.merges import CODE, merges_within
from clientbase_xl.base.store import Connection
from clientbase_xl.problems import Problem, Severity
from clientbase_xl.rules import words
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.workflows.send_plan import Plan

MOST_NAMED = 5


def as_stored(connection: Connection, plan: Plan, merged: Mapping[str, str]) -> None:
    """Let the changes of a plan start from what the base keeps: a record of a merged client keeps its old code."""
    plan.apply = [_from_stored(connection, change, merged) for change in plan.apply]
    plan.asked = [
        replace(asked, changes=tuple(_from_stored(connection, change, merged) for change in asked.changes))
        for asked in plan.asked
    ]


def told_merged(connection: Connection, codes: Iterable[str], file_name: str) -> tuple[Problem, ...]:
    """Return a notice of a file's clients that are merged into others: what it says of them counts for those."""
    merged = merges_within(connection)
    found = sorted(set(codes) & merged.keys()) if merged else []
    if not found:
        return ()
    named = ", ".join(f"{code} → {merged[code]}" for code in found[:MOST_NAMED])
    more = f" и ещё {len(found) - MOST_NAMED}" if len(found) > MOST_NAMED else ""
    count = words.counted(len(found), "код", "кода", "кодов")
    return (
        Problem(
            f"В файле {count} объединённых клиентов: {named}{more}. Их продажи считаются клиенту, с которым они "
            "объединены, в его карточке заполнены только пустые поля, долги и стоимость обслуживания сложены",
            "Если клиенты разные: clientbase duplicates --unmerge КОД.",
            Severity.NOTICE,
            file_name,
            count=len(found),
        ),
    )


def _from_stored(connection: Connection, change: Change, merged: Mapping[str, str]) -> Change:
    if change.column_key != CODE or change.old is None or not BY_KEY[change.sheet_key].has_row_ids:
        return change
    kept = cell_text(connection, change.sheet_key, change.row_key, CODE)
    return change._replace(old=kept) if kept is not None and merged.get(kept) == change.old else change
