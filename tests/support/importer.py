"""An import through the API of base and ledger alone, and the same as a nursery of importers that can be killed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pyarrow as pa

from clientbase_xl.base.cards import store_cards
from clientbase_xl.base.imports import ImportRecord, add_import, find_same_content, list_imports
from clientbase_xl.base.problem_log import save_problems
from clientbase_xl.base.store import Base
from clientbase_xl.ledger.parts import sweep_orphans, write_part
from clientbase_xl.problems import Problem
from tests.support.nursery import serve
from tests.support.sales import as_table, sale

SOURCE = "1С"
NOW = datetime.fromisoformat("2026-02-01T12:00")


@dataclass(frozen=True)
class Export:
    """A file of sales of January 2026 as the reader would give it."""

    lines: pa.Table
    content_sha256: str
    amount_rub: Decimal
    source: str = SOURCE
    period: tuple[date, date] = (date(2026, 1, 1), date(2026, 1, 31))


def export(number: int, count_lines: int = 20) -> Export:
    """Return an export whose every line costs `number` roubles, with a client of its own."""
    line = sale("2026-01-15", f"К{number}", amount=number, manager="Иванова")
    lines = as_table([line]).take([0] * count_lines)
    return Export(lines, f"{number:064}", Decimal(number * count_lines))


def import_export(base: Base, given: Export) -> int | None:
    """Import an export in one commit and return its number; None when it is in force already."""
    with base.writing() as connection:
        if find_same_content(base, given.content_sha256, given.source, connection):
            return None
        sweep_orphans(base.ledger_dir, {record.part_name for record in list_imports(base, connection)})
        first, last = given.period
        number = add_import(
            connection,
            ImportRecord(
                import_id=0,
                imported_at=NOW,
                imported_by="тест",
                file_name=f"{given.content_sha256}.csv",
                source=given.source,
                content_sha256=given.content_sha256,
                part_name=write_part(base.ledger_dir, given.lines),
                period_from=first,
                period_to=last,
                count_read=given.lines.num_rows,
                count_accepted=given.lines.num_rows,
                excluded="{}",
                amount_rub=given.amount_rub,
                amount_vat="с НДС",
                cost_vat="не указано",
            ),
        )
        codes = given.lines.column("client_code").unique().to_pylist()
        cards = pd.DataFrame({"client_code": codes, "client_name": f"Клиент {number}", "manager": "Иванова"})
        store_cards(connection, cards, at=NOW, by="тест", is_from_lines=True, import_id=number)
        save_problems(connection, number, [Problem(f"находка {number}", "ничего")])
    return number


def work(folder: Path, draw: random.Random) -> None:
    """Import one export after another without end."""
    base = Base.open(folder)
    while True:
        import_export(base, export(draw.randrange(1, 10**6), draw.randrange(1, 5000)))


if __name__ == "__main__":
    serve(work)
