"""What a new export would replace: shown before anything changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pyarrow.compute as pc

from clientbase_xl.base.imports import list_imports, valid_parts
from clientbase_xl.base.store import Base
from clientbase_xl.ledger.summary import summarise_period
from clientbase_xl.reading.export import ReadLines
from clientbase_xl.rules.words import grouped
from clientbase_xl.workflows.ledger_access import as_parts


@dataclass(frozen=True, slots=True)
class Replacement:
    """The days of one source that a new file covers again: lines, roubles and clients before and after."""

    file_name: str
    source: str
    period_from: date
    period_to: date
    replaced_files: tuple[str, ...]
    count_lines_before: int
    count_lines_after: int
    amount_before_rub: Decimal
    amount_after_rub: Decimal
    count_clients_before: int
    count_clients_after: int

    def sentence(self) -> str:
        """Return the change as one Russian sentence."""
        days = f"{self.period_from:%d.%m.%Y}–{self.period_to:%d.%m.%Y}"
        return (
            f"«{self.file_name}» заменит дни {days} источника «{self.source}» "
            f"(загружены из: {', '.join(self.replaced_files)}): "
            f"строк {self.count_lines_before} → {self.count_lines_after}, "
            f"клиентов {self.count_clients_before} → {self.count_clients_after}, "
            f"сумма {grouped(self.amount_before_rub, 2)} → {grouped(self.amount_after_rub, 2)} ₽"
        )


def find_replacements(base: Base, content: ReadLines, source: str) -> tuple[Replacement, ...]:
    """Return what the file would replace among valid imports of its source; empty when it overlaps none."""
    valid = [item for item in valid_parts(list_imports(base)) if item[0].source == source]
    touched = [item for item in valid if _overlaps(item[1], content.period_from, content.period_to)]
    if not touched:
        return ()
    before = summarise_period(as_parts(base, touched), content.period_from, content.period_to)
    clients_after = pc.count_distinct(content.lines.column("client_code")).as_py()
    return (
        Replacement(
            content.file_name,
            source,
            content.period_from,
            content.period_to,
            tuple(dict.fromkeys(record.file_name for record, _, _ in touched)),
            before.count_lines,
            content.lines.num_rows,
            before.amount_rub,
            pc.sum(content.lines.column("amount_rub")).as_py() or Decimal(0),
            before.count_clients,
            clients_after,
        ),
    )


def _overlaps(periods: tuple[tuple[date, date], ...], first: date, last: date) -> bool:
    return any(start <= last and first <= end for start, end in periods)
