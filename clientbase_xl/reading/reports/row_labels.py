"""The labels of a report's rows and the columns beside them, e.g. articles (EXPORTS, layout A)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from clientbase_xl.reading.report_grid import Cell, ReportGrid
from clientbase_xl.reading.reports.figures import shown_cell
from clientbase_xl.reading.reports.level_names import key_of
from clientbase_xl.reading.reports.month_header import MonthHeader
from clientbase_xl.reading.reports.preamble import row_text

# What accounting systems print for an empty reference.
NOBODY = frozenset({"<...>", "<>", "<пусто>", "<не указан>", "не указан", "<пустая ссылка>", "<объект не найден>"})
TEXT_KEYS = ("sku_code", "sku_name", "client_code", "client_name", "manager", "channel", "brand", "product_category")


@dataclass(frozen=True)
class RowLabels:
    """Rows of a report below its header (0 = first row of the sheet) with their labels, blank ones included.

    `column` is where the labels stand, `heading` what stands over them, top first; `attributes` gives by key of
    SALES_LINES the texts of other columns; `unread` are headings of columns with contents that are none of ours.
    """

    column: int
    heading: tuple[str, ...]
    rows: tuple[int, ...]
    texts: tuple[str, ...]
    attributes: Mapping[str, tuple[str | None, ...]]
    unread: tuple[str, ...]

    def chosen(self, places: Sequence[int]) -> RowLabels:
        """Return some of the rows."""
        return replace(
            self,
            rows=tuple(self.rows[place] for place in places),
            texts=tuple(self.texts[place] for place in places),
            attributes={key: tuple(values[place] for place in places) for key, values in self.attributes.items()},
        )


def read_labels(grid: ReportGrid, header: MonthHeader) -> RowLabels:
    """Return the labels of all rows below a header; numbers are codes and become text.

    Labels stand in the first column that holds anything; where it is empty, another column without a heading of ours
    may hold them (a total that is merged over other columns).
    """
    rows = range(header.last + 1, len(grid.rows))
    used = [column for column in range(header.labels_end) if any(grid.cell(row, column) is not None for row in rows)]
    column = used[0] if used else 0
    attributes: dict[str, tuple[str | None, ...]] = {}
    others: list[int] = []
    unread: list[str] = []
    for place in used[1:]:
        heading = " ".join(_headings(grid, header, place))
        key = key_of(heading)
        if key in TEXT_KEYS and key not in attributes:
            attributes[str(key)] = tuple(label(grid.cell(row, place)) or None for row in rows)
        elif heading:
            unread.append(heading)
        else:
            others.append(place)
    texts = tuple(next(filter(None, (label(grid.cell(row, place)) for place in (column, *others))), "") for row in rows)
    return RowLabels(column, _headings(grid, header, column), tuple(rows), texts, attributes, tuple(unread))


def label(cell: Cell) -> str:
    """Return what a cell of labels says with single spaces; a whole number is a code without a point."""
    if cell is None:
        return ""
    if isinstance(cell, float) and not isinstance(cell, bool):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if not isinstance(cell, str):
        return shown_cell(cell)
    return " ".join(cell.split())


def _headings(grid: ReportGrid, header: MonthHeader, column: int) -> tuple[str, ...]:
    cells = (grid.cell(row, column) for row in range(header.first, header.last + 1))
    lines = (row_text((line,)) for cell in cells for line in str(cell or "").splitlines())
    return tuple(line for line in lines if line)
