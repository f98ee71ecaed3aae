"""Gross profit by client, manager, path of groups and item (EXPORTS, layout E)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from clientbase_xl.reading.raw import Peek
from clientbase_xl.reading.report_grid import ReportGrid
from clientbase_xl.reading.reports.client_sections import MARKER, find_sections
from clientbase_xl.reading.reports.costs import check_profit, cost_of
from clientbase_xl.reading.reports.hierarchy import Tree
from clientbase_xl.reading.reports.manager_blocks import NOBODY
from clientbase_xl.reading.reports.measures import (
    Measured,
    has_dates,
    header_row,
    label_column,
    measured,
    names_clients,
)
from clientbase_xl.reading.reports.model import FlatReport, ReportReader
from clientbase_xl.reading.reports.named_levels import level_names, refuse_other_levels
from clientbase_xl.reading.reports.one_month import day_of_lines
from clientbase_xl.reading.reports.preamble import read_preamble, row_text
from clientbase_xl.reading.reports.report_body import (
    ReportBody,
    marked_tree,
    read_body,
    reconciled,
    unlike_its_beginning,
)
from clientbase_xl.reading.reports.roubles import refuse_other_money
from clientbase_xl.reading.reports.sale_rows import GROUP_MARK, SaleRow, flat_report
from clientbase_xl.reading.reports.sections_by_sums import tree_by_sums

TITLE = "Валовая прибыль по клиентам, внутри по менеджерам"


class SectionHeader(NamedTuple):
    """`row` (0 = first) names the measures; clients begin at `first_row`, with labels in `label_column`."""

    row: int
    first_row: int
    label_column: int
    measured: Measured


def find_header(rows: Sequence[Sequence[object]]) -> SectionHeader | None:
    """Return the header of a report by client with a row «По менеджерам» below it; None for any other."""
    row = header_row(rows)
    found = None if row is None else measured(rows[row], range(len(rows[row])))
    if row is None or found is None or has_dates(rows[row]):
        return None
    first = _first_row(rows, row, found)
    column = label_column(rows[row:first], rows[first:])
    labels = (cells[column] for cells in rows[first:] if column < len(cells))
    if not names_clients(rows[:first]) or not any(
        isinstance(one, str) and MARKER.fullmatch(one.strip()) for one in labels
    ):
        return None
    return SectionHeader(row, first, column, found)


def identify(peek: Peek) -> bool:
    """Tell whether a sheet begins with clients above rows «По менеджерам»."""
    return find_header(peek.rows) is not None


def read(grid: ReportGrid, file_name: str) -> FlatReport:
    """Return a line per item, manager and client; BadFile as `ReportReader` says.

    An old .xls loses the levels of rows: they are restored by sums when only one reading adds up, else BadFile.
    """
    header = find_header(grid.rows)
    if header is None:
        raise unlike_its_beginning(file_name, grid.sheet)
    preamble = read_preamble(grid.rows, header.row)
    day = day_of_lines(preamble, file_name, grid.sheet)
    refuse_other_money(preamble, [header.measured], file_name, grid.sheet, grid.rows[header.row : header.first_row])
    names = level_names(preamble, grid.rows[header.row : header.first_row], header.label_column)
    refuse_other_levels(names, file_name, grid.sheet, has_only_groups=False)
    whole = read_body(grid, file_name, header.first_row, header.label_column, header.measured.columns)
    sections = find_sections(whole)
    body = whole.only(sections.kept)
    tree = marked_tree(body, sections.fits) or tree_by_sums(body, sections)
    problems = (*reconciled(body, tree), *check_profit(body, header.measured, 0))
    sections.check(tree)
    return flat_report(TITLE, file_name, grid.sheet, _sales(body, header.measured, tree, day), problems, preamble)


def _first_row(rows: Sequence[Sequence[object]], header: int, measures: Measured) -> int:
    """Return the first row with figures: names of levels may stand in several rows below the header."""
    filled = (
        row
        for row in range(header + 1, len(rows))
        if any(place < len(rows[row]) and row_text((rows[row][place],)) for place in measures.places.values())
    )
    return next(filled, len(rows))


def _sales(body: ReportBody, measures: Measured, tree: Tree, day: date) -> Iterator[SaleRow]:
    leaves = tree.is_leaf.tolist()
    for index, path in enumerate(tree.paths()):
        figures = dict(zip(measures.places, body.figures.units[index].tolist(), strict=True))
        if not leaves[index] or not any(figures.values()):
            continue
        client, manager, *groups, item = (body.labels[place] for place in path)
        yield SaleRow(
            body.rows[index],
            day,
            client,
            # The characteristic follows the comma; an empty one leaves it alone.
            item.rstrip(" ,"),
            figures.get("quantity"),
            figures["amount"],
            cost_of(figures),
            "" if NOBODY.fullmatch(manager) else manager,
            GROUP_MARK.join(groups),
        )


READER = ReportReader("E", TITLE, identify, read)
