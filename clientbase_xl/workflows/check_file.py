"""What a file holds and what would be imported from it, without importing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow.compute as pc

from clientbase_xl.problems import Problem
from clientbase_xl.reading.export import ReadCards, ReadLines, read_export
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.sales_lines import SALES_LINES

ALREADY_THERE = "уже загружен"
"""The kind of a file whose content is in force already."""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a file would give: kind, counts by reason, recognised headings, problems."""

    file_name: str
    kind: str
    sheet: str
    headings: Mapping[str, str]
    count_read: int
    count_accepted: int
    excluded: Mapping[str, int]
    problems: tuple[Problem, ...]
    period_from: date | None = None
    period_to: date | None = None
    amount_rub: Decimal | None = None
    count_clients: int | None = None


def check_file(path: Path, mapping: Mapping[str, str]) -> CheckReport:
    """Read a file as `import` would and report; nothing is stored. Raises BadFile or UnknownLayout on refusal."""
    return report_of(read_export(path, mapping=mapping))


def kind_of(content: ReadLines | ReadCards) -> str:
    """Return what a file holds, in words."""
    if isinstance(content, ReadLines):
        return "продажи"
    return "карточки клиентов" if content.open_debts is None else "долги и лимиты клиентов"


def report_of(content: ReadLines | ReadCards) -> CheckReport:
    """Return what a file that is read already would give."""
    if isinstance(content, ReadLines):
        lines = content.lines
        return CheckReport(
            content.file_name,
            kind_of(content),
            content.sheet,
            {SALES_LINES[key].title: heading for key, heading in content.headings.items()},
            content.count_read,
            lines.num_rows,
            content.excluded,
            content.problems,
            content.period_from,
            content.period_to,
            pc.sum(lines.column("amount_rub")).as_py() or Decimal(0),
            pc.count_distinct(lines.column("client_code")).as_py(),
        )
    return CheckReport(
        content.file_name,
        kind_of(content),
        content.sheet,
        {CLIENTS[key].title: heading for key, heading in content.headings.items()},
        content.count_read,
        len(content.cards),
        content.excluded,
        content.problems,
        count_clients=len(content.cards),
    )
