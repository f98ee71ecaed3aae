"""The facts per client for other programs, by file extension; nothing of the rules is loaded for them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pandas as pd

from clientbase_xl.base.cards import read_cards
from clientbase_xl.base.merges import read_merges
from clientbase_xl.base.settings_store import load_settings
from clientbase_xl.base.store import Base
from clientbase_xl.errors import WriteRefused
from clientbase_xl.ledger.client_facts import client_facts
from clientbase_xl.ledger.latest import FIELDS
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
    """Return the facts per client of a base on a date (METHOD section 2), as known at a moment when one is given.

    Name, manager and channel are those of the latest documents; of a client with several codes those of the card that
    stands for them, where it says them (METHOD section 7): the latest document may be of another code.
    """
    facts = client_facts(lines_in_force(base, today, moment), today, load_settings(base, moment))
    ends = set(read_merges(base, moment).values())
    if not ends:
        return facts
    cards = read_cards(base, moment).set_index("client_code").reindex(facts["client_code"])
    is_end = facts["client_code"].isin(ends)
    said = {key: pd.Series(cards[key].to_numpy(dtype=object), index=facts.index) for key in FIELDS}
    return facts.assign(**{key: facts[key].mask(is_end & text.notna(), text) for key, text in said.items()})


def require_target(path: Path) -> None:
    """Refuse another extension, and a workbook of ours: what people typed into it would be lost."""
    require_extension(path)
    if is_own_workbook(path):
        raise WriteRefused(
            f"Файл «{path.name}» — книга «Клиентская база»: таблица стёрла бы введённое в ней.",
            remedy="Назовите другой файл в --out.",
        )
