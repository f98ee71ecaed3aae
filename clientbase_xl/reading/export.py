"""The entry to reading: a file of sales or of client cards becomes a table, problems and counts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pyarrow.compute as pc

from clientbase_xl.errors import BadFile, BadUse
from clientbase_xl.reading.cards import to_cards
from clientbase_xl.reading.content import content_sha256
from clientbase_xl.reading.header import Header
from clientbase_xl.reading.layout import choose_layout
from clientbase_xl.reading.open_file import open_source, unreadable
from clientbase_xl.reading.own_workbook import is_own_workbook
from clientbase_xl.reading.raw import HintedSource, Hints, RawTable, Source, join
from clientbase_xl.reading.report_source import as_report
from clientbase_xl.reading.results import ReadCards, ReadLines
from clientbase_xl.reading.sales import NUMBER_KEYS, to_lines
from clientbase_xl.reading.sifter import Sifter
from clientbase_xl.schemas.sales_lines import SALES_LINES

__all__ = ["ReadCards", "ReadLines", "read_export"]

NO_MAPPING: Mapping[str, str] = MappingProxyType({})


def read_export(
    path: Path, *, mapping: Mapping[str, str] = NO_MAPPING, non_goods: frozenset[str] = frozenset()
) -> ReadLines | ReadCards:
    """Return the sales lines or the client cards of an xlsx, csv or parquet file (METHOD 2, EXPORTS, DESIGN 6).

    `mapping` gives, for a title or key of ours, the heading in the file; `non_goods` are item codes whose lines are
    excluded by reason. Every row that holds anything is accepted or excluded by a named reason. Bad cells become
    problems. Raises BadFile or UnknownLayout for a file that cannot be trusted as a whole, BadUse for a wrong
    mapping and for our own workbook; nothing is written anywhere.
    """
    try:
        source: Source = open_source(path)
        if is_own_workbook(path):
            raise BadUse(
                f"«{path.name}» — рабочая книга «Клиентская база», в ней нет выгрузки продаж.",
                "выгрузка продаж или карточек из учётной системы",
                "Укажите файл выгрузки. Вписанное в рабочую книгу командой import не загружается.",
            )
        report = as_report(source)
        source = source if report is None else report
        layout = choose_layout(path.name, source.peeks(), mapping)
        header = layout.headers[0]
        table = join([_load(source, found) for found in layout.headers])
        digest = (source.content_sha256 if isinstance(source, HintedSource) else "") or content_sha256(path)
    except OSError as error:
        raise unreadable(path, error) from error
    sifter = Sifter(table, header, path.name)
    sheet = "; ".join(found.sheet for found in layout.headers)
    found = (*(report.report.problems if report else ()), *layout.problems)
    if not layout.is_sales:
        cards = to_cards(sifter, source.has_typed_cells)
        problems = (*found, *sifter.problems)
        return ReadCards(cards, problems, sifter.count_read, sifter.excluded, sheet, header.headings, path.name, digest)
    lines = to_lines(sifter, non_goods, source.has_typed_cells)
    period = pc.min_max(lines["sold_on"]).as_py()
    return ReadLines(
        lines,
        (*found, *sifter.problems),
        sifter.count_read,
        sifter.excluded,
        period["min"],
        period["max"],
        sheet,
        header.headings,
        path.name,
        digest,
    )


def _load(source: Source, header: Header) -> RawTable:
    """Load the recognised columns, the currency, and the first column: totals often stand there."""
    positions = set(header.columns.values())
    if header.currency is not None:
        positions.add(header.currency)
    positions.add(next(index for index, cell in enumerate(header.cells) if cell.strip()))
    if isinstance(source, HintedSource) and header.schema is SALES_LINES:
        days = {position for key, position in header.columns.items() if key == "sold_on"}
        numbers = {position for key, position in header.columns.items() if key in NUMBER_KEYS}
        hints = Hints(frozenset(days), frozenset(numbers))
        table = source.load_hinted(header.sheet, header.row, sorted(positions), hints)
    else:
        table = source.load(header.sheet, header.row, sorted(positions))
    if not table.columns:
        raise BadFile(f"В файле «{source.name}» нет данных.", "строки под заголовком", "Выгрузите файл заново.")
    return table
