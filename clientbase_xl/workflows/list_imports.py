"""The registry of imports for people: what counts, what was replaced, what was undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from clientbase_xl.base.imports import list_imports, undo_import, valid_parts
from clientbase_xl.base.store import Base
from clientbase_xl.schemas.users import DECIDING_ROLES
from clientbase_xl.workflows.ledger_access import registry
from clientbase_xl.workflows.people import require_role


@dataclass(frozen=True, slots=True)
class ShownImport:
    """One import with its state in words: действует, действует частично, заменён, отменён."""

    import_id: int
    imported_at: datetime
    imported_by: str
    file_name: str
    source: str
    period_from: date
    period_to: date
    count_read: int
    count_accepted: int
    amount_rub: Decimal | None
    state: str


def imports_shown(base: Base, moment: datetime | None = None) -> list[ShownImport]:
    """Return every import in order of acceptance with its state; as it was at a moment when one is given."""
    records = registry(base, moment)
    in_force = {record.import_id: is_whole for record, _, is_whole in valid_parts(records)}
    shown = []
    for record in records:
        if record.undone_at is not None:
            state = f"отменён {record.undone_at:%d.%m.%Y}"
        elif record.import_id not in in_force:
            state = "заменён"
        else:
            state = "действует" if in_force[record.import_id] else "действует частично"
        shown.append(
            ShownImport(
                record.import_id,
                record.imported_at,
                record.imported_by or "",
                record.file_name,
                record.source,
                record.period_from,
                record.period_to,
                record.count_read,
                record.count_accepted,
                record.amount_rub,
                state,
            )
        )
    return shown


def undo_one(base: Base, import_id: int, *, now: datetime, user: str) -> str:
    """Undo one import as a new row of the registry and say what counts again; BadUse when it cannot be undone.

    METHOD section 7: a менеджер does not take sales out of the base.
    """
    require_role(base, user, DECIDING_ROLES, "Загрузку отменяет не менеджер")
    before = {record.import_id for record, _, _ in valid_parts(list_imports(base))}
    undo_import(base, import_id, at=now, by=user)
    after = {record.import_id for record, _, _ in valid_parts(list_imports(base))}
    back = sorted(after - before)
    returned = f" Снова действуют загрузки: {', '.join(f'№ {number}' for number in back)}." if back else ""
    return f"Загрузка № {import_id} отменена.{returned}"
