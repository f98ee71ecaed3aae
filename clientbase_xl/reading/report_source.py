"""A report of an accounting system as a source of rows: unrolled, it is read like any flat table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.raw import GridSource, Peek, RawTable, Source
from clientbase_xl.reading.reports import READERS
from clientbase_xl.reading.reports.model import FlatReport, ReportReader
from clientbase_xl.rules.words import quoted

MOST_SHOWN = 5


@dataclass
class ReportSource:
    """An unrolled report; its cells have types."""

    name: str
    report: FlatReport
    has_typed_cells: bool = True

    def peeks(self) -> Sequence[Peek]:
        """Return the headings only: what stands below is typed already."""
        return [Peek(self.report.sheet, (self.report.headings,))]

    def load(self, sheet: str, header_row: int, positions: Sequence[int]) -> RawTable:  # noqa: ARG002
        """Return the columns at these positions; `header_row` is that of the headings, 0."""
        columns = {position: self.report.columns[position] for position in positions}
        return RawTable(columns, self.report.row_numbers, {}, ((0, sheet),))


def as_report(source: Source, decimal: str = "") -> ReportSource | None:
    """Return the file as an unrolled report when a reader identifies one of its visible sheets, else None.

    `decimal` is the decimal mark of texts that a person stated, a key of DECIMAL_MARKS, "" for none.

    BadFile: the report does not reconcile, a recognised layout that holds no sales (EXPORTS), several reports: none of
    them may be dropped silently, and one may repeat another.
    """
    if not isinstance(source, GridSource):
        return None
    known = [(peek.sheet, reader) for peek in source.peeks() if (reader := _reader_of(peek)) is not None]
    if len(known) > 1:
        raise _several_reports(source.name, [sheet for sheet, _ in known])
    for sheet, reader in known:
        return ReportSource(source.name, reader.read(replace(source.grid(sheet), decimal=decimal), source.name))
    return None


def _reader_of(peek: Peek) -> ReportReader | None:
    return None if peek.is_hidden else next((one for one in READERS if one.identify(peek)), None)


def _several_reports(name: str, sheets: Sequence[str]) -> BadFile:
    return BadFile(
        f"В книге «{name}» отчёты стоят на нескольких листах: {quoted(sheets, MOST_SHOWN)}. Они могут повторять друг "
        "друга, и сумма была бы двойной.",
        "один отчёт в файле; остальные листы скрыты",
        "Сохраните каждый отчёт отдельным файлом или скройте лишние листы.",
    )
