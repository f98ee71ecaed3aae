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
from clientbase_xl.reading.reports.one_month import day_of_lines
from clientbase_xl.reading.reports.preamble import read_preamble
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
    """`row` (0 = first) names the measures; the labels stand below `label_column`."""

    row: int
    label_column: int
    measured: Measured


def find_header(rows: Sequence[Sequence[object]]) -> SectionHeader | None:
    """Return the header of a report by client with a row «По менеджерам» below it; None for any other."""
    row = header_row(rows)
    if row is None or not names_clients(rows[: row + 1]) or has_dates(rows[row]):
        return None
    column = label_column(rows[row : row + 1])
    found = measured(rows[row], range(column + 1, len(rows[row])))
    labels = (cells[column] for cells in rows[row + 1 :] if column < len(cells))
    if found is None or not any(isinstance(label, str) and MARKER.fullmatch(label.strip()) for label in labels):
        return None
    return SectionHeader(row, column, found)


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
    refuse_other_money(preamble, [header.measured], file_name, grid.sheet)
    whole = read_body(grid, file_name, _first_row(grid, header), header.label_column, header.measured.columns)
    sections = find_sections(whole)
    body = whole.only(sections.kept)
    tree = marked_tree(body, sections.fits) or tree_by_sums(body, sections)
    problems = (*reconciled(body, tree), *check_profit(body, header.measured, 0))
    sections.check(tree)
    return flat_report(TITLE, file_name, grid.sheet, _sales(body, header.measured, tree, day), problems)


def _first_row(grid: ReportGrid, header: SectionHeader) -> int:
    """Return the first row with figures: names of levels may stand in several rows below the header."""
    places = header.measured.places.values()
    rows = range(header.row + 1, len(grid.rows))
    return next((row for row in rows if any(grid.cell(row, place) is not None for place in places)), len(grid.rows))


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
