"""A file of cards brought by a менеджер: what it changes goes the way of typed cells (METHOD section 7)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from clientbase_xl.base.cards import plan_cards
from clientbase_xl.base.journal import Change
from clientbase_xl.base.requests import list_requests
from clientbase_xl.base.store import Base, Connection
from clientbase_xl.problems import Problem, Severity
from clientbase_xl.reading.export import ReadCards
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.users import DECIDING_ROLES
from clientbase_xl.workflows.cells_left import told_left
from clientbase_xl.workflows.known_rows import current_rows
from clientbase_xl.workflows.procedure import Person
from clientbase_xl.workflows.send import ground_of, store_plan
from clientbase_xl.workflows.send_plan import make_plan
from clientbase_xl.workflows.workbook_edits import Edits, RowEdit, RowKey


def must_ask(person: Person, connection: Connection) -> bool:
    """Tell whether a person's file of cards becomes requests: a менеджер's, unless the base holds no cards yet."""
    return person.role not in DECIDING_ROLES and bool(current_rows(connection)[CLIENTS.key])


def request_cards(
    base: Base, connection: Connection, content: ReadCards, person: Person, *, now: datetime
) -> tuple[Problem, ...]:
    """Send the cells that a file of cards changes on their ways and return what was refused and what waits.

    METHOD section 7: free fields are stored at once, others become requests or are refused, new clients need their
    mandatory parameters and an approval; a менеджер touches his own clients only.
    """
    current = current_rows(connection)
    cards = plan_cards(connection, content.cards, of_whole_clients=content.open_debts is not None)
    edits = _edits(cards.changes, current[CLIENTS.key].keys())
    ground = ground_of(base, connection, person, current, list_requests(base, connection=connection))
    plan = make_plan(edits, ground)
    reason = f"Файл «{content.file_name}»"
    numbers, _ = store_plan(base, connection, plan, person, now=now, source="импорт", reason=reason)
    if numbers:
        waiting = Problem(
            f"Ждут решения заявки № {min(numbers)}–{max(numbers)}",
            "Их утверждает РОП: команда requests или лист «Заявки на изменения».",
            Severity.NOTICE,
            file=content.file_name,
        )
        plan.problems.append(waiting)
    return (*plan.problems, *told_left(cards, content.file_name))


def _edits(changes: Sequence[Change], known: Collection[RowKey]) -> Edits:
    """Return the changes of cards as typed rows; the program's own flags are left to the door."""
    rows: dict[tuple[str, ...], list[Change]] = {}
    for change in changes:
        if change.column_key in CLIENTS:
            rows.setdefault(change.row_key, []).append(change)
    edits = [RowEdit(CLIENTS.key, key, tuple(cells), is_new=key not in known) for key, cells in rows.items()]
    return Edits(tuple(edits), (), ())
