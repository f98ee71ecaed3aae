"""How a sheet prints: which cells, and what stands at the right of its header."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from clientbase_xl.calc.engine.addresses import parse_address
from clientbase_xl.calc.engine.plain_errors import speaks_plainly
from clientbase_xl.calc.engine.ranges import address_of, place_of
from clientbase_xl.calc.engine.unsupported import names_unsupported

if TYPE_CHECKING:
    from clientbase_xl.calc.engine.sheets import Sheet


@names_unsupported
@speaks_plainly
class PageSetup(base_classes.PageSetup):
    """The print range of a sheet, and the page style that it prints in."""

    def __init__(self, sheet: Sheet) -> None:
        """Keep the sheet."""
        self._sheet = sheet

    @cached_property
    def api(self) -> Any:
        """The UNO page style."""
        return self._sheet.book.page_styles.getByName(self._sheet.api.PageStyle)

    @property
    def print_area(self) -> str | None:
        """The cells that are printed, as `$A$1:$B$2`; of several areas the first; None for the whole sheet."""
        areas = self._sheet.api.getPrintAreas()
        return place_of(areas[0]).text() if areas else None

    @print_area.setter
    def print_area(self, value: str | None) -> None:
        if value is None:
            self._sheet.api.setPrintAreas(())
            return
        whole = self._sheet.whole
        place = parse_address(value, whole.count_rows, whole.count_columns)
        if place is None:
            raise ValueError(f"«{value}» — не ячейки листа «{self._sheet.name}».")
        self._sheet.api.setPrintAreas((address_of(place, self._sheet.index),))

    @cached_property
    def _header(self) -> Any:
        """The three texts of the header, or None; they live as long as this is held."""
        return self.api.RightPageHeaderContent

    @property
    def right_header(self) -> str:
        """The text at the right of the header (no member of xlwings: reached through `page_setup.impl`)."""
        return "" if self._header is None else str(self._header.RightText.getString())

    @right_header.setter
    def right_header(self, value: str) -> None:
        self._header.RightText.setString(value)
        self.api.RightPageHeaderContent = self._header
