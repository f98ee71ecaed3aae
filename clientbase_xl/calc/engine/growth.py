"""A table made longer in the way that costs Calc least; the new rows are dressed as the last one was.

Calc compiles every formula that names a table anew whenever the cells of any table are set: more than half a second in
a book of ten thousand clients, and a button lengthens seven tables. Cells inserted inside a table lengthen it for next
to nothing. Copied rows would each have data bars of their own; filled ones share those of the row above.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from clientbase_xl.calc.engine.addresses import Rectangle
from clientbase_xl.calc.engine.ranges import Range, address_of, place_of
from clientbase_xl.calc.engine.uno_bridge import bridge

if TYPE_CHECKING:
    from clientbase_xl.calc.engine.tables import Table

_CONSTANTS, _FORMULAS = 1 | 2 | 4, 16  # com.sun.star.sheet.CellFlags


def grow(table: Table, count_added: int) -> bool:
    """Add empty rows at the end of a table with formats, validation and formulas of its last row.

    False, and nothing done, when the last row lacks a formula that the first one has, or there is no row at all.
    The cells that they take must be empty; nothing of what stands below moves.
    """
    body = table.data_body_range
    if body is None or not _formula_columns(_row(body, 1)) <= _formula_columns(_row(body, body.place.count_rows)):
        return False
    last = _row(body, body.place.count_rows)
    conditions = _conditions(body)
    if not _inserted(table, body, count_added):
        whole = table.range.place
        table.resize(Range(body.sheet, _taller(whole, count_added)))
        _filled(Range(body.sheet, _taller(last.place, count_added)))
    new = Rectangle(last.row + 1, last.column, count_added, last.place.count_columns)
    Range(body.sheet, new).api.clearContents(_CONSTANTS)
    _lengthened(body, conditions, count_added)
    return True


def _conditions(body: Range) -> dict[int, list[Rectangle]]:
    """Return the conditional formats of the last row of a block: number → all their cells."""
    last = _row(body, body.place.count_rows).place
    found = {
        int(one.ID): [place_of(address) for address in one.Range.RangeAddresses]
        for one in body.sheet.api.ConditionalFormats.getConditionalFormats()
    }
    return {number: places for number, places in found.items() if any(last.shared_with(place) for place in places)}


def _lengthened(body: Range, conditions: Mapping[int, Sequence[Rectangle]], count_added: int) -> None:
    """Let conditional formats of the last row hold the new rows too, and take away those made by moving and filling.

    A data bar must see the whole column: one of its own for a single row is always full.
    """
    sheet, last = body.sheet, _row(body, body.place.count_rows).place
    formats = sheet.api.ConditionalFormats
    grown = _taller(last, count_added)
    for one in formats.getConditionalFormats():
        places = [place_of(address) for address in one.Range.RangeAddresses]
        if one.ID not in conditions and all(grown.shared_with(place) == place for place in places):
            formats.removeByID(one.ID)
    for one in formats.getConditionalFormats():
        if one.ID in conditions:
            cells = sheet.book.api.createInstance("com.sun.star.sheet.SheetCellRanges")
            for place in conditions[one.ID]:
                taller = _taller(place, count_added) if last.shared_with(place) else place
                cells.addRangeAddress(address_of(taller, sheet.index), False)
            one.Range = cells


def _inserted(table: Table, body: Range, count_added: int) -> bool:
    """Lengthen a table by cells inserted before its last row, which then comes back with all that refers to it.

    False, and nothing done, for a table with formulas (moving those costs more than it saves), of one row, or whose
    last row is dressed otherwise than the one above, which lends its formats to all three.
    """
    sheet, count = body.sheet, body.place.count_rows
    last = _row(body, count)
    if count < 2 or _formula_columns(last) or not _is_dressed_as_above(body):
        return False
    contents = last.api.getFormulaArray()
    whole = _taller(table.range.place, count_added)
    sheet.api.insertCells(
        address_of(Rectangle(last.row, last.column, count_added, last.place.count_columns), sheet.index),
        bridge().Enum("com.sun.star.sheet.CellInsertMode", "DOWN"),
    )
    if table.range.place != whole:  # Calc says nothing when it cannot insert
        return False
    moved = Range(sheet, Rectangle(last.row + count_added, last.column, 1, last.place.count_columns))
    sheet.api.moveRange(sheet.api.getCellByPosition(last.column - 1, last.row - 1).CellAddress, moved.api.RangeAddress)
    spare = Rectangle(moved.row + 1, last.column, count_added, last.place.count_columns)
    sheet.api.removeRange(address_of(spare, sheet.index), bridge().Enum("com.sun.star.sheet.CellDeleteMode", "UP"))
    _filled(Range(sheet, Rectangle(last.row - 1, last.column, count_added + 2, last.place.count_columns)))
    Range(sheet, last.place).api.setFormulaArray(contents)
    return True


def _filled(cells: Range) -> None:
    """Fill a block from its first row: formulas follow, formats and validation are those of that row."""
    cells.api.fillAuto(bridge().Enum("com.sun.star.sheet.FillDirection", "TO_BOTTOM"), 1)


def _is_dressed_as_above(body: Range) -> bool:
    """Tell whether the last two rows of a block have the same formats throughout."""
    place = body.place
    two = Range(body.sheet, Rectangle(place.last_row - 1, place.column, 2, place.count_columns))
    groups = two.api.getUniqueCellFormatRanges()
    addresses = [one for number in range(groups.Count) for one in groups.getByIndex(number).RangeAddresses]
    return all(one.EndRow == one.StartRow + 1 for one in addresses)


def _formula_columns(row: Range) -> set[int]:
    """Return the columns of the sheet (from 0) in which a row has formulas."""
    found = row.api.queryContentCells(_FORMULAS).RangeAddresses
    return {column for one in found for column in range(one.StartColumn, one.EndColumn + 1)}


def _row(body: Range, number: int) -> Range:
    """Return a row (from 1) of a block."""
    return body.part(Rectangle(number, 1, 1, body.place.count_columns))


def _taller(place: Rectangle, count_added: int) -> Rectangle:
    return Rectangle(place.row, place.column, place.count_rows + count_added, place.count_columns)
