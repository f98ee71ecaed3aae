"""The entry to reading: a file of sales or of client cards becomes a table, problems and counts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pyarrow.compute as pc

from clientbase_xl.errors import BadFile, BadUse
from clientbase_xl.reading.cards import to_cards
from clientbase_xl.reading.content import content_sha256
from clientbase_xl.reading.decisions import NO_DECISIONS, Decisions
from clientbase_xl.reading.document_sums import refuse_document_sums
from clientbase_xl.reading.file_format import format_words
from clientbase_xl.reading.header import Header, shown
from clientbase_xl.reading.layout import NOTHING_REMEMBERED, Layout, choose_layout
from clientbase_xl.reading.layout_answers import Remembered
from clientbase_xl.reading.money_scale import refuse_scaled_money
from clientbase_xl.reading.open_file import open_source, unreadable
from clientbase_xl.reading.own_file import is_own_workbook
from clientbase_xl.reading.products import to_products
from clientbase_xl.reading.raw import HintedSource, Hints, RawTable, Source, join
from clientbase_xl.reading.report_source import ReportSource, as_report
from clientbase_xl.reading.results import ReadCards, ReadFrom, ReadLines, ReadProducts
from clientbase_xl.reading.sales import NUMBER_KEYS, to_lines
from clientbase_xl.reading.sifter import Sifter
from clientbase_xl.schemas.products import PRODUCTS
from clientbase_xl.schemas.sales_lines import SALES_LINES

__all__ = ["Content", "ReadCards", "ReadLines", "ReadProducts", "read_export"]

Content = ReadLines | ReadCards | ReadProducts
"""What a file holds."""
NO_MAPPING: Mapping[str, str] = MappingProxyType({})


def read_export(
    path: Path,
    *,
    mapping: Mapping[str, str] = NO_MAPPING,
    non_goods: frozenset[str] = frozenset(),
    decisions: Decisions = NO_DECISIONS,
    remembered: Remembered = NOTHING_REMEMBERED,
) -> Content:
    """Return the sales lines, the client cards or the products of a file (METHOD 2, EXPORTS, DESIGN 6).

    `mapping` gives, for a title or key of ours, the heading in the file; `decisions` settle the order of dates and the
    decimal mark where columns leave them open; without either, `remembered` answers about such headings are used.
    `non_goods` are item codes whose lines are excluded by reason. Every row that holds anything is accepted or
    excluded by a named reason. Bad cells become problems. Raises BadFile or LayoutNotRecognised for a file that cannot
    be trusted as a whole, BadUse for a wrong mapping and for our own workbook; nothing is written anywhere.
    """
    try:
        source: Source = open_source(path)
        if is_own_workbook(path):
            raise BadUse(
                f"«{path.name}» — рабочая книга «Клиентская база», в ней нет выгрузки продаж.",
                "выгрузка продаж или карточек из учётной системы",
                "Укажите файл выгрузки. Вписанное в рабочую книгу командой import не загружается.",
            )
        report = as_report(source, decisions.decimal)
        source = source if report is None else report
        layout = choose_layout(path.name, source.peeks(), mapping, remembered)
        if layout.recalled is not None and decisions == NO_DECISIONS:
            decisions = Decisions.from_dict(layout.recalled.decisions)
        header = layout.headers[0]
        if report is None and layout.is_sales:
            refuse_scaled_money(path.name, header, source.peeks())
        table = join([_load(source, found, decisions) for found in layout.headers])
        digest = (source.content_sha256 if isinstance(source, HintedSource) else "") or content_sha256(path)
        read_from = _read_from(path, source, report, layout, decisions)
    except OSError as error:
        raise unreadable(path, error) from error
    sifter = Sifter(table, header, path.name, decisions)
    sheet = "; ".join(found.sheet for found in layout.headers)
    found = (*(report.report.problems if report else ()), *layout.problems)
    if header.schema is PRODUCTS:
        products = to_products(sifter)
        problems = (*found, *sifter.problems)
        counts = (sifter.count_read, sifter.excluded)
        return ReadProducts(products, problems, *counts, sheet, header.headings, path.name, digest, read_from)
    if not layout.is_sales:
        cards = to_cards(sifter, source.has_typed_cells)
        return ReadCards(
            cards,
            (*found, *sifter.problems),
            sifter.count_read,
            sifter.excluded,
            sheet,
            header.headings,
            path.name,
            digest,
            tuple(sifter.decided),
            report.report.open_debts if report else None,
            read_from,
        )
    lines = to_lines(sifter, non_goods, source.has_typed_cells, is_report=report is not None)
    refuse_document_sums(path.name, header, layout.columns, lines)
    period = pc.min_max(lines["sold_on"]).as_py()
    return ReadLines(
        lines,
        (*found, *sifter.problems),
        sifter.count_read,
        sifter.excluded,
        (report.report.covers_from if report else None) or period["min"],
        period["max"],
        sheet,
        header.headings,
        path.name,
        digest,
        tuple(sifter.decided),
        read_from,
    )


def _read_from(
    path: Path, source: Source, report: ReportSource | None, layout: Layout, decisions: Decisions
) -> ReadFrom:
    header = layout.headers[0]
    return ReadFrom(
        format_words(path, str(getattr(source, "delimiter", ""))),
        header.row + 1 if report is None else 0,
        tuple(shown(cell) for cell in header.cells if cell.strip()),
        layout.columns,
        layout.recalled,
        report.report.summary if report else "",
        decisions,
    )


def _load(source: Source, header: Header, decisions: Decisions) -> RawTable:
    """Load the recognised columns, the currency, and the first column: totals often stand there."""
    positions = set(header.columns.values())
    if header.currency is not None:
        positions.add(header.currency)
    positions.add(next(index for index, cell in enumerate(header.cells) if cell.strip()))
    if isinstance(source, HintedSource) and header.schema is SALES_LINES:
        # Another order than day.month.year is judged by the texts.
        is_usual = decisions.dates in ("", "dmy")
        days = {position for key, position in header.columns.items() if key == "sold_on" and is_usual}
        numbers = {position for key, position in header.columns.items() if key in NUMBER_KEYS}
        hints = Hints(frozenset(days), frozenset(numbers))
        table = source.load_hinted(header.sheet, header.row, sorted(positions), hints)
    else:
        table = source.load(header.sheet, header.row, sorted(positions))
    if not table.columns:
        raise BadFile(f"В файле «{source.name}» нет данных.", "строки под заголовком", "Выгрузите файл заново.")
    return table
