"""Tables of a sheet: Calc keeps those of an xlsx as database ranges of the same names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from clientbase_xl.calc.engine.addresses import Rectangle, between
from clientbase_xl.calc.engine.growth import grow
from clientbase_xl.calc.engine.plain_errors import speaks_plainly
from clientbase_xl.calc.engine.ranges import Range, address_of
from clientbase_xl.calc.engine.refusals import PROTECTED_REMEDY, CalcRefused, NotInBook, SheetProtected
from clientbase_xl.calc.engine.unsupported import names_unsupported

if TYPE_CHECKING:
    from clientbase_xl.calc.engine.sheets import Sheet

_OWN_OF_CALC = "__Anonymous"  # ranges that Calc makes for filters outside tables


@names_unsupported
@speaks_plainly
class Table(base_classes.Table):
    """A table: a header row, rows of data and perhaps a row of totals."""

    def __init__(self, sheet: Sheet, api: Any) -> None:
        """Keep the sheet and the UNO database range."""
        self._sheet = sheet
        self.database_range = api

    @property
    def api(self) -> Any:
        """The UNO database range."""
        return self.database_range

    @property
    def name(self) -> str:
        """The table's name."""
        return str(self.database_range.Name)

    @name.setter
    def name(self, value: str) -> None:
        self.database_range.Name = value

    @property
    def display_name(self) -> str:
        """The same as the name."""
        return self.name

    @display_name.setter
    def display_name(self, value: str) -> None:
        self.name = value

    @property
    def parent(self) -> Sheet:
        """The sheet that the table lies on."""
        return self._sheet

    @property
    def range(self) -> Range:
        """All the cells, header and totals with them."""
        return self._sheet.range_at(self.database_range.DataArea)

    @property
    def show_headers(self) -> bool:
        """Whether the first row holds the titles."""
        return bool(self.database_range.ContainsHeader)

    @show_headers.setter
    def show_headers(self, value: bool) -> None:
        self.database_range.ContainsHeader = bool(value)

    @property  # type: ignore[misc]  # writing it refuses: Calc would take a row of data for the totals
    def show_totals(self) -> bool:
        """Whether the last row holds totals."""
        return bool(self.database_range.TotalsRow)

    @property
    def show_autofilter(self) -> bool:
        """Whether the titles have filter buttons."""
        return bool(self.database_range.AutoFilter)

    @show_autofilter.setter
    def show_autofilter(self, value: bool) -> None:
        self.database_range.AutoFilter = bool(value)

    @property
    def header_row_range(self) -> Range | None:
        """The titles, or None."""
        place = self.range.place
        if not self.show_headers:
            return None
        return Range(self._sheet, Rectangle(place.row, place.column, 1, place.count_columns))

    @property
    def totals_row_range(self) -> Range | None:
        """The totals, or None."""
        place = self.range.place
        if not self.show_totals:
            return None
        return Range(self._sheet, Rectangle(place.last_row, place.column, 1, place.count_columns))

    @property
    def data_body_range(self) -> Range | None:
        """The rows between header and totals, hidden and filtered ones with them; None when there are none."""
        place = self.range.place
        body = between(
            place.row + self.show_headers, place.column, place.last_row - self.show_totals, place.last_column
        )
        return Range(self._sheet, body) if body else None

    @property
    def columns(self) -> TableColumns:
        """The columns in their order."""
        return TableColumns(self)

    def resize(self, range: Any) -> None:
        """Let the table span other cells; the header stays in its row, as Excel demands too."""
        cells: Range = getattr(range, "impl", range)
        self._sheet.book.refuse_if_read_only()
        if self._sheet.is_protected:
            raise SheetProtected(
                f"Лист «{self._sheet.name}» защищён: таблицу «{self.name}» нельзя растянуть.", remedy=PROTECTED_REMEDY
            )
        if cells.sheet.index != self._sheet.index or cells.row != self.range.row:
            raise CalcRefused(f"Таблица «{self.name}» должна начинаться в строке {self.range.row} своего листа.")
        if cells.place.count_rows < 1 + self.show_headers:
            raise CalcRefused(f"В таблице «{self.name}» должна остаться хотя бы одна строка под заголовком.")
        self.database_range.DataArea = address_of(cells.place, self._sheet.index)

    def grow(self, count_added: int) -> bool:
        """Add empty rows dressed as the last one (no member of xlwings); False where `growth.grow` cannot."""
        if self._sheet.is_protected:
            raise SheetProtected(
                f"Лист «{self._sheet.name}» защищён: таблицу «{self.name}» нельзя растянуть.", remedy=PROTECTED_REMEDY
            )
        return grow(self, count_added)


@names_unsupported
@speaks_plainly
class TableColumn(base_classes.TableColumn):
    """A column of a table."""

    def __init__(self, table: Table, index: int, name: str) -> None:
        """Keep the table, the number from 1 and the title."""
        self._table = table
        self._index = index
        self._name = name

    @property
    def name(self) -> str:
        """The title."""
        return self._name

    @property
    def index(self) -> int:
        """The place in the table, from 1."""
        return self._index

    @property
    def range(self) -> Range:
        """The title and all the cells under it."""
        return _column_of(self._table.range, self._index)

    @property
    def data_body_range(self) -> Range | None:
        """The cells of data, or None when the table has no rows."""
        body = self._table.data_body_range
        return _column_of(body, self._index) if body else None


@names_unsupported
@speaks_plainly
class TableColumns(base_classes.TableColumns, base_classes.Collection):
    """The columns of a table."""

    def __init__(self, table: Table) -> None:
        """Keep the table."""
        self._table = table

    @property
    def api(self) -> Any:
        """The UNO range of the titles."""
        return self._header.api

    @property
    def parent(self) -> Table:
        """The table."""
        return self._table

    @property
    def _header(self) -> Range:
        header = self._table.header_row_range
        if header is None:
            raise CalcRefused(f"У таблицы «{self._table.name}» нет строки заголовков.")
        return header

    def __iter__(self) -> Iterator[TableColumn]:
        titles = self._header.api.getDataArray()[0]
        for index, title in enumerate(titles, start=1):
            yield TableColumn(self._table, index, str(title))

    def __len__(self) -> int:
        return self._table.range.place.count_columns

    def __call__(self, key: str | int) -> TableColumn:
        """Return a column by number from 1 or by title; NotInBook when there is none."""
        for column in self:
            if key in (column.index, column.name):
                return column
        raise NotInBook(f"В таблице «{self._table.name}» нет столбца «{key}».")

    def __contains__(self, key: object) -> bool:
        return any(key in (column.index, column.name) for column in self)


@names_unsupported
@speaks_plainly
class Tables(base_classes.Collection, base_classes.Tables):
    """The tables of one sheet."""

    def __init__(self, sheet: Sheet) -> None:
        """Keep the sheet."""
        self._sheet = sheet

    @property
    def api(self) -> Any:
        """The UNO collection of the whole book."""
        return self._sheet.book.api.DatabaseRanges

    @property
    def parent(self) -> Sheet:
        """The sheet."""
        return self._sheet

    def __iter__(self) -> Iterator[Table]:
        for name in self._sheet.book.table_names(self._sheet.index):
            if not name.startswith(_OWN_OF_CALC):
                yield Table(self._sheet, self.api.getByName(name))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __call__(self, key: str | int) -> Table:
        """Return a table by number from 1 or by name, capitals aside; NotInBook when the sheet has none such."""
        for number, table in enumerate(self, start=1):
            if key == number or (isinstance(key, str) and table.name.lower() == key.lower()):
                return table
        raise NotInBook(f"На листе «{self._sheet.name}» нет таблицы «{key}».")

    def __contains__(self, key: object) -> bool:
        return any(isinstance(key, str) and table.name.lower() == key.lower() for table in self)

    def around(self, place: Rectangle) -> Table | None:
        """Return the table that holds the first cell of `place`, or None."""
        corner = Rectangle(place.row, place.column, 1, 1)
        return next((table for table in self if table.range.place.shared_with(corner)), None)

    def add(
        self,
        source_type: str | None = None,  # noqa: ARG002
        source: Any = None,
        link_source: bool | None = None,  # noqa: ARG002
        has_headers: bool | None = True,
        destination: Any = None,  # noqa: ARG002
        table_style_name: str | None = None,  # noqa: ARG002
        name: str | None = None,
    ) -> Table:
        """Make a table of cells that have titles in their first row; Calc knows no table styles."""
        if not has_headers:
            raise NotImplementedError("Tables.add(has_headers=False): в LibreOffice Calc не поддерживается")
        number = 1
        while name is None:
            name = None if self.api.hasByName(f"Таблица{number}") else f"Таблица{number}"
            number += 1
        if self.api.hasByName(name):
            raise CalcRefused(f"Таблица «{name}» в книге уже есть.")
        cells: Range = getattr(source, "impl", source)
        self.api.addNewByName(name, address_of(cells.place, self._sheet.index))
        self._sheet.book.forget_places()
        made = Table(self._sheet, self.api.getByName(name))
        made.database_range.ContainsHeader = True
        made.database_range.AutoFilter = True
        return made


def _column_of(cells: Range, index: int) -> Range:
    """Return one column (from 1) of a block."""
    return cells.part(Rectangle(1, index, cells.place.count_rows, 1))
