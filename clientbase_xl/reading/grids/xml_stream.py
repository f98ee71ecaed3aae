"""XML parts read as a stream of elements: no tree in memory, no document type, hence no entity that grows."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO
from xml.parsers import expat

Attributes = dict[str, str]
_BUFFER_BYTES = 256 * 1024


class DamagedPart(ValueError):
    """A part of a workbook that contradicts the format; the sources turn it into BadFile."""


def stream(
    part: IO[bytes],
    start: Callable[[str, Attributes], object],
    end: Callable[[str], object],
    text: Callable[[str], object],
    *,
    is_prefix_kept: bool = False,
) -> None:
    """Call the three for every element and text of a part; names come as written, without the prefix of the root's.

    DamagedPart: the part declares a document type. expat.ExpatError: it is not well-formed.
    """
    parser = expat.ParserCreate()

    def refuse(*_declaration: object) -> None:
        raise DamagedPart("DOCTYPE")

    def first(name: str, attributes: Attributes) -> None:
        # A thousand times a thousand cells: the way without a prefix, which nearly all files go, has no detour.
        prefix = "" if is_prefix_kept or ":" not in name else name.partition(":")[0] + ":"
        if prefix:
            parser.StartElementHandler = lambda name, attributes: start(name.removeprefix(prefix), attributes)
            parser.EndElementHandler = lambda name: end(name.removeprefix(prefix))
        else:
            parser.StartElementHandler = start
            parser.EndElementHandler = end
        start(name.removeprefix(prefix), attributes)

    parser.buffer_text = True
    parser.buffer_size = _BUFFER_BYTES
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = first
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.ParseFile(part)
