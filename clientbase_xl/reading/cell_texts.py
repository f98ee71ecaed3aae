"""Texts of a workbook as its cells show them: the file's own spelling `_xHHHH_` undone.

Source: ECMA-376 part 1, 22.9.2.19 (ST_Xstring). A character that XML cannot hold stands as `_x0001_`, and a text
that looks so by itself as `_x005F_x0001_`. The library drops the second mark and keeps the first: neither the
control character nor the typed text would come back.
"""

from __future__ import annotations

import re
from typing import Any

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """Return the text with every `_xHHHH_` as its character, read once from left to right; half pairs as U+FFFD."""
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class TextReader(ExcelReader):
    """The library's reader with the texts of cells as they are shown."""

    def read_strings(self) -> None:
        """Read the table of texts; the library calls this between the manifest and the sheets."""
        package: Any = self.package
        part = package.find(SHARED_STRINGS)
        if part is None:
            return
        with self.archive.open(part.PartName[1:]) as source:
            for _, node in iterparse(source):
                if node.tag == f"{{{SHEET_MAIN_NS}}}si":
                    text = Text.from_tree(node)
                    self.shared_strings.append(unescaped(text.content if text else ""))
                    node.clear()
