"""What xlwings meets in Excel, in memory: single cells as scalars, parsed texts, filtered rows, protection.

As vendors' documents and issue threads of xlwings describe it; only what `excel/` uses. The object model (`api`) and
the engine's classes are one here.
"""

# ruff: noqa: N802, N803 - members and arguments are called as Excel calls them

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import xlwings

_NUMBERS = {"007": 7.0, "1-2": datetime.fromisoformat("2026-02-01"), "1 000,50": 1000.5, "ИСТИНА": True}
"""What a Russian Excel makes of some texts that are written as values into cells in the general format."""
NOT_AVAILABLE = -2146826246
"""How COM gives #N/A."""


class _Engine:
    """What xlwings asks of an engine between values of Python and of COM."""

    name = "excel"
    type = "desktop"

    @staticmethod
    def prepare_xl_data_element(value: Any, _options: Any) -> Any:
        """Return a value as COM takes it."""
        return "" if value is None or value != value else value

    @staticmethod
    def clean_value_data(data: Any, _datetime: Any, empty_as: Any, _number: Any, err_to_str: bool) -> list[list[Any]]:
        """Return values of COM as Python has them: an error is None unless its text is wanted."""
        words = {NOT_AVAILABLE: "#N/A" if err_to_str else None}
        return [[empty_as if one in ("", None) else words.get(one, one) for one in row] for row in data]


class ComError(Exception):
    """What pywin32 raises; no class of ours."""


@dataclass
class FakeSheet:
    """A sheet: cells, number formats, notes and hidden rows by place, protection, one table perhaps."""

    name: str = "Лист"
    values: dict[tuple[int, int], Any] = field(default_factory=dict)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    notes: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    is_filtered: bool = False
    password: str | None = None
    allowed: dict[str, bool] = field(default_factory=dict)
    EnableSelection: int = 0
    log: list[str] = field(default_factory=list)

    # The object model of Excel.

    @property
    def api(self) -> FakeSheet:
        """Return the object of Excel."""
        return self

    @property
    def ProtectContents(self) -> bool:
        """Tell whether the sheet is protected."""
        return self.password is not None

    ProtectDrawingObjects = True
    ProtectScenarios = True

    @property
    def Protection(self) -> Any:
        """Return what is allowed; Excel answers False for what nobody set."""
        return _Allowed(self.allowed)

    def Unprotect(self, password: str) -> None:
        """Take the protection off."""
        if self.password not in (None, password):
            raise ComError("The password you supplied is not correct.")
        self.password, self.allowed = None, {}
        self.log.append("unprotected")

    def Protect(self, Password: str, **allowed: bool) -> None:
        """Protect; what is not said is not allowed."""
        self.password = Password
        self.allowed = {name: is_on for name, is_on in allowed.items() if name.startswith("Allow")}
        self.log.append("protected")

    def Range(self, address: str) -> Any:
        """Return whole rows: «5:7,9:9»."""
        assert len(address) <= 255
        rows = {
            row for part in address.split(",") for row in range(int(part.split(":")[0]), int(part.split(":")[1]) + 1)
        }
        return SimpleNamespace(EntireRow=_Rows(self, rows))

    # What xlwings asks of an engine.

    @property
    def book(self) -> Any:
        """Return the way to the engine."""
        return SimpleNamespace(app=SimpleNamespace(engine=_Engine(), pid=1), name="Книга.xlsx")

    def range(self, first: Any, last: Any = None) -> FakeRange:
        """Return cells from corner to corner."""
        (top, left), (bottom, right) = (
            one if isinstance(one, tuple) else (one.row, one.column) for one in (first, last or first)
        )
        return FakeRange(self, top, left, bottom - top + 1, right - left + 1)


class FakeRange:
    """A block of cells as the engine of xlwings for Windows gives it."""

    max_cells_per_read = None
    max_cells_per_write = None

    def __init__(self, sheet: FakeSheet, row: int, column: int, count_rows: int, count_columns: int) -> None:
        """Take the place, counted from 1."""
        self.sheet, self.row, self.column = sheet, row, column
        self.shape = (count_rows, count_columns)

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, row: int, column: int | None = None) -> FakeRange:
        """Return a cell, or a row of a column, counted from 1."""
        at = (row, column) if column is not None else ((row - 1) // self.shape[1] + 1, (row - 1) % self.shape[1] + 1)
        return FakeRange(self.sheet, self.row + at[0] - 1, self.column + at[1] - 1, 1, 1)

    @property
    def columns(self) -> Sequence[int]:
        """Return as many things as there are columns."""
        return range(self.shape[1])

    @property
    def rows(self) -> Sequence[int]:
        """Return as many things as there are rows."""
        return range(self.shape[0])

    def places(self) -> Iterator[tuple[int, int]]:
        """Yield every cell, row by row."""
        for row in range(self.row, self.row + self.shape[0]):
            for column in range(self.column, self.column + self.shape[1]):
                yield row, column

    def _shaped(self, cells: Sequence[Any]) -> Any:
        """Return cells as COM does: one as a scalar, more as rows."""
        if len(self) == 1:
            return cells[0]
        width = self.shape[1]
        return tuple(tuple(cells[at : at + width]) for at in range(0, len(cells), width))

    @property
    def raw_value(self) -> Any:
        """Return the values; filtered rows too."""
        return self._shaped([self.sheet.values.get(place) for place in self.places()])

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        self._refuse()
        rows = value if isinstance(value, list | tuple) else [[value]]
        count_rows, count_columns = len(rows), len(rows[0])
        visible = [row for row in range(self.row, self.row + count_rows) if row not in self.sheet.hidden]
        is_broken = self.sheet.is_filtered and len(visible) < count_rows
        for number in range(count_rows):
            row = self.row + number
            if is_broken and row not in visible:
                continue  # xlwings, issue 747: only visible cells are written, each with the first value
            for at in range(count_columns):
                self._put((row, self.column + at), rows[0][0] if is_broken else rows[number][at])

    def _put(self, place: tuple[int, int], value: Any) -> None:
        self.sheet.formulas.pop(place, None)
        is_text_format = self.sheet.formats.get(place) == "@"
        if isinstance(value, str) and not is_text_format:
            if value.startswith(("=", "+", "-", "@")):
                self.sheet.formulas[place] = value
                value = "вычислено"
            value = _NUMBERS.get(value, value)
        elif value not in (None, "") and is_text_format:
            value = str(value)
        self.sheet.values[place] = None if value == "" else value

    @property
    def formula(self) -> Any:
        """Return formulas, constants as text."""
        cells = [self.sheet.formulas.get(place, _as_text(self.sheet.values.get(place))) for place in self.places()]
        return self._shaped(cells)

    @property
    def number_format(self) -> str | None:
        """Return the format that all cells share."""
        found = {self.sheet.formats.get(place, "General") for place in self.places()}
        return found.pop() if len(found) == 1 else None

    @number_format.setter
    def number_format(self, value: str) -> None:
        self._refuse()
        self.sheet.formats.update(dict.fromkeys(self.places(), value))

    def copy(self, destination: Any = None) -> None:
        """Copy cells with formats and notes; with a filter on only visible rows go along."""
        self._refuse()
        for (row, column), (to_row, to_column) in zip(self.places(), destination.impl.places(), strict=True):
            if self.sheet.is_filtered and row in self.sheet.hidden:
                continue
            for kept in (self.sheet.values, self.sheet.formulas, self.sheet.formats, self.sheet.notes):
                kept.pop((to_row, to_column), None)
                if (row, column) in kept:
                    kept[to_row, to_column] = kept[row, column]  # type: ignore[index]

    def insert(self, shift: str | None = None, copy_origin: str | None = None) -> None:  # noqa: ARG002
        """Move the cells from here downwards."""
        assert shift == "down"
        self._refuse()
        columns = range(self.column, self.column + self.shape[1])
        for kept in (self.sheet.values, self.sheet.formulas, self.sheet.formats, self.sheet.notes):
            moved = {place: kept.pop(place) for place in [*kept] if place[1] in columns and place[0] >= self.row}
            kept.update({(row + self.shape[0], column): one for (row, column), one in moved.items()})

    def clear_contents(self) -> None:
        """Empty cells; formats and notes stay."""
        self._refuse()
        for place in self.places():
            self.sheet.values.pop(place, None)
            self.sheet.formulas.pop(place, None)

    def clear(self) -> None:
        """Empty cells, formats and notes."""
        self.clear_contents()
        for place in self.places():
            self.sheet.formats.pop(place, None)
            self.sheet.notes.pop(place, None)

    def _refuse(self) -> None:
        if self.sheet.ProtectContents:
            raise ComError("The cell or chart you're trying to change is on a protected sheet.")

    # The object model of Excel.

    @property
    def api(self) -> FakeRange:
        """Return the object of Excel."""
        return self

    Row = property(lambda self: self.row)

    @property
    def Rows(self) -> Any:
        """Return the rows as Excel counts them."""
        return SimpleNamespace(Count=self.shape[0])

    @property
    def EntireRow(self) -> _Rows:
        """Return the whole rows."""
        return _Rows(self.sheet, set(range(self.row, self.row + self.shape[0])))

    def ClearNotes(self) -> None:
        """Take notes off."""
        for place in self.places():
            self.sheet.notes.pop(place, None)

    ClearComments = ClearNotes


class _Rows:
    """Whole rows, perhaps hidden."""

    def __init__(self, sheet: FakeSheet, rows: set[int]) -> None:
        self._sheet, self._rows = sheet, rows

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "Hidden":
            change = self._sheet.hidden.update if value else self._sheet.hidden.difference_update
            change(self._rows)
        else:
            object.__setattr__(self, name, value)

    def SpecialCells(self, kind: int) -> Any:
        """Return areas of visible rows, each twice: a hidden column parts them."""
        assert kind == 12
        shown = sorted(self._rows - self._sheet.hidden)
        areas = [SimpleNamespace(Row=row, Rows=SimpleNamespace(Count=1)) for row in shown for _ in range(2)]
        return SimpleNamespace(Areas=areas)


class _Allowed:
    def __init__(self, allowed: dict[str, bool]) -> None:
        self._allowed = allowed

    def __getattr__(self, name: str) -> bool:
        return self._allowed.get(name, False)


class FakeTable:
    """A ListObject: the object of Excel and that of xlwings in one."""

    def __init__(self, sheet: FakeSheet, top: int, left: int, count_rows: int, width: int) -> None:
        """Take the place of the heading row and the number of data rows."""
        self.impl = SimpleNamespace()  # Excel knows no better way to lengthen a table
        self._sheet = sheet
        self._place = [top, left, count_rows + 1, width]
        self.name = "t_mixed"
        self.Parent = sheet

    @property
    def api(self) -> FakeTable:
        """Return the object of Excel."""
        return self

    @property
    def Range(self) -> FakeRange:
        """Return all the cells."""
        return FakeRange(self._sheet, *self._place)

    @property
    def AutoFilter(self) -> Any:
        """Return the buttons of the headings."""
        return SimpleNamespace(FilterMode=self._sheet.is_filtered)

    @property
    def range(self) -> xlwings.Range:
        """Return all the cells."""
        return _wrapped(self.Range)

    @property
    def header_row_range(self) -> xlwings.Range:
        """Return the headings."""
        top, left, _, width = self._place
        return _wrapped(FakeRange(self._sheet, top, left, 1, width))

    @property
    def data_body_range(self) -> xlwings.Range | None:
        """Return the rows below."""
        top, left, count, width = self._place
        return _wrapped(FakeRange(self._sheet, top + 1, left, count - 1, width)) if count > 1 else None

    def resize(self, cells: xlwings.Range) -> None:
        """Span other cells; what stands there becomes part of the table."""
        assert not self._sheet.ProtectContents
        self._place = [cells.row, cells.column, *cells.impl.shape]


class FakeXlSheet:
    """The sheet as `xlwings.Sheet` shows it."""

    def __init__(self, sheet: FakeSheet) -> None:
        """Take the sheet behind."""
        self.impl = sheet
        self.api = sheet
        self.name = sheet.name
        self.page_setup = SimpleNamespace(print_area=None)

    def range(self, first: Any, last: Any = None) -> xlwings.Range:
        """Return cells from corner to corner."""
        return _wrapped(self.impl.range(first, last))


def _wrapped(cells: FakeRange) -> xlwings.Range:
    return xlwings.Range(impl=cells)


def _as_text(value: Any) -> str:
    return "" if value is None else str(value)
