"""Rows of a file are sifted: accepted, or set aside for a named reason, with the problems that say why."""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from clientbase_xl.problems import Problem, Severity
from clientbase_xl.reading.decisions import NO_DECISIONS, Decisions
from clientbase_xl.reading.header import Header
from clientbase_xl.reading.raw import RawTable
from clientbase_xl.reading.text import as_text, clean

BoolMask = npt.NDArray[np.bool_]
MAX_SINGLE_PROBLEMS = 100
MAX_VALUE_CHARACTERS = 80
CHUNK_ROWS = 65_536


class Sifter:
    """Keeps for each row of one table whether it is blank, excluded (and why) or accepted; collects problems.

    `decisions` are a person's answers about the columns; `decided` tells what was decided about each of them.
    """

    def __init__(self, table: RawTable, header: Header, file_name: str, decisions: Decisions = NO_DECISIONS) -> None:
        """Start with every row accepted."""
        self.decisions = decisions
        self.decided: list[str] = []
        self.table = table
        self.header = header
        self.file_name = file_name
        self.is_open = np.ones(table.count_rows, dtype=bool)
        self.is_blank = np.zeros(table.count_rows, dtype=bool)
        self.excluded: dict[str, int] = {}
        self.problems: list[Problem] = []

    @property
    def count_read(self) -> int:
        """Return the number of rows that hold anything."""
        return self.table.count_rows - int(self.is_blank.sum())

    def drop_blank(self, mask: BoolMask) -> None:
        """Take rows without any content out of the count: they are no lines."""
        self.is_blank = mask
        self.is_open &= ~mask

    def exclude(self, mask: BoolMask, reason: str) -> BoolMask:
        """Set rows aside unless they already are; return the rows that this reason excluded."""
        newly: BoolMask = mask & self.is_open
        if count := int(newly.sum()):
            self.excluded[reason] = self.excluded.get(reason, 0) + count
            self.is_open &= ~newly
        return newly

    def exclude_cells(self, mask: BoolMask, reason: str, key: str, message: str, remedy: str) -> None:
        """Set rows aside because of a cell, with an error for each of them."""
        self.report(self.exclude(mask, reason), key, message, remedy, Severity.ERROR)

    def report(
        self, mask: BoolMask, key: str, message: str, remedy: str, severity: Severity = Severity.WARNING
    ) -> None:
        """Add a problem per row of the mask; more than 100 become one that counts them."""
        rows = np.flatnonzero(mask)
        if len(rows) > MAX_SINGLE_PROBLEMS:
            self.report_once(mask, key, message, remedy, severity)
            return
        self.problems += [self._problem(int(row), key, message, remedy, severity, 1) for row in rows]

    def report_once(
        self, mask: BoolMask, key: str, message: str, remedy: str, severity: Severity = Severity.WARNING
    ) -> None:
        """Add one problem for all rows of the mask, placed at the first; none for an empty mask."""
        rows = np.flatnonzero(mask)
        if len(rows):
            self.problems.append(self._problem(int(rows[0]), key, message, remedy, severity, len(rows)))

    def error_mask(self, key: str) -> BoolMask:
        """Return the rows whose cell shows an error value of the spreadsheet."""
        mask = np.zeros(self.table.count_rows, dtype=bool)
        mask[list(self.table.error_cells.get(self.header.columns[key], {}))] = True
        return mask

    def array(self, key: str) -> pa.Array:
        """Return the raw column of a key."""
        return self.table.columns[self.header.columns[key]]

    def is_clean(self, key: str) -> bool:
        """Tell whether the texts of a column are normalised already."""
        return self.header.columns[key] in self.table.clean

    def shown(self, index: int, key: str) -> str:
        """Return what a cell shows, shortened."""
        position = self.header.columns.get(key)
        if position is None:
            return ""
        text = self.table.error_cells.get(position, {}).get(index)
        if text is None and self.table.original is not None:
            text = self.table.original(position, index)
        if text is None:
            text = as_text(self.table.columns[position].slice(index, 1))[0].as_py()
        return str(text or "").strip()[:MAX_VALUE_CHARACTERS]

    def tell(self, key: str, words: str, proof: str) -> None:
        """Note what was decided for a column and the first cell that proves it, "" for none."""
        cell = f" — по «{proof}»{self.place(key, proof)}" if proof else ""
        self.decided.append(f"Столбец «{self.header.headings[key]}»: {words}{cell}")

    def place(self, key: str, text: str) -> str:
        """Return « (строка 5)» for the first cell of a column that shows a text, "" when none does."""
        array, position = self.array(key), self.header.columns[key]
        if position in self.table.dotted:
            day, month, year = map(int, text.split("."))
            return f" (строка {self.table.row_numbers[pc.index(array, pa.scalar(date(year, month, day))).as_py()]})"
        if position in self.table.marked:
            return f" (строка {self.table.row_numbers[self.table.marked[position]]})"
        for start in range(0, len(array), CHUNK_ROWS):
            found = pc.index(clean(array.slice(start, CHUNK_ROWS)), pa.scalar(text, pa.string())).as_py()
            if found >= 0:
                return f" (строка {self.table.row_numbers[start + found]})"
        return ""

    def _problem(self, index: int, key: str, message: str, remedy: str, severity: Severity, count: int) -> Problem:
        return Problem(
            message.rstrip("."),
            remedy,
            severity,
            self.file_name,
            self.table.sheet_of(index),
            int(self.table.row_numbers[index]),
            self.header.headings.get(key, ""),
            self.shown(index, key),
            count,
        )
