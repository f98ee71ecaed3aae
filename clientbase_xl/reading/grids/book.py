"""What a reader of a workbook offers, whatever the format of the file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from clientbase_xl.reading.report_grid import ReportGrid


class GridBook(Protocol):
    """An opened workbook; what its methods raise on a damaged one is for the source to explain."""

    def first_rows(self, count: int) -> Sequence[ReportGrid]:
        """Return the first rows of every sheet."""

    def read(self, sheet: str, *, is_flat: bool) -> ReportGrid:
        """Return a sheet whole, of a flat table only the cells; BadFile when it has too many of them."""
