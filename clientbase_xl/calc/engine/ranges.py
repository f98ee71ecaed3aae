"""Ranges of cells: values and formulas as one block each, number formats, edges, hiding, protection."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from xlwings import base_classes

from clientbase_xl.calc.engine.addresses import Rectangle, between
from clientbase_xl.calc.engine.cells import block_errors, filled_span, filtered_rows_shown, full_shape, locked_place
from clientbase_xl.calc.engine.formats import CODE_OF_KIND
from clientbase_xl.calc.engine.formulas import excel_sheet, from_calc, to_calc
from clientbase_xl.calc.engine.plain_errors import speaks_plainly
from clientbase_xl.calc.engine.refusals import PROTECTED_REMEDY, CalcRefused, SheetProtected
from clientbase_xl.calc.engine.uno_bridge import bridge, struct, uno_error
from clientbase_xl.calc.engine.unsupported import names_unsupported
from clientbase_xl.calc.engine.values import Block, Kind, columns_to_block, from_block, to_block

if TYPE_CHECKING:
    from clientbase_xl.calc.engine.names import Name
    from clientbase_xl.calc.engine.sheets import Sheet
    from clientbase_xl.calc.engine.tables import Table

_CONTENTS = 1 | 2 | 4 | 16  # com.sun.star.sheet.CellFlags: values, dates, texts, formulas
_FORMATS = 32 | 64  # hard attributes and styles
_NOTES = 8
_UP, _LEFT, _DOWN, _RIGHT, _COLUMNS = "UP", "LEFT", "DOWN", "RIGHT", "COLUMNS"
_WRITE_CELLS_MAX = 2_000_000


@names_unsupported
@speaks_plainly
class Range(base_classes.Range):
    """A rectangle of a sheet. Values are never parsed: `=1+1` written as a value is text, formulas have `formula`.

    In Excel the same is reached by the format `@` set before the text is written; it does no harm here.
    """

    def __init__(self, sheet: Sheet, place: Rectangle) -> None:
        """Keep the sheet and the rectangle; the office is asked only when something is read or written."""
        self._sheet = sheet
        self.place = place
        self.options: dict[str, Any] = {}

    @cached_property
    def api(self) -> Any:
        """The UNO range; None for no cells."""
        place = self.place
        if not len(self):
            return None
        return self._sheet.api.getCellRangeByPosition(
            place.column - 1, place.row - 1, place.last_column - 1, place.last_row - 1
        )

    @property
    def sheet(self) -> Sheet:
        """The sheet that the cells are on."""
        return self._sheet

    @property
    def coords(self) -> tuple[str, int, int, int, int]:
        """Sheet, row, column, number of rows, number of columns."""
        place = self.place
        return self._sheet.name, place.row, place.column, place.count_rows, place.count_columns

    def __len__(self) -> int:
        return self.place.count_rows * self.place.count_columns

    @property
    def row(self) -> int:
        """The first row, from 1."""
        return self.place.row

    @property
    def column(self) -> int:
        """The first column, from 1."""
        return self.place.column

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows and columns."""
        return self.place.count_rows, self.place.count_columns

    @property
    def max_cells_per_read(self) -> int:
        """Above so many cells xlwings reads in parts."""
        return _WRITE_CELLS_MAX

    @property
    def max_cells_per_write(self) -> int:
        """Above so many cells xlwings writes in parts."""
        return _WRITE_CELLS_MAX

    def __call__(self, arg1: int, arg2: int | None = None) -> Range:
        """Return a cell by row and column, or by number along the rows; both from 1 and free to lie outside."""
        if arg2 is None:
            arg1, arg2 = (arg1 - 1) // self.place.count_columns + 1, (arg1 - 1) % self.place.count_columns + 1
        return Range(self._sheet, Rectangle(self.place.row + arg1 - 1, self.place.column + arg2 - 1, 1, 1))

    @property
    def raw_value(self) -> list[list[Any]] | Any:
        """Values as rows; a single cell is its value. Dates are datetimes, an error is a CellError, nothing is None."""
        if not len(self):
            return None
        data = self.api.getDataArray()
        formats = self._sheet.book.formats
        shown = []
        if any(type(value) is float for row in data for value in row):
            kinds = [(place, formats.kind(key)) for place, key in formats.shown(self.api, self.place)]
            shown = [(place, kind) for place, kind in kinds if kind is not None]
        rows = from_block(data, shown, self._sheet.book.null_date, block_errors(self.api, self.place))
        return rows[0][0] if len(self) == 1 else rows

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        if not len(self):
            return
        self._put(to_block(full_shape(value, self.shape), self._sheet.book.null_date))

    def write_columns(self, columns: Sequence[Sequence[Any]]) -> None:
        """Write columns of equal length from the first cell on (no member of xlwings: as `raw_value`, but faster)."""
        self._put(columns_to_block(columns, self._sheet.book.null_date))

    def _put(self, block: Block) -> None:
        target = self._target(len(block.values), len(block.values[0]))
        target.refuse_if_locked()
        target.api.setDataArray(block.values)
        if block.places:
            target.show_kinds(block)

    def part(self, inside: Rectangle) -> Range:
        """Return the cells of a rectangle counted from this range's corner."""
        row, column = self.place.row + inside.row - 1, self.place.column + inside.column - 1
        return Range(self._sheet, Rectangle(row, column, inside.count_rows, inside.count_columns))

    def show_kinds(self, block: Block) -> None:
        """Format cells so that the block's numbers show as dates or truths, where they do not already."""
        formats = self._sheet.book.formats
        shown = [(place, formats.kind(key)) for place, key in formats.shown(self.api, self.place)]
        for kind in block.places:
            is_truth = kind is Kind.TRUTH
            fits = np.zeros(self.shape, dtype=bool)
            for place, present in shown:
                if present is not None and (present is Kind.TRUTH) is is_truth:
                    fits[place.row - 1 : place.last_row, place.column - 1 : place.last_column] = True
            for run in block.runs(kind, fits):
                self.part(run).api.NumberFormat = formats.key(CODE_OF_KIND[kind])

    @property
    def formula(self) -> str | tuple[tuple[str, ...], ...]:
        """Formulas in Excel's spelling, constants as text; a text that looks like a formula or a number has a `'`."""
        written = self.api.getFormulaArray()
        # Calc tells the text «=1+1» and the formula =1+1 by the same string; only the value parts them.
        has_formula = any(text.startswith("=") for row in written for text in row)
        values = self.api.getDataArray() if has_formula else written
        rows = tuple(
            tuple(
                f"'{text}" if text.startswith("=") and text == value else from_calc(text)
                for text, value in zip(line, seen, strict=True)
            )
            for line, seen in zip(written, values, strict=True)
        )
        return rows[0][0] if len(self) == 1 else rows

    @formula.setter
    def formula(self, value: Any) -> None:
        if isinstance(value, str) and len(self) > 1:
            self._fill(value)
            return
        rows = full_shape(value, self.shape)
        texts = tuple(tuple(to_calc("" if one is None else str(one)) for one in row) for row in rows)
        target = self._target(len(texts), len(texts[0]))
        target.refuse_if_locked()
        target.api.setFormulaArray(texts)

    @property
    def formula2(self) -> str | tuple[tuple[str, ...], ...]:
        """The same as `formula`: Calc has no spilled arrays."""
        return self.formula

    @formula2.setter
    def formula2(self, value: Any) -> None:
        self.formula = value

    @property
    def formula_array(self) -> str | None:
        """The array formula that all the cells belong to, in Excel's spelling, or None."""
        try:
            text = self.api.getArrayFormula()
        except uno_error():
            return None
        return from_calc(text.removeprefix("{").removesuffix("}")) if text else None

    @formula_array.setter
    def formula_array(self, value: str) -> None:
        self.refuse_if_locked()
        self.api.setArrayFormula(to_calc(value))

    @property
    def has_array(self) -> bool:
        """Whether the cells belong to one array formula."""
        return self.formula_array is not None

    @property
    def number_format(self) -> str | None:
        """The English code of the number format, None when the cells differ."""
        formats = self._sheet.book.formats
        codes = {formats.code(key) for _, key in formats.shown(self.api, self.place)}
        return codes.pop() if len(codes) == 1 else None

    @number_format.setter
    def number_format(self, value: str) -> None:
        self.refuse_if_locked()
        self.api.NumberFormat = self._sheet.book.formats.key(value)

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        """Return the address, with the book and the sheet when `external`."""
        text = self.place.text(row_absolute, col_absolute)
        return f"{excel_sheet(f'[{self._sheet.book.name}]{self._sheet.name}')}!{text}" if external else text

    @property
    def address(self) -> str:
        """The address with `$`: `$A$1:$B$2`."""
        return self.place.text()

    @property
    def current_region(self) -> Range:
        """The filled block around the first cell."""
        cursor = self._sheet.api.createCursorByRange(self(1, 1).api)
        cursor.collapseToCurrentRegion()
        return self._sheet.range_at(cursor.RangeAddress)

    def end(self, direction: str) -> Range:
        """Return the cell that Ctrl and an arrow lead to: the edge of the filled or of the empty run."""
        if direction not in ("up", "down", "left", "right"):
            raise ValueError(f"Направление «{direction}»: допустимы up, down, left, right.")
        start, whole = self(1, 1).place, self._sheet.whole
        used = self._sheet.used_range.place.around(start)
        bounds = {
            "down": between(start.row, start.column, used.last_row, start.column),
            "up": between(1, start.column, start.row, start.column),
            "right": between(start.row, start.column, start.row, used.last_column),
            "left": between(start.row, 1, start.row, start.column),
        }
        line = bounds[direction]
        assert line is not None  # the start is in it
        texts = [text for row in Range(self._sheet, line).api.getFormulaArray() for text in row]
        steps = filled_span([text != "" for text in (texts if direction in ("down", "right") else reversed(texts))])
        ends = {"down": whole.count_rows, "up": 1, "right": whole.count_columns, "left": 1}
        along = start.row if direction in ("up", "down") else start.column
        sign = 1 if direction in ("down", "right") else -1
        reached = ends[direction] if steps is None else along + sign * steps
        row, column = (reached, start.column) if direction in ("up", "down") else (start.row, reached)
        return Range(self._sheet, Rectangle(row, column, 1, 1))

    def clear_contents(self) -> None:
        """Empty the cells; formats stay."""
        self.refuse_if_locked()
        self.api.clearContents(_CONTENTS)

    def clear_formats(self) -> None:
        """Take the formats off the cells; values stay."""
        self.refuse_if_locked()
        self.api.clearContents(_FORMATS)

    def clear(self) -> None:
        """Empty the cells and take their formats off."""
        self.refuse_if_locked()
        self.api.clearContents(_CONTENTS | _FORMATS)

    def clear_notes(self) -> None:
        """Take the notes off the cells (no member of xlwings: reached through `impl`)."""
        self.refuse_if_locked()
        self.api.clearContents(_NOTES)

    def insert(self, shift: str | None = None, copy_origin: str | None = None) -> None:  # noqa: ARG002
        """Insert cells here; those that stood here go down, or right.

        Whole columns take their widths along; the new ones look like the column before them, as in Excel.
        """
        self._refuse_if_protected()
        is_columns = self.place.count_rows == self._sheet.whole.count_rows
        mode = self._enum("CellInsertMode", _COLUMNS if is_columns else _RIGHT if shift == "right" else _DOWN)
        self._sheet.api.insertCells(self.api.RangeAddress, mode)
        if is_columns and self.place.column > 1:
            columns, first = self._sheet.api.Columns, self.place.column - 1
            before = columns.getByIndex(first - 1)
            for number in range(first, first + self.place.count_columns):
                columns.getByIndex(number).IsVisible = before.IsVisible
                columns.getByIndex(number).Width = before.Width

    def delete(self, shift: str | None = None) -> None:
        """Remove the cells; those below move up, or those to the right move left."""
        self._refuse_if_protected()
        mode = self._enum("CellDeleteMode", _LEFT if shift == "left" else _UP)
        self._sheet.api.removeRange(self.api.RangeAddress, mode)

    def copy(self, destination: Range | None = None) -> None:
        """Copy the cells with formats to where `destination` begins; Calc gives no way to the clipboard."""
        if destination is None:
            raise NotImplementedError("Range.copy без места назначения: в LibreOffice Calc не поддерживается")
        target = destination.impl if hasattr(destination, "impl") else destination
        Range(target.sheet, Rectangle(target.row, target.column, *self.shape)).refuse_if_locked()
        corner = target.sheet.api.getCellByPosition(target.column - 1, target.row - 1)
        with filtered_rows_shown(self.api):
            target.sheet.api.copyRange(corner.CellAddress, self.api.RangeAddress)

    @property
    def row_hidden(self) -> bool | None:
        """Whether all rows are hidden, by hand or by a filter; None when some are."""
        whole = self._sheet.whole
        rows = Range(self._sheet, Rectangle(self.place.row, 1, self.place.count_rows, whole.count_columns)).api
        visible = {
            row for one in rows.queryVisibleCells().RangeAddresses for row in range(one.StartRow, one.EndRow + 1)
        }
        return None if 0 < len(visible) < self.place.count_rows else not visible

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        self._refuse_if_protected()
        self.api.Rows.IsVisible = not value

    @property
    def column_hidden(self) -> bool | None:
        """Whether all columns are hidden; None when some are."""
        columns = self.api.Columns
        hidden = {not columns.getByIndex(number).IsVisible for number in range(columns.Count)}
        return hidden.pop() if len(hidden) == 1 else None

    @column_hidden.setter
    def column_hidden(self, value: bool) -> None:
        self._refuse_if_protected()
        self.api.Columns.IsVisible = not value

    def autofit(self, axis: str | None = None) -> None:
        """Fit widths of columns and heights of rows to what the cells hold; `axis` 'c' or 'r' for one of them."""
        if axis in (None, "c", "columns"):
            self.api.Columns.OptimalWidth = True
        if axis in (None, "r", "rows"):
            self.api.Rows.OptimalHeight = True

    @property
    def color(self) -> tuple[int, int, int] | None:
        """The fill as (red, green, blue), None when there is none or the cells differ."""
        number = self.api.CellBackColor
        return None if number is None or number < 0 else (number >> 16 & 255, number >> 8 & 255, number & 255)

    @color.setter
    def color(self, color_or_rgb: tuple[int, int, int] | None) -> None:
        self.refuse_if_locked()
        if color_or_rgb is None:
            self.api.CellBackColor = -1
        elif isinstance(color_or_rgb, tuple):
            red, green, blue = color_or_rgb
            self.api.CellBackColor = red << 16 | green << 8 | blue
        else:
            raise NotImplementedError("Range.color: только тройка (красный, зелёный, синий)")

    @property
    def name(self) -> Name | None:
        """The name of exactly these cells, or None."""
        for _, name in self._sheet.book.names.snapshot():
            found = name.range_or_none()
            if found and found.place == self.place and found.sheet.index == self._sheet.index:
                return name
        return None

    @name.setter
    def name(self, value: str) -> None:
        self._sheet.book.names.add(value, f"={excel_sheet(self._sheet.name)}!{self.address}")

    @property
    def table(self) -> Table | None:
        """The table that the first cell is in, or None."""
        return self._sheet.tables.around(self.place)

    @property
    def merge_cells(self) -> bool:
        """Whether the cells are merged."""
        return bool(self.api.IsMerged)

    def select(self) -> None:
        """Select the cells, on their sheet and in their book."""
        self._sheet.activate()
        self._sheet.book.controller.select(self.api)

    def refuse_if_locked(self) -> None:
        """Raise SheetProtected when the sheet is protected and a cell here is locked; Calc itself is often silent.

        CalcRefused when the book is open for reading only.
        """
        sheet = self._sheet
        sheet.book.refuse_if_read_only()
        if not sheet.is_protected:
            return
        place = locked_place(self.api)
        if place is not None:
            raise SheetProtected(
                f"Лист «{sheet.name}» защищён: ячейки {place} закрыты от изменений.", remedy=PROTECTED_REMEDY
            )

    def _refuse_if_protected(self) -> None:
        if self._sheet.is_protected:
            raise SheetProtected(
                f"Лист «{self._sheet.name}» защищён: его строки и столбцы нельзя менять.", remedy=PROTECTED_REMEDY
            )

    def _target(self, count_rows: int, count_columns: int) -> Range:
        """Return the cells from the corner that a block of this shape fills."""
        if (count_rows, count_columns) == self.shape:
            return self
        place = Rectangle(self.place.row, self.place.column, count_rows, count_columns)
        if self._sheet.whole.shared_with(place) != place:
            raise CalcRefused(
                f"Блок {count_rows} × {count_columns} от ячейки {self(1, 1).address} не помещается на лист."
            )
        return Range(self._sheet, place)

    def _fill(self, formula: str) -> None:
        """Write one formula into all the cells, its relative references following each cell as in Excel."""
        self.refuse_if_locked()
        self(1, 1).api.setFormulaArray(((to_calc(formula),),))
        if formula.startswith("="):
            if self.place.count_columns > 1:
                row = self.part(Rectangle(1, 1, 1, self.place.count_columns))
                row.api.fillAuto(self._fill_direction("TO_RIGHT"), 1)
            if self.place.count_rows > 1:
                self.api.fillAuto(self._fill_direction("TO_BOTTOM"), 1)
        else:
            self.api.setFormulaArray(tuple((formula,) * self.place.count_columns for _ in range(self.place.count_rows)))

    @staticmethod
    def _fill_direction(name: str) -> Any:
        return Range._enum("FillDirection", name)

    @staticmethod
    def _enum(kind: str, name: str) -> Any:
        return bridge().Enum(f"com.sun.star.sheet.{kind}", name)


def place_of(address: Any) -> Rectangle:
    """Return a UNO range address (from 0) as a rectangle (from 1)."""
    return Rectangle(
        address.StartRow + 1,
        address.StartColumn + 1,
        address.EndRow - address.StartRow + 1,
        address.EndColumn - address.StartColumn + 1,
    )


def address_of(place: Rectangle, sheet_index: int) -> Any:
    """Return a rectangle on a sheet (index from 1) as a UNO range address (from 0)."""
    return struct(
        "table.CellRangeAddress",
        Sheet=sheet_index - 1,
        StartRow=place.row - 1,
        StartColumn=place.column - 1,
        EndRow=place.last_row - 1,
        EndColumn=place.last_column - 1,
    )
