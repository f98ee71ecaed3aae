"""The texts and the formats that the sheets of a workbook share."""

from __future__ import annotations

from dataclasses import dataclass, field

from clientbase_xl.reading.cell_texts import unescaped
from clientbase_xl.reading.grids.number_formats import BUILT_IN_DATES, is_date_format
from clientbase_xl.reading.grids.package import Package
from clientbase_xl.reading.grids.xml_stream import Attributes, stream


def shared_texts(package: Package) -> list[str]:
    """Return the table of texts, without blanks at their ends; hints of pronunciation are left out."""
    member = package.named("sharedStrings")
    texts: list[str] = []
    if member is None:
        return texts
    pieces: list[str] = []
    # Inside how many elements whose text is none of the cell's: all but `t`, and `t` under `rPh`.
    state = {"is_text": False, "is_hint": False}

    def start(name: str, _attributes: Attributes) -> None:
        if name == "t":
            state["is_text"] = not state["is_hint"]
        elif name == "rPh":
            state["is_hint"] = True

    def end(name: str) -> None:
        if name == "t":
            state["is_text"] = False
        elif name == "rPh":
            state["is_hint"] = False
        elif name == "si":
            texts.append(unescaped("".join(pieces)).rstrip())
            pieces.clear()

    def text(piece: str) -> None:
        if state["is_text"]:
            pieces.append(piece)

    with package.open(member) as part:
        stream(part, start, end, text)
    return texts


@dataclass
class CellFormats:
    """By the number of a cell's format: whether it shows dates, and its indent."""

    dates: list[bool] = field(default_factory=list)
    indents: list[int] = field(default_factory=list)


def cell_formats(package: Package) -> CellFormats:
    """Return the formats of cells; none when the workbook has no styles."""
    found = CellFormats()
    member = package.named("styles")
    if member is None:
        return found
    codes: dict[str, str] = {}
    path: list[str] = []

    def start(name: str, attributes: Attributes) -> None:
        path.append(name)
        if name == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "xf" and "cellXfs" in path:
            number = attributes.get("numFmtId", "0")
            code = codes.get(number)
            found.dates.append(is_date_format(code) if code is not None else int(number) in BUILT_IN_DATES)
            found.indents.append(0)
        elif name == "alignment" and "cellXfs" in path and found.indents:
            found.indents[-1] = int(attributes.get("indent", "0"))

    def end(_name: str) -> None:
        path.pop()

    with package.open(member) as part:
        stream(part, start, end, lambda _text: None)
    return found
