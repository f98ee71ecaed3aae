"""The parts of an .xlsx or .xlsb workbook by their meaning; names of members are compared without case."""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from clientbase_xl.reading.grids.builder import too_large
from clientbase_xl.reading.grids.xml_stream import Attributes, DamagedPart, stream

# A part of more than that is of no report that people look at: its texts alone would fill a gigabyte.
MAX_PART_BYTES = 256 * 1024**2


@dataclass(frozen=True)
class SheetPart:
    """A sheet as the workbook lists it."""

    title: str
    member: str
    is_hidden: bool


class Package:
    """An opened workbook; use it as a context manager."""

    suffix = "xml"

    def __init__(self, path: Path) -> None:
        """Read the table of contents and the list of sheets."""
        self._file_name = path.name
        self._archive = zipfile.ZipFile(path)
        self._members = {one.filename.replace("\\", "/").casefold(): one for one in self._archive.infolist()}
        self.sheets: list[SheetPart] = []
        self.is_1904 = False
        self._related: dict[str, tuple[str, str]] = {}
        try:
            with self.open(f"xl/_rels/workbook.{self.suffix}.rels") as part:
                stream(part, self._relation, _nothing, _nothing)
            with self.open(f"xl/workbook.{self.suffix}") as part:
                self.read_workbook(part)
        except BaseException:
            self._archive.close()
            raise

    def __enter__(self) -> Self:
        """Return the package."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the archive."""
        self._archive.close()

    def open(self, member: str, bytes_max: int = MAX_PART_BYTES) -> IO[bytes]:
        """Open a part by its name in any case; DamagedPart when it is missing, BadFile when it is larger."""
        found = self._members.get(member.casefold())
        if found is None:
            raise DamagedPart(member)
        if found.file_size > bytes_max:
            raise too_large(self._file_name, member)
        return self._archive.open(found)

    def named(self, kind: str) -> str | None:
        """Return the member that serves as `styles` or `sharedStrings`, None when the workbook has none."""
        related = next(
            (target for kind_, target in self._related.values() if kind_ == kind), f"xl/{kind}.{self.suffix}"
        )
        return related if related.casefold() in self._members else None

    def read_workbook(self, part: IO[bytes]) -> None:
        """Read the list of sheets and the calendar."""
        stream(part, self._workbook, _nothing, _nothing)

    def add_sheet(self, title: str, relation: str, *, is_hidden: bool) -> None:
        """Note a sheet of the list by its relation to a part."""
        kind, member = self._related.get(relation, ("", ""))
        if kind in ("worksheet", ""):
            self.sheets.append(SheetPart(title, member, is_hidden))

    def sheet(self, title: str) -> SheetPart:
        """Return the sheet of this title; DamagedPart when the workbook has none."""
        found = next((one for one in self.sheets if one.title == title), None)
        if found is None:
            raise DamagedPart(title)
        return found

    def _relation(self, name: str, attributes: Attributes) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", "").replace("\\", "/")))
            kind = attributes.get("Type", "").rpartition("/")[2]
            self._related[attributes.get("Id", "")] = (kind, target.lstrip("/"))

    def _workbook(self, name: str, attributes: Attributes) -> None:
        if name == "workbookPr":
            self.is_1904 = attributes.get("date1904") in ("1", "true", "on")
        elif name == "sheet":
            key = next((value for title, value in attributes.items() if title.endswith(":id")), "")
            self.add_sheet(attributes.get("name", ""), key, is_hidden=attributes.get("state", "visible") != "visible")


def _nothing(*_ignored: object) -> None:
    return None
