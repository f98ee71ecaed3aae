"""What a reader of reports declares, and what it returns: the report as a flat table of the catalogue's headings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from clientbase_xl.problems import Problem
from clientbase_xl.reading.open_debts import OpenDebts
from clientbase_xl.reading.raw import Peek
from clientbase_xl.reading.report_grid import ReportGrid


@dataclass(frozen=True)
class FlatReport:
    """A report unrolled: one line per leaf (and month, and manager), under the titles of a schema of the catalogue.

    `columns` has one array per heading, all of one length; dates are date32, amounts decimal128(18, 2), quantities
    float64, all else string. `row_numbers` holds the row of the sheet for each line (first row = 1). `summary` says
    in one Russian sentence what was recognised, with the totals that reconcile. `open_debts` makes the lines cards
    that are known by name only: they change cards of the base and create none. `covers_from` is the first day for which
    lines stand that are dated by the end of their month: an import replaces what is loaded from that day on.
    """

    sheet: str
    headings: tuple[str, ...]
    columns: tuple[pa.Array, ...]
    row_numbers: npt.NDArray[np.int64]
    summary: str
    problems: tuple[Problem, ...] = ()
    open_debts: OpenDebts | None = None
    covers_from: date | None = None


@dataclass(frozen=True)
class ReportReader:
    """One layout: `identify` judges the first 50 rows, `read` unrolls the sheet or refuses with BadFile.

    `key` is the layout's letter in EXPORTS, `title` what people call the report. BadFile of `read`: group rows,
    leaves and «Итого» do not reconcile (the message has the difference and the row), or the layout holds no sales.
    """

    key: str
    title: str
    identify: Callable[[Peek], bool]
    read: Callable[[ReportGrid, str], FlatReport]
