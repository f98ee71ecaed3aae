"""Shipments of a distributor by client, outlet, contract and item; leading spaces are the levels (EXPORTS, layout B).

Lines of one client stay as they stand, one per outlet and contract (ours): summed by item, a return at one outlet would
hide in the shipments to another. «Документ» says to which outlet and by which contract.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.header import compact, shown
from clientbase_xl.reading.raw import Peek
from clientbase_xl.reading.report_grid import ReportGrid
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
from clientbase_xl.reading.reports.outlet_count import check_count
from clientbase_xl.reading.reports.preamble import read_preamble
from clientbase_xl.reading.reports.report_body import marked_tree, read_body, reconciled, unlike_its_beginning
from clientbase_xl.reading.reports.roubles import refuse_other_money
from clientbase_xl.reading.reports.sale_rows import flat_report
from clientbase_xl.reading.reports.shipment_levels import level_notice, tell_levels
from clientbase_xl.reading.reports.shipment_sales import ALLOWED, to_sales
from clientbase_xl.reading.reports.total_rows import is_total

TITLE = "Отгрузки дистрибьютора по клиентам"
_RATE = re.compile(r"(?:ндс |ставка |по ставке )?(?:0[.,]\d{1,2}|\d{1,2} ?%)", re.IGNORECASE)


class ShipmentHeader(NamedTuple):
    """Two header rows: `row` (0 = first) names the amount, the one below it the rates of the VAT."""

    row: int
    label_column: int
    measured: Measured


def find_shipments(rows: Sequence[Sequence[object]]) -> ShipmentHeader | None:
    """Return the header of such a report: an amount, beside it VAT by rates, names with leading spaces below."""
    row = header_row(rows)
    if row is None or row + 1 >= len(rows) or not names_clients(rows[: row + 2]) or has_dates(rows[row]):
        return None
    rates = [
        place for place, cell in enumerate(rows[row + 1]) if cell is not None and _RATE.fullmatch(shown(str(cell)))
    ]
    if not rates or not any("ндс" in compact(str(cell)) for cell in rows[row] if cell is not None):
        return None
    found = measured(rows[row], [place for place in range(len(rows[row])) if place not in rates])
    labels = label_column(rows[row : row + 2], rows[row + 2 :])
    if found is None or not _is_told_by_spaces([cells[labels : labels + 1] for cells in rows[row + 2 :]]):
        return None
    return ShipmentHeader(row, labels, found)


def identify(peek: Peek) -> bool:
    """Tell whether a sheet begins with shipments by client whose VAT stands by rates."""
    return find_shipments(peek.rows) is not None


def read(grid: ReportGrid, file_name: str) -> FlatReport:
    """Return a line per item, outlet and contract; BadFile as `ReportReader` says."""
    header = find_shipments(grid.rows)
    if header is None:
        raise unlike_its_beginning(file_name, grid.sheet)
    preamble = read_preamble(grid.rows, header.row)
    refuse_other_money(preamble, [header.measured], file_name, grid.sheet, grid.rows[header.row : header.row + 2])
    names = level_names(preamble, grid.rows[header.row : header.row + 2], header.label_column)
    refuse_other_levels(names, file_name, grid.sheet, has_only_groups=False)
    body = read_body(grid, file_name, header.row + 2, header.label_column, header.measured.columns)
    tree = marked_tree(body)
    if tree is None:
        raise BadFile(
            f"В отчёте «{file_name}», лист «{grid.sheet}» перед названиями нет пробелов: не видно, где клиенты, "
            "а где товары.",
            ALLOWED,
            "Выгрузите отчёт заново и не правьте названия.",
        )
    problems = list(reconciled(body, tree))
    levels = tell_levels(body.labels, tree, preamble.groupings)
    if levels:
        problems.append(level_notice(levels, body.labels, tree, file_name, grid.sheet))
    problems += check_count(body, tree, levels)
    sales = to_sales(body, tree, levels, preamble, tuple(header.measured.places))
    return flat_report(TITLE, file_name, grid.sheet, sales, problems, preamble)


def _is_told_by_spaces(names: Sequence[Sequence[object]]) -> bool:
    # Non-breaking spaces and tabs are spaces, too: 1C and Excel put them for levels.
    texts = [str(cell) for cells in names for cell in cells if cell is not None and str(cell).strip()]
    return bool(texts) and (is_total(texts[0]) or any(not text[:2].strip() for text in texts))


READER = ReportReader("B", TITLE, identify, read)
