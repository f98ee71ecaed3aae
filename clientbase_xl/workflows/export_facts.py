"""The facts per client for other programs, by file extension; nothing of the rules is loaded for them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pandas as pd

from clientbase_xl.base.settings_store import load_settings
from clientbase_xl.base.store import Base
from clientbase_xl.errors import WriteRefused
from clientbase_xl.ledger.client_facts import client_facts
from clientbase_xl.reading.own_file import is_own_workbook
from clientbase_xl.schemas.facts import FACTS
from clientbase_xl.workflows.ledger_access import lines_in_force
from clientbase_xl.writing.table_file import require_extension, write_table


def export_facts(base: Base, path: Path, today: date, moment: datetime | None = None) -> int:
    """Write the facts per client, as known at a moment if given, and return the number of clients."""
    require_target(path)
    frame = load_facts(base, today, moment)
    write_table(path, frame, FACTS)
    return len(frame)


def load_facts(base: Base, today: date, moment: datetime | None = None) -> pd.DataFrame:
    """Return the facts per client of a base on a date (METHOD section 2), as known at a moment when one is given."""
    return client_facts(lines_in_force(base, today, moment), today, load_settings(base, moment))


def require_target(path: Path) -> None:
    """Refuse another extension, and a workbook of ours: what people typed into it would be lost."""
    require_extension(path)
    if is_own_workbook(path):
        raise WriteRefused(
            f"Файл «{path.name}» — книга «Клиентская база»: таблица стёрла бы введённое в ней.",
            remedy="Назовите другой файл в --out.",
        )
